//! Groups of the company's directory and who is in them. They give no rights here.
use types::id::{ScimGroupId, ScimUserId};
use types::time::Stamp;

use crate::sql::{execute, maybe_row, rows, value, values};
use crate::{Conn, Result, Tx};

/// A group as stored.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct ScimGroupRow {
    /// Which.
    pub id: ScimGroupId,
    /// Its name.
    pub display_name: String,
    /// The directory's own id, or empty.
    pub external_id: String,
    /// Counts its changes.
    pub version: i64,
    /// When it was told of first.
    pub created_at: Stamp,
    /// When it changed last.
    pub updated_at: Stamp,
}

/// Adds a group without anybody in it.
///
/// # Errors
/// The database failed.
pub async fn insert(tx: &mut Tx, g: &ScimGroupRow) -> Result<()> {
    execute!(
        tx,
        "INSERT INTO scim_group (id, display_name, external_id, version, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6)",
        g.id,
        &g.display_name,
        &g.external_id,
        g.version,
        g.created_at,
        g.updated_at,
    )?;
    Ok(())
}

/// Writes all that can change of a group; whether its version was still `was`.
///
/// # Errors
/// The database failed.
pub async fn update(tx: &mut Tx, g: &ScimGroupRow, was: i64) -> Result<bool> {
    let changed = execute!(
        tx,
        "UPDATE scim_group SET display_name = $2, external_id = $3, version = $4, updated_at = $5
         WHERE id = $1 AND version = $6",
        g.id,
        &g.display_name,
        &g.external_id,
        g.version,
        g.updated_at,
        was,
    )?;
    Ok(changed > 0)
}

/// Removes a group; whether there was one.
///
/// # Errors
/// The database failed.
pub async fn delete(tx: &mut Tx, id: ScimGroupId) -> Result<bool> {
    Ok(execute!(tx, "DELETE FROM scim_group WHERE id = $1", id)? > 0)
}

/// One group.
///
/// # Errors
/// The database failed.
pub async fn by_id(conn: &mut Conn, id: ScimGroupId) -> Result<Option<ScimGroupRow>> {
    maybe_row!(conn, ScimGroupRow, "SELECT * FROM scim_group WHERE id = $1", id)
}

/// Groups of one name.
///
/// # Errors
/// The database failed.
pub async fn by_name(conn: &mut Conn, name: &str) -> Result<Vec<ScimGroupRow>> {
    rows!(conn, ScimGroupRow, "SELECT * FROM scim_group WHERE display_name = $1 ORDER BY id LIMIT 20", name)
}

/// Groups with one of the directory's own ids.
///
/// # Errors
/// The database failed.
pub async fn by_external(conn: &mut Conn, external_id: &str) -> Result<Vec<ScimGroupRow>> {
    rows!(
        conn,
        ScimGroupRow,
        "SELECT * FROM scim_group WHERE external_id = $1 AND external_id <> '' ORDER BY id LIMIT 20",
        external_id
    )
}

/// A page of all groups without the first `skip`, as for accounts.
///
/// # Errors
/// The database failed.
pub async fn page(conn: &mut Conn, skip: i64, limit: i64) -> Result<Vec<ScimGroupRow>> {
    rows!(conn, ScimGroupRow, "SELECT * FROM scim_group ORDER BY id LIMIT $1 OFFSET $2", limit, skip)
}

/// How many groups there are.
///
/// # Errors
/// The database failed.
pub async fn count(conn: &mut Conn) -> Result<i64> {
    value!(conn, i64, "SELECT COUNT(*) FROM scim_group")
}

/// Everybody in a group, in the order they were told of: bounded by what a directory puts into one.
///
/// # Errors
/// The database failed.
pub async fn users(conn: &mut Conn, id: ScimGroupId) -> Result<Vec<ScimUserId>> {
    values!(
        conn,
        ScimUserId,
        "SELECT user_id FROM scim_membership WHERE group_id = $1 ORDER BY user_id LIMIT 100000",
        id
    )
}

/// Notes that the groups of an account change with its end.
///
/// # Errors
/// The database failed.
pub async fn touch_of_user(tx: &mut Tx, user: ScimUserId, at: Stamp) -> Result<()> {
    execute!(
        tx,
        "UPDATE scim_group SET version = version + 1, updated_at = $2
         WHERE id IN (SELECT group_id FROM scim_membership WHERE user_id = $1)",
        user,
        at
    )?;
    Ok(())
}

/// Puts an account into a group; nothing happens when it is there already or there is no such account.
///
/// # Errors
/// The database failed.
pub async fn add_user(tx: &mut Tx, group: ScimGroupId, user: ScimUserId) -> Result<bool> {
    let added = execute!(
        tx,
        "INSERT INTO scim_membership (group_id, user_id)
         SELECT g.id, u.id FROM scim_group g JOIN scim_user u ON u.id = $2 WHERE g.id = $1
         ON CONFLICT DO NOTHING",
        group,
        user
    )?;
    Ok(added > 0)
}

/// Takes an account out of a group; whether it was in it.
///
/// # Errors
/// The database failed.
pub async fn remove_user(tx: &mut Tx, group: ScimGroupId, user: ScimUserId) -> Result<bool> {
    let removed =
        execute!(tx, "DELETE FROM scim_membership WHERE group_id = $1 AND user_id = $2", group, user)?;
    Ok(removed > 0)
}
