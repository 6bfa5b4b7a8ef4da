//! いまの気持ち: what members said, what they share with the office, and how many said what to themselves.
use types::id::MemberId;
use types::intent::{IntentAnswer, IntentKind, Period};
use types::time::Stamp;
use types::visibility::Visibility;

use crate::member::PersonRow;
use crate::sql::{execute, maybe_value, rows};
use crate::{Conn, Result, Tx};

/// What a member said of one kind.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct IntentRow {
    /// Who.
    pub member_id: MemberId,
    /// Of what.
    pub kind: IntentKind,
    /// What.
    pub answer: IntentAnswer,
    /// How far it reaches.
    pub reach: Visibility,
    /// Since when it is so.
    pub said_at: Stamp,
    /// After how long the member wishes to be asked about it.
    pub period: Period,
    /// When that is; none when never, and once the question was put aside.
    pub review_at: Option<Stamp>,
    /// Since when the question stands on the member's home.
    pub asked_at: Option<Stamp>,
}

/// A member who shares an answer with the office.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct SharedRow {
    /// How far it reaches.
    pub reach: Visibility,
    /// Since when it is so.
    pub said_at: Stamp,
    /// Who.
    #[sqlx(flatten)]
    pub person: PersonRow,
}

/// How many gave one answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct IntentCount {
    /// Of what.
    pub kind: IntentKind,
    /// What.
    pub answer: IntentAnswer,
    /// How many.
    pub members: i64,
}

/// Writes what a member said; what was said of the kind before is over.
///
/// # Errors
/// The database failed.
pub async fn put(tx: &mut Tx, r: &IntentRow) -> Result<()> {
    execute!(
        tx,
        "INSERT INTO intent (member_id, kind, answer, reach, said_at, period, review_at, asked_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
         ON CONFLICT (member_id, kind) DO UPDATE SET answer = excluded.answer, reach = excluded.reach, said_at = excluded.said_at,
             period = excluded.period, review_at = excluded.review_at, asked_at = excluded.asked_at",
        r.member_id,
        r.kind,
        r.answer,
        r.reach,
        r.said_at,
        r.period,
        r.review_at,
        r.asked_at
    )?;
    Ok(())
}

/// All that a member said.
///
/// # Errors
/// The database failed.
pub async fn of_member(conn: &mut Conn, member: MemberId) -> Result<Vec<IntentRow>> {
    rows!(conn, IntentRow, "SELECT * FROM intent WHERE member_id = $1 ORDER BY kind", member)
}

/// Notes that the question about a kind stands on the member's home since `at`; the first time counts.
///
/// # Errors
/// The database failed.
pub async fn set_asked(tx: &mut Tx, member: MemberId, kind: IntentKind, at: Stamp) -> Result<()> {
    execute!(
        tx,
        "UPDATE intent SET asked_at = $3 WHERE member_id = $1 AND kind = $2 AND asked_at IS NULL AND review_at <= $3",
        member,
        kind,
        at
    )?;
    Ok(())
}

/// Ends the question about a kind, if it is time for it by `now`; what was said stays. Whether it was.
///
/// # Errors
/// The database failed.
pub async fn set_aside(tx: &mut Tx, member: MemberId, kind: IntentKind, now: Stamp) -> Result<bool> {
    let touched = execute!(
        tx,
        "UPDATE intent SET review_at = NULL, asked_at = NULL WHERE member_id = $1 AND kind = $2 AND review_at <= $3",
        member,
        kind,
        now
    )?;
    Ok(touched > 0)
}

/// The member does not say anything of a kind any more.
///
/// # Errors
/// The database failed.
pub async fn delete(tx: &mut Tx, member: MemberId, kind: IntentKind) -> Result<()> {
    execute!(tx, "DELETE FROM intent WHERE member_id = $1 AND kind = $2", member, kind)?;
    Ok(())
}

/// Active members after `after` who gave the answer and share it with the office, in the order of joining.
///
/// # Errors
/// The database failed.
pub async fn shared(
    conn: &mut Conn,
    kind: IntentKind,
    answer: IntentAnswer,
    after: MemberId,
    limit: i64,
) -> Result<Vec<SharedRow>> {
    rows!(
        conn,
        SharedRow,
        "SELECT i.reach, i.said_at, m.id, m.family, m.given, m.family_roman, m.given_roman, m.line, m.photo_id
         FROM intent i JOIN member m ON m.id = i.member_id
         WHERE i.kind = $1 AND i.answer = $2 AND i.reach <> 'nobody' AND i.member_id > $3 AND m.state = 'active'
         ORDER BY i.member_id LIMIT $4",
        kind,
        answer,
        after,
        limit
    )
}

/// How many active members keep which answer to themselves, of those who agree to be counted by a text not older than
/// `counts_from`; what nobody says is left out.
///
/// # Errors
/// The database failed.
pub async fn count_kept(conn: &mut Conn, counts_from: &str) -> Result<Vec<IntentCount>> {
    rows!(
        conn,
        IntentCount,
        "SELECT i.kind, i.answer, COUNT(*) AS members FROM intent i JOIN member m ON m.id = i.member_id
         WHERE i.reach = 'nobody' AND m.state = 'active' AND EXISTS (
             SELECT 1 FROM consent g WHERE g.member_id = m.id AND g.purpose = 'statistics' AND g.given AND g.text_version >= $1
                 AND NOT EXISTS (SELECT 1 FROM consent n WHERE n.member_id = g.member_id AND n.purpose = g.purpose AND n.id > g.id))
         GROUP BY i.kind, i.answer ORDER BY i.kind, i.answer",
        counts_from
    )
}

/// Shows `counts` for `month` (`2026-11`) from now on, in place of what was shown.
///
/// # Errors
/// The database failed.
pub async fn publish(tx: &mut Tx, month: &str, counts: &[IntentCount]) -> Result<()> {
    execute!(tx, "DELETE FROM intent_count")?;
    for count in counts {
        execute!(
            tx,
            "INSERT INTO intent_count (kind, answer, month, members) VALUES ($1, $2, $3, $4)",
            count.kind,
            count.answer,
            month,
            count.members
        )?;
    }
    Ok(())
}

/// The month that is shown.
///
/// # Errors
/// The database failed.
pub async fn published_month(conn: &mut Conn) -> Result<Option<String>> {
    maybe_value!(conn, String, "SELECT month FROM intent_count ORDER BY kind, answer LIMIT 1")
}

/// What is shown.
///
/// # Errors
/// The database failed.
pub async fn published(conn: &mut Conn) -> Result<Vec<IntentCount>> {
    rows!(conn, IntentCount, "SELECT kind, answer, members FROM intent_count ORDER BY kind, answer")
}
