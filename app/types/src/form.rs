//! What can be wrong with a form, field by field, in words for its reader.
use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::lang::Voice;
use crate::words;

/// What is wrong with one field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Problem {
    /// Nothing was entered.
    Required,
    /// No file was chosen.
    NoFile,
    /// More than `max` characters.
    TooLong {
        /// The most characters allowed.
        max: usize,
    },
    /// No mail address.
    NotAMail,
    /// A reading that is not kana.
    NotKana,
    /// A name that is not in Latin letters.
    NotRoman,
    /// No `#rrggbb`.
    NotAColour,
    /// No number, or one outside its range.
    NotInRange {
        /// The smallest allowed.
        min: i64,
        /// The largest allowed.
        max: i64,
    },
    /// No date or time.
    NotADate,
    /// Neither a year nor a month of one.
    NotAMonth,
    /// None of the choices offered.
    NotAChoice,
    /// Too much of the kind in a short time.
    TooOften,
    /// A date before the one it must follow.
    Before,
    /// No web address that starts with `https://` or `http://`.
    NotALink,
    /// Consent that the step cannot do without.
    ConsentNeeded,
    /// Already in use.
    Taken,
    /// The code is wrong.
    WrongCode,
    /// The file cannot be read as what it should be.
    UnreadableFile,
    /// The file is larger than allowed.
    FileTooLarge {
        /// The limit in megabytes.
        megabytes: usize,
    },
    /// A picture of more pixels than can be decoded.
    TooManyPixels {
        /// The limit in millions.
        megapixels: u64,
    },
    /// No picture in one of the formats taken.
    NotAPicture,
    /// No name for an address: small letters, digits and hyphens.
    NotASlug,
    /// No domain of mail addresses, such as `example.jp`.
    NotADomain,
    /// A name that no member has, or several.
    NotAMember,
    /// More entries than allowed.
    TooMany {
        /// The most entries allowed.
        max: usize,
    },
    /// Fewer entries than needed.
    TooFew {
        /// The fewest entries needed.
        min: usize,
    },
    /// A department that would become what it came from.
    InCircles,
    /// Somebody else saved another text in the meantime.
    ChangedMeanwhile,
    /// No file of a kind that is taken.
    NotADocument,
    /// Nobody of the office would be left.
    LastOffice,
    /// Another word, where another spelling of the same one is asked for.
    OtherWord,
    /// The same word, where another one is asked for.
    SameWord,
    /// No name would be left that members see.
    NameNeeded,
    /// No good answer of a device that was asked for a passkey, or one that came too late.
    NotAPasskey,
}

impl Problem {
    /// A file of more than `bytes`.
    #[must_use]
    pub const fn too_large(bytes: usize) -> Self {
        Self::FileTooLarge { megabytes: bytes / 1024 / 1024 }
    }

    /// The sentence shown beside the field.
    #[must_use]
    pub fn text(&self, voice: Voice) -> String {
        use words::form as w;
        match self {
            Self::Required => w::required(voice).to_owned(),
            Self::NoFile => w::no_file(voice).to_owned(),
            Self::TooLong { max } => w::too_long(voice, max),
            Self::NotAMail => w::not_a_mail(voice).to_owned(),
            Self::NotKana => w::not_kana(voice).to_owned(),
            Self::NotRoman => w::not_roman(voice).to_owned(),
            Self::NotAColour => w::not_a_colour(voice).to_owned(),
            Self::NotInRange { min, max } => w::not_in_range(voice, max, min),
            Self::NotADate => w::not_a_date(voice).to_owned(),
            Self::NotAMonth => w::not_a_month(voice).to_owned(),
            Self::NotAChoice => w::not_a_choice(voice).to_owned(),
            Self::TooOften => w::too_often(voice).to_owned(),
            Self::Before => w::before(voice).to_owned(),
            Self::NotALink => w::not_a_link(voice).to_owned(),
            Self::ConsentNeeded => w::consent_needed(voice).to_owned(),
            Self::Taken => w::taken(voice).to_owned(),
            Self::WrongCode => w::wrong_code(voice).to_owned(),
            Self::UnreadableFile => w::unreadable_file(voice).to_owned(),
            Self::FileTooLarge { megabytes } => w::file_too_large(voice, megabytes),
            Self::TooManyPixels { megapixels } => w::too_many_pixels(voice, megapixels),
            Self::NotAPicture => w::not_a_picture(voice).to_owned(),
            Self::NotASlug => w::not_a_slug(voice).to_owned(),
            Self::NotADomain => w::not_a_domain(voice).to_owned(),
            Self::NotAMember => w::not_a_member(voice).to_owned(),
            Self::TooMany { max } => w::too_many(voice, max),
            Self::TooFew { min } => w::too_few(voice, min),
            Self::InCircles => w::in_circles(voice).to_owned(),
            Self::ChangedMeanwhile => w::changed_meanwhile(voice).to_owned(),
            Self::NotADocument => w::not_a_document(voice).to_owned(),
            Self::LastOffice => w::last_office(voice).to_owned(),
            Self::OtherWord => w::other_word(voice).to_owned(),
            Self::SameWord => w::same_word(voice).to_owned(),
            Self::NameNeeded => w::name_needed(voice).to_owned(),
            Self::NotAPasskey => w::not_a_passkey(voice).to_owned(),
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text(Voice::default()))
    }
}

impl std::error::Error for Problem {}

/// The problems of a form by field name; empty when it can go on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problems(BTreeMap<String, Problem>);

impl Problems {
    /// One problem of one field.
    #[must_use]
    pub fn one(field: &str, problem: Problem) -> Self {
        Self(BTreeMap::from([(field.to_owned(), problem)]))
    }

    /// Adds a problem; the first of a field stays.
    pub fn add(&mut self, field: &str, problem: Problem) {
        self.0.entry(field.to_owned()).or_insert(problem);
    }

    /// The value, or `None` with the problem noted for `field`.
    pub fn take<T>(&mut self, field: &str, parsed: Result<T, Problem>) -> Option<T> {
        parsed.map_err(|problem| self.add(field, problem)).ok()
    }

    /// The problem of `field`.
    #[must_use]
    pub fn of(&self, field: &str) -> Option<&Problem> {
        self.0.get(field)
    }

    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Fields and their problems.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Problem)> {
        self.0.iter().map(|(field, problem)| (field.as_str(), problem))
    }

    /// `value` when it is there and nothing is wrong, otherwise the problems.
    ///
    /// # Errors
    /// The problems themselves.
    pub fn finish<T>(self, value: Option<T>) -> Result<T, Self> {
        match value {
            Some(value) if self.is_empty() => Ok(value),
            _ => Err(self),
        }
    }
}
