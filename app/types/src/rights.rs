//! What members ask the office to do about their data: 訂正, 利用停止, 第三者提供の停止, 開示.
use serde::{Deserialize, Serialize};

use crate::enums::text_enum;
use crate::form::Problems;
use crate::id::RightsRequestId;
use crate::invitation::number;
use crate::lang::Voice;
use crate::site::choice;
use crate::text;
use crate::time::Stamp;
use crate::words::rights as w;

/// Most characters of what is asked, and of an answer.
pub const RIGHTS_MAX: usize = 4_000;
/// Days within which the office has to answer, at least and at most.
pub const RIGHTS_DAYS: std::ops::RangeInclusive<i64> = 3..=30;

text_enum! {
    /// What is asked for.
    pub enum RightsKind {
        /// 訂正
        Correction = "correction",
        /// 利用停止
        StopUse = "stop_use",
        /// 第三者提供の停止
        StopProvision = "stop_provision",
        /// 開示
        Disclosure = "disclosure",
    }
}

text_enum! {
    /// Where a request stands.
    pub enum RightsState {
        /// It waits for the office.
        Open = "open",
        /// The office answered.
        Answered = "answered",
        /// The member took it back.
        Withdrawn = "withdrawn",
    }
}

impl RightsKind {
    /// The word for it.
    #[must_use]
    pub fn word(self, voice: Voice) -> &'static str {
        match self {
            Self::Correction => w::kind_correction(voice),
            Self::StopUse => w::kind_stop_use(voice),
            Self::StopProvision => w::kind_stop_provision(voice),
            Self::Disclosure => w::kind_disclosure(voice),
        }
    }

    /// What it means, in a sentence.
    #[must_use]
    pub fn sentence(self, voice: Voice) -> &'static str {
        match self {
            Self::Correction => w::about_correction(voice),
            Self::StopUse => w::about_stop_use(voice),
            Self::StopProvision => w::about_stop_provision(voice),
            Self::Disclosure => w::about_disclosure(voice),
        }
    }
}

impl RightsState {
    /// The word for it.
    #[must_use]
    pub fn word(self, voice: Voice) -> &'static str {
        match self {
            Self::Open => w::state_open(voice),
            Self::Answered => w::state_answered(voice),
            Self::Withdrawn => w::state_withdrawn(voice),
        }
    }
}

/// Where a page of the office's list begins: after this request. Written `1795000000000.<id>` in addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DueKey {
    /// Its deadline.
    pub due: Stamp,
    /// Which.
    pub id: RightsRequestId,
}

impl DueKey {
    /// Before all requests.
    pub const FIRST: Self = Self { due: Stamp(i64::MIN), id: RightsRequestId::FIRST };
}

impl std::fmt::Display for DueKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}", self.due.0, self.id)
    }
}

/// A text that is no [`DueKey`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotADueKey;

impl std::str::FromStr for DueKey {
    type Err = NotADueKey;
    fn from_str(text: &str) -> Result<Self, NotADueKey> {
        let (due, id) = text.split_once('.').ok_or(NotADueKey)?;
        let due = Stamp(due.parse().map_err(|_| NotADueKey)?);
        Ok(Self { due, id: id.parse().map_err(|_| NotADueKey)? })
    }
}

/// The form of a request, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "names of form fields")]
pub struct RightsInput {
    pub kind: String,
    pub body: String,
}

impl RightsInput {
    /// What is asked for, and in which words.
    ///
    /// # Errors
    /// What is wrong, field by field.
    pub fn parse(&self) -> Result<(RightsKind, String), Problems> {
        let mut p = Problems::default();
        let kind = p.take("kind", choice(&self.kind));
        let body = p.take("body", text::prose(&self.body, RIGHTS_MAX));
        p.finish(kind.zip(body))
    }
}

/// The days typed for an answer.
///
/// # Errors
/// A problem of the field `days`.
pub fn parse_days(typed: &str) -> Result<i64, Problems> {
    let mut p = Problems::default();
    let days = p.take("days", number(typed, *RIGHTS_DAYS.start(), *RIGHTS_DAYS.end()));
    p.finish(days)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::Problem;

    #[test]
    fn a_request_names_its_kind_and_says_something() {
        let input =
            RightsInput { kind: "stop_use".into(), body: " 便りを止めてください。 ".into() };
        assert_eq!(input.parse(), Ok((RightsKind::StopUse, "便りを止めてください。".into())));
        let problems = RightsInput { kind: "all".into(), body: " ".into() }.parse().unwrap_err();
        assert_eq!(problems.of("kind"), Some(&Problem::NotAChoice));
        assert_eq!(problems.of("body"), Some(&Problem::Required));
    }

    #[test]
    fn a_key_is_read_back_and_nothing_else_is() {
        let key = DueKey { due: Stamp(12), id: RightsRequestId::LAST };
        assert_eq!(key.to_string().parse(), Ok(key));
        for bad in ["", "12", "12.x", "x.00000000000000000000000000000000"] {
            assert_eq!(bad.parse::<DueKey>(), Err(NotADueKey), "{bad}");
        }
    }

    #[test]
    fn the_days_stay_in_their_range() {
        assert_eq!(parse_days("３"), Ok(3));
        assert_eq!(parse_days("30"), Ok(30));
        for bad in ["2", "31"] {
            let problems = parse_days(bad).unwrap_err();
            assert_eq!(problems.of("days"), Some(&Problem::NotInRange { min: 3, max: 30 }), "{bad}");
        }
    }
}
