//! The office's own wordings of a kind refusal.
use types::id::RefusalId;
use types::time::Stamp;

use crate::sql::{execute, rows};
use crate::{Conn, Result, Tx};

/// A wording as stored. One of the languages may be empty.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
#[expect(missing_docs, reason = "the columns of the table")]
pub struct RefusalRow {
    pub id: RefusalId,
    /// What the office calls it.
    pub title: String,
    pub body_ja: String,
    pub body_en: String,
    pub created_at: Stamp,
}

/// Adds a wording, or changes the one with its id.
///
/// # Errors
/// The database failed.
pub async fn put(tx: &mut Tx, r: &RefusalRow) -> Result<()> {
    execute!(
        tx,
        "INSERT INTO refusal (id, title, body_ja, body_en, created_at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (id) DO UPDATE SET title = excluded.title, body_ja = excluded.body_ja, body_en = excluded.body_en",
        r.id,
        &r.title,
        &r.body_ja,
        &r.body_en,
        r.created_at,
    )?;
    Ok(())
}

/// All wordings, oldest first.
///
/// # Errors
/// The database failed.
pub async fn all(conn: &mut Conn, limit: i64) -> Result<Vec<RefusalRow>> {
    rows!(conn, RefusalRow, "SELECT * FROM refusal ORDER BY id LIMIT $1", limit)
}

/// Removes a wording; whether there was one.
///
/// # Errors
/// The database failed.
pub async fn delete(tx: &mut Tx, id: RefusalId) -> Result<bool> {
    Ok(execute!(tx, "DELETE FROM refusal WHERE id = $1", id)? > 0)
}
