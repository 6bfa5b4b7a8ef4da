//! Of all listed members with the numbers in a stretch: what their lines and the tokens that find them are made of. For the network
//! itself, which makes many of them at once: up to a thousand, which tells PostgreSQL that it is worth looking each of them up.
use types::id::MemberId;

use crate::career::CareerRow;
use crate::member::MemberRow;
use crate::name::NameRow;
use crate::profile::{ProfileRow, TenureRow};
use crate::sql::rows;
use crate::{Conn, Result};

/// The members with the numbers past `after`, in that order.
///
/// # Errors
/// The database failed.
pub async fn members(conn: &mut Conn, after: i64, limit: i64) -> Result<Vec<MemberRow>> {
    rows!(
        conn,
        MemberRow,
        "SELECT m.* FROM directory d JOIN member m ON m.id = d.member_id WHERE d.no > $1 ORDER BY d.no LIMIT $2",
        after,
        limit
    )
}

/// Their profiles.
///
/// # Errors
/// The database failed.
pub async fn profiles(conn: &mut Conn, after: i64, last: i64) -> Result<Vec<ProfileRow>> {
    rows!(
        conn,
        ProfileRow,
        "SELECT p.* FROM (SELECT member_id FROM directory WHERE no > $1 AND no <= $2 ORDER BY no LIMIT 1000) d
             JOIN profile p ON p.member_id = d.member_id",
        after,
        last
    )
}

/// Their periods, the earliest first.
///
/// # Errors
/// The database failed.
pub async fn tenures(conn: &mut Conn, after: i64, last: i64) -> Result<Vec<TenureRow>> {
    rows!(
        conn,
        TenureRow,
        "SELECT t.* FROM (SELECT member_id FROM directory WHERE no > $1 AND no <= $2 ORDER BY no LIMIT 1000) d
             JOIN tenure t ON t.member_id = d.member_id ORDER BY t.from_year, t.id",
        after,
        last
    )
}

/// Their names beside the one they go by.
///
/// # Errors
/// The database failed.
pub async fn names(conn: &mut Conn, after: i64, last: i64) -> Result<Vec<NameRow>> {
    rows!(
        conn,
        NameRow,
        "SELECT n.* FROM (SELECT member_id FROM directory WHERE no > $1 AND no <= $2 ORDER BY no LIMIT 1000) d
             JOIN name n ON n.member_id = d.member_id ORDER BY n.kind, n.no",
        after,
        last
    )
}

/// Their work since the company.
///
/// # Errors
/// The database failed.
pub async fn jobs(conn: &mut Conn, after: i64, last: i64) -> Result<Vec<CareerRow>> {
    rows!(
        conn,
        CareerRow,
        "SELECT c.* FROM (SELECT member_id FROM directory WHERE no > $1 AND no <= $2 ORDER BY no LIMIT 1000) d
             JOIN career c ON c.member_id = d.member_id ORDER BY c.id",
        after,
        last
    )
}

/// With whom each of them is connected, the latest first.
///
/// # Errors
/// The database failed.
pub async fn connected(conn: &mut Conn, after: i64, last: i64) -> Result<Vec<(MemberId, MemberId)>> {
    rows!(
        conn,
        (MemberId, MemberId),
        "SELECT c.member_id, c.other_id FROM (SELECT member_id FROM directory WHERE no > $1 AND no <= $2 ORDER BY no LIMIT 1000) d
             JOIN connection c ON c.member_id = d.member_id ORDER BY c.since DESC, c.other_id DESC",
        after,
        last
    )
}

/// Each name that one of them is counted for, with each name merged into it.
///
/// # Errors
/// The database failed.
pub async fn merged(conn: &mut Conn, after: i64, last: i64) -> Result<Vec<(MemberId, String, String)>> {
    rows!(
        conn,
        (MemberId, String, String),
        "SELECT ms.member_id, s.name, o.name FROM (SELECT member_id FROM directory WHERE no > $1 AND no <= $2 ORDER BY no LIMIT 1000) d
             JOIN member_skill ms ON ms.member_id = d.member_id
             JOIN skill s ON s.id = ms.skill_id JOIN skill o ON o.into_id = s.id ORDER BY s.key, o.key",
        after,
        last
    )
}
