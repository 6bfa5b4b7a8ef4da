//! Counting what may only happen so often.
use types::time::Stamp;

use crate::sql::{execute, maybe_value, value};
use crate::{Conn, Result, Tx};

/// Counts a hit of `subject` in the window that began after `window_start`, or in a new one from `now`; hits so far.
///
/// # Errors
/// The database failed.
pub async fn hit(tx: &mut Tx, subject: &str, now: Stamp, window_start: Stamp) -> Result<i64> {
    value!(
        tx,
        i64,
        "INSERT INTO rate (subject, window_start, hits) VALUES ($1, $2, 1)
         ON CONFLICT (subject) DO UPDATE SET
             hits = CASE WHEN rate.window_start > $3 THEN rate.hits + 1 ELSE 1 END,
             window_start = CASE WHEN rate.window_start > $3 THEN rate.window_start ELSE $2 END
         RETURNING hits",
        subject,
        now,
        window_start,
    )
}

/// Hits of `subject` in the window that began after `window_start`.
///
/// # Errors
/// The database failed.
pub async fn hits(conn: &mut Conn, subject: &str, window_start: Stamp) -> Result<i64> {
    let hits: Option<i64> = maybe_value!(
        conn,
        i64,
        "SELECT hits FROM rate WHERE subject = $1 AND window_start > $2",
        subject,
        window_start
    )?;
    Ok(hits.unwrap_or(0))
}

/// Takes one hit of `subject` back.
///
/// # Errors
/// The database failed.
pub async fn give_back(tx: &mut Tx, subject: &str) -> Result<()> {
    execute!(tx, "UPDATE rate SET hits = hits - 1 WHERE subject = $1 AND hits > 0", subject)?;
    Ok(())
}

/// Forgets windows that began before `before`.
///
/// # Errors
/// The database failed.
pub async fn sweep(tx: &mut Tx, before: Stamp) -> Result<u64> {
    execute!(tx, "DELETE FROM rate WHERE window_start < $1", before)
}
