//! Attempts to sign in: a link and a code under one id.
use types::id::{JoinRequestId, SignInId};
use types::text::Mail;
use types::time::Stamp;

use crate::sql::{execute, maybe_row};
use crate::{Conn, Result, Tx};

/// An attempt as stored; link and code only as hashes.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
#[expect(missing_docs, reason = "columns of the table")]
pub struct SignInRow {
    pub id: SignInId,
    pub mail: Mail,
    pub link_hash: String,
    pub code_hash: String,
    /// Path to go to afterwards.
    pub return_to: String,
    /// The request to join that the address is to be proved for; without one it is a sign-in.
    pub join_request_id: Option<JoinRequestId>,
    /// Wrong codes so far.
    pub tries: i64,
    pub created_at: Stamp,
    pub expires_at: Stamp,
    pub used_at: Option<Stamp>,
}

/// Adds an attempt.
///
/// # Errors
/// The database failed.
pub async fn insert(tx: &mut Tx, s: &SignInRow) -> Result<()> {
    execute!(
        tx,
        "INSERT INTO sign_in (id, mail, link_hash, code_hash, return_to, join_request_id, tries, created_at, expires_at, used_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        s.id, &s.mail, &s.link_hash, &s.code_hash, &s.return_to, s.join_request_id, s.tries, s.created_at, s.expires_at, s.used_at,
    )?;
    Ok(())
}

/// One attempt.
///
/// # Errors
/// The database failed.
pub async fn by_id(conn: &mut Conn, id: SignInId) -> Result<Option<SignInRow>> {
    maybe_row!(conn, SignInRow, "SELECT * FROM sign_in WHERE id = $1", id)
}

/// The attempt a link belongs to.
///
/// # Errors
/// The database failed.
pub async fn by_link(conn: &mut Conn, link_hash: &str) -> Result<Option<SignInRow>> {
    maybe_row!(conn, SignInRow, "SELECT * FROM sign_in WHERE link_hash = $1", link_hash)
}

/// Counts a wrong code.
///
/// # Errors
/// The database failed.
pub async fn add_try(tx: &mut Tx, id: SignInId) -> Result<()> {
    execute!(tx, "UPDATE sign_in SET tries = tries + 1 WHERE id = $1", id)?;
    Ok(())
}

/// Uses the attempt up; whether it was still to be used.
///
/// # Errors
/// The database failed.
pub async fn spend(tx: &mut Tx, id: SignInId, at: Stamp) -> Result<bool> {
    Ok(execute!(tx, "UPDATE sign_in SET used_at = $2 WHERE id = $1 AND used_at IS NULL", id, at)? > 0)
}

/// Forgets attempts that expired before `before`.
///
/// # Errors
/// The database failed.
pub async fn sweep(tx: &mut Tx, before: Stamp) -> Result<u64> {
    execute!(tx, "DELETE FROM sign_in WHERE expires_at < $1", before)
}
