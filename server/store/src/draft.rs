//! Texts half-written, one for each member and place.
use types::feed::DraftPlace;
use types::id::MemberId;
use types::time::Stamp;

use crate::sql::{execute, maybe_value};
use crate::{Conn, Result, Tx};

/// Keeps `body`, instead of what waits at `place`.
///
/// # Errors
/// The database failed.
pub async fn put(tx: &mut Tx, member: MemberId, place: &DraftPlace, body: &str, at: Stamp) -> Result<()> {
    execute!(
        tx,
        "INSERT INTO draft (member_id, place, body, saved_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (member_id, place) DO UPDATE SET body = excluded.body, saved_at = excluded.saved_at",
        member,
        place,
        body,
        at
    )?;
    Ok(())
}

/// What waits at `place`.
///
/// # Errors
/// The database failed.
pub async fn get(conn: &mut Conn, member: MemberId, place: &DraftPlace) -> Result<Option<String>> {
    maybe_value!(conn, String, "SELECT body FROM draft WHERE member_id = $1 AND place = $2", member, place)
}

/// Forgets what waits at `place`.
///
/// # Errors
/// The database failed.
pub async fn delete(tx: &mut Tx, member: MemberId, place: &DraftPlace) -> Result<()> {
    execute!(tx, "DELETE FROM draft WHERE member_id = $1 AND place = $2", member, place)?;
    Ok(())
}
