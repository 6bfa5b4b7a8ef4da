//! Ties as tokens of the index, so that a search finds those near to the viewer first without looking at anybody else.
//!
//! Each token begins with a mark that no text makes and nobody can type. Periods and 入社年度 become tokens only while every member may
//! see them; a connection is a token of both, which only the other of the two asks for.
use types::id::{DepartmentId, MemberId};
use types::profile::YEARS;
use types::tie::TieKind;

use crate::department::History;
use crate::fold::fold;
use crate::profile::TenureView;

/// Stands before every token of a tie. A private character, as those of [`crate::search`].
const MARK: char = '\u{e002}';
/// Periods that last are indexed up to this year; whoever moves it on counts [`crate::search::EDITION`] up.
pub(super) const LASTS_UNTIL: i64 = 2050;
/// Years are told in blocks of 1, 2, 4, 8 and 16 as well: few blocks make up any stretch of years, so that a question is short.
const LEVELS: u32 = 5;
/// Tokens of one question: more would be a career of centuries.
const ASKED_MAX: usize = 200;

/// The tokens by which the member, and those near to the member, find the member.
pub(crate) fn found_by(
    me: MemberId,
    history: &History,
    periods: &[TenureView],
    entry_year: Option<i64>,
    connected: &[MemberId],
) -> Vec<String> {
    let stretches = periods.iter().flat_map(|period| stretches(history, period, LASTS_UNTIL));
    std::iter::once(own(me))
        .chain(stretches.flat_map(|stretch| stretch.reached()))
        .chain(entry_year.map(cohort))
        .chain(connected.iter().map(|id| connection(*id)))
        .collect()
}

/// The tokens that find who is near to the member `me` in the way of `kind`.
pub(crate) fn asked(
    kind: TieKind,
    me: MemberId,
    history: &History,
    periods: &[TenureView],
    entry_year: Option<i64>,
    this_year: i64,
) -> Vec<String> {
    let mut tokens: Vec<String> = match kind {
        TieKind::Connection => vec![connection(me)],
        TieKind::Together => {
            let stretches = periods.iter().flat_map(|period| stretches(history, period, this_year));
            stretches.flat_map(|stretch| stretch.made_of()).collect()
        }
        TieKind::Cohort => entry_year.map(cohort).into_iter().collect(),
    };
    tokens.sort();
    tokens.dedup();
    tokens.truncate(ASKED_MAX);
    tokens
}

/// What members call a department of which the company does not know.
pub(super) fn words(period: &TenureView) -> String {
    fold(&period.department.ja).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// A department as it was in that year: the company's, whatever it was called, or what members call alike.
fn department(history: &History, period: &TenureView, year: i64) -> String {
    // The second half of an id is random.
    let of_id = |id: DepartmentId| history.unit(id, year).0.simple().to_string().split_off(16);
    period.department_id.map_or_else(|| words(period), of_id)
}

/// Years on end in what was one department.
struct Stretch {
    department: String,
    from: i64,
    last: i64,
}

impl Stretch {
    /// The blocks of years that hold one of them.
    fn reached(&self) -> Vec<String> {
        let of_level =
            |level| (self.from >> level..=self.last >> level).map(move |block| self.token(level, block));
        (0..LEVELS).flat_map(of_level).collect()
    }

    /// The fewest blocks that hold them and no other year.
    fn made_of(&self) -> Vec<String> {
        let (mut tokens, mut year) = (Vec::new(), self.from);
        while year <= self.last {
            let fits = |level: &u32| year % (1 << level) == 0 && year + (1 << level) - 1 <= self.last;
            let level = (1..LEVELS).rev().find(fits).unwrap_or(0);
            tokens.push(self.token(level, year >> level));
            year += 1 << level;
        }
        tokens
    }

    fn token(&self, level: u32, block: i64) -> String {
        format!("{MARK}d{}y{level}y{block}", self.department)
    }
}

fn stretches(history: &History, period: &TenureView, lasts_until: i64) -> Vec<Stretch> {
    let last = period.to.unwrap_or(lasts_until).min(*YEARS.end());
    let mut all: Vec<Stretch> = Vec::new();
    for year in period.from.max(*YEARS.start())..=last {
        let department = department(history, period, year);
        match all.last_mut().filter(|stretch| stretch.department == department) {
            Some(stretch) => stretch.last = year,
            None => all.push(Stretch { department, from: year, last: year }),
        }
    }
    all
}

/// The token of the member alone: nobody is near to oneself.
pub(super) fn own(me: MemberId) -> String {
    format!("{MARK}s{}", me.0.simple())
}

fn cohort(year: i64) -> String {
    format!("{MARK}j{year}")
}

fn connection(other: MemberId) -> String {
    format!("{MARK}c{}", other.0.simple())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stretch(from: i64, last: i64) -> Stretch {
        Stretch { department: "総務".into(), from, last }
    }

    #[test]
    fn a_question_finds_whoever_was_there_in_one_of_its_years() {
        let years = 1990..2030;
        for (from, last) in years.clone().flat_map(|from| (from..years.end).map(move |last| (from, last))) {
            let asked = stretch(from, last).made_of();
            assert!(asked.len() < 10, "{from} {last}: {asked:?}");
            for (begin, end) in
                [(from - 9, from - 1), (from - 1, from), (last, last), (last, 2050), (last + 1, 2050)]
            {
                let reached = stretch(begin, end).reached();
                let is_found = asked.iter().any(|token| reached.contains(token));
                assert_eq!(is_found, begin <= last && end >= from, "{from} {last}, {begin} {end}");
            }
        }
    }
}
