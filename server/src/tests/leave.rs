//! Resting and leaving over HTTP.
use axum::http::StatusCode;
use axum::http::header::{COOKIE, LOCATION};

use super::world::World;

async fn post(
    world: &World,
    cookie: &str,
    path: &str,
    form: &[(&str, &str)],
) -> (StatusCode, String, String) {
    let answer = world.server.post(path).add_header(COOKIE, cookie).form(form).await;
    let to = answer.headers().get(LOCATION).map(|to| to.to_str().unwrap().to_owned()).unwrap_or_default();
    (answer.status_code(), to, answer.text())
}

async fn location(world: &World, cookie: &str, path: &str) -> String {
    let answer = world.get_as(cookie, path).await;
    answer.headers().get(LOCATION).map(|to| to.to_str().unwrap().to_owned()).unwrap_or_default()
}

#[tokio::test]
async fn whoever_rests_reaches_one_page_only_and_comes_back_by_its_button() {
    let world = World::new(true).await;
    let before = world.sign_in("takizawa-yumi").await;
    assert!(world.get_as(&before, "/me").await.text().contains("href=\"/me/leave\""));
    let html = world.get_as(&before, "/me/leave").await.text();
    assert!(html.contains("お休みする") && html.contains("href=\"/me/leave/choices\""), "{html}");
    let (status, to, _) = post(&world, &before, "/me/leave/rest", &[]).await;
    assert_eq!((status, to.as_str()), (StatusCode::SEE_OTHER, "/left/rested"));
    assert_eq!(location(&world, &before, "/me").await, "/sign-in?return_to=%2Fme", "signed out everywhere");

    let cookie = world.sign_in("takizawa-yumi").await;
    for path in ["/", "/sign-in", "/sign-in?return_to=%2Fme"] {
        assert_eq!(location(&world, &cookie, path).await, "/welcome-back", "{path}");
    }
    for path in ["/me", "/people", "/me/leave", "/me/leave/choices"] {
        assert!(location(&world, &cookie, path).await.starts_with("/sign-in"), "{path}");
    }
    let html = world.get_as(&cookie, "/welcome-back").await.text();
    assert!(html.contains("滝沢 由美さんは、お休み中です") && !html.contains("いますぐ消す"), "{html}");
    let (status, ..) = post(&world, &cookie, "/welcome-back", &[("verb", "now")]).await;
    assert_eq!(status, StatusCode::NOT_FOUND, "a rest is no leaving");
    let (_, to, _) = post(&world, &cookie, "/welcome-back", &[("verb", "back")]).await;
    assert_eq!(to, "/");
    assert_eq!(world.get_as(&cookie, "/me").await.status_code(), StatusCode::OK);
    assert_eq!(location(&world, &cookie, "/welcome-back").await, "/");
}

#[tokio::test]
async fn leaving_asks_to_be_sure_and_can_be_hastened() {
    let world = World::new(true).await;
    let member = world.sign_in("takizawa-yumi").await;
    let html = world.get_as(&member, "/me/leave/choices").await.text();
    assert!(html.contains("name=\"posts\"") && html.contains("同意の記録は"), "{html}");
    let all = [
        ("posts", "keep"),
        ("comments", "erase"),
        ("events", "erase"),
        ("applications", "erase"),
        ("stories", "erase"),
        ("when", "week"),
    ];
    let (status, _, html) = post(&world, &member, "/me/leave/choices", &all).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(html.contains("id=\"sure-e\"") && html.contains("href=\"#sure\""), "{html}");
    assert!(html.contains("value=\"keep\" checked"), "what was chosen stays chosen");
    let (_, to, _) =
        post(&world, &member, "/me/leave/choices", &[&all[..], &[("sure", "yes")]].concat()).await;
    assert_eq!(to, "/left/asked");
    let member = world.sign_in("takizawa-yumi").await;
    let html = world.get_as(&member, "/welcome-back").await.text();
    assert!(html.contains("退会を取りやめる") && html.contains("いますぐ消す"), "{html}");
    let (_, to, _) = post(&world, &member, "/welcome-back", &[("verb", "now")]).await;
    assert_eq!(to, "/left/erased");
    assert_eq!(location(&world, &member, "/welcome-back").await, "/");

    for path in ["/me/leave", "/me/leave/choices"] {
        assert!(location(&world, "", path).await.starts_with("/sign-in"), "{path}");
    }
    assert_eq!(world.server.get("/left/elsewhere").await.status_code(), StatusCode::NOT_FOUND);
    assert_eq!(location(&world, "", "/welcome-back").await, "/");
}
