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

/// A name as typed, open to everybody.
fn form<'f>(family: &'f str, given: &'f str) -> [(&'static str, &'f str); 5] {
    let [kanji, reading, roman] =
        ["kanji_reach", "reading_reach", "roman_reach"].map(|name| (name, "public"));
    [("family", family), ("given", given), kanji, reading, roman]
}

async fn rename(world: &World, cookie: &str, family: &str, given: &str) -> StatusCode {
    let form = form(family, given);
    world.server.post("/me/names").add_header(COOKIE, cookie).form(&form).await.status_code()
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
    let form = form(&long, "花");
    let answer = world.server.post("/me/names").add_header(COOKIE, me).form(&form).await;
    assert_eq!(answer.status_code(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text().contains(&long) && answer.text().contains("id=\"family-e\""));
}

#[tokio::test]
async fn a_hidden_name_is_on_no_page_of_a_member_and_on_the_desk_of_the_office() {
    let world = World::new(true).await;
    let me = world.sign_in("new").await;
    let (reader, office) = (world.sign_in("long-time").await, world.sign_in("office").await);
    let mine = world.get_as(&me, "/me").await.text();
    let start = mine.find("/people/").unwrap();
    let profile = mine[start..].split('"').next().unwrap().to_owned();
    let mut hidden = form("鷲津", "綾乃").to_vec();
    hidden[2].1 = "office";
    let post = async |form: &[(&str, &str)]| {
        world.server.post("/me/names").add_header(COOKIE, me.clone()).form(&form).await
    };
    let answer = post(&hidden).await;
    assert_eq!(answer.status_code(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text().contains("id=\"display-e\"") && answer.text().contains("鷲津"));
    hidden.extend([("display", "あやの"), ("former_family", "猿渡"), ("former_reach", "nobody")]);
    hidden.extend([
        ("former_given", ""),
        ("former_reading", ""),
        ("former_until", ""),
        ("former_searchable", "0"),
    ]);
    assert_eq!(post(&hidden).await.status_code(), StatusCode::SEE_OTHER);
    let say = [("body", "ひとことだけ"), ("action", "publish")];
    world.server.post("/").add_header(COOKIE, me.clone()).form(&say).await;
    for path in [profile.as_str(), "/", "/people?q=%E7%8C%BF%E6%B8%A1"] {
        let page = world.get_as(&reader, path).await.text();
        assert!(page.contains("あやの"), "{path}");
        assert!(!page.contains("鷲津") && !page.contains("綾乃"), "{path}");
        // What was typed into the search stands in its forms again; among the people no reason names it.
        assert!(!page.contains("meta why") && (path.contains("?q=") || !page.contains("猿渡")), "{path}");
    }
    assert!(!world.get_as(&reader, "/people?q=%E9%B7%B2%E6%B4%A5").await.text().contains("あやの"));
    let desk = profile.replace("/people/", "/office/members/");
    for path in [profile, desk] {
        let page = world.get_as(&office, &path).await.text();
        assert!(page.contains("鷲津 綾乃") && !page.contains("猿渡"), "{path}");
    }
}
