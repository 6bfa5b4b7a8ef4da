//! What the member wrote, and what became of it.
use types::id::MemberId;
use types::time::Stamp;
use uuid::Uuid;

use super::line::{Line, Place, lines, only};
use crate::sql::{maybe_row, rows};
use crate::{Conn, Result};

pub(super) async fn posts(conn: &mut Conn, member: MemberId, after: &Place, limit: i64) -> Result<Vec<Line>> {
    let rows = rows!(
        conn,
        (Uuid, String, String, Stamp, Option<Stamp>, Option<i64>, Option<Stamp>),
        "SELECT id, body, lang, created_at, edited_at, quiet_days, deleted_at
         FROM post WHERE author_id = $1 AND id > $2 ORDER BY id LIMIT $3",
        member,
        after.id,
        limit
    )?;
    Ok(lines(rows, |row| Place::id(row.0)))
}

pub(super) async fn post_versions(
    conn: &mut Conn,
    member: MemberId,
    after: &Place,
    limit: i64,
) -> Result<Vec<Line>> {
    let rows = rows!(
        conn,
        (Uuid, Uuid, String, Stamp),
        "SELECT v.id, v.post_id, v.body, v.written_at FROM post p JOIN post_version v ON v.post_id = p.id
         WHERE p.author_id = $1 AND (p.id, v.id) > ($2, $3) ORDER BY p.id, v.id LIMIT $4",
        member,
        after.id,
        after.then,
        limit
    )?;
    Ok(lines(rows, |row| Place { id: row.1, then: row.0, ..Place::default() }))
}

pub(super) async fn pictures(
    conn: &mut Conn,
    member: MemberId,
    after: &Place,
    limit: i64,
) -> Result<Vec<Line>> {
    let rows = rows!(
        conn,
        (Uuid, Option<Uuid>, String, bool, i64, i64, i64, Stamp),
        "SELECT p.media_id, p.post_id, p.alt, p.waiting, m.width, m.height, m.bytes, m.created_at
         FROM picture p JOIN media m ON m.id = p.media_id
         WHERE p.owner_id = $1 AND p.media_id > $2 ORDER BY p.media_id LIMIT $3",
        member,
        after.id,
        limit
    )?;
    Ok(lines(rows, |row| Place::id(row.0)))
}

pub(super) async fn comments(
    conn: &mut Conn,
    member: MemberId,
    after: &Place,
    limit: i64,
) -> Result<Vec<Line>> {
    let rows = rows!(
        conn,
        (Uuid, Uuid, String, String, Stamp, Option<Stamp>),
        "SELECT id, post_id, body, lang, created_at, deleted_at
         FROM comment WHERE author_id = $1 AND id > $2 ORDER BY id LIMIT $3",
        member,
        after.id,
        limit
    )?;
    Ok(lines(rows, |row| Place::id(row.0)))
}

pub(super) async fn reactions(
    conn: &mut Conn,
    member: MemberId,
    after: &Place,
    limit: i64,
) -> Result<Vec<Line>> {
    let rows = rows!(
        conn,
        (Uuid, String, Stamp),
        "SELECT post_id, kind, at FROM reaction
         WHERE member_id = $1 AND (post_id, kind) > ($2, $3) ORDER BY post_id, kind LIMIT $4",
        member,
        after.id,
        &after.text,
        limit
    )?;
    Ok(lines(rows, |row| Place { id: row.0, ..Place::text(&row.1) }))
}

pub(super) async fn drafts(
    conn: &mut Conn,
    member: MemberId,
    after: &Place,
    limit: i64,
) -> Result<Vec<Line>> {
    let rows = rows!(
        conn,
        (String, String, Stamp),
        "SELECT place, body, saved_at FROM draft WHERE member_id = $1 AND place > $2 ORDER BY place LIMIT $3",
        member,
        &after.text,
        limit
    )?;
    Ok(lines(rows, |row| Place::text(&row.0)))
}

pub(super) async fn read_marker(conn: &mut Conn, member: MemberId, after: &Place) -> Result<Vec<Line>> {
    let row = maybe_row!(
        conn,
        (Uuid, Stamp),
        "SELECT post_id, moved_at FROM read_marker WHERE member_id = $1",
        member
    )?;
    Ok(only(row, after))
}

pub(super) async fn reports(
    conn: &mut Conn,
    member: MemberId,
    after: &Place,
    limit: i64,
) -> Result<Vec<Line>> {
    let rows = rows!(
        conn,
        (Uuid, Uuid, Option<Uuid>, String, Stamp, Option<String>, Option<Stamp>),
        "SELECT id, post_id, comment_id, reason, created_at, outcome, handled_at
         FROM report WHERE reporter_id = $1 AND id > $2 ORDER BY id LIMIT $3",
        member,
        after.id,
        limit
    )?;
    Ok(lines(rows, |row| Place::id(row.0)))
}

pub(super) async fn letters(
    conn: &mut Conn,
    member: MemberId,
    after: &Place,
    limit: i64,
) -> Result<Vec<Line>> {
    let rows = rows!(
        conn,
        (Uuid, String, String, String, String, Stamp, Option<Stamp>),
        "SELECT id, title_ja, title_en, body_ja, body_en, created_at, edited_at
         FROM letter WHERE author_id = $1 AND id > $2 ORDER BY id LIMIT $3",
        member,
        after.id,
        limit
    )?;
    Ok(lines(rows, |row| Place::id(row.0)))
}
