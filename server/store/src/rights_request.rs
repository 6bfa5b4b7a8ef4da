//! What members ask the office to do about their data.
use types::id::{MemberId, RightsRequestId};
use types::rights::{RightsKind, RightsState};
use types::time::Stamp;

use crate::member::PersonRow;
use crate::sql::{execute, maybe_row, row, rows};
use crate::{Backlog, Conn, Result, Tx};

/// A request as stored.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct RightsRow {
    /// Which.
    pub id: RightsRequestId,
    /// Whose.
    pub member_id: MemberId,
    /// What is asked for.
    pub kind: RightsKind,
    /// In which words.
    pub body: String,
    /// Where it stands.
    pub state: RightsState,
    /// The office's words, or empty.
    pub answer: String,
    /// When it was asked.
    pub created_at: Stamp,
    /// By when the office has to answer.
    pub due_at: Stamp,
    /// When the office answered.
    pub answered_at: Option<Stamp>,
    /// Who of the office answered.
    pub answered_by: Option<MemberId>,
    /// When the member took it back.
    pub withdrawn_at: Option<Stamp>,
}

/// A request with who made it, as the office sees it.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct DeskRow {
    /// Which.
    pub request_id: RightsRequestId,
    /// What is asked for.
    pub kind: RightsKind,
    /// Where it stands.
    pub state: RightsState,
    /// When it was asked.
    pub created_at: Stamp,
    /// By when the office has to answer.
    pub due_at: Stamp,
    /// Who asks.
    #[sqlx(flatten)]
    pub person: PersonRow,
}

/// Adds a request.
///
/// # Errors
/// The database failed.
pub async fn insert(tx: &mut Tx, r: &RightsRow) -> Result<()> {
    execute!(
        tx,
        "INSERT INTO rights_request (id, member_id, kind, body, state, answer, created_at, due_at, answered_at, answered_by,
             withdrawn_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        r.id,
        r.member_id,
        r.kind,
        &r.body,
        r.state,
        &r.answer,
        r.created_at,
        r.due_at,
        r.answered_at,
        r.answered_by,
        r.withdrawn_at,
    )?;
    Ok(())
}

/// One request.
///
/// # Errors
/// The database failed.
pub async fn by_id(conn: &mut Conn, id: RightsRequestId) -> Result<Option<RightsRow>> {
    maybe_row!(conn, RightsRow, "SELECT * FROM rights_request WHERE id = $1", id)
}

/// Requests of a member before `before`, the newest first.
///
/// # Errors
/// The database failed.
pub async fn of_member(
    conn: &mut Conn,
    member: MemberId,
    before: RightsRequestId,
    limit: i64,
) -> Result<Vec<RightsRow>> {
    rows!(
        conn,
        RightsRow,
        "SELECT * FROM rights_request WHERE member_id = $1 AND id < $2 ORDER BY id DESC LIMIT $3",
        member,
        before,
        limit
    )
}

/// Open requests after the deadline and id `after`, the most urgent first.
///
/// # Errors
/// The database failed.
pub async fn open(conn: &mut Conn, after: (Stamp, RightsRequestId), limit: i64) -> Result<Vec<DeskRow>> {
    rows!(
        conn,
        DeskRow,
        "SELECT r.id AS request_id, r.kind, r.state, r.created_at, r.due_at,
             m.id, m.family, m.given, m.family_roman, m.given_roman, m.line, m.photo_id
         FROM rights_request r JOIN member m ON m.id = r.member_id
         WHERE r.state = 'open' AND (r.due_at, r.id) > ($1, $2) ORDER BY r.due_at, r.id LIMIT $3",
        after.0,
        after.1,
        limit
    )
}

/// Answered requests before `before`, the newest first.
///
/// # Errors
/// The database failed.
pub async fn answered(conn: &mut Conn, before: RightsRequestId, limit: i64) -> Result<Vec<DeskRow>> {
    rows!(
        conn,
        DeskRow,
        "SELECT r.id AS request_id, r.kind, r.state, r.created_at, r.due_at,
             m.id, m.family, m.given, m.family_roman, m.given_roman, m.line, m.photo_id
         FROM rights_request r JOIN member m ON m.id = r.member_id
         WHERE r.state = 'answered' AND r.id < $1 ORDER BY r.id DESC LIMIT $2",
        before,
        limit
    )
}

/// How many wait for the office, and the deadline that comes first.
///
/// # Errors
/// The database failed.
pub async fn backlog(conn: &mut Conn) -> Result<Backlog> {
    row!(
        conn,
        Backlog,
        "SELECT COUNT(*) AS waiting, MIN(due_at) AS oldest FROM rights_request WHERE state = 'open'"
    )
}

/// Answers an open request; whether it was open.
///
/// # Errors
/// The database failed.
pub async fn answer(tx: &mut Tx, id: RightsRequestId, words: &str, by: MemberId, at: Stamp) -> Result<bool> {
    let touched = execute!(
        tx,
        "UPDATE rights_request SET state = 'answered', answer = $2, answered_by = $3, answered_at = $4
         WHERE id = $1 AND state = 'open'",
        id,
        words,
        by,
        at
    )?;
    Ok(touched > 0)
}

/// Takes an open request of `member` back; whether there was one.
///
/// # Errors
/// The database failed.
pub async fn withdraw(tx: &mut Tx, id: RightsRequestId, member: MemberId, at: Stamp) -> Result<bool> {
    let touched = execute!(
        tx,
        "UPDATE rights_request SET state = 'withdrawn', withdrawn_at = $3
         WHERE id = $1 AND member_id = $2 AND state = 'open'",
        id,
        member,
        at
    )?;
    Ok(touched > 0)
}
