//! Uploads of the leavers' list.
use types::id::{MemberId, RosterImportId};
use types::roster::RosterImportState;
use types::time::Stamp;

use crate::sql::{execute, maybe_row, maybe_value, rows};
use crate::{Conn, Result, Tx};

/// An upload as stored, without the text of its file.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct RosterImportRow {
    /// Which.
    pub id: RosterImportId,
    /// Who uploaded it.
    pub member_id: MemberId,
    /// How far it has come.
    pub state: RosterImportState,
    /// What the file was called.
    pub file_name: String,
    /// The encoding it was in.
    pub encoding: String,
    /// What separates its cells.
    pub delimiter: String,
    /// What each column holds, as a JSON list.
    pub mapping: String,
    /// Rows with anything in them, the header left out.
    pub total_rows: i64,
    /// Rows that cannot be used.
    pub bad_rows: i64,
    /// Usable rows dealt with so far.
    pub done_rows: i64,
    /// Rows that were new.
    pub added: i64,
    /// Rows that said something new of somebody known.
    pub updated: i64,
    /// When it was uploaded.
    pub created_at: Stamp,
    /// When it was done or cancelled.
    pub finished_at: Option<Stamp>,
}

/// What writing some rows came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Rows dealt with.
    pub done: i64,
    /// Rows that were new.
    pub added: i64,
    /// Rows that said something new of somebody known.
    pub updated: i64,
}

/// Adds an upload with the text of its file.
///
/// # Errors
/// The database failed.
pub async fn insert(tx: &mut Tx, r: &RosterImportRow, content: &str) -> Result<()> {
    execute!(
        tx,
        "INSERT INTO roster_import (id, member_id, state, file_name, content, encoding, delimiter, mapping, total_rows, bad_rows,
             done_rows, added, updated, created_at, finished_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
        r.id, r.member_id, r.state, &r.file_name, content, &r.encoding, &r.delimiter, &r.mapping, r.total_rows, r.bad_rows,
        r.done_rows, r.added, r.updated, r.created_at, r.finished_at,
    )?;
    Ok(())
}

/// One upload.
///
/// # Errors
/// The database failed.
pub async fn by_id(conn: &mut Conn, id: RosterImportId) -> Result<Option<RosterImportRow>> {
    maybe_row!(
        conn,
        RosterImportRow,
        "SELECT id, member_id, state, file_name, encoding, delimiter, mapping, total_rows, bad_rows, done_rows, added, updated,
             created_at, finished_at
         FROM roster_import WHERE id = $1",
        id,
    )
}

/// The text of the file; empty when it is no longer kept.
///
/// # Errors
/// The database failed.
pub async fn content(conn: &mut Conn, id: RosterImportId) -> Result<Option<String>> {
    maybe_value!(conn, String, "SELECT content FROM roster_import WHERE id = $1", id)
}

/// The latest uploads, newest first.
///
/// # Errors
/// The database failed.
pub async fn recent(conn: &mut Conn, limit: i64) -> Result<Vec<RosterImportRow>> {
    rows!(
        conn,
        RosterImportRow,
        "SELECT id, member_id, state, file_name, encoding, delimiter, mapping, total_rows, bad_rows, done_rows, added, updated,
             created_at, finished_at
         FROM roster_import ORDER BY id DESC LIMIT $1",
        limit,
    )
}

/// Decides what the columns hold; whether the upload was still open for it.
///
/// # Errors
/// The database failed.
pub async fn set_mapping(tx: &mut Tx, id: RosterImportId, mapping: &str, bad_rows: i64) -> Result<bool> {
    let changed = execute!(
        tx,
        "UPDATE roster_import SET state = 'mapped', mapping = $2, bad_rows = $3 WHERE id = $1 AND state IN ('uploaded', 'mapped')",
        id,
        mapping,
        bad_rows,
    )?;
    Ok(changed > 0)
}

/// Starts writing the rows; whether the upload was still open for it and as seen, with `mapping`.
///
/// # Errors
/// The database failed.
pub async fn begin(tx: &mut Tx, id: RosterImportId, mapping: &str) -> Result<bool> {
    let changed = execute!(
        tx,
        "UPDATE roster_import SET state = 'importing' WHERE id = $1 AND mapping = $2 AND state IN ('uploaded', 'mapped')",
        id,
        mapping,
    )?;
    Ok(changed > 0)
}

/// Adds what was written to the progress; `false` when another worker has come further than `from` already.
///
/// # Errors
/// The database failed.
pub async fn advance(tx: &mut Tx, id: RosterImportId, from: i64, w: Written) -> Result<bool> {
    let changed = execute!(
        tx,
        "UPDATE roster_import SET done_rows = done_rows + $3, added = added + $4, updated = updated + $5
         WHERE id = $1 AND state = 'importing' AND done_rows = $2",
        id,
        from,
        w.done,
        w.added,
        w.updated,
    )?;
    Ok(changed > 0)
}

/// Ends the writing. The text stays only while there are rows to mend.
///
/// # Errors
/// The database failed.
pub async fn finish(tx: &mut Tx, id: RosterImportId, at: Stamp) -> Result<bool> {
    let changed = execute!(
        tx,
        "UPDATE roster_import SET state = 'done', finished_at = $2, content = CASE WHEN bad_rows > 0 THEN content ELSE '' END
         WHERE id = $1 AND state = 'importing'",
        id, at,
    )?;
    Ok(changed > 0)
}

/// Decides against the upload and forgets its text; whether it was still open for it.
///
/// # Errors
/// The database failed.
pub async fn cancel(tx: &mut Tx, id: RosterImportId, at: Stamp) -> Result<bool> {
    let changed = execute!(
        tx,
        "UPDATE roster_import SET state = 'cancelled', finished_at = $2, content = '' WHERE id = $1 AND state IN ('uploaded', 'mapped')",
        id,
        at,
    )?;
    Ok(changed > 0)
}

/// Forgets the text of uploads that were over before `before`.
///
/// # Errors
/// The database failed.
pub async fn sweep(tx: &mut Tx, before: Stamp) -> Result<u64> {
    execute!(tx, "UPDATE roster_import SET content = '' WHERE finished_at < $1 AND content <> ''", before)
}
