//! つながりたくない人: with whom a member does not want to be brought together. Only the member ever learns of it.
use types::id::MemberId;
use types::time::Stamp;

use crate::block::SinceRow;
use crate::sql::{execute, rows, value};
use crate::{Conn, Result, Tx};

/// Avoids `other`; whether that is new.
///
/// # Errors
/// The database failed.
pub async fn insert(tx: &mut Tx, member: MemberId, other: MemberId, at: Stamp) -> Result<bool> {
    let touched = execute!(
        tx,
        "INSERT INTO avoid (member_id, other_id, at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
        member,
        other,
        at
    )?;
    Ok(touched > 0)
}

/// No longer avoids `other`; whether that was so.
///
/// # Errors
/// The database failed.
pub async fn delete(tx: &mut Tx, member: MemberId, other: MemberId) -> Result<bool> {
    Ok(execute!(tx, "DELETE FROM avoid WHERE member_id = $1 AND other_id = $2", member, other)? > 0)
}

/// Whether `member` avoids `other`.
///
/// # Errors
/// The database failed.
pub async fn holds(conn: &mut Conn, member: MemberId, other: MemberId) -> Result<bool> {
    let found = value!(
        conn,
        i64,
        "SELECT COUNT(*) FROM avoid WHERE member_id = $1 AND other_id = $2",
        member,
        other
    )?;
    Ok(found > 0)
}

/// Whether nothing of `other` is to be brought to `member`: avoided, or blocked by either.
///
/// # Errors
/// The database failed.
pub async fn keeps_away(conn: &mut Conn, member: MemberId, other: MemberId) -> Result<bool> {
    let found = value!(
        conn,
        i64,
        "SELECT (SELECT COUNT(*) FROM avoid WHERE member_id = $1 AND other_id = $2)
             + (SELECT COUNT(*) FROM unseen WHERE viewer_id = $1 AND owner_id = $2)",
        member,
        other
    )?;
    Ok(found > 0)
}

/// Whom the member avoids since before `before`, the latest first; whoever left or is not seen is not among them.
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
        "SELECT m.id, m.family, m.given, m.family_roman, m.given_roman, m.line, m.photo_id, a.at AS since
         FROM avoid a JOIN member m ON m.id = a.other_id
         WHERE a.member_id = $1 AND (a.at < $2 OR (a.at = $2 AND a.other_id < $3)) AND m.state NOT IN ('left', 'stand_in', 'suspended')
             AND NOT EXISTS (SELECT 1 FROM unseen u WHERE u.viewer_id = $1 AND u.owner_id = m.id)
         ORDER BY a.at DESC, a.other_id DESC LIMIT $4",
        member,
        before.0,
        before.1,
        limit
    )
}
