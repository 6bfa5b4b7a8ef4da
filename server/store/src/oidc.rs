//! Signing in by the company's account: attempts, arrivals who are no members yet, and which account is whose.
use types::id::MemberId;
use types::role::Roles;
use types::text::Mail;
use types::time::Stamp;

use crate::sql::{execute, maybe_row, maybe_value, value};
use crate::{Conn, Result, Tx};

/// An attempt as stored; state and cookie only as hashes.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
#[expect(missing_docs, reason = "columns of the table")]
pub struct AttemptRow {
    pub state_hash: String,
    /// Hash of the cookie of the browser that began.
    pub cookie_hash: String,
    pub nonce: String,
    /// What the provider asks for in the end (RFC 7636).
    pub verifier: String,
    /// Path to go to afterwards.
    pub return_to: String,
    pub expires_at: Stamp,
}

/// Somebody the provider vouches for, before agreeing to anything. Absent names are empty.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
#[expect(missing_docs, reason = "columns of the table")]
pub struct ArrivalRow {
    pub token_hash: String,
    pub issuer: String,
    /// Who it is, in the provider's words.
    pub subject: String,
    /// An address that counts as proved.
    pub mail: Option<Mail>,
    /// Roles by the groups of the account.
    pub roles: Roles,
    pub family: String,
    pub given: String,
    pub family_kana: String,
    pub given_kana: String,
    pub family_roman: String,
    pub given_roman: String,
    /// Path to go to afterwards.
    pub return_to: String,
    pub expires_at: Stamp,
}

/// Adds an attempt.
///
/// # Errors
/// The database failed.
pub async fn insert_attempt(tx: &mut Tx, a: &AttemptRow) -> Result<()> {
    execute!(
        tx,
        "INSERT INTO oidc_attempt (state_hash, cookie_hash, nonce, verifier, return_to, expires_at) VALUES ($1, $2, $3, $4, $5, $6)",
        &a.state_hash,
        &a.cookie_hash,
        &a.nonce,
        &a.verifier,
        &a.return_to,
        a.expires_at,
    )?;
    Ok(())
}

/// Takes out the attempt that a browser began, over or not; nobody takes it a second time.
///
/// # Errors
/// The database failed.
pub async fn take_attempt(tx: &mut Tx, state_hash: &str, cookie_hash: &str) -> Result<Option<AttemptRow>> {
    maybe_row!(
        tx,
        AttemptRow,
        "DELETE FROM oidc_attempt WHERE state_hash = $1 AND cookie_hash = $2
         RETURNING state_hash, cookie_hash, nonce, verifier, return_to, expires_at",
        state_hash,
        cookie_hash
    )
}

/// Whose account it is, of a member who has not left.
///
/// # Errors
/// The database failed.
pub async fn member(conn: &mut Conn, issuer: &str, subject: &str) -> Result<Option<MemberId>> {
    maybe_value!(
        conn,
        MemberId,
        "SELECT i.member_id FROM oidc_identity i JOIN member m ON m.id = i.member_id
         WHERE i.issuer = $1 AND i.subject = $2 AND m.state <> 'left'",
        issuer,
        subject
    )
}

/// Whether `member` has an account there.
///
/// # Errors
/// The database failed.
pub async fn has_account(conn: &mut Conn, issuer: &str, member: MemberId) -> Result<bool> {
    value!(
        conn,
        bool,
        "SELECT EXISTS (SELECT 1 FROM oidc_identity WHERE member_id = $2 AND issuer = $1)",
        issuer,
        member
    )
}

/// Makes the account `member`'s, whosever it was.
///
/// # Errors
/// The database failed.
pub async fn link(tx: &mut Tx, issuer: &str, subject: &str, member: MemberId, at: Stamp) -> Result<()> {
    execute!(
        tx,
        "INSERT INTO oidc_identity (issuer, subject, member_id, linked_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (issuer, subject) DO UPDATE SET member_id = excluded.member_id, linked_at = excluded.linked_at",
        issuer,
        subject,
        member,
        at,
    )?;
    Ok(())
}

/// Adds somebody who arrives.
///
/// # Errors
/// The database failed.
pub async fn insert_arrival(tx: &mut Tx, a: &ArrivalRow) -> Result<()> {
    execute!(
        tx,
        "INSERT INTO oidc_arrival (token_hash, issuer, subject, mail, roles, family, given, family_kana, given_kana, family_roman,
             given_roman, return_to, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        &a.token_hash, &a.issuer, &a.subject, &a.mail, &a.roles, &a.family, &a.given, &a.family_kana, &a.given_kana, &a.family_roman,
        &a.given_roman, &a.return_to, a.expires_at,
    )?;
    Ok(())
}

/// Who arrives with this token, over or not.
///
/// # Errors
/// The database failed.
pub async fn arrival(conn: &mut Conn, token_hash: &str) -> Result<Option<ArrivalRow>> {
    maybe_row!(conn, ArrivalRow, "SELECT * FROM oidc_arrival WHERE token_hash = $1", token_hash)
}

/// Takes the arrival out; whether it was still there.
///
/// # Errors
/// The database failed.
pub async fn take_arrival(tx: &mut Tx, token_hash: &str) -> Result<bool> {
    Ok(execute!(tx, "DELETE FROM oidc_arrival WHERE token_hash = $1", token_hash)? > 0)
}

/// Forgets attempts and arrivals that were over before `before`.
///
/// # Errors
/// The database failed.
pub async fn sweep(tx: &mut Tx, before: Stamp) -> Result<u64> {
    let attempts = execute!(tx, "DELETE FROM oidc_attempt WHERE expires_at < $1", before)?;
    Ok(attempts + execute!(tx, "DELETE FROM oidc_arrival WHERE expires_at < $1", before)?)
}
