//! 一緒だった人: who may be suggested to a member, and whom the member does not want suggested.
//!
//! Nobody is suggested whom the member does not see, who is avoided by either, who wishes to be left in peace, or whom the member asked
//! already.
use types::id::MemberId;
use types::time::Stamp;

use crate::block::SinceRow;
use crate::directory::{KEYS, ListedRow, Parts, Range, Seen, Wanted};
use crate::member::PersonRow;
use crate::sight::Eye;
use crate::sql::{execute, rows, rows_by_engine};
use crate::{Conn, Result, Tx};

/// A stretch of the directory, by its numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// Only numbers past this one.
    pub after: i64,
    /// Only numbers before this one.
    pub before: i64,
    /// At most so many.
    pub limit: i64,
}

/// Listed members who are `wanted` and may be suggested, in 五十音 order.
///
/// # Errors
/// The database failed.
pub async fn page(
    conn: &mut Conn,
    eye: Eye,
    wanted: &Wanted<'_>,
    s: Stretch,
    now: Stamp,
) -> Result<Vec<ListedRow>> {
    let query = wanted.query(conn);
    let mut parts =
        Parts::of(&Range { after: s.after, before: s.before, limit: s.limit, ..Range::default() }, wanted);
    let mut seen = Seen::default();
    let mut found = Vec::new();
    while let Some(part) = parts.next(conn, &mut seen, found.len()).await? {
        let stretch = Stretch { after: part.after, before: part.before, limit: part.limit };
        found.extend(part_of_page(conn, eye, part.keys(&query), stretch, now).await?);
    }
    Ok(found)
}

async fn part_of_page(
    conn: &mut Conn,
    eye: Eye,
    [query, second]: [String; KEYS],
    s: Stretch,
    now: Stamp,
) -> Result<Vec<ListedRow>> {
    rows_by_engine!(
        conn,
        ListedRow,
        sqlite: "SELECT d.no, m.id, m.family, m.given, m.family_kana, m.given_kana, m.family_roman, m.given_roman, m.line, m.photo_id, d.words, d.skills
         FROM member_search CROSS JOIN directory d ON d.no = member_search.rowid CROSS JOIN member m ON m.id = d.member_id
         WHERE member_search MATCH $1 AND member_search.rowid > $2 AND member_search.rowid < $3 AND m.id <> $4
             AND NOT EXISTS (SELECT 1 FROM unseen u WHERE u.viewer_id = $4 AND u.owner_id = m.id)
             AND NOT EXISTS (SELECT 1 FROM avoid v WHERE v.member_id = $4 AND v.other_id = m.id)
             AND NOT EXISTS (SELECT 1 FROM avoid w WHERE w.member_id = m.id AND w.other_id = $4)
             AND NOT EXISTS (SELECT 1 FROM suggestion_hidden h WHERE h.member_id = $4 AND h.other_id = m.id AND (h.until IS NULL OR h.until > $5))
             AND NOT EXISTS (SELECT 1 FROM connection_request r WHERE r.from_id = $4 AND r.to_id = m.id AND r.withdrawn_at IS NULL)
             AND NOT EXISTS (SELECT 1 FROM intent q WHERE q.member_id = m.id AND q.kind = 'quiet' AND q.answer = 'now')
         ORDER BY member_search.rowid LIMIT $6",
        postgres: "SELECT d.no, m.id, m.family, m.given, m.family_kana, m.given_kana, m.family_roman, m.given_roman, m.line, m.photo_id, d.words, d.skills
         FROM (SELECT s.rowid + 0 AS no FROM member_search s WHERE s.words @@ CAST($1 AS TSQUERY) AND s.words @@ CAST($7 AS TSQUERY)
                   AND s.rowid + 0 > $2 AND s.rowid + 0 < $3
               ORDER BY s.rowid + 0) h
             JOIN directory d ON d.no = h.no JOIN member m ON m.id = d.member_id
         WHERE m.id <> $4
             AND NOT EXISTS (SELECT 1 FROM unseen u WHERE u.viewer_id = $4 AND u.owner_id = m.id)
             AND NOT EXISTS (SELECT 1 FROM avoid v WHERE v.member_id = $4 AND v.other_id = m.id)
             AND NOT EXISTS (SELECT 1 FROM avoid w WHERE w.member_id = m.id AND w.other_id = $4)
             AND NOT EXISTS (SELECT 1 FROM suggestion_hidden h WHERE h.member_id = $4 AND h.other_id = m.id AND (h.until IS NULL OR h.until > $5))
             AND NOT EXISTS (SELECT 1 FROM connection_request r WHERE r.from_id = $4 AND r.to_id = m.id AND r.withdrawn_at IS NULL)
             AND NOT EXISTS (SELECT 1 FROM intent q WHERE q.member_id = m.id AND q.kind = 'quiet' AND q.answer = 'now')
         ORDER BY h.no LIMIT $6",
        query, s.after, s.before, eye.id(), now, s.limit, second,
    )
}

/// Members who came by an invitation of the member and agreed that the member sees it, are not connected with the member and may be
/// suggested, the newest first.
///
/// # Errors
/// The database failed.
pub async fn branch(conn: &mut Conn, eye: Eye, now: Stamp, limit: i64) -> Result<Vec<PersonRow>> {
    rows!(
        conn,
        PersonRow,
        "SELECT m.id, m.family, m.given, m.family_roman, m.given_roman, m.line, m.photo_id FROM member m
         WHERE m.invited_by = $1 AND m.shows_origin AND m.state = 'active'
             AND NOT EXISTS (SELECT 1 FROM unseen u WHERE u.viewer_id = $1 AND u.owner_id = m.id)
             AND NOT EXISTS (SELECT 1 FROM avoid v WHERE v.member_id = $1 AND v.other_id = m.id)
             AND NOT EXISTS (SELECT 1 FROM avoid w WHERE w.member_id = m.id AND w.other_id = $1)
             AND NOT EXISTS (SELECT 1 FROM suggestion_hidden h WHERE h.member_id = $1 AND h.other_id = m.id AND (h.until IS NULL OR h.until > $2))
             AND NOT EXISTS (SELECT 1 FROM connection_request r WHERE r.from_id = $1 AND r.to_id = m.id AND r.withdrawn_at IS NULL)
             AND NOT EXISTS (SELECT 1 FROM intent q WHERE q.member_id = m.id AND q.kind = 'quiet' AND q.answer = 'now')
             AND NOT EXISTS (SELECT 1 FROM profile l WHERE l.member_id = m.id AND NOT l.listed)
             AND NOT EXISTS (SELECT 1 FROM connection c WHERE c.member_id = $1 AND c.other_id = m.id)
         ORDER BY m.id DESC LIMIT $3",
        eye.id(),
        now,
        limit
    )
}

/// Does not suggest `other` to the member until then; none is for good.
///
/// # Errors
/// The database failed.
pub async fn hide(
    tx: &mut Tx,
    member: MemberId,
    other: MemberId,
    at: Stamp,
    until: Option<Stamp>,
) -> Result<()> {
    execute!(
        tx,
        "INSERT INTO suggestion_hidden (member_id, other_id, at, until) VALUES ($1, $2, $3, $4)
         ON CONFLICT (member_id, other_id) DO UPDATE SET at = excluded.at, until = excluded.until",
        member,
        other,
        at,
        until
    )?;
    Ok(())
}

/// May suggest `other` again; whether that is new.
///
/// # Errors
/// The database failed.
pub async fn show(tx: &mut Tx, member: MemberId, other: MemberId) -> Result<bool> {
    Ok(execute!(tx, "DELETE FROM suggestion_hidden WHERE member_id = $1 AND other_id = $2", member, other)?
        > 0)
}

/// Whom the member does not want suggested for now, hidden before `before`, the latest first.
///
/// # Errors
/// The database failed.
pub async fn hidden(
    conn: &mut Conn,
    member: MemberId,
    now: Stamp,
    before: (Stamp, MemberId),
    limit: i64,
) -> Result<Vec<SinceRow>> {
    rows!(
        conn,
        SinceRow,
        "SELECT m.id, m.family, m.given, m.family_roman, m.given_roman, m.line, m.photo_id, h.at AS since
         FROM suggestion_hidden h JOIN member m ON m.id = h.other_id
         WHERE h.member_id = $1 AND (h.until IS NULL OR h.until > $2) AND (h.at < $3 OR (h.at = $3 AND h.other_id < $4)) AND m.state = 'active'
             AND NOT EXISTS (SELECT 1 FROM unseen u WHERE u.viewer_id = $1 AND u.owner_id = m.id)
         ORDER BY h.at DESC, h.other_id DESC LIMIT $5",
        member,
        now,
        before.0,
        before.1,
        limit
    )
}
