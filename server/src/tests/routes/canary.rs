//! What a profile keeps from somebody stands in no answer that they get, whatever page they ask for.
use axum::http::Method;
use service::viewer::{Me, Viewer};
use types::id::MemberId;
use types::name::{NameKind, NamesInput};
use types::profile::{ProfileField, ProfileInput};
use types::visibility::{Relation, Visibility, may_see};

use super::ask::ask;
use super::stage::{CAST, Stage, viewer};
use super::table::{Row, Sent, rows};
use crate::tests::world::World;

/// What the owner tells: in which field, how far it reaches, and a word that stands nowhere else.
const PLANTED: [(ProfileField, Visibility, &str); 9] = [
    (ProfileField::Bio, Visibility::Nobody, "qzbiokvw"),
    (ProfileField::Help, Visibility::Office, "qzhelpxj"),
    (ProfileField::Departments, Visibility::Connections, "qzdeptvy"),
    (ProfileField::Looking, Visibility::Connections, "qzlookgk"),
    (ProfileField::Work, Visibility::Members, "qzworkhn"),
    (ProfileField::Skills, Visibility::Nobody, "qzskilbw"),
    (ProfileField::Links, Visibility::Public, "qzlinkmd"),
    (ProfileField::News, Visibility::Connections, "qznewsfp"),
    (ProfileField::City, Visibility::Connections, "qzcityrw"),
];

/// The owner's names: how far they reach, and the word. Search finds by the former one; all see what the owner goes by.
const NAMED: [(NameKind, Visibility, &str); 4] = [
    (NameKind::Kanji, Visibility::Connections, "qzkanjbd"),
    (NameKind::Roman, Visibility::Nobody, "qzromanx"),
    (NameKind::Former, Visibility::Office, "qzformwz"),
    (NameKind::Display, Visibility::Public, "qzdisplm"),
];

/// How far each of the words reaches.
fn reaches() -> impl Iterator<Item = (Visibility, &'static str)> {
    let told = PLANTED.iter().map(|(_, level, word)| (*level, *word));
    told.chain(NAMED.iter().map(|(_, level, word)| (*level, *word)))
}

/// What each of the cast is to the owner, once one is connected and one is blocked.
fn relation(who: &str) -> Relation {
    match who {
        "owner" => Relation::Own,
        "office" | "admin" => Relation::Office,
        "host" => Relation::Connection,
        "member" | "manager" => Relation::Member,
        // Blocked: what visitors see, and no more.
        "reviewer" | "visitor" => Relation::Visitor,
        other => panic!("{other} is not in the cast"),
    }
}

fn typed(before: ProfileInput) -> ProfileInput {
    let word = |field| PLANTED.iter().find(|(it, ..)| *it == field).unwrap().2.to_owned();
    let seen = PLANTED.iter().map(|(field, level, _)| format!("{}:{}", field.as_str(), level.as_str()));
    ProfileInput {
        bio: word(ProfileField::Bio),
        help: word(ProfileField::Help),
        looking: word(ProfileField::Looking),
        career_company: vec![word(ProfileField::Work)],
        news: word(ProfileField::News),
        region: "osaka".into(),
        city: word(ProfileField::City),
        skills: word(ProfileField::Skills),
        period_department: vec![word(ProfileField::Departments)],
        period_title: vec![String::new()],
        period_from: vec!["2001".into()],
        period_to: vec!["2004".into()],
        link_label: vec![word(ProfileField::Links)],
        link_url: vec!["https://example.jp/".into()],
        seen: seen.collect(),
        ..before
    }
}

fn named(before: NamesInput) -> NamesInput {
    let of = |kind| NAMED.iter().find(|(it, ..)| *it == kind).map(|(_, level, word)| (level, *word)).unwrap();
    let [kanji, roman, former] = [NameKind::Kanji, NameKind::Roman, NameKind::Former].map(of);
    NamesInput {
        family: kanji.1.into(),
        kanji_reach: kanji.0.to_string(),
        family_roman: roman.1.into(),
        roman_reach: roman.0.to_string(),
        searchable: Vec::new(),
        display: of(NameKind::Display).1.into(),
        former_family: vec![former.1.into()],
        former_reach: vec![former.0.to_string()],
        former_searchable: vec!["0".into()],
        ..before
    }
}

/// The stage with the words planted, one connected with the owner and one blocked; the owner's id.
async fn planted(stage: &Stage) -> (World, MemberId) {
    let world = stage.world().await;
    let known = async |who: &str| viewer(&world, stage.cookie(who).unwrap()).await;
    let id = |viewer: &Viewer| viewer.me().map(Me::id).unwrap();
    let (owner, near, blocked) = (known("owner").await, known("host").await, known("reviewer").await);
    let s = &world.service;
    s.change_profile(&owner, &typed(s.own_profile(&owner).await.unwrap())).await.unwrap();
    s.change_names(&owner, &named(s.own_names(&owner).await.unwrap())).await.unwrap();
    s.connect(&owner, id(&near), "").await.unwrap();
    s.accept_connection(&near, id(&owner)).await.unwrap();
    s.block(&owner, id(&blocked)).await.unwrap();
    let owner = id(&owner);
    (world, owner)
}

/// The words in an answer, its headers included.
async fn words(world: &World, stage: &Stage, who: &str, path: &str, query: &str) -> Vec<&'static str> {
    let answer = ask(world, stage.cookie(who), &Method::GET, path, Sent::Query(query)).await;
    let body = String::from_utf8_lossy(answer.as_bytes()).into_owned();
    let text = format!("{body}{:?}", answer.headers());
    reaches().map(|(_, word)| word).filter(|word| text.contains(word)).collect()
}

/// Pages without a session of their own, and those of the demonstration.
fn is_looked_at(row: &Row) -> bool {
    row.method == Method::GET && !row.is_for_programs() && !row.route.starts_with("/dev/")
}

#[tokio::test]
async fn no_answer_holds_what_its_reader_may_not_see() {
    let stage = Stage::get().await;
    let (world, owner) = planted(stage).await;
    let mut pages: Vec<(String, String)> = rows()
        .iter()
        .filter(|row| is_looked_at(row))
        .map(|row| (stage.path(row.route), stage.fill(row.sent.text())))
        .collect();
    assert!(pages.len() > 80, "the pages are found");
    pages.push((format!("/people/{owner}"), String::new()));
    pages.push((format!("/people/{owner}/card.vcf"), String::new()));
    pages.extend(reaches().map(|(_, word)| ("/people".to_owned(), format!("?q={word}"))));
    let mut leaks = Vec::new();
    for (path, query) in &pages {
        for (who, _) in CAST {
            let found = words(&world, stage, who, path, query).await;
            // What was typed into a search stands in its field again.
            let found = found.into_iter().filter(|word| !query.contains(word));
            let hidden = found.filter(|word| {
                let (level, _) = reaches().find(|(_, it)| it == word).unwrap();
                !may_see(relation(who), level)
            });
            leaks.extend(hidden.map(|word| format!("{who} reads {word} at {path}{query}")));
        }
    }
    assert!(leaks.is_empty(), "{leaks:#?}");
}

/// The control: whoever may see a word finds it on the profile.
#[tokio::test]
async fn the_profile_shows_each_reader_exactly_what_reaches_them() {
    let stage = Stage::get().await;
    let (world, owner) = planted(stage).await;
    for (who, _) in CAST {
        let found = words(&world, stage, who, &format!("/people/{owner}"), "").await;
        let reach = reaches().filter(|(level, _)| may_see(relation(who), *level));
        assert_eq!(found, reach.map(|(_, word)| word).collect::<Vec<_>>(), "{who}");
    }
}

/// A card is for whoever is connected, and holds of what reaches them what belongs on a card.
#[tokio::test]
async fn the_card_is_for_connections_alone() {
    let stage = Stage::get().await;
    let (world, owner) = planted(stage).await;
    for (who, _) in CAST {
        let found = words(&world, stage, who, &format!("/people/{owner}/card.vcf"), "").await;
        let expected = if who == "host" { vec!["qzworkhn", "qzkanjbd"] } else { vec![] };
        assert_eq!(found, expected, "{who}");
    }
}

/// Nobody is found by what not every member sees, and the blocked one finds nobody at all.
#[tokio::test]
async fn search_finds_by_what_every_member_sees() {
    let stage = Stage::get().await;
    let (world, owner) = planted(stage).await;
    let link = format!("\"/people/{owner}\"");
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
