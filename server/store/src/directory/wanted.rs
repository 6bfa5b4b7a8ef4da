//! What the index is asked for, in the words of either engine.
use super::{Range, filter};
use crate::Conn;

/// Queries of a statement for PostgreSQL.
pub(crate) const KEYS: usize = 2;
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
        match self.unwanted().filter(|_| conn.is_postgres()) {
            Some(unwanted) => (Self { none: &[], unless: &[], ..*self }, unwanted),
            None => (*self, format!("'{NOBODY}'")),
        }
    }

    /// Whom it does not want, as PostgreSQL is asked for them.
    fn unwanted(&self) -> Option<String> {
        let none = Some(self.none).filter(|none| !none.is_empty()).map(any_of)?;
        let unless = Some(self.unless).filter(|unless| !unless.is_empty()).map(any_of);
        Some(unless.map_or_else(|| format!("({none})"), |unless| format!("({none}) & !({unless})")))
    }

    /// What the engine of `conn` is asked.
    pub(crate) fn query(&self, conn: &Conn) -> Query {
        self.query_in(conn, &Range::default())
    }

    /// The same, of those alone whom a part of the directory can hold. Either asks for something.
    pub(crate) fn query_in(&self, conn: &Conn, r: &Range) -> Query {
        let tokens = filter::of_range(r).into_iter();
        if conn.is_postgres() {
            return Query(self.tsqueries(tokens.map(|token| format!("'{token}'"))));
        }
        let words = Some(self.fts5()).filter(|query| !query.is_empty()).map(|query| format!("({query})"));
        let all = words.into_iter().chain(tokens.map(|token| format!("\"{token}\"")));
        Query(vec![all.collect::<Vec<_>>().join(" AND ")])
    }

    fn tsqueries(&self, filters: impl Iterator<Item = String>) -> Vec<String> {
        let any = Some(self.any).filter(|any| !any.is_empty()).map(|any| format!("({})", any_of(any)));
        let mut all: Vec<String> = self.phrases.iter().map(tsquery).chain(filters).chain(any).collect();
        if let (Some(first), Some(unwanted)) = (all.first_mut(), self.unwanted()) {
            *first += &format!(" & !({unwanted})");
        }
        all
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
        let mut none = any_of(self.none);
        if !self.unless.is_empty() {
            none = format!("({none}) NOT ({})", any_of(self.unless));
        }
        format!("({found}) NOT ({none})")
    }
}

/// What the index is asked: one query on SQLite, on PostgreSQL queries that must all hold. Asked apart, GIN goes on from one place where
/// all may hold to the next; asked as one, it looks at everybody that the rarer parts find.
#[derive(Clone, Debug)]
pub(crate) struct Query(Vec<String>);

impl Query {
    /// The queries for a statement, of those alone who have one of `tokens`, where there are any.
    pub fn keys(&self, tokens: &[String]) -> [String; KEYS] {
        let mut all = self.0.clone();
        all.extend(Some(tokens).filter(|tokens| !tokens.is_empty()).map(any_of));
        let last = all.pop().unwrap_or_else(|| format!("'{NOBODY}'"));
        let before = if all.is_empty() { last.clone() } else { all.join(" & ") };
        [before, last]
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

#[cfg(test)]
mod tests {
    use super::{NOBODY, Query};

    #[test]
    fn a_statement_has_two_queries_whatever_is_asked() {
        let query = |parts: &[&str]| Query(parts.iter().map(|part| (*part).to_owned()).collect());
        let slices = ["s".to_owned(), "t".to_owned()];
        assert_eq!(query(&["a"]).keys(&[]), ["a", "a"]);
        assert_eq!(query(&["a", "b", "c"]).keys(&[]), ["a & b", "c"]);
        assert_eq!(query(&["a", "b"]).keys(&slices), ["a & b", "'s' | 't'"]);
        assert_eq!(query(&["a"]).keys(&slices[..1]), ["a", "'s'"]);
        let nobody = format!("'{NOBODY}'");
        assert_eq!(query(&[]).keys(&[]), [nobody.clone(), nobody]);
    }
}
