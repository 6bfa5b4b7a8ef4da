//! A person with an account, as others may see the person.
use serde::{Deserialize, Serialize};

use crate::enums::text_enum;
use crate::glyph::isolated;
use crate::id::{MediaId, MemberId};
use crate::lang::{Lang, Voice};
use crate::text::{Kana, NamePart, Roman};
use crate::words::leave::somebody;

text_enum! {
    /// What the person is to the company now.
    pub enum Relationship {
        /// Works there: 社員.
        Employee = "employee",
        /// Once worked there: アルムナイ.
        Alumnus = "alumnus",
        /// Studies, and knows the company from an internship or the like.
        Student = "student",
        /// Works for a customer of the company.
        Customer = "customer",
        /// From outside: mentor, adviser, reviewer.
        Friend = "friend",
    }
}

text_enum! {
    /// Whether the account can be used.
    pub enum MemberState {
        /// In use.
        Active = "active",
        /// Resting at the member's wish: 休止.
        Resting = "resting",
        /// Left the company and did not agree to stay as an alumnus: nobody sees the account, nothing of it is deleted.
        Suspended = "suspended",
        /// About to leave; may still come back.
        Leaving = "leaving",
        /// Left: 退会. Nothing of the person is in the row.
        Left = "left",
        /// No member: stands beside what stays of those who left, see [`MemberId::is_stand_in`].
        StandIn = "stand_in",
    }
}

text_enum! {
    /// Light, dark or whatever the device prefers.
    #[derive(Default)]
    pub enum Theme {
        /// As the device prefers.
        #[default]
        Auto = "auto",
        /// Light.
        Light = "light",
        /// Dark.
        Dark = "dark",
    }
}

impl MemberState {
    /// Whether there is an account: it can be used, or rests.
    #[must_use]
    pub fn has_account(self) -> bool {
        matches!(self, Self::Active | Self::Resting | Self::Suspended)
    }
}

/// Names as stored, family name first, to be shown; of somebody who left without them, words that say so.
#[must_use]
pub fn name_in_order(voice: Voice, family: &str, given: &str) -> String {
    if family.is_empty() && given.is_empty() {
        somebody(voice).to_owned()
    } else {
        isolated(format!("{family} {given}").trim().to_owned())
    }
}

/// A person's name in its scripts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Name {
    /// Family name as written.
    pub family: NamePart,
    /// Given name as written.
    pub given: NamePart,
    /// Reading of the family name.
    pub family_kana: Option<Kana>,
    /// Reading of the given name.
    pub given_kana: Option<Kana>,
    /// Family name in Latin letters.
    pub family_roman: Option<Roman>,
    /// Given name in Latin letters.
    pub given_roman: Option<Roman>,
}

/// As much of a member as stands beside whatever the member wrote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Who.
    pub id: MemberId,
    /// Family name as written.
    pub family: String,
    /// Given name as written.
    pub given: String,
    /// Family name in Latin letters, or empty.
    pub family_roman: String,
    /// Given name in Latin letters, or empty.
    pub given_roman: String,
    /// One line about the person: department and years, or work now.
    pub line: String,
    /// The portrait.
    pub photo: Option<MediaId>,
}

impl Person {
    /// The name as it is shown, also between other words: as [`Person::written`], and kept to itself when it is written from
    /// right to left.
    #[must_use]
    pub fn name(&self, lang: Lang) -> String {
        isolated(self.written(lang))
    }

    /// The name in the order and script of `lang`: 佐々木 健太, Kenta Sasaki; of somebody who left without it, words that say so.
    #[must_use]
    pub fn written(&self, lang: Lang) -> String {
        // A name that somebody goes by may be of one part.
        let whole = |a: &str, b: &str| format!("{a} {b}").trim().to_owned();
        match lang {
            _ if self.family.is_empty() && self.given.is_empty() => {
                somebody(Voice::default().in_lang(lang)).to_owned()
            }
            Lang::En if !self.family_roman.is_empty() => whole(&self.given_roman, &self.family_roman),
            _ => whole(&self.family, &self.given),
        }
    }

    /// Whether there is a page about the person.
    #[must_use]
    pub fn has_page(&self) -> bool {
        !self.id.is_stand_in()
    }

    /// The first character, shown where there is no portrait.
    #[must_use]
    pub fn initial(&self, lang: Lang) -> String {
        self.written(lang).chars().take(1).collect()
    }
}
