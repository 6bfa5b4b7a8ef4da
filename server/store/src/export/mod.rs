//! Files with all that is held about a member: their rows here, what goes into them in [`section`].
mod account;
mod company;
pub mod coverage;
mod joining;
mod line;
pub mod section;
mod ties;
mod traces;
mod work;
mod writing;

pub use line::{Cell, Line, Place};

use types::export::ExportState;
use types::id::{ExportId, MemberId};
use types::time::Stamp;

use crate::sql::{execute, maybe_row, rows, value};
use crate::{Conn, Result, Tx};

/// A file as stored.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct ExportRow {
    /// Which.
    pub id: ExportId,
    /// Whose.
    pub member_id: MemberId,
    /// How far it is.
    pub state: ExportState,
    /// What the browser is to call it.
    pub file_name: String,
    /// Its size in bytes; 0 until it is ready.
    pub bytes: i64,
    /// When it was asked for.
    pub created_at: Stamp,
    /// Since when it can be taken.
    pub ready_at: Option<Stamp>,
    /// Until when it is kept.
    pub expires_at: Stamp,
}

/// Adds a file that is to be made.
///
/// # Errors
/// The database failed.
pub async fn insert(tx: &mut Tx, e: &ExportRow) -> Result<()> {
    execute!(
        tx,
        "INSERT INTO export (id, member_id, state, file_name, bytes, created_at, ready_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        e.id,
        e.member_id,
        e.state,
        &e.file_name,
        e.bytes,
        e.created_at,
        e.ready_at,
        e.expires_at,
    )?;
    Ok(())
}

/// One file.
///
/// # Errors
/// The database failed.
pub async fn by_id(conn: &mut Conn, id: ExportId) -> Result<Option<ExportRow>> {
    maybe_row!(conn, ExportRow, "SELECT * FROM export WHERE id = $1", id)
}

/// The files of a member, the newest first.
///
/// # Errors
/// The database failed.
pub async fn of_member(conn: &mut Conn, member: MemberId, limit: i64) -> Result<Vec<ExportRow>> {
    rows!(
        conn,
        ExportRow,
        "SELECT * FROM export WHERE member_id = $1 ORDER BY id DESC LIMIT $2",
        member,
        limit
    )
}

/// Whether a file of the member is being made.
///
/// # Errors
/// The database failed.
pub async fn is_waiting(conn: &mut Conn, member: MemberId) -> Result<bool> {
    value!(
        conn,
        bool,
        "SELECT EXISTS (SELECT 1 FROM export WHERE member_id = $1 AND state = 'waiting')",
        member
    )
}

/// Notes whether the file is being made again or could not be made; whether it is not ready.
///
/// # Errors
/// The database failed.
pub async fn set_state(tx: &mut Tx, id: ExportId, state: ExportState) -> Result<bool> {
    let touched = execute!(tx, "UPDATE export SET state = $2 WHERE id = $1 AND state <> 'ready'", id, state)?;
    Ok(touched > 0)
}

/// Notes that the file can be taken; whether it was not ready yet.
///
/// # Errors
/// The database failed.
pub async fn set_ready(
    tx: &mut Tx,
    id: ExportId,
    bytes: i64,
    ready_at: Stamp,
    expires_at: Stamp,
) -> Result<bool> {
    let touched = execute!(
        tx,
        "UPDATE export SET state = 'ready', bytes = $2, ready_at = $3, expires_at = $4 WHERE id = $1 AND state <> 'ready'",
        id,
        bytes,
        ready_at,
        expires_at
    )?;
    Ok(touched > 0)
}

/// Gives up files that were asked for before `before` and are still being made.
///
/// # Errors
/// The database failed.
pub async fn give_up(tx: &mut Tx, before: Stamp) -> Result<u64> {
    execute!(tx, "UPDATE export SET state = 'failed' WHERE state = 'waiting' AND created_at < $1", before)
}

/// Files whose time is over at `now`.
///
/// # Errors
/// The database failed.
pub async fn over(conn: &mut Conn, now: Stamp, limit: i64) -> Result<Vec<ExportRow>> {
    rows!(
        conn,
        ExportRow,
        "SELECT * FROM export WHERE expires_at <= $1 ORDER BY expires_at LIMIT $2",
        now,
        limit
    )
}

/// Forgets a file; whoever calls has removed it from the disk.
///
/// # Errors
/// The database failed.
pub async fn delete(tx: &mut Tx, id: ExportId) -> Result<()> {
    execute!(tx, "DELETE FROM export WHERE id = $1", id)?;
    Ok(())
}
