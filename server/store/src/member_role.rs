//! Roles of members.
use types::id::MemberId;
use types::role::{Role, Roles};

use crate::member::PersonRow;
use crate::sql::{execute, rows, value};
use crate::{Conn, Result, Tx};

/// Somebody who plays a part.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct HolderRow {
    /// Who.
    #[sqlx(flatten)]
    pub person: PersonRow,
    /// Which parts.
    pub roles: Roles,
}

/// Active members with roles after `after`, the longest here first.
///
/// # Errors
/// The database failed.
pub async fn holders(conn: &mut Conn, after: MemberId, limit: i64) -> Result<Vec<HolderRow>> {
    rows!(
        conn,
        HolderRow,
        "SELECT id, family, given, family_roman, given_roman, line, photo_id, roles FROM member
         WHERE roles <> '' AND state = 'active' AND id > $1 ORDER BY id LIMIT $2",
        after,
        limit
    )
}

/// The roles of a member from now on.
///
/// # Errors
/// The database failed.
pub async fn set(tx: &mut Tx, id: MemberId, roles: &Roles) -> Result<()> {
    execute!(tx, "UPDATE member SET roles = $2 WHERE id = $1", id, roles)?;
    Ok(())
}

/// Has other changes to members who play `role` wait until this transaction is over: whoever counts as the last one stays it.
///
/// # Errors
/// The database failed.
pub async fn hold(tx: &mut Tx, role: Role) -> Result<()> {
    execute!(tx, "UPDATE member SET roles = roles WHERE ',' || roles || ',' LIKE '%,' || $1 || ',%'", role)?;
    Ok(())
}

/// Whether somebody else than `member` is active and plays `role`.
///
/// # Errors
/// The database failed.
pub async fn has_other(conn: &mut Conn, member: MemberId, role: Role) -> Result<bool> {
    value!(
        conn,
        bool,
        "SELECT EXISTS (SELECT 1 FROM member WHERE ',' || roles || ',' LIKE '%,' || $2 || ',%' AND state = 'active' AND id <> $1)",
        member,
        role
    )
}
