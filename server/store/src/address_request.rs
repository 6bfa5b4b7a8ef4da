//! Requests of members to add a mail address.
use types::address::AddressRequestState;
use types::id::{AddressRequestId, MediaId, MemberId};
use types::member::Person;
use types::text::Mail;
use types::time::Stamp;

use crate::sql::{execute, maybe_row, rows};
use crate::{Conn, Result, Tx};

/// A request as stored; links and code only as hashes.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
#[expect(missing_docs, reason = "columns of the table")]
pub struct AddressRequestRow {
    pub id: AddressRequestId,
    pub member_id: MemberId,
    pub state: AddressRequestState,
    pub mail: Mail,
    /// The primary address when it was asked for, which has to confirm.
    pub primary_mail: Mail,
    pub link_hash: String,
    /// Empty when the address was somebody's already: no code proves it.
    pub code_hash: String,
    /// Wrong codes so far.
    pub tries: i64,
    /// Until when link and code prove the address.
    pub proof_until: Stamp,
    pub confirm_hash: String,
    pub created_at: Stamp,
    pub expires_at: Stamp,
    pub proved_at: Option<Stamp>,
    pub confirmed_at: Option<Stamp>,
    /// When the member asked the office to confirm in place of the primary address.
    pub office_asked_at: Option<Stamp>,
}

/// A request the office is asked about, with who made it.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
#[expect(missing_docs, reason = "columns of address_request and member")]
pub struct OfficeRow {
    pub id: AddressRequestId,
    pub mail: Mail,
    pub office_asked_at: Stamp,
    pub member_id: MemberId,
    pub family: String,
    pub given: String,
    pub family_roman: String,
    pub given_roman: String,
    pub line: String,
    pub photo_id: Option<MediaId>,
}

impl OfficeRow {
    /// Who asks.
    #[must_use]
    pub fn person(&self) -> Person {
        Person {
            id: self.member_id,
            family: self.family.clone(),
            given: self.given.clone(),
            family_roman: self.family_roman.clone(),
            given_roman: self.given_roman.clone(),
            line: self.line.clone(),
            photo: self.photo_id,
        }
    }
}

/// Adds a request.
///
/// # Errors
/// The database failed.
pub async fn insert(tx: &mut Tx, r: &AddressRequestRow) -> Result<()> {
    execute!(
        tx,
        "INSERT INTO address_request (id, member_id, state, mail, primary_mail, link_hash, code_hash, tries, proof_until,
             confirm_hash, created_at, expires_at, proved_at, confirmed_at, office_asked_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
        r.id, r.member_id, r.state, &r.mail, &r.primary_mail, &r.link_hash, &r.code_hash, r.tries, r.proof_until,
        &r.confirm_hash, r.created_at, r.expires_at, r.proved_at, r.confirmed_at, r.office_asked_at,
    )?;
    Ok(())
}

/// One request.
///
/// # Errors
/// The database failed.
pub async fn by_id(conn: &mut Conn, id: AddressRequestId) -> Result<Option<AddressRequestRow>> {
    maybe_row!(conn, AddressRequestRow, "SELECT * FROM address_request WHERE id = $1", id)
}

/// The request whose new address was mailed the link.
///
/// # Errors
/// The database failed.
pub async fn by_link(conn: &mut Conn, link_hash: &str) -> Result<Option<AddressRequestRow>> {
    maybe_row!(conn, AddressRequestRow, "SELECT * FROM address_request WHERE link_hash = $1", link_hash)
}

/// The request whose primary address was mailed the link.
///
/// # Errors
/// The database failed.
pub async fn by_confirmation(conn: &mut Conn, confirm_hash: &str) -> Result<Option<AddressRequestRow>> {
    maybe_row!(conn, AddressRequestRow, "SELECT * FROM address_request WHERE confirm_hash = $1", confirm_hash)
}

/// Requests of a member that are open at `now`, the oldest first.
///
/// # Errors
/// The database failed.
pub async fn open_of(conn: &mut Conn, member: MemberId, now: Stamp) -> Result<Vec<AddressRequestRow>> {
    rows!(
        conn,
        AddressRequestRow,
        "SELECT * FROM address_request WHERE member_id = $1 AND state = 'open' AND expires_at > $2
         ORDER BY created_at, id LIMIT 20",
        member,
        now
    )
}

/// What proves the new address from now on: the hashes of a link and a code, and until when.
///
/// # Errors
/// The database failed.
pub async fn renew(
    tx: &mut Tx,
    id: AddressRequestId,
    link_hash: &str,
    code_hash: &str,
    until: Stamp,
) -> Result<()> {
    execute!(
        tx,
        "UPDATE address_request SET link_hash = $2, code_hash = $3, proof_until = $4, tries = 0 WHERE id = $1",
        id,
        link_hash,
        code_hash,
        until,
    )?;
    Ok(())
}

/// Counts a wrong code.
///
/// # Errors
/// The database failed.
pub async fn add_try(tx: &mut Tx, id: AddressRequestId) -> Result<()> {
    execute!(tx, "UPDATE address_request SET tries = tries + 1 WHERE id = $1", id)?;
    Ok(())
}

/// Notes that the new address is proved; the open request as it then is, if it is one.
///
/// # Errors
/// The database failed.
pub async fn prove(tx: &mut Tx, id: AddressRequestId, at: Stamp) -> Result<Option<AddressRequestRow>> {
    maybe_row!(
        tx,
        AddressRequestRow,
        "UPDATE address_request SET proved_at = COALESCE(proved_at, $2)
         WHERE id = $1 AND state = 'open' AND expires_at > $2 RETURNING *",
        id,
        at
    )
}

/// Notes that the primary address, or the office for it, confirmed; the open request as it then is, if it is one.
///
/// # Errors
/// The database failed.
pub async fn confirm(tx: &mut Tx, id: AddressRequestId, at: Stamp) -> Result<Option<AddressRequestRow>> {
    maybe_row!(
        tx,
        AddressRequestRow,
        "UPDATE address_request SET confirmed_at = COALESCE(confirmed_at, $2)
         WHERE id = $1 AND state = 'open' AND expires_at > $2 RETURNING *",
        id,
        at
    )
}

/// Asks the office at `at`, which has until `expires_at`; the primary address gets another link. Whether it could be asked, once.
///
/// # Errors
/// The database failed.
pub async fn ask_office(
    tx: &mut Tx,
    id: AddressRequestId,
    confirm_hash: &str,
    at: Stamp,
    expires_at: Stamp,
) -> Result<bool> {
    let asked = execute!(
        tx,
        "UPDATE address_request SET office_asked_at = $3, confirm_hash = $2, expires_at = $4
         WHERE id = $1 AND state = 'open' AND expires_at > $3 AND proved_at IS NOT NULL AND confirmed_at IS NULL
             AND office_asked_at IS NULL",
        id,
        confirm_hash,
        at,
        expires_at,
    )?;
    Ok(asked > 0)
}

/// Requests that wait for the office at `now`, but for those of `but`, the oldest first.
///
/// # Errors
/// The database failed.
pub async fn for_office(conn: &mut Conn, but: MemberId, now: Stamp) -> Result<Vec<OfficeRow>> {
    rows!(
        conn,
        OfficeRow,
        "SELECT r.id, r.mail, r.office_asked_at, m.id AS member_id, m.family, m.given, m.family_roman, m.given_roman, m.line,
             m.photo_id
         FROM address_request r JOIN member m ON m.id = r.member_id
         WHERE r.office_asked_at IS NOT NULL AND r.state = 'open' AND r.confirmed_at IS NULL AND r.expires_at > $2
             AND r.member_id <> $1 AND m.state <> 'left'
         ORDER BY r.office_asked_at, r.id LIMIT 100",
        but,
        now
    )
}

/// Ends an open request; whether it was one.
///
/// # Errors
/// The database failed.
pub async fn end(tx: &mut Tx, id: AddressRequestId, state: AddressRequestState) -> Result<bool> {
    Ok(execute!(tx, "UPDATE address_request SET state = $2 WHERE id = $1 AND state = 'open'", id, state)? > 0)
}

/// Ends the open requests of `member` for `mail`, and those that `mail` had to confirm and has not.
///
/// # Errors
/// The database failed.
pub async fn end_about(tx: &mut Tx, member: MemberId, mail: &Mail) -> Result<()> {
    execute!(
        tx,
        "UPDATE address_request SET state = 'stopped' WHERE member_id = $1 AND state = 'open'
             AND (mail = $2 OR (primary_mail = $2 AND confirmed_at IS NULL))",
        member,
        mail,
    )?;
    Ok(())
}

/// Forgets requests that were over before `before`.
///
/// # Errors
/// The database failed.
pub async fn sweep(tx: &mut Tx, before: Stamp) -> Result<u64> {
    execute!(tx, "DELETE FROM address_request WHERE expires_at < $1", before)
}
