//! SCIM over HTTP: the token, content types, entity tags, and what directories send.
use axum::http::StatusCode;
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE, ETAG, IF_MATCH, IF_NONE_MATCH, LOCATION, ORIGIN};
use axum_test::{TestRequest, TestResponse};
use serde_json::{Value, json};

use super::world::World;

const BEARER: &str = "Bearer scim-token-of-the-tests-0123456789";

impl World {
    fn scim(&self, method: &str, path: &str) -> TestRequest {
        let method = method.parse().unwrap();
        self.server.method(method, &format!("/scim/v2/{path}")).add_header(AUTHORIZATION, BEARER)
    }
}

fn body(response: &TestResponse) -> Value {
    serde_json::from_str(&response.text()).unwrap()
}

#[tokio::test]
async fn without_the_token_nothing_is_told() {
    let world = World::new(true).await;
    let office = world.sign_in("office").await;
    for (name, value) in
        [("authorization", "Bearer wrong"), ("authorization", "Basic x"), ("cookie", &office)]
    {
        for path in ["Users", "Schemas", "nowhere"] {
            let refused = world.server.get(&format!("/scim/v2/{path}")).add_header(name, value).await;
            assert_eq!(refused.status_code(), StatusCode::UNAUTHORIZED, "{value} {path}");
            assert_eq!(refused.header("www-authenticate"), "Bearer realm=\"scim\"");
            assert_eq!(body(&refused)["schemas"][0], "urn:ietf:params:scim:api:messages:2.0:Error");
        }
    }
}

#[tokio::test]
async fn parameters_that_cannot_be_read_are_refused_as_scim_refuses() {
    let world = World::new(true).await;
    for path in ["Users?count=many", "Groups?startIndex=x"] {
        let refused = world.scim("GET", path).await;
        assert_eq!(refused.status_code(), StatusCode::BAD_REQUEST, "{path}");
        assert_eq!(body(&refused)["scimType"], "invalidSyntax", "{path}");
    }
}

#[tokio::test]
async fn an_account_is_made_read_changed_and_removed() {
    let world = World::new(true).await;
    let user = json!({ "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "a@example.jp", "externalId": "E1" });
    // Programs send no origin; one of another site changes nothing without the token, and is not asked for.
    let made = world.scim("POST", "Users").add_header(ORIGIN, "https://idp.example").json(&user).await;
    assert_eq!(
        (made.status_code(), made.header(CONTENT_TYPE)),
        (StatusCode::CREATED, "application/scim+json".parse().unwrap())
    );
    assert_eq!(made.header(ETAG), "W/\"1\"");
    assert!(made.maybe_header("set-cookie").is_none());
    let place = made.header(LOCATION).to_str().unwrap().to_owned();
    assert_eq!(body(&made)["meta"]["location"], place);
    let path = place.split("/scim/v2/").nth(1).unwrap();

    let twice = world.scim("POST", "Users").json(&user).await;
    assert_eq!(
        (twice.status_code(), &body(&twice)["scimType"]),
        (StatusCode::CONFLICT, &json!("uniqueness"))
    );
    let same = world.scim("GET", path).add_header(IF_NONE_MATCH, "W/\"1\"").await;
    assert_eq!(same.status_code(), StatusCode::NOT_MODIFIED);
    let off = json!({ "Operations": [{ "op": "Replace", "path": "active", "value": "False" }] });
    let late = world.scim("PATCH", path).add_header(IF_MATCH, "W/\"7\"").json(&off).await;
    assert_eq!(late.status_code(), StatusCode::PRECONDITION_FAILED);
    let changed = world.scim("PATCH", path).json(&off).await;
    assert_eq!((changed.status_code(), changed.header(ETAG)), (StatusCode::OK, "W/\"2\"".parse().unwrap()));
    assert_eq!(body(&changed)["active"], false);

    let found = world
        .scim("GET", "Users")
        .add_query_param("filter", "userName eq \"A@example.jp\"")
        .add_query_param("attributes", "userName")
        .await;
    let found = body(&found);
    assert_eq!(
        (&found["totalResults"], &found["Resources"][0]["userName"]),
        (&json!(1), &json!("a@example.jp"))
    );
    assert!(found["Resources"][0].get("meta").is_none());
    let odd = world.scim("GET", "Users").add_query_param("filter", "userName co \"a\"").await;
    assert_eq!(body(&odd)["scimType"], "invalidFilter");
    let broken = world.scim("PUT", path).text("{").await;
    assert_eq!(
        (broken.status_code(), &body(&broken)["scimType"]),
        (StatusCode::BAD_REQUEST, &json!("invalidSyntax"))
    );

    assert_eq!(world.scim("DELETE", path).await.status_code(), StatusCode::NO_CONTENT);
    let gone = world.scim("GET", path).await;
    assert_eq!((gone.status_code(), &body(&gone)["status"]), (StatusCode::NOT_FOUND, &json!("404")));
    assert_eq!(world.scim("PUT", "Schemas").await.status_code(), StatusCode::METHOD_NOT_ALLOWED);
}

#[tokio::test]
async fn what_is_offered_is_told() {
    let world = World::new(true).await;
    let config = body(&world.scim("GET", "ServiceProviderConfig").await);
    assert_eq!((&config["patch"]["supported"], &config["bulk"]["supported"]), (&json!(true), &json!(false)));
    for (path, total) in [("ResourceTypes", 2), ("Schemas", 2)] {
        assert_eq!(body(&world.scim("GET", path).await)["totalResults"], total, "{path}");
        let filtered = world.scim("GET", path).add_query_param("filter", "id eq \"User\"").await;
        assert_eq!(filtered.status_code(), StatusCode::FORBIDDEN);
    }
    let schema = world.scim("GET", "Schemas/urn:ietf:params:scim:schemas:core:2.0:Group").await;
    assert_eq!(body(&schema)["name"], "Group");
}

#[tokio::test]
async fn a_group_says_where_its_members_are() {
    let world = World::new(true).await;
    let user = body(&world.scim("POST", "Users").json(&json!({ "userName": "a" })).await);
    let members = json!([{ "value": user["id"] }]);
    let group =
        world.scim("POST", "Groups").json(&json!({ "displayName": "開発", "members": members })).await;
    assert_eq!(group.status_code(), StatusCode::CREATED);
    let group = body(&group);
    assert_eq!(group["members"][0]["$ref"], user["meta"]["location"]);
    let path = format!("Groups/{}", group["id"].as_str().unwrap());
    let less = world.scim("GET", &path).add_query_param("excludedAttributes", "members").await;
    assert!(body(&less).get("members").is_none());
    let search = json!({ "filter": "displayName eq \"開発\"", "attributes": ["displayName"] });
    assert_eq!(body(&world.scim("POST", "Groups/.search").json(&search).await)["totalResults"], 1);
}
