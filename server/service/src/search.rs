//! Words made findable: folding, and tokens that SQLite's FTS5 and PostgreSQL's tsvector treat alike.
//!
//! Japanese has no spaces, so a run of it becomes its bigrams and, last, its last character: 営業部 → 営業 業部 部. Any part of a
//! run is then a phrase of neighbouring tokens, a single character the beginning of a token. Latin words stay whole.
use store::directory::Phrase;

use crate::fold::fold;

/// Tokens of one document; PostgreSQL keeps no more positions than a little above this.
const TOKENS_MAX: usize = 12_000;
/// Phrases of one query; more words than that are not looked at.
const PHRASES_MAX: usize = 8;

/// The tokens that make `texts` findable.
#[must_use]
pub fn tokens(texts: &[&str]) -> Vec<String> {
    let mut all = Vec::new();
    for text in texts {
        for run in runs(&fold(text)) {
            match run {
                Run::Word(word) => all.push(word),
                Run::Japanese(chars) => {
                    all.extend(chars.windows(2).map(String::from_iter));
                    all.extend(chars.last().map(ToString::to_string));
                }
            }
        }
    }
    all.truncate(TOKENS_MAX);
    all
}

/// The phrases a search for `text` must all find; none when it holds nothing to look for.
#[must_use]
pub fn phrases(text: &str) -> Vec<Phrase> {
    let phrase = |run| match run {
        Run::Word(word) => Phrase { tokens: vec![word], is_prefix: true },
        Run::Japanese(chars) if chars.len() == 1 => {
            Phrase { tokens: vec![chars.iter().collect()], is_prefix: true }
        }
        Run::Japanese(chars) => {
            Phrase { tokens: chars.windows(2).map(String::from_iter).collect(), is_prefix: false }
        }
    };
    runs(&fold(text)).into_iter().map(phrase).take(PHRASES_MAX).collect()
}

/// A stretch of folded text.
enum Run {
    /// Letters and digits of scripts that put spaces between words.
    Word(String),
    /// Kanji and kana.
    Japanese(Vec<char>),
}

fn runs(folded: &str) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut is_open = false;
    for c in folded.chars() {
        if !c.is_alphanumeric() {
            is_open = false;
            continue;
        }
        match (runs.last_mut().filter(|_| is_open), is_japanese(c)) {
            (Some(Run::Word(word)), false) => word.push(c),
            (Some(Run::Japanese(chars)), true) => chars.push(c),
            (_, true) => runs.push(Run::Japanese(vec![c])),
            (_, false) => runs.push(Run::Word(c.to_string())),
        }
        is_open = true;
    }
    runs
}

fn is_japanese(c: char) -> bool {
    matches!(c, '\u{3005}'..='\u{3007}' | '\u{3041}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_become_bigrams_and_a_last_character() {
        assert_eq!(tokens(&["営業部 Java"]), ["営業", "業部", "部", "java"]);
        assert_eq!(tokens(&["林"]), ["林"]);
    }

    #[test]
    fn queries_become_phrases() {
        let phrase = |tokens: &[&str], is_prefix| Phrase {
            tokens: tokens.iter().map(ToString::to_string).collect(),
            is_prefix,
        };
        assert_eq!(phrases("営業"), [phrase(&["営業"], false)]);
        assert_eq!(phrases("佐々木 Ken"), [phrase(&["佐佐", "佐木"], false), phrase(&["ken"], true)]);
        assert_eq!(phrases("林"), [phrase(&["林"], true)]);
        assert_eq!(phrases("\"' -!"), []);
    }
}
