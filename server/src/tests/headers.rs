//! Every kind of answer is graded A+ by the Observatory's rules.
use axum::http::StatusCode;
use axum::http::header::{CONTENT_TYPE, COOKIE};
use axum_test::TestResponse;

use super::observatory::grade;
use super::world::World;

const HOST: &str = "enishi.example.jp";

/// Nothing missing, and A+ with what counts extra.
fn graded(what: &str, answer: &TestResponse, status: u16, kind: &str) {
    let got = answer.maybe_header(CONTENT_TYPE);
    let got = got.as_ref().map_or("", |got| got.to_str().unwrap());
    assert!(
        answer.status_code() == status && got.starts_with(kind),
        "{what}: {} {got}",
        answer.status_code()
    );
    let body = if kind == "text/html" { answer.text() } else { String::new() };
    let grade = grade(HOST, answer.headers(), &body);
    assert!(grade.base == 100 && grade.total >= 110, "{what}: {grade:#?}\n{:#?}", answer.headers());
}

/// What follows the first `before` in `html`, up to the quote.
fn after(html: &str, before: &str) -> String {
    html.split(before)
        .nth(1)
        .unwrap_or_else(|| panic!("{before}\n{html}"))
        .split('"')
        .next()
        .unwrap()
        .to_owned()
}

#[tokio::test]
async fn pages_are_graded_a_plus() {
    let world = World::over_https().await;
    let (office, member) = (world.sign_in("office").await, world.sign_in("new").await);
    assert!(office.starts_with("__Host-enishi="), "{office}");
    for (path, cookie, status) in [
        ("/", "", 200),
        ("/sign-in", "", 200),
        ("/events", "", 200),
        ("/nowhere", "", 404),
        ("/nowhere.html", "", 404),
        ("/", &member, 200),
        ("/people", &member, 200),
        ("/me/devices", &member, 200),
        ("/office", &member, 403),
        ("/office", &office, 200),
        ("/office/settings", &office, 200),
    ] {
        graded(&format!("{path} {status}"), &world.get_as(cookie, path).await, status, "text/html");
    }
    let refused = world.server.post("/sign-in").form(&[("mail", "nobody"), ("return_to", "/")]).await;
    graded("a refused form", &refused, 422, "text/html");
    let foreign = world.server.post("/sign-in").add_header("origin", "https://evil.example").await;
    graded("a foreign form", &foreign, 403, "text/html");
    // Whoever writes posts gets islands: the page with scripts.
    let home = world.get_as(&member, "/").await;
    assert!(home.text().contains("/pkg/enishi"), "the page loads its script");
}

#[tokio::test]
async fn what_is_no_page_is_graded_a_plus() {
    let world = World::over_https().await;
    let (office, member) = (world.sign_in("office").await, world.sign_in("new").await);
    let people = world.get_as(&member, "/people").await.text();
    let picture = format!("/media/{}", after(&people, "\"/media/"));
    for (path, cookie, status, kind) in [
        ("/atom.xml", "", 200, "application/atom+xml"),
        ("/sitemap.xml", "", 200, "application/xml"),
        ("/robots.txt", "", 200, "text/plain"),
        ("/events/sashikake-evening/event.ics", &*member, 200, "text/calendar"),
        ("/office/programmes/startup-3/applications.csv", &office, 200, "text/csv"),
        (&picture, &member, 200, "image/"),
        ("/og.png", "", 200, "image/png"),
        ("/favicon.svg", "", 200, "image/svg+xml"),
        ("/manifest.webmanifest", "", 200, ""),
        ("/pkg/enishi.js", "", 200, "text/javascript"),
        ("/pkg/enishi.css", "", 200, "text/css"),
        ("/pkg/enishi_bg.wasm", "", 200, "application/wasm"),
        ("/healthz", "", 200, "text/plain"),
        ("/readyz", "", 200, "text/plain"),
        ("/sign-out", "", 405, ""),
        ("/me", "", 303, ""),
    ] {
        graded(path, &world.get_as(cookie, path).await, status, kind);
    }
    let call = |cookie: &str| {
        let call = world.server.post("/api/preview_markdown").add_header(COOKIE, cookie.to_owned());
        call.form(&[("body", "今日は")])
    };
    let answer = call(&member).await;
    graded("a call", &answer, 200, "application/json");
    assert_eq!(answer.header("cache-control"), "private, no-store");
    graded("a call refused", &call("").await, 401, "");
}

/// Each sets cookies: the session, the notice, the language and the theme.
#[tokio::test]
async fn cookies_are_graded_a_plus() {
    let world = World::over_https().await;
    let entered = world.server.post("/dev/sign-in/new").await;
    graded("entering", &entered, 303, "");
    let cookie = world.sign_in("new").await;
    for (path, form) in [
        ("/reading", vec![("theme", "dark"), ("back", "/")]),
        ("/me/devices/end-others", vec![]),
        ("/sign-out", vec![]),
    ] {
        let answer = world.server.post(path).add_header(COOKIE, cookie.clone()).form(&form).await;
        assert!(answer.maybe_header("set-cookie").is_some(), "{path}");
        graded(path, &answer, StatusCode::SEE_OTHER.as_u16(), "");
    }
}

/// A grade that nothing could miss would be worth nothing.
#[tokio::test]
async fn without_https_it_is_not_a_plus() {
    let world = World::new(true).await;
    let answer = world.server.post("/dev/sign-in/new").await;
    let grade = grade(HOST, answer.headers(), "");
    assert_eq!(grade.base, 40, "{grade:?}");
    assert!(super::observatory::grade(HOST, &axum::http::HeaderMap::new(), "").total < 50);
}
