//! What members look for in the directory again and again. Every statement is about one member's own.
use types::id::{MemberId, SavedSearchId};
use types::time::Stamp;

use crate::sql::{execute, maybe_row, rows};
use crate::{Conn, Result, Tx};

/// A search of a member.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct SavedSearchRow {
    /// Which.
    pub id: SavedSearchId,
    /// Whose.
    pub member_id: MemberId,
    /// What the member calls it.
    pub name: String,
    /// The conditions, as they stand in the directory's address.
    pub query: String,
    /// Since when.
    pub created_at: Stamp,
}

/// Keeps a search.
///
/// # Errors
/// [`crate::StoreError::Duplicate`] when the member keeps these conditions already.
pub async fn insert(tx: &mut Tx, r: &SavedSearchRow) -> Result<()> {
    execute!(
        tx,
        "INSERT INTO saved_search (id, member_id, name, query, created_at) VALUES ($1, $2, $3, $4, $5)",
        r.id,
        r.member_id,
        &r.name,
        &r.query,
        r.created_at
    )?;
    Ok(())
}

/// The searches of a member, the oldest first.
///
/// # Errors
/// The database failed.
pub async fn of_member(conn: &mut Conn, member: MemberId, limit: i64) -> Result<Vec<SavedSearchRow>> {
    rows!(
        conn,
        SavedSearchRow,
        "SELECT * FROM saved_search WHERE member_id = $1 ORDER BY id LIMIT $2",
        member,
        limit
    )
}

/// One search of a member.
///
/// # Errors
/// The database failed.
pub async fn by_id(conn: &mut Conn, member: MemberId, id: SavedSearchId) -> Result<Option<SavedSearchRow>> {
    maybe_row!(
        conn,
        SavedSearchRow,
        "SELECT * FROM saved_search WHERE member_id = $1 AND id = $2",
        member,
        id
    )
}

/// Calls a search of the member otherwise; whether there is one.
///
/// # Errors
/// The database failed.
pub async fn rename(tx: &mut Tx, member: MemberId, id: SavedSearchId, name: &str) -> Result<bool> {
    let touched =
        execute!(tx, "UPDATE saved_search SET name = $3 WHERE member_id = $1 AND id = $2", member, id, name)?;
    Ok(touched > 0)
}

/// Forgets a search of the member.
///
/// # Errors
/// The database failed.
pub async fn delete(tx: &mut Tx, member: MemberId, id: SavedSearchId) -> Result<()> {
    execute!(tx, "DELETE FROM saved_search WHERE member_id = $1 AND id = $2", member, id)?;
    Ok(())
}
