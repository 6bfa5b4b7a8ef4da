//! The referral tree: who came by whose invitation.
//!
//! An edge is a member's `invited_by`, written once when the member joins and cleared for good when the member wishes so; the
//! tree has no circles, since nobody is invited by somebody who joined later.
use types::id::{DepartmentId, MemberId};
use types::time::Stamp;

use crate::member::PersonRow;
use crate::sql::{execute, maybe_row, row, rows, value};
use crate::{Conn, Result, Tx};

/// By whose invitation a member came, and in what words.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct OriginRow {
    /// Who invited.
    #[sqlx(flatten)]
    pub inviter: PersonRow,
    /// When the member joined.
    pub joined_at: Stamp,
    /// Whether the inviter may see that the member came by the invitation.
    pub shows_origin: bool,
    /// When and where the inviter said both worked together, where it is known.
    pub worked_together: Option<String>,
}

/// By whose invitation the member came; nobody's also when that one left or the member may not see who it was.
///
/// # Errors
/// The database failed.
pub async fn origin(conn: &mut Conn, member: MemberId) -> Result<Option<OriginRow>> {
    maybe_row!(
        conn,
        OriginRow,
        "SELECT i.id, i.family, i.given, i.family_roman, i.given_roman, i.line, i.photo_id, m.joined_at, m.shows_origin,
             (SELECT v.worked_together FROM join_request r JOIN invitation v ON v.id = r.invitation_id
              WHERE r.member_id = m.id AND v.inviter_id = i.id ORDER BY r.id LIMIT 1) AS worked_together
         FROM member m JOIN member i ON i.id = m.invited_by AND i.state NOT IN ('left', 'suspended')
             AND NOT EXISTS (SELECT 1 FROM unseen u WHERE u.viewer_id = $1 AND u.owner_id = i.id)
         WHERE m.id = $1",
        member
    )
}

/// Sets whether the inviter may see that the member came by the invitation; whether anybody invited the member.
///
/// # Errors
/// The database failed.
pub async fn show_origin(tx: &mut Tx, member: MemberId, shows: bool) -> Result<bool> {
    let touched = execute!(
        tx,
        "UPDATE member SET shows_origin = $2 WHERE id = $1 AND invited_by IS NOT NULL",
        member,
        shows
    )?;
    Ok(touched > 0)
}

/// Forgets for good by whose invitation the member came; whether anybody invited the member. Whoever came by invitations of
/// the member stays below the member.
///
/// # Errors
/// The database failed.
pub async fn detach(tx: &mut Tx, member: MemberId) -> Result<bool> {
    let touched = execute!(
        tx,
        "UPDATE member SET invited_by = NULL, shows_origin = $2 WHERE id = $1 AND invited_by IS NOT NULL",
        member,
        false
    )?;
    execute!(
        tx,
        "UPDATE join_request SET invitation_id = NULL WHERE member_id = $1 AND invitation_id IS NOT NULL",
        member
    )?;
    Ok(touched > 0)
}

/// How many members came by invitations of the member, and by theirs, and so on; counted no further than `most`, so that a
/// large branch costs no more than a small one.
///
/// # Errors
/// The database failed.
pub async fn branch(conn: &mut Conn, member: MemberId, most: i64) -> Result<i64> {
    value!(
        conn,
        i64,
        "WITH RECURSIVE branch (id, state) AS (
             SELECT id, state FROM member WHERE invited_by = $1
             UNION ALL
             SELECT m.id, m.state FROM branch b JOIN member m ON m.invited_by = b.id)
         SELECT COUNT(*) FROM (SELECT id FROM branch WHERE state <> 'left' LIMIT $2) counted",
        member,
        most
    )
}

/// Members who came by an invitation of the member, agreed that the member sees it and may be seen, before `before`, the newest first.
///
/// # Errors
/// The database failed.
pub async fn shown(
    conn: &mut Conn,
    member: MemberId,
    before: MemberId,
    limit: i64,
) -> Result<Vec<PersonRow>> {
    rows!(
        conn,
        PersonRow,
        "SELECT m.id, m.family, m.given, m.family_roman, m.given_roman, m.line, m.photo_id FROM member m
         WHERE m.invited_by = $1 AND m.id < $2 AND m.shows_origin = $3 AND m.state = 'active'
             AND NOT EXISTS (SELECT 1 FROM unseen u WHERE u.viewer_id = $1 AND u.owner_id = m.id)
         ORDER BY m.id DESC LIMIT $4",
        member,
        before,
        true,
        limit
    )
}

/// Members alike: by where they last worked at the company, the last year there, and their distance from those whom nobody
/// invited.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct CellRow {
    /// The department; none when its words name none of the company's.
    pub department_id: Option<DepartmentId>,
    /// The last year; none for those still there, or who did not say.
    pub left_year: Option<i64>,
    /// 0: nobody invited them; 1: invited by one of those; and so on.
    pub distance: i64,
    /// How many.
    pub members: i64,
}

/// How far invitations reached, over all members who did not leave and agree to be counted by a text not older than
/// `counts_from`; the others still carry the way.
///
/// # Errors
/// The database failed.
pub async fn cells(conn: &mut Conn, counts_from: &str) -> Result<Vec<CellRow>> {
    rows!(
        conn,
        CellRow,
        "WITH RECURSIVE chain (id, state, distance) AS (
             SELECT id, state, CAST(0 AS BIGINT) FROM member WHERE invited_by IS NULL
             UNION ALL
             SELECT m.id, m.state, c.distance + 1 FROM chain c JOIN member m ON m.invited_by = c.id WHERE c.distance < 100)
         SELECT t.department_id, t.to_year AS left_year, c.distance, COUNT(*) AS members
         FROM chain c LEFT JOIN tenure t ON t.id =
             (SELECT l.id FROM tenure l WHERE l.member_id = c.id ORDER BY l.from_year DESC, l.id DESC LIMIT 1)
         WHERE c.state <> 'left' AND EXISTS (
                     SELECT 1 FROM consent g WHERE g.member_id = c.id AND g.purpose = 'statistics' AND g.given AND g.text_version >= $1
                         AND NOT EXISTS (SELECT 1 FROM consent n WHERE n.member_id = g.member_id AND n.purpose = g.purpose AND n.id > g.id))
         GROUP BY t.department_id, t.to_year, c.distance LIMIT 200000",
        counts_from
    )
}

/// What became of the links.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, sqlx::FromRow)]
pub struct EndsRow {
    /// Can still be used.
    pub open: i64,
    /// Somebody came by them, and they can no longer be used.
    pub used: i64,
    /// Cannot be used any more; the form was begun, and nobody came by them.
    pub unfinished: i64,
    /// Cannot be used any more, and nobody began the form.
    pub unopened: i64,
}

/// What became of the links by `now`.
///
/// # Errors
/// The database failed.
pub async fn ends(conn: &mut Conn, now: Stamp) -> Result<EndsRow> {
    row!(
        conn,
        EndsRow,
        "SELECT COUNT(*) FILTER (WHERE is_open) AS open,
             COUNT(*) FILTER (WHERE NOT is_open AND used > 0) AS used,
             COUNT(*) FILTER (WHERE NOT is_open AND used = 0 AND started_at IS NOT NULL) AS unfinished,
             COUNT(*) FILTER (WHERE NOT is_open AND used = 0 AND started_at IS NULL) AS unopened
         FROM (SELECT used, started_at, expires_at > $1 AND revoked_at IS NULL AND used < uses AS is_open FROM invitation) link",
        now
    )
}

/// Members who made equally many links, from one up; or requests that took equally many days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct CountRow {
    /// Links, or days.
    pub n: i64,
    /// How many members.
    pub members: i64,
}

/// Members by how many links they made; those who made none, or do not agree to be counted by a text not older than
/// `counts_from`, are not among them.
///
/// # Errors
/// The database failed.
pub async fn links_made(conn: &mut Conn, counts_from: &str) -> Result<Vec<CountRow>> {
    rows!(
        conn,
        CountRow,
        "SELECT n, COUNT(*) AS members FROM (SELECT inviter_id, COUNT(*) AS n FROM invitation GROUP BY inviter_id) made
         WHERE EXISTS (
                     SELECT 1 FROM consent g WHERE g.member_id = made.inviter_id AND g.purpose = 'statistics' AND g.given AND g.text_version >= $1
                         AND NOT EXISTS (SELECT 1 FROM consent n WHERE n.member_id = g.member_id AND n.purpose = g.purpose AND n.id > g.id))
         GROUP BY n ORDER BY n LIMIT 10000",
        counts_from
    )
}

/// Members by how many full days lay between the making of the link they came by and their joining; only those who
/// agree to be counted by a text not older than `counts_from`.
///
/// # Errors
/// The database failed.
pub async fn days_to_join(conn: &mut Conn, counts_from: &str) -> Result<Vec<CountRow>> {
    rows!(
        conn,
        CountRow,
        "SELECT (m.joined_at - v.created_at) / 86400000 AS n, COUNT(*) AS members
         FROM join_request r JOIN invitation v ON v.id = r.invitation_id JOIN member m ON m.id = r.member_id
         WHERE r.state = 'approved' AND m.joined_at >= v.created_at AND EXISTS (
                     SELECT 1 FROM consent g WHERE g.member_id = m.id AND g.purpose = 'statistics' AND g.given AND g.text_version >= $1
                         AND NOT EXISTS (SELECT 1 FROM consent n WHERE n.member_id = g.member_id AND n.purpose = g.purpose AND n.id > g.id))
         GROUP BY (m.joined_at - v.created_at) / 86400000 ORDER BY n LIMIT 10000",
        counts_from
    )
}
