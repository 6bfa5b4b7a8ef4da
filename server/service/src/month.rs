//! Calendar months on the site's clock.
use jiff::ToSpan;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use types::time::Stamp;

use crate::clock::zoned;

/// A calendar month; written `2026-11`, and in that form stored and sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Month {
    first: Date,
}

/// A text that is no month.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no month: {0:?}")]
pub struct NotAMonth(
    /// The text.
    pub String,
);

impl Month {
    /// The month of `at` in `zone`.
    #[must_use]
    pub fn of(at: Stamp, zone: &TimeZone) -> Self {
        Self { first: zoned(at, zone).date().first_of_month() }
    }

    /// `months` earlier (negative: later).
    #[must_use]
    pub fn minus(self, months: i32) -> Self {
        Self { first: self.first.saturating_sub(months.months()) }
    }

    /// The next one.
    #[must_use]
    pub fn next(self) -> Self {
        self.minus(-1)
    }

    /// Its first instant in `zone`, which is also the end of the month before.
    #[must_use]
    pub fn start(self, zone: &TimeZone) -> Stamp {
        let midnight = self.first.to_zoned(zone.clone()).map(|at| at.timestamp().as_millisecond());
        Stamp(midnight.unwrap_or(i64::MAX))
    }

    /// The year.
    #[must_use]
    pub fn year(self) -> i16 {
        self.first.year()
    }

    /// 1 to 12.
    #[must_use]
    pub fn number(self) -> i8 {
        self.first.month()
    }

    /// Its first day.
    #[must_use]
    pub fn first_day(self) -> Date {
        self.first
    }
}

impl std::fmt::Display for Month {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-{:02}", self.first.year(), self.first.month())
    }
}

impl std::str::FromStr for Month {
    type Err = NotAMonth;
    fn from_str(text: &str) -> Result<Self, NotAMonth> {
        let first = format!("{text}-01").parse().map_err(|_| NotAMonth(text.to_owned()))?;
        Ok(Self { first })
    }
}

#[cfg(test)]
mod tests {
    use super::Month;
    use jiff::tz::TimeZone;
    use types::time::Stamp;

    /// 2025-12-31T15:00:00Z, midnight of the new year in Tokyo.
    const NEW_YEAR: Stamp = Stamp(1_767_193_200_000);

    #[test]
    fn a_month_begins_on_the_sites_clock() {
        let tokyo = TimeZone::get("Asia/Tokyo").unwrap();
        let before = Month::of(NEW_YEAR.plus(-1), &tokyo);
        assert_eq!(before.to_string(), "2025-12");
        assert_eq!(Month::of(NEW_YEAR, &tokyo), before.next());
        assert_eq!(Month::of(NEW_YEAR, &TimeZone::UTC), before);
        assert_eq!(before.next().start(&tokyo), NEW_YEAR);
    }

    #[test]
    fn months_are_counted_over_the_year() {
        let month: Month = "2026-02".parse().unwrap();
        assert_eq!(month.minus(13).to_string(), "2025-01");
        assert_eq!((month.next().year(), month.next().number()), (2026, 3));
        assert!("2026-13".parse::<Month>().is_err());
    }
}
