//! Notes of the office to a file. They are disclosed to the person on request.
use types::id::{JoinRequestId, MemberId, StaffNoteId};
use types::time::Stamp;

use crate::sql::{execute, rows};
use crate::{Conn, Result, Tx};

/// A note about to be.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the columns of the table")]
pub struct NewNote<'a> {
    pub id: StaffNoteId,
    pub join_request: JoinRequestId,
    pub author: MemberId,
    pub body: &'a str,
    pub created_at: Stamp,
}

/// A note with who wrote it.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct NoteRow {
    /// Which.
    pub id: StaffNoteId,
    /// Who wrote it.
    pub author_id: MemberId,
    /// Family name of who wrote it.
    pub family: String,
    /// Given name of who wrote it.
    pub given: String,
    /// The text.
    pub body: String,
    /// When.
    pub created_at: Stamp,
}

/// Adds a note.
///
/// # Errors
/// The database failed.
pub async fn insert(tx: &mut Tx, n: &NewNote<'_>) -> Result<()> {
    execute!(
        tx,
        "INSERT INTO staff_note (id, join_request_id, author_id, body, created_at) VALUES ($1, $2, $3, $4, $5)",
        n.id,
        n.join_request,
        n.author,
        n.body,
        n.created_at,
    )?;
    Ok(())
}

/// The notes about a request, oldest first.
///
/// # Errors
/// The database failed.
pub async fn of_request(conn: &mut Conn, request: JoinRequestId, limit: i64) -> Result<Vec<NoteRow>> {
    rows!(
        conn,
        NoteRow,
        "SELECT n.id, n.author_id, m.family, m.given, n.body, n.created_at
         FROM staff_note n JOIN member m ON m.id = n.author_id
         WHERE n.join_request_id = $1 ORDER BY n.id LIMIT $2",
        request,
        limit,
    )
}

/// Takes a note of `author` made after `since` back; whether there was one.
///
/// # Errors
/// The database failed.
pub async fn take_back(tx: &mut Tx, id: StaffNoteId, author: MemberId, since: Stamp) -> Result<bool> {
    let touched = execute!(
        tx,
        "DELETE FROM staff_note WHERE id = $1 AND author_id = $2 AND created_at > $3",
        id,
        author,
        since
    )?;
    Ok(touched > 0)
}
