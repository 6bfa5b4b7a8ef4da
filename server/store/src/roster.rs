//! People of the leavers' list.
use types::id::{MemberId, RosterImportId, RosterRowId};
use types::time::Stamp;

use crate::sql::{execute, maybe_row, maybe_value, rows, value};
use crate::{Conn, Result, Tx};

/// A person of the list as stored. What the file does not say is empty.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct RosterRow {
    /// Which.
    pub id: RosterRowId,
    /// Who it is across uploads: the employee number, else names, readings and dates.
    pub identity: String,
    /// Hash of all that the file says.
    pub fingerprint: String,
    /// The upload that last said something new.
    pub import_id: RosterImportId,
    /// 社員番号.
    pub employee_number: String,
    /// Family name, or the whole name where the file does not part it.
    pub family: String,
    /// Given name.
    pub given: String,
    /// Reading of the family name, or of the whole name.
    pub family_kana: String,
    /// Reading of the given name.
    pub given_kana: String,
    /// Private address, lower case.
    pub mail: String,
    /// Last department.
    pub department: String,
    /// `2024-03-31` or `2024-03`.
    pub joined_on: String,
    /// `2024-03-31` or `2024-03`.
    pub left_on: String,
    /// The name folded for comparison.
    pub name_key: String,
    /// The reading folded for comparison.
    pub kana_key: String,
    /// Byte order is 五十音 order.
    pub sort_key: String,
    /// The member this person became.
    pub member_id: Option<MemberId>,
    /// When an upload last said something new.
    pub updated_at: Stamp,
}

/// Adds a person, or takes over what is new about one; the id of the row when anything changed.
/// It is `r.id` when the person was added.
///
/// # Errors
/// The database failed.
pub async fn put(tx: &mut Tx, r: &RosterRow) -> Result<Option<RosterRowId>> {
    maybe_value!(
        tx,
        RosterRowId,
        "INSERT INTO roster_row (id, identity, fingerprint, import_id, employee_number, family, given, family_kana, given_kana,
             mail, department, joined_on, left_on, name_key, kana_key, sort_key, member_id, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
         ON CONFLICT (identity) DO UPDATE SET fingerprint = excluded.fingerprint, import_id = excluded.import_id,
             family = excluded.family, given = excluded.given, family_kana = excluded.family_kana,
             given_kana = excluded.given_kana, mail = excluded.mail, department = excluded.department,
             joined_on = excluded.joined_on, left_on = excluded.left_on, name_key = excluded.name_key,
             kana_key = excluded.kana_key, sort_key = excluded.sort_key, updated_at = excluded.updated_at
         WHERE roster_row.fingerprint <> excluded.fingerprint
         RETURNING id",
        r.id, &r.identity, &r.fingerprint, r.import_id, &r.employee_number, &r.family, &r.given, &r.family_kana, &r.given_kana,
        &r.mail, &r.department, &r.joined_on, &r.left_on, &r.name_key, &r.kana_key, &r.sort_key, r.member_id, r.updated_at,
    )
}

/// One person.
///
/// # Errors
/// The database failed.
pub async fn by_id(conn: &mut Conn, id: RosterRowId) -> Result<Option<RosterRow>> {
    maybe_row!(conn, RosterRow, "SELECT * FROM roster_row WHERE id = $1", id)
}

/// People after `(sort_key, id)` in 五十音 order.
///
/// # Errors
/// The database failed.
pub async fn list(conn: &mut Conn, sort_key: &str, id: RosterRowId, limit: i64) -> Result<Vec<RosterRow>> {
    rows!(
        conn,
        RosterRow,
        "SELECT * FROM roster_row WHERE (sort_key, id) > ($1, $2) ORDER BY sort_key, id LIMIT $3",
        sort_key,
        id,
        limit,
    )
}

/// How many people the list has.
///
/// # Errors
/// The database failed.
pub async fn count(conn: &mut Conn) -> Result<i64> {
    value!(conn, i64, "SELECT COUNT(*) FROM roster_row")
}

/// How many of them became members.
///
/// # Errors
/// The database failed.
pub async fn count_joined(conn: &mut Conn) -> Result<i64> {
    value!(conn, i64, "SELECT COUNT(*) FROM roster_row WHERE member_id IS NOT NULL")
}

/// People who are no members yet and have this address or one of these folded names; at most 20.
///
/// # Errors
/// The database failed.
pub async fn candidates(
    conn: &mut Conn,
    mail: &str,
    name_key: &str,
    former_key: &str,
) -> Result<Vec<RosterRow>> {
    rows!(
        conn,
        RosterRow,
        "SELECT * FROM roster_row
         WHERE member_id IS NULL AND ((mail = $1 AND mail <> '') OR name_key = $2 OR (name_key = $3 AND name_key <> ''))
         ORDER BY id LIMIT 20",
        mail, name_key, former_key,
    )
}

/// Notes that the person became `member`; whether nobody had become that person before.
///
/// # Errors
/// The database failed.
pub async fn claim(tx: &mut Tx, id: RosterRowId, member: MemberId) -> Result<bool> {
    Ok(execute!(tx, "UPDATE roster_row SET member_id = $2 WHERE id = $1 AND member_id IS NULL", id, member)?
        > 0)
}
