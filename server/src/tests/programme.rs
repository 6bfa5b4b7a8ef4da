//! The form of a programme, row by row.
use axum::http::StatusCode;
use axum::http::header::COOKIE;

use super::world::World;

#[tokio::test]
async fn rows_come_and_go_and_what_was_typed_stays() {
    let world = World::new(true).await;
    let office = world.sign_in("office").await;
    let send = |action: &'static str| {
        let form = [
            ("title_ja", "第4期"),
            ("state", "draft"),
            ("faq_q_ja", "一問目"),
            ("faq_q_en", ""),
            ("faq_a_ja", "一答目"),
            ("faq_a_en", ""),
            ("faq_q_ja", "二問目"),
            ("faq_q_en", ""),
            ("faq_a_ja", "二答目"),
            ("faq_a_en", ""),
            ("action", action),
        ];
        world.server.post("/office/programmes/new").add_header(COOKIE, office.clone()).form(&form)
    };
    let added = send("add:faq").await;
    assert_eq!(added.status_code(), StatusCode::OK);
    assert_eq!(added.text().matches("name=\"faq_q_ja\"").count(), 3);
    let removed = send("remove:faq:0").await.text();
    assert!(
        removed.contains("二問目") && !removed.contains("一問目") && removed.contains("第4期"),
        "{removed}"
    );
    let saved = send("save").await;
    assert_eq!(saved.status_code(), StatusCode::SEE_OTHER);
    let path = saved.header("location").to_str().unwrap().to_owned();
    let page = world.get_as(&office, &path).await.text();
    assert!(page.contains("一問目") && page.contains("noindex") && page.contains("/edit"), "{page}");
    assert_eq!(world.server.get(&path).await.status_code(), StatusCode::NOT_FOUND, "a draft is the office's");
}
