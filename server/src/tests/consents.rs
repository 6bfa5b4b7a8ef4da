//! Consent and the list of readings over HTTP.
use axum::http::StatusCode;
use axum::http::header::{COOKIE, LOCATION};

use super::world::World;

const PATH: &str = "/me/consents";

#[tokio::test]
async fn consent_is_withdrawn_and_given_on_ones_own_page() {
    let world = World::new(true).await;
    let member = world.sign_in("long-time").await;
    let html = world.get_as(&member, PATH).await.text();
    let button = "aria-label=\"同意を取りやめる: お知らせと便り\"";
    assert!(html.contains(button) && html.contains("取りやめる方法は、退会です。"), "{html}");
    assert!(!html.contains("同意を取りやめる: ネットワークの運営"), "{html}");
    let answer = async |purpose: &str, version: &str, answer: &str| {
        let form = [("purpose", purpose), ("version", version), ("answer", answer)];
        world.server.post(PATH).add_header(COOKIE, member.clone()).form(&form).await
    };
    let done = answer("notices", "2026-11", "withdraw").await;
    assert_eq!((done.status_code(), done.header(LOCATION)), (StatusCode::SEE_OTHER, PATH.parse().unwrap()));
    let html = world.get_as(&member, PATH).await.text();
    assert!(!html.contains(button) && html.contains("aria-label=\"同意する: お知らせと便り\""), "{html}");
    assert!(html.contains("href=\"/me/consents/notices/2026-11\""), "{html}");
    answer("notices", "1999-01", "give").await;
    assert!(
        !world.get_as(&member, PATH).await.text().contains(button),
        "nobody agrees to what was not shown"
    );
    answer("notices", "2026-11", "give").await;
    assert!(world.get_as(&member, PATH).await.text().contains(button));
    assert_eq!(answer("running", "2026-11", "withdraw").await.status_code(), StatusCode::FORBIDDEN);
    assert!(answer("selling", "2026-11", "give").await.status_code().is_client_error());

    let text = world.get_as(&member, "/me/consents/notices/2026-11").await.text();
    assert!(text.contains("いまの説明です。") && text.contains("催しのお知らせを"), "{text}");
    for path in ["/me/consents/notices/1999-01", "/me/consents/selling/2026-11"] {
        assert_eq!(world.get_as(&member, path).await.status_code(), StatusCode::NOT_FOUND, "{path}");
    }
    let visitor =
        world.server.post(PATH).form(&[("purpose", "notices"), ("version", ""), ("answer", "give")]);
    assert!(visitor.await.header(LOCATION).to_str().unwrap().starts_with("/sign-in"));
    for path in [PATH, "/me/consents/notices/2026-11", "/me/seen"] {
        let answer = world.server.get(path).await;
        assert!(answer.header(LOCATION).to_str().unwrap().starts_with("/sign-in"), "{path}");
    }
}

#[tokio::test]
async fn the_office_is_told_that_its_reading_is_listed_and_it_is() {
    let world = World::new(true).await;
    let (office, member) = (world.sign_in("office").await, world.sign_in("new").await);
    let other = world.sign_in("long-time").await;
    let html = world.get_as(&member, "/me").await.text();
    assert!(html.contains("href=\"/me/seen\"") && html.contains("href=\"/me/consents\""), "{html}");
    let start = html.find("href=\"/people/").unwrap() + 6;
    let profile = html[start..].split('"').next().unwrap().to_owned();
    assert!(world.get_as(&member, "/me/seen").await.text().contains("開かれた記録はありません"));
    assert!(
        !world.get_as(&other, &profile).await.text().contains("「誰が見たか」"),
        "no reading by a member"
    );
    assert!(world.get_as(&office, &profile).await.text().contains("「誰が見たか」に載ります"));
    let html = world.get_as(&member, "/me/seen").await.text();
    assert!(html.contains("プロフィールの、メンバーには見えない項目") && html.contains("事務局"), "{html}");
    assert!(!html.contains("開かれた記録はありません"), "{html}");
    let bad = world.get_as(&member, "/me/seen?before=x").await;
    assert_eq!(bad.status_code(), StatusCode::OK);
}
