//! A calendar day as its text, without a calendar: the browser needs none to carry it.
use serde::{Deserialize, Serialize};

use crate::enums::stored_as_text;
use crate::form::Problem;
use crate::text::ascii_of_full_width;

/// The first year that can be meant.
const YEAR_MIN: u16 = 1900;
/// The last year that can be meant.
const YEAR_MAX: u16 = 2100;

/// `2026-11-18`, or as much of it as is known: `2026-11`, `2026`. Days sort as their texts; what is known less of comes first.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Day(String);

impl Day {
    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The year alone, of somebody who remembers no more.
    #[must_use]
    pub fn of_year(year: i64) -> Self {
        Self(format!("{year:04}"))
    }

    /// Whether it is certain to come before `other`: a year does not come before a day in it.
    #[must_use]
    pub fn precedes(&self, other: &Self) -> bool {
        let known = self.0.len().min(other.0.len());
        self.0[..known] < other.0[..known]
    }

    /// A day that is known whole.
    ///
    /// # Errors
    /// [`Problem::Required`] for nothing, [`Problem::NotADate`] for what is no day, or only a year or month.
    pub fn whole(text: &str) -> Result<Self, Problem> {
        let day: Self = text.parse()?;
        if day.0.len() == 10 { Ok(day) } else { Err(Problem::NotADate) }
    }
}

impl std::fmt::Display for Day {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::str::FromStr for Day {
    type Err = Problem;
    fn from_str(text: &str) -> Result<Self, Problem> {
        let text: String = text.trim().chars().map(ascii_of_full_width).collect();
        if text.is_empty() {
            return Err(Problem::Required);
        }
        if is_day(&text) { Ok(Self(text)) } else { Err(Problem::NotADate) }
    }
}

impl TryFrom<String> for Day {
    type Error = Problem;
    fn try_from(text: String) -> Result<Self, Problem> {
        text.parse()
    }
}

impl From<Day> for String {
    fn from(day: Day) -> Self {
        day.0
    }
}

stored_as_text!(Day);

fn is_day(text: &str) -> bool {
    let part = |text: &str, digits: usize| -> Option<u16> {
        let fits = text.len() == digits && text.bytes().all(|b| b.is_ascii_digit());
        text.parse().ok().filter(|_| fits)
    };
    let mut parts = text.split('-');
    let year = parts.next().and_then(|text| part(text, 4));
    let month = parts.next().map(|text| part(text, 2));
    let day = parts.next().map(|text| part(text, 2));
    let Some(year) = year.filter(|year| (YEAR_MIN..=YEAR_MAX).contains(year) && parts.next().is_none())
    else {
        return false;
    };
    match (month, day) {
        (None, _) => true,
        (Some(Some(month)), None) => (1..=12).contains(&month),
        (Some(Some(month)), Some(Some(day))) => {
            (1..=12).contains(&month) && (1..=days_in(year, month)).contains(&day)
        }
        _ => false,
    }
}

fn days_in(year: u16, month: u16) -> u16 {
    let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_read_as_far_as_it_is_known() {
        for (typed, read) in [
            (" ２０２６-11-18 ", "2026-11-18"),
            ("2024-02-29", "2024-02-29"),
            ("2006-03", "2006-03"),
            ("1998", "1998"),
        ] {
            assert_eq!(typed.parse::<Day>().unwrap().as_str(), read);
        }
        for bad in ["2026-02-29", "2026-13", "2026-1-1", "26-01-01", "1899", "2026-01-01-01", "2026-", "あ"]
        {
            assert_eq!(bad.parse::<Day>(), Err(Problem::NotADate), "{bad}");
        }
        assert_eq!("".parse::<Day>(), Err(Problem::Required));
        assert_eq!(Day::whole("2026-11"), Err(Problem::NotADate));
        let (year, day) = (Day::of_year(2006), Day::whole("2006-04-01").unwrap());
        assert!(!year.precedes(&day) && !day.precedes(&year) && Day::of_year(2005).precedes(&day));
        assert!(Day::of_year(2006) < Day::whole("2006-01-01").unwrap());
    }
}
