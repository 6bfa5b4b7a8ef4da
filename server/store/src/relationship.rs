//! What members were and are to the company, with dates.
use types::day::Day;
use types::id::{MemberId, RelationshipId};
use types::member::Relationship;
use types::relationship::{Period, RelationshipSource};
use types::time::Stamp;

use crate::sql::{execute, rows, values};
use crate::{Conn, Result, Tx};

/// A period as stored.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct RelationshipRow {
    /// Which.
    pub id: RelationshipId,
    /// Whose.
    pub member_id: MemberId,
    /// What.
    pub kind: Relationship,
    /// Since when.
    pub from_on: Day,
    /// Until when: on that day it is over.
    pub to_on: Option<Day>,
    /// How it came to be known.
    pub source: RelationshipSource,
    /// When it was written.
    pub created_at: Stamp,
}

impl RelationshipRow {
    /// What it says.
    #[must_use]
    pub fn period(&self) -> Period {
        Period { kind: self.kind, from: self.from_on.clone(), to: self.to_on.clone() }
    }
}

/// Adds a period.
///
/// # Errors
/// The database failed.
pub async fn insert(tx: &mut Tx, r: &RelationshipRow) -> Result<()> {
    execute!(
        tx,
        "INSERT INTO relationship (id, member_id, kind, from_on, to_on, source, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        r.id,
        r.member_id,
        r.kind,
        &r.from_on,
        &r.to_on,
        r.source,
        r.created_at,
    )?;
    Ok(())
}

/// Has other changes to the relationships of `member` wait until this transaction is over.
///
/// # Errors
/// The database failed.
pub async fn hold(tx: &mut Tx, member: MemberId) -> Result<()> {
    execute!(tx, "UPDATE member SET relationship = relationship WHERE id = $1", member)?;
    Ok(())
}

/// Periods of a member, in the order they began.
///
/// # Errors
/// The database failed.
pub async fn of_member(conn: &mut Conn, member: MemberId) -> Result<Vec<RelationshipRow>> {
    rows!(
        conn,
        RelationshipRow,
        "SELECT * FROM relationship WHERE member_id = $1 ORDER BY from_on, id LIMIT 200",
        member
    )
}

/// Ends a period on the day `to`, be it open or to end on another day; whether `member` has it.
///
/// # Errors
/// The database failed.
pub async fn end(tx: &mut Tx, member: MemberId, id: RelationshipId, to: &Day) -> Result<bool> {
    let ended =
        execute!(tx, "UPDATE relationship SET to_on = $3 WHERE id = $1 AND member_id = $2", id, member, to)?;
    Ok(ended > 0)
}

/// Makes `kind` the one that others see.
///
/// # Errors
/// The database failed.
pub async fn show(tx: &mut Tx, member: MemberId, kind: Relationship) -> Result<()> {
    execute!(tx, "UPDATE member SET relationship = $2 WHERE id = $1", member, kind)?;
    Ok(())
}

/// Members after `after` of whom a period begins or ends later than on `from` and not later than on `to`.
///
/// # Errors
/// The database failed.
pub async fn turning(
    conn: &mut Conn,
    from: &Day,
    to: &Day,
    after: MemberId,
    limit: i64,
) -> Result<Vec<MemberId>> {
    values!(
        conn,
        MemberId,
        "SELECT member_id FROM relationship WHERE from_on > $1 AND from_on <= $2 AND member_id > $3
         UNION SELECT member_id FROM relationship WHERE to_on > $1 AND to_on <= $2 AND member_id > $3
         ORDER BY member_id LIMIT $4",
        from,
        to,
        after,
        limit
    )
}
