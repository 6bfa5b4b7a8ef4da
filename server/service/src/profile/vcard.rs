//! A profile as a card for address books: vCard 3.0 (RFC 2426). Of 4.0 the address books of Android and Apple read less or refuse
//! it, and nothing that a profile holds needs it.
use types::id::MemberId;
use types::lang::Lang;

use super::view::ProfileView;

/// Octets of a line, without its end (RFC 2425, 5.8.1).
const LINE_MAX: usize = 75;

/// How a name is read, in hiragana; may be empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Reading {
    pub family: String,
    pub given: String,
}

/// The card: what `profile` shows, with its `address` on the network. A portrait would need a session, so there is none.
pub(super) fn vcard(profile: &ProfileView, reading: &Reading, lang: Lang, address: &str) -> String {
    let person = &profile.person;
    let is_roman = lang == Lang::En && !person.family_roman.is_empty();
    let (family, given) =
        if is_roman { (&person.family_roman, &person.given_roman) } else { (&person.family, &person.given) };
    let mut card = Lines::default();
    card.line("BEGIN", "VCARD");
    card.line("VERSION", "3.0");
    card.line("PRODID", "-//Enishi//Enishi//EN");
    card.line("UID", &uid(person.id));
    card.line("N", &format!("{};{};;;", escaped(family), escaped(given)));
    card.line("FN", &escaped(&person.written(lang)));
    card.text("SORT-STRING", &reading.family);
    card.text("X-PHONETIC-LAST-NAME", &reading.family);
    card.text("X-PHONETIC-FIRST-NAME", &reading.given);
    // Address books show one place of work.
    if let Some(job) = profile.work.as_ref().and_then(|work| work.value.now().last()) {
        card.text("ORG", &job.company);
        card.text("TITLE", &job.title);
    }
    if let Some(mail) = &profile.mail {
        card.line("EMAIL;TYPE=INTERNET", &escaped(&mail.value));
    }
    for link in profile.links.iter().flat_map(|links| &links.value) {
        card.line("URL", &link.url);
    }
    card.line("URL", address);
    card.line("END", "VCARD");
    card.0
}

/// The same for every copy of a card, so that an address book takes a newer one for the same person.
fn uid(id: MemberId) -> String {
    format!("urn:uuid:{}", id.0.hyphenated())
}

#[derive(Default)]
struct Lines(String);

impl Lines {
    /// A property that says something.
    fn text(&mut self, name: &str, value: &str) {
        if !value.is_empty() {
            self.line(name, &escaped(value));
        }
    }

    /// A property; lines that are too long go on in the next one after a space.
    fn line(&mut self, name: &str, value: &str) {
        let mut octets = 0;
        for c in format!("{name}:{value}").chars().filter(|c| !c.is_control()) {
            if octets + c.len_utf8() > LINE_MAX {
                self.0.push_str("\r\n ");
                octets = 1;
            }
            self.0.push(c);
            octets += c.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

/// A text as a value (RFC 2426, 5).
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ',' | ';' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_separates_is_escaped_and_no_value_ends_its_line() {
        assert_eq!(escaped("a,b;c\\d\r\ne:f"), "a\\,b\\;c\\\\d\r\\ne:f");
        let mut lines = Lines::default();
        lines.text("ORG", "沢音\r\nEMAIL:x@example.jp");
        lines.line("URL", "https://example.jp/\r\nEMAIL:x");
        lines.text("TITLE", "");
        assert_eq!(lines.0, "ORG:沢音\\nEMAIL:x@example.jp\r\nURL:https://example.jp/EMAIL:x\r\n");
    }

    #[test]
    fn long_lines_are_folded_between_characters() {
        for text in [
            "合同会社そよかぜ研究所".repeat(12),
            "a".repeat(300),
            "𠮷".repeat(70),
            format!("a{}", "é".repeat(99)),
        ] {
            let mut lines = Lines::default();
            lines.text("ORG", &text);
            let folded = lines.0.strip_suffix("\r\n").unwrap();
            assert!(folded.split("\r\n").all(|line| line.len() <= LINE_MAX), "{folded}");
            assert!(folded.split("\r\n").skip(1).all(|line| line.starts_with(' ')), "{folded}");
            assert_eq!(folded.replace("\r\n ", ""), format!("ORG:{text}"));
        }
        let mut lines = Lines::default();
        lines.text("ORG", &"a".repeat(LINE_MAX - 4));
        assert_eq!(lines.0.matches("\r\n").count(), 1, "a full line is not folded");
    }
}
