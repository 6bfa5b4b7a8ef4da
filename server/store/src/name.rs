//! Names beside those in `member`, which are the ones every member sees.
use types::id::MemberId;
use types::name::NameKind;
use types::visibility::Visibility;

use crate::sql::{execute, rows};
use crate::{Conn, Result, Tx};

/// A name as stored. Absent parts are empty.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
#[expect(missing_docs, reason = "columns of the table; their meaning is in types::name")]
pub struct NameRow {
    pub member_id: MemberId,
    pub kind: NameKind,
    /// Place among those of its kind.
    pub no: i64,
    pub family: String,
    pub given: String,
    /// Of a former name.
    pub reading: String,
    /// Last year of a former name.
    pub until_year: Option<i64>,
    pub reach: Visibility,
    /// Whether search finds the member by it for those who do not see it, too.
    pub searchable: bool,
}

/// Adds a name.
///
/// # Errors
/// [`crate::StoreError::Duplicate`] when the member has one of the kind with that number.
pub async fn insert(tx: &mut Tx, n: &NameRow) -> Result<()> {
    execute!(
        tx,
        "INSERT INTO name (member_id, kind, no, family, given, reading, until_year, reach, searchable)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        n.member_id,
        n.kind,
        n.no,
        &n.family,
        &n.given,
        &n.reading,
        n.until_year,
        n.reach,
        n.searchable
    )?;
    Ok(())
}

/// All names of a member, former ones in the order they were written.
///
/// # Errors
/// The database failed.
pub async fn of_member(conn: &mut Conn, member: MemberId) -> Result<Vec<NameRow>> {
    rows!(conn, NameRow, "SELECT * FROM name WHERE member_id = $1 ORDER BY kind, no LIMIT 20", member)
}

/// Forgets the names of a member.
///
/// # Errors
/// The database failed.
pub async fn clear(tx: &mut Tx, member: MemberId) -> Result<()> {
    execute!(tx, "DELETE FROM name WHERE member_id = $1", member)?;
    Ok(())
}
