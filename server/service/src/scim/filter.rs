//! Filters: `attribute eq value`, joined by `and` (RFC 7644, 3.4.2.2). What directories look for is one attribute.
use serde_json::Value;

use super::ScimError;
use super::json::{Object, name};

/// One comparison.
#[derive(Clone, Debug, PartialEq)]
pub struct Equals {
    /// The attribute, as it is spelt here.
    pub attribute: String,
    /// What it is compared with.
    pub value: Value,
}

/// Reads a filter.
///
/// # Errors
/// It is no filter, or one that is not supported.
pub fn parse(text: &str) -> Result<Vec<Equals>, ScimError> {
    let words = words(text).ok_or(ScimError::InvalidFilter)?;
    let mut all = Vec::new();
    for part in words.split(|word| word.eq_ignore_ascii_case("and")) {
        let [attribute, operator, value] = part else { return Err(ScimError::InvalidFilter) };
        if !operator.eq_ignore_ascii_case("eq") {
            return Err(ScimError::InvalidFilter);
        }
        let value = serde_json::from_str(&lower_constant(value)).map_err(|_| ScimError::InvalidFilter)?;
        let attribute = name(attribute.rsplit(':').next().unwrap_or(attribute));
        all.push(Equals { attribute, value });
    }
    Ok(all)
}

/// The one attribute that `text` looks for, and the text it is to be.
///
/// # Errors
/// As [`parse`], or it asks for more.
pub fn one_text(text: &str) -> Result<(String, String), ScimError> {
    match <[Equals; 1]>::try_from(parse(text)?) {
        Ok([Equals { attribute, value: Value::String(value) }]) => Ok((attribute, value)),
        _ => Err(ScimError::InvalidFilter),
    }
}

/// Whether an item of a multi-valued attribute is meant.
#[must_use]
pub fn holds(filter: &[Equals], item: &Object) -> bool {
    filter.iter().all(|it| item.get(&it.attribute).is_some_and(|value| same(value, &it.value)))
}

/// Texts are the same in any case.
fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::String(a), Value::String(b)) => a.to_lowercase() == b.to_lowercase(),
        (Value::Bool(a), Value::String(b)) | (Value::String(b), Value::Bool(a)) => {
            b.eq_ignore_ascii_case(if *a { "true" } else { "false" })
        }
        _ => a == b,
    }
}

/// `True` is `true`.
fn lower_constant(value: &str) -> String {
    if value.starts_with('"') { value.to_owned() } else { value.to_ascii_lowercase() }
}

/// Words between spaces; a quoted text is one word, quotes and all.
fn words(text: &str) -> Option<Vec<String>> {
    let (mut words, mut word, mut is_quoted, mut is_escaped) = (Vec::new(), String::new(), false, false);
    for c in text.chars() {
        if is_quoted {
            word.push(c);
            is_quoted = c != '"' || is_escaped;
            is_escaped = c == '\\' && !is_escaped;
        } else if c.is_whitespace() {
            if !word.is_empty() {
                words.push(std::mem::take(&mut word));
            }
        } else {
            is_quoted = c == '"';
            word.push(c);
        }
    }
    if !word.is_empty() {
        words.push(word);
    }
    (!is_quoted && !words.is_empty()).then_some(words)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_directories_send_is_read() {
        let one = |text: &str| {
            let all = parse(text).unwrap();
            (all[0].attribute.clone(), all[0].value.clone())
        };
        assert_eq!(one(r#"userName eq "a b@example.jp""#), ("userName".into(), json!("a b@example.jp")));
        assert_eq!(one(r#"USERNAME EQ "and \"x\"""#), ("userName".into(), json!("and \"x\"")));
        assert_eq!(one("primary eq True"), ("primary".into(), json!(true)));
        let urn = r#"urn:ietf:params:scim:schemas:core:2.0:User:externalId eq "1""#;
        assert_eq!(one(urn), ("externalId".into(), json!("1")));
        assert_eq!(parse(r#"type eq "work" and primary eq true"#).unwrap().len(), 2);
        for bad in [
            "",
            "userName",
            "userName co \"a\"",
            "userName eq a",
            "userName eq \"a",
            "a eq \"b\" or c eq \"d\"",
            "not (a eq \"b\")",
        ] {
            assert!(matches!(parse(bad), Err(ScimError::InvalidFilter)), "{bad}");
        }
    }

    #[test]
    fn an_item_is_found_in_any_case() {
        let item = json!({ "type": "Work", "primary": true });
        let item = item.as_object().unwrap();
        assert!(holds(&parse(r#"type eq "work" and primary eq "True""#).unwrap(), item));
        assert!(!holds(&parse(r#"type eq "home""#).unwrap(), item));
        assert!(!holds(&parse(r#"value eq "x""#).unwrap(), item));
    }
}
