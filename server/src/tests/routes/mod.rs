//! Every route with every method has a row in a table, and every row holds: who may what, over HTTP, on the demonstration.
//!
//! A table has one column for each of the cast (`stage.rs`). In it stands the status of the answer; `in` is the way to the
//! sign-in page. After ` | ` stands what the request carries: a form (`a=1&b=2`), `multipart a=1`, `json {…}`, or the query of a
//! GET; two programs are in the cast too: the `directory`, which bears its token, and `personnel`, which signs. `@post` stands for the id of a post. `422` is a form that was read and refused: whoever gets it may send it.
mod absence;
mod ask;
mod canary;
mod declared;
mod foreign;
mod programs;
mod stage;
mod table;

use std::collections::BTreeSet;

use axum::http::header::LOCATION;
use axum_test::TestResponse;

use ask::ask_with;
use programs::proof;
use stage::{CAST, Stage};
use table::{Row, rows};

#[tokio::test]
async fn every_route_has_its_row() {
    let stage = Stage::get().await;
    let served = declared::routes(&stage.world().await).await;
    assert!(served.len() > 100, "the routes are found");
    let rows = rows();
    let written: BTreeSet<String> = rows.iter().map(|row| format!("{} {}", row.method, row.route)).collect();
    assert_eq!(written.len(), rows.len(), "a route has two rows");
    let missing: Vec<_> = served.difference(&written).collect();
    assert!(
        missing.is_empty(),
        "these routes have no row; say in server/src/tests/routes/*.policy what each of the cast is answered, in the table of \
         the area the path belongs to:\n{missing:#?}"
    );
    let gone: Vec<_> = written.difference(&served).collect();
    assert!(
        gone.is_empty(),
        "these rows have no route; take them out of server/src/tests/routes/*.policy:\n{gone:#?}"
    );
}

#[tokio::test]
async fn every_row_holds() {
    let stage = Stage::get().await;
    let mut wrong = Vec::new();
    let mut world = stage.world().await;
    for row in rows() {
        let mut answered = Vec::new();
        let (path, text) = (stage.path(row.route), stage.fill(row.sent.text()));
        for (who, _) in &row.answers {
            let proof = proof(who, &text, world.service.now());
            let is_known = !proof.is_empty() || CAST.iter().any(|(name, _)| name == who);
            assert!(is_known, "{}: {who} is not in the cast", row.file);
            let proof: Vec<_> = proof.iter().map(|(name, value)| (*name, value.as_str())).collect();
            let sent = row.sent.with(&text);
            let answer = ask_with(&world, stage.cookie(who), &row.method, &path, sent, &proof).await;
            let status = class(&answer);
            // The next one finds what this one found.
            if !row.method.is_safe() && (status.starts_with('2') || status.starts_with('3')) {
                world = stage.world().await;
            }
            answered.push(status);
        }
        if !row.answers.iter().map(|(_, expected)| *expected).eq(answered.iter().map(String::as_str)) {
            wrong.push(told(&row, &answered));
        }
    }
    assert!(wrong.is_empty(), "these rows do not hold:\n{}", wrong.join("\n"));
}

/// The table has the host's own event; others' are nobody's but the office's.
#[tokio::test]
async fn a_host_has_the_own_events_alone() {
    let stage = Stage::get().await;
    let world = stage.world().await;
    let rows = rows();
    let of_event: Vec<_> = rows.iter().filter(|row| row.route.starts_with("/office/events/{slug}")).collect();
    assert_eq!(of_event.len(), 4);
    for row in of_event {
        let path = row.route.replace("{slug}", "sashikake-evening");
        let answer = ask::ask(&world, stage.cookie("host"), &row.method, &path, row.sent).await;
        assert_eq!(class(&answer), "403", "{} {path}", row.method);
    }
}

/// The answer as the tables write it.
fn class(answer: &TestResponse) -> String {
    let to = answer.maybe_header(LOCATION);
    let to_sign_in = to.is_some_and(|to| to.to_str().unwrap().starts_with("/sign-in?return_to="));
    if to_sign_in { "in".to_owned() } else { answer.status_code().as_u16().to_string() }
}

fn told(row: &Row, answered: &[String]) -> String {
    let answers = row.answers.iter().zip(answered);
    let answers: Vec<_> = answers
        .filter(|((_, expected), got)| *expected != got.as_str())
        .map(|((who, expected), got)| format!("{who} {got} instead of {expected}"))
        .collect();
    format!("{}: {} {}: {}", row.file, row.method, row.route, answers.join(", "))
}
