//! Validated text: the same parser for the form, the import and the store.
use serde::{Deserialize, Serialize};

use crate::enums::stored_as_text;
use crate::form::Problem;
use crate::glyph::visible;

/// Declares a validated text newtype whose only way in is `FromStr`.
macro_rules! texts {
    ($($(#[$meta:meta])* $name:ident = $parse:path),+ $(,)?) => {$(
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// The text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl std::str::FromStr for $name {
            type Err = Problem;
            fn from_str(text: &str) -> Result<Self, Problem> {
                $parse(text).map(Self)
            }
        }

        impl TryFrom<String> for $name {
            type Error = Problem;
            fn try_from(text: String) -> Result<Self, Problem> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(text: $name) -> Self {
                text.0
            }
        }

        stored_as_text!($name);
    )+};
}

texts! {
    /// A mail address, lower case, as it is compared and stored.
    Mail = mail,
    /// One part of a person's name: 1 to 40 characters.
    NamePart = name_part,
    /// A reading in full-width katakana; hiragana and half-width katakana are turned into it.
    Kana = kana,
    /// A name in Latin letters.
    Roman = roman,
    /// A title: one line of 1 to 120 characters.
    Title = title,
    /// A colour as `#rrggbb`, lower case.
    Colour = colour,
}

/// Characters of the longest post, comment or answer.
pub const PROSE_MAX: usize = 10_000;

/// One line: what cannot be seen and doubled spaces gone, 1 to `max` characters.
///
/// # Errors
/// [`Problem::Required`] when nothing is left, [`Problem::TooLong`] past `max`.
pub fn line(text: &str, max: usize) -> Result<String, Problem> {
    let spaced: String = text.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).collect();
    let line = visible(&spaced);
    let line = line.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    within(line, max)
}

/// Several lines: line ends as `\n`, what cannot be seen gone, 1 to `max` characters.
///
/// # Errors
/// [`Problem::Required`] when nothing is left, [`Problem::TooLong`] past `max`.
pub fn prose(text: &str, max: usize) -> Result<String, Problem> {
    let text = text.replace("\r\n", "\n").replace(['\r', '\u{2028}', '\u{2029}'], "\n");
    let rows = text.split('\n').map(|row| row.split('\t').map(visible).collect::<Vec<_>>().join("\t"));
    within(rows.collect::<Vec<_>>().join("\n").trim().to_owned(), max)
}

/// A name for an address: 3 to 60 small letters, digits and hyphens; `new` stands for what is being made.
///
/// # Errors
/// [`Problem::NotASlug`], or [`Problem::Taken`] for `new`.
pub fn slug(text: &str) -> Result<String, Problem> {
    let text: String = text.trim().chars().map(ascii_of_full_width).collect();
    let fits = (3..=60).contains(&text.len())
        && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
        && !text.starts_with('-')
        && !text.ends_with('-');
    match (fits, text.as_str()) {
        (false, _) => Err(Problem::NotASlug),
        (true, "new") => Err(Problem::Taken),
        (true, _) => Ok(text),
    }
}

/// `None` for an empty text, otherwise what `parse` makes of it: for fields that may stay empty.
///
/// # Errors
/// Whatever `parse` finds wrong with a text that is there.
pub fn optional<T>(text: &str, parse: impl FnOnce(&str) -> Result<T, Problem>) -> Result<Option<T>, Problem> {
    if text.trim().is_empty() { Ok(None) } else { parse(text).map(Some) }
}

fn within(text: String, max: usize) -> Result<String, Problem> {
    match text.chars().count() {
        0 => Err(Problem::Required),
        n if n > max => Err(Problem::TooLong { max }),
        _ => Ok(text),
    }
}

fn mail(text: &str) -> Result<String, Problem> {
    let text = line(text, 254)?.to_lowercase();
    let text: String = text.chars().map(ascii_of_full_width).collect();
    let valid = text.split_once('@').is_some_and(|(local, domain)| {
        let atoms = |part: &str| part.split('.').all(|atom| !atom.is_empty());
        let local_ok = local.chars().all(|c| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c));
        let domain_ok =
            domain.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '.') && domain.contains('.');
        !local.is_empty() && local_ok && domain_ok && atoms(domain)
    });
    if valid { Ok(text) } else { Err(Problem::NotAMail) }
}

fn name_part(text: &str) -> Result<String, Problem> {
    line(text, 40)
}

fn title(text: &str) -> Result<String, Problem> {
    line(text, 120)
}

fn kana(text: &str) -> Result<String, Problem> {
    let text: String = line(text, 60)?.chars().map(katakana_of_hiragana).collect();
    let text = full_width_katakana(&text);
    if text.chars().all(|c| matches!(c, 'ァ'..='ヺ' | 'ー' | '・' | ' ' | '=' | '\u{ff1d}' | '\u{30a0}'))
    {
        Ok(text)
    } else {
        Err(Problem::NotKana)
    }
}

fn roman(text: &str) -> Result<String, Problem> {
    // A phone types the apostrophe of print.
    let plain = |c: char| if c == '\u{2019}' { '\'' } else { ascii_of_full_width(c) };
    let text: String = line(text, 60)?.chars().map(plain).collect();
    let latin = |c: char| c.is_alphabetic() && matches!(c, '\0'..='\u{24f}' | '\u{1e00}'..='\u{1eff}');
    if text.chars().all(|c| latin(c) || " '-.".contains(c)) { Ok(text) } else { Err(Problem::NotRoman) }
}

fn colour(text: &str) -> Result<String, Problem> {
    let text = line(text, 7)?.to_lowercase();
    let digits = text.strip_prefix('#').filter(|d| d.len() == 6 && d.chars().all(|c| c.is_ascii_hexdigit()));
    if digits.is_some() { Ok(text) } else { Err(Problem::NotAColour) }
}

/// `Ａ` → `A`, `１` → `1`, `＠` → `@`; other characters stay.
#[must_use]
pub fn ascii_of_full_width(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '\u{3000}' => ' ',
        _ => c,
    }
}

fn katakana_of_hiragana(c: char) -> char {
    match c {
        'ぁ'..='ゖ' => char::from_u32(c as u32 + 0x60).unwrap_or(c),
        _ => c,
    }
}

/// Half-width katakana with their separate voicing marks → full-width.
fn full_width_katakana(text: &str) -> String {
    const WIDE: &str = "ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン";
    let mut out = String::new();
    for c in text.chars() {
        match c {
            'ｦ'..='ﾝ' => out.extend(WIDE.chars().nth(c as usize - 0xff66)),
            'ﾞ' | 'ﾟ' => voice_last(&mut out, c == 'ﾞ'),
            '･' => out.push('・'),
            _ => out.push(c),
        }
    }
    out
}

fn voice_last(out: &mut String, voiced: bool) {
    let Some(last) = out.pop() else { return };
    let step = if voiced { 1 } else { 2 };
    let takes_mark = matches!(last, 'カ'..='ト' | 'ハ'..='ホ');
    out.push(match last {
        'ウ' if voiced => 'ヴ',
        _ if takes_mark => char::from_u32(last as u32 + step).unwrap_or(last),
        _ => last,
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mail_addresses_are_folded() {
        assert_eq!("Ｍｉｓａｋｉ＠Example.JP ".parse::<Mail>().unwrap().as_str(), "misaki@example.jp");
        for bad in ["", "misaki", "a@b", "a b@example.jp", "a@-", "a@example..jp"] {
            assert!(bad.parse::<Mail>().is_err(), "{bad}");
        }
    }

    #[test]
    fn readings_become_full_width_katakana() {
        for (typed, stored) in
            [("さとう", "サトウ"), ("ｻﾄｳ", "サトウ"), ("ﾊﾞﾊﾟｶﾞ", "バパガ"), ("ヴァン・ゴッホ", "ヴァン・ゴッホ")]
        {
            assert_eq!(typed.parse::<Kana>().unwrap().as_str(), stored);
        }
        assert!("カーター＝ブラウン".parse::<Kana>().is_ok());
        assert_eq!("佐藤".parse::<Kana>(), Err(Problem::NotKana));
    }

    #[test]
    fn names_in_latin_letters_are_typed_as_phones_do() {
        for (typed, stored) in
            [("Ｋｅｎ’ｉｃｈｉ", "Ken'ichi"), ("Nguyễn", "Nguyễn"), ("Šimůnek-Łoś", "Šimůnek-Łoś")]
        {
            assert_eq!(typed.parse::<Roman>().unwrap().as_str(), stored);
        }
        for bad in ["佐藤", "Иван", "a&b"] {
            assert_eq!(bad.parse::<Roman>(), Err(Problem::NotRoman), "{bad}");
        }
    }

    #[test]
    fn one_line_stays_one_line() {
        assert_eq!(line(" 桜橋\u{202e}　\n システムズ ", 20).unwrap(), "桜橋 システムズ");
        assert_eq!(line("\u{200b}", 20), Err(Problem::Required));
        assert_eq!(line("あいう", 2), Err(Problem::TooLong { max: 2 }));
    }

    #[test]
    fn names_are_what_is_seen_of_them() {
        for (typed, stored) in [
            ("\u{202e}佐藤\u{2066}", "佐藤"),
            ("佐\u{200b}藤\u{feff}", "佐藤"),
            ("𠮷野\u{3000}家", "𠮷野 家"),
            ("葛\u{e0100}", "葛\u{e0100}"),
            ("👩‍💻", "👩‍💻"),
        ] {
            assert_eq!(typed.parse::<NamePart>().unwrap().as_str(), stored);
        }
        for nothing in ["\u{3164}", "\u{2800}\u{ad}", "\u{e0041}", "\u{200d}", " \u{202e} "] {
            assert_eq!(nothing.parse::<NamePart>(), Err(Problem::Required), "{nothing:?}");
        }
        assert!("𩸽".repeat(40).parse::<NamePart>().is_ok(), "characters count, not bytes");
        assert_eq!("𩸽".repeat(41).parse::<NamePart>(), Err(Problem::TooLong { max: 40 }));
    }

    #[test]
    fn prose_keeps_its_lines() {
        assert_eq!(prose("a\u{202e}b\r\n\tc\u{2028}d\0", 20).unwrap(), "ab\n\tc\nd");
    }

    #[test]
    fn colours_are_hexadecimal() {
        assert_eq!("#1F4E79".parse::<Colour>().unwrap().as_str(), "#1f4e79");
        assert!("red".parse::<Colour>().is_err());
    }
}
