//! Roles follow groups.
use serde_json::{Value, json};
use types::member::Relationship;
use types::role::{Role, Roles};

use super::{World, kaede_but};
use crate::testing::member_at;
use crate::viewer::{Me, Viewer};

fn in_groups(groups: Value) -> Value {
    kaede_but(json!({ "groups": groups }))
}

fn roles(viewer: &Viewer) -> Roles {
    viewer.me().map(|me: &Me| me.roles.clone()).unwrap()
}

async fn member(w: &World, mail: &str, roles: &[Role]) -> Viewer {
    member_at(&w.net.service, mail, ["神谷", "楓"], Relationship::Employee, roles).await
}

#[tokio::test]
async fn somebody_new_has_the_roles_of_the_groups_from_the_start() {
    let w = World::new().await;
    let token = w.arrive(in_groups(json!(["events", "desk", "football"]))).await;
    let viewer = w.viewer(&w.accept(&token, &["running"]).await.unwrap()).await;
    assert_eq!(roles(&viewer), Roles::of(&[Role::Office, Role::Host]));
}

#[tokio::test]
async fn roles_come_and_go_with_the_groups_and_end_other_sessions() {
    let w = World::new().await;
    member(&w, "office@example.jp", &[Role::Office]).await;
    member(&w, "kaede@co.example.jp", &[Role::Reviewer]).await;
    let first = w.enter(in_groups(json!([]))).await;
    assert_eq!(
        roles(&w.viewer(&first).await),
        Roles::of(&[Role::Reviewer]),
        "no group decides about that one"
    );
    let second = w.enter(in_groups(json!("desk"))).await;
    assert_eq!(roles(&w.viewer(&second).await), Roles::of(&[Role::Office, Role::Reviewer]));
    assert_eq!(w.viewer(&first).await, Viewer::Visitor, "opened under other rights");
    let third = w.enter(in_groups(json!(["desk"]))).await;
    assert!(w.viewer(&second).await.me().is_some(), "nothing changed");
    let unknown = kaede_but(json!({ "groups": null, "_claim_names": { "groups": "src1" } }));
    let fourth = w.enter(unknown).await;
    assert!(roles(&w.viewer(&fourth).await).has(Role::Office), "groups not said are not groups lost");
    let last = w.enter(in_groups(json!(["events"]))).await;
    assert_eq!(roles(&w.viewer(&last).await), Roles::of(&[Role::Reviewer, Role::Host]));
    assert_eq!(w.viewer(&third).await, Viewer::Visitor);

    let mut conn = w.net.service.db().read().await.unwrap();
    let audit = store::audit::page(&mut conn, types::id::AuditId::LAST, 100).await.unwrap();
    let changes: Vec<_> = audit.iter().filter(|row| row.action == "member.roles").collect();
    assert_eq!(changes.len(), 2);
    assert!(changes.iter().any(|row| row.detail.contains(r#""before":"office,reviewer""#)), "{changes:?}");
}

#[tokio::test]
async fn the_office_keeps_its_last_member() {
    let w = World::new().await;
    member(&w, "kaede@co.example.jp", &[Role::Office, Role::Host]).await;
    let opened = w.enter(in_groups(json!([]))).await;
    assert_eq!(roles(&w.viewer(&opened).await), Roles::of(&[Role::Office]));
    member(&w, "office@example.jp", &[Role::Office]).await;
    let opened = w.enter(in_groups(json!([]))).await;
    assert_eq!(roles(&w.viewer(&opened).await), Roles::default());
}

#[tokio::test]
async fn without_a_map_of_groups_roles_are_left_alone() {
    let w = World::with(|config| config.roles.clear()).await;
    member(&w, "kaede@co.example.jp", &[Role::Host]).await;
    let opened = w.enter(in_groups(json!(["desk"]))).await;
    assert_eq!(roles(&w.viewer(&opened).await), Roles::of(&[Role::Host]));
}
