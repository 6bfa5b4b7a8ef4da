//! Words made findable: folding, and tokens that SQLite's FTS5 and PostgreSQL's tsvector treat alike.
//!
//! Japanese has no spaces, so a run of it becomes its bigrams and, last, its last character: 営業部 → 営業 業部 部. Any part of a
//! run is then a phrase of neighbouring tokens. Latin words stay whole, and are also there as they sound, since one name is written
//! Sato, Satoh, Satou and Satō.
//!
//! A single character is looked for in circles ([`circles`]): as a whole family name, in names, and as the beginning of any token.
//! What names are made of ([`named`]) stands by itself behind marks that no text makes and nobody can type.
mod names;

use store::directory::{Phrase, Sound};

use self::names::{FAMILY, OF_NAME, of_name};
use crate::fold::fold;
use crate::sound::{ends_long, sound};

pub use self::names::{beginnings, latin, named};

/// Tokens of one document; PostgreSQL keeps no more positions than a little above this.
const TOKENS_MAX: usize = 12_000;
/// Phrases of one query; more words than that are not looked at.
const PHRASES_MAX: usize = 8;
/// Characters of one query that are looked at.
const QUERY_MAX: usize = 200;
/// Bytes of a word that are looked at; PostgreSQL refuses words of 2,048.
const WORD_MAX: usize = 200;

/// How tokens are made; whoever changes that counts it up, and the index is made anew at the next start.
pub const EDITION: i64 = 9;

/// What to look for, from the narrowest to the widest: a search shows the first circle in which it finds anybody.
#[must_use]
pub fn circles(text: &str) -> Vec<Vec<Phrase>> {
    let names = phrases(text);
    let wide = widened(&names);
    let family = match names.as_slice() {
        [one] => one.tokens.first().and_then(|token| token.strip_prefix(OF_NAME)).map(|rest| Phrase {
            tokens: vec![format!("{FAMILY}{rest}")],
            is_prefix: false,
            sound: None,
        }),
        _ => None,
    };
    family.map(|family| vec![family]).into_iter().chain([names]).chain(wide).collect()
}

/// `phrases` with single characters as beginnings of any token; none when there are no single characters.
fn widened(phrases: &[Phrase]) -> Option<Vec<Phrase>> {
    let wide = |p: &Phrase| match p.tokens.first().and_then(|token| token.strip_prefix(OF_NAME)) {
        Some(rest) => Phrase { tokens: vec![rest.to_owned()], is_prefix: true, sound: None },
        None => p.clone(),
    };
    let wide: Vec<Phrase> = phrases.iter().map(wide).collect();
    (wide != phrases).then_some(wide)
}

/// Whether the phrase stands among `tokens`.
#[must_use]
pub fn holds(tokens: &[String], phrase: &Phrase) -> bool {
    let last = phrase.tokens.len().saturating_sub(1);
    let fits = |(i, (have, want)): (usize, (&String, &String))| {
        have == want || (phrase.is_prefix && i == last && have.starts_with(want.as_str()))
    };
    let stands = tokens.windows(last + 1).any(|part| part.iter().zip(&phrase.tokens).enumerate().all(fits));
    let sounds = phrase.sound.as_ref().is_some_and(|sound| {
        tokens
            .iter()
            .any(|have| *have == sound.token || (sound.is_prefix && have.starts_with(sound.token.as_str())))
    });
    stands || sounds
}

/// The tokens that make `texts` findable.
#[must_use]
pub fn tokens(texts: &[&str]) -> Vec<String> {
    let mut all = Vec::new();
    for text in texts {
        for run in runs(&fold(text)) {
            match run {
                Run::Word(word) => {
                    let sound = sound(&word);
                    all.push(word);
                    all.extend(sound);
                }
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
        Run::Word(word) => word_begins(&word, str::to_owned),
        Run::Japanese(chars) if chars.len() == 1 => {
            Phrase { tokens: vec![of_name(chars[0])], is_prefix: false, sound: None }
        }
        Run::Japanese(chars) => bigrams(&chars),
    };
    asked(text).map(phrase).collect()
}

/// What begins with a word of Latin letters, or sounds as if it did; each token as `mark` writes it.
fn word_begins(word: &str, mark: impl Fn(&str) -> String) -> Phrase {
    // Of satou the sound is sato, which is not the beginning of Satomi.
    let sound = sound(word).map(|token| Sound { token: mark(&token), is_prefix: !ends_long(word) });
    Phrase { tokens: vec![mark(word)], is_prefix: true, sound }
}

/// What holds these characters in a row.
fn bigrams(chars: &[char]) -> Phrase {
    let tokens = chars.windows(2).map(String::from_iter).collect();
    Phrase { tokens, is_prefix: false, sound: None }
}

/// The runs of a query, as far as it is looked at.
fn asked(text: &str) -> impl Iterator<Item = Run> + use<> {
    let text: String = text.chars().take(QUERY_MAX).collect();
    runs(&fold(&text)).into_iter().take(PHRASES_MAX)
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
        if is_apostrophe(c) {
            continue;
        }
        if !c.is_alphanumeric() {
            is_open = false;
            continue;
        }
        match (runs.last_mut().filter(|_| is_open), is_japanese(c)) {
            (Some(Run::Word(word)), false) if word.len() >= WORD_MAX => {}
            (Some(Run::Word(word)), false) => word.push(c),
            (Some(Run::Japanese(chars)), true) => chars.push(c),
            (_, true) => runs.push(Run::Japanese(vec![c])),
            (_, false) => runs.push(Run::Word(c.to_string())),
        }
        is_open = true;
    }
    runs
}

/// Jun'ichi is Junichi, and O'Reilly one word.
fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '\u{2bc}')
}

fn is_kana(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{30ff}')
}

fn is_japanese(c: char) -> bool {
    matches!(c, '\u{3005}'..='\u{3007}' | '\u{3041}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_become_bigrams_and_a_last_character() {
        assert_eq!(tokens(&["営業部 Java"]), ["営業", "業部", "部", "java", "zyava"]);
        assert_eq!(tokens(&["林"]), ["林"]);
    }

    #[test]
    fn nobody_types_a_mark() {
        assert_eq!(tokens(&["\u{e000}林"]), ["林"]);
    }

    #[test]
    fn what_sounds_alike_holds_and_what_only_begins_alike_does_not() {
        let finds = |typed: &str, text: &str| holds(&tokens(&[text]), &phrases(typed)[0]);
        assert!(finds("satou", "Sato") && finds("sato", "Satō Kenta") && finds("Satoh", "Satou"));
        assert!(!finds("satou", "Satomi"), "a long o is no other name's beginning");
        assert!(finds("simiz", "Shimizu") && finds("ohta", "Oota") && finds("homma", "Honma"));
        assert!(finds("営業", "第一営業部") && !finds("営業", "業営"));
    }

    #[test]
    fn an_apostrophe_is_no_space() {
        let finds =
            |typed: &str, text: &str| phrases(typed).iter().all(|phrase| holds(&tokens(&[text]), phrase));
        for (typed, text) in
            [("junichi", "Jun'ichi"), ("Jun’ichi", "Junichi"), ("o'reilly", "O’Reilly & Sons")]
        {
            assert!(finds(typed, text), "{typed} {text}");
        }
    }

    #[test]
    fn of_what_is_long_the_beginning_counts() {
        let (word, kanji) = ("ж".repeat(5_000), "営業".repeat(5_000));
        assert!(tokens(&[&word]).iter().all(|token| token.len() <= WORD_MAX + 3));
        let found = phrases(&word);
        assert!(found.iter().flat_map(|phrase| &phrase.tokens).all(|token| token.len() <= WORD_MAX + 3));
        assert!(holds(&tokens(&[&word]), &found[0]), "it is found all the same");
        assert!(phrases(&kanji)[0].tokens.len() < QUERY_MAX);
    }

    #[test]
    fn queries_become_phrases() {
        let phrase = |tokens: &[&str], is_prefix| Phrase {
            tokens: tokens.iter().map(ToString::to_string).collect(),
            is_prefix,
            sound: None,
        };
        assert_eq!(phrases("営業"), [phrase(&["営業"], false)]);
        assert_eq!(phrases("佐々木 Ken"), [phrase(&["佐佐", "佐木"], false), phrase(&["ken"], true)]);
        assert_eq!(phrases("林"), [phrase(&["\u{e000}林"], false)]);
        let [name, wide] = [phrase(&["\u{e000}林"], false), phrase(&["林"], true)];
        let (family, word) = (phrase(&["\u{e001}林"], false), phrase(&["営業"], false));
        assert_eq!(circles("林"), [vec![family], vec![name.clone()], vec![wide.clone()]]);
        assert_eq!(circles("林 営業"), [vec![name, word.clone()], vec![wide, word.clone()]]);
        assert_eq!(circles("営業"), [vec![word]]);
        assert_eq!(phrases("\"' -!"), []);
    }
}
