//! Addresses over HTTP: the list, asking, the mailed links, and whose they are.
use axum::http::StatusCode;
use axum::http::header::{COOKIE, LOCATION};

use super::world::World;

const LIST: &str = "/me/addresses";

#[tokio::test]
async fn another_members_address_is_asked_for_like_any_other() {
    let world = World::new(true).await;
    let cookie = world.sign_in("new").await;
    let visitor = world.server.get(LIST).await;
    assert_eq!(visitor.header(LOCATION), "/sign-in?return_to=%2Fme%2Faddresses");
    let html = world.get_as(&cookie, LIST).await.text();
    for part in ["nagatas16@example.com", "主なアドレス", "ただ一つのアドレス"] {
        assert!(html.contains(part), "{part}\n{html}");
    }
    let post = |path: &str, form: &[(&str, &str)]| {
        world.server.post(path).add_header(COOKIE, cookie.clone()).form(&form.to_vec())
    };
    let mistyped = post(LIST, &[("mail", "misaki at example")]).await;
    assert_eq!(mistyped.status_code(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(mistyped.text().contains("misaki at example"), "what was typed stays");

    let mut pages = Vec::new();
    for mail in ["k.matsumoto@example.jp", "nobody@example.jp"] {
        let asked = post(LIST, &[("mail", mail)]).await;
        assert_eq!(asked.status_code(), StatusCode::SEE_OTHER);
        let page = asked.header(LOCATION).to_str().unwrap().to_owned();
        let html = world.get_as(&cookie, &page).await.text();
        assert!(html.contains("6桁の番号") && html.contains(mail), "{html}");
        let id = page.rsplit('/').next().unwrap();
        pages.push(html.replace(mail, "").replace(id, "").split("<main").nth(1).unwrap().to_owned());
        let other = world.sign_in("long-time").await;
        assert_eq!(world.get_as(&other, &page).await.status_code(), StatusCode::NOT_FOUND);
        let wrong = post(&page, &[("code", "12")]).await;
        assert_eq!(wrong.status_code(), StatusCode::UNPROCESSABLE_ENTITY);
    }
    let without_times = |html: &str| html.chars().filter(|c| !c.is_ascii_digit()).collect::<String>();
    assert_eq!(without_times(&pages[0]), without_times(&pages[1]));
    for path in ["/me/addresses/primary", "/me/addresses/remove"] {
        let theirs = post(path, &[("mail", "k.matsumoto@example.jp")]).await;
        assert_eq!(theirs.status_code(), StatusCode::NOT_FOUND, "{path}");
    }
    let kept = post("/me/addresses/remove", &[("mail", "nagatas16@example.com")]).await;
    assert_eq!(kept.status_code(), StatusCode::SEE_OTHER);
    assert!(world.get_as(&cookie, LIST).await.text().contains("nagatas16@example.com"));
}

#[tokio::test]
async fn a_mailed_link_that_is_over_says_so_to_anybody() {
    let world = World::new(true).await;
    for path in ["/addresses/new/over", "/addresses/confirm/over"] {
        let page = world.server.get(path).await;
        assert_eq!(page.status_code(), StatusCode::OK);
        assert!(page.text().contains("このリンクは使えません"), "{path}");
    }
    let late = world.server.post("/addresses/confirm/over").form(&[("act", "confirm")]).await;
    assert_eq!(
        (late.status_code(), late.header(LOCATION)),
        (StatusCode::SEE_OTHER, "/addresses/confirm/over".parse().unwrap())
    );
}

#[tokio::test]
async fn an_employee_is_told_to_add_a_private_address_and_the_office_has_its_page() {
    let world = World::new(true).await;
    let (employee, member) = (world.sign_in("employee").await, world.sign_in("long-time").await);
    let quiet = "会社以外のアドレスも足しておくと安心です";
    assert!(world.get_as(&employee, "/me").await.text().contains(quiet));
    assert!(world.get_as(&employee, LIST).await.text().contains("いまは会社のアドレスだけです"));
    assert!(!world.get_as(&member, "/me").await.text().contains(quiet));
    let office = world.sign_in("office").await;
    assert!(
        world
            .get_as(&office, "/office/queue/addresses")
            .await
            .text()
            .contains("いま確認をお待ちの方はいません")
    );
    assert!(world.get_as(&office, "/office/settings").await.text().contains("sakurabashi.example.jp"));
    assert_eq!(world.get_as(&member, "/office/queue/addresses").await.status_code(), StatusCode::FORBIDDEN);
}
