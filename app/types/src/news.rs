//! 近況: one short text of a profile, shown with its age and replaced at will.
use crate::form::{Problem, Problems};
use crate::intent::{Age, SaidAge};
use crate::lang::Voice;
use crate::text;
use crate::words::news as w;

/// Characters of the longest 近況.
pub const NEWS_MAX: usize = 280;

/// 「3か月前の近況」.
#[must_use]
pub fn age(age: Age, voice: Voice) -> String {
    match age.said() {
        SaidAge::Years(years) => w::age_years(voice, years),
        SaidAge::Year => w::age_year(voice).to_owned(),
        SaidAge::HalfYear => w::age_half_year(voice).to_owned(),
        SaidAge::Months(months) => w::age_months(voice, months),
        SaidAge::Month => w::age_month(voice).to_owned(),
        SaidAge::Lately => w::age_lately(voice).to_owned(),
    }
}

/// The text typed, or nothing.
pub(crate) fn news(p: &mut Problems, typed: &str) -> String {
    let parse = |text: &str| -> Result<String, Problem> { text::prose(text, NEWS_MAX) };
    p.take("news", text::optional(typed, parse)).flatten().unwrap_or_default()
}
