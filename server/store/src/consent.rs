//! The ledger of consents: rows are added, never changed.
use types::consent::Purpose;
use types::id::{ConsentId, MemberId};
use types::time::Stamp;

use crate::sql::{execute, rows};
use crate::{Conn, Result, Tx};

/// One entry.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct ConsentRow {
    /// Which.
    pub id: ConsentId,
    /// Whose.
    pub member_id: MemberId,
    /// For what.
    pub purpose: Purpose,
    /// Which text was shown.
    pub text_version: String,
    /// Given or withdrawn.
    pub given: bool,
    /// When.
    pub at: Stamp,
}

/// Adds an entry.
///
/// # Errors
/// The database failed.
pub async fn insert(tx: &mut Tx, c: &ConsentRow) -> Result<()> {
    execute!(
        tx,
        "INSERT INTO consent (id, member_id, purpose, text_version, given, at) VALUES ($1, $2, $3, $4, $5, $6)",
        c.id,
        c.member_id,
        c.purpose,
        &c.text_version,
        c.given,
        c.at,
    )?;
    Ok(())
}

/// The newest entry of each purpose.
///
/// # Errors
/// The database failed.
pub async fn current(conn: &mut Conn, member: MemberId) -> Result<Vec<ConsentRow>> {
    rows!(
        conn,
        ConsentRow,
        "SELECT c.* FROM consent c WHERE c.member_id = $1
         AND NOT EXISTS (SELECT 1 FROM consent d WHERE d.member_id = c.member_id AND d.purpose = c.purpose AND d.id > c.id)
         ORDER BY c.purpose",
        member
    )
}
