//! Work since the company: rows of a member, in the order the member has them.
use types::id::{CareerId, MemberId};

use crate::sql::{execute, rows};
use crate::{Conn, Result, Tx};

/// A row as stored.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
#[expect(missing_docs, reason = "columns of the table")]
pub struct CareerRow {
    pub id: CareerId,
    pub member_id: MemberId,
    pub company: String,
    pub title: String,
    /// None when the member does not say.
    pub from_year: Option<i64>,
    pub from_month: Option<i64>,
    /// None while it lasts.
    pub to_year: Option<i64>,
    pub to_month: Option<i64>,
}

/// Adds a row; its id is past those of the rows before it.
///
/// # Errors
/// The database failed.
pub async fn insert(tx: &mut Tx, r: &CareerRow) -> Result<()> {
    execute!(
        tx,
        "INSERT INTO career (id, member_id, company, title, from_year, from_month, to_year, to_month)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        r.id,
        r.member_id,
        &r.company,
        &r.title,
        r.from_year,
        r.from_month,
        r.to_year,
        r.to_month,
    )?;
    Ok(())
}

/// Rows of a member.
///
/// # Errors
/// The database failed.
pub async fn of_member(conn: &mut Conn, member: MemberId) -> Result<Vec<CareerRow>> {
    rows!(conn, CareerRow, "SELECT * FROM career WHERE member_id = $1 ORDER BY id LIMIT 50", member)
}

/// Forgets the rows of a member.
///
/// # Errors
/// The database failed.
pub async fn clear(tx: &mut Tx, member: MemberId) -> Result<()> {
    execute!(tx, "DELETE FROM career WHERE member_id = $1", member)?;
    Ok(())
}
