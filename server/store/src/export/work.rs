//! Events, programmes, applications, stories.
use types::id::MemberId;
use types::time::Stamp;
use uuid::Uuid;

use super::line::{Json, Line, Place, Titled, lines};
use crate::sql::rows;
use crate::{Conn, Result};

pub(super) async fn events(
    conn: &mut Conn,
    member: MemberId,
    after: &Place,
    limit: i64,
) -> Result<Vec<Line>> {
    let rows = rows!(
        conn,
        (Uuid, Titled, String, Stamp, String, i64, Stamp),
        "SELECT e.id, e.words, e.slug, e.starts_at, r.state, r.turn, r.at FROM rsvp r JOIN event e ON e.id = r.event_id
         WHERE r.member_id = $1 AND r.event_id > $2 ORDER BY r.event_id LIMIT $3",
        member,
        after.id,
        limit
    )?;
    Ok(lines(rows, |row| Place::id(row.0)))
}

pub(super) async fn hosted_events(
    conn: &mut Conn,
    member: MemberId,
    after: &Place,
    limit: i64,
) -> Result<Vec<Line>> {
    let rows = rows!(
        conn,
        (Uuid, Titled, String, Stamp, Stamp, Stamp, Option<Stamp>),
        "SELECT id, words, slug, starts_at, ends_at, changed_at, called_off_at
         FROM event WHERE host_id = $1 AND id > $2 ORDER BY id LIMIT $3",
        member,
        after.id,
        limit
    )?;
    Ok(lines(rows, |row| Place::id(row.0)))
}

pub(super) async fn interests(
    conn: &mut Conn,
    member: MemberId,
    after: &Place,
    limit: i64,
) -> Result<Vec<Line>> {
    let rows = rows!(
        conn,
        (Uuid, Titled, String, Stamp),
        "SELECT p.id, p.content, p.slug, i.at FROM programme_interest i JOIN programme p ON p.id = i.programme_id
         WHERE i.member_id = $1 AND i.programme_id > $2 ORDER BY i.programme_id LIMIT $3",
        member,
        after.id,
        limit
    )?;
    Ok(lines(rows, |row| Place::id(row.0)))
}

pub(super) async fn applications(
    conn: &mut Conn,
    member: MemberId,
    after: &Place,
    limit: i64,
) -> Result<Vec<Line>> {
    let rows = rows!(
        conn,
        (Uuid, Titled, String, String, String, Stamp, Stamp, Option<Stamp>, Stamp),
        "SELECT a.id, p.content, a.title, a.state, a.note, a.created_at, a.saved_at, a.submitted_at, a.state_at
         FROM application a JOIN programme p ON p.id = a.programme_id
         WHERE a.lead_id = $1 AND a.id > $2 ORDER BY a.id LIMIT $3",
        member,
        after.id,
        limit
    )?;
    Ok(lines(rows, |row| Place::id(row.0)))
}

pub(super) async fn teams(conn: &mut Conn, member: MemberId, after: &Place, limit: i64) -> Result<Vec<Line>> {
    let rows = rows!(
        conn,
        (Uuid, Titled, String, String, bool, Stamp, Option<Stamp>),
        "SELECT a.id, p.content, a.title, t.state, t.by_mail, t.asked_at, t.answered_at
         FROM team_member t JOIN application a ON a.id = t.application_id JOIN programme p ON p.id = a.programme_id
         WHERE t.member_id = $1 AND t.application_id > $2 ORDER BY t.application_id LIMIT $3",
        member,
        after.id,
        limit
    )?;
    Ok(lines(rows, |row| Place::id(row.0)))
}

/// All answers of applications the member leads; of other teams only those the member wrote.
pub(super) async fn answers(
    conn: &mut Conn,
    member: MemberId,
    after: &Place,
    limit: i64,
) -> Result<Vec<Line>> {
    let rows = rows!(
        conn,
        (Uuid, Uuid, Json, String, Stamp, bool),
        "SELECT n.application_id, n.question_id, q.label, n.body, n.saved_at, n.saved_by = $1
         FROM team_member t JOIN application a ON a.id = t.application_id
             JOIN answer n ON n.application_id = a.id JOIN question q ON q.id = n.question_id
         WHERE t.member_id = $1 AND (a.lead_id = $1 OR n.saved_by = $1) AND (n.application_id, n.question_id) > ($2, $3)
         ORDER BY n.application_id, n.question_id LIMIT $4",
        member,
        after.id,
        after.then,
        limit
    )?;
    Ok(lines(rows, |row| Place { id: row.0, then: row.1, ..Place::default() }))
}

pub(super) async fn answer_files(
    conn: &mut Conn,
    member: MemberId,
    after: &Place,
    limit: i64,
) -> Result<Vec<Line>> {
    let rows = rows!(
        conn,
        (Uuid, Uuid, Json, String, String, i64, Stamp),
        "SELECT f.id, f.application_id, q.label, f.name, f.mime, f.bytes, f.created_at
         FROM application a JOIN answer_file f ON f.application_id = a.id JOIN question q ON q.id = f.question_id
         WHERE a.lead_id = $1 AND (a.id, f.id) > ($2, $3) ORDER BY a.id, f.id LIMIT $4",
        member,
        after.id,
        after.then,
        limit
    )?;
    Ok(lines(rows, |row| Place { id: row.1, then: row.0, ..Place::default() }))
}

pub(super) async fn stories(
    conn: &mut Conn,
    member: MemberId,
    after: &Place,
    limit: i64,
) -> Result<Vec<Line>> {
    let rows = rows!(
        conn,
        (Uuid, Titled, String, bool, Stamp),
        "SELECT s.id, s.words, s.slug, s.public, s.published_at FROM story_person p JOIN story s ON s.id = p.story_id
         WHERE p.member_id = $1 AND p.story_id > $2 ORDER BY p.story_id LIMIT $3",
        member,
        after.id,
        limit
    )?;
    Ok(lines(rows, |row| Place::id(row.0)))
}
