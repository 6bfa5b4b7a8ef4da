//! What was read and done, and what the member asked for.
use types::id::MemberId;
use types::time::Stamp;
use uuid::Uuid;

use super::line::{Line, Place, lines};
use crate::sql::rows;
use crate::{Conn, Result};

pub(super) async fn profile_reads(
    conn: &mut Conn,
    member: MemberId,
    after: &Place,
    limit: i64,
) -> Result<Vec<Line>> {
    let found = rows!(
        conn,
        (String, Uuid, String, String, String, String, Stamp),
        "SELECT p.day, p.reader_id, TRIM(m.family || ' ' || m.given), m.roles, p.kind, p.purpose, p.at
         FROM profile_read p JOIN member m ON m.id = p.reader_id
         WHERE p.member_id = $1 AND (p.day, p.reader_id, p.kind) > ($2, $3, $4)
         ORDER BY p.day, p.reader_id, p.kind LIMIT $5",
        member,
        &after.text,
        after.id,
        &after.more,
        limit
    )?;
    let place = |row: &(String, Uuid, String, String, String, String, Stamp)| Place {
        id: row.1,
        more: row.4.clone(),
        ..Place::text(&row.0)
    };
    Ok(lines(found, place))
}

pub(super) async fn acts(conn: &mut Conn, member: MemberId, after: &Place, limit: i64) -> Result<Vec<Line>> {
    let rows = rows!(
        conn,
        (Uuid, String, Stamp),
        "SELECT id, action, at FROM audit WHERE actor_id = $1 AND id > $2 ORDER BY id LIMIT $3",
        member,
        after.id,
        limit
    )?;
    Ok(lines(rows, |row| Place::id(row.0)))
}

/// Only kinds of acts the member may know of: what another member decides about this one is that member's own business.
pub(super) async fn acts_about(
    conn: &mut Conn,
    member: MemberId,
    after: &Place,
    limit: i64,
) -> Result<Vec<Line>> {
    let rows = rows!(
        conn,
        (Uuid, String, Stamp),
        "SELECT id, action, at FROM audit
         WHERE object = $2 AND id > $3 AND (actor_id IS NULL OR actor_id <> $1)
             AND (action LIKE 'member.%' OR action LIKE 'address.%' OR action LIKE 'session.%' OR action LIKE 'profile.%'
                 OR action LIKE 'consent.%' OR action LIKE 'relationship.%' OR action LIKE 'handover.%' OR action LIKE 'export.%' OR action LIKE 'rights.%')
         ORDER BY id LIMIT $4",
        member,
        format!("member:{member}"),
        after.id,
        limit
    )?;
    Ok(lines(rows, |row| Place::id(row.0)))
}

pub(super) async fn exports(
    conn: &mut Conn,
    member: MemberId,
    after: &Place,
    limit: i64,
) -> Result<Vec<Line>> {
    let rows = rows!(
        conn,
        (Uuid, String, i64, Stamp, Option<Stamp>, Stamp),
        "SELECT id, state, bytes, created_at, ready_at, expires_at
         FROM export WHERE member_id = $1 AND id > $2 ORDER BY id LIMIT $3",
        member,
        after.id,
        limit
    )?;
    Ok(lines(rows, |row| Place::id(row.0)))
}

pub(super) async fn rights_requests(
    conn: &mut Conn,
    member: MemberId,
    after: &Place,
    limit: i64,
) -> Result<Vec<Line>> {
    let rows = rows!(
        conn,
        (Uuid, String, String, String, String, Stamp, Stamp, Option<Stamp>, Option<Stamp>),
        "SELECT id, kind, body, state, answer, created_at, due_at, answered_at, withdrawn_at
         FROM rights_request WHERE member_id = $1 AND id > $2 ORDER BY id LIMIT $3",
        member,
        after.id,
        limit
    )?;
    Ok(lines(rows, |row| Place::id(row.0)))
}
