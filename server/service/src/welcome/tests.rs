//! After a long absence one page, once, by the rule of visibility.
use types::id::{MemberId, PostId};
use types::profile::ProfileInput;
use types::time::Stamp;

use super::Welcome;
use crate::fault::Fault;
use crate::testing::{Net, id, postgres};
use crate::viewer::{Me, Viewer};

async fn worked(net: &Net, viewer: &Viewer, department: &str) {
    let mut input = net.service.own_profile(viewer).await.unwrap();
    let one = |text: &str| vec![text.to_owned()];
    input = ProfileInput {
        period_department: one(department),
        period_title: one(""),
        period_from: one("2001"),
        period_to: one("2009"),
        ..input
    };
    net.service.change_profile(viewer, &input).await.unwrap();
}

async fn write(net: &Net, viewer: &Viewer, body: &str) -> PostId {
    net.clock.advance(Stamp::MINUTE);
    net.service.publish(viewer, body).await.unwrap()
}

/// The viewer, who signs in anew: the session of before ended unused.
fn again(net: &Net, viewer: &Viewer) -> Viewer {
    let me = Me { signed_in_at: net.service.now(), ..viewer.me().unwrap().clone() };
    Viewer::Member(Box::new(me))
}

fn authors(welcome: &Welcome) -> Vec<MemberId> {
    welcome.posts.iter().map(|post| post.author.id).collect()
}

async fn department(net: &Net, name: &str) {
    let mut tx = net.service.db().write().await.unwrap();
    let row = store::department::DepartmentRow {
        id: net.service.id(),
        company_ja: String::new(),
        company_en: String::new(),
        name_ja: name.into(),
        name_en: String::new(),
        from_year: 1990,
        to_year: None,
    };
    store::department::insert(&mut tx, &row).await.unwrap();
    tx.commit().await.unwrap();
}

async fn one_page_after_a_long_absence(net: Net) {
    let s = &net.service;
    department(&net, "公共システム本部").await;
    let me = net.member("松本", "恵子", &[]).await;
    let [stranger, mate, friend, blocked, avoided] =
        [("他", "人"), ("同", "僚"), ("友", "人"), ("壁", "一"), ("避", "二")];
    let old = net.member(stranger.0, stranger.1, &[]).await;
    let first = write(&net, &old, "ずっとまえ").await;
    s.mark_read(&me, first).await.unwrap();
    assert!(s.welcome(&me).await.unwrap().is_none(), "nobody was away");
    net.clock.advance(100 * Stamp::DAY);
    let mut people = vec![old];
    for (family, given) in [mate, friend, blocked, avoided] {
        people.push(net.member(family, given, &[]).await);
    }
    let [stranger, mate, friend, blocked, avoided] = people.try_into().unwrap();
    worked(&net, &me, "公共システム本部").await;
    worked(&net, &mate, "公共システム本部").await;
    s.connect(&me, id(&friend), "").await.unwrap();
    s.accept_connection(&friend, id(&me)).await.unwrap();
    s.block(&me, id(&blocked)).await.unwrap();
    s.avoid(&me, id(&avoided), true).await.unwrap();
    for author in [&friend, &mate, &blocked, &avoided, &stranger] {
        write(&net, author, "書きました").await;
    }
    assert!(s.welcome(&me).await.unwrap().is_none() && !s.feed(&me).await.unwrap().was_away);
    net.clock.advance(100 * Stamp::DAY);
    assert!(s.welcome(&me).await.unwrap().is_none(), "whoever never signed out was here, and did not say so");
    let me = again(&net, &me);
    assert!(s.feed(&me).await.unwrap().was_away);
    let welcome = s.welcome(&me).await.unwrap().unwrap();
    assert_eq!(authors(&welcome), [id(&friend), id(&mate), id(&stranger)], "those near first");
    let joined: Vec<_> = welcome.newcomers.iter().map(|it| it.id).collect();
    assert_eq!(joined, [id(&friend), id(&mate)]);
    s.mark_read(&me, welcome.newest).await.unwrap();
    assert!(s.welcome(&me).await.unwrap().is_none(), "once");
    assert!(!s.feed(&me).await.unwrap().was_away);
    net.clock.advance(100 * Stamp::DAY);
    write(&net, &friend, "このごろ").await;
    let mate = again(&net, &mate);
    assert!(
        s.feed(&mate).await.unwrap().was_away,
        "who never said ここまで読みました may have been away as well"
    );
    assert_eq!(s.welcome(&mate).await.unwrap().unwrap().posts[0].author.id, id(&friend));
    let late = again(&net, &net.member("新", "人", &[]).await);
    assert!(
        s.welcome(&late).await.unwrap().is_none() && !s.feed(&late).await.unwrap().was_away,
        "who just joined"
    );
    assert!(matches!(s.welcome(&Viewer::Visitor).await, Err(Fault::SignInNeeded)));
}

#[tokio::test]
async fn who_may_not_be_seen_is_no_link() {
    let net = Net::new().await;
    let s = &net.service;
    let me = net.member("松本", "恵子", &[]).await;
    let [author, seen, blocking] = [
        net.member("筆", "者", &[]).await,
        net.member("林", "一", &[]).await,
        net.member("森", "二", &[]).await,
    ];
    s.block(&blocking, id(&me)).await.unwrap();
    net.clock.advance(200 * Stamp::DAY);
    write(&net, &author, "@林 一 と @森 二 と").await;
    let me = again(&net, &me);
    let welcome = s.welcome(&me).await.unwrap().unwrap();
    let html = &welcome.posts[0].html;
    assert!(html.contains(&format!("/people/{}\"", id(&seen))), "{html}");
    assert!(!html.contains(&id(&blocking).to_string()) && html.contains("森 二"), "{html}");
}

#[tokio::test]
async fn one_page_on_sqlite() {
    one_page_after_a_long_absence(Net::new().await).await;
}

#[tokio::test]
async fn one_page_on_postgres() {
    one_page_after_a_long_absence(Net::on(postgres::database().await).await).await;
}
