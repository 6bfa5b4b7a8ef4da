//! The stream that offers new posts to an open page.
use std::time::Duration;

use axum::http::header::{COOKIE, LOCATION};
use axum_test::multipart::MultipartForm;

use super::world::World;

#[tokio::test]
async fn what_was_written_while_the_page_was_on_its_way_is_offered() {
    let world = World::new(true).await;
    let reader = world.sign_in("new").await;
    let page = world.get_as(&reader, "/").await.text();
    let (_, stream) = page.split_once("/feed/new?since=").expect("a stream");
    let since: String = stream.chars().take_while(char::is_ascii_hexdigit).collect();
    let writer = world.sign_in("long-time").await;
    let form = MultipartForm::new().add_text("body", "間に合いました").add_text("action", "publish");
    let written = world.server.post("/").add_header(COOKIE, &writer).multipart(form).await;
    assert!(written.header(LOCATION).to_str().unwrap().contains("#p-"), "{written:?}");
    let path = format!("/feed/new?since={since}");
    let read = world.get_as(&reader, &path);
    let stopped = async {
        loop {
            tokio::time::sleep(Duration::from_millis(20)).await;
            world.service.end_streams();
        }
    };
    let answer = tokio::select! { answer = read => answer, () = stopped => unreachable!() };
    assert_eq!(answer.text(), "data: 1\n\n");
}
