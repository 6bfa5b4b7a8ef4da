//! Ties: what brings two members together. A connection, time in one department, one year of joining; never how many look at somebody.
mod suggest;
#[cfg(test)]
mod tests;
mod token;

use std::sync::Arc;

use store::Conn;
use store::directory::ListedRow;
use types::id::MemberId;
use types::lang::Bilingual;
use types::tie::TieKind;

use crate::Service;
use crate::department::History;
use crate::fault::Fault;
use crate::profile::{Many, TenureView, tenure_views};

pub use suggest::{Hidden, Suggested, Suggestions};

pub(crate) use token::found_by;

/// Years two members spent in one department.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overlap {
    /// Which.
    pub department: Bilingual,
    /// First calendar year.
    pub from: i64,
    /// Last calendar year; none while both are there.
    pub to: Option<i64>,
}

/// What the viewer has in common with somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tie {
    /// Both agreed to be connected.
    Connection,
    /// Both were in one department.
    Together(Overlap),
    /// Both joined in this fiscal year.
    Cohort(i64),
}

impl Tie {
    /// Its kind.
    #[must_use]
    pub const fn kind(&self) -> TieKind {
        match self {
            Self::Connection => TieKind::Connection,
            Self::Together(_) => TieKind::Together,
            Self::Cohort(_) => TieKind::Cohort,
        }
    }
}

/// What a member brings to all ties, hidden from others or not: it is the member's own.
pub(crate) struct Own {
    me: MemberId,
    history: Arc<History>,
    periods: Vec<TenureView>,
    entry_year: Option<i64>,
    this_year: i64,
}

impl Service {
    /// What the member brings to all ties.
    pub(crate) async fn own_ties(&self, conn: &mut Conn, me: MemberId) -> Result<Own, Fault> {
        let path = store::profile::path(conn, me).await?;
        let entry_year = path.first().and_then(|row| row.entry_year);
        let history = self.history(conn, path.first().and_then(|row| row.department_edition)).await?;
        let periods = tenure_views(path.into_iter().filter_map(|row| row.tenure(me)).collect(), &history);
        Ok(Own { me, history, periods, entry_year, this_year: self.this_year() })
    }
}

impl Own {
    /// The tokens that find who is near in the ways of `kinds`.
    pub(crate) fn asked(&self, kinds: &[TieKind]) -> Vec<String> {
        let of = |kind: &TieKind| {
            token::asked(*kind, self.me, &self.history, &self.periods, self.entry_year, self.this_year)
        };
        kinds.iter().flat_map(of).collect()
    }

    /// Whose they are.
    pub(crate) const fn me(&self) -> MemberId {
        self.me
    }

    /// The token of the viewer alone.
    pub(crate) fn token(&self) -> String {
        token::own(self.me)
    }

    /// What the viewer has in common with each of `rows`.
    pub(crate) fn ties(&self, rows: &[ListedRow], many: &Many) -> Vec<Vec<Tie>> {
        let ties = |row: &ListedRow| {
            let shown = many.shown(row.no);
            let connection = many.is_connected(row.no).then_some(Tie::Connection);
            let together = overlap(&self.history, &self.periods, &shown.periods).map(Tie::Together);
            let entry_year = shown.entry_year.filter(|year| Some(*year) == self.entry_year);
            connection.into_iter().chain(together).chain(entry_year.map(Tie::Cohort)).collect()
        };
        rows.iter().map(ties).collect()
    }
}

/// The longest time both spent in one department, whatever it was called then; it is called as it is for the first of them.
pub(crate) fn overlap(history: &History, mine: &[TenureView], theirs: &[TenureView]) -> Option<Overlap> {
    let pairs = mine.iter().flat_map(|a| theirs.iter().map(move |b| (a, b)));
    let both = pairs.flat_map(|(a, b)| stretches(history, a, b));
    both.max_by_key(|o| o.to.unwrap_or(i64::MAX).saturating_sub(o.from))
}

/// The years on end in which both were in what was one department.
fn stretches(history: &History, a: &TenureView, b: &TenureView) -> Vec<Overlap> {
    let (from, to) = (a.from.max(b.from), a.to.unwrap_or(i64::MAX).min(b.to.unwrap_or(i64::MAX)));
    let last = to.min(token::LASTS_UNTIL);
    let called_alike = match (a.department_id, b.department_id) {
        (None, None) => token::words(a) == token::words(b),
        (a, b) => a == b,
    };
    let is_one = |year: i64| {
        let units = a.department_id.zip(b.department_id);
        called_alike || units.is_some_and(|(a, b)| history.unit(a, year) == history.unit(b, year))
    };
    let mut all: Vec<Overlap> = Vec::new();
    for year in (from..=last).filter(|year| is_one(*year)) {
        // Both are there still.
        let end = Some(year).filter(|year| *year < last || to <= token::LASTS_UNTIL);
        match all.last_mut() {
            Some(before) if before.to == Some(year - 1) => before.to = end,
            _ => all.push(Overlap { department: a.department.clone(), from: year, to: end }),
        }
    }
    all
}
