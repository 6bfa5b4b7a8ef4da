//! Leavers who are asked whether to stay.
use types::day::Day;
use types::handover::HandoverState;
use types::id::{HandoverId, JoinRequestId, MemberId};
use types::relationship::RelationshipSource;
use types::text::Mail;
use types::time::Stamp;

use crate::sql::{execute, maybe_row, rows};
use crate::{Conn, Result, Tx};

/// A leaver as stored.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct HandoverRow {
    /// Which.
    pub id: HandoverId,
    /// The member; none for a person without an account.
    pub member_id: Option<MemberId>,
    /// Who it is in the company's directory, or empty.
    pub external_id: String,
    /// The name as it was told.
    pub name: String,
    /// Where the one mail went.
    pub mail: Mail,
    /// The last day.
    pub leaves_on: Day,
    /// Who told of it.
    pub source: RelationshipSource,
    /// What was answered.
    pub state: HandoverState,
    /// The last part of the mailed link.
    pub token: String,
    /// The request to join that the link led to.
    pub join_request_id: Option<JoinRequestId>,
    /// When it was told.
    pub created_at: Stamp,
    /// When it was answered last.
    pub answered_at: Option<Stamp>,
    /// When what was answered took effect, or silence did.
    pub done_at: Option<Stamp>,
}

/// Adds a leaver.
///
/// # Errors
/// The database failed.
pub async fn insert(tx: &mut Tx, h: &HandoverRow) -> Result<()> {
    execute!(
        tx,
        "INSERT INTO handover (id, member_id, external_id, name, mail, leaves_on, source, state, token, join_request_id,
             created_at, answered_at, done_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        h.id,
        h.member_id,
        &h.external_id,
        &h.name,
        &h.mail,
        &h.leaves_on,
        h.source,
        h.state,
        &h.token,
        h.join_request_id,
        h.created_at,
        h.answered_at,
        h.done_at,
    )?;
    Ok(())
}

/// The leaver of a mailed link.
///
/// # Errors
/// The database failed.
pub async fn by_token(conn: &mut Conn, token: &str) -> Result<Option<HandoverRow>> {
    maybe_row!(conn, HandoverRow, "SELECT * FROM handover WHERE token = $1", token)
}

/// The leaver whose link led to a request to join.
///
/// # Errors
/// The database failed.
pub async fn by_request(conn: &mut Conn, request: JoinRequestId) -> Result<Option<HandoverRow>> {
    maybe_row!(
        conn,
        HandoverRow,
        "SELECT * FROM handover WHERE join_request_id = $1 ORDER BY id DESC LIMIT 1",
        request
    )
}

/// What is told of a member and not done.
///
/// # Errors
/// The database failed.
pub async fn open_of_member(conn: &mut Conn, member: MemberId) -> Result<Option<HandoverRow>> {
    maybe_row!(
        conn,
        HandoverRow,
        "SELECT * FROM handover WHERE member_id = $1 AND done_at IS NULL ORDER BY created_at DESC LIMIT 1",
        member
    )
}

/// The newest that is told of a member, done or not.
///
/// # Errors
/// The database failed.
pub async fn newest_of_member(conn: &mut Conn, member: MemberId) -> Result<Option<HandoverRow>> {
    maybe_row!(
        conn,
        HandoverRow,
        "SELECT * FROM handover WHERE member_id = $1 ORDER BY created_at DESC LIMIT 1",
        member
    )
}

/// What was told of a person without an account, by address or id, the newest.
///
/// # Errors
/// The database failed.
pub async fn of_stranger(conn: &mut Conn, mail: &Mail, external_id: &str) -> Result<Option<HandoverRow>> {
    maybe_row!(
        conn,
        HandoverRow,
        "SELECT * FROM handover WHERE mail = $1 AND member_id IS NULL
         UNION SELECT * FROM handover WHERE external_id = $2 AND external_id <> '' AND member_id IS NULL
         ORDER BY created_at DESC LIMIT 1",
        mail,
        external_id
    )
}

/// Leavers told of before `before`, the newest first.
///
/// # Errors
/// The database failed.
pub async fn page(conn: &mut Conn, before: HandoverId, limit: i64) -> Result<Vec<HandoverRow>> {
    rows!(conn, HandoverRow, "SELECT * FROM handover WHERE id < $1 ORDER BY id DESC LIMIT $2", before, limit)
}

/// Has the leaver go on another day.
///
/// # Errors
/// The database failed.
pub async fn move_to(tx: &mut Tx, id: HandoverId, day: &Day) -> Result<()> {
    execute!(tx, "UPDATE handover SET leaves_on = $2 WHERE id = $1", id, day)?;
    Ok(())
}

/// Notes an answer.
///
/// # Errors
/// The database failed.
pub async fn answer(tx: &mut Tx, id: HandoverId, state: HandoverState, at: Stamp) -> Result<()> {
    execute!(tx, "UPDATE handover SET state = $2, answered_at = $3 WHERE id = $1", id, state, at)?;
    Ok(())
}

/// Notes that the link led to a request to join.
///
/// # Errors
/// The database failed.
pub async fn link_request(tx: &mut Tx, id: HandoverId, request: JoinRequestId) -> Result<()> {
    execute!(tx, "UPDATE handover SET join_request_id = $2 WHERE id = $1", id, request)?;
    Ok(())
}

/// Notes who the person is now.
///
/// # Errors
/// The database failed.
pub async fn link_member(tx: &mut Tx, id: HandoverId, member: MemberId) -> Result<()> {
    execute!(tx, "UPDATE handover SET member_id = $2 WHERE id = $1", id, member)?;
    Ok(())
}

/// Notes that it took effect.
///
/// # Errors
/// The database failed.
pub async fn finish(tx: &mut Tx, id: HandoverId, state: HandoverState, at: Stamp) -> Result<()> {
    execute!(tx, "UPDATE handover SET state = $2, done_at = $3 WHERE id = $1", id, state, at)?;
    Ok(())
}

/// Takes back what was told of a member and is not done; whether there was anything.
///
/// # Errors
/// The database failed.
pub async fn withdraw(tx: &mut Tx, member: MemberId) -> Result<bool> {
    Ok(execute!(tx, "DELETE FROM handover WHERE member_id = $1 AND done_at IS NULL", member)? > 0)
}

/// Forgets persons without an account who were asked and did not come, done with before `before`; how many.
///
/// # Errors
/// The database failed.
pub async fn sweep(tx: &mut Tx, before: Stamp) -> Result<u64> {
    execute!(tx, "DELETE FROM handover WHERE member_id IS NULL AND done_at < $1", before)
}

/// What is due: answered, and the last day is `today` or before; or not answered, and it is `silent` or before.
///
/// # Errors
/// The database failed.
pub async fn due(conn: &mut Conn, today: &Day, silent: &Day, limit: i64) -> Result<Vec<HandoverRow>> {
    rows!(
        conn,
        HandoverRow,
        "SELECT * FROM handover WHERE done_at IS NULL AND leaves_on <= $1
             AND (state IN ('agreed', 'declined') OR leaves_on <= $2)
         ORDER BY id LIMIT $3",
        today,
        silent,
        limit
    )
}
