//! The account: names, profile, addresses, consents, devices.
use types::id::MemberId;
use types::time::Stamp;
use uuid::Uuid;

use super::line::{Json, Line, Place, lines, only};
use crate::sql::{maybe_row, rows};
use crate::{Conn, Result};

pub(super) async fn account(conn: &mut Conn, member: MemberId, after: &Place) -> Result<Vec<Line>> {
    let row = maybe_row!(
        conn,
        (Uuid, String, String, String, String, String, String, Stamp, Option<String>, bool),
        "SELECT m.id, m.state, m.relationship, m.roles, m.line, m.lang, m.theme, m.joined_at, TRIM(i.family || ' ' || i.given), m.shows_origin
         FROM member m LEFT JOIN member i ON i.id = m.invited_by AND i.state NOT IN ('left', 'suspended')
             AND NOT EXISTS (SELECT 1 FROM unseen u WHERE u.viewer_id = $1 AND u.owner_id = i.id)
         WHERE m.id = $1",
        member
    )?;
    Ok(only(row, after))
}

pub(super) async fn name(conn: &mut Conn, member: MemberId, after: &Place) -> Result<Vec<Line>> {
    let row = maybe_row!(
        conn,
        (String, String, String, String, String, String),
        "SELECT family, given, family_kana, given_kana, family_roman, given_roman FROM member WHERE id = $1",
        member
    )?;
    Ok(only(row, after))
}

pub(super) async fn names(conn: &mut Conn, member: MemberId, after: &Place, limit: i64) -> Result<Vec<Line>> {
    let rows = rows!(
        conn,
        (String, i64, String, String, String, Option<i64>, String, bool),
        "SELECT kind, no, family, given, reading, until_year, reach, searchable FROM name
         WHERE member_id = $1 AND kind || CAST(no AS TEXT) > $2 ORDER BY kind || CAST(no AS TEXT) LIMIT $3",
        member,
        &after.text,
        limit
    )?;
    Ok(lines(rows, |row| Place::text(&format!("{}{}", row.0, row.1))))
}

pub(super) async fn profile(conn: &mut Conn, member: MemberId, after: &Place) -> Result<Vec<Line>> {
    let row = maybe_row!(
        conn,
        (String, String, String, String, String, String, String, String, String, Option<Stamp>, Json, Json, Stamp, bool, Option<i64>),
        "SELECT industry, region, city, languages, skills, bio, help, looking, news, news_at, links, levels, changed_at, listed, entry_year
         FROM profile WHERE member_id = $1",
        member
    )?;
    Ok(only(row, after))
}

pub(super) async fn departments(
    conn: &mut Conn,
    member: MemberId,
    after: &Place,
    limit: i64,
) -> Result<Vec<Line>> {
    let rows = rows!(
        conn,
        (Uuid, String, String, i64, Option<i64>),
        "SELECT id, department, title, from_year, to_year FROM tenure WHERE member_id = $1 AND id > $2 ORDER BY id LIMIT $3",
        member,
        after.id,
        limit
    )?;
    Ok(lines(rows, |row| Place::id(row.0)))
}

pub(super) async fn career(
    conn: &mut Conn,
    member: MemberId,
    after: &Place,
    limit: i64,
) -> Result<Vec<Line>> {
    let rows = rows!(
        conn,
        (Uuid, String, String, Option<i64>, Option<i64>, Option<i64>, Option<i64>),
        "SELECT id, company, title, from_year, from_month, to_year, to_month FROM career
         WHERE member_id = $1 AND id > $2 ORDER BY id LIMIT $3",
        member,
        after.id,
        limit
    )?;
    Ok(lines(rows, |row| Place::id(row.0)))
}

pub(super) async fn prompts(
    conn: &mut Conn,
    member: MemberId,
    after: &Place,
    limit: i64,
) -> Result<Vec<Line>> {
    let rows = rows!(
        conn,
        (String, bool, Stamp),
        "SELECT kind, for_good, at FROM profile_prompt WHERE member_id = $1 AND kind > $2 ORDER BY kind LIMIT $3",
        member,
        &after.text,
        limit
    )?;
    Ok(lines(rows, |row| Place::text(&row.0)))
}

pub(super) async fn intents(
    conn: &mut Conn,
    member: MemberId,
    after: &Place,
    limit: i64,
) -> Result<Vec<Line>> {
    let rows = rows!(
        conn,
        (String, String, String, Stamp, String, Option<Stamp>, Option<Stamp>),
        "SELECT kind, answer, reach, said_at, period, review_at, asked_at FROM intent
         WHERE member_id = $1 AND kind > $2 ORDER BY kind LIMIT $3",
        member,
        &after.text,
        limit
    )?;
    Ok(lines(rows, |row| Place::text(&row.0)))
}

pub(super) async fn saved_searches(
    conn: &mut Conn,
    member: MemberId,
    after: &Place,
    limit: i64,
) -> Result<Vec<Line>> {
    let rows = rows!(
        conn,
        (Uuid, String, String, Stamp),
        "SELECT id, name, query, created_at FROM saved_search WHERE member_id = $1 AND id > $2 ORDER BY id LIMIT $3",
        member,
        after.id,
        limit
    )?;
    Ok(lines(rows, |row| Place::id(row.0)))
}

pub(super) async fn portrait(conn: &mut Conn, member: MemberId, after: &Place) -> Result<Vec<Line>> {
    let row = maybe_row!(
        conn,
        (Uuid, i64, i64, i64, Stamp, String),
        "SELECT id, width, height, bytes, created_at, reach FROM media WHERE owner_id = $1 AND kind = 'portrait'",
        member
    )?;
    Ok(only(row, after))
}

pub(super) async fn addresses(
    conn: &mut Conn,
    member: MemberId,
    after: &Place,
    limit: i64,
) -> Result<Vec<Line>> {
    let rows = rows!(
        conn,
        (String, bool, Option<Stamp>),
        "SELECT mail, is_primary, verified_at FROM mail_address WHERE member_id = $1 AND mail > $2 ORDER BY mail LIMIT $3",
        member,
        &after.text,
        limit
    )?;
    Ok(lines(rows, |row| Place::text(&row.0)))
}

pub(super) async fn address_requests(
    conn: &mut Conn,
    member: MemberId,
    after: &Place,
    limit: i64,
) -> Result<Vec<Line>> {
    let rows = rows!(
        conn,
        (Uuid, String, String, String, Stamp, Option<Stamp>, Option<Stamp>, Option<Stamp>, Stamp),
        "SELECT id, mail, primary_mail, state, created_at, proved_at, confirmed_at, office_asked_at, expires_at
         FROM address_request WHERE member_id = $1 AND id > $2 ORDER BY id LIMIT $3",
        member,
        after.id,
        limit
    )?;
    Ok(lines(rows, |row| Place::id(row.0)))
}

pub(super) async fn consents(
    conn: &mut Conn,
    member: MemberId,
    after: &Place,
    limit: i64,
) -> Result<Vec<Line>> {
    let rows = rows!(
        conn,
        (Uuid, String, String, bool, Stamp),
        "SELECT id, purpose, text_version, given, at FROM consent WHERE member_id = $1 AND id > $2 ORDER BY id LIMIT $3",
        member,
        after.id,
        limit
    )?;
    Ok(lines(rows, |row| Place::id(row.0)))
}

pub(super) async fn sessions(
    conn: &mut Conn,
    member: MemberId,
    after: &Place,
    limit: i64,
) -> Result<Vec<Line>> {
    let rows = rows!(
        conn,
        (Uuid, String, Option<String>, Stamp, Stamp, Stamp),
        "SELECT id, device, proved_mail, created_at, idle_until, expires_at
         FROM session WHERE member_id = $1 AND id > $2 ORDER BY id LIMIT $3",
        member,
        after.id,
        limit
    )?;
    Ok(lines(rows, |row| Place::id(row.0)))
}

pub(super) async fn passkeys(
    conn: &mut Conn,
    member: MemberId,
    after: &Place,
    limit: i64,
) -> Result<Vec<Line>> {
    let rows = rows!(
        conn,
        (Uuid, String, String, String, Stamp, Option<Stamp>),
        "SELECT id, name, credential_id, credential, created_at, last_used_on
         FROM passkey WHERE member_id = $1 AND id > $2 ORDER BY id LIMIT $3",
        member,
        after.id,
        limit
    )?;
    Ok(lines(rows, |row| Place::id(row.0)))
}

pub(super) async fn accounts(
    conn: &mut Conn,
    member: MemberId,
    after: &Place,
    limit: i64,
) -> Result<Vec<Line>> {
    let rows = rows!(
        conn,
        (String, String, Stamp),
        "SELECT issuer, subject, linked_at FROM oidc_identity
         WHERE member_id = $1 AND (issuer, subject) > ($2, $3) ORDER BY issuer, subject LIMIT $4",
        member,
        &after.text,
        &after.more,
        limit
    )?;
    Ok(lines(rows, |row| Place { text: row.0.clone(), more: row.1.clone(), ..Place::default() }))
}

/// Of the member's own addresses only: whoever types another's address does not learn of it here.
pub(super) async fn sign_ins(
    conn: &mut Conn,
    member: MemberId,
    after: &Place,
    limit: i64,
) -> Result<Vec<Line>> {
    let rows = rows!(
        conn,
        (Uuid, String, Stamp, Option<Stamp>),
        "SELECT s.id, s.mail, s.created_at, s.used_at
         FROM mail_address a JOIN sign_in s ON s.mail = a.mail
         WHERE a.member_id = $1 AND a.verified_at IS NOT NULL AND s.join_request_id IS NULL AND s.id > $2 ORDER BY s.id LIMIT $3",
        member,
        after.id,
        limit
    )?;
    Ok(lines(rows, |row| Place::id(row.0)))
}
