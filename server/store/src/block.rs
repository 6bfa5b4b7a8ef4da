//! Who blocked whom. Neither sees the other from then on: `unseen` holds both directions of every block.
use types::id::MemberId;
use types::time::Stamp;

use crate::member::PersonRow;
use crate::sql::{execute, rows, value};
use crate::{Conn, Result, Tx};

/// A person on a private list of a member, and since when.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct SinceRow {
    /// Who.
    #[sqlx(flatten)]
    pub person: PersonRow,
    /// Since when.
    pub since: Stamp,
}

/// Blocks `other`; whether that is new.
///
/// # Errors
/// The database failed.
pub async fn insert(tx: &mut Tx, member: MemberId, other: MemberId, at: Stamp) -> Result<bool> {
    let touched = execute!(
        tx,
        "INSERT INTO block (member_id, other_id, at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
        member,
        other,
        at
    )?;
    execute!(
        tx,
        "INSERT INTO unseen (viewer_id, owner_id) VALUES ($1, $2), ($2, $1) ON CONFLICT DO NOTHING",
        member,
        other
    )?;
    Ok(touched > 0)
}

/// Takes the block of `other` back; whether there was one. While `other` blocks the member too, they stay unseen.
///
/// # Errors
/// The database failed.
pub async fn delete(tx: &mut Tx, member: MemberId, other: MemberId) -> Result<bool> {
    let touched = execute!(tx, "DELETE FROM block WHERE member_id = $1 AND other_id = $2", member, other)?;
    execute!(
        tx,
        "DELETE FROM unseen WHERE (viewer_id = $1 AND owner_id = $2 OR viewer_id = $2 AND owner_id = $1)
             AND NOT EXISTS (SELECT 1 FROM block WHERE member_id = $2 AND other_id = $1)",
        member,
        other
    )?;
    Ok(touched > 0)
}

/// Whether `member` blocked `other`.
///
/// # Errors
/// The database failed.
pub async fn holds(conn: &mut Conn, member: MemberId, other: MemberId) -> Result<bool> {
    let found = value!(
        conn,
        i64,
        "SELECT COUNT(*) FROM block WHERE member_id = $1 AND other_id = $2",
        member,
        other
    )?;
    Ok(found > 0)
}

/// Whom the member blocked before `before`, the latest first; whoever left is not among them.
///
/// # Errors
/// The database failed.
pub async fn page(
    conn: &mut Conn,
    member: MemberId,
    before: (Stamp, MemberId),
    limit: i64,
) -> Result<Vec<SinceRow>> {
    rows!(
        conn,
        SinceRow,
        "SELECT m.id, m.family, m.given, m.family_roman, m.given_roman, m.line, m.photo_id, b.at AS since
         FROM block b JOIN member m ON m.id = b.other_id
         WHERE b.member_id = $1 AND (b.at < $2 OR (b.at = $2 AND b.other_id < $3)) AND m.state NOT IN ('left', 'stand_in')
         ORDER BY b.at DESC, b.other_id DESC LIMIT $4",
        member,
        before.0,
        before.1,
        limit
    )
}
