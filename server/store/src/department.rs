//! Departments of the company and of the companies it came from, and how one became another.
use types::department::ChangeKind;
use types::id::{DepartmentId, MemberId, TenureId};

use crate::profile::TenureRow;
use crate::sql::{execute, rows, value, values};
use crate::{Conn, Result, Tx};

/// Departments there can be.
pub const DEPARTMENTS_MAX: usize = 500;

/// A department.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct DepartmentRow {
    /// Which.
    pub id: DepartmentId,
    /// The company it belonged to, in Japanese; empty for the company itself.
    pub company_ja: String,
    /// The same in English, or empty.
    pub company_en: String,
    /// Its name in Japanese.
    pub name_ja: String,
    /// The same in English, or empty.
    pub name_en: String,
    /// First calendar year.
    pub from_year: i64,
    /// Last calendar year; none while it lasts.
    pub to_year: Option<i64>,
}

/// How a department became another one, or a part of it.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct ChangeRow {
    /// What it was.
    pub from_id: DepartmentId,
    /// What it became.
    pub to_id: DepartmentId,
    /// How.
    pub kind: ChangeKind,
    /// In which calendar year.
    pub at_year: i64,
    /// The last year of what it was, as it was known before.
    pub was_to_year: Option<i64>,
}

/// Adds a department.
///
/// # Errors
/// The database failed.
pub async fn insert(tx: &mut Tx, d: &DepartmentRow) -> Result<()> {
    execute!(
        tx,
        "INSERT INTO department (id, company_ja, company_en, name_ja, name_en, from_year, to_year) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        d.id,
        &d.company_ja,
        &d.company_en,
        &d.name_ja,
        &d.name_en,
        d.from_year,
        d.to_year,
    )?;
    insert_part(tx, d.id, d.id).await?;
    count_edition(tx).await
}

/// What was read of departments and changes before holds no longer.
async fn count_edition(tx: &mut Tx) -> Result<()> {
    execute!(tx, "UPDATE site SET department_edition = department_edition + 1")?;
    Ok(())
}

/// Writes a department over.
///
/// # Errors
/// The database failed.
pub async fn update(tx: &mut Tx, d: &DepartmentRow) -> Result<()> {
    execute!(
        tx,
        "UPDATE department SET company_ja = $2, company_en = $3, name_ja = $4, name_en = $5, from_year = $6, to_year = $7 WHERE id = $1",
        d.id,
        &d.company_ja,
        &d.company_en,
        &d.name_ja,
        &d.name_en,
        d.from_year,
        d.to_year,
    )?;
    count_edition(tx).await
}

/// Forgets a department that no period names and no change.
///
/// # Errors
/// The database failed, or something names it.
pub async fn remove(tx: &mut Tx, id: DepartmentId) -> Result<()> {
    execute!(tx, "DELETE FROM department_part WHERE whole_id = $1 OR part_id = $1", id)?;
    execute!(tx, "DELETE FROM department WHERE id = $1", id)?;
    count_edition(tx).await
}

/// All departments, in the order they were added.
///
/// # Errors
/// The database failed.
pub async fn all(conn: &mut Conn) -> Result<Vec<DepartmentRow>> {
    rows!(
        conn,
        DepartmentRow,
        "SELECT id, company_ja, company_en, name_ja, name_en, from_year, to_year FROM department ORDER BY id LIMIT 500"
    )
}

/// All changes, the earliest first.
///
/// # Errors
/// The database failed.
pub async fn changes(conn: &mut Conn) -> Result<Vec<ChangeRow>> {
    rows!(
        conn,
        ChangeRow,
        "SELECT from_id, to_id, kind, at_year, was_to_year FROM department_change ORDER BY at_year, from_id, to_id LIMIT 2000"
    )
}

/// Notes how a department became another one.
///
/// # Errors
/// [`crate::StoreError::Duplicate`] when it is noted already.
pub async fn insert_change(tx: &mut Tx, c: &ChangeRow) -> Result<()> {
    execute!(
        tx,
        "INSERT INTO department_change (from_id, to_id, kind, at_year, was_to_year) VALUES ($1, $2, $3, $4, $5)",
        c.from_id,
        c.to_id,
        c.kind,
        c.at_year,
        c.was_to_year
    )?;
    count_edition(tx).await
}

/// Forgets what a department became.
///
/// # Errors
/// The database failed.
pub async fn remove_changes(tx: &mut Tx, from: DepartmentId) -> Result<()> {
    execute!(tx, "DELETE FROM department_change WHERE from_id = $1", from)?;
    count_edition(tx).await
}

/// Writes anew which departments count as parts of which.
///
/// # Errors
/// The database failed.
pub async fn set_parts(tx: &mut Tx, parts: &[(DepartmentId, DepartmentId)]) -> Result<()> {
    execute!(tx, "DELETE FROM department_part")?;
    for (whole, part) in parts {
        insert_part(tx, *whole, *part).await?;
    }
    Ok(())
}

async fn insert_part(tx: &mut Tx, whole: DepartmentId, part: DepartmentId) -> Result<()> {
    execute!(tx, "INSERT INTO department_part (whole_id, part_id) VALUES ($1, $2)", whole, part)?;
    Ok(())
}

/// Whether any period names the department.
///
/// # Errors
/// The database failed.
pub async fn is_named(conn: &mut Conn, id: DepartmentId) -> Result<bool> {
    let named = value!(
        conn,
        i64,
        "SELECT COUNT(*) FROM (SELECT id FROM tenure WHERE department_id = $1 LIMIT 1) t",
        id
    )?;
    Ok(named > 0)
}

/// Members past `after` with a period in the department.
///
/// # Errors
/// The database failed.
pub async fn members(
    conn: &mut Conn,
    id: DepartmentId,
    after: MemberId,
    limit: i64,
) -> Result<Vec<MemberId>> {
    values!(
        conn,
        MemberId,
        "SELECT DISTINCT member_id FROM tenure WHERE department_id = $1 AND member_id > $2 ORDER BY member_id LIMIT $3",
        id,
        after,
        limit
    )
}

/// Periods past `after` in no department that is known, in the order of their ids.
///
/// # Errors
/// The database failed.
pub async fn unassigned(conn: &mut Conn, after: TenureId, limit: i64) -> Result<Vec<TenureRow>> {
    rows!(
        conn,
        TenureRow,
        "SELECT id, member_id, department_id, department, title, from_year, to_year FROM tenure
         WHERE department_id IS NULL AND id > $1 ORDER BY id LIMIT $2",
        after,
        limit
    )
}

/// Says which department the words of a period mean.
///
/// # Errors
/// The database failed.
pub async fn assign(tx: &mut Tx, tenure: TenureId, department: DepartmentId) -> Result<()> {
    execute!(tx, "UPDATE tenure SET department_id = $2 WHERE id = $1", tenure, department)?;
    Ok(())
}
