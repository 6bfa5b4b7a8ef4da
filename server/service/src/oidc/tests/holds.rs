//! What is not accepted, whoever says it.
use serde_json::{Value, json};
use types::time::Stamp;

use super::super::{ATTEMPT_FOR, OidcAnswer, OidcError, check};
use super::{World, kaede, kaede_but};
use crate::fault::Fault;
use crate::testing::{NOW, Net};

#[tokio::test]
async fn claims_that_do_not_hold_sign_nobody_in() {
    let w = World::new().await;
    let seconds = NOW.0 / 1000;
    for wrong in [
        json!({ "nonce": "another" }),
        json!({ "nonce": null }),
        json!({ "aud": "somebody" }),
        json!({ "aud": ["enishi", "somebody"] }),
        json!({ "iss": "https://id.example.jp" }),
        json!({ "exp": seconds }),
        json!({ "at_hash": "AAAAAAAAAAAAAAAAAAAAAA" }),
    ] {
        let mut claims = kaede();
        for (name, value) in wrong.as_object().unwrap() {
            claims[name] = value.clone();
        }
        let refused = w.sign_in(claims).await;
        assert!(matches!(refused, Err(OidcError::NotAccepted(_))), "{wrong}: {refused:?}");
    }
    w.provider.script(|script| script.has_foreign_key = true);
    assert!(matches!(w.sign_in(kaede()).await, Err(OidcError::NotAccepted(_))), "signed by somebody else");
    w.provider.script(|script| script.has_foreign_key = false);
    w.arrive(kaede()).await;
    assert_eq!(w.members().await, 0);
}

#[tokio::test]
async fn what_is_said_when_asked_for_more_is_of_the_same_person() {
    let w = World::new().await;
    let short = || {
        kaede_but(json!({ "email": null, "email_verified": null, "family_name": null, "given_name": null }))
    };
    w.provider
        .script(|script| script.user_info = Some(json!({ "sub": "somebody", "email": "other@example.jp" })));
    assert!(matches!(w.sign_in(short()).await, Err(OidcError::NotAccepted(_))));
    let said = json!({ "sub": "kaede", "email": "kaede@co.example.jp", "email_verified": "true", "family_name": "神谷", "given_name": "楓",
        "family_name#ja-Kana-JP": "カミヤ" });
    w.provider.script(|script| script.user_info = Some(said));
    let token = w.arrive(short()).await;
    let arrival = w.net.service.oidc_arrival(&token).await.unwrap();
    assert_eq!(arrival.mail.unwrap().as_str(), "kaede@co.example.jp");
    assert_eq!((arrival.input.family.as_str(), arrival.input.family_kana.as_str()), ("神谷", "カミヤ"));
}

#[tokio::test]
async fn an_answer_counts_once_in_time_and_in_the_browser_that_began() {
    let w = World::new().await;
    w.provider.script(|script| script.claims = kaede());
    let (cookie, state) = w.begin().await;
    for (cookie, state) in [("", state.as_str()), ("another", &state), (&cookie, "another"), (&cookie, "")] {
        assert!(matches!(w.finish(cookie, state).await, Err(OidcError::NoAttempt)));
    }
    w.finish(&cookie, &state).await.unwrap();
    assert!(matches!(w.finish(&cookie, &state).await, Err(OidcError::NoAttempt)), "replayed");
    let (cookie, state) = w.begin().await;
    w.net.clock.advance(ATTEMPT_FOR);
    assert!(matches!(w.finish(&cookie, &state).await, Err(OidcError::NoAttempt)), "too late");
    let (other_cookie, _) = w.begin().await;
    let (_, state) = w.begin().await;
    assert!(matches!(w.finish(&other_cookie, &state).await, Err(OidcError::NoAttempt)), "crossed");
}

#[tokio::test]
async fn an_attempt_is_over_when_the_exchange_fails() {
    let w = World::new().await;
    w.provider.script(|script| script.claims = kaede());
    let (cookie, state) = w.begin().await;
    w.provider.script(|script| script.challenge = "of another verifier".into());
    assert!(matches!(w.finish(&cookie, &state).await, Err(OidcError::NotAccepted(_))));
    assert!(matches!(w.finish(&cookie, &state).await, Err(OidcError::NoAttempt)));
}

#[tokio::test]
async fn whoever_turns_back_or_comes_from_elsewhere_is_told_apart() {
    let w = World::new().await;
    let (cookie, state) = w.begin().await;
    let denied = OidcAnswer { state, error: "access_denied\n".into(), ..OidcAnswer::default() };
    let told = w.net.service.finish_oidc(&cookie, &denied, "test").await;
    assert!(matches!(told, Err(OidcError::TurnedBack(reason)) if reason == "access_denied"));
    let (cookie, state) = w.begin().await;
    let answer = OidcAnswer {
        state,
        code: "code".into(),
        iss: "https://id.example.jp".into(),
        ..OidcAnswer::default()
    };
    let mixed = w.net.service.finish_oidc(&cookie, &answer, "test").await;
    assert!(matches!(mixed, Err(OidcError::NotAccepted(_))));
}

#[tokio::test]
async fn only_the_tenant_named_is_let_in() {
    let w = World::with(|config| config.tenant = Some("ours".into())).await;
    for tenant in [Value::Null, json!("theirs")] {
        let refused = w.sign_in(kaede_but(json!({ "tid": tenant }))).await;
        assert!(matches!(refused, Err(OidcError::NotAccepted(_))));
    }
    w.arrive(kaede_but(json!({ "tid": "ours" }))).await;
}

#[tokio::test]
async fn a_provider_that_is_down_or_calls_itself_something_else_is_not_used() {
    let w = World::new().await;
    let config = w.net.service.config().oidc.clone().unwrap();
    let (cookie, state) = w.begin().await;
    check(&config).await.unwrap();
    w.provider.script(|script| script.is_down = true);
    assert!(matches!(w.finish(&cookie, &state).await, Err(OidcError::Unreachable(_))));
    assert!(matches!(w.net.service.begin_oidc("/", "::1").await, Err(OidcError::Unreachable(_))));
    assert!(check(&config).await.is_err());
    w.provider.script(|script| {
        script.is_down = false;
        script.other_issuer = Some("https://id.example.jp".into());
    });
    assert!(matches!(w.net.service.begin_oidc("/", "::1").await, Err(OidcError::Unreachable(_))));
}

#[tokio::test]
async fn without_a_provider_there_is_nothing() {
    let net = Net::new().await;
    let s = &net.service;
    assert!(s.oidc_label(types::lang::Voice::default()).is_none());
    assert!(matches!(s.begin_oidc("/", "::1").await, Err(OidcError::Fault(Fault::NotFound))));
    let finished = s.finish_oidc("", &OidcAnswer::default(), "test").await;
    assert!(matches!(finished, Err(OidcError::Fault(Fault::NotFound))));
    assert!(matches!(s.oidc_arrival("").await, Err(Fault::NotFound)));
}

#[tokio::test]
async fn what_is_over_is_forgotten() {
    let w = World::new().await;
    w.net.service.schedule().await.unwrap();
    let (cookie, state) = w.begin().await;
    w.net.clock.advance(ATTEMPT_FOR + Stamp::SECOND);
    w.net.service.work_all().await.unwrap();
    let mut tx = w.net.service.db().write().await.unwrap();
    let (state, cookie) = (crate::secret::hash(&state), crate::secret::hash(&cookie));
    assert_eq!(store::oidc::take_attempt(&mut tx, &state, &cookie).await.unwrap(), None);
}
