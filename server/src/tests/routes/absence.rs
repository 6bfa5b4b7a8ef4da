//! A block is an absence: whoever is blocked gets the answers that they would get if the one who blocked were not there.
use axum::http::Method;
use service::viewer::Me;
use types::id::MemberId;
use types::member::MemberState;

use super::ask::ask;
use super::class;
use super::stage::{Stage, viewer};
use super::table::{Row, Sent, rows};
use crate::tests::same_answer::normal;
use crate::tests::world::World;

/// Who is blocked. Leads an application, wrote a post and made an invitation.
const READER: &str = "member";
/// An id that nobody has.
const NOBODY: &str = "0192d0f0c0ffee0192d0f0c0ffee0001";

/// Pages on which somebody who blocked the reader goes on standing, and why.
const STAYS: [(&str, &str); 1] = [("/join/{token}", "A link is for whoever holds it, as for visitors.")];

async fn id_of(stage: &Stage, world: &World, who: &str) -> MemberId {
    viewer(world, stage.cookie(who).unwrap()).await.me().map(Me::id).unwrap()
}

/// The stage on which the owner of everything blocked the reader.
async fn blocked(stage: &Stage) -> World {
    let world = stage.world().await;
    let owner = viewer(&world, stage.cookie("owner").unwrap()).await;
    let reader = id_of(stage, &world, READER).await;
    world.service.block(&owner, reader).await.unwrap();
    world
}

/// The stage on which nobody sees the owner: the account is suspended.
async fn absent(stage: &Stage) -> World {
    let world = stage.world().await;
    let owner = id_of(stage, &world, "owner").await;
    let mut tx = world.service.db().write().await.unwrap();
    store::member::set_state(&mut tx, owner, MemberState::Suspended).await.unwrap();
    let no = store::directory::number(&mut tx, owner).await.unwrap().unwrap();
    store::directory::remove(&mut tx, no).await.unwrap();
    tx.commit().await.unwrap();
    world
}

/// What a member has: routes that begin so, and the ids in them.
struct Things {
    of: &'static str,
    ids: Vec<String>,
}

async fn things(stage: &Stage, world: &World) -> Vec<Things> {
    let owner = id_of(stage, world, "owner").await;
    let own = world.get_as(stage.cookie("owner").unwrap(), &format!("/people/{owner}")).await.text();
    let photo = own.split("/media/").nth(1).unwrap().split('/').next().unwrap().to_owned();
    let post = stage.path("/posts/{id}").trim_start_matches("/posts/").to_owned();
    let comment = stage.path("/posts/{id}/comments/{comment}/delete");
    let comment = comment.split('/').nth(4).unwrap().to_owned();
    vec![
        Things { of: "/people/", ids: vec![owner.to_string()] },
        Things { of: "/posts/", ids: vec![post, comment] },
        Things { of: "/media/", ids: vec![photo, "small".to_owned()] },
    ]
}

fn path(route: &str, ids: &[String]) -> String {
    let mut path = route.to_owned();
    for id in ids.iter().take(route.matches('{').count()) {
        let (begin, rest) = path.split_once('{').map(|(b, r)| (b.to_owned(), r.to_owned())).unwrap();
        path = format!("{begin}{id}{}", rest.split_once('}').unwrap().1);
    }
    path
}

#[tokio::test]
async fn what_belongs_to_one_who_blocked_the_reader_answers_like_what_nobody_has() {
    let stage = Stage::get().await;
    let mut world = blocked(stage).await;
    let mut told = Vec::new();
    let mut asked = 0;
    for Things { of, ids } in things(stage, &world).await {
        let nobodys: Vec<String> = ids
            .iter()
            .map(|id| if id.len() == NOBODY.len() { NOBODY.to_owned() } else { id.clone() })
            .collect();
        for row in rows().iter().filter(|row| row.route.starts_with(of) && row.route.contains('{')) {
            asked += 1;
            let text = stage.fill(row.sent.text());
            let mut answers = Vec::new();
            for ids in [&ids, &nobodys] {
                let path = path(row.route, ids);
                let answer =
                    ask(&world, stage.cookie(READER), &row.method, &path, row.sent.with(&text)).await;
                answers.push(normal(&answer, &ids[0]));
                if !row.method.is_safe() && class(&answer).starts_with(['2', '3']) {
                    world = blocked(stage).await;
                }
            }
            if answers[0] != answers[1] {
                told.push(format!("{} {}: {}", row.method, row.route, difference(&answers[0], &answers[1])));
            }
        }
    }
    assert!(asked > 10, "the routes are found");
    assert!(told.is_empty(), "{told:#?}");
}

/// Pages without a session of their own, and those of the demonstration.
fn is_page(row: &Row) -> bool {
    row.method == Method::GET && !row.is_for_programs() && !row.route.starts_with("/dev/")
}

#[tokio::test]
async fn every_page_is_as_if_the_one_who_blocked_the_reader_were_not_there() {
    let stage = Stage::get().await;
    let (blocked, absent, present) = (blocked(stage).await, absent(stage).await, stage.world().await);
    let (mut told, mut stood) = (Vec::new(), 0);
    for row in rows().iter().filter(|row| is_page(row)) {
        let (path, query) = (stage.path(row.route), stage.fill(row.sent.text()));
        let mut answers = Vec::new();
        for world in [&blocked, &absent, &present] {
            let answer = ask(world, stage.cookie(READER), &row.method, &path, Sent::Query(&query)).await;
            answers.push(normal(&answer, "no address"));
        }
        stood += usize::from(answers[2] != answers[1]);
        let differs = answers[0] != answers[1];
        let stays = STAYS.iter().any(|(route, _)| *route == row.route);
        if differs != stays {
            told.push(format!("{}: {}", row.route, difference(&answers[0], &answers[1])));
        }
    }
    assert!(told.is_empty(), "{told:#?}");
    assert!(stood >= 5, "without a block the owner stands on {stood} pages");
}

/// Where two answers part.
fn difference(a: &str, b: &str) -> String {
    let at = a
        .char_indices()
        .zip(b.chars())
        .find(|((_, a), b)| a != b)
        .map_or(a.len().min(b.len()), |((i, _), _)| i);
    let around = |text: &str| {
        let from = text[..at].char_indices().rev().nth(60).map_or(0, |(i, _)| i);
        text[from..].chars().take(160).collect::<String>()
    };
    format!("{:?} or {:?}", around(a), around(b))
}
