//! What the index is asked for, in the words of either engine.
use super::{Range, filter};
use crate::Conn;

/// A token that nobody has. A private character, which no text has and nobody can type.
const NOBODY: char = '\u{e006}';

/// Tokens that must stand in a row; the last may go on when `is_prefix`. Tokens are letters, digits and marks of private use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase {
    /// The tokens: letters and digits only.
    pub tokens: Vec<String>,
    /// Whether the last token is only the beginning of one.
    pub is_prefix: bool,
    /// Another token that will do: what is written otherwise and sounds alike.
    pub sound: Option<Sound>,
}

/// A token that stands for how a word sounds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sound {
    /// Letters only.
    pub token: String,
    /// Whether it is only the beginning of one.
    pub is_prefix: bool,
}

/// Whom a search wants. At least one phrase, one token of `any` or a filter is needed to find anybody.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wanted<'a> {
    /// All of them must be found.
    pub phrases: &'a [Phrase],
    /// At least one of these tokens, unless there are none.
    pub any: &'a [String],
    /// None of these tokens …
    pub none: &'a [String],
    /// … unless there is one of these too.
    pub unless: &'a [String],
}

impl Wanted<'_> {
    /// The same without whom it does not want, and the query of those. PostgreSQL asks about them one by one: its index would look for
    /// each of their tokens at everybody who has the words, and few are looked at before there are enough.
    pub(crate) fn apart(&self, conn: &Conn) -> (Self, String) {
        if !conn.is_postgres() || self.none.is_empty() {
            return (*self, format!("'{NOBODY}'"));
        }
        let none = format!("({})", any_of(self.none));
        let unwanted =
            if self.unless.is_empty() { none } else { format!("{none} & !({})", any_of(self.unless)) };
        (Self { none: &[], unless: &[], ..*self }, unwanted)
    }

    /// The query for the engine of `conn`.
    pub(crate) fn query(&self, conn: &Conn) -> String {
        if conn.is_postgres() { self.tsquery() } else { self.fts5() }
    }

    /// The same, of those alone whom a part of the directory can hold. Either asks for something.
    pub(crate) fn query_in(&self, conn: &Conn, r: &Range) -> String {
        let query = Some(self.query(conn)).filter(|query| !query.is_empty());
        let (quote, and) = if conn.is_postgres() { ('\'', " & ") } else { ('"', " AND ") };
        let tokens = filter::of_range(r).into_iter().map(|token| format!("{quote}{token}{quote}"));
        query.map(|query| format!("({query})")).into_iter().chain(tokens).collect::<Vec<_>>().join(and)
    }

    fn tsquery(&self) -> String {
        let mut parts: Vec<String> = self.phrases.iter().map(tsquery).collect();
        if !self.any.is_empty() {
            parts.push(format!("({})", any_of(self.any)));
        }
        if !self.none.is_empty() {
            let none = format!("!({})", any_of(self.none));
            let unless = format!("({none} | {})", any_of(self.unless));
            parts.push(if self.unless.is_empty() { none } else { unless });
        }
        parts.join(" & ")
    }

    fn fts5(&self) -> String {
        let any_of =
            |tokens: &[String]| tokens.iter().map(|t| one(t, false)).collect::<Vec<_>>().join(" OR ");
        let mut parts: Vec<String> = self.phrases.iter().map(fts5).collect();
        if !self.any.is_empty() {
            parts.push(format!("({})", any_of(self.any)));
        }
        let found = parts.join(" AND ");
        if self.none.is_empty() {
            return found;
        }
        let none = format!("({found}) NOT ({})", any_of(self.none));
        let unless = format!("({none}) OR (({found}) AND ({}))", any_of(self.unless));
        if self.unless.is_empty() { none } else { unless }
    }
}

/// One of the tokens, as PostgreSQL is asked for it.
fn any_of(tokens: &[String]) -> String {
    tokens.iter().map(|token| format!("'{token}'")).collect::<Vec<_>>().join(" | ")
}

fn tsquery(p: &Phrase) -> String {
    let last = p.tokens.len().saturating_sub(1);
    let token =
        |(i, t): (usize, &String)| format!("'{t}'{}", if p.is_prefix && i == last { ":*" } else { "" });
    let tokens = p.tokens.iter().enumerate().map(token).collect::<Vec<_>>().join(" <-> ");
    match &p.sound {
        Some(sound) => format!("({tokens} | '{}'{})", sound.token, if sound.is_prefix { ":*" } else { "" }),
        None => format!("({tokens})"),
    }
}

fn fts5(p: &Phrase) -> String {
    let tokens = one(&p.tokens.join(" "), p.is_prefix);
    match &p.sound {
        Some(sound) => format!("({tokens} OR {})", one(&sound.token, sound.is_prefix)),
        None => tokens,
    }
}

fn one(text: &str, is_prefix: bool) -> String {
    format!("\"{text}\"{}", if is_prefix { " *" } else { "" })
}
