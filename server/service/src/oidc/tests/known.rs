//! Whose account it is.
use serde_json::json;
use types::member::{MemberState, Relationship};

use super::{World, id, kaede, kaede_but};
use crate::testing::member_at;
use crate::viewer::Viewer;

/// A member with the address of the account.
async fn member(w: &World, relationship: Relationship) -> Viewer {
    member_at(&w.net.service, "kaede@co.example.jp", ["神谷", "楓"], relationship, &[]).await
}

#[tokio::test]
async fn a_member_is_found_by_the_verified_address_told_so_and_known_from_then_on() {
    let w = World::new().await;
    let member = member(&w, Relationship::Alumnus).await;
    let opened = w.enter(kaede()).await;
    assert_eq!((id(&w.viewer(&opened).await), opened.go_to.as_str()), (id(&member), "/events?view=past"));
    let mails = w.mails().await;
    assert_eq!(mails.len(), 1);
    assert!(mails[0].to == "kaede@co.example.jp" && mails[0].body.contains("会社のアカウント"));
    let moved = w.enter(kaede_but(json!({ "email": "new@co.example.jp" }))).await;
    assert_eq!(id(&w.viewer(&moved).await), id(&member), "an account is known by its subject");
    assert_eq!(w.mails().await.len(), 1, "told once");
    assert_eq!(w.members().await, 1);
}

#[tokio::test]
async fn nobody_takes_a_member_over_by_an_address_that_is_not_verified() {
    let w = World::new().await;
    let victim = member(&w, Relationship::Employee).await;
    for claim in [json!(false), json!("false"), json!(null)] {
        let token = w.arrive(kaede_but(json!({ "email_verified": claim }))).await;
        assert_eq!(w.net.service.oidc_arrival(&token).await.unwrap().mail, None);
    }
    let token = w.arrive(kaede_but(json!({ "email_verified": null }))).await;
    let newcomer = w.viewer(&w.accept(&token, &["running"]).await.unwrap()).await;
    assert_ne!(id(&newcomer), id(&victim));
    assert!(
        w.net.service.addresses(&newcomer).await.unwrap().all.is_empty(),
        "the address stays the other's"
    );
    assert!(w.mails().await.is_empty());
}

#[tokio::test]
async fn an_address_given_to_somebody_else_does_not_lead_to_whoever_had_it() {
    let w = World::new().await;
    let before = member(&w, Relationship::Alumnus).await;
    w.enter(kaede()).await;
    let token = w.arrive(kaede_but(json!({ "sub": "another kaede" }))).await;
    assert_eq!(w.net.service.oidc_arrival(&token).await.unwrap().mail, None);
    let after = w.viewer(&w.accept(&token, &["running"]).await.unwrap()).await;
    assert_ne!(id(&after), id(&before));
}

#[tokio::test]
async fn whoever_left_the_network_arrives_anew() {
    let w = World::new().await;
    let member = member(&w, Relationship::Employee).await;
    w.enter(kaede()).await;
    let sql = "UPDATE member SET state = $1 WHERE id = $2";
    let store::Db::Sqlite { write, .. } = w.net.service.db() else { panic!("tests run on SQLite") };
    let left = MemberState::Left;
    sqlx::query::<sqlx::Sqlite>(sql).bind(left).bind(id(&member)).execute(write).await.unwrap();
    let token = w.arrive(kaede()).await;
    let again = w.viewer(&w.accept(&token, &["running"]).await.unwrap()).await;
    assert_ne!(id(&again), id(&member));
    assert_eq!(id(&w.viewer(&w.enter(kaede()).await).await), id(&again));
}
