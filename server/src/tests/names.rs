//! Names that mean to trick the eye, and names that only look as if: typed into a form, shown on the pages.
use axum::http::StatusCode;
use axum::http::header::COOKIE;

use super::world::World;

/// Family name and given name as typed, and the whole as pages show it.
const NAMES: [[&str; 3]; 6] = [
    ["\u{202e}神谷", "楓\u{2066}", "神谷 楓"],
    ["佐\u{200b}藤", "\u{feff}花\u{ad}", "佐藤 花"],
    ["𠮷野家", "𩸽", "𠮷野家 𩸽"],
    ["葛\u{e0100}城", "👩‍💻", "葛\u{e0100}城 👩‍💻"],
    ["דנה", "שרון", "\u{2068}דנה שרון\u{2069}"],
    ["<b>山</b>", "&amp;", "&lt;b&gt;山&lt;/b&gt; &amp;amp;"],
];

/// What none of the pages may hold, whoever wrote it.
const TRICKS: [char; 7] = ['\u{202e}', '\u{2066}', '\u{200b}', '\u{200e}', '\u{200f}', '\u{ad}', '\u{3164}'];

async fn rename(world: &World, cookie: &str, family: &str, given: &str) -> StatusCode {
    let form = [("family", family), ("given", given)];
    world.server.post("/me/profile").add_header(COOKIE, cookie).form(&form).await.status_code()
}

#[tokio::test]
async fn names_are_shown_as_what_is_seen_of_them_and_kept_to_themselves() {
    let world = World::new(true).await;
    let (me, reader) = (world.sign_in("new").await, world.sign_in("office").await);
    let mine = world.get_as(&me, "/me").await.text();
    let start = mine.find("/people/").unwrap();
    let profile = mine[start..].split('"').next().unwrap().to_owned();
    let form = [("body", "ひとことだけ"), ("action", "publish")];
    world.server.post("/").add_header(COOKIE, me.clone()).form(&form).await;
    for [family, given, shown] in NAMES {
        assert_eq!(rename(&world, &me, family, given).await, StatusCode::SEE_OTHER, "{shown}");
        for path in [profile.as_str(), "/", "/me"] {
            let cookie = if path == "/me" { &me } else { &reader };
            let page = world.get_as(cookie, path).await.text();
            assert!(page.contains(shown), "{path}: {shown}");
            for trick in TRICKS {
                assert!(!page.contains(trick), "{path}: {trick:?} of {shown}");
            }
        }
    }
}

#[tokio::test]
async fn rare_kanji_are_found_as_they_are_typed_and_by_their_common_form() {
    let world = World::new(true).await;
    let (me, reader) = (world.sign_in("new").await, world.sign_in("office").await);
    assert_eq!(rename(&world, &me, "𠮷野家", "𩸽助").await, StatusCode::SEE_OTHER);
    world.work().await;
    for typed in ["𠮷野家", "吉野", "𩸽助", "野家", "𠮷野家 𩸽助"] {
        let query: String = typed.bytes().map(|byte| format!("%{byte:02X}")).collect();
        let path = format!("/people?q={query}");
        let page = world.get_as(&reader, &path).await.text();
        assert!(page.contains("𠮷野家 𩸽助"), "{typed}");
    }
}

#[tokio::test]
async fn a_name_of_nothing_or_without_end_is_refused_and_what_was_typed_stays() {
    let world = World::new(true).await;
    let me = world.sign_in("new").await;
    assert_eq!(rename(&world, &me, "\u{3164}", "花").await, StatusCode::UNPROCESSABLE_ENTITY);
    let long = "寿限無".repeat(14);
    let form = [("family", long.as_str()), ("given", "花")];
    let answer = world.server.post("/me/profile").add_header(COOKIE, me).form(&form).await;
    assert_eq!(answer.status_code(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text().contains(&long) && answer.text().contains("id=\"family-e\""));
}
