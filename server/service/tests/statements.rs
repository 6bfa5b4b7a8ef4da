//! Whoever blocked the viewer, or rests, is answered for after as many statements as nobody.
//!
//! The only test of this program: statements are counted by the process.
use std::sync::Arc;

use service::Service;
use service::clock::SystemClock;
use service::config::{Config, Machines};
use service::fault::{Fault, FormError};
use service::secret::Secrets;
use service::viewer::{Me, Viewer};
use store::Db;
use types::feed::ReactionKind;
use types::id::{MemberId, PostId};
use types::member::MemberState;

const NOBODY: &str = "0192d0f0c0ffee0192d0f0c0ffee0001";

/// How many statements it takes to hear that nobody is there.
async fn counted<T>(asked: impl Future<Output = Result<T, Fault>>) -> u64 {
    let before = store::db::statements();
    assert!(matches!(asked.await, Err(Fault::NotFound)));
    store::db::statements() - before
}

fn fault(error: FormError) -> Fault {
    match error {
        FormError::Fault(fault) => fault,
        FormError::Problems(problems) => panic!("{problems:?}"),
    }
}

/// The profile, and what can be sent on it.
async fn all(s: &Service, viewer: &Viewer, id: MemberId) -> [u64; 5] {
    [
        counted(s.profile(viewer, id)).await,
        counted(async { s.connect(viewer, id, "").await.map_err(fault) }).await,
        counted(s.accept_connection(viewer, id)).await,
        counted(s.avoid(viewer, id, true)).await,
        counted(s.block(viewer, id)).await,
    ]
}

/// A post, and what can be sent below it.
async fn all_of_post(s: &Service, viewer: &Viewer, id: PostId) -> [u64; 8] {
    [
        counted(s.post(viewer, id, None)).await,
        counted(s.post_history(viewer, id)).await,
        counted(s.react(viewer, id, ReactionKind::ALL[0])).await,
        counted(async { s.comment(viewer, id, "お元気ですか").await.map_err(fault) }).await,
        counted(async { s.report(viewer, id, None, "広告です").await.map_err(fault) }).await,
        counted(s.edit_form(viewer, id)).await,
        counted(async { s.edit_post(viewer, id, "直しました").await.map_err(fault) }).await,
        counted(s.delete_post(viewer, id)).await,
    ]
}

async fn demonstration(folder: &tempfile::TempDir) -> Service {
    let db = Db::sqlite(&folder.path().join("test.db")).await.unwrap();
    db.migrate().await.unwrap();
    let config = Config {
        data: folder.path().to_owned(),
        base_url: "https://enishi.example".parse().unwrap(),
        zone: jiff::tz::TimeZone::UTC,
        smtp_url: None,
        mail_from: "Enishi <enishi@example.jp>".into(),
        machines: Machines::default(),
        demo: true,
        oidc: None,
    };
    let service = Service::new(db, Arc::new(SystemClock), Secrets::seeded(7), config).unwrap();
    service.seed_demo().await.unwrap();
    service
}

#[tokio::test]
async fn who_is_not_there_for_the_viewer_takes_as_many_statements_as_nobody() {
    let folder = tempfile::tempdir().unwrap();
    let service = demonstration(&folder).await;
    let known = async |who: &str| {
        let opened = service.demo_sign_in(who, "").await.unwrap();
        service.visit(Some(&opened.token)).await.unwrap().0
    };
    let id = |viewer: &Viewer| viewer.me().map(Me::id).unwrap();
    let (viewer, blocker, resting) =
        (known("new").await, known("long-time").await, known("okada-osamu").await);
    service.block(&blocker, id(&viewer)).await.unwrap();
    let post = service.publish(&blocker, "お久しぶりです。").await.unwrap();
    let mut tx = service.db().write().await.unwrap();
    store::member::set_state(&mut tx, id(&resting), MemberState::Suspended).await.unwrap();
    tx.commit().await.unwrap();
    let nobody = all(&service, &viewer, NOBODY.parse().unwrap()).await;
    assert!(nobody.iter().all(|count| *count > 0), "statements are counted");
    assert_eq!(all(&service, &viewer, id(&blocker)).await, nobody, "blocked");
    assert_eq!(all(&service, &viewer, id(&resting)).await, nobody, "suspended");

    let nowhere = all_of_post(&service, &viewer, NOBODY.parse().unwrap()).await;
    assert!(nowhere.iter().all(|count| *count > 0), "statements are counted");
    assert_eq!(all_of_post(&service, &viewer, post).await, nowhere, "a post of who blocked the viewer");
}
