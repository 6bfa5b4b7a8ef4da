//! Mail addresses as their owners see them.
use types::id::MemberId;
use types::text::Mail;
use types::time::Stamp;

use crate::sql::{execute, maybe_value, rows};
use crate::{Conn, Result, Tx};

/// An address of a member.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct AddressRow {
    /// The address.
    pub mail: Mail,
    /// Whether letters and notices go there.
    pub is_primary: bool,
    /// Since when it is proved; only such an address is counted on.
    pub verified_at: Option<Stamp>,
}

/// Adds a proved address, which is not the primary one; `false` when it is anybody's already.
///
/// # Errors
/// The database failed.
pub async fn add(tx: &mut Tx, mail: &Mail, member: MemberId, at: Stamp) -> Result<bool> {
    let added = execute!(
        tx,
        "INSERT INTO mail_address (mail, member_id, is_primary, verified_at) VALUES ($1, $2, FALSE, $3)
         ON CONFLICT (mail) DO NOTHING",
        mail,
        member,
        at,
    )?;
    Ok(added > 0)
}

/// Has other changes to the addresses of `member` wait until this transaction is over: what is decided by the list holds.
///
/// # Errors
/// The database failed.
pub async fn hold(tx: &mut Tx, member: MemberId) -> Result<()> {
    execute!(tx, "UPDATE mail_address SET is_primary = is_primary WHERE member_id = $1", member)?;
    Ok(())
}

/// Addresses of a member, the primary one first; nobody has more than 20.
///
/// # Errors
/// The database failed.
pub async fn of_member(conn: &mut Conn, member: MemberId) -> Result<Vec<AddressRow>> {
    rows!(
        conn,
        AddressRow,
        "SELECT mail, is_primary, verified_at FROM mail_address WHERE member_id = $1 ORDER BY is_primary DESC, mail LIMIT 20",
        member
    )
}

/// Whose address it is, of somebody who left too.
///
/// # Errors
/// The database failed.
pub async fn holder(conn: &mut Conn, mail: &Mail) -> Result<Option<MemberId>> {
    maybe_value!(conn, MemberId, "SELECT member_id FROM mail_address WHERE mail = $1", mail)
}

/// Who proved the address and has not left.
///
/// # Errors
/// The database failed.
pub async fn proved_holder(conn: &mut Conn, mail: &Mail) -> Result<Option<MemberId>> {
    maybe_value!(
        conn,
        MemberId,
        "SELECT a.member_id FROM mail_address a JOIN member m ON m.id = a.member_id
         WHERE a.mail = $1 AND a.verified_at IS NOT NULL AND m.state <> 'left'",
        mail
    )
}

/// Makes a proved address of `member` the primary one, and no other.
///
/// # Errors
/// The database failed.
pub async fn set_primary(tx: &mut Tx, member: MemberId, mail: &Mail) -> Result<()> {
    execute!(tx, "UPDATE mail_address SET is_primary = (mail = $2) WHERE member_id = $1", member, mail)?;
    Ok(())
}

/// Removes an address of `member`; whether there was one.
///
/// # Errors
/// The database failed.
pub async fn remove(tx: &mut Tx, member: MemberId, mail: &Mail) -> Result<bool> {
    Ok(execute!(tx, "DELETE FROM mail_address WHERE mail = $2 AND member_id = $1", member, mail)? > 0)
}
