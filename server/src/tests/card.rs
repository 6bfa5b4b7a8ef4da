//! The card of a person over HTTP.
use axum::http::StatusCode;
use axum::http::header::COOKIE;

use super::world::World;

/// The member's own page, as `/me` links it.
async fn profile(world: &World, member: &str) -> String {
    let html = world.get_as(member, "/me").await.text();
    let start = html.find("href=\"/people/").unwrap() + 6;
    html[start..].split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn a_card_is_a_file_for_whoever_is_connected_and_nothing_for_others() {
    let world = World::new(true).await;
    let member = world.sign_in("yoshikawa-miwako").await;
    let near = world.sign_in("kitamura-taku").await;
    let (of_member, of_near) = (profile(&world, &member).await, profile(&world, &near).await);
    let card = format!("{of_member}/card.vcf");
    let nobody = "/people/ffffffffffffffffffffffffffffffff/card.vcf";
    let (refused, absent) = (world.get_as(&near, &card).await, world.get_as(&near, nobody).await);
    assert_eq!([refused.status_code(), absent.status_code()], [StatusCode::NOT_FOUND; 2]);
    assert!(!world.get_as(&near, &of_member).await.text().contains("card.vcf"));

    let post = async |cookie: &str, path: String, form: &[(&str, &str)]| {
        let done = world.server.post(&path).add_header(COOKIE, cookie.to_owned()).form(form).await;
        assert_eq!(done.status_code(), StatusCode::SEE_OTHER, "{path}");
    };
    post(&near, format!("{of_member}/connect"), &[("words", "")]).await;
    post(&member, format!("{of_near}/ties"), &[("verb", "accept")]).await;
    assert!(world.get_as(&near, &of_member).await.text().contains(&format!("href=\"{card}\"")));
    let file = world.get_as(&near, &card).await;
    assert_eq!(file.status_code(), StatusCode::OK);
    assert_eq!(file.header("content-type"), "text/vcard; charset=utf-8");
    assert_eq!(file.header("cache-control"), "private, no-store");
    let disposition = file.header("content-disposition").to_str().unwrap().to_owned();
    assert!(
        disposition.starts_with("attachment; filename=\"yoshikawa-miwako.vcf\"; filename*=UTF-8''%"),
        "{disposition}"
    );
    let text = file.text();
    assert!(text.starts_with("BEGIN:VCARD\r\nVERSION:3.0\r\n") && text.ends_with("END:VCARD\r\n"), "{text}");
    assert!(text.contains("\r\nX-PHONETIC-LAST-NAME:よしかわ\r\n"), "{text}");

    post(&member, format!("{of_near}/ties"), &[("verb", "end")]).await;
    assert_eq!(world.get_as(&near, &card).await.status_code(), StatusCode::NOT_FOUND);
}
