//! After a long absence one page, once, by the rule of visibility.
use types::id::{MemberId, PostId};
use types::profile::ProfileInput;
use types::time::Stamp;

use super::Welcome;
use crate::fault::Fault;
use crate::testing::{Net, id, postgres};
use crate::viewer::Viewer;

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
    assert!(s.feed(&me).await.unwrap().was_away);
    let welcome = s.welcome(&me).await.unwrap().unwrap();
    assert_eq!(authors(&welcome), [id(&friend), id(&mate), id(&stranger)], "those near first");
    let joined: Vec<_> = welcome.newcomers.iter().map(|it| it.id).collect();
    assert_eq!(joined, [id(&friend), id(&mate)]);
    s.mark_read(&me, welcome.newest).await.unwrap();
    assert!(s.welcome(&me).await.unwrap().is_none(), "once");
    assert!(!s.feed(&me).await.unwrap().was_away);
    assert!(s.welcome(&stranger).await.unwrap().is_none(), "who never marked anything reads the feed");
    assert!(matches!(s.welcome(&Viewer::Visitor).await, Err(Fault::SignInNeeded)));
}

#[tokio::test]
async fn one_page_on_sqlite() {
    one_page_after_a_long_absence(Net::new().await).await;
}

#[tokio::test]
async fn one_page_on_postgres() {
    one_page_after_a_long_absence(Net::on(postgres::database().await).await).await;
}
