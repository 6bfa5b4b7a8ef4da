//! The ledger of consents: rows are added, never changed. The newest row of a member and purpose is the answer that counts.
//!
//! Statements elsewhere that look only at members who agree spell the same condition as [`agrees`].
use types::consent::Purpose;
use types::id::{ConsentId, MemberId};
use types::time::Stamp;

use crate::sql::{execute, maybe_row, rows, value};
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

/// The newest entry of one purpose.
///
/// # Errors
/// The database failed.
pub async fn newest(conn: &mut Conn, member: MemberId, purpose: Purpose) -> Result<Option<ConsentRow>> {
    maybe_row!(
        conn,
        ConsentRow,
        "SELECT * FROM consent WHERE member_id = $1 AND purpose = $2 ORDER BY id DESC LIMIT 1",
        member,
        purpose
    )
}

/// Whether the member agrees to the purpose, having read a text not older than `from`.
///
/// # Errors
/// The database failed.
pub async fn agrees(conn: &mut Conn, member: MemberId, purpose: Purpose, from: &str) -> Result<bool> {
    value!(
        conn,
        bool,
        "SELECT EXISTS (SELECT 1 FROM consent g WHERE g.member_id = $1 AND g.purpose = $2 AND g.given AND g.text_version >= $3
             AND NOT EXISTS (SELECT 1 FROM consent n WHERE n.member_id = g.member_id AND n.purpose = g.purpose AND n.id > g.id))",
        member,
        purpose,
        from
    )
}

/// All entries of a member before `before`, the newest first.
///
/// # Errors
/// The database failed.
pub async fn ledger(
    conn: &mut Conn,
    member: MemberId,
    before: ConsentId,
    limit: i64,
) -> Result<Vec<ConsentRow>> {
    rows!(
        conn,
        ConsentRow,
        "SELECT * FROM consent WHERE member_id = $1 AND id < $2 ORDER BY id DESC LIMIT $3",
        member,
        before,
        limit
    )
}
