//! What a profile keeps from somebody stands in no answer that they get, whatever they ask for or send, and in no mail to them.
mod planted;
mod sent;

use axum::http::Method;
use axum_test::TestResponse;
use types::intent::IntentKind;
use types::lang::Voice;
use types::name::NameKind;
use types::profile::ProfileField;
use types::visibility::{Relation, may_see};

use super::ask::ask;
use super::stage::{CAST, Stage};
use super::table::{Row, Sent, rows};
use planted::{NAMED, PLANTED, Planted, reach_of_intent, relation, word};

/// All that is in an answer, its headers included.
fn whole(answer: &TestResponse) -> String {
    format!("{}{:?}", String::from_utf8_lossy(answer.as_bytes()), answer.headers())
}

/// All but the shortcuts of the demonstration. Routes for other programs too: no cookie opens them.
fn is_asked(row: &Row) -> bool {
    !row.route.starts_with("/dev/")
}

#[tokio::test]
async fn no_answer_holds_what_its_reader_may_not_see() {
    let (stage, planted) = (Stage::get().await, Planted::get().await);
    let world = planted.world().await;
    let mut pages: Vec<(String, String)> = rows()
        .iter()
        .filter(|row| row.method == Method::GET && is_asked(row))
        .map(|row| (stage.path(row.route), stage.fill(row.sent.text())))
        .collect();
    assert!(pages.len() > 80, "the pages are found");
    for owner in &planted.owners {
        pages.push((format!("/people/{owner}"), String::new()));
        pages.push((format!("/people/{owner}/card.vcf"), String::new()));
    }
    pages.extend(planted.words.iter().map(|word| ("/people".to_owned(), format!("?q={}", word.text))));
    let sought = IntentKind::ALL.iter().map(|kind| ("/people".to_owned(), format!("?intent={kind}")));
    pages.extend(sought);
    let mut leaks = Vec::new();
    for (path, query) in &pages {
        for (who, _) in CAST {
            let answer = ask(&world, stage.cookie(who), &Method::GET, path, Sent::Query(query)).await;
            let text = whole(&answer);
            // What was typed into a search stands in its field again.
            let hidden = planted.leaks(&text, |turn| relation(who, turn)).into_iter();
            let hidden = hidden.filter(|word| !query.contains(word));
            leaks.extend(hidden.map(|word| format!("{who} reads {word} at {path}{query}")));
        }
    }
    assert!(leaks.is_empty(), "{leaks:#?}");
}

/// The control: whoever may see a word finds it on the profile.
#[tokio::test]
async fn the_profile_shows_each_reader_exactly_what_reaches_them() {
    let (stage, planted) = (Stage::get().await, Planted::get().await);
    let world = planted.world().await;
    for (turn, owner) in planted.owners.iter().enumerate() {
        for (who, _) in CAST {
            let path = format!("/people/{owner}");
            let answer = ask(&world, stage.cookie(who), &Method::GET, &path, Sent::Query("")).await;
            let (text, relation) = (whole(&answer), relation(who, turn));
            assert_eq!(planted.found(&text, turn), planted.reach(relation, turn), "{who} of owner {turn}");
            let said =
                text.split("class=\"intents\"").nth(1).map_or("", |rest| rest.split("</ul>").next().unwrap());
            for kind in IntentKind::ALL {
                let is_told = said.contains(kind.text(Voice::default()));
                let reach = reach_of_intent(*kind, turn);
                assert_eq!(is_told, may_see(relation, reach), "{who} reads {kind} of owner {turn}");
            }
        }
    }
}

/// Whoever has the address of a portrait sees it no sooner than on the page.
#[tokio::test]
async fn a_portrait_is_answered_to_whom_it_reaches() {
    let (stage, planted) = (Stage::get().await, Planted::get().await);
    let world = planted.world().await;
    for (turn, (path, level)) in planted.portraits.iter().enumerate() {
        for (who, _) in CAST {
            let answer = ask(&world, stage.cookie(who), &Method::GET, path, Sent::Query("")).await;
            let expected = if may_see(relation(who, turn), *level) { 200 } else { 404 };
            assert_eq!(
                answer.status_code().as_u16(),
                expected,
                "{who} asks for the portrait of owner {turn}"
            );
        }
    }
}

/// What reaches the office alone is on its desk: in the directory it is looked for by members.
#[tokio::test]
async fn who_said_something_is_found_by_it_as_far_as_it_reaches() {
    let (stage, planted) = (Stage::get().await, Planted::get().await);
    let world = planted.world().await;
    let (_, _, name) = NAMED.iter().find(|(kind, ..)| *kind == NameKind::Display).unwrap();
    for (turn, owner) in planted.owners.iter().enumerate() {
        let others = CAST.iter().filter(|(who, _)| relation(who, turn) != Relation::Own);
        for (who, cookie) in others.filter_map(|(who, _)| Some((*who, stage.cookie(who)?))) {
            for kind in IntentKind::ALL.iter().filter(|kind| kind.is_sought()) {
                let query = format!("?q={}&intent={kind}", word(name, turn));
                let answer = ask(&world, Some(cookie), &Method::GET, "/people", Sent::Query(&query)).await;
                let reader = match relation(who, turn) {
                    Relation::Office => Relation::Member,
                    other => other,
                };
                let is_found = may_see(reader, reach_of_intent(*kind, turn)) && who != "reviewer";
                let link = format!("\"/people/{owner}\"");
                assert_eq!(answer.text().contains(&link), is_found, "{who} looks for {kind} of owner {turn}");
            }
        }
    }
}

/// A card is for whoever is connected, and holds of what reaches them what belongs on a card.
#[tokio::test]
async fn the_card_is_for_connections_alone() {
    let (stage, planted) = (Stage::get().await, Planted::get().await);
    let world = planted.world().await;
    let path = format!("/people/{}/card.vcf", planted.owners[0]);
    for (who, _) in CAST {
        let answer = ask(&world, stage.cookie(who), &Method::GET, &path, Sent::Query("")).await;
        let expected = if who == "host" { vec!["qzworkhn", "qzkanjbd"] } else { vec![] };
        assert_eq!(planted.found(&whole(&answer), 0), expected, "{who}");
    }
}

/// Nobody is found by what not every member sees, and the blocked one finds nobody at all.
#[tokio::test]
async fn search_finds_by_what_every_member_sees() {
    let (stage, planted) = (Stage::get().await, Planted::get().await);
    let world = planted.world().await;
    let link = format!("\"/people/{}\"", planted.owners[0]);
    for (who, cookie) in CAST.iter().map(|(who, _)| (*who, stage.cookie(who))) {
        for (field, level, word) in PLANTED.iter().filter(|_| cookie.is_some()) {
            let query = format!("?q={word}");
            let answer = ask(&world, cookie, &Method::GET, "/people", Sent::Query(&query)).await;
            // Links are shown on profiles and not looked into.
            let is_found =
                may_see(Relation::Member, *level) && *field != ProfileField::Links && who != "reviewer";
            assert_eq!(answer.text().contains(&link), is_found, "{who} looks for {word}");
        }
        for (kind, level, word) in NAMED.iter().filter(|_| cookie.is_some()) {
            let query = format!("?q={word}");
            let answer = ask(&world, cookie, &Method::GET, "/people", Sent::Query(&query)).await;
            let lets = may_see(Relation::Member, *level) || *kind == NameKind::Former;
            assert_eq!(answer.text().contains(&link), lets && who != "reviewer", "{who} looks for {word}");
        }
    }
}
