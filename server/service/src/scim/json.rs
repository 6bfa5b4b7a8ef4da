//! Reading what was sent: attribute names count in any case (RFC 7643, 2.1), and Entra ID writes booleans as texts.
use serde_json::{Map, Value};
use types::glyph::visible;

use super::ScimError;

/// Characters of the longest text.
const TEXT_MAX: usize = 256;

/// An object.
pub type Object = Map<String, Value>;

/// Names as they are spelt here.
const NAMES: &[&str] = &[
    "schemas",
    "id",
    "externalId",
    "meta",
    "userName",
    "name",
    "formatted",
    "familyName",
    "givenName",
    "displayName",
    "active",
    "emails",
    "value",
    "type",
    "primary",
    "display",
    "members",
    "$ref",
    "Operations",
    "op",
    "path",
];

/// The name as it is spelt here; one that is not known stays.
#[must_use]
pub fn name(sent: &str) -> String {
    NAMES.iter().find(|name| name.eq_ignore_ascii_case(sent)).map_or(sent, |name| name).to_owned()
}

/// The value with all names as they are spelt here.
#[must_use]
pub fn spelt(value: Value) -> Value {
    match value {
        Value::Object(map) => {
            Value::Object(map.into_iter().map(|(key, value)| (name(&key), spelt(value))).collect())
        }
        Value::Array(items) => Value::Array(items.into_iter().map(spelt).collect()),
        other => other,
    }
}

/// The object of a body.
///
/// # Errors
/// It is none.
pub fn object(body: &[u8]) -> Result<Object, ScimError> {
    let wrong = |error: String| ScimError::InvalidSyntax(error);
    match spelt(serde_json::from_slice(body).map_err(|error| wrong(error.to_string()))?) {
        Value::Object(object) => Ok(object),
        _ => Err(wrong("the body is no JSON object".to_owned())),
    }
}

/// What of a text can be seen, empty when it is absent.
///
/// # Errors
/// It is something else, or too long.
pub fn text(object: &Object, name: &str) -> Result<String, ScimError> {
    match object.get(name) {
        None | Some(Value::Null) => Ok(String::new()),
        Some(Value::String(text)) if text.chars().count() > TEXT_MAX => {
            Err(ScimError::value(format!("{name} is longer than {TEXT_MAX} characters")))
        }
        Some(Value::String(text)) => Ok(visible(text)),
        Some(_) => Err(ScimError::value(format!("{name} is no text"))),
    }
}

/// A truth value, be it written as a text.
///
/// # Errors
/// It is something else.
pub fn truth(value: &Value, name: &str) -> Result<bool, ScimError> {
    match value {
        Value::Bool(is) => Ok(*is),
        Value::String(text) if text.eq_ignore_ascii_case("true") => Ok(true),
        Value::String(text) if text.eq_ignore_ascii_case("false") => Ok(false),
        _ => Err(ScimError::value(format!("{name} is neither true nor false"))),
    }
}

/// The items of a multi-valued attribute; one alone counts as a list of it.
///
/// # Errors
/// An item is no object.
pub fn items(object: &Object, name: &str) -> Result<Vec<Object>, ScimError> {
    let list = match object.get(name) {
        None | Some(Value::Null) => Vec::new(),
        Some(Value::Array(items)) => items.clone(),
        Some(one) => vec![one.clone()],
    };
    let item = |value| match value {
        Value::Object(object) => Ok(object),
        _ => Err(ScimError::value(format!("{name} holds something that is no object"))),
    };
    list.into_iter().map(item).collect()
}
