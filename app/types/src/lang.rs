//! The languages of the interface and the spellings a site chooses.
use serde::{Deserialize, Serialize};

use crate::enums::text_enum;

text_enum! {
    /// A language of the interface.
    #[derive(Default)]
    pub enum Lang {
        /// Japanese.
        #[default]
        Ja = "ja",
        /// English.
        En = "en",
    }
}

text_enum! {
    /// How the site writes じんざい: as wealth (人財) or as material (人材).
    #[derive(Default)]
    pub enum Talent {
        /// 人財
        #[default]
        Zai = "人財",
        /// 人材
        Material = "人材",
    }
}

text_enum! {
    /// How the site writes きょうそう.
    #[derive(Default)]
    pub enum CoCreation {
        /// 協創
        #[default]
        Cooperative = "協創",
        /// 共創
        Common = "共創",
    }
}

/// How the site speaks to one reader: the reader's language and the site's spellings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Voice {
    /// The reader's language.
    pub lang: Lang,
    /// The site's word for people.
    pub talent: Talent,
    /// The site's word for making things together.
    pub co_creation: CoCreation,
}

impl Voice {
    /// The same site in another language.
    #[must_use]
    pub fn in_lang(self, lang: Lang) -> Self {
        Self { lang, ..self }
    }

    /// Picks the Japanese or the English one.
    #[must_use]
    pub fn pick<T>(self, ja: T, en: T) -> T {
        match self.lang {
            Lang::Ja => ja,
            Lang::En => en,
        }
    }
}

/// A text the office may give in both languages; one may be empty and the other then serves both.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bilingual {
    /// The Japanese text.
    #[serde(default)]
    pub ja: String,
    /// The English text.
    #[serde(default)]
    pub en: String,
}

impl Bilingual {
    /// The text in `lang`, or in the other language when that one is empty.
    #[must_use]
    pub fn get(&self, lang: Lang) -> &str {
        let (wanted, other) = match lang {
            Lang::Ja => (&self.ja, &self.en),
            Lang::En => (&self.en, &self.ja),
        };
        if wanted.is_empty() { other } else { wanted }
    }

    /// The language [`Self::get`] really answers in, for `lang` attributes.
    #[must_use]
    pub fn lang_of(&self, lang: Lang) -> Lang {
        match lang {
            Lang::Ja if self.ja.is_empty() && !self.en.is_empty() => Lang::En,
            Lang::En if self.en.is_empty() && !self.ja.is_empty() => Lang::Ja,
            _ => lang,
        }
    }
}
