//! Passkeys of members.
use types::id::{MemberId, PasskeyId};
use types::time::Stamp;

use crate::sql::{execute, maybe_row, rows, value};
use crate::{Conn, Result, Tx};

/// A passkey as stored.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct PasskeyRow {
    /// Which.
    pub id: PasskeyId,
    /// Whose.
    pub member_id: MemberId,
    /// What the device calls it, base64url.
    pub credential_id: String,
    /// The public key with its counter, as JSON.
    pub credential: String,
    /// What its owner calls it.
    pub name: String,
    /// Since when.
    pub created_at: Stamp,
    /// Beginning of the day it signed in last on.
    pub last_used_on: Option<Stamp>,
}

/// Adds a passkey; `false` when the device's is anybody's already.
///
/// # Errors
/// The database failed.
pub async fn add(tx: &mut Tx, p: &PasskeyRow) -> Result<bool> {
    let added = execute!(
        tx,
        "INSERT INTO passkey (id, member_id, credential_id, credential, name, created_at, last_used_on)
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (credential_id) DO NOTHING",
        p.id,
        p.member_id,
        &p.credential_id,
        &p.credential,
        &p.name,
        p.created_at,
        p.last_used_on,
    )?;
    Ok(added > 0)
}

/// Passkeys of a member, the oldest first; nobody has more than 20.
///
/// # Errors
/// The database failed.
pub async fn of_member(conn: &mut Conn, member: MemberId) -> Result<Vec<PasskeyRow>> {
    rows!(conn, PasskeyRow, "SELECT * FROM passkey WHERE member_id = $1 ORDER BY id LIMIT 20", member)
}

/// How many passkeys a member has.
///
/// # Errors
/// The database failed.
pub async fn count(conn: &mut Conn, member: MemberId) -> Result<i64> {
    value!(conn, i64, "SELECT COUNT(*) FROM passkey WHERE member_id = $1", member)
}

/// The passkey that a device calls `credential_id`, if its owner can use the account. Other answers with it wait until
/// this transaction is over: each sees the counter that the one before left.
///
/// # Errors
/// The database failed.
pub async fn by_credential(tx: &mut Tx, credential_id: &str) -> Result<Option<PasskeyRow>> {
    execute!(tx, "UPDATE passkey SET name = name WHERE credential_id = $1", credential_id)?;
    maybe_row!(
        tx,
        PasskeyRow,
        "SELECT p.* FROM passkey p JOIN member m ON m.id = p.member_id
         WHERE p.credential_id = $1 AND m.state = 'active'",
        credential_id
    )
}

/// Notes that the passkey signed in on the day that begins at `day`, and its counter.
///
/// # Errors
/// The database failed.
pub async fn note_use(tx: &mut Tx, id: PasskeyId, credential: &str, day: Stamp) -> Result<()> {
    execute!(tx, "UPDATE passkey SET credential = $2, last_used_on = $3 WHERE id = $1", id, credential, day)?;
    Ok(())
}

/// Gives a passkey of `member` another name; whether there was one.
///
/// # Errors
/// The database failed.
pub async fn rename(tx: &mut Tx, member: MemberId, id: PasskeyId, name: &str) -> Result<bool> {
    Ok(execute!(tx, "UPDATE passkey SET name = $3 WHERE id = $2 AND member_id = $1", member, id, name)? > 0)
}

/// Removes a passkey of `member`; whether there was one.
///
/// # Errors
/// The database failed.
pub async fn remove(tx: &mut Tx, member: MemberId, id: PasskeyId) -> Result<bool> {
    Ok(execute!(tx, "DELETE FROM passkey WHERE id = $2 AND member_id = $1", member, id)? > 0)
}
