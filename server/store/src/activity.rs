//! How many members used the site in a calendar month.
//!
//! A marker says only that a member opened a page in a month. Nothing reads markers back by member (a test sees to it):
//! they are counted, the count is kept, and the markers go.
use types::id::MemberId;
use types::time::Stamp;

use crate::sql::{execute, row, rows, value};
use crate::{Conn, Result, Tx};

/// How many of how many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, sqlx::FromRow)]
pub struct MonthCount {
    /// Members who opened a page in the month.
    pub active: i64,
    /// Members who could have.
    pub members: i64,
}

/// A closed month.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct MonthRow {
    /// `2026-11`
    pub month: String,
    /// What it came to.
    #[sqlx(flatten)]
    pub count: MonthCount,
}

/// Marks the member as active in `month` (`2026-11`); twice is once.
///
/// # Errors
/// The database failed.
pub async fn mark(tx: &mut Tx, id: MemberId, month: &str) -> Result<()> {
    execute!(
        tx,
        "INSERT INTO active_month (month, member_id) VALUES ($1, $2) ON CONFLICT DO NOTHING",
        month,
        id
    )?;
    Ok(())
}

/// Counts `month`: of the members who joined before `end`, now neither rest nor have left, and agree to be counted by a text
/// not older than `counts_from`, those with a marker.
///
/// # Errors
/// The database failed.
pub async fn count(conn: &mut Conn, month: &str, end: Stamp, counts_from: &str) -> Result<MonthCount> {
    row!(
        conn,
        MonthCount,
        "SELECT (SELECT COUNT(*) FROM active_month a JOIN member m ON m.id = a.member_id
                 WHERE a.month = $1 AND m.state = 'active' AND m.joined_at < $2 AND EXISTS (
                     SELECT 1 FROM consent g WHERE g.member_id = m.id AND g.purpose = 'statistics' AND g.given AND g.text_version >= $3
                         AND NOT EXISTS (SELECT 1 FROM consent n WHERE n.member_id = g.member_id AND n.purpose = g.purpose AND n.id > g.id))) AS active,
             (SELECT COUNT(*) FROM member m WHERE m.state = 'active' AND m.joined_at < $2 AND EXISTS (
                     SELECT 1 FROM consent g WHERE g.member_id = m.id AND g.purpose = 'statistics' AND g.given AND g.text_version >= $3
                         AND NOT EXISTS (SELECT 1 FROM consent n WHERE n.member_id = g.member_id AND n.purpose = g.purpose AND n.id > g.id))) AS members",
        month,
        end,
        counts_from,
    )
}

/// The first month that has a marker.
///
/// # Errors
/// The database failed.
pub async fn first_marked(conn: &mut Conn) -> Result<Option<String>> {
    value!(conn, Option<String>, "SELECT MIN(month) FROM active_month")
}

/// Keeps the count of a month; one that is kept already stays as it is.
///
/// # Errors
/// The database failed.
pub async fn close(tx: &mut Tx, month: &str, count: MonthCount) -> Result<()> {
    execute!(
        tx,
        "INSERT INTO month_total (month, active, members) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
        month,
        count.active,
        count.members,
    )?;
    Ok(())
}

/// The last closed month.
///
/// # Errors
/// The database failed.
pub async fn last_closed(conn: &mut Conn) -> Result<Option<String>> {
    value!(conn, Option<String>, "SELECT MAX(month) FROM month_total")
}

/// Closed months from `from` on, the oldest first.
///
/// # Errors
/// The database failed.
pub async fn closed(conn: &mut Conn, from: &str, limit: i64) -> Result<Vec<MonthRow>> {
    rows!(
        conn,
        MonthRow,
        "SELECT month, active, members FROM month_total WHERE month >= $1 ORDER BY month LIMIT $2",
        from,
        limit,
    )
}

/// Forgets the markers of closed months before `month`; how many.
///
/// # Errors
/// The database failed.
pub async fn forget_before(tx: &mut Tx, month: &str) -> Result<u64> {
    execute!(
        tx,
        "DELETE FROM active_month WHERE month < $1 AND month IN (SELECT month FROM month_total)",
        month
    )
}
