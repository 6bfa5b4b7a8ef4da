//! What a client reads to learn what is offered (RFC 7643, 5 to 7; RFC 7644, 4).
use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use axum::response::Response;
use pages::App;
use serde_json::{Value, json};
use service::scim::json::Object;
use service::scim::{COUNT_MAX, Listed, ScimError};

use super::answer::{self, Wanted, answer as ok, place};

const CORE: &str = "urn:ietf:params:scim:schemas:core:2.0:";

pub async fn config(State(app): State<App>) -> Response {
    let no = json!({ "supported": false });
    ok(
        StatusCode::OK,
        &json!({
            "schemas": [format!("{CORE}ServiceProviderConfig")],
            "patch": { "supported": true },
            "bulk": { "supported": false, "maxOperations": 0, "maxPayloadSize": 0 },
            "filter": { "supported": true, "maxResults": COUNT_MAX },
            "changePassword": no,
            "sort": no,
            "etag": { "supported": true },
            "authenticationSchemes": [{
                "type": "oauthbearertoken",
                "name": "Bearer token",
                "description": "The token that is configured as scim_token",
                "specUri": "https://www.rfc-editor.org/info/rfc6750",
                "primary": true,
            }],
            "meta": {
                "resourceType": "ServiceProviderConfig",
                "location": place(&app, "ServiceProviderConfig"),
            },
        }),
    )
}

pub async fn resource_types(State(app): State<App>, RawQuery(query): RawQuery) -> Response {
    listed(query.as_deref(), vec![type_of(&app, "User"), type_of(&app, "Group")])
}

pub async fn resource_type(State(app): State<App>, Path(id): Path<String>) -> Response {
    match ["User", "Group"].into_iter().find(|name| *name == id) {
        Some(name) => ok(StatusCode::OK, &type_of(&app, name)),
        None => answer::error(&ScimError::NotFound),
    }
}

pub async fn schemas(State(app): State<App>, RawQuery(query): RawQuery) -> Response {
    listed(query.as_deref(), vec![user(&app), group(&app)])
}

pub async fn schema(State(app): State<App>, Path(id): Path<String>) -> Response {
    match id.strip_prefix(CORE) {
        Some("User") => ok(StatusCode::OK, &user(&app)),
        Some("Group") => ok(StatusCode::OK, &group(&app)),
        _ => answer::error(&ScimError::NotFound),
    }
}

/// All of them; to filter is forbidden (RFC 7644, 4).
fn listed(query: Option<&str>, all: Vec<Value>) -> Response {
    if query.is_some_and(|query| query.split('&').any(|pair| pair.starts_with("filter="))) {
        return answer::refusal(StatusCode::FORBIDDEN, None, "filters are not offered here");
    }
    let items: Vec<Object> = all.into_iter().filter_map(|item| item.as_object().cloned()).collect();
    let total = i64::try_from(items.len()).unwrap_or_default();
    answer::list(Listed { total, start: 1, items }, &Wanted::default())
}

fn type_of(app: &App, name: &str) -> Value {
    json!({
        "schemas": [format!("{CORE}ResourceType")],
        "id": name,
        "name": name,
        "endpoint": format!("/{name}s"),
        "description": if name == "User" { "An account of the directory" } else { "A group of accounts" },
        "schema": format!("{CORE}{name}"),
        "meta": { "resourceType": "ResourceType", "location": place(app, &format!("ResourceTypes/{name}")) },
    })
}

fn user(app: &App) -> Value {
    let name = [
        text("formatted", "The whole name"),
        text("familyName", "The family name"),
        text("givenName", "The given name"),
    ];
    let email = [
        with(text("value", "The address"), json!({ "required": true })),
        text("display", "What it is called"),
        text("type", "What it is for"),
        with(text("primary", "Whether it is the first to be used"), json!({ "type": "boolean" })),
    ];
    let user_name = json!({ "required": true, "uniqueness": "server" });
    let attributes = [
        with(text("userName", "The name it signs in by in the directory"), user_name),
        with(text("name", "The parts of the name"), json!({ "type": "complex", "subAttributes": name })),
        text("displayName", "The name shown in the directory"),
        with(text("active", "Whether it can be used in the directory"), json!({ "type": "boolean" })),
        with(
            text("emails", "Mail addresses"),
            json!({ "type": "complex", "multiValued": true, "subAttributes": email }),
        ),
    ];
    schema_of(app, "User", "An account of the directory", &attributes)
}

fn group(app: &App) -> Value {
    let once = json!({ "mutability": "immutable" });
    let member = [
        with(text("value", "The id of the account"), once.clone()),
        with(
            text("$ref", "Where the account is"),
            json!({ "type": "reference", "referenceTypes": ["User"], "mutability": "immutable", "caseExact": true }),
        ),
        with(text("type", "What it is"), json!({ "canonicalValues": ["User"], "mutability": "immutable" })),
    ];
    let attributes = [
        with(text("displayName", "The name of the group"), json!({ "required": true })),
        with(
            text("members", "Accounts in the group"),
            json!({ "type": "complex", "multiValued": true, "subAttributes": member }),
        ),
    ];
    schema_of(app, "Group", "A group of accounts", &attributes)
}

fn schema_of(app: &App, name: &str, description: &str, attributes: &[Value]) -> Value {
    let id = format!("{CORE}{name}");
    json!({
        "schemas": [format!("{CORE}Schema")],
        "id": id,
        "name": name,
        "description": description,
        "attributes": attributes,
        "meta": { "resourceType": "Schema", "location": place(app, &format!("Schemas/{id}")) },
    })
}

/// A text, one, optional, in any case.
fn text(name: &str, description: &str) -> Value {
    json!({
        "name": name,
        "type": "string",
        "multiValued": false,
        "description": description,
        "required": false,
        "caseExact": false,
        "mutability": "readWrite",
        "returned": "default",
        "uniqueness": "none",
    })
}

/// The attribute where it is not an ordinary text.
fn with(mut attribute: Value, differs: Value) -> Value {
    if let (Some(attribute), Value::Object(differs)) = (attribute.as_object_mut(), differs) {
        attribute.extend(differs);
    }
    attribute
}
