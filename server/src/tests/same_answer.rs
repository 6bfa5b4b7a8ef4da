//! Whether an address is a member's is told to its mailbox alone: everybody else gets the same answer.
use axum::http::header::{CONTENT_LENGTH, COOKIE, DATE};
use axum_test::TestResponse;

use super::world::World;

const KNOWN: &str = "k.matsumoto@example.jp";
/// As long as the known one, so that nothing that depends on its length differs.
const UNKNOWN: &str = "z.matsumoto@example.jp";

/// Status, headers and body with every id and nonce written as `*`, and without the picture of a link's own token.
pub(super) fn normal(answer: &TestResponse, address: &str) -> String {
    let mut lines: Vec<String> = answer
        .headers()
        .iter()
        .filter(|(name, _)| **name != DATE && **name != CONTENT_LENGTH && *name != "x-request-id")
        .map(|(name, value)| format!("{name}: {}", value.to_str().unwrap()))
        .collect();
    lines.sort();
    let body = answer.text();
    let body = match body.split_once("<div class=\"qr\"") {
        Some((before, picture)) => format!("{before}{}", picture.split_once("</svg>").unwrap().1),
        None => body,
    };
    let text = format!("{}\n{}\n{body}", answer.status_code(), lines.join("\n"));
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    let is_chance =
        |word: &str| word.len() >= 20 && word.bytes().any(|b| b.is_ascii_digit() || b.is_ascii_uppercase());
    let mut normal = String::new();
    for piece in text.replace(address, "ADDRESS").split_inclusive(|c| !is_part(c)) {
        let word = piece.trim_end_matches(|c| !is_part(c));
        normal += &if is_chance(word) { piece.replace(word, "*") } else { piece.to_owned() };
    }
    normal
}

async fn both(world: &World, cookie: &str, path: &str, form: &[(&str, &str)]) {
    let mut answers = Vec::new();
    for address in [KNOWN, UNKNOWN] {
        let form: Vec<_> = form
            .iter()
            .map(|(name, text)| (*name, if *text == "ADDRESS" { address } else { text }))
            .collect();
        let answer = world.server.post(path).add_header(COOKIE, cookie).form(&form).await;
        let to = answer.maybe_header("location").map(|to| to.to_str().unwrap().to_owned());
        answers.push(normal(&answer, address));
        // And the page it leads to.
        if let Some(to) = to {
            answers.push(normal(&world.get_as(cookie, &to).await, address));
        }
    }
    let (known, unknown) = answers.split_at(answers.len() / 2);
    assert!(!known.is_empty() && known[0].starts_with("30"), "{known:#?}");
    assert_eq!(known, unknown, "{path}");
}

#[tokio::test]
async fn signing_in_tells_nobody_who_is_a_member() {
    let world = World::new(true).await;
    both(&world, "", "/sign-in", &[("mail", "ADDRESS"), ("return_to", "/people")]).await;
}

#[tokio::test]
async fn asking_to_join_tells_nobody_who_is_a_member() {
    let world = World::new(true).await;
    let form = [
        ("family", "森"),
        ("given", "葉子"),
        ("family_kana", "モリ"),
        ("given_kana", "ヨウコ"),
        ("mail", "ADDRESS"),
        ("department", "保守"),
        ("year_from", "2010"),
        ("purpose", "running"),
    ];
    both(&world, "", "/join", &form).await;
    let member = world.sign_in("new").await;
    let invitation = [("worked_together", "保守"), ("days", "30"), ("uses", "5")];
    let made = world.server.post("/invitations").add_header(COOKIE, member.clone()).form(&invitation).await;
    let page = world.get_as(&member, made.header("location").to_str().unwrap()).await.text();
    let token = page.split("/join/").nth(1).unwrap().split(['?', '"']).next().unwrap();
    both(&world, "", &format!("/join/{token}"), &form).await;
}

#[tokio::test]
async fn inviting_tells_nobody_who_is_a_member() {
    let world = World::new(true).await;
    let member = world.sign_in("new").await;
    let form = [("worked_together", "保守"), ("days", "30"), ("uses", "1"), ("mail", "ADDRESS")];
    both(&world, &member, "/invitations", &form).await;
}
