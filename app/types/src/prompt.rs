//! One soft suggestion about the own profile at a time.
use crate::enums::text_enum;
use crate::lang::Voice;
use crate::words::prompt as w;

text_enum! {
    /// What is suggested, in the order in which it is.
    pub enum PromptKind {
        /// 近況
        News = "news",
        /// 自己紹介
        Bio = "bio",
        /// Work since the company.
        Career = "career",
        /// お住まい
        Place = "place",
        /// Languages.
        Languages = "languages",
    }
}

impl PromptKind {
    /// What it is about.
    #[must_use]
    pub fn name(self, voice: Voice) -> &'static str {
        match self {
            Self::News => w::name_news(voice),
            Self::Bio => w::name_bio(voice),
            Self::Career => w::name_career(voice),
            Self::Place => w::name_place(voice),
            Self::Languages => w::name_languages(voice),
        }
    }

    /// The suggestion.
    #[must_use]
    pub fn text(self, voice: Voice) -> &'static str {
        match self {
            Self::News => w::news(voice),
            Self::Bio => w::bio(voice),
            Self::Career => w::career(voice),
            Self::Place => w::place(voice),
            Self::Languages => w::languages(voice),
        }
    }

    /// The field of the form that it is about.
    #[must_use]
    pub const fn field(self) -> &'static str {
        match self {
            Self::News => "news",
            Self::Bio => "bio",
            Self::Career => "career_company_0",
            Self::Place => "region",
            Self::Languages => "language_0",
        }
    }
}
