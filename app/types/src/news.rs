//! 近況: one short text of a profile, shown with its age and replaced at will.
use crate::form::{Problem, Problems};
use crate::intent::Age;
use crate::lang::Voice;
use crate::text;
use crate::words::news as w;

/// Characters of the longest 近況.
pub const NEWS_MAX: usize = 280;

/// 「3か月前の近況」.
#[must_use]
pub fn age(age: Age, voice: Voice) -> String {
    match (age.months / 12, age.months % 12) {
        (years, _) if years > 1 => w::age_years(voice, years),
        (1, _) => w::age_year(voice).to_owned(),
        (_, 6) => w::age_half_year(voice).to_owned(),
        (_, months) if months > 1 => w::age_months(voice, months),
        (_, 1) => w::age_month(voice).to_owned(),
        _ => w::age_lately(voice).to_owned(),
    }
}

/// The text typed, or nothing.
pub(crate) fn news(p: &mut Problems, typed: &str) -> String {
    let parse = |text: &str| -> Result<String, Problem> { text::prose(text, NEWS_MAX) };
    p.take("news", text::optional(typed, parse)).flatten().unwrap_or_default()
}
