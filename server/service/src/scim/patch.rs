//! Changing a part of a resource (RFC 7644, 3.5.2), as Entra ID and Okta ask for it.
//!
//! Entra ID writes `Add` for `add`, `"False"` for `false`, dotted names as keys, and the members to take away as a value
//! instead of a filter. What is no attribute here is passed over: directories send more than anybody keeps.
use serde_json::Value;

use super::ScimError;
use super::filter::{self, Equals, holds};
use super::json::{self, Object};

/// Operations in one call.
const OPERATIONS_MAX: usize = 1000;

/// What an attribute holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// One value.
    One,
    /// Named parts.
    Parts,
    /// A list of items.
    Items,
    /// What is ours to say.
    Ours,
}

/// The attributes of a resource.
pub type Attributes = &'static [(&'static str, Holds)];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verb {
    Add,
    Replace,
    Remove,
}

/// `emails[type eq "work"].value`
#[derive(Clone, Debug, PartialEq)]
struct Path {
    attribute: String,
    filter: Option<Vec<Equals>>,
    part: Option<String>,
}

/// Applies the operations of `body` to `resource`.
///
/// # Errors
/// An operation cannot be read or done.
pub fn apply(resource: &mut Object, attributes: Attributes, body: &Object) -> Result<(), ScimError> {
    let operations = json::items(body, "Operations")?;
    if operations.is_empty() || operations.len() > OPERATIONS_MAX {
        let text = format!("Operations holds none, or more than {OPERATIONS_MAX}");
        return Err(ScimError::InvalidSyntax(text));
    }
    for operation in &operations {
        let verb = verb(operation)?;
        let value = operation.get("value").cloned().unwrap_or(Value::Null);
        match operation.get("path") {
            None | Some(Value::Null) => whole(resource, attributes, verb, value)?,
            Some(Value::String(path)) => at(resource, attributes, verb, path, value)?,
            Some(other) => return Err(ScimError::InvalidPath(other.to_string())),
        }
    }
    Ok(())
}

fn verb(operation: &Object) -> Result<Verb, ScimError> {
    let text = json::text(operation, "op")?;
    match text.to_ascii_lowercase().as_str() {
        "add" => Ok(Verb::Add),
        "replace" => Ok(Verb::Replace),
        "remove" => Ok(Verb::Remove),
        _ => Err(ScimError::InvalidSyntax(format!("unknown op {text:?}"))),
    }
}

/// Without a path, each key of the value is one.
fn whole(resource: &mut Object, attributes: Attributes, verb: Verb, value: Value) -> Result<(), ScimError> {
    let Value::Object(value) = value else {
        let text = "an operation without a path needs an object as its value";
        return Err(if verb == Verb::Remove {
            ScimError::NoTarget(String::new())
        } else {
            ScimError::value(text)
        });
    };
    if verb == Verb::Remove {
        return Err(ScimError::NoTarget(String::new()));
    }
    for (key, value) in value {
        // Whole resources are sent with what is ours in them.
        if kind(attributes, &key) != Some(Holds::Ours) {
            at(resource, attributes, verb, &key, value)?;
        }
    }
    Ok(())
}

fn at(
    resource: &mut Object,
    attributes: Attributes,
    verb: Verb,
    path: &str,
    value: Value,
) -> Result<(), ScimError> {
    let path = Path::parse(path)?;
    match kind(attributes, &path.attribute) {
        None => Ok(()),
        Some(Holds::Ours) => Err(ScimError::Mutability(path.attribute)),
        Some(Holds::One) => {
            set(resource, &path.attribute, verb, value);
            Ok(())
        }
        Some(Holds::Parts) => parts(resource, &path, verb, value),
        Some(Holds::Items) => items(resource, &path, verb, value),
    }
}

fn kind(attributes: Attributes, name: &str) -> Option<Holds> {
    attributes.iter().find(|(known, _)| *known == name).map(|(_, kind)| *kind)
}

fn set(object: &mut Object, name: &str, verb: Verb, value: Value) {
    if verb == Verb::Remove || value.is_null() {
        object.remove(name);
    } else {
        object.insert(name.to_owned(), value);
    }
}

fn parts(resource: &mut Object, path: &Path, verb: Verb, value: Value) -> Result<(), ScimError> {
    if path.filter.is_some() {
        return Err(ScimError::InvalidFilter);
    }
    let mut object = match resource.remove(&path.attribute) {
        Some(Value::Object(object)) => object,
        _ => Object::new(),
    };
    match (&path.part, verb, value) {
        (Some(part), verb, value) => set(&mut object, part, verb, value),
        (None, Verb::Remove, _) => object.clear(),
        (None, _, Value::Object(new)) => merge(&mut object, new),
        (None, ..) => return Err(ScimError::value(format!("{} is no object", path.attribute))),
    }
    if !object.is_empty() {
        resource.insert(path.attribute.clone(), Value::Object(object));
    }
    Ok(())
}

fn merge(object: &mut Object, new: Object) {
    for (key, value) in new {
        set(object, &key, Verb::Replace, value);
    }
}

fn items(resource: &mut Object, path: &Path, verb: Verb, value: Value) -> Result<(), ScimError> {
    let mut items = json::items(resource, &path.attribute)?;
    let changed = match (&path.filter, &path.part) {
        (None, None) => whole_list(&mut items, &path.attribute, verb, value)?,
        _ => some_items(&mut items, path, verb, value)?,
    };
    // One is the primary one: the last that was made so.
    if changed.iter().any(|i| is_primary(&items[*i])) {
        for (i, item) in items.iter_mut().enumerate() {
            if !changed.contains(&i) && is_primary(item) {
                item.insert("primary".to_owned(), Value::Bool(false));
            }
        }
    }
    if items.is_empty() {
        resource.remove(&path.attribute);
    } else {
        let items = items.into_iter().map(Value::Object).collect();
        resource.insert(path.attribute.clone(), Value::Array(items));
    }
    Ok(())
}

fn is_primary(item: &Object) -> bool {
    item.get("primary").is_some_and(|value| json::truth(value, "primary").unwrap_or(false))
}

/// Changes the list; which items changed.
fn whole_list(
    items: &mut Vec<Object>,
    name: &str,
    verb: Verb,
    value: Value,
) -> Result<Vec<usize>, ScimError> {
    let holder = Object::from_iter([(name.to_owned(), value)]);
    let sent = json::items(&holder, name)?;
    match verb {
        Verb::Remove if sent.is_empty() => items.clear(),
        Verb::Remove => items.retain(|item| !sent.iter().any(|it| it.get("value") == item.get("value"))),
        Verb::Replace => *items = sent,
        Verb::Add => {
            let before = items.len();
            for item in sent {
                if !items.contains(&item) {
                    items.push(item);
                }
            }
            return Ok((before..items.len()).collect());
        }
    }
    Ok(Vec::new())
}

/// Changes the items that are meant; which they are.
fn some_items(
    items: &mut Vec<Object>,
    path: &Path,
    verb: Verb,
    value: Value,
) -> Result<Vec<usize>, ScimError> {
    let filter = path.filter.as_deref().unwrap_or_default();
    let mut meant: Vec<usize> = (0..items.len()).filter(|i| holds(filter, &items[*i])).collect();
    if meant.is_empty() && verb == Verb::Add {
        // Entra ID adds a work address by naming the one that is not there yet.
        let new = filter.iter().map(|it| (it.attribute.clone(), it.value.clone()));
        items.push(new.collect());
        meant.push(items.len() - 1);
    }
    if meant.is_empty() {
        // Taking away what is not there is done.
        return if verb == Verb::Remove {
            Ok(meant)
        } else {
            Err(ScimError::NoTarget(path.attribute.clone()))
        };
    }
    match (&path.part, verb, value) {
        (None, Verb::Remove, _) => {
            let mut at = 0..;
            items.retain(|_| !at.next().is_some_and(|i| meant.contains(&i)));
            return Ok(Vec::new());
        }
        (None, _, Value::Object(new)) => {
            for i in &meant {
                merge(&mut items[*i], new.clone());
            }
        }
        (None, ..) => return Err(ScimError::value(format!("{} is no object", path.attribute))),
        (Some(part), verb, value) => {
            for i in &meant {
                set(&mut items[*i], part, verb, value.clone());
            }
        }
    }
    Ok(meant)
}

impl Path {
    fn parse(text: &str) -> Result<Self, ScimError> {
        let wrong = || ScimError::InvalidPath(text.to_owned());
        let path = without_urn(text.trim());
        if path.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("urn:")) {
            // What belongs to an extension is none of the attributes here, whatever it is called.
            return Ok(Self { attribute: path.to_owned(), filter: None, part: None });
        }
        let (attribute, filter, rest) = match path.split_once('[') {
            Some((attribute, rest)) => {
                let (inside, rest) = rest.rsplit_once(']').ok_or_else(wrong)?;
                (attribute, Some(filter::parse(inside)?), rest)
            }
            None => match path.split_once('.') {
                Some((attribute, _)) => (attribute, None, &path[attribute.len()..]),
                None => (path, None, ""),
            },
        };
        let part = match rest.strip_prefix('.') {
            Some(part) if is_name(part) => Some(json::name(part)),
            None if rest.is_empty() => None,
            _ => return Err(wrong()),
        };
        if is_name(attribute) {
            Ok(Self { attribute: json::name(attribute), filter, part })
        } else {
            Err(wrong())
        }
    }
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '$' | '-' | '_'))
}

/// The path without the name of a core schema before it.
fn without_urn(path: &str) -> &str {
    const CORE: [&str; 2] =
        ["urn:ietf:params:scim:schemas:core:2.0:User:", "urn:ietf:params:scim:schemas:core:2.0:Group:"];
    let strip = |urn: &str| {
        path.get(..urn.len()).filter(|it| it.eq_ignore_ascii_case(urn)).map(|_| &path[urn.len()..])
    };
    CORE.iter().find_map(|urn| strip(urn)).unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const ATTRIBUTES: Attributes = &[
        ("id", Holds::Ours),
        ("active", Holds::One),
        ("userName", Holds::One),
        ("name", Holds::Parts),
        ("emails", Holds::Items),
        ("members", Holds::Items),
    ];

    fn after(resource: Value, operations: Value) -> Result<Value, ScimError> {
        let Value::Object(mut resource) = resource else { panic!("an object") };
        let body = json::spelt(json!({ "Operations": operations }));
        apply(&mut resource, ATTRIBUTES, body.as_object().unwrap())?;
        Ok(Value::Object(resource))
    }

    #[test]
    fn what_entra_id_sends_is_done() {
        let user =
            json!({ "userName": "a", "active": true, "emails": [{ "type": "work", "value": "a@x.jp" }] });
        let done = after(
            user.clone(),
            json!([
                { "op": "Replace", "path": "active", "value": "False" },
                { "op": "Add", "path": "name.familyName", "value": "林" },
                { "op": "Replace", "path": "emails[type eq \"work\"].value", "value": "b@x.jp" },
                { "op": "Add", "path": "emails[type eq \"home\"].value", "value": "c@x.jp" },
                { "op": "Add", "path": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department", "value": "開発" },
                { "op": "replace", "value": { "name.givenName": "由紀子", "id": "ours", "nickName": "ゆき" } }
            ]),
        );
        let expected = json!({
            "userName": "a", "active": "False", "name": { "familyName": "林", "givenName": "由紀子" },
            "emails": [{ "type": "work", "value": "b@x.jp" }, { "type": "home", "value": "c@x.jp" }],
        });
        assert_eq!(done.unwrap(), expected);
    }

    #[test]
    fn members_come_and_go_as_directories_ask() {
        let group = json!({ "members": [{ "value": "1" }, { "value": "2" }, { "value": "3" }] });
        let left = |operations| {
            let group = after(group.clone(), operations).unwrap();
            let members = group["members"].as_array().cloned().unwrap_or_default();
            members.iter().map(|it| it["value"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(
            left(json!([{ "op": "Add", "path": "members", "value": [{ "value": "3" }, { "value": "4" }] }])),
            ["1", "2", "3", "4"]
        );
        assert_eq!(left(json!([{ "op": "remove", "path": "members[value eq \"2\"]" }])), ["1", "3"]);
        assert_eq!(
            left(json!([{ "op": "Remove", "path": "members", "value": [{ "value": "1" }] }])),
            ["2", "3"]
        );
        assert_eq!(left(json!([{ "op": "replace", "path": "members", "value": [{ "value": "9" }] }])), ["9"]);
        assert_eq!(left(json!([{ "op": "remove", "path": "members" }])), Vec::<String>::new());
    }

    #[test]
    fn a_new_primary_address_is_the_only_one() {
        let user = json!({ "emails": [{ "value": "a", "primary": true }, { "value": "b", "type": "home" }] });
        let done = after(
            user,
            json!([{ "op": "replace", "path": "emails[type eq \"home\"].primary", "value": true }]),
        );
        assert_eq!(done.unwrap()["emails"][0]["primary"], false);
    }

    #[test]
    fn what_cannot_be_done_is_named() {
        let kind =
            |operation: Value| after(json!({ "userName": "a" }), json!([operation])).unwrap_err().kind().1;
        assert_eq!(kind(json!({ "op": "replace", "path": "id", "value": "x" })), Some("mutability"));
        assert_eq!(
            kind(json!({ "op": "replace", "path": "emails[type eq \"work\"].value", "value": "x" })),
            Some("noTarget")
        );
        assert_eq!(kind(json!({ "op": "remove" })), Some("noTarget"));
        assert_eq!(
            kind(json!({ "op": "replace", "path": "emails[type", "value": "x" })),
            Some("invalidPath")
        );
        assert_eq!(kind(json!({ "op": "replace", "path": "a b", "value": "x" })), Some("invalidPath"));
        assert_eq!(kind(json!({ "op": "move", "path": "active" })), Some("invalidSyntax"));
        assert_eq!(kind(json!({ "op": "add", "value": "x" })), Some("invalidValue"));
        assert!(after(json!({}), json!([])).is_err());
    }
}
