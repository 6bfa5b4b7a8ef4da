//! Somebody new agrees first.
use serde_json::json;
use types::form::Problem;
use types::member::Relationship;

use super::super::{ARRIVAL_FOR, OidcEntered};
use super::{World, id, kaede, kaede_but};
use crate::fault::{Fault, FormError};
use crate::sign_in::AttemptState;

#[tokio::test]
async fn nobody_becomes_a_member_without_agreeing() {
    let w = World::new().await;
    let token = w.arrive(kaede()).await;
    let refused = w.accept(&token, &["notices"]).await.unwrap_err().problems().unwrap();
    assert_eq!(refused.of("purpose"), Some(&Problem::ConsentNeeded));
    assert_eq!(w.members().await, 0);
    let opened = w.accept(&token, &["running", "notices"]).await.unwrap();
    assert_eq!(opened.go_to, "/events?view=past");
    let viewer = w.viewer(&opened).await;
    let consents = w.net.service.consents(&viewer, None).await.unwrap();
    let given: Vec<&str> =
        consents.standings.iter().filter(|it| it.counts).map(|it| it.purpose.as_str()).collect();
    assert_eq!(given, ["running", "notices"]);
    assert_eq!(consents.entries.len(), types::consent::Purpose::ALL.len(), "every purpose was asked");

    let mut conn = w.net.service.db().read().await.unwrap();
    let member = store::member::by_id(&mut conn, id(&viewer)).await.unwrap().unwrap();
    assert_eq!((member.family.as_str(), member.given_kana.as_str()), ("神谷", "カエデ"));
    assert_eq!(member.relationship, Relationship::Employee);
    let addresses = store::address::of_member(&mut conn, member.id).await.unwrap();
    assert_eq!(addresses.len(), 1);
    assert!(addresses[0].is_primary && addresses[0].verified_at.is_some());
    drop(conn);

    assert!(matches!(w.accept(&token, &["running"]).await, Err(FormError::Fault(Fault::NotFound))), "once");
    let again = w.enter(kaede()).await;
    assert_eq!(id(&w.viewer(&again).await), member.id, "the second time goes straight in");
    assert_eq!(w.members().await, 1);
}

#[tokio::test]
async fn two_pages_of_one_account_make_one_member() {
    let w = World::new().await;
    let (first, second) = (w.arrive(kaede()).await, w.arrive(kaede()).await);
    let first = w.viewer(&w.accept(&first, &["running"]).await.unwrap()).await;
    let second = w.viewer(&w.accept(&second, &["running"]).await.unwrap()).await;
    assert_eq!(id(&first), id(&second));
    assert_eq!(w.members().await, 1);
}

#[tokio::test]
async fn an_arrival_ends_after_an_hour() {
    let w = World::new().await;
    let token = w.arrive(kaede()).await;
    w.net.clock.advance(ARRIVAL_FOR);
    assert!(matches!(w.net.service.oidc_arrival(&token).await, Err(Fault::NotFound)));
    assert_eq!(w.members().await, 0);
}

#[tokio::test]
async fn an_address_that_is_not_verified_is_not_registered_and_one_can_be_added() {
    let w = World::new().await;
    let token = w.arrive(kaede_but(json!({ "email_verified": false }))).await;
    assert_eq!(w.net.service.oidc_arrival(&token).await.unwrap().mail, None);
    let opened = w.accept(&token, &["running"]).await.unwrap();
    let viewer = w.viewer(&opened).await;
    let s = &w.net.service;
    assert!(s.addresses(&viewer).await.unwrap().all.is_empty());

    // The first address has no other one to be confirmed from.
    let request = s.ask_address(&viewer, "kaede@example.com").await.unwrap();
    let mails = w.mails().await;
    assert_eq!(mails.iter().map(|mail| mail.to.as_str()).collect::<Vec<_>>(), ["kaede@example.com"]);
    let link = mails[0].body.split("/addresses/new/").nth(1).unwrap().split_whitespace().next().unwrap();
    s.prove_address_by_link(link).await.unwrap();
    assert_eq!(s.address_request(&viewer, request).await.unwrap().proof, AttemptState::Used);
    let all = s.addresses(&viewer).await.unwrap().all;
    assert_eq!(all.len(), 1);
    assert!(all[0].is_primary && all[0].verified_at.is_some());
}

#[tokio::test]
async fn a_provider_trusted_for_mail_need_not_say_that_it_verified() {
    let w = World::with(|config| config.trusts_mail = true).await;
    let token = w.arrive(kaede_but(json!({ "email_verified": null }))).await;
    let mail = w.net.service.oidc_arrival(&token).await.unwrap().mail;
    assert_eq!(mail.unwrap().as_str(), "kaede@co.example.jp");
    let named = w.sign_in(kaede_but(json!({ "sub": "b", "email": "no address" }))).await.unwrap();
    assert!(matches!(named, OidcEntered::Arrived { .. }), "what is no address is none");
}
