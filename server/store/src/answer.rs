//! What applications answer: words and files.
use types::id::{ApplicationId, MediaId, MemberId, QuestionId};
use types::time::Stamp;

use crate::sql::{execute, maybe_row, rows};
use crate::{Conn, Result, Tx};

/// An answer in words, or the key of an option.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct AnswerRow {
    /// Of which application.
    pub application_id: ApplicationId,
    /// To which question.
    pub question_id: QuestionId,
    /// The words or the key.
    pub body: String,
    /// When it was saved.
    pub saved_at: Stamp,
    /// By whom.
    pub saved_by: MemberId,
    /// On which page, as that page calls itself.
    pub saved_from: String,
}

/// A file as an answer; the bytes are the service's.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct FileRow {
    /// Which.
    pub id: MediaId,
    /// Of which application.
    pub application_id: ApplicationId,
    /// To which question.
    pub question_id: QuestionId,
    /// Its name as uploaded, made harmless.
    pub name: String,
    /// Its type, from its first bytes.
    pub mime: String,
    /// Its size.
    pub bytes: i64,
    /// When it was uploaded.
    pub created_at: Stamp,
}

/// Keeps an answer instead of the one before.
///
/// # Errors
/// The database failed.
pub async fn put(tx: &mut Tx, a: &AnswerRow) -> Result<()> {
    execute!(
        tx,
        "INSERT INTO answer (application_id, question_id, body, saved_at, saved_by, saved_from)
         VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (application_id, question_id) DO UPDATE SET body = excluded.body, saved_at = excluded.saved_at,
             saved_by = excluded.saved_by, saved_from = excluded.saved_from",
        a.application_id,
        a.question_id,
        &a.body,
        a.saved_at,
        a.saved_by,
        &a.saved_from,
    )?;
    Ok(())
}

/// All answers in words of an application.
///
/// # Errors
/// The database failed.
pub async fn list(conn: &mut Conn, application: ApplicationId, limit: i64) -> Result<Vec<AnswerRow>> {
    rows!(
        conn,
        AnswerRow,
        "SELECT * FROM answer WHERE application_id = $1 ORDER BY question_id LIMIT $2",
        application,
        limit
    )
}

/// Notes a file; the one before must be gone.
///
/// # Errors
/// [`crate::StoreError::Duplicate`] when the question has one.
pub async fn insert_file(tx: &mut Tx, f: &FileRow) -> Result<()> {
    execute!(
        tx,
        "INSERT INTO answer_file (id, application_id, question_id, name, mime, bytes, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        f.id,
        f.application_id,
        f.question_id,
        &f.name,
        &f.mime,
        f.bytes,
        f.created_at,
    )?;
    Ok(())
}

/// Forgets the file of a question; which it was.
///
/// # Errors
/// The database failed.
pub async fn remove_file(
    tx: &mut Tx,
    application: ApplicationId,
    question: QuestionId,
) -> Result<Option<FileRow>> {
    maybe_row!(
        tx,
        FileRow,
        "DELETE FROM answer_file WHERE application_id = $1 AND question_id = $2
         RETURNING id, application_id, question_id, name, mime, bytes, created_at",
        application,
        question,
    )
}

/// All files of an application.
///
/// # Errors
/// The database failed.
pub async fn files(conn: &mut Conn, application: ApplicationId, limit: i64) -> Result<Vec<FileRow>> {
    rows!(
        conn,
        FileRow,
        "SELECT * FROM answer_file WHERE application_id = $1 ORDER BY question_id LIMIT $2",
        application,
        limit
    )
}

/// One file of an application.
///
/// # Errors
/// The database failed.
pub async fn file(conn: &mut Conn, application: ApplicationId, id: MediaId) -> Result<Option<FileRow>> {
    maybe_row!(
        conn,
        FileRow,
        "SELECT * FROM answer_file WHERE application_id = $1 AND id = $2",
        application,
        id
    )
}
