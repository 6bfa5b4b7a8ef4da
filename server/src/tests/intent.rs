//! いまの気持ち over HTTP.
use axum::http::StatusCode;
use axum::http::header::{COOKIE, LOCATION};

use super::world::World;

const PATH: &str = "/me/intents";
/// Whose review time has passed.
const ASKED: &str = "okawa-hiroshi";

/// The member's own page, as `/me` links it.
async fn profile(world: &World, member: &str) -> String {
    let html = world.get_as(member, "/me").await.text();
    let start = html.find("href=\"/people/").unwrap() + 6;
    html[start..].split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn what_is_said_is_kept_shown_and_taken_back_by_a_plain_form() {
    let world = World::new(true).await;
    let (member, other) = (world.sign_in("long-time").await, world.sign_in("new").await);
    let profile = profile(&world, &member).await;
    let html = world.get_as(&member, PATH).await.text();
    for kind in [
        "再入社",
        "業務委託・副業",
        "協業",
        "起業仲間",
        "取引先さがし",
        "アドバイザー",
        "学びたい",
        "情報だけ",
        "そっとしておいて",
    ] {
        assert!(html.contains(&format!("<legend>{kind}<")), "{kind}\n{html}");
    }
    assert_eq!(html.matches("まだ言わない").count(), 9);
    assert!(!html.contains("class=\"age\""), "nothing was said");
    let say = async |form: &[(&str, &str)]| {
        world.server.post(PATH).add_header(COOKIE, member.clone()).form(form).await
    };
    let found = [("answer_found", "some_day"), ("reach_found", "members"), ("period_found", "three_years")];
    let done = say(&found).await;
    assert_eq!((done.status_code(), done.header(LOCATION)), (StatusCode::SEE_OTHER, PATH.parse().unwrap()));
    let html = world.get_as(&other, &profile).await.text();
    assert!(html.contains("起業仲間") && html.contains("このごろの気持ち"), "{html}");
    say(&[("answer_found", "some_day"), ("reach_found", "nobody"), ("period_found", "never")]).await;
    assert!(!world.get_as(&other, &profile).await.text().contains("起業仲間"));
    assert!(world.get_as(&member, &profile).await.text().contains("起業仲間"));

    let bad = say(&[("answer_found", "now"), ("reach_found", "everybody"), ("period_found", "never")]).await;
    let html = bad.text();
    assert_eq!(bad.status_code(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(html.contains("id=\"reach_found-e\"") && html.contains("href=\"#reach_found\""), "{html}");
    say(&[("answer_found", "")]).await;
    assert!(!world.get_as(&member, &profile).await.text().contains("起業仲間"));
}

#[tokio::test]
async fn home_asks_once_and_one_tap_answers() {
    let world = World::new(true).await;
    let (member, other) = (world.sign_in(ASKED).await, world.sign_in("long-time").await);
    assert!(!world.get_as(&other, "/").await.text().contains("id=\"intents\""));
    let html = world.get_as(&member, "/").await.text();
    assert!(html.contains("お気持ちは、いまも同じですか") && html.contains("1年前の気持ち"), "{html}");
    assert!(html.contains("action=\"/me/intents/keep\"") && html.contains("href=\"/me/intents\""), "{html}");
    let press = async |path: &str, kind: &str| {
        world.server.post(path).add_header(COOKIE, member.clone()).form(&[("kind", kind)]).await
    };
    let kept = press("/me/intents/keep", "learn").await;
    assert_eq!((kept.status_code(), kept.header(LOCATION)), (StatusCode::SEE_OTHER, "/".parse().unwrap()));
    let html = world.get_as(&member, "/").await.text();
    assert!(html.contains("value=\"collaborate\"") && !html.contains("value=\"learn\""), "{html}");
    press("/me/intents/aside", "collaborate").await;
    assert!(!world.get_as(&member, "/").await.text().contains("id=\"intents\""));
    let html = world.get_as(&member, PATH).await.text();
    assert!(
        html.contains("このごろの気持ち") && html.contains("1年前の気持ち"),
        "what was said stays\n{html}"
    );
    assert!(press("/me/intents/keep", "fortune").await.status_code().is_client_error());
}

#[tokio::test]
async fn the_office_reads_who_shares_and_numbers_of_the_rest() {
    let world = World::new(true).await;
    let office = world.sign_in("office").await;
    let html = world.get_as(&office, "/office/intents").await.text();
    assert!(html.contains("5人未満") && html.contains("人以上"), "{html}");
    assert!(!html.contains("class=\"person\""), "no list that was not asked for\n{html}");
    let html = world.get_as(&office, "/office/intents?kind=rejoin&answer=now").await.text();
    assert!(html.contains("菊地") && html.contains("再入社・いま"), "{html}");
    let html = world.get_as(&office, "/office/intents?kind=rejoin&answer=not_now").await.text();
    assert!(!html.contains("大川"), "it is told to nobody\n{html}");
    let member = world.sign_in("kikuchi-shogo").await;
    let html = world.get_as(&member, "/me/seen").await.text();
    assert!(html.contains("いまの気持ちのうち、メンバーには見えないもの"), "{html}");
    let odd = world.get_as(&office, "/office/intents?kind=x&answer=now&after=y").await;
    assert_eq!(odd.status_code(), StatusCode::OK);
}
