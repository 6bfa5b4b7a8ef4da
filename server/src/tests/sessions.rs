//! A cookie is worth what its session is, at the very next request.
use axum::http::StatusCode;
use axum::http::header::{COOKIE, LOCATION, REFERER};
use axum_test::TestResponse;

use super::world::World;

async fn post(world: &World, cookie: &str, path: &str) -> TestResponse {
    world.server.post(path).add_header(COOKIE, cookie).await
}

async fn is_signed_in(world: &World, cookie: &str) -> bool {
    let page = world.get_as(cookie, "/me").await;
    if page.status_code() == StatusCode::SEE_OTHER {
        assert_eq!(page.header(LOCATION), "/sign-in?return_to=%2Fme");
    }
    page.status_code() == StatusCode::OK
}

#[tokio::test]
async fn a_session_ended_elsewhere_is_over_at_once() {
    let world = World::new(true).await;
    let (here, there) = (world.sign_in("new").await, world.sign_in("new").await);
    assert!(is_signed_in(&world, &there).await);
    let page = world.get_as(&here, "/me/devices").await.text();
    assert!(page.contains("ほかの端末からサインアウト") && page.contains("最後に使われた日"), "{page}");
    let done = post(&world, &here, "/me/devices/end-others").await;
    assert_eq!(done.header(LOCATION), "/me/devices");
    assert!(!is_signed_in(&world, &there).await && is_signed_in(&world, &here).await);
    let page = world.get_as(&here, "/me/devices").await.text();
    assert!(!page.contains("end-others"), "there is no other");
    let third = world.sign_in("new").await;
    post(&world, &third, "/me/devices/end-all").await;
    assert!(!is_signed_in(&world, &here).await && !is_signed_in(&world, &third).await);
}

#[tokio::test]
async fn a_cookie_kept_from_before_signing_out_opens_nothing() {
    let world = World::new(true).await;
    let kept = world.sign_in("office").await;
    post(&world, &kept, "/sign-out").await;
    for path in ["/me", "/office", "/office/settings", "/people"] {
        assert_eq!(world.get_as(&kept, path).await.status_code(), StatusCode::SEE_OTHER, "{path}");
    }
    let written =
        world.server.post("/office/programmes/startup-3/questions").add_header(COOKIE, kept.clone());
    assert_eq!(written.form(&[("min_people", "1")]).await.status_code(), StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn signing_in_gives_a_new_token_and_ends_the_old_one() {
    let world = World::new(true).await;
    let planted = "enishi=a-token-somebody-chose";
    let entered = post(&world, planted, "/dev/sign-in/new").await;
    let cookie = entered.header("set-cookie").to_str().unwrap().split(';').next().unwrap().to_owned();
    assert_ne!(cookie, planted, "no token is taken from a browser");
    assert!(!is_signed_in(&world, planted).await);
    let entered = post(&world, &cookie, "/dev/sign-in/new").await;
    let again = entered.header("set-cookie").to_str().unwrap().split(';').next().unwrap().to_owned();
    assert_ne!(again, cookie);
    assert!(!is_signed_in(&world, &cookie).await && is_signed_in(&world, &again).await);
}

#[tokio::test]
async fn whoever_may_enter_no_code_is_shown_the_link() {
    let world = World::new(true).await;
    let ask = [("mail", "k.matsumoto@example.jp"), ("return_to", "/")];
    let mut last = None;
    for _ in 0..11 {
        let attempt = world.server.post("/sign-in").form(&ask).await;
        let path = attempt.header(LOCATION).to_str().unwrap().to_owned();
        last = Some((world.server.post(&path).form(&[("code", "x")]).await, path));
    }
    let (refused, path) = last.unwrap();
    assert_eq!(refused.status_code(), StatusCode::TOO_MANY_REQUESTS);
    for html in [refused.text(), world.server.get(&path).await.text()] {
        assert!(
            html.contains("メールのリンクからお入りください") && !html.contains("name=\"code\""),
            "{html}"
        );
    }
    world.service.work_all().await.unwrap();
    let mails = world.server.get("/dev/mailbox").await.text();
    let link = mails.split("/sign-in/link/").nth(1).unwrap().split('"').next().unwrap();
    let entered = world.server.post(&format!("/sign-in/link/{link}")).await;
    assert_eq!(
        (entered.status_code(), entered.header(LOCATION)),
        (StatusCode::SEE_OTHER, "/".parse().unwrap())
    );
}

#[tokio::test]
async fn whoever_signs_out_leaves_no_drafts_in_the_browser() {
    let world = World::new(true).await;
    let cookie = world.sign_in("new").await;
    let done = post(&world, &cookie, "/sign-out").await;
    assert_eq!(done.header("clear-site-data"), "\"storage\"");
    let kept = world.get_as(&cookie, "/").await;
    assert!(kept.maybe_header("clear-site-data").is_none(), "no other answer asks for that");
}

/// A form is sent to an address that is no page: after signing in one is back where it stood.
#[tokio::test]
async fn a_form_sent_after_the_session_leads_back_to_its_page() {
    let world = World::new(true).await;
    let cookie = world.sign_in("long-time").await;
    let people = world.get_as(&cookie, "/people").await.text();
    let person = people.split("href=\"/people/").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let path = format!("/people/{person}/connect");
    let sent = |referer: &str, words: &str| {
        let form = world.server.post(&path).add_header(REFERER, referer);
        form.form(&[("words", words)])
    };
    let page = format!("http://localhost:3000/people/{person}?from=search");
    let back = |path: &str| format!("/sign-in?return_to={}", path.replace('/', "%2F"));
    let answer = sent(&page, "").await;
    assert_eq!(answer.header(LOCATION), back(&format!("/people/{person}%3Ffrom%3Dsearch")));
    let answer = sent("", "").await;
    assert_eq!(answer.header(LOCATION), back(&path), "a browser that does not say");
    let answer = sent(&page, "研修でご一緒しました。").await;
    assert_eq!(answer.status_code(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text().contains("研修でご一緒しました。"), "what was typed is there to copy");
}
