//! Names in the index: as words, by single characters, and by how they begin.
use store::directory::Phrase;

use super::{Run, asked, bigrams, is_apostrophe, is_japanese, is_kana, runs, tokens, word_begins};
use crate::fold::fold;
use crate::sound::sound;

/// Stands before a character of a name. A private character: SQLite's tokenizer takes it for a letter, and [`runs`] never makes it.
pub(super) const OF_NAME: char = '\u{e000}';
/// Stands before a family name of one character.
pub(super) const FAMILY: char = '\u{e001}';
/// Stands before what a name begins with; U+E002 stands before ties.
const BEGIN: char = '\u{e003}';

/// The tokens that find a name as it is written or read.
#[must_use]
pub fn named(family: &str, given: &str) -> Vec<String> {
    let whole = format!("{family}{given}");
    let mut all = tokens(&[&whole]);
    all.extend([family, given].into_iter().flat_map(characters));
    all.extend(family_token(family));
    all.extend([&whole, given].into_iter().flat_map(begins));
    all
}

/// The tokens that find a name in Latin letters: in parts, in either order, and as one word; Anne-Marie and O'Brien as one and as two.
#[must_use]
pub fn latin(family: &str, given: &str) -> Vec<String> {
    let split = |c: char| c.is_ascii_punctuation() || is_apostrophe(c);
    let whole = |part: &str| part.split(split).collect::<String>();
    let mut text = format!("{family} {given} {family}{given}");
    if [family, given].iter().any(|part| part.contains(split)) {
        let parts = text.split(split).collect::<Vec<_>>().join(" ");
        let (family, given) = (whole(family), whole(given));
        text = format!("{text} {parts} {family} {given} {family}{given}");
    }
    let mut all = tokens(&[&text]);
    all.extend(begins(&text));
    all
}

/// What to look for in names that begin with each of the words of `text`; nothing when there are none.
#[must_use]
pub fn beginnings(text: &str) -> Vec<Phrase> {
    let begin = |run| match run {
        Run::Word(word) => vec![word_begins(&word, |token| marked(BEGIN, token))],
        Run::Japanese(chars) => {
            let first: String = chars.iter().take(2).collect();
            let is_prefix = chars.len() == 1;
            let begin = Phrase { tokens: vec![marked(BEGIN, &first)], is_prefix, sound: None };
            [begin].into_iter().chain((chars.len() > 2).then(|| bigrams(&chars))).collect()
        }
    };
    asked(text).flat_map(begin).take(super::PHRASES_MAX).collect()
}

/// How each word of `text` begins.
fn begins(text: &str) -> Vec<String> {
    let begin = |run| match run {
        Run::Word(word) => [sound(&word), Some(word)].into_iter().flatten().collect(),
        Run::Japanese(chars) => vec![chars.iter().take(2).collect::<String>()],
    };
    runs(&fold(text)).into_iter().flat_map(begin).map(|it| marked(BEGIN, &it)).collect()
}

/// The tokens by which single characters of a part of a name are found: each kanji, and the first kana of a reading.
fn characters(name: &str) -> Vec<String> {
    let folded = fold(name);
    let kanji = folded.chars().filter(|c| is_japanese(*c) && !is_kana(*c));
    let first = folded.chars().next().filter(|c| is_kana(*c));
    first.into_iter().chain(kanji).map(of_name).collect()
}

/// The token by which a family name of one character is found; none for longer ones.
fn family_token(family: &str) -> Option<String> {
    let folded = fold(family);
    let mut chars = folded.chars();
    let only = chars.next().filter(|c| chars.next().is_none() && is_japanese(*c));
    only.map(|c| String::from_iter([FAMILY, c]))
}

pub(super) fn of_name(c: char) -> String {
    String::from_iter([OF_NAME, c])
}

fn marked(mark: char, text: &str) -> String {
    format!("{mark}{text}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::holds;

    #[test]
    fn names_are_found_by_each_kanji_and_the_first_kana() {
        assert_eq!(characters("林"), ["\u{e000}林"]);
        assert_eq!(characters("はやし"), ["\u{e000}は"]);
        assert_eq!(characters("ジャン"), ["\u{e000}じ"]);
        assert!(characters("Jean").is_empty());
        assert_eq!(family_token("林").as_deref(), Some("\u{e001}林"));
        assert_eq!([family_token("小林"), family_token(""), family_token("Q")], [None, None, None]);
    }

    #[test]
    fn a_name_is_found_by_how_its_parts_begin() {
        let begins = |typed: &str, name: &[String]| {
            let wanted = beginnings(typed);
            !wanted.is_empty() && wanted.iter().all(|phrase| holds(name, phrase))
        };
        let name = named("小林", "太郎");
        for typed in ["小", "小林", "小林太", "小林太郎", "太", "太郎", "小 太", "小林 太郎"]
        {
            assert!(begins(typed, &name), "{typed}");
        }
        for typed in ["林", "郎", "林太郎", "小川", "小林花", "小 花", "kobayashi", "", "!"] {
            assert!(!begins(typed, &name), "{typed}");
        }
        let name = latin("Satō", "Kenta");
        for typed in ["s", "sato", "satou", "Satoh", "ken", "SATO ken", "satoken"] {
            assert!(begins(typed, &name), "{typed}");
        }
        let joined = latin("O'Brien", "Anne-Marie");
        for typed in ["obrien", "O’Brien", "brien", "anne", "annemarie", "anne-marie", "marie o'b"] {
            assert!(begins(typed, &joined), "{typed}");
        }
        for typed in ["ato", "enta", "sato hana", "ta"] {
            assert!(!begins(typed, &name), "{typed}");
        }
        assert!(!begins("小林", &tokens(&["小林に教わりました"])), "a text is no name");
    }
}
