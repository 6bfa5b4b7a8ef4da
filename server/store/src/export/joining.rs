//! How the member came, and whom the member brought.
use types::id::MemberId;
use types::time::Stamp;
use uuid::Uuid;

use super::line::{Cell, Line, Place, lines, only};
use crate::join_request::JoinRequestRow;
use crate::referral;
use crate::sql::rows;
use crate::{Conn, Result};

/// A branch is counted no further, as on the member's own page.
const COUNTED: i64 = 1_000;

pub(super) async fn join_request(
    conn: &mut Conn,
    member: MemberId,
    after: &Place,
    limit: i64,
) -> Result<Vec<Line>> {
    let rows = rows!(
        conn,
        JoinRequestRow,
        "SELECT * FROM join_request WHERE member_id = $1 AND id > $2 ORDER BY id LIMIT $3",
        member,
        after.id,
        limit
    )?;
    let line = |r: JoinRequestRow| Line {
        place: Place::id(r.id.0),
        cells: vec![
            r.id.0.into(),
            r.state.to_string().into(),
            r.family.into(),
            r.given.into(),
            r.family_kana.into(),
            r.given_kana.into(),
            r.family_roman.into(),
            r.given_roman.into(),
            r.former_family.into(),
            r.mail.to_string().into(),
            r.department.into(),
            r.year_from.into(),
            r.year_to.into(),
            r.note.into(),
            r.colleagues.into(),
            r.lang.to_string().into(),
            r.purposes.into(),
            r.text_version.into(),
            r.question.into(),
            r.answer.into(),
            r.shows_origin.into(),
            r.created_at.into(),
            r.proved_at.into(),
            r.decided_at.into(),
            r.told_at.into(),
        ],
    };
    Ok(rows.into_iter().map(line).collect())
}

pub(super) async fn staff_notes(
    conn: &mut Conn,
    member: MemberId,
    after: &Place,
    limit: i64,
) -> Result<Vec<Line>> {
    let rows = rows!(
        conn,
        (Uuid, Uuid, String, Stamp),
        "SELECT n.id, n.join_request_id, n.body, n.created_at
         FROM join_request r JOIN staff_note n ON n.join_request_id = r.id
         WHERE r.member_id = $1 AND n.id > $2 ORDER BY n.id LIMIT $3",
        member,
        after.id,
        limit
    )?;
    Ok(lines(rows, |row| Place::id(row.0)))
}

pub(super) async fn vouches(
    conn: &mut Conn,
    member: MemberId,
    after: &Place,
    limit: i64,
) -> Result<Vec<Line>> {
    let rows = rows!(
        conn,
        (Uuid, String, String, String, Stamp, Option<Stamp>, Option<Stamp>),
        "SELECT v.id, r.family || ' ' || r.given, v.state, v.words, v.created_at, v.answered_at, v.withdrawn_at
         FROM vouch v JOIN join_request r ON r.id = v.join_request_id
         WHERE v.member_id = $1 AND v.id > $2 ORDER BY v.id LIMIT $3",
        member,
        after.id,
        limit
    )?;
    Ok(lines(rows, |row| Place::id(row.0)))
}

pub(super) async fn invitations(
    conn: &mut Conn,
    member: MemberId,
    after: &Place,
    limit: i64,
) -> Result<Vec<Line>> {
    let rows = rows!(
        conn,
        (Uuid, String, String, Option<String>, i64, i64, Stamp, Stamp, Option<Stamp>, Option<Stamp>),
        "SELECT id, worked_together, note, mail, uses, used, created_at, expires_at, started_at, revoked_at
         FROM invitation WHERE inviter_id = $1 AND id > $2 ORDER BY id LIMIT $3",
        member,
        after.id,
        limit
    )?;
    Ok(lines(rows, |row| Place::id(row.0)))
}

pub(super) async fn referral(conn: &mut Conn, member: MemberId, after: &Place) -> Result<Vec<Line>> {
    let count = referral::branch(conn, member, COUNTED).await?;
    Ok(only(Some((count,)), after))
}

impl super::line::Cells for (i64,) {
    fn cells(self) -> Vec<Cell> {
        vec![self.0.into()]
    }
}

/// The condition is that of [`referral::shown`].
pub(super) async fn invited_people(
    conn: &mut Conn,
    member: MemberId,
    after: &Place,
    limit: i64,
) -> Result<Vec<Line>> {
    let rows = rows!(
        conn,
        (Uuid, String),
        "SELECT m.id, TRIM(m.family || ' ' || m.given) FROM member m
         WHERE m.invited_by = $1 AND m.id > $2 AND m.shows_origin AND m.state = 'active'
             AND NOT EXISTS (SELECT 1 FROM unseen u WHERE u.viewer_id = $1 AND u.owner_id = m.id)
         ORDER BY m.id LIMIT $3",
        member,
        after.id,
        limit
    )?;
    Ok(lines(rows, |row| Place::id(row.0)))
}

pub(super) async fn roster(
    conn: &mut Conn,
    member: MemberId,
    after: &Place,
    limit: i64,
) -> Result<Vec<Line>> {
    let rows = rows!(
        conn,
        (Uuid, String, String, String, String, String, String, String, String, String, Stamp),
        "SELECT id, employee_number, family, given, family_kana, given_kana, mail, department, joined_on, left_on, updated_at
         FROM roster_row WHERE member_id = $1 AND id > $2 ORDER BY id LIMIT $3",
        member,
        after.id,
        limit
    )?;
    Ok(lines(rows, |row| Place::id(row.0)))
}
