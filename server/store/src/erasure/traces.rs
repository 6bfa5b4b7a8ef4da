//! Where the member is named by an id or an address inside of texts: the audit log, tasks, counters.
//!
//! `REPLACE(a, b, '') <> a` asks whether `b` is in `a`: both engines know it, and no character of `b` means anything else.
use types::id::{AuditId, MemberId};

use crate::sql::{execute, maybe_value};
use crate::{Conn, Result, Tx};

/// The last one of the `limit` entries of the audit log after `after`.
///
/// # Errors
/// The database failed.
pub async fn audit_stretch(conn: &mut Conn, after: AuditId, limit: i64) -> Result<Option<AuditId>> {
    maybe_value!(
        conn,
        AuditId,
        "SELECT id FROM (SELECT id FROM audit WHERE id > $1 ORDER BY id LIMIT $2) stretch ORDER BY id DESC LIMIT 1",
        after,
        limit
    )
}

/// Puts nothing in the place of the member in the entries after `after` up to `to`. `simple` and `hyphenated` are the spellings
/// of the id.
///
/// # Errors
/// The database failed.
pub async fn clear_audit(
    tx: &mut Tx,
    member: MemberId,
    (simple, hyphenated): (&str, &str),
    after: AuditId,
    to: AuditId,
) -> Result<u64> {
    execute!(
        tx,
        "UPDATE audit SET actor_id = CASE WHEN actor_id = $1 THEN NULL ELSE actor_id END,
             object = REPLACE(object, $2, ''), detail = REPLACE(REPLACE(detail, $2, ''), $3, '')
         WHERE id > $4 AND id <= $5 AND (actor_id = $1 OR REPLACE(object, $2, '') <> object OR REPLACE(detail, $2, '') <> detail
             OR REPLACE(detail, $3, '') <> detail)",
        member,
        simple,
        hyphenated,
        after,
        to
    )
}

/// Removes the tasks that name `text`; a campaign that only remembers how far it came goes on.
///
/// # Errors
/// The database failed.
pub async fn delete_tasks(tx: &mut Tx, text: &str) -> Result<u64> {
    execute!(
        tx,
        "DELETE FROM task WHERE kind <> 'tell_interested' AND kind <> 'erase_member'
             AND (REPLACE(payload, $1, '') <> payload OR REPLACE(COALESCE(dedupe, ''), $1, '') <> COALESCE(dedupe, ''))",
        text
    )
}

/// Removes the counters that name `text`.
///
/// # Errors
/// The database failed.
pub async fn delete_rates(tx: &mut Tx, text: &str) -> Result<u64> {
    execute!(tx, "DELETE FROM rate WHERE REPLACE(subject, $1, '') <> subject", text)
}
