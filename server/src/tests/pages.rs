//! Pages answer with the right status, in the right language.
use axum::http::StatusCode;
use axum::http::header::{ACCEPT, ACCEPT_LANGUAGE, ALLOW, COOKIE, LOCATION};

use super::world::World;

#[tokio::test]
async fn the_home_page_is_public_and_says_what_this_is() {
    let world = World::new(false).await;
    let page = world.server.get("/").await;
    assert_eq!(page.status_code(), StatusCode::OK);
    let html = page.text();
    for part in ["<html lang=\"ja\"", "さくらばし縁の会", "og:title", "index, follow"] {
        assert!(html.contains(part), "{part}\n{html}");
    }
}

#[tokio::test]
async fn the_browser_chooses_the_language_until_the_reader_does() {
    let world = World::new(false).await;
    let english = world.server.get("/sign-in").add_header(ACCEPT_LANGUAGE, "en-GB,en;q=0.9").await.text();
    assert!(english.contains("<html lang=\"en\"") && english.contains("Sign in"), "{english}");
    let chosen =
        world.server.post("/reading").form(&[("lang", "en"), ("back", "/sign-in?return_to=%2Fme")]).await;
    assert_eq!(chosen.status_code(), StatusCode::SEE_OTHER);
    assert_eq!(chosen.header(LOCATION), "/sign-in?return_to=%2Fme");
}

#[tokio::test]
async fn a_page_for_members_sends_visitors_to_sign_in_and_back() {
    let world = World::new(false).await;
    let answer = world.server.get("/me/devices").await;
    assert_eq!(answer.status_code(), StatusCode::SEE_OTHER);
    assert_eq!(answer.header(LOCATION), "/sign-in?return_to=%2Fme%2Fdevices");
}

#[tokio::test]
async fn an_unknown_page_helps_on() {
    let world = World::new(false).await;
    let answer = world.server.get("/nowhere").await;
    assert_eq!(answer.status_code(), StatusCode::NOT_FOUND);
    assert!(answer.text().contains("ページが見つかりません"));
}

#[tokio::test]
async fn an_address_that_takes_forms_alone_or_names_nothing_helps_on_too() {
    let world = World::new(true).await;
    let cookie = world.sign_in("new").await;
    let member = "01938f0e-0000-7000-8000-000000000001";
    let forms = format!("/people/{member}/connect");
    for (path, status) in [(forms.as_str(), 405), ("/office/letters/no-id", 400)] {
        let ask = || world.server.get(path).add_header(COOKIE, cookie.as_str());
        let page = ask().add_header(ACCEPT, "text/html,application/xhtml+xml").await;
        assert_eq!(page.status_code().as_u16(), status, "{path}");
        assert!(page.text().contains("ページが見つかりません"), "{path}");
        let program = ask().add_header(ACCEPT, "application/json").await;
        assert_eq!(program.status_code().as_u16(), status, "{path}");
        assert!(!program.text().contains("<html"), "{path}");
        assert_eq!(page.maybe_header(ALLOW), program.maybe_header(ALLOW), "{path}");
    }
}

#[tokio::test]
async fn the_desk_is_for_the_office() {
    let world = World::new(true).await;
    let (office, member) = (world.sign_in("office").await, world.sign_in("new").await);
    assert_eq!(world.get_as(&office, "/office/settings").await.status_code(), StatusCode::OK);
    let refused = world.get_as(&member, "/office/settings").await;
    assert_eq!(refused.status_code(), StatusCode::FORBIDDEN);
    assert!(refused.text().contains("このページはご覧になれません"));
}

#[tokio::test]
async fn a_refused_form_keeps_what_was_typed() {
    let world = World::new(false).await;
    let answer =
        world.server.post("/sign-in").form(&[("mail", "misaki at example"), ("return_to", "/")]).await;
    assert_eq!(answer.status_code(), StatusCode::UNPROCESSABLE_ENTITY);
    let html = answer.text();
    assert!(html.contains("misaki at example") && html.contains("aria-invalid"), "{html}");
}

#[tokio::test]
async fn health_is_told_without_pages() {
    let world = World::new(false).await;
    assert_eq!(world.server.get("/healthz").await.text(), "ok");
    assert_eq!(world.server.get("/readyz").await.text(), "ready");
}
