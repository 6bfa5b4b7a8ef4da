//! Answers: `application/scim+json`, entity tags, lists, and errors that say what was wrong (RFC 7644, 3).
use axum::extract::rejection::QueryRejection;
use axum::extract::{self, FromRequestParts};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_MATCH, IF_NONE_MATCH, LOCATION};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use pages::App;
use serde::Deserialize;
use serde_json::{Value, json};
use service::scim::json::{Object, name};
use service::scim::{ListQuery, Listed, ScimError, etag, instant};
use types::time::Stamp;

const ERROR: &str = "urn:ietf:params:scim:api:messages:2.0:Error";
const LIST: &str = "urn:ietf:params:scim:api:messages:2.0:ListResponse";

/// Which attributes of a resource are wanted (RFC 7644, 3.9).
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Wanted {
    attributes: Option<String>,
    excluded_attributes: Option<String>,
}

/// What stands beside the attributes of a resource.
#[derive(Clone, Debug)]
pub struct About {
    /// `User` or `Group`; its place is the plural of it.
    pub kind: &'static str,
    /// Which.
    pub id: String,
    /// Its version.
    pub version: i64,
    /// When it was made.
    pub created: Stamp,
    /// When it changed last.
    pub changed: Stamp,
}

/// Parameters of the address; a directory that spells them wrong reads in SCIM's way what was wrong.
#[derive(Debug, FromRequestParts)]
#[from_request(via(extract::Query), rejection(BadQuery))]
pub struct Query<T>(pub T);

/// Parameters that cannot be read.
pub struct BadQuery(QueryRejection);

impl From<QueryRejection> for BadQuery {
    fn from(rejection: QueryRejection) -> Self {
        Self(rejection)
    }
}

impl IntoResponse for BadQuery {
    fn into_response(self) -> Response {
        error(&ScimError::InvalidSyntax(self.0.body_text()))
    }
}

/// A list asked for by POST (RFC 7644, 3.4.3).
///
/// # Errors
/// The body is not one.
pub fn search(body: &[u8]) -> Result<(ListQuery, Wanted), ScimError> {
    #[derive(Default, Deserialize)]
    #[serde(default, rename_all = "camelCase")]
    struct Search {
        #[serde(flatten)]
        query: ListQuery,
        attributes: Vec<String>,
        excluded_attributes: Vec<String>,
    }
    let search: Search =
        serde_json::from_slice(body).map_err(|error| ScimError::InvalidSyntax(error.to_string()))?;
    let joined = |names: Vec<String>| (!names.is_empty()).then(|| names.join(","));
    let (attributes, excluded_attributes) = (joined(search.attributes), joined(search.excluded_attributes));
    Ok((search.query, Wanted { attributes, excluded_attributes }))
}

impl About {
    /// The address of the resource.
    pub fn location(&self, app: &App) -> String {
        place(app, &format!("{}s/{}", self.kind, self.id))
    }

    /// The whole resource.
    pub fn whole(&self, app: &App, mut object: Object) -> Object {
        let schema = format!("urn:ietf:params:scim:schemas:core:2.0:{}", self.kind);
        object.insert("schemas".to_owned(), json!([schema]));
        object.insert("id".to_owned(), self.id.clone().into());
        let meta = json!({
            "resourceType": self.kind,
            "created": instant(self.created),
            "lastModified": instant(self.changed),
            "location": self.location(app),
            "version": etag(self.version),
        });
        object.insert("meta".to_owned(), meta);
        object
    }
}

/// The address of something of ours.
pub fn place(app: &App, path: &str) -> String {
    app.service.config().url(&format!("/scim/v2/{path}"))
}

/// A resource, or that the client has it already.
pub fn resource(
    app: &App,
    headers: &HeaderMap,
    status: StatusCode,
    about: &About,
    object: Object,
    wanted: &Wanted,
) -> Response {
    let tag = etag(about.version);
    let known = headers.get(IF_NONE_MATCH).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if status == StatusCode::OK && known.split(',').any(|it| it.trim() == tag) {
        return (StatusCode::NOT_MODIFIED, [(ETAG, tag)]).into_response();
    }
    let mut response = answer(status, &Value::Object(wanted.keep(about.whole(app, object))));
    let location = about.location(app);
    for (name, value) in [(ETAG, tag), (LOCATION, location)] {
        response.headers_mut().extend(HeaderValue::from_str(&value).ok().map(|value| (name, value)));
    }
    response
}

/// A list of whole resources.
pub fn list(listed: Listed<Object>, wanted: &Wanted) -> Response {
    let items: Vec<Value> = listed.items.into_iter().map(|item| Value::Object(wanted.keep(item))).collect();
    let list = json!({
        "schemas": [LIST],
        "totalResults": listed.total,
        "startIndex": listed.start,
        "itemsPerPage": items.len(),
        "Resources": items,
    });
    answer(StatusCode::OK, &list)
}

/// An error; what is ours alone is logged, not told.
pub fn error(error: &ScimError) -> Response {
    let (status, kind) = error.kind();
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    if status.is_server_error() {
        tracing::error!(error = ?error, "a call of the directory failed inside");
        return refusal(status, None, "something inside failed");
    }
    refusal(status, kind, &error.to_string())
}

/// An error of this status.
pub fn refusal(status: StatusCode, kind: Option<&str>, detail: &str) -> Response {
    let mut body = json!({ "schemas": [ERROR], "status": status.as_str(), "detail": detail });
    if let (Some(kind), Some(body)) = (kind, body.as_object_mut()) {
        body.insert("scimType".to_owned(), kind.into());
    }
    answer(status, &body)
}

/// JSON of this status.
pub fn answer(status: StatusCode, body: &Value) -> Response {
    let headers = [(CONTENT_TYPE, "application/scim+json"), (CACHE_CONTROL, "no-store")];
    (status, headers, body.to_string()).into_response()
}

/// The version a change is meant for.
pub fn if_match(headers: &HeaderMap) -> Option<&str> {
    headers.get(IF_MATCH).and_then(|value| value.to_str().ok())
}

impl Wanted {
    /// The wanted part of a resource; what says which it is always is.
    fn keep(&self, object: Object) -> Object {
        let is_always = |key: &str| matches!(key, "schemas" | "id");
        if let Some(names) = &self.attributes {
            let names = names_in(names);
            let mut kept = Object::new();
            for (key, value) in object {
                if is_always(&key) {
                    kept.insert(key, value);
                } else if let Some(part) = wanted(&names, &key, &value) {
                    kept.insert(key, part);
                }
            }
            return kept;
        }
        let excluded = names_in(self.excluded_attributes.as_deref().unwrap_or_default());
        let mut kept = object;
        for (attribute, part) in &excluded {
            match (part, kept.get_mut(attribute)) {
                (None, Some(_)) if !is_always(attribute) => {
                    kept.remove(attribute);
                }
                (Some(part), Some(Value::Object(object))) => {
                    object.remove(part);
                }
                (Some(part), Some(Value::Array(items))) => {
                    items.iter_mut().filter_map(Value::as_object_mut).for_each(|item| {
                        item.remove(part);
                    });
                }
                _ => {}
            }
        }
        kept
    }
}

/// As much of the attribute as is wanted.
fn wanted(names: &[(String, Option<String>)], key: &str, value: &Value) -> Option<Value> {
    let parts: Vec<_> = names.iter().filter(|(name, _)| name == key).map(|(_, part)| part).collect();
    if parts.is_empty() {
        return None;
    }
    if parts.iter().any(|part| part.is_none()) {
        return Some(value.clone());
    }
    let keep = |object: &Object| {
        let held = |key: &String| parts.iter().any(|part| part.as_ref() == Some(key));
        Value::Object(
            object.iter().filter(|(key, _)| held(key)).map(|(k, v)| (k.clone(), v.clone())).collect(),
        )
    };
    match value {
        Value::Object(object) => Some(keep(object)),
        Value::Array(items) => Some(items.iter().filter_map(Value::as_object).map(keep).collect()),
        _ => None,
    }
}

/// `userName,name.familyName`, with or without the schema before each.
fn names_in(text: &str) -> Vec<(String, Option<String>)> {
    let short = |sent: &str| {
        let urn = sent.to_ascii_lowercase().starts_with("urn:").then(|| sent.rsplit_once(':')).flatten();
        let sent = urn.map_or(sent, |(_, rest)| rest.strip_prefix("0:").unwrap_or(rest));
        match sent.split_once('.') {
            Some((attribute, part)) => (name(attribute), Some(name(part))),
            None => (name(sent), None),
        }
    };
    text.split(',').map(str::trim).filter(|name| !name.is_empty()).map(short).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(attributes: Option<&str>, excluded: Option<&str>) -> Value {
        let user = json!({
            "schemas": ["s"], "id": "1", "userName": "a", "name": { "familyName": "林", "givenName": "由紀子" },
            "emails": [{ "value": "a@x.jp", "type": "work" }],
        });
        let own = |text: Option<&str>| text.map(str::to_owned);
        let wanted = Wanted { attributes: own(attributes), excluded_attributes: own(excluded) };
        Value::Object(wanted.keep(user.as_object().unwrap().clone()))
    }

    #[test]
    fn what_is_not_wanted_is_left_out() {
        let urn = "urn:ietf:params:scim:schemas:core:2.0:User:USERNAME, name.familyname";
        let some = json!({ "schemas": ["s"], "id": "1", "userName": "a", "name": { "familyName": "林" } });
        assert_eq!(kept(Some(urn), None), some);
        let but = json!({ "schemas": ["s"], "id": "1", "userName": "a", "emails": [{ "value": "a@x.jp" }] });
        assert_eq!(kept(None, Some("name,emails.type,id")), but);
    }
}
