//! What members answered to what is suggested about their own profiles.
use types::id::MemberId;
use types::prompt::PromptKind;
use types::time::Stamp;

use crate::sql::{execute, rows};
use crate::{Conn, Result, Tx};

/// An answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct PromptRow {
    /// Whose.
    pub member_id: MemberId,
    /// To which.
    pub kind: PromptKind,
    /// Whether it is never to be made again.
    pub for_good: bool,
    /// When.
    pub at: Stamp,
}

/// Writes an answer over the one before.
///
/// # Errors
/// The database failed.
pub async fn put(tx: &mut Tx, r: &PromptRow) -> Result<()> {
    execute!(
        tx,
        "INSERT INTO profile_prompt (member_id, kind, for_good, at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (member_id, kind) DO UPDATE SET for_good = excluded.for_good, at = excluded.at",
        r.member_id,
        r.kind,
        r.for_good,
        r.at,
    )?;
    Ok(())
}

/// Answers of a member.
///
/// # Errors
/// The database failed.
pub async fn of_member(conn: &mut Conn, member: MemberId) -> Result<Vec<PromptRow>> {
    rows!(conn, PromptRow, "SELECT * FROM profile_prompt WHERE member_id = $1 ORDER BY kind LIMIT 50", member)
}
