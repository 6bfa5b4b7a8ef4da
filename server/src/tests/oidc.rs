//! The company's accounts over HTTP: the button, the way out, what is said when the way back does not work.
use axum::Router;
use axum::http::StatusCode;
use axum::http::header::{COOKIE, LOCATION, REFRESH, SET_COOKIE};
use axum::response::Json;
use axum::routing::get;
use serde_json::json;
use service::oidc::OidcConfig;
use types::lang::Bilingual;

use super::world::World;

const BUTTON: &str = "会社のアカウントでサインイン";

fn config(issuer: &str) -> OidcConfig {
    OidcConfig {
        issuer: issuer.to_owned(),
        client_id: "enishi".into(),
        client_secret: None,
        label: Bilingual::default(),
        scopes: Vec::new(),
        group_claim: "groups".into(),
        roles: std::collections::BTreeMap::default(),
        tenant: None,
        trusts_mail: false,
    }
}

/// Nobody listens there.
const NOWHERE: &str = "http://127.0.0.1:9";

/// A provider that tells where it is.
async fn provider() -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let issuer = format!("http://{}", listener.local_addr().unwrap());
    let metadata = json!({
        "issuer": issuer, "authorization_endpoint": format!("{issuer}/authorize"), "token_endpoint": format!("{issuer}/token"),
        "jwks_uri": format!("{issuer}/jwks"), "response_types_supported": ["code"], "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256"],
    });
    let router = Router::new()
        .route("/.well-known/openid-configuration", get(async move || Json(metadata)))
        .route("/jwks", get(async || Json(json!({ "keys": [] }))));
    tokio::spawn(async move { axum::serve(listener, router).await });
    issuer
}

#[tokio::test]
async fn without_a_provider_there_is_no_button_and_no_way() {
    let world = World::new(false).await;
    assert!(!world.server.get("/sign-in").await.text().contains("/sign-in/oidc"));
    for path in [
        "/sign-in/oidc",
        "/sign-in/oidc/callback?state=a&code=b",
        "/sign-in/oidc/welcome",
        "/sign-in/oidc/failed/unreachable",
    ] {
        assert_eq!(world.server.get(path).await.status_code(), StatusCode::NOT_FOUND, "{path}");
    }
    for path in ["/sign-in/oidc", "/sign-in/oidc/welcome"] {
        let posted = world.server.post(path).form(&[("return_to", "/")]).await;
        assert_eq!(posted.status_code(), StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn the_way_out_is_bound_to_the_browser() {
    let issuer = provider().await;
    let world = World::configured(false, Some(config(&issuer))).await;
    let page = world.server.get("/sign-in?return_to=/events").await.text();
    assert!(page.contains(BUTTON) && page.contains(r#"action="/sign-in/oidc""#), "{page}");
    assert_eq!(world.server.get("/sign-in/oidc").await.header(LOCATION), "/sign-in");

    let going = world.server.post("/sign-in/oidc").form(&[("return_to", "/events")]).await;
    assert_eq!(going.status_code(), StatusCode::OK);
    let refresh = going.header(REFRESH).to_str().unwrap().to_owned();
    assert!(
        refresh.starts_with(&format!("0; url={issuer}/authorize?response_type=code&client_id=enishi&state="))
    );
    let policy = going.header("content-security-policy").to_str().unwrap().to_owned();
    assert!(policy.contains("form-action 'self'"), "{policy}");
    let cookie = going.header(SET_COOKIE).to_str().unwrap().to_owned();
    assert!(
        cookie.starts_with("enishi-oidc=") && cookie.contains("Max-Age=600; HttpOnly; SameSite=Lax"),
        "{cookie}"
    );

    let state = refresh.split("state=").nth(1).unwrap().split('&').next().unwrap();
    let path = format!("/sign-in/oidc/callback?state={state}&error=access_denied");
    let failed = |why: &str| format!("/sign-in/oidc/failed/{why}");
    let elsewhere = world.server.get(&path).await;
    assert_eq!(elsewhere.header(LOCATION), failed("no-attempt"), "no cookie");
    let held = cookie.split(';').next().unwrap().to_owned();
    let turned_back = world.server.get(&path).add_header(COOKIE, held.clone()).await;
    assert_eq!(turned_back.status_code(), StatusCode::SEE_OTHER);
    assert_eq!(turned_back.header(LOCATION), failed("turned-back"));
    assert!(turned_back.header(SET_COOKIE).to_str().unwrap().starts_with("enishi-oidc=; Path=/; Max-Age=0"));
    let again = world.server.get(&path).add_header(COOKIE, held).await;
    assert_eq!(again.header(LOCATION), failed("no-attempt"), "once");
    assert_eq!(world.server.get("/sign-in/oidc/welcome").await.header(LOCATION), failed("no-attempt"));
    let said = world.server.get(&failed("turned-back")).await.text();
    assert!(said.contains("サインインを中断しました") && said.contains(r#"href="/sign-in""#), "{said}");
}

#[tokio::test]
async fn a_provider_that_is_down_leaves_the_way_by_mail() {
    let world = World::configured(false, Some(config(NOWHERE))).await;
    let down = world.server.post("/sign-in/oidc").form(&[("return_to", "/")]).await;
    let page = down.header(LOCATION).to_str().unwrap().to_owned();
    assert_eq!(page, "/sign-in/oidc/failed/unreachable");
    for (lang, title) in
        [("ja", "いま、会社のアカウントでは"), ("en", "Company accounts do not work right now")]
    {
        let text = world.server.get(&page).add_header("accept-language", lang).await.text();
        assert!(text.contains(title) && text.contains(r#"href="/sign-in""#), "{text}");
        assert!(!text.contains("127.0.0.1"), "no detail");
    }
}

#[tokio::test]
async fn a_label_of_ones_own_stands_on_the_button() {
    let label = Bilingual { ja: "桜橋IDで入る".into(), en: "Sign in with Sakurabashi ID".into() };
    let world = World::configured(false, Some(OidcConfig { label, ..config(NOWHERE) })).await;
    assert!(world.server.get("/sign-in").await.text().contains("桜橋IDで入る"));
    let english = world.server.get("/sign-in").add_header("accept-language", "en").await;
    assert!(english.text().contains("Sign in with Sakurabashi ID"));
}

#[tokio::test]
async fn a_link_of_the_office_that_is_over_says_so() {
    let world = World::new(false).await;
    let page = world.server.get("/sign-in/office/over").await;
    assert_eq!(page.status_code(), StatusCode::OK);
    assert!(
        page.text().contains("もう一度おつくりください") && !page.text().contains("サインインする</button>")
    );
    let posted = world.server.post("/sign-in/office/over").await;
    assert!(posted.text().contains("もう一度おつくりください"));
    assert!(posted.headers().get(SET_COOKIE).is_none());
}
