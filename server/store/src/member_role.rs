//! Roles of members.
use types::id::MemberId;
use types::role::Roles;

use crate::sql::{execute, value};
use crate::{Conn, Result, Tx};

/// The roles of a member from now on.
///
/// # Errors
/// The database failed.
pub async fn set(tx: &mut Tx, id: MemberId, roles: &Roles) -> Result<()> {
    execute!(tx, "UPDATE member SET roles = $2 WHERE id = $1", id, roles)?;
    Ok(())
}

/// Has other changes to members of the office wait until this transaction is over: whoever counts as the last one stays it.
///
/// # Errors
/// The database failed.
pub async fn hold_office(tx: &mut Tx) -> Result<()> {
    execute!(tx, "UPDATE member SET roles = roles WHERE roles LIKE '%office%'")?;
    Ok(())
}

/// Whether somebody else than `member` is an active member of the office.
///
/// # Errors
/// The database failed.
pub async fn has_other_office(conn: &mut Conn, member: MemberId) -> Result<bool> {
    value!(
        conn,
        bool,
        "SELECT EXISTS (SELECT 1 FROM member WHERE roles LIKE '%office%' AND state = 'active' AND id <> $1)",
        member
    )
}
