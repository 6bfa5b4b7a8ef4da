//! What keeps strangers out.
use axum::http::StatusCode;
use axum::http::header::{HOST, ORIGIN};

use super::world::World;

#[tokio::test]
async fn the_shortcuts_exist_only_in_a_demonstration() {
    let real = World::new(false).await;
    for path in ["/dev/mailbox", "/dev/sign-in/office"] {
        assert_eq!(real.server.get(path).await.status_code(), StatusCode::NOT_FOUND, "{path}");
    }
    let demo = World::new(true).await;
    assert_eq!(demo.server.get("/dev/mailbox").await.status_code(), StatusCode::OK);
}

#[tokio::test]
async fn a_form_from_another_site_is_refused() {
    let world = World::new(true).await;
    let foreign = world
        .server
        .post("/dev/sign-in/office")
        .add_header(HOST, "localhost:3000")
        .add_header(ORIGIN, "https://evil.example");
    assert_eq!(foreign.await.status_code(), StatusCode::FORBIDDEN);
    let foreign = world.server.post("/dev/sign-in/office").add_header("sec-fetch-site", "cross-site");
    assert_eq!(foreign.await.status_code(), StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn every_kind_of_page_carries_the_headers() {
    let world = World::new(true).await;
    let office = world.sign_in("office").await;
    for path in ["/", "/sign-in", "/nowhere", "/office/settings"] {
        let page = world.get_as(&office, path).await;
        let policy = page.header("content-security-policy").to_str().unwrap().to_owned();
        assert!(
            ["object-src 'none'", "default-src 'none'"].iter().any(|closed| policy.contains(closed))
                && policy.contains("frame-ancestors 'none'"),
            "{path}: {policy}"
        );
        assert!(!policy.contains("unsafe-inline"), "{path}: {policy}");
        assert_eq!(page.header("x-content-type-options"), "nosniff", "{path}");
    }
}

#[tokio::test]
async fn signing_out_ends_the_session_for_good() {
    let world = World::new(true).await;
    let cookie = world.sign_in("new").await;
    assert_eq!(world.get_as(&cookie, "/me").await.status_code(), StatusCode::OK);
    world.server.post("/sign-out").add_header("cookie", cookie.clone()).await;
    assert_eq!(
        world.get_as(&cookie, "/me").await.status_code(),
        StatusCode::SEE_OTHER,
        "the cookie is worth nothing now"
    );
}
