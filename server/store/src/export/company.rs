//! What the company tells of the member: relationships, leaving, accounts of its directory.
use types::id::MemberId;
use types::time::Stamp;
use uuid::Uuid;

use super::line::{Json, Line, Place, lines};
use crate::sql::rows;
use crate::{Conn, Result};

pub(super) async fn relationships(
    conn: &mut Conn,
    member: MemberId,
    after: &Place,
    limit: i64,
) -> Result<Vec<Line>> {
    let rows = rows!(
        conn,
        (Uuid, String, String, Option<String>, String, Stamp),
        "SELECT id, kind, from_on, to_on, source, created_at
         FROM relationship WHERE member_id = $1 AND id > $2 ORDER BY id LIMIT $3",
        member,
        after.id,
        limit
    )?;
    Ok(lines(rows, |row| Place::id(row.0)))
}

/// Without the end of the mailed link: with it somebody else could answer.
pub(super) async fn handovers(
    conn: &mut Conn,
    member: MemberId,
    after: &Place,
    limit: i64,
) -> Result<Vec<Line>> {
    let rows = rows!(
        conn,
        (Uuid, String, String, String, String, String, String, Stamp, Option<Stamp>, Option<Stamp>),
        "SELECT id, name, mail, external_id, leaves_on, source, state, created_at, answered_at, done_at
         FROM handover WHERE member_id = $1 AND id > $2 ORDER BY id LIMIT $3",
        member,
        after.id,
        limit
    )?;
    Ok(lines(rows, |row| Place::id(row.0)))
}

pub(super) async fn directory_accounts(
    conn: &mut Conn,
    member: MemberId,
    after: &Place,
    limit: i64,
) -> Result<Vec<Line>> {
    let rows = rows!(
        conn,
        (Uuid, String, String, Option<bool>, String, String, String, String, Json, Stamp, Stamp),
        "SELECT id, user_name, external_id, active, family, given, formatted, display_name, emails, created_at, updated_at
         FROM scim_user WHERE member_id = $1 AND id > $2 ORDER BY id LIMIT $3",
        member,
        after.id,
        limit
    )?;
    Ok(lines(rows, |row| Place::id(row.0)))
}

pub(super) async fn directory_groups(
    conn: &mut Conn,
    member: MemberId,
    after: &Place,
    limit: i64,
) -> Result<Vec<Line>> {
    let rows = rows!(
        conn,
        (Uuid, Uuid, String),
        "SELECT u.id, g.id, g.display_name
         FROM scim_user u JOIN scim_membership m ON m.user_id = u.id JOIN scim_group g ON g.id = m.group_id
         WHERE u.member_id = $1 AND (u.id > $2 OR (u.id = $2 AND g.id > $3)) ORDER BY u.id, g.id LIMIT $4",
        member,
        after.id,
        after.then,
        limit
    )?;
    Ok(lines(rows, |row| Place { id: row.0, then: row.1, ..Place::default() }))
}
