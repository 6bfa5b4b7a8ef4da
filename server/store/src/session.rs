//! Signed-in devices.
use types::id::{MediaId, MemberId, SessionId};
use types::lang::Lang;
use types::member::Theme;
use types::role::Roles;
use types::text::Mail;
use types::time::Stamp;

use crate::sql::{execute, maybe_row, rows};
use crate::{Conn, Result, Tx};

/// A session as stored.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct SessionRow {
    /// Which.
    pub id: SessionId,
    /// Whose.
    pub member_id: MemberId,
    /// What the device said it is, in words for its owner.
    pub device: String,
    /// Since when.
    pub created_at: Stamp,
    /// Ends then unless used.
    pub idle_until: Stamp,
    /// Ends then in any case.
    pub expires_at: Stamp,
}

/// A live session and as much of its member as every page needs: one statement a request.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
#[expect(missing_docs, reason = "columns of session and member")]
pub struct ViewerRow {
    pub session_id: SessionId,
    pub created_at: Stamp,
    pub idle_until: Stamp,
    pub member_id: MemberId,
    pub roles: Roles,
    pub family: String,
    pub given: String,
    pub family_roman: String,
    pub given_roman: String,
    pub line: String,
    /// The portrait, however far it reaches.
    pub photo_id: Option<MediaId>,
    pub lang: Lang,
    pub theme: Theme,
    pub active_this_month: bool,
}

/// How a session was opened.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct OpeningRow {
    /// The address whose mail opened it.
    pub proved_mail: Mail,
    /// When.
    pub created_at: Stamp,
}

/// Adds a session under the hash of its token.
///
/// # Errors
/// The database failed.
pub async fn insert(tx: &mut Tx, token_hash: &str, s: &SessionRow) -> Result<()> {
    execute!(
        tx,
        "INSERT INTO session (id, token_hash, member_id, device, created_at, idle_until, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        s.id,
        token_hash,
        s.member_id,
        &s.device,
        s.created_at,
        s.idle_until,
        s.expires_at,
    )?;
    Ok(())
}

/// Who holds the token at `now`; `month` (`2026-11`) asks whether the member was counted in it.
///
/// # Errors
/// The database failed.
pub async fn viewer(conn: &mut Conn, token_hash: &str, now: Stamp, month: &str) -> Result<Option<ViewerRow>> {
    maybe_row!(
        conn,
        ViewerRow,
        "SELECT s.id AS session_id, s.created_at, s.idle_until, m.id AS member_id, m.roles, m.family, m.given, m.family_roman, m.given_roman,
             m.line, COALESCE(m.photo_id, (SELECT p.id FROM media p WHERE p.owner_id = m.id AND p.kind = 'portrait')) AS photo_id, m.lang, m.theme, a.member_id IS NOT NULL AS active_this_month
         FROM session s JOIN member m ON m.id = s.member_id
         LEFT JOIN active_month a ON a.month = $3 AND a.member_id = m.id
         WHERE s.token_hash = $1 AND s.idle_until > $2 AND s.expires_at > $2 AND m.state = 'active'",
        token_hash, now, month,
    )
}

/// Puts the idle end off to `until`.
///
/// # Errors
/// The database failed.
pub async fn prolong(tx: &mut Tx, id: SessionId, until: Stamp) -> Result<()> {
    execute!(tx, "UPDATE session SET idle_until = $2 WHERE id = $1", id, until)?;
    Ok(())
}

/// Notes the address whose mail opened the session.
///
/// # Errors
/// The database failed.
pub async fn note_mail(tx: &mut Tx, token_hash: &str, mail: &Mail) -> Result<()> {
    execute!(tx, "UPDATE session SET proved_mail = $2 WHERE token_hash = $1", token_hash, mail)?;
    Ok(())
}

/// How the session was opened, if a mail opened it.
///
/// # Errors
/// The database failed.
pub async fn opening(conn: &mut Conn, id: SessionId) -> Result<Option<OpeningRow>> {
    maybe_row!(
        conn,
        OpeningRow,
        "SELECT proved_mail, created_at FROM session WHERE id = $1 AND proved_mail IS NOT NULL",
        id
    )
}

/// Live sessions of a member, newest first; nobody has more than 100.
///
/// # Errors
/// The database failed.
pub async fn of_member(conn: &mut Conn, member: MemberId, now: Stamp) -> Result<Vec<SessionRow>> {
    rows!(
        conn,
        SessionRow,
        "SELECT id, member_id, device, created_at, idle_until, expires_at FROM session
         WHERE member_id = $1 AND idle_until > $2 AND expires_at > $2 ORDER BY created_at DESC, id DESC LIMIT 100",
        member, now,
    )
}

/// Ends one session of `member`; whether there was one.
///
/// # Errors
/// The database failed.
pub async fn delete(tx: &mut Tx, member: MemberId, id: SessionId) -> Result<bool> {
    Ok(execute!(tx, "DELETE FROM session WHERE id = $2 AND member_id = $1", member, id)? > 0)
}

/// Ends all sessions of `member`; how many.
///
/// # Errors
/// The database failed.
pub async fn delete_all(tx: &mut Tx, member: MemberId) -> Result<u64> {
    execute!(tx, "DELETE FROM session WHERE member_id = $1", member)
}

/// Ends all sessions of `member` but `kept`; how many.
///
/// # Errors
/// The database failed.
pub async fn delete_others(tx: &mut Tx, member: MemberId, kept: SessionId) -> Result<u64> {
    execute!(tx, "DELETE FROM session WHERE member_id = $1 AND id <> $2", member, kept)
}

/// Forgets sessions that ended before `now`.
///
/// # Errors
/// The database failed.
pub async fn sweep(tx: &mut Tx, now: Stamp) -> Result<u64> {
    execute!(tx, "DELETE FROM session WHERE idle_until <= $1 OR expires_at <= $1", now)
}
