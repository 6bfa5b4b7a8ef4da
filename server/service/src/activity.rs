//! How many members use the site in a month (MAU), without knowing when anybody did.
//!
//! One marker for each member and calendar month says that the member opened a page; [`Service::visit`] sets it. Markers are
//! only counted. When a month is over its count is kept, and its markers go 13 months after it began.
//!
//! **Numerator**: members with a marker of the month. **Denominator**: members who could have one: they joined before the end
//! of the month, and do not rest and have not left. Whoever does not agree to be counted is in neither. Both are taken among the same people, so the share is never above 100 %:
//! for a month that runs, now; for a month that is over, on the day it was closed, which is its next one or soon after.
use store::activity::MonthCount;
use store::{Conn, Tx};
use types::id::TaskId;
use types::time::Stamp;

use crate::Service;
use crate::consent::counted_from;
use crate::fault::Fault;
use crate::month::Month;
use crate::task::Task;

/// Months shown, and months whose markers are kept: this one and the twelve before.
pub const MONTHS: i32 = 13;
/// The daily task's name.
pub(crate) const CLOSE_MONTHS: &str = "close_months";

/// What a month came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MonthFigure {
    /// Which.
    pub month: Month,
    /// Members who opened a page in it.
    pub active: i64,
    /// Members who could have.
    pub members: i64,
    /// Whether it is not over yet.
    pub runs: bool,
}

impl MonthFigure {
    /// The share, as [`percent`] has it.
    #[must_use]
    pub fn percent(&self) -> i64 {
        percent(self.active, self.members)
    }
}

/// `part` of `all` in whole percent, halves rounded up; 0 where there is nobody.
#[must_use]
pub fn percent(part: i64, all: i64) -> i64 {
    if all == 0 { 0 } else { (part * 200 + all) / (all * 2) }
}

impl Service {
    /// The last [`MONTHS`] months, the oldest first; those before anybody used the site are left out.
    pub(crate) async fn month_figures(&self, conn: &mut Conn) -> Result<Vec<MonthFigure>, Fault> {
        let zone = &self.config().zone;
        let now = Month::of(self.now(), zone);
        let from = now.minus(MONTHS - 1);
        let closed = store::activity::closed(conn, &from.to_string(), i64::from(MONTHS)).await?;
        let mut figures = Vec::new();
        for row in closed {
            let month = row.month.parse().map_err(Fault::internal)?;
            let MonthCount { active, members } = row.count;
            figures.push(MonthFigure { month, active, members, runs: false });
        }
        // What is not closed yet is counted as it stands: this month, and in its first minutes the one before.
        let mut month = match figures.last() {
            Some(last) => last.month.next(),
            None => first_open(conn).await?.unwrap_or(now).max(from),
        };
        while month <= now {
            let MonthCount { active, members } =
                store::activity::count(conn, &month.to_string(), month.next().start(zone), counted_from())
                    .await?;
            figures.push(MonthFigure { month, active, members, runs: month == now });
            month = month.next();
        }
        Ok(figures)
    }

    /// Keeps the counts of all months that are over and forgets markers older than [`MONTHS`] months.
    pub(crate) async fn close_months(&self, tx: &mut Tx) -> Result<(), Fault> {
        let zone = &self.config().zone;
        let now = Month::of(self.now(), zone);
        let mut month = first_open(tx).await?.unwrap_or(now);
        while month < now {
            let name = month.to_string();
            let count = store::activity::count(tx, &name, month.next().start(zone), counted_from()).await?;
            store::activity::close(tx, &name, count).await?;
            month = month.next();
        }
        store::activity::forget_before(tx, &now.minus(MONTHS - 1).to_string()).await?;
        Ok(())
    }

    /// The daily round.
    pub(crate) async fn close_months_today(&self, task: TaskId) -> Result<(), Fault> {
        let mut tx = self.db().write().await?;
        self.close_months(&mut tx).await?;
        self.publish_intents(&mut tx).await?;
        // The next round replaces this task within one transaction: there is always exactly one.
        store::task::finish(&mut tx, task).await?;
        let tomorrow = self.now().plus(Stamp::DAY);
        self.enqueue_at(&mut tx, &Task::CloseMonths, tomorrow, Some(CLOSE_MONTHS)).await?;
        Ok(tx.commit().await?)
    }
}

/// The first month that is not closed; `None` before anybody used the site.
async fn first_open(conn: &mut Conn) -> Result<Option<Month>, Fault> {
    if let Some(last) = store::activity::last_closed(conn).await? {
        return Ok(Some(last.parse::<Month>().map_err(Fault::internal)?.next()));
    }
    let marked = store::activity::first_marked(conn).await?;
    marked.map(|month| month.parse().map_err(Fault::internal)).transpose()
}
