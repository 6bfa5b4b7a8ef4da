//! Whom data that leaked was about, for telling them.
use types::id::{EventId, MemberId};
use types::lang::Lang;
use types::text::Mail;
use types::time::Stamp;

use crate::profile_read::Reading;
use crate::sql::{execute, rows};
use crate::{Conn, Result, Tx};

/// Who is concerned. Whoever left is, too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Audience<'a> {
    /// Only those with this role; empty for any.
    pub role: &'a str,
    /// Only those who signed up for this event; [`EventId::FIRST`] for any.
    pub event: EventId,
    /// Joined at this time or later.
    pub from: Stamp,
    /// Joined before this time.
    pub to: Stamp,
}

/// Somebody concerned.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct ConcernedRow {
    /// Who.
    pub id: MemberId,
    /// Family name.
    pub family: String,
    /// Given name.
    pub given: String,
    /// Language the person reads in.
    pub lang: Lang,
    /// The primary address, if the person has one.
    pub mail: Option<Mail>,
}

/// Those concerned after `after`.
///
/// # Errors
/// The database failed.
pub async fn page(
    conn: &mut Conn,
    a: Audience<'_>,
    after: MemberId,
    limit: i64,
) -> Result<Vec<ConcernedRow>> {
    rows!(
        conn,
        ConcernedRow,
        "SELECT m.id, m.family, m.given, m.lang, a.mail
         FROM member m LEFT JOIN mail_address a ON a.member_id = m.id AND a.is_primary
         WHERE m.id > $1 AND m.joined_at >= $2 AND m.joined_at < $3
             AND ($4 = '' OR ',' || m.roles || ',' LIKE '%,' || $4 || ',%')
             AND (EXISTS (SELECT 1 FROM rsvp r WHERE r.event_id = $5 AND r.member_id = m.id) OR $5 = $6)
         ORDER BY m.id LIMIT $7",
        after,
        a.from,
        a.to,
        a.role,
        a.event,
        EventId::FIRST,
        limit
    )
}

/// Lists the reading to all concerned, except the reader; to how many.
///
/// # Errors
/// The database failed.
pub async fn insert_readings(tx: &mut Tx, a: Audience<'_>, r: Reading<'_>) -> Result<u64> {
    execute!(
        tx,
        "INSERT INTO profile_read (member_id, day, reader_id, kind, purpose, at)
         SELECT m.id, CAST($1 AS TEXT), reader.id, CAST($3 AS TEXT), CAST($4 AS TEXT), CAST($5 AS BIGINT)
         FROM member m JOIN member reader ON reader.id = $2 AND reader.id <> m.id
         WHERE m.joined_at >= $6 AND m.joined_at < $7
             AND ($8 = '' OR ',' || m.roles || ',' LIKE '%,' || $8 || ',%')
             AND (EXISTS (SELECT 1 FROM rsvp s WHERE s.event_id = $9 AND s.member_id = m.id) OR $9 = $10)
         ON CONFLICT DO NOTHING",
        r.day,
        r.reader,
        r.kind,
        r.purpose,
        r.at,
        a.from,
        a.to,
        a.role,
        a.event,
        EventId::FIRST
    )
}
