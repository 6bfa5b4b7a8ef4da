//! Time as a parameter.
use std::sync::atomic::{AtomicI64, Ordering};

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};
use types::form::Problem;
use types::time::Stamp;

/// Tells the time.
pub trait Clock: Send + Sync {
    /// The time now.
    fn now(&self) -> Stamp;
}

/// The machine's clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one place that asks the machine")]
    fn now(&self) -> Stamp {
        Stamp(Timestamp::now().as_millisecond())
    }
}

/// A clock that stands still until moved.
#[derive(Debug)]
pub struct StoppedClock(AtomicI64);

impl StoppedClock {
    /// Stands at `at`.
    #[must_use]
    pub fn at(at: Stamp) -> Self {
        Self(AtomicI64::new(at.0))
    }

    /// Moves it by `millis`.
    pub fn advance(&self, millis: i64) {
        self.0.fetch_add(millis, Ordering::SeqCst);
    }
}

impl Clock for StoppedClock {
    fn now(&self) -> Stamp {
        Stamp(self.0.load(Ordering::SeqCst))
    }
}

/// The instant on the wall clocks of `zone`; an instant outside the calendar becomes 1970.
#[must_use]
pub fn zoned(at: Stamp, zone: &TimeZone) -> Zoned {
    Timestamp::from_millisecond(at.0).unwrap_or_default().to_zoned(zone.clone())
}

/// What was typed as `2026-12-03T19:00` on the wall clocks of `zone`.
///
/// # Errors
/// [`Problem::Required`] for nothing, [`Problem::NotADate`] for what cannot be read or never was on those clocks.
pub(crate) fn wall_time(typed: &str, zone: &TimeZone) -> Result<Stamp, Problem> {
    if typed.trim().is_empty() {
        return Err(Problem::Required);
    }
    let wall: DateTime = typed.trim().parse().map_err(|_| Problem::NotADate)?;
    let at = wall.to_zoned(zone.clone()).map_err(|_| Problem::NotADate)?;
    Ok(Stamp(at.timestamp().as_millisecond()))
}

/// An instant as [`wall_time`] reads it.
pub(crate) fn wall_words(at: Stamp, zone: &TimeZone) -> String {
    zoned(at, zone).strftime("%Y-%m-%dT%H:%M").to_string()
}
