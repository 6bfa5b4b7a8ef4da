//! The feed: what may be done with a post, and where a text may wait half-written.
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::enums::{UnknownVariant, stored_as_text, text_enum};
use crate::id::{MediaId, PostId};
use crate::lang::Lang;

/// Characters of the longest comment.
pub const COMMENT_MAX: usize = 2_000;
/// Pictures of one post.
pub const PICTURES_MAX: usize = 4;
/// Characters of the longest description of a picture.
pub const ALT_MAX: usize = 300;
/// Characters of the longest report to the office.
pub const REPORT_MAX: usize = 1_000;

text_enum! {
    /// A word to the author of a post, without writing one.
    pub enum ReactionKind {
        /// 応援
        Cheer = "cheer",
        /// 力になれます
        Help = "help",
        /// なるほど
        Insight = "insight",
    }
}

text_enum! {
    /// What the office did about a report.
    pub enum ReportOutcome {
        /// The text stays.
        Kept = "kept",
        /// The text was taken down.
        Removed = "removed",
    }
}

/// Where a text waits until it is published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DraftPlace {
    /// The composer of the feed.
    Post,
    /// The answer to a post.
    Comment(PostId),
}

impl fmt::Display for DraftPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Post => f.write_str("post"),
            Self::Comment(post) => write!(f, "comment:{post}"),
        }
    }
}

impl FromStr for DraftPlace {
    type Err = UnknownVariant;
    fn from_str(text: &str) -> Result<Self, UnknownVariant> {
        let unknown = || UnknownVariant(text.to_owned());
        match text.split_once(':') {
            None if text == "post" => Ok(Self::Post),
            Some(("comment", post)) => post.parse().map(Self::Comment).map_err(|_| unknown()),
            _ => Err(unknown()),
        }
    }
}

#[cfg(feature = "sqlx")]
impl DraftPlace {
    fn as_str(&self) -> String {
        self.to_string()
    }
}

stored_as_text!(DraftPlace);

/// The form of a text, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TextInput {
    /// The text, Markdown.
    pub body: String,
    /// Which button was pressed: `preview` shows the text as it would look, anything else publishes it.
    pub action: String,
}

impl TextInput {
    /// Whether the text is only to be shown.
    #[must_use]
    pub fn wants_preview(&self) -> bool {
        self.action == "preview"
    }
}

/// What the form of a post says of a picture that is there already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PictureInput {
    /// Which.
    pub id: MediaId,
    /// What is to be seen, as typed.
    pub alt: String,
    /// Whether it is to go.
    pub remove: bool,
}

/// The form of a company letter, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "title and Markdown body in both languages; one of them may be empty")]
pub struct LetterInput {
    pub title_ja: String,
    pub body_ja: String,
    pub title_en: String,
    pub body_en: String,
    /// `on` when the letter stands at the top of the feed.
    pub pinned: String,
}

/// The language a text is probably written in, for `lang` attributes: kana or kanji mean Japanese.
#[must_use]
pub fn lang_of(text: &str) -> Lang {
    if text.chars().any(|c| matches!(c, 'ぁ'..='ヿ' | '一'..='鿿')) { Lang::Ja } else { Lang::En }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_read_as_they_are_written() {
        for place in [DraftPlace::Post, DraftPlace::Comment(PostId(uuid::Uuid::max()))] {
            assert_eq!(place.to_string().parse(), Ok(place));
        }
        assert!("comment:x".parse::<DraftPlace>().is_err());
    }

    #[test]
    fn one_kana_makes_a_text_japanese() {
        assert_eq!(lang_of("Hello の"), Lang::Ja);
        assert_eq!(lang_of("Hello, Zürich!"), Lang::En);
    }
}
