//! Links that let a member of the office in without a mail: made at the server's terminal.
use types::id::MemberId;
use types::lang::Lang;
use types::text::Mail;
use types::time::Stamp;

use crate::sql::{execute, maybe_row, rows};
use crate::{Conn, Result, Tx};

/// A link as stored; its token only as a hash.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
#[expect(missing_docs, reason = "columns of the table")]
pub struct OfficeLinkRow {
    pub token_hash: String,
    pub member_id: MemberId,
    pub expires_at: Stamp,
    pub used_at: Option<Stamp>,
}

/// Where a member of the office gets letters.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct OfficeMailRow {
    /// Who.
    pub member_id: MemberId,
    /// The primary address.
    pub mail: Mail,
    /// Language of the letters.
    pub lang: Lang,
}

/// Adds a link.
///
/// # Errors
/// The database failed.
pub async fn insert(tx: &mut Tx, l: &OfficeLinkRow) -> Result<()> {
    execute!(
        tx,
        "INSERT INTO office_link (token_hash, member_id, expires_at, used_at) VALUES ($1, $2, $3, $4)",
        &l.token_hash,
        l.member_id,
        l.expires_at,
        l.used_at,
    )?;
    Ok(())
}

/// One link.
///
/// # Errors
/// The database failed.
pub async fn get(conn: &mut Conn, token_hash: &str) -> Result<Option<OfficeLinkRow>> {
    maybe_row!(conn, OfficeLinkRow, "SELECT * FROM office_link WHERE token_hash = $1", token_hash)
}

/// Uses the link up; whether it was still to be used.
///
/// # Errors
/// The database failed.
pub async fn spend(tx: &mut Tx, token_hash: &str, at: Stamp) -> Result<bool> {
    let spent = execute!(
        tx,
        "UPDATE office_link SET used_at = $2 WHERE token_hash = $1 AND used_at IS NULL AND expires_at > $2",
        token_hash,
        at
    )?;
    Ok(spent > 0)
}

/// Forgets links that expired before `before`.
///
/// # Errors
/// The database failed.
pub async fn sweep(tx: &mut Tx, before: Stamp) -> Result<u64> {
    execute!(tx, "DELETE FROM office_link WHERE expires_at < $1", before)
}

/// Primary addresses of the active members of the office, 200 at most.
///
/// # Errors
/// The database failed.
pub async fn office_mails(conn: &mut Conn) -> Result<Vec<OfficeMailRow>> {
    rows!(
        conn,
        OfficeMailRow,
        "SELECT m.id AS member_id, a.mail, m.lang FROM member m JOIN mail_address a ON a.member_id = m.id AND a.is_primary
         WHERE m.roles LIKE '%office%' AND m.state = 'active' ORDER BY m.id LIMIT 200"
    )
}
