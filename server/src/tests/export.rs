//! The export, requests about data and the table for a leak, over HTTP.
use axum::http::StatusCode;
use axum::http::header::{ACCEPT_ENCODING, CONTENT_ENCODING, COOKIE, LOCATION};

use super::world::World;

#[tokio::test]
async fn a_member_asks_for_the_own_data_and_takes_it() {
    let world = World::new(true).await;
    let (member, other) = (world.sign_in("long-time").await, world.sign_in("office").await);
    assert!(world.get_as(&member, "/me").await.text().contains("href=\"/me/export\""));
    let html = world.get_as(&member, "/me/export").await.text();
    assert!(html.contains("書き出しを始める") && html.contains("事務局が書いたメモ"), "{html}");
    let asked = world.server.post("/me/export").add_header(COOKIE, member.clone()).await;
    assert_eq!(
        (asked.status_code(), asked.header(LOCATION)),
        (StatusCode::SEE_OTHER, "/me/export".parse().unwrap())
    );
    let html = world.get_as(&member, "/me/export").await.text();
    assert!(html.contains("準備しています") && !html.contains("書き出しを始める</button>"), "{html}");
    world.work().await;
    let html = world.get_as(&member, "/me/export").await.text();
    let start = html.find("href=\"/me/export/").expect("a link to the file") + 6;
    let path = html[start..].split('"').next().unwrap().to_owned();

    let get = world.server.get(&path).add_header(COOKIE, member).add_header(ACCEPT_ENCODING, "gzip, br");
    let file = get.await;
    assert_eq!(file.status_code(), StatusCode::OK);
    let bytes = file.as_bytes();
    assert_eq!(&bytes[..4], b"PK\x03\x04");
    assert_eq!(file.header("content-type"), "application/zip");
    assert_eq!(file.header("content-length"), bytes.len().to_string());
    assert_eq!(file.header("cache-control"), "private, no-store");
    let name = file.header("content-disposition").to_str().unwrap().to_owned();
    assert!(name.starts_with("attachment; filename=\"enishi-") && name.ends_with(".zip\""), "{name}");
    assert!(file.maybe_header(CONTENT_ENCODING).is_none(), "packed already");

    assert_eq!(world.get_as(&other, &path).await.status_code(), StatusCode::NOT_FOUND);
    for path in ["/me/export", "/me/requests", "/office/rights", "/office/incident", &path] {
        let visitor = world.server.get(path).await;
        assert!(visitor.header(LOCATION).to_str().unwrap().starts_with("/sign-in"), "{path}");
    }
}

#[tokio::test]
async fn a_request_about_data_is_answered_by_the_office() {
    let world = World::new(true).await;
    let (member, office) = (world.sign_in("long-time").await, world.sign_in("office").await);
    let post = |cookie: &str, path: &str, form: &[(&str, &str)]| {
        world.server.post(path).add_header(COOKIE, cookie.to_owned()).form(&form)
    };
    let html = world.get_as(&member, "/me/requests").await.text();
    assert!(html.contains("14日以内") && html.contains("第三者提供の停止"), "{html}");
    let bad = post(&member, "/me/requests", &[("kind", ""), ("body", "名前の字が違います。")]).await;
    assert_eq!(bad.status_code(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(bad.text().contains("名前の字が違います。"), "what was typed stays");
    let done =
        post(&member, "/me/requests", &[("kind", "correction"), ("body", "名前の字が違います。")]).await;
    assert_eq!(done.status_code(), StatusCode::SEE_OTHER);
    assert!(world.get_as(&member, "/me/requests").await.text().contains("お答えを待っています"));

    assert!(world.get_as(&office, "/office").await.text().contains("href=\"/office/rights\""));
    assert_eq!(world.get_as(&member, "/office/rights").await.status_code(), StatusCode::FORBIDDEN);
    let html = world.get_as(&office, "/office/rights").await.text();
    let start = html.rfind("href=\"/office/rights/").unwrap() + 6;
    let path = html[start..].split('"').next().unwrap().to_owned();
    assert!(world.get_as(&office, &path).await.text().contains("名前の字が違います。"));
    let empty = post(&office, &path, &[("answer", " ")]).await;
    assert_eq!(empty.status_code(), StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(post(&member, &path, &[("answer", "x")]).await.status_code(), StatusCode::FORBIDDEN);
    assert_eq!(
        post(&office, &path, &[("answer", "直しました。")]).await.status_code(),
        StatusCode::SEE_OTHER
    );
    assert!(world.get_as(&member, "/me/requests").await.text().contains("直しました。"));

    let days = post(&office, "/office/rights/settings", &[("days", "31")]).await;
    assert_eq!(days.status_code(), StatusCode::UNPROCESSABLE_ENTITY);
    let days = post(&office, "/office/rights/settings", &[("days", "7")]).await;
    assert_eq!(days.status_code(), StatusCode::SEE_OTHER);
    assert!(world.get_as(&member, "/me/requests").await.text().contains("7日以内"));
}

#[tokio::test]
async fn the_table_for_a_leak_is_the_offices() {
    let world = World::new(true).await;
    let (member, office) = (world.sign_in("long-time").await, world.sign_in("office").await);
    let path = "/office/incident";
    assert_eq!(world.get_as(&member, path).await.status_code(), StatusCode::FORBIDDEN);
    assert!(world.get_as(&office, path).await.text().contains("「誰が見たか」に残ります"));
    let form = [("audience", "everybody"), ("fields", "name"), ("fields", "mail"), ("since", "2026-11-01")];
    let post = |cookie: &str, form: &[(&str, &str)]| {
        world.server.post(path).add_header(COOKIE, cookie.to_owned()).form(&form)
    };
    assert_eq!(post(&member, &form).await.status_code(), StatusCode::FORBIDDEN);
    let bad = post(&office, &form[1..]).await;
    assert_eq!(bad.status_code(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(bad.text().contains("value=\"2026-11-01\""), "what was typed stays");
    let table = post(&office, &form).await;
    assert_eq!(table.header("content-type"), "text/csv; charset=utf-8");
    assert_eq!(table.header("content-disposition"), "attachment; filename=\"incident.csv\"");
    let text = table.text();
    assert!(text.starts_with('\u{feff}') && text.contains(",氏名、メールアドレス,2026-11-01\r\n"), "{text}");
    assert!(text.lines().count() > 100, "everybody");
    assert!(world.get_as(&member, "/me/seen").await.text().contains("漏えいのお知らせのための宛先"));
}
