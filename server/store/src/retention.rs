//! What is kept only for a while: how much of it is over, and its end.
use types::id::{ApplicationId, ProgrammeId};
use types::time::Stamp;

use crate::sql::{execute, row, value, values};
use crate::{Conn, Result, Tx};

/// How much would go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, sqlx::FromRow)]
pub struct OverRow {
    /// Requests to join that were declined.
    pub declined: i64,
    /// Invitations whose words or address are there.
    pub invitations: i64,
    /// Lines of who looked.
    pub readings: i64,
    /// Texts half-written.
    pub drafts: i64,
    /// Requests about data that were answered or taken back.
    pub rights: i64,
}

/// From when on each is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Requests declined then or later.
    pub declined: Stamp,
    /// Invitations that could be used then or later.
    pub invitations: Stamp,
    /// Readings of that day or later: `2026-11-18`.
    pub readings: String,
    /// Texts saved then or later.
    pub drafts: Stamp,
    /// Requests about data answered or taken back then or later.
    pub rights: Stamp,
}

/// What is over.
///
/// # Errors
/// The database failed.
pub async fn over(conn: &mut Conn, kept: &Kept) -> Result<OverRow> {
    row!(
        conn,
        OverRow,
        "SELECT (SELECT COUNT(*) FROM join_request WHERE state = 'declined' AND decided_at < $1) AS declined,
             (SELECT COUNT(*) FROM invitation WHERE (expires_at < $2 OR revoked_at < $2)
                  AND (worked_together <> '' OR note <> '' OR mail IS NOT NULL)) AS invitations,
             (SELECT COUNT(*) FROM profile_read WHERE day < $3) AS readings,
             (SELECT COUNT(*) FROM draft WHERE saved_at < $4) AS drafts,
             (SELECT COUNT(*) FROM rights_request WHERE answered_at < $5 OR withdrawn_at < $5) AS rights",
        kept.declined,
        kept.invitations,
        &kept.readings,
        kept.drafts,
        kept.rights
    )
}

/// Leaves of invitations that could not be used since `before` what is counted; how many.
///
/// # Errors
/// The database failed.
pub async fn empty_invitations(tx: &mut Tx, before: Stamp) -> Result<u64> {
    execute!(
        tx,
        "UPDATE invitation SET worked_together = '', note = '', mail = NULL WHERE (expires_at < $1 OR revoked_at < $1)
             AND (worked_together <> '' OR note <> '' OR mail IS NOT NULL)",
        before
    )
}

/// Forgets texts half-written that were not saved since `before`; how many.
///
/// # Errors
/// The database failed.
pub async fn delete_drafts(tx: &mut Tx, before: Stamp) -> Result<u64> {
    execute!(tx, "DELETE FROM draft WHERE saved_at < $1", before)
}

/// Forgets requests about data that were answered or taken back before `before`; how many.
///
/// # Errors
/// The database failed.
pub async fn delete_rights_requests(tx: &mut Tx, before: Stamp) -> Result<u64> {
    execute!(tx, "DELETE FROM rights_request WHERE answered_at < $1 OR withdrawn_at < $1", before)
}

/// How many applications a programme has.
///
/// # Errors
/// The database failed.
pub async fn count_applications(conn: &mut Conn, programme: ProgrammeId) -> Result<i64> {
    value!(conn, i64, "SELECT COUNT(*) FROM application WHERE programme_id = $1", programme)
}

/// Some applications of a programme.
///
/// # Errors
/// The database failed.
pub async fn applications(conn: &mut Conn, programme: ProgrammeId, limit: i64) -> Result<Vec<ApplicationId>> {
    values!(
        conn,
        ApplicationId,
        "SELECT id FROM application WHERE programme_id = $1 ORDER BY id LIMIT $2",
        programme,
        limit
    )
}
