//! Members who rest or are about to leave.
use types::id::MemberId;
use types::member::MemberState;
use types::time::Stamp;

use crate::member::PersonRow;
use crate::sql::{execute, maybe_row, row};
use crate::{Conn, Result, Tx};

/// What a member wants who is about to leave.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct LeavingRow {
    /// Who.
    pub member_id: MemberId,
    /// Since when.
    pub asked_at: Stamp,
    /// When the member is erased.
    pub due_at: Stamp,
    /// [`types::leave::Fates`].
    pub fates: String,
    /// What the account was before, and is again when leaving is taken back.
    pub from_state: MemberState,
    /// Stands beside what stays with the name, once there is one.
    pub named_id: Option<MemberId>,
    /// Stands beside what stays without it where each person may stand once.
    pub unnamed_id: Option<MemberId>,
}

/// How much there is of what a member may decide about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, sqlx::FromRow)]
pub struct CountsRow {
    /// Posts.
    pub posts: i64,
    /// Pictures in them.
    pub pictures: i64,
    /// Answers to posts.
    pub comments: i64,
    /// Events the member was at.
    pub events: i64,
    /// Applications that were sent with the member in the team.
    pub applications: i64,
    /// Stories about the member.
    pub stories: i64,
}

/// Somebody who signed in and rests, is suspended or about to leave.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct AwayRow {
    /// Who.
    #[sqlx(flatten)]
    pub person: PersonRow,
    /// Which of them.
    pub state: MemberState,
    /// When the session was opened.
    pub signed_in_at: Stamp,
    /// When the member is erased, if about to leave.
    pub due_at: Option<Stamp>,
    /// What the account was before, if about to leave.
    pub from_state: Option<MemberState>,
}

/// Takes the member from one state to another; whether the member was in the first.
///
/// # Errors
/// The database failed.
pub async fn change_state(tx: &mut Tx, member: MemberId, from: MemberState, to: MemberState) -> Result<bool> {
    Ok(execute!(tx, "UPDATE member SET state = $3 WHERE id = $1 AND state = $2", member, from, to)? > 0)
}

/// Who holds the token at `now`, if it is somebody who rests, is suspended or about to leave and whose erasure has not begun.
///
/// # Errors
/// The database failed.
pub async fn away(conn: &mut Conn, token_hash: &str, now: Stamp) -> Result<Option<AwayRow>> {
    maybe_row!(
        conn,
        AwayRow,
        "SELECT m.id, m.family, m.given, m.family_roman, m.given_roman, m.line, m.photo_id, m.state, s.created_at AS signed_in_at, l.due_at,
             l.from_state
         FROM session s JOIN member m ON m.id = s.member_id LEFT JOIN leaving l ON l.member_id = m.id
         WHERE s.token_hash = $1 AND s.idle_until > $2 AND s.expires_at > $2 AND m.state IN ('resting', 'suspended', 'leaving')
             AND l.unnamed_id IS NULL",
        token_hash,
        now
    )
}

/// What the member may decide about, as of `now`.
///
/// # Errors
/// The database failed.
pub async fn counts(conn: &mut Conn, member: MemberId, now: Stamp) -> Result<CountsRow> {
    row!(
        conn,
        CountsRow,
        "SELECT (SELECT COUNT(*) FROM post WHERE author_id = $1 AND deleted_at IS NULL) AS posts,
             (SELECT COUNT(*) FROM picture WHERE owner_id = $1 AND NOT waiting) AS pictures,
             (SELECT COUNT(*) FROM comment WHERE author_id = $1 AND deleted_at IS NULL) AS comments,
             (SELECT COUNT(*) FROM rsvp r JOIN event e ON e.id = r.event_id
              WHERE r.member_id = $1 AND r.state = 'going' AND e.ends_at <= $2) AS events,
             (SELECT COUNT(*) FROM team_member t JOIN application a ON a.id = t.application_id
              WHERE t.member_id = $1 AND t.state = 'accepted' AND a.state NOT IN ('draft', 'withdrawn')) AS applications,
             (SELECT COUNT(*) FROM story_person WHERE member_id = $1) AS stories",
        member,
        now
    )
}

/// Notes that the member is about to leave.
///
/// # Errors
/// [`crate::StoreError::Duplicate`] when that is noted already.
pub async fn insert(tx: &mut Tx, l: &LeavingRow) -> Result<()> {
    execute!(
        tx,
        "INSERT INTO leaving (member_id, asked_at, due_at, fates, from_state, named_id, unnamed_id)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        l.member_id,
        l.asked_at,
        l.due_at,
        &l.fates,
        l.from_state,
        l.named_id,
        l.unnamed_id,
    )?;
    Ok(())
}

/// What the member wants who is about to leave.
///
/// # Errors
/// The database failed.
pub async fn get(conn: &mut Conn, member: MemberId) -> Result<Option<LeavingRow>> {
    maybe_row!(conn, LeavingRow, "SELECT * FROM leaving WHERE member_id = $1", member)
}

/// Has the member erased at `due_at`.
///
/// # Errors
/// The database failed.
pub async fn set_due(tx: &mut Tx, member: MemberId, due_at: Stamp) -> Result<()> {
    execute!(tx, "UPDATE leaving SET due_at = $2 WHERE member_id = $1", member, due_at)?;
    Ok(())
}

/// Notes who stands beside what stays.
///
/// # Errors
/// The database failed.
pub async fn set_stand_ins(
    tx: &mut Tx,
    member: MemberId,
    named: Option<MemberId>,
    unnamed: MemberId,
) -> Result<()> {
    execute!(
        tx,
        "UPDATE leaving SET named_id = $2, unnamed_id = $3 WHERE member_id = $1",
        member,
        named,
        unnamed
    )?;
    Ok(())
}

/// Forgets that the member was about to leave.
///
/// # Errors
/// The database failed.
pub async fn delete(tx: &mut Tx, member: MemberId) -> Result<()> {
    execute!(tx, "DELETE FROM leaving WHERE member_id = $1", member)?;
    Ok(())
}
