//! Addresses that want no invitation, as hashes.
use types::time::Stamp;

use crate::sql::{execute, value};
use crate::{Conn, Result, Tx};

/// Notes that an address wants no invitation. Twice is once.
///
/// # Errors
/// The database failed.
pub async fn put(tx: &mut Tx, mail_hash: &str, at: Stamp) -> Result<()> {
    execute!(
        tx,
        "INSERT INTO opt_out (mail_hash, created_at) VALUES ($1, $2) ON CONFLICT (mail_hash) DO NOTHING",
        mail_hash,
        at
    )?;
    Ok(())
}

/// Takes that back; whether it was noted.
///
/// # Errors
/// The database failed.
pub async fn delete(tx: &mut Tx, mail_hash: &str) -> Result<bool> {
    Ok(execute!(tx, "DELETE FROM opt_out WHERE mail_hash = $1", mail_hash)? > 0)
}

/// Whether an address wants no invitation.
///
/// # Errors
/// The database failed.
pub async fn exists(conn: &mut Conn, mail_hash: &str) -> Result<bool> {
    value!(conn, bool, "SELECT EXISTS (SELECT 1 FROM opt_out WHERE mail_hash = $1)", mail_hash)
}
