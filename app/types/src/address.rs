//! Mail addresses of members: which are the company's, and how far a request to add one is.
use crate::enums::text_enum;
use crate::form::Problem;
use crate::text::{Mail, ascii_of_full_width};

/// Domains a site can name as the company's.
pub const DOMAINS_MAX: usize = 20;

text_enum! {
    /// What became of a request to add an address.
    pub enum AddressRequestState {
        /// It waits to be proved on the new address, to be confirmed from the primary one, or for both.
        Open = "open",
        /// The address is the member's.
        Done = "done",
        /// It was stopped, or the address became somebody else's.
        Stopped = "stopped",
    }
}

/// Domains in one line, set apart by commas or spaces: lower case, each once. An empty line has none.
///
/// # Errors
/// [`Problem::NotADomain`], or [`Problem::TooMany`] past [`DOMAINS_MAX`].
pub fn domains(text: &str) -> Result<Vec<String>, Problem> {
    let text: String = text.to_lowercase().chars().map(ascii_of_full_width).collect();
    let words = text.split(|c: char| c.is_whitespace() || matches!(c, ',' | '、' | ';'));
    let mut domains = Vec::new();
    for word in words.map(|word| word.trim_start_matches('@')).filter(|word| !word.is_empty()) {
        if !is_domain(word) {
            return Err(Problem::NotADomain);
        }
        if !domains.iter().any(|known| known == word) {
            domains.push(word.to_owned());
        }
    }
    if domains.len() > DOMAINS_MAX { Err(Problem::TooMany { max: DOMAINS_MAX }) } else { Ok(domains) }
}

/// RFC 1035, 2.3.1, with at least two labels.
fn is_domain(text: &str) -> bool {
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    text.len() <= 253 && text.contains('.') && text.split('.').all(is_label)
}

/// Whether `mail` is in one of `domains`, or below one.
#[must_use]
pub fn is_within(mail: &Mail, domains: &[String]) -> bool {
    let Some((_, host)) = mail.as_str().rsplit_once('@') else { return false };
    domains.iter().any(|domain| {
        host.strip_suffix(domain.as_str()).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_domains_is_read_as_people_write_it() {
        let read =
            domains(" @Sakurabashi.Example.JP、example.com，ＥＸＡＭＰＬＥ.com\texample.org; ").unwrap();
        assert_eq!(read, ["sakurabashi.example.jp", "example.com", "example.org"]);
        assert_eq!(domains(" , ").unwrap(), Vec::<String>::new());
        for bad in ["example", "a@example.jp", "-a.example.jp", "a..jp", "例え.jp", "https://example.jp"] {
            assert_eq!(domains(bad), Err(Problem::NotADomain), "{bad}");
        }
        let many = |n: usize| (0..n).map(|n| format!("d{n}.example.jp ")).collect::<String>();
        assert_eq!(domains(&many(DOMAINS_MAX)).unwrap().len(), DOMAINS_MAX);
        assert_eq!(domains(&many(DOMAINS_MAX + 1)), Err(Problem::TooMany { max: DOMAINS_MAX }));
    }

    #[test]
    fn a_subdomain_is_the_companys_and_a_longer_name_is_not() {
        let ours = ["example.jp".to_owned()];
        for (mail, is_ours) in [
            ("a@example.jp", true),
            ("a@osaka.example.jp", true),
            ("a@notexample.jp", false),
            ("a@example.jp.example.com", false),
        ] {
            assert_eq!(is_within(&mail.parse().unwrap(), &ours), is_ours, "{mail}");
        }
        assert!(!is_within(&"a@example.jp".parse().unwrap(), &[]));
    }
}
