//! What is kept between asking a device for a passkey and its answer.
use types::id::{MemberId, PasskeyCeremonyId};
use types::time::Stamp;

use crate::sql::{execute, maybe_row};
use crate::{Result, Tx};

/// A question to a device as stored.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct PasskeyCeremonyRow {
    /// Which.
    pub id: PasskeyCeremonyId,
    /// Who adds a passkey; without a member it is a sign-in.
    pub member_id: Option<MemberId>,
    /// What the answer is checked against, as JSON.
    pub state: String,
    /// Until when it can be answered.
    pub expires_at: Stamp,
}

/// Adds a question.
///
/// # Errors
/// The database failed.
pub async fn insert(tx: &mut Tx, c: &PasskeyCeremonyRow) -> Result<()> {
    execute!(
        tx,
        "INSERT INTO passkey_ceremony (id, member_id, state, expires_at) VALUES ($1, $2, $3, $4)",
        c.id,
        c.member_id,
        &c.state,
        c.expires_at,
    )?;
    Ok(())
}

/// Takes the question away, as it is answered once.
///
/// # Errors
/// The database failed.
pub async fn take(tx: &mut Tx, id: PasskeyCeremonyId) -> Result<Option<PasskeyCeremonyRow>> {
    maybe_row!(
        tx,
        PasskeyCeremonyRow,
        "DELETE FROM passkey_ceremony WHERE id = $1 RETURNING id, member_id, state, expires_at",
        id
    )
}

/// Forgets questions that could be answered until `now` at most.
///
/// # Errors
/// The database failed.
pub async fn sweep(tx: &mut Tx, now: Stamp) -> Result<u64> {
    execute!(tx, "DELETE FROM passkey_ceremony WHERE expires_at <= $1", now)
}
