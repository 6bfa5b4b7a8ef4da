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
    let years = periods.iter().flat_map(|period| years(history, period, LASTS_UNTIL));
    std::iter::once(own(me))
        .chain(years)
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
        TieKind::Together => periods.iter().flat_map(|period| years(history, period, this_year)).collect(),
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
    let of_id = |id: DepartmentId| history.unit(id, year).0.simple().to_string();
    period.department_id.map_or_else(|| words(period), of_id)
}

fn years(history: &History, period: &TenureView, lasts_until: i64) -> impl Iterator<Item = String> {
    let last = period.to.unwrap_or(lasts_until).min(*YEARS.end());
    let of_year = move |year: i64| format!("{MARK}d{}y{year}", department(history, period, year));
    (period.from.max(*YEARS.start())..=last).map(of_year)
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
