//! What was read of members by the office's or a reviewer's role: 誰が見たか. One row for each reader, kind and day.
use types::id::{MemberId, ProgrammeId, RosterRowId};
use types::profile_read::{ReadKey, ReadKind};
use types::role::Roles;
use types::time::Stamp;

use crate::member::PersonRow;
use crate::sql::{execute, rows, value};
use crate::{Conn, Result, Tx};

/// Who reads what, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading<'a> {
    /// Who.
    pub reader: MemberId,
    /// What.
    pub kind: ReadKind,
    /// Slug of the programme it is read for, or empty.
    pub purpose: &'a str,
    /// The day on the site's clock, `2026-11-18`.
    pub day: &'a str,
    /// When.
    pub at: Stamp,
}

/// A reading as listed to whose data it was.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct ListedRow {
    /// When.
    pub at: Stamp,
    /// What.
    pub kind: ReadKind,
    /// Slug of the programme it was read for, or empty.
    pub purpose: String,
    /// The parts the reader plays now.
    pub roles: Roles,
    /// Who.
    #[sqlx(flatten)]
    pub reader: PersonRow,
}

/// Whether the reading is listed to `member` already.
///
/// # Errors
/// The database failed.
pub async fn is_listed(conn: &mut Conn, member: MemberId, r: Reading<'_>) -> Result<bool> {
    value!(
        conn,
        bool,
        "SELECT EXISTS (SELECT 1 FROM profile_read WHERE member_id = $1 AND day = $2 AND reader_id = $3 AND kind = $4)",
        member,
        r.day,
        r.reader,
        r.kind
    )
}

/// Lists the reading to `member`; twice on one day is once.
///
/// # Errors
/// The database failed.
pub async fn insert(tx: &mut Tx, member: MemberId, r: Reading<'_>) -> Result<()> {
    execute!(
        tx,
        "INSERT INTO profile_read (member_id, day, reader_id, kind, purpose, at) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT DO NOTHING",
        member,
        r.day,
        r.reader,
        r.kind,
        r.purpose,
        r.at
    )?;
    Ok(())
}

/// Lists the reading to everybody in a team whose application to the programme counts as sent, except the reader; to how many.
///
/// # Errors
/// The database failed.
pub async fn insert_applicants(tx: &mut Tx, programme: ProgrammeId, r: Reading<'_>) -> Result<u64> {
    execute!(
        tx,
        "INSERT INTO profile_read (member_id, day, reader_id, kind, purpose, at)
         SELECT DISTINCT t.member_id, CAST($2 AS TEXT), reader.id, CAST($4 AS TEXT), CAST($5 AS TEXT), CAST($6 AS BIGINT)
         FROM application a JOIN team_member t ON t.application_id = a.id AND t.state = 'accepted'
             JOIN member reader ON reader.id = $3 AND reader.id <> t.member_id
         WHERE a.programme_id = $1 AND a.state NOT IN ('draft', 'withdrawn')
         ON CONFLICT DO NOTHING",
        programme,
        r.day,
        r.reader,
        r.kind,
        r.purpose,
        r.at
    )
}

/// A stretch of the leavers' list in its order: after the first place, up to the second.
#[derive(Clone, Copy, Debug)]
pub struct Stretch<'a> {
    /// After this sort key and id.
    pub after: (&'a str, RosterRowId),
    /// Up to this sort key and id.
    pub to: (&'a str, RosterRowId),
}

/// Whether the reading is listed already to every member in the stretch.
///
/// # Errors
/// The database failed.
pub async fn is_stretch_listed(conn: &mut Conn, s: Stretch<'_>, r: Reading<'_>) -> Result<bool> {
    value!(
        conn,
        bool,
        "SELECT NOT EXISTS (SELECT 1 FROM roster_row o WHERE (o.sort_key, o.id) > ($1, $2) AND (o.sort_key, o.id) <= ($3, $4)
             AND o.member_id IS NOT NULL AND o.member_id <> $6 AND NOT EXISTS (
                 SELECT 1 FROM profile_read p WHERE p.member_id = o.member_id AND p.day = $5 AND p.reader_id = $6 AND p.kind = $7))",
        s.after.0,
        s.after.1,
        s.to.0,
        s.to.1,
        r.day,
        r.reader,
        r.kind
    )
}

/// Lists the reading to every member in the stretch, except the reader.
///
/// # Errors
/// The database failed.
pub async fn insert_stretch(tx: &mut Tx, s: Stretch<'_>, r: Reading<'_>) -> Result<()> {
    execute!(
        tx,
        "INSERT INTO profile_read (member_id, day, reader_id, kind, purpose, at)
         SELECT DISTINCT o.member_id, CAST($5 AS TEXT), reader.id, CAST($7 AS TEXT), CAST($8 AS TEXT), CAST($9 AS BIGINT)
         FROM roster_row o JOIN member reader ON reader.id = $6 AND reader.id <> o.member_id
         WHERE (o.sort_key, o.id) > ($1, $2) AND (o.sort_key, o.id) <= ($3, $4) AND o.member_id IS NOT NULL
         ON CONFLICT DO NOTHING",
        s.after.0,
        s.after.1,
        s.to.0,
        s.to.1,
        r.day,
        r.reader,
        r.kind,
        r.purpose,
        r.at
    )?;
    Ok(())
}

/// Readings of `member`'s data before `before`, the newest first.
///
/// # Errors
/// The database failed.
pub async fn page(conn: &mut Conn, member: MemberId, before: ReadKey, limit: i64) -> Result<Vec<ListedRow>> {
    rows!(
        conn,
        ListedRow,
        "SELECT p.at, p.kind, p.purpose, m.roles, m.id, m.family, m.given, m.family_roman, m.given_roman, m.line, m.photo_id
         FROM profile_read p JOIN member m ON m.id = p.reader_id
         WHERE p.member_id = $1 AND (p.at, p.reader_id, p.kind) < ($2, $3, $4)
         ORDER BY p.at DESC, p.reader_id DESC, p.kind DESC LIMIT $5",
        member,
        before.at,
        before.reader,
        before.kind,
        limit
    )
}

/// Forgets readings of days before `day`; how many.
///
/// # Errors
/// The database failed.
pub async fn sweep(tx: &mut Tx, day: &str) -> Result<u64> {
    execute!(tx, "DELETE FROM profile_read WHERE day < $1", day)
}
