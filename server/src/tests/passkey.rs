//! Passkeys over HTTP: the questions, the forms for their answers, and what visitors learn.
use axum::http::StatusCode;
use axum::http::header::{COOKIE, LOCATION, SET_COOKIE};
use serde_json::Value;

use super::world::World;

const LIST: &str = "/me/passkeys";

#[tokio::test]
async fn signing_in_asks_the_device_and_is_whole_without_a_script() {
    let world = World::new(true).await;
    let html = world.server.get("/sign-in?return_to=%2Fevents").await.text();
    let form = html.split("action=\"/sign-in/passkey\"").nth(1).unwrap().split("</form>").next().unwrap();
    assert!(form.split('>').next().unwrap().contains("hidden"), "shown by the script alone: {form}");
    assert!(form.contains("value=\"/events\"") && form.contains("パスキーでサインイン"), "{form}");
    assert!(html.contains("autocomplete=\"username webauthn\""), "{html}");
    assert!(html.contains("src=\"/passkey.js\""), "{html}");

    let mut questions = Vec::new();
    for _ in 0..2 {
        let mut question: Value = world.server.post("/sign-in/passkey/options").await.json();
        let (ceremony, challenge) = (question["ceremony"].take(), question["options"]["challenge"].take());
        assert!(ceremony.is_string() && challenge.as_str().unwrap().len() >= 43, "{ceremony} {challenge}");
        questions.push((question, challenge));
    }
    assert_eq!(questions[0].0, questions[1].0);
    assert_ne!(questions[0].1, questions[1].1);
    assert_eq!(questions[0].0["options"]["rpId"], "localhost");
    let foreign = world.server.post("/sign-in/passkey/options").add_header("sec-fetch-site", "cross-site");
    assert_eq!(foreign.await.status_code(), StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn an_answer_that_does_not_sign_in_says_so_and_keeps_where_to_go() {
    let world = World::new(true).await;
    let question: Value = world.server.post("/sign-in/passkey/options").await.json();
    let ceremony = question["ceremony"].as_str().unwrap().to_owned();
    let send = async || {
        let form = [("ceremony", ceremony.as_str()), ("credential", "{}"), ("return_to", "/events")];
        world.server.post("/sign-in/passkey").form(&form).await
    };
    for words in ["このパスキーではサインインできませんでした", "時間が過ぎました"]
    {
        let answer = send().await;
        assert_eq!(answer.status_code(), StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.headers().get(SET_COOKIE).is_none());
        let html = answer.text();
        assert!(html.contains(words) && html.contains("value=\"/events\""), "{words}\n{html}");
        assert!(!html.contains("data-offer"), "the same passkey would be offered again: {html}");
    }
    let again = world.server.get("/sign-in/passkey").await;
    assert_eq!(again.header(LOCATION), "/sign-in");
}

#[tokio::test]
async fn a_member_is_asked_for_a_passkey_and_a_name() {
    let world = World::new(true).await;
    assert_eq!(world.server.get(LIST).await.header(LOCATION), "/sign-in?return_to=%2Fme%2Fpasskeys");
    let visitor = world.server.post("/me/passkeys/options").await;
    assert!(visitor.header(LOCATION).to_str().unwrap().starts_with("/sign-in"));

    let cookie = world.sign_in("new").await;
    assert!(world.get_as(&cookie, "/me").await.text().contains("href=\"/me/passkeys\""));
    let html = world.get_as(&cookie, LIST).await.text();
    for part in ["まだパスキーはありません", "data-passkey=\"create\"", "JavaScript を使える設定"]
    {
        assert!(html.contains(part), "{part}\n{html}");
    }
    let post = |path: &str, form: &[(&str, &str)]| {
        world.server.post(path).add_header(COOKIE, cookie.clone()).form(&form.to_vec())
    };
    let question: Value = post("/me/passkeys/options", &[]).await.json();
    assert_eq!(question["options"]["rp"]["id"], "localhost");
    assert_eq!(question["options"]["authenticatorSelection"]["residentKey"], "required");

    let ceremony = question["ceremony"].as_str().unwrap();
    let nameless = post(LIST, &[("name", " "), ("ceremony", ceremony), ("credential", "{\"a\":1}")]).await;
    assert_eq!(nameless.status_code(), StatusCode::UNPROCESSABLE_ENTITY);
    let html = nameless.text();
    assert!(html.contains("ご記入ください") && html.contains(ceremony), "the answer is kept: {html}");
    let bad =
        post(LIST, &[("name", "仕事の Mac"), ("ceremony", ceremony), ("credential", "{\"a\":1}")]).await;
    assert_eq!(bad.status_code(), StatusCode::UNPROCESSABLE_ENTITY);
    let html = bad.text();
    assert!(html.contains("パスキーを加えられませんでした") && html.contains("仕事の Mac"), "{html}");
    assert!(!html.contains(ceremony), "it serves no second time: {html}");

    let unknown = format!("{LIST}/{}", "0".repeat(32));
    assert_eq!(world.get_as(&cookie, &unknown).await.status_code(), StatusCode::NOT_FOUND);
    for path in [unknown.clone(), format!("{unknown}/remove")] {
        let theirs = post(&path, &[("name", "x")]).await;
        assert_eq!(theirs.status_code(), StatusCode::NOT_FOUND, "{path}");
    }
    let confirm = [("ceremony", ""), ("credential", ""), ("return_to", LIST)];
    let confirmed = post("/me/confirm/passkey", &confirm).await;
    assert_eq!(confirmed.status_code(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(confirmed.text().contains("時間が過ぎました"));
}
