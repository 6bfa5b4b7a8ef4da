//! Who is near to the member, and whom the member keeps away.
use types::id::MemberId;
use types::time::Stamp;
use uuid::Uuid;

use super::line::{Line, Place, lines};
use crate::sql::rows;
use crate::{Conn, Result};

pub(super) async fn connections(
    conn: &mut Conn,
    member: MemberId,
    after: &Place,
    limit: i64,
) -> Result<Vec<Line>> {
    let rows = rows!(
        conn,
        (Uuid, String, Stamp),
        "SELECT m.id, TRIM(m.family || ' ' || m.given), c.since FROM connection c JOIN member m ON m.id = c.other_id
         WHERE c.member_id = $1 AND c.other_id > $2 AND m.state <> 'suspended'
             AND NOT EXISTS (SELECT 1 FROM unseen u WHERE u.viewer_id = $1 AND u.owner_id = m.id)
         ORDER BY c.other_id LIMIT $3",
        member,
        after.id,
        limit
    )?;
    Ok(lines(rows, |row| Place::id(row.0)))
}

/// Nothing of what the other thinks of it.
pub(super) async fn requests(
    conn: &mut Conn,
    member: MemberId,
    after: &Place,
    limit: i64,
) -> Result<Vec<Line>> {
    let rows = rows!(
        conn,
        (Uuid, String, String, Stamp, Option<Stamp>),
        "SELECT m.id, TRIM(m.family || ' ' || m.given), r.words, r.asked_at, r.withdrawn_at
         FROM connection_request r JOIN member m ON m.id = r.to_id
         WHERE r.from_id = $1 AND r.to_id > $2 AND m.state <> 'suspended'
             AND NOT EXISTS (SELECT 1 FROM unseen u WHERE u.viewer_id = $1 AND u.owner_id = m.id)
         ORDER BY r.to_id LIMIT $3",
        member,
        after.id,
        limit
    )?;
    Ok(lines(rows, |row| Place::id(row.0)))
}

/// The member's own list: those on it are unseen otherwise.
pub(super) async fn blocks(
    conn: &mut Conn,
    member: MemberId,
    after: &Place,
    limit: i64,
) -> Result<Vec<Line>> {
    let rows = rows!(
        conn,
        (Uuid, String, Stamp),
        "SELECT m.id, TRIM(m.family || ' ' || m.given), b.at FROM block b JOIN member m ON m.id = b.other_id
         WHERE b.member_id = $1 AND b.other_id > $2 ORDER BY b.other_id LIMIT $3",
        member,
        after.id,
        limit
    )?;
    Ok(lines(rows, |row| Place::id(row.0)))
}

/// The member's own list, as [`blocks`].
pub(super) async fn avoided(
    conn: &mut Conn,
    member: MemberId,
    after: &Place,
    limit: i64,
) -> Result<Vec<Line>> {
    let rows = rows!(
        conn,
        (Uuid, String, Stamp),
        "SELECT m.id, TRIM(m.family || ' ' || m.given), a.at FROM avoid a JOIN member m ON m.id = a.other_id
         WHERE a.member_id = $1 AND a.other_id > $2 ORDER BY a.other_id LIMIT $3",
        member,
        after.id,
        limit
    )?;
    Ok(lines(rows, |row| Place::id(row.0)))
}

/// Whom the member waved off, as far as the member sees them.
pub(super) async fn hidden_suggestions(
    conn: &mut Conn,
    member: MemberId,
    after: &Place,
    limit: i64,
) -> Result<Vec<Line>> {
    let rows = rows!(
        conn,
        (Uuid, String, Stamp, Option<Stamp>),
        "SELECT m.id, m.family || ' ' || m.given, h.at, h.until FROM suggestion_hidden h JOIN member m ON m.id = h.other_id
         WHERE h.member_id = $1 AND h.other_id > $2 AND m.state <> 'suspended'
             AND NOT EXISTS (SELECT 1 FROM unseen u WHERE u.viewer_id = $1 AND u.owner_id = m.id)
         ORDER BY h.other_id LIMIT $3",
        member,
        after.id,
        limit
    )?;
    Ok(lines(rows, |row| Place::id(row.0)))
}
