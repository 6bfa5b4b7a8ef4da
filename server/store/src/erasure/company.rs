//! What the company told of the member: relationships, leaving, accounts of its directory.
use types::id::MemberId;
use types::text::Mail;
use types::time::Stamp;

use crate::sql::execute;
use crate::{Result, Tx};

/// Forgets all of it, before the requests to join and the addresses that tell whose it is.
///
/// # Errors
/// The database failed.
pub async fn delete(tx: &mut Tx, member: MemberId, at: Stamp) -> Result<()> {
    execute!(tx, "DELETE FROM relationship WHERE member_id = $1", member)?;
    execute!(
        tx,
        "DELETE FROM handover WHERE member_id = $1 OR mail IN (SELECT mail FROM mail_address WHERE member_id = $1)
             OR join_request_id IN (SELECT id FROM join_request WHERE member_id = $1)",
        member
    )?;
    execute!(
        tx,
        "UPDATE scim_group SET version = version + 1, updated_at = $2 WHERE id IN (
             SELECT m.group_id FROM scim_membership m JOIN scim_user u ON u.id = m.user_id WHERE u.member_id = $1)",
        member,
        at
    )?;
    execute!(tx, "DELETE FROM scim_user WHERE member_id = $1", member)?;
    Ok(())
}

/// Forgets accounts of the directory with the address that were never linked to the member.
///
/// # Errors
/// The database failed.
pub async fn delete_accounts_of(tx: &mut Tx, mail: &Mail) -> Result<()> {
    execute!(
        tx,
        "DELETE FROM scim_user WHERE user_name_key = $1 OR REPLACE(LOWER(emails), $2, '') <> LOWER(emails)",
        mail,
        format!("\"{mail}\"")
    )?;
    Ok(())
}
