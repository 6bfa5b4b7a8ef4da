//! Personal invitation links.
use types::id::{InvitationId, MemberId};
use types::text::Mail;
use types::time::Stamp;

use crate::sql::{execute, maybe_row, row, rows};
use crate::{Conn, Result, Tx};

/// An invitation as stored.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct InvitationRow {
    /// Which; in order of time.
    pub id: InvitationId,
    /// The last part of its link.
    pub token: String,
    /// Whose.
    pub inviter_id: MemberId,
    /// When and where both worked together.
    pub worked_together: String,
    /// A few words, or empty.
    pub note: String,
    /// Where it was mailed.
    pub mail: Option<Mail>,
    /// How many people it lets in.
    pub uses: i64,
    /// How many proved an address after coming by it.
    pub used: i64,
    /// Since when.
    pub created_at: Stamp,
    /// Until when.
    pub expires_at: Stamp,
    /// When its form was first sent; looking at the page is not noted.
    pub started_at: Option<Stamp>,
    /// When its owner took it back.
    pub revoked_at: Option<Stamp>,
}

/// Adds an invitation.
///
/// # Errors
/// The database failed.
pub async fn insert(tx: &mut Tx, i: &InvitationRow) -> Result<()> {
    execute!(
        tx,
        "INSERT INTO invitation (id, token, inviter_id, worked_together, note, mail, uses, used, created_at, expires_at, started_at,
             revoked_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        i.id, &i.token, i.inviter_id, &i.worked_together, &i.note, &i.mail, i.uses, i.used, i.created_at, i.expires_at, i.started_at,
        i.revoked_at,
    )?;
    Ok(())
}

/// One invitation.
///
/// # Errors
/// The database failed.
pub async fn by_id(conn: &mut Conn, id: InvitationId) -> Result<Option<InvitationRow>> {
    maybe_row!(conn, InvitationRow, "SELECT * FROM invitation WHERE id = $1", id)
}

/// The invitation of a link, unless its inviter is suspended or about to leave: nobody sees such an account.
///
/// # Errors
/// The database failed.
pub async fn by_token(conn: &mut Conn, token: &str) -> Result<Option<InvitationRow>> {
    maybe_row!(
        conn,
        InvitationRow,
        "SELECT i.* FROM invitation i JOIN member m ON m.id = i.inviter_id
         WHERE i.token = $1 AND m.state NOT IN ('suspended', 'leaving')",
        token
    )
}

/// Invitations of `inviter` before `before`, newest first.
///
/// # Errors
/// The database failed.
pub async fn of_member(
    conn: &mut Conn,
    inviter: MemberId,
    before: InvitationId,
    limit: i64,
) -> Result<Vec<InvitationRow>> {
    rows!(
        conn,
        InvitationRow,
        "SELECT * FROM invitation WHERE inviter_id = $1 AND id < $2 ORDER BY id DESC LIMIT $3",
        inviter,
        before,
        limit,
    )
}

/// Notes that its form was sent, the first time only.
///
/// # Errors
/// The database failed.
pub async fn start(tx: &mut Tx, id: InvitationId, at: Stamp) -> Result<()> {
    execute!(tx, "UPDATE invitation SET started_at = $2 WHERE id = $1 AND started_at IS NULL", id, at)?;
    Ok(())
}

/// Counts one who came by it; whether it still let anybody in.
///
/// # Errors
/// The database failed.
pub async fn spend(tx: &mut Tx, id: InvitationId) -> Result<bool> {
    Ok(execute!(tx, "UPDATE invitation SET used = used + 1 WHERE id = $1 AND used < uses", id)? > 0)
}

/// Takes an invitation of `inviter` back; whether it was not before.
///
/// # Errors
/// The database failed.
pub async fn revoke(tx: &mut Tx, inviter: MemberId, id: InvitationId, at: Stamp) -> Result<bool> {
    let touched = execute!(
        tx,
        "UPDATE invitation SET revoked_at = $3 WHERE id = $1 AND inviter_id = $2 AND revoked_at IS NULL",
        id,
        inviter,
        at,
    )?;
    Ok(touched > 0)
}

/// Gives an invitation of `inviter` again; whether it had been taken back.
///
/// # Errors
/// The database failed.
pub async fn restore(tx: &mut Tx, inviter: MemberId, id: InvitationId) -> Result<bool> {
    let touched = execute!(
        tx,
        "UPDATE invitation SET revoked_at = NULL WHERE id = $1 AND inviter_id = $2 AND revoked_at IS NOT NULL",
        id,
        inviter,
    )?;
    Ok(touched > 0)
}

/// How far all invitations together reached.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, sqlx::FromRow)]
pub struct ReachRow {
    /// Links made.
    pub made: i64,
    /// Links whose form was sent at least once.
    pub started: i64,
    /// People who proved an address after coming by a link.
    pub used: i64,
}

/// How far all invitations together reached.
///
/// # Errors
/// The database failed.
pub async fn reach(conn: &mut Conn) -> Result<ReachRow> {
    row!(
        conn,
        ReachRow,
        "SELECT COUNT(*) AS made, COUNT(started_at) AS started, CAST(COALESCE(SUM(used), 0) AS BIGINT) AS used FROM invitation"
    )
}
