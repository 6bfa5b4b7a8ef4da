//! What a member tells about themself, and the form it is told in.
mod form;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::career::Job;
use crate::enums::text_enum;
use crate::industry::Industry;
use crate::lang::Voice;
use crate::language::Spoken;
use crate::place::Place;
use crate::visibility::Visibility;
use crate::words::people as w;

pub use form::{ProfileInput, skills_of};

pub(crate) use form::year;

/// Periods in departments one member may list.
pub const TENURES_MAX: usize = 20;
/// Links one member may list.
pub const LINKS_MAX: usize = 5;
/// Skills one member may list.
pub const SKILLS_MAX: usize = 12;
/// First and last year a period may name.
pub const YEARS: std::ops::RangeInclusive<i64> = 1930..=2100;

text_enum! {
    /// A part of the profile with a visibility of its own.
    pub enum ProfileField {
        /// 在籍時の所属
        Departments = "departments",
        /// 入社年度
        Entry = "entry",
        /// お仕事の歩み
        Work = "work",
        /// 近況
        News = "news",
        /// お住まいの都道府県・国
        Region = "region",
        /// お住まいの市区町村・都市
        City = "city",
        /// 話せる言葉
        Languages = "languages",
        /// 得意なこと
        Skills = "skills",
        /// 自己紹介
        Bio = "bio",
        /// 力になれること
        Help = "help",
        /// 探していること
        Looking = "looking",
        /// リンク
        Links = "links",
        /// メールアドレス
        Mail = "mail",
    }
}

impl ProfileField {
    /// Its name for the reader.
    #[must_use]
    pub fn text(self, voice: Voice) -> &'static str {
        match self {
            Self::Departments => w::departments(voice),
            Self::Entry => w::entry(voice),
            Self::Work => crate::words::career::field(voice),
            Self::News => crate::words::news::field(voice),
            Self::Region => crate::words::place::field(voice),
            Self::City => crate::words::place::city(voice),
            Self::Languages => crate::words::language::field(voice),
            Self::Skills => w::skills(voice),
            Self::Bio => w::bio(voice),
            Self::Help => w::help(voice),
            Self::Looking => w::looking(voice),
            Self::Links => w::links(voice),
            Self::Mail => w::mail(voice),
        }
    }
}

/// How far each field reaches; what is not in it reaches members, the city connections, the mail address only the office.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Levels(BTreeMap<String, Visibility>);

impl Levels {
    /// How far `field` reaches. A city tells where it lies, and reaches no further than that.
    #[must_use]
    pub fn of(&self, field: ProfileField) -> Visibility {
        let default = match field {
            ProfileField::Mail => Visibility::Office,
            ProfileField::City => Visibility::Connections,
            _ => Visibility::Members,
        };
        let level = self.0.get(field.as_str()).copied().unwrap_or(default);
        if field == ProfileField::City { level.min(self.of(ProfileField::Region)) } else { level }
    }

    /// Sets how far `field` reaches.
    pub fn set(&mut self, field: ProfileField, level: Visibility) {
        self.0.insert(field.as_str().to_owned(), level);
    }
}

/// A link of a member.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// What is there.
    pub label: String,
    /// Where: `https://…` or `http://…`.
    pub url: String,
}

/// A period in a department, as told by the member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Period {
    /// Department in the member's words.
    pub department: String,
    /// Part played there, or empty.
    pub title: String,
    /// First calendar year.
    pub from: i64,
    /// Last calendar year; none while it lasts.
    pub to: Option<i64>,
}

/// Work since the company; each part may be empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Work {
    /// Where and as what, the earliest first.
    pub jobs: Vec<Job>,
    /// In which line at present.
    pub industry: Option<Industry>,
}

impl Work {
    /// The jobs of the present.
    pub fn now(&self) -> impl Iterator<Item = &Job> {
        self.jobs.iter().filter(|job| job.to.is_none())
    }
}

/// A whole profile, checked.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are those of ProfileField")]
pub struct Profile {
    pub periods: Vec<Period>,
    /// Fiscal year.
    pub entry_year: Option<i64>,
    pub work: Work,
    pub news: String,
    pub place: Option<Place>,
    pub city: String,
    pub languages: Vec<Spoken>,
    pub skills: Vec<String>,
    pub bio: String,
    pub help: String,
    pub looking: String,
    pub links: Vec<Link>,
    pub levels: Levels,
}
