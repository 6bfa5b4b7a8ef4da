//! The form of a post in parts.
use axum::http::StatusCode;
use axum::http::header::{COOKIE, LOCATION};
use axum_test::TestResponse;
use axum_test::multipart::{MultipartForm, Part};

use super::world::World;

/// A PNG of one pixel.
pub const PNG: &[u8] =
    b"\x89PNG\x0d\x0a\x1a\x0a\x00\x00\x00\x0dIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x02\x00\x00\x00\
\x90wS\xde\x00\x00\x00\x0cIDATx\x9cc8\x11%\x07\x00\x03.\x01A\x1c\xf9<Z\x00\x00\x00\x00IEND\xaeB\
`\x82";

fn file(name: &str, bytes: &'static [u8]) -> Part {
    Part::bytes(bytes).file_name(name).mime_type("image/png")
}

async fn post(world: &World, cookie: &str, form: MultipartForm) -> TestResponse {
    world.server.post("/").add_header(COOKIE, cookie).multipart(form).await
}

#[tokio::test]
async fn a_post_is_published_with_its_pictures() {
    let world = World::new(true).await;
    let cookie = world.sign_in("new").await;
    let form = MultipartForm::new()
        .add_text("body", "写真です")
        .add_part("pictures", file("a.png", PNG))
        .add_part("pictures", file("b.png", PNG))
        .add_text("action", "publish");
    let answer = post(&world, &cookie, form).await;
    assert_eq!(answer.status_code(), StatusCode::SEE_OTHER, "{}", answer.text());
    let id = answer.header(LOCATION).to_str().unwrap().strip_prefix("/#p-").unwrap().to_owned();
    let page = world.get_as(&cookie, &format!("/posts/{id}")).await.text();
    assert_eq!(page.matches("loading=\"lazy\" decoding").count(), 2, "{page}");
    let large = page.split("href=\"/media/").nth(1).unwrap().split('"').next().unwrap();
    let picture = world.get_as(&cookie, &format!("/media/{large}")).await;
    assert_eq!(picture.header("content-type"), "image/webp");
    let stranger = world.server.get(&format!("/media/{large}")).await;
    assert_eq!(stranger.status_code(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_file_that_is_no_picture_leaves_the_text_and_says_so() {
    let world = World::new(true).await;
    let cookie = world.sign_in("new").await;
    let form = MultipartForm::new()
        .add_text("body", "書きかけの文章")
        .add_part("pictures", file("a.svg", b"<svg/>"))
        .add_text("action", "publish");
    let answer = post(&world, &cookie, form).await;
    assert_eq!(answer.status_code(), StatusCode::UNPROCESSABLE_ENTITY);
    let html = answer.text();
    assert!(html.contains("書きかけの文章") && html.contains("id=\"pictures-e\""), "{html}");
}

#[tokio::test]
async fn the_session_over_the_text_is_shown_and_nothing_is_kept() {
    let world = World::new(true).await;
    let form = MultipartForm::new().add_text("body", "書きかけ").add_part("pictures", file("a.png", PNG));
    let answer = post(&world, "enishi=gone", form).await;
    assert_eq!(answer.status_code(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text().contains("書きかけ"));
}

#[tokio::test]
async fn a_form_without_parts_works_too() {
    let world = World::new(true).await;
    let cookie = world.sign_in("new").await;
    let form = [("body", "ひとことだけ"), ("action", "publish")];
    let answer = world.server.post("/").add_header(COOKIE, cookie).form(&form).await;
    assert_eq!(answer.status_code(), StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_logo_is_shown_to_everybody_and_an_svg_is_refused() {
    let world = World::new(true).await;
    let office = world.sign_in("office").await;
    let send = |bytes: &'static [u8]| {
        let form = MultipartForm::new().add_part("logo", file("logo.png", bytes));
        world.server.post("/office/settings/logo").add_header(COOKIE, office.clone()).multipart(form)
    };
    let refused = send(b"<svg/>").await;
    assert_eq!(refused.status_code(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains("SVG"), "{}", refused.text());
    assert_eq!(send(PNG).await.status_code(), StatusCode::SEE_OTHER);
    let home = world.server.get("/").await.text();
    let logo = home.split("class=\"brand\"").nth(1).unwrap().split("src=\"").nth(1).unwrap();
    let logo = logo.split('"').next().unwrap();
    assert_eq!(world.server.get(logo).await.status_code(), StatusCode::OK);
    let member = world.sign_in("new").await;
    let form = MultipartForm::new().add_part("logo", file("logo.png", PNG));
    let theft = world.server.post("/office/settings/logo").add_header(COOKIE, member).multipart(form).await;
    assert_eq!(theft.status_code(), StatusCode::FORBIDDEN);
}
