//! Accounts of the company's directory, as it tells of them.
use types::id::{MemberId, ScimUserId};
use types::time::Stamp;

use crate::sql::{execute, maybe_row, maybe_value, rows, value};
use crate::{Conn, Result, Tx};

/// An account as stored. What the directory does not say is empty.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct ScimUserRow {
    /// Which.
    pub id: ScimUserId,
    /// Name it signs in by in the directory.
    pub user_name: String,
    /// The same as it is compared: lower case.
    pub user_name_key: String,
    /// The directory's own id.
    pub external_id: String,
    /// Whether it can be used there; not said: it can.
    pub active: Option<bool>,
    /// Given name.
    pub given: String,
    /// Family name.
    pub family: String,
    /// Whole name.
    pub formatted: String,
    /// Name shown there.
    pub display_name: String,
    /// Mail addresses as JSON.
    pub emails: String,
    /// The member who proved one of its addresses.
    pub member_id: Option<MemberId>,
    /// Counts its changes.
    pub version: i64,
    /// When it was told of first.
    pub created_at: Stamp,
    /// When it changed last.
    pub updated_at: Stamp,
}

/// Adds an account.
///
/// # Errors
/// [`crate::StoreError::Duplicate`] when the name is another's.
pub async fn insert(tx: &mut Tx, u: &ScimUserRow) -> Result<()> {
    execute!(
        tx,
        "INSERT INTO scim_user (id, user_name, user_name_key, external_id, active, given, family, formatted, display_name,
             emails, member_id, version, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
        u.id, &u.user_name, &u.user_name_key, &u.external_id, u.active, &u.given, &u.family, &u.formatted, &u.display_name,
        &u.emails, u.member_id, u.version, u.created_at, u.updated_at,
    )?;
    Ok(())
}

/// Writes all that can change of an account; whether its version was still `was`.
///
/// # Errors
/// [`crate::StoreError::Duplicate`] when the name is another's.
pub async fn update(tx: &mut Tx, u: &ScimUserRow, was: i64) -> Result<bool> {
    let changed = execute!(
        tx,
        "UPDATE scim_user SET user_name = $2, user_name_key = $3, external_id = $4, active = $5, given = $6, family = $7,
             formatted = $8, display_name = $9, emails = $10, member_id = $11, version = $12, updated_at = $13
         WHERE id = $1 AND version = $14",
        u.id, &u.user_name, &u.user_name_key, &u.external_id, u.active, &u.given, &u.family, &u.formatted, &u.display_name,
        &u.emails, u.member_id, u.version, u.updated_at, was,
    )?;
    Ok(changed > 0)
}

/// Removes an account; whether there was one.
///
/// # Errors
/// The database failed.
pub async fn delete(tx: &mut Tx, id: ScimUserId) -> Result<bool> {
    Ok(execute!(tx, "DELETE FROM scim_user WHERE id = $1", id)? > 0)
}

/// One account.
///
/// # Errors
/// The database failed.
pub async fn by_id(conn: &mut Conn, id: ScimUserId) -> Result<Option<ScimUserRow>> {
    maybe_row!(conn, ScimUserRow, "SELECT * FROM scim_user WHERE id = $1", id)
}

/// The account of a name.
///
/// # Errors
/// The database failed.
pub async fn by_name(conn: &mut Conn, key: &str) -> Result<Option<ScimUserRow>> {
    maybe_row!(conn, ScimUserRow, "SELECT * FROM scim_user WHERE user_name_key = $1", key)
}

/// Accounts with one of the directory's own ids; there should be one.
///
/// # Errors
/// The database failed.
pub async fn by_external(conn: &mut Conn, external_id: &str) -> Result<Vec<ScimUserRow>> {
    rows!(
        conn,
        ScimUserRow,
        "SELECT * FROM scim_user WHERE external_id = $1 AND external_id <> '' ORDER BY id LIMIT 20",
        external_id
    )
}

/// The member the directory knows by its own id.
///
/// # Errors
/// The database failed.
pub async fn member_by_external(conn: &mut Conn, external_id: &str) -> Result<Option<MemberId>> {
    maybe_value!(
        conn,
        MemberId,
        "SELECT member_id FROM scim_user WHERE external_id = $1 AND external_id <> '' AND member_id IS NOT NULL
         ORDER BY id LIMIT 1",
        external_id
    )
}

/// A page of all accounts, in the order they were told of, without the first `skip`: SCIM asks for pages by number (RFC 7644,
/// 3.4.2.4), which no key can answer. Directories do so once, when they are set up.
///
/// # Errors
/// The database failed.
pub async fn page(conn: &mut Conn, skip: i64, limit: i64) -> Result<Vec<ScimUserRow>> {
    rows!(conn, ScimUserRow, "SELECT * FROM scim_user ORDER BY id LIMIT $1 OFFSET $2", limit, skip)
}

/// How many accounts there are.
///
/// # Errors
/// The database failed.
pub async fn count(conn: &mut Conn) -> Result<i64> {
    value!(conn, i64, "SELECT COUNT(*) FROM scim_user")
}
