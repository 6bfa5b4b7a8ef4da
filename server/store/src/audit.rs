//! What was done, by whom, to what.
use types::id::{AuditId, MemberId};
use types::time::Stamp;

use crate::sql::{execute, rows};
use crate::{Conn, Result, Tx};

/// One entry.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct AuditRow {
    /// Which; in order of time.
    pub id: AuditId,
    /// When.
    pub at: Stamp,
    /// Who; nobody for what the program did by itself.
    pub actor_id: Option<MemberId>,
    /// What, as `noun.verb`.
    pub action: String,
    /// To what, as `noun:id`.
    pub object: String,
    /// Particulars as JSON, without personal data.
    pub detail: String,
}

/// Adds an entry.
///
/// # Errors
/// The database failed.
pub async fn insert(tx: &mut Tx, a: &AuditRow) -> Result<()> {
    execute!(
        tx,
        "INSERT INTO audit (id, at, actor_id, action, object, detail) VALUES ($1, $2, $3, $4, $5, $6)",
        a.id,
        a.at,
        a.actor_id,
        &a.action,
        &a.object,
        &a.detail,
    )?;
    Ok(())
}

/// Entries before `before`, newest first.
///
/// # Errors
/// The database failed.
pub async fn page(conn: &mut Conn, before: AuditId, limit: i64) -> Result<Vec<AuditRow>> {
    rows!(conn, AuditRow, "SELECT * FROM audit WHERE id < $1 ORDER BY id DESC LIMIT $2", before, limit)
}
