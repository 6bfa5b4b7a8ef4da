//! The office's home and calling an event off, over HTTP.
use axum::http::StatusCode;
use axum::http::header::{COOKIE, LOCATION};

use super::world::World;

#[tokio::test]
async fn the_desk_opens_on_its_home_for_the_office_only() {
    let world = World::new(true).await;
    let (office, member) = (world.sign_in("office").await, world.sign_in("long-time").await);
    let html = world.get_as(&office, "/office").await.text();
    for part in ["aria-current=\"page\"", "66%", "role=\"img\"", "表で見る", "79人 / 120人 (66%)"] {
        assert!(html.contains(part), "{part}\n{html}");
    }
    assert!(world.get_as(&office, "/").await.text().contains("href=\"/office\""));
    assert_eq!(world.get_as(&member, "/office").await.status_code(), StatusCode::FORBIDDEN);
    assert!(!world.get_as(&member, "/").await.text().contains("href=\"/office\""));
    let form = [("act", "retry"), ("task", "00000000000000000000000000000001")];
    let refused = world.server.post("/office").add_header(COOKIE, member).form(&form).await;
    assert_eq!(refused.status_code(), StatusCode::FORBIDDEN);
    let gone = world.server.post("/office").add_header(COOKIE, office).form(&form).await;
    assert_eq!(
        (gone.status_code(), gone.header(LOCATION)),
        (StatusCode::SEE_OTHER, "/office".parse().unwrap())
    );
    let visitor = world.server.get("/office").await;
    assert_eq!(visitor.header(LOCATION), "/sign-in?return_to=%2Foffice");
}

#[tokio::test]
async fn an_event_is_called_off_after_asking() {
    let world = World::new(true).await;
    let (office, member) = (world.sign_in("office").await, world.sign_in("new").await);
    let (event, ask) = ("/events/sashikake-evening", "/office/events/sashikake-evening/call-off");
    assert!(world.get_as(&office, "/office/events/sashikake-evening").await.text().contains(ask));
    assert_eq!(world.get_as(&member, ask).await.status_code(), StatusCode::FORBIDDEN);
    let html = world.get_as(&office, ask).await.text();
    assert!(html.contains("お席のある16名と空席待ちの4名"), "{html}");
    assert!(!world.get_as(&member, event).await.text().contains("中止"), "asking changes nothing");

    let post = |cookie: &str, note: String| {
        world.server.post(ask).add_header(COOKIE, cookie.to_owned()).form(&[("note", note)])
    };
    assert_eq!(post(&member, String::new()).await.status_code(), StatusCode::FORBIDDEN);
    let long = post(&office, "あ".repeat(501)).await;
    assert_eq!(long.status_code(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(long.text().contains(&"あ".repeat(501)), "what was typed stays");
    let done = post(&office, "店主が風邪をひきました。".to_owned()).await;
    assert_eq!((done.status_code(), done.header(LOCATION)), (StatusCode::SEE_OTHER, event.parse().unwrap()));

    let html = world.get_as(&member, event).await.text();
    assert!(
        html.contains("この催しは中止になりました。") && html.contains("店主が風邪をひきました。"),
        "{html}"
    );
    assert!(!html.contains("value=\"join\""), "nothing to sign up for");
    let calendar = world.get_as(&member, &format!("{event}/event.ics")).await.text();
    assert!(calendar.contains("STATUS:CANCELLED"), "{calendar}");
    let joined = world.server.post(event).add_header(COOKIE, member.clone()).form(&[("act", "join")]).await;
    assert_eq!(joined.status_code(), StatusCode::SEE_OTHER);
    assert!(!world.get_as(&member, event).await.text().contains("空席待ちでお受けしています"));
    assert_eq!(world.get_as(&office, ask).await.status_code(), StatusCode::SEE_OTHER, "once is enough");
    assert!(world.get_as(&office, "/office").await.text().find("喫茶さしかけ").is_none());
}
