//! Forgetting a member: what becomes of every row that has anything of the member.
//!
//! What stays without the member points at a stand-in ([`MemberId::is_stand_in`]): a row of `member` with no more than a name,
//! or not even that. A table that none of these functions knows is found by the test `nothing_of_a_member_is_left`.
pub mod account;
pub mod company;
pub mod content;
pub mod places;
pub mod traces;

use types::id::MemberId;
use types::time::Stamp;

use crate::sql::{execute, maybe_value, rows};
use crate::{Conn, Result, Tx};

/// A member who was erased.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct ErasureRow {
    /// Whose id it was.
    pub member_id: MemberId,
    /// [`types::leave::Fates`].
    pub fates: String,
    /// When.
    pub at: Stamp,
}

/// Adds a stand-in without a name, unless it is there.
///
/// # Errors
/// The database failed.
pub async fn stand_in(tx: &mut Tx, id: MemberId, at: Stamp) -> Result<()> {
    execute!(
        tx,
        "INSERT INTO member (id, state, relationship, roles, family, given, family_kana, given_kana, family_roman, given_roman,
             sort_key, line, photo_id, lang, theme, invited_by, shows_origin, joined_at)
         VALUES ($1, 'stand_in', 'friend', '', '', '', '', '', '', '', '', '', NULL, 'ja', 'auto', NULL, $3, $2)
         ON CONFLICT (id) DO NOTHING",
        id,
        at,
        false,
    )?;
    Ok(())
}

/// Gives the stand-in the member's name, and nothing else.
///
/// # Errors
/// The database failed.
pub async fn name_stand_in(tx: &mut Tx, id: MemberId, member: MemberId) -> Result<()> {
    execute!(
        tx,
        "UPDATE member SET family = named.family, given = named.given, family_roman = named.family_roman, given_roman = named.given_roman
         FROM (SELECT family, given, family_roman, given_roman FROM member WHERE id = $2) AS named
         WHERE id = $1 AND state = 'stand_in'",
        id,
        member
    )?;
    Ok(())
}

/// Empties the row of the member, which stays for the ledger of consents to point at.
///
/// # Errors
/// The database failed.
pub async fn empty(tx: &mut Tx, member: MemberId) -> Result<()> {
    execute!(
        tx,
        "UPDATE member SET state = 'left', roles = '', family = '', given = '', family_kana = '', given_kana = '', family_roman = '',
             given_roman = '', sort_key = '', line = '', photo_id = NULL, lang = 'ja', theme = 'auto',
             invited_by = NULL, shows_origin = $2
         WHERE id = $1",
        member,
        false
    )?;
    Ok(())
}

/// Notes that the member was erased; twice is once.
///
/// # Errors
/// The database failed.
pub async fn insert(tx: &mut Tx, e: &ErasureRow) -> Result<()> {
    execute!(
        tx,
        "INSERT INTO erasure (member_id, fates, at) VALUES ($1, $2, $3) ON CONFLICT (member_id) DO NOTHING",
        e.member_id,
        &e.fates,
        e.at
    )?;
    Ok(())
}

/// Those erased, after `after`.
///
/// # Errors
/// The database failed.
pub async fn list(conn: &mut Conn, after: MemberId, limit: i64) -> Result<Vec<ErasureRow>> {
    rows!(
        conn,
        ErasureRow,
        "SELECT member_id, fates, at FROM erasure WHERE member_id > $1 ORDER BY member_id LIMIT $2",
        after,
        limit
    )
}

/// Whether there is a member of this id with anything of a person in the row.
///
/// # Errors
/// The database failed.
pub async fn is_there(conn: &mut Conn, member: MemberId) -> Result<bool> {
    let found =
        maybe_value!(conn, MemberId, "SELECT id FROM member WHERE id = $1 AND state <> 'left'", member)?;
    Ok(found.is_some())
}
