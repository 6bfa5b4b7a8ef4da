//! Answers to whatever is sent, the page they lead to, and the mails that it makes.
use std::collections::BTreeSet;
use std::sync::Arc;

use axum::http::Method;
use axum::http::header::LOCATION;
use service::Service;
use service::clock::StoppedClock;
use service::secret::Secrets;
use types::id::MemberId;
use types::role::Role;
use types::text::Mail;
use types::time::Stamp;
use types::visibility::Relation;

use super::planted::{Planted, relation};
use super::{is_asked, whole};
use crate::tests::routes::ask::ask;
use crate::tests::routes::class;
use crate::tests::routes::stage::{CAST, Stage};
use crate::tests::routes::table::{Row, Sent, rows};
use crate::tests::world::World;

/// For so many days mails are awaited.
const DAYS: usize = 45;

/// The paths of a row: with what the stage is about, and on a profile with each owner besides.
fn paths(stage: &Stage, planted: &Planted, row: &Row) -> Vec<String> {
    let mut paths = vec![stage.path(row.route)];
    if row.route.starts_with("/people/{id}") {
        paths.extend(planted.owners.iter().map(|owner| row.route.replace("{id}", &owner.to_string())));
    }
    paths
}

/// What whoever has the address is to each owner, by turn; to whom nobody's is, as to visitors.
async fn receiver(world: &World, to: &str, owners: &[MemberId]) -> Vec<Relation> {
    let mut conn = world.service.db().read().await.unwrap();
    let mail: Mail = to.parse().unwrap();
    let Some(member) = store::address::holder(&mut conn, &mail).await.unwrap() else {
        return vec![Relation::Visitor; owners.len()];
    };
    let roles = store::member::roles(&mut conn, member).await.unwrap();
    let is_office = roles.is_some_and(|roles| roles.has(Role::Office) || roles.has(Role::Administrator));
    let eye = store::sight::Eye::member(member).of_office(is_office);
    let mut relations = Vec::new();
    for owner in owners {
        let relation = store::sight::relation_to(&mut conn, eye, *owner).await.unwrap();
        relations.push(relation.unwrap_or(Relation::Nobody));
    }
    relations
}

async fn leaks_by_mail(world: &World, planted: &Planted) -> Vec<String> {
    let mut leaks = Vec::new();
    for mail in planted.mails(world).await {
        let relations = receiver(world, &mail.to, &planted.owners).await;
        let text = format!("{}\n{}", mail.subject, mail.body);
        let hidden = planted.leaks(&text, |turn| relations[turn]);
        leaks.extend(hidden.iter().map(|word| format!("{} is sent {word}: {}", mail.to, mail.subject)));
    }
    leaks
}

#[tokio::test]
async fn no_mail_of_becoming_connected_holds_what_its_reader_may_not_see() {
    let planted = Planted::get().await;
    let leaks = leaks_by_mail(&planted.world().await, planted).await;
    assert!(leaks.is_empty(), "{leaks:#?}");
}

/// Reminders, questions and letters come by themselves as days go by.
#[tokio::test]
async fn no_mail_that_comes_with_time_holds_what_its_reader_may_not_see() {
    let planted = Planted::get().await;
    let world = planted.world().await;
    let (db, config) = (world.service.db().clone(), world.service.config().clone());
    let clock = Arc::new(StoppedClock::at(world.service.now()));
    let service = Service::new(db, clock.clone(), Secrets::seeded(9), config).unwrap();
    for _ in 0..DAYS {
        clock.advance(Stamp::DAY);
        service.schedule().await.unwrap();
        service.work_all().await.unwrap();
    }
    let sent = planted.mails(&world).await;
    let about: BTreeSet<&str> = sent.iter().map(|mail| mail.subject.as_str()).collect();
    assert!(about.len() > 8, "mails come: {about:?}");
    let leaks = leaks_by_mail(&world, planted).await;
    assert!(leaks.is_empty(), "{leaks:#?}");
}

#[tokio::test]
async fn no_answer_to_what_is_sent_and_no_mail_holds_what_its_reader_may_not_see() {
    let (stage, planted) = (Stage::get().await, Planted::get().await);
    let mut world = planted.world().await;
    let (mut leaks, mut done) = (Vec::new(), 0);
    for row in rows().iter().filter(|row| !row.method.is_safe() && is_asked(row)) {
        let text = stage.fill(row.sent.text());
        for path in paths(stage, planted, row) {
            for (who, _) in CAST {
                let what = format!("{who} at {} {path}", row.method);
                let cookie = stage.cookie(who);
                let answer = ask(&world, cookie, &row.method, &path, row.sent.with(&text)).await;
                let mut told = whole(&answer);
                let status = class(&answer);
                let to = answer.maybe_header(LOCATION).map(|to| to.to_str().unwrap().to_owned());
                // And the page it leads to.
                if let Some(to) = to.filter(|to| status != "in" && to.starts_with('/')) {
                    let page = to.split('#').next().unwrap();
                    told += &whole(&ask(&world, cookie, &Method::GET, page, Sent::Query("")).await);
                }
                let hidden = planted.leaks(&told, |turn| relation(who, turn));
                leaks.extend(hidden.iter().map(|word| format!("{what} reads {word}")));
                if status.starts_with(['2', '3']) {
                    done += 1;
                    leaks.extend(
                        leaks_by_mail(&world, planted).await.iter().map(|leak| format!("{what}: {leak}")),
                    );
                    // The next one finds what this one found.
                    world = planted.world().await;
                }
            }
        }
    }
    assert!(done > 200, "what is sent is done");
    assert!(leaks.is_empty(), "{leaks:#?}");
}
