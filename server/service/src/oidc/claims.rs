//! What the provider says of a person: subject, address, names, groups.
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Map, Value};
use types::glyph::visible;
use types::role::Roles;
use types::text::{Kana, Mail, Roman};

use super::{OidcConfig, OidcError};

/// Claims whose source was checked.
#[derive(Clone, Debug)]
pub(super) struct Claims(Map<String, Value>);

/// A person the provider vouches for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Vouched {
    pub issuer: String,
    pub subject: String,
    /// An address that counts as proved.
    pub mail: Option<Mail>,
    pub names: Names,
    /// The roles of the account's groups; `None` when the provider does not say which groups these are.
    pub roles: Option<Roles>,
}

/// Names as the provider writes them; absent ones are empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Names {
    pub family: Part,
    pub given: Part,
}

/// One part of a name in its scripts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Part {
    pub written: String,
    pub kana: String,
    pub roman: String,
}

impl Claims {
    /// The claims inside a token, which was verified.
    pub fn of_token(token: &str) -> Option<Self> {
        let payload = URL_SAFE_NO_PAD.decode(token.split('.').nth(1)?).ok()?;
        serde_json::from_slice(&payload).ok().map(Self)
    }

    /// Adds what is not said yet.
    pub fn fill(&mut self, more: Value) {
        let Value::Object(more) = more else { return };
        for (name, value) in more {
            self.0.entry(name).or_insert(value);
        }
    }

    /// Who it is, in the provider's words.
    pub fn subject(&self) -> &str {
        self.text("sub")
    }

    /// Whether something that is of use is not said.
    pub fn lacks(&self, config: &OidcConfig) -> bool {
        let is_silent = |name: &str| !self.0.contains_key(name);
        is_silent("email")
            || (is_silent("email_verified") && !config.trusts_mail)
            || (is_silent("family_name") && is_silent("name"))
            || (!config.roles.is_empty() && is_silent(&config.group_claim) && !self.leaves_groups_out(config))
    }

    /// What counts, the way the provider is trusted.
    pub fn vouched(self, config: &OidcConfig) -> Result<Vouched, OidcError> {
        if config.tenant.as_deref().is_some_and(|tenant| self.text("tid") != tenant) {
            return Err(OidcError::not_accepted("the account is of another tenant"));
        }
        Ok(Vouched {
            issuer: config.issuer.clone(),
            subject: self.subject().to_owned(),
            mail: self.mail(config),
            names: self.names(),
            roles: self.groups(config).map(|groups| config.roles_of(&groups)),
        })
    }

    fn text(&self, name: &str) -> &str {
        self.0.get(name).and_then(Value::as_str).unwrap_or_default().trim()
    }

    /// What of a name can be seen: it waits in a form until its owner looks at it.
    fn name(&self, name: &str) -> String {
        visible(self.text(name))
    }

    fn mail(&self, config: &OidcConfig) -> Option<Mail> {
        // Some providers write true as a text.
        let is_verified = self.0.get("email_verified").is_some_and(|it| *it == true || *it == "true");
        if is_verified || config.trusts_mail { self.text("email").parse().ok() } else { None }
    }

    /// Groups past what a token holds are named elsewhere (OpenID Connect Core 1.0, 5.6.2), as Microsoft Entra does past 200.
    fn leaves_groups_out(&self, config: &OidcConfig) -> bool {
        self.0.get("_claim_names").is_some_and(|names| names.get(&config.group_claim).is_some())
    }

    fn groups(&self, config: &OidcConfig) -> Option<Vec<String>> {
        match self.0.get(&config.group_claim) {
            Some(Value::Array(all)) => {
                Some(all.iter().filter_map(Value::as_str).map(str::to_owned).collect())
            }
            Some(Value::String(one)) => Some(vec![one.clone()]),
            None if !self.leaves_groups_out(config) => Some(Vec::new()),
            _ => None,
        }
    }

    fn names(&self) -> Names {
        let (family, given) = (self.part("family_name"), self.part("given_name"));
        if !family.written.is_empty() || !given.written.is_empty() {
            return Names { family, given };
        }
        let (family, given) = split(&self.name("name"));
        Names { family: Part::plain(&family), given: Part::plain(&given) }
    }

    /// A part in all scripts it is said in: `family_name`, `family_name#ja-Kana-JP` (OpenID Connect Core 1.0, 5.2).
    fn part(&self, claim: &str) -> Part {
        let plain = Part::plain(&self.name(claim));
        let mut part = Part::default();
        for (name, value) in &self.0 {
            let Some(tag) = name.strip_prefix(claim).and_then(|rest| rest.strip_prefix('#')) else {
                continue;
            };
            let (tag, value) = (tag.to_ascii_lowercase(), visible(value.as_str().unwrap_or_default().trim()));
            if ["ja-kana", "ja-hira", "ja-hrkt"].iter().any(|script| tag.starts_with(script)) {
                part.kana = value.parse::<Kana>().map(String::from).unwrap_or_default();
            } else if value.parse::<Roman>().is_ok() {
                part.roman = value;
            } else if tag.starts_with("ja") {
                part.written = value;
            }
        }
        let or = |this: String, other: String| if this.is_empty() { other } else { this };
        let roman = or(part.roman, plain.roman);
        Part { written: or(or(part.written, plain.written), roman.clone()), kana: part.kana, roman }
    }
}

impl Part {
    fn plain(text: &str) -> Self {
        let roman = if text.parse::<Roman>().is_ok() { text } else { "" };
        Self { written: text.to_owned(), kana: String::new(), roman: roman.to_owned() }
    }
}

/// Family and given name of a whole one: 神谷 楓, Kaede Kamiya. What cannot be told apart is all family name.
fn split(name: &str) -> (String, String) {
    let words: Vec<&str> = name.split_whitespace().collect();
    match words.as_slice() {
        [given @ .., family] if name.parse::<Roman>().is_ok() && !given.is_empty() => {
            ((*family).to_owned(), given.join(" "))
        }
        [family, given @ ..] => ((*family).to_owned(), given.join(" ")),
        [] => (String::new(), String::new()),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn names_of_a_provider_are_what_is_seen_of_them() {
        let tricky =
            json!({ "family_name": "\u{202e}神谷\u{200b}", "given_name#ja-Hani": "\u{3164}楓\u{2069}" });
        assert_eq!(names(tricky)[..2], ["神谷", "楓"]);
        assert_eq!(names(json!({ "name": "\u{202e}神谷 楓\u{feff}" }))[..2], ["神谷", "楓"]);
    }

    fn names(claims: Value) -> [String; 6] {
        let Value::Object(map) = claims else { panic!("no object") };
        let Names { family: f, given: g } = Claims(map).names();
        [f.written, g.written, f.kana, g.kana, f.roman, g.roman]
    }

    #[test]
    fn names_are_read_in_every_script() {
        let plain = json!({ "family_name": "神谷", "given_name": "楓" });
        assert_eq!(names(plain), ["神谷", "楓", "", "", "", ""]);
        let latin = json!({ "family_name": "Kamiya", "given_name": "Kaede" });
        assert_eq!(names(latin), ["Kamiya", "Kaede", "", "", "Kamiya", "Kaede"]);
        let all = json!({
            "family_name": "Kamiya", "given_name": "Kaede", "family_name#ja-Hani-JP": "神谷", "given_name#ja": "楓",
            "family_name#ja-Kana-JP": "カミヤ", "given_name#ja-Hira-JP": "かえで",
        });
        assert_eq!(names(all), ["神谷", "楓", "カミヤ", "カエデ", "Kamiya", "Kaede"]);
        let english = json!({ "family_name": "神谷", "given_name": "楓", "family_name#en": "Kamiya", "given_name#en": "Kaede" });
        assert_eq!(names(english), ["神谷", "楓", "", "", "Kamiya", "Kaede"]);
    }

    #[test]
    fn a_whole_name_is_taken_apart() {
        assert_eq!(names(json!({ "name": "神谷　楓" }))[..2], ["神谷", "楓"]);
        assert_eq!(names(json!({ "name": "Ana Maria Souza" }))[..2], ["Souza", "Ana Maria"]);
        assert_eq!(names(json!({ "name": "神谷楓" }))[..2], ["神谷楓", ""]);
        assert_eq!(names(json!({})), [""; 6]);
    }
}
