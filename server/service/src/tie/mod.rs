//! Ties: what brings two members together. A connection, time in one department, one year of joining; never how many look at somebody.
mod suggest;
#[cfg(test)]
mod tests;
mod token;

use store::Conn;
use store::directory::ListedRow;
use store::profile::DepartmentRow;
use types::id::MemberId;
use types::lang::Bilingual;
use types::tie::TieKind;

use crate::fault::Fault;
use crate::profile::{Many, TenureView, numbers, tenure_views};

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
    /// The departments of the company.
    pub(crate) known: Vec<DepartmentRow>,
    periods: Vec<TenureView>,
    entry_year: Option<i64>,
    this_year: i64,
}

impl Own {
    pub(crate) async fn of(conn: &mut Conn, me: MemberId, this_year: i64) -> Result<Self, Fault> {
        let known = store::profile::departments(conn).await?;
        let periods = tenure_views(store::profile::tenures(conn, me).await?, &known);
        let entry_year = store::profile::by_member(conn, me).await?.and_then(|p| p.entry_year);
        Ok(Self { me, known, periods, entry_year, this_year })
    }

    /// The tokens that find who is near in the ways of `kinds`.
    pub(crate) fn asked(&self, kinds: &[TieKind]) -> Vec<String> {
        let of =
            |kind: &TieKind| token::asked(*kind, self.me, &self.periods, self.entry_year, self.this_year);
        kinds.iter().flat_map(of).collect()
    }

    /// The token of the viewer alone.
    pub(crate) fn token(&self) -> String {
        token::own(self.me)
    }

    /// What the viewer has in common with each of `rows`.
    pub(crate) async fn ties(
        &self,
        conn: &mut Conn,
        rows: &[ListedRow],
        many: &Many<'_>,
    ) -> Result<Vec<Vec<Tie>>, Fault> {
        let connected = store::directory::connected_of(conn, self.me, &numbers(rows)).await?;
        let ties = |row: &ListedRow| {
            let connection = connected.contains(&row.id).then_some(Tie::Connection);
            let together = overlap(&self.periods, &many.periods(row.id)?).map(Tie::Together);
            let entry_year = many.entry_year(row.id)?.filter(|year| Some(*year) == self.entry_year);
            Ok(connection.into_iter().chain(together).chain(entry_year.map(Tie::Cohort)).collect())
        };
        rows.iter().map(ties).collect()
    }
}

/// The longest time both spent in one department.
pub(crate) fn overlap(mine: &[TenureView], theirs: &[TenureView]) -> Option<Overlap> {
    let same = |a: &TenureView, b: &TenureView| token::department(a) == token::department(b);
    let pairs = mine.iter().flat_map(|a| theirs.iter().filter(move |b| same(a, b)).map(move |b| (a, b)));
    let both = pairs.filter_map(|(a, b)| {
        let (from, to) = (a.from.max(b.from), a.to.unwrap_or(i64::MAX).min(b.to.unwrap_or(i64::MAX)));
        let to = Some(to).filter(|to| *to != i64::MAX);
        to.is_none_or(|to| from <= to).then(|| Overlap { department: a.department.clone(), from, to })
    });
    both.max_by_key(|o| o.to.unwrap_or(i64::MAX).saturating_sub(o.from))
}
