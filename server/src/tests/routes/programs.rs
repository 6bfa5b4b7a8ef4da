//! Programs in the cast: what each proves itself by, and what there is for it.
use axum::http::StatusCode;
use serde_json::{Value, json};
use types::time::Stamp;

use crate::tests::world::{HANDOVER_SECRET, SCIM_TOKEN, World};

/// Headers by which a program proves itself that sends `text` at `now`; none for people.
pub fn proof(who: &str, text: &str, now: Stamp) -> Vec<(&'static str, String)> {
    match who {
        "directory" => vec![("authorization", format!("Bearer {SCIM_TOKEN}"))],
        "personnel" => {
            let seconds = (now.0 / Stamp::SECOND).to_string();
            let signature = service::handover::webhook::sign(HANDOVER_SECRET, &seconds, text.as_bytes());
            vec![("x-enishi-timestamp", seconds), ("x-enishi-signature", format!("sha256={signature}"))]
        }
        _ => Vec::new(),
    }
}

/// What the directory has, and what its routes with parameters lead to.
pub async fn values(world: &World) -> Vec<(&'static str, Vec<String>)> {
    let add = async |kind: &str, what: Value| {
        let request = world.server.post(&format!("/scim/v2/{kind}"));
        let made = request.add_header("authorization", format!("Bearer {SCIM_TOKEN}")).json(&what).await;
        assert_eq!(made.status_code(), StatusCode::CREATED, "{}", made.text());
        made.json::<Value>()["id"].as_str().unwrap().to_owned()
    };
    let user = add("Users", json!({ "userName": "kuga@example.com" })).await;
    let group = add("Groups", json!({ "displayName": "開発", "members": [{ "value": user }] })).await;
    vec![
        ("@user", vec![user.clone()]),
        ("/scim/v2/Groups/", vec![group]),
        ("/scim/v2/ResourceTypes/", vec!["User".into()]),
        ("/scim/v2/Schemas/", vec!["urn:ietf:params:scim:schemas:core:2.0:User".into()]),
        ("/scim/v2/Users/", vec![user]),
        ("/scim/v2/{*rest}", vec!["nowhere".into()]),
    ]
}
