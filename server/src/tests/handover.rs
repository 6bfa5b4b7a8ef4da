//! Leavers over HTTP: the signed call, the office's list, and the page behind the mailed link.
use axum::http::StatusCode;
use axum::http::header::{COOKIE, LOCATION};
use axum_test::TestResponse;
use axum_test::multipart::{MultipartForm, Part};
use service::handover::webhook::sign;

use super::world::World;

const SECRET: &str = "handover-secret-of-the-tests-0123456789";
const EMPLOYEE: &str = "eita.kudo@sakurabashi.example.jp";

async fn call(world: &World, secret: &str, seconds: i64, body: &str) -> TestResponse {
    let stamp = seconds.to_string();
    let signature = format!("sha256={}", sign(secret, &stamp, body.as_bytes()));
    let call = world.server.post("/api/handover").add_header("x-enishi-timestamp", stamp);
    call.add_header("x-enishi-signature", signature).text(body).await
}

fn now(world: &World) -> i64 {
    world.service.now().0 / 1_000
}

#[tokio::test]
async fn a_call_needs_its_signature_its_time_and_to_be_new() {
    let world = World::new(true).await;
    let body = r#"{"leavers":[{"name":"久我 洋平","mail":"kuga@example.com","leaves_on":"2027-03-31"}]}"#;
    let unsigned = world.server.post("/api/handover").text(body).await;
    assert_eq!(unsigned.status_code(), StatusCode::UNAUTHORIZED);
    assert_eq!(call(&world, "wrong", now(&world), body).await.status_code(), StatusCode::UNAUTHORIZED);
    let old = call(&world, SECRET, now(&world) - 360, body).await;
    assert_eq!(old.status_code(), StatusCode::UNAUTHORIZED);
    assert!(old.text().contains("five minutes"));
    let bad = call(&world, SECRET, now(&world), r#"{"leavers":[{"mail":"x","leaves_on":"soon"}]}"#).await;
    assert_eq!(bad.status_code(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(bad.text().contains("leaves_on"), "{}", bad.text());
    let seconds = now(&world);
    let taken = call(&world, SECRET, seconds, body).await;
    assert_eq!((taken.status_code(), taken.text().as_str()), (StatusCode::OK, r#"{"leavers":["invited"]}"#));
    assert_eq!(call(&world, SECRET, seconds, body).await.status_code(), StatusCode::CONFLICT);
}

/// Confirms the list.
async fn send(world: &World, office: &str, csv: &str) {
    let sent =
        world.server.post("/office/handover/send").add_header(COOKIE, office).form(&[("text", csv)]).await;
    assert_eq!(
        (sent.status_code(), sent.header(LOCATION)),
        (StatusCode::SEE_OTHER, "/office/handover".parse().unwrap())
    );
}

/// The path of the page that was mailed.
async fn mailed(world: &World) -> String {
    world.service.work_all().await.unwrap();
    let mailbox = world.server.get("/dev/mailbox").await.text();
    let link = mailbox.split("/handover/").nth(1).unwrap();
    let token: String = link.chars().take_while(|c| c.is_ascii_alphanumeric() || "-_".contains(*c)).collect();
    format!("/handover/{token}")
}

#[tokio::test]
async fn whoever_is_suspended_finds_the_question_by_signing_in_and_can_leave_there() {
    let world = World::new(true).await;
    let office = world.sign_in("office").await;
    send(&world, &office, &format!("氏名,メール,退職日\n工藤 瑛太,{EMPLOYEE},2020/3/31\n")).await;
    let path = mailed(&world).await;
    let declined = world.server.post(&format!("{path}/decline")).await;
    assert_eq!(declined.status_code(), StatusCode::SEE_OTHER);
    assert!(world.server.get(&path).await.text().contains("href=\"/sign-in\""), "leaving needs to sign in");

    let me = world.sign_in("kudo-eita").await;
    let to = async |path: &str| world.get_as(&me, path).await.header(LOCATION).to_str().unwrap().to_owned();
    assert_eq!(to("/").await, "/welcome-back");
    assert_eq!(to("/welcome-back").await, "/handover/mine");
    let page = world.get_as(&me, "/handover/mine").await.text();
    assert!(page.contains("お預かりしています") && page.contains("href=\"/welcome-back/leave\""), "{page}");
    let form = world.get_as(&me, "/welcome-back/leave").await.text();
    assert!(form.contains("action=\"/welcome-back/leave\"") && !form.contains("value=\"now\""), "{form}");
    let post = async |path: &str, form: &[(&str, &str)]| {
        world.server.post(path).add_header(COOKIE, me.as_str()).form(&form.to_vec()).await
    };
    let unsure = post("/welcome-back/leave", &[("posts", "keep")]).await;
    assert_eq!(unsure.status_code(), StatusCode::UNPROCESSABLE_ENTITY);
    let all = ["posts", "comments", "events", "applications", "stories"].map(|kind| (kind, "erase"));
    let sure = post("/welcome-back/leave", &[&all[..], &[("sure", "yes")]].concat()).await;
    assert_eq!(sure.header(LOCATION), "/welcome-back");
    assert!(world.get_as(&me, "/welcome-back").await.text().contains("退会を取りやめる"));
    post("/welcome-back", &[("verb", "back")]).await;
    assert_eq!(to("/welcome-back").await, "/handover/mine", "as it was before");
    post("/handover/mine", &[("purpose", "running")]).await;
    assert_eq!(world.get_as(&me, "/me").await.status_code(), StatusCode::OK);
}

#[tokio::test]
async fn the_office_looks_at_a_list_sends_it_and_the_leaver_answers() {
    let world = World::new(true).await;
    let (office, member) = (world.sign_in("office").await, world.sign_in("long-time").await);
    assert_eq!(world.get_as(&member, "/office/handover").await.status_code(), StatusCode::FORBIDDEN);
    let csv = format!("氏名,メール,退職日\n工藤 瑛太,{EMPLOYEE},2020/3/31\n誰か,x,2020/3/31\n");
    let upload = async |csv: &str| {
        let form = MultipartForm::new()
            .add_part("file", Part::bytes(csv.as_bytes().to_vec()).file_name("leavers.csv"));
        world.server.post("/office/handover").add_header(COOKIE, office.clone()).multipart(form).await
    };
    let refused = upload("氏名\n星野\n").await;
    assert_eq!(refused.status_code(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains("退職日の列"));
    let looked = upload(&csv).await;
    assert_eq!(looked.status_code(), StatusCode::OK);
    for part in ["アカウントあり", "1人にお尋ねする", "使えない行"] {
        assert!(looked.text().contains(part), "{part}: {}", looked.text());
    }
    send(&world, &office, &csv).await;
    let list = world.get_as(&office, "/office/handover").await.text();
    assert!(list.contains("お返事待ち") && list.contains("2020年3月31日"));

    let path = mailed(&world).await;
    let page = world.server.get(&path).await.text();
    assert!(
        page.contains("アルムナイとして残る") && page.contains("いまのアドレスは会社のものだけです"),
        "{page}"
    );
    let bare = world.server.post(&path).form(&[("mail", "not a mail")]).await;
    assert_eq!(bare.status_code(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(bare.text().contains("not a mail"), "what was typed stays");
    let stays = world.server.post(&path).form(&[("purpose", "running")]).await;
    assert_eq!(stays.status_code(), StatusCode::SEE_OTHER);
    assert!(world.server.get(&path).await.text().contains("手続きは終わっています"));
    let list = world.get_as(&office, "/office/handover").await.text();
    let member = list.split("/office/members/").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let desk = world.get_as(&office, &format!("/office/members/{member}")).await.text();
    assert!(desk.contains("いま表示されるのは「アルムナイ」です") && desk.contains("卒業される方の一覧"));
    assert!(world.server.get("/handover/over").await.text().contains("このリンクは使えません"));
}

#[tokio::test]
async fn relationships_are_the_offices_to_change_and_errors_stand_beside_their_fields() {
    let world = World::new(true).await;
    let (office, member) = (world.sign_in("office").await, world.sign_in("long-time").await);
    let me = world.get_as(&member, "/me").await.text();
    assert!(me.contains("会社との関わり"));
    let people = world.get_as(&office, "/people").await.text();
    let id = people.split("href=\"/people/").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let path = format!("/office/members/{id}");
    assert!(world.get_as(&office, &format!("/people/{id}")).await.text().contains(&path));
    assert_eq!(world.get_as(&member, &path).await.status_code(), StatusCode::FORBIDDEN);
    let post = async |cookie: &str, path: &str, form: &[(&str, &str)]| {
        world.server.post(path).add_header(COOKIE, cookie).form(&form.to_vec()).await
    };
    let bad = post(&office, &path, &[("kind", "customer"), ("from", "きのう")]).await;
    assert_eq!(bad.status_code(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(bad.text().contains("きのう") && bad.text().contains("id=\"from-e\""));
    let add = [("kind", "customer"), ("from", "2024-04"), ("to", "")];
    assert_eq!(post(&member, &path, &add).await.status_code(), StatusCode::FORBIDDEN);
    assert_eq!(post(&office, &path, &add).await.status_code(), StatusCode::SEE_OTHER);
    let page = world.get_as(&office, &path).await.text();
    assert!(page.contains("2024年4月から"), "{page}");
    let end =
        page.split(&format!("{path}/")).find_map(|rest| rest.split_once("/end\"")).unwrap().0.to_owned();
    let end = format!("{path}/{end}/end");
    let wrong = post(&office, &end, &[("end", "1890")]).await;
    assert_eq!(wrong.status_code(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text().contains("id=\"end-e\""));
}
