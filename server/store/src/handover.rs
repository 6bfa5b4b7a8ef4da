//! Leavers who are asked whether to stay.
use types::day::Day;
use types::handover::{HandoverAttention, HandoverState};
use types::id::{HandoverId, JoinRequestId, MemberId};
use types::relationship::RelationshipSource;
use types::text::Mail;
use types::time::Stamp;

use crate::sql::{execute, maybe_row, rows, value};
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
    /// Where the one mail went, or goes once the member has an address.
    pub mail: Option<Mail>,
    /// The last day.
    pub leaves_on: Day,
    /// Who told of it.
    pub source: RelationshipSource,
    /// What was answered.
    pub state: HandoverState,
    /// Hash of the last part of the mailed link.
    pub token_hash: String,
    /// The request to join that the link led to.
    pub join_request_id: Option<JoinRequestId>,
    /// When it was told.
    pub created_at: Stamp,
    /// Since when an answer is waited for; none while the person could not be asked.
    pub asked_at: Option<Stamp>,
    /// When it was answered last.
    pub answered_at: Option<Stamp>,
    /// When the last day had come, and roles were taken.
    pub left_at: Option<Stamp>,
    /// When what was answered took effect, or silence did, or the question was taken back.
    pub done_at: Option<Stamp>,
    /// What the office should look at.
    pub attention: HandoverAttention,
    /// Whether the member rested when the account was suspended.
    pub rested: bool,
}

/// Adds a leaver.
///
/// # Errors
/// The database failed.
pub async fn insert(tx: &mut Tx, h: &HandoverRow) -> Result<()> {
    execute!(
        tx,
        "INSERT INTO handover (id, member_id, external_id, name, mail, leaves_on, source, state, token_hash, join_request_id,
             created_at, asked_at, answered_at, left_at, done_at, attention, rested)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)",
        h.id,
        h.member_id,
        &h.external_id,
        &h.name,
        &h.mail,
        &h.leaves_on,
        h.source,
        h.state,
        &h.token_hash,
        h.join_request_id,
        h.created_at,
        h.asked_at,
        h.answered_at,
        h.left_at,
        h.done_at,
        h.attention,
        h.rested,
    )?;
    Ok(())
}

/// One leaver.
///
/// # Errors
/// The database failed.
pub async fn by_id(conn: &mut Conn, id: HandoverId) -> Result<Option<HandoverRow>> {
    maybe_row!(conn, HandoverRow, "SELECT * FROM handover WHERE id = $1", id)
}

/// The leaver of a mailed link.
///
/// # Errors
/// The database failed.
pub async fn by_token(conn: &mut Conn, token_hash: &str) -> Result<Option<HandoverRow>> {
    maybe_row!(conn, HandoverRow, "SELECT * FROM handover WHERE token_hash = $1", token_hash)
}

/// The newest that is told of whoever holds the session at `now`.
///
/// # Errors
/// The database failed.
pub async fn of_session(conn: &mut Conn, token_hash: &str, now: Stamp) -> Result<Option<HandoverRow>> {
    maybe_row!(
        conn,
        HandoverRow,
        "SELECT h.* FROM session s JOIN handover h ON h.member_id = s.member_id
         WHERE s.token_hash = $1 AND s.idle_until > $2 AND s.expires_at > $2 ORDER BY h.created_at DESC, h.id DESC LIMIT 1",
        token_hash,
        now
    )
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
        "SELECT * FROM handover WHERE member_id = $1 AND done_at IS NULL ORDER BY created_at DESC, id DESC LIMIT 1",
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
        "SELECT * FROM handover WHERE member_id = $1 ORDER BY created_at DESC, id DESC LIMIT 1",
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

/// Has the leaver go on another day, as `source` tells, and whoever was asked already have time anew from `at`.
///
/// # Errors
/// The database failed.
pub async fn move_to(
    tx: &mut Tx,
    id: HandoverId,
    day: &Day,
    source: RelationshipSource,
    at: Stamp,
) -> Result<()> {
    execute!(
        tx,
        "UPDATE handover SET leaves_on = $2, asked_at = CASE WHEN asked_at IS NULL THEN asked_at ELSE $3 END, source = $4,
             left_at = NULL, attention = 'none'
         WHERE id = $1",
        id,
        day,
        at,
        source
    )?;
    Ok(())
}

/// Notes who told of it.
///
/// # Errors
/// The database failed.
pub async fn set_source(tx: &mut Tx, id: HandoverId, source: RelationshipSource) -> Result<()> {
    execute!(tx, "UPDATE handover SET source = $2 WHERE id = $1", id, source)?;
    Ok(())
}

/// Notes that the question went to `mail`, with a link of its own.
///
/// # Errors
/// The database failed.
pub async fn ask(tx: &mut Tx, id: HandoverId, mail: &Mail, token_hash: &str, at: Stamp) -> Result<()> {
    execute!(
        tx,
        "UPDATE handover SET mail = $2, token_hash = $3, asked_at = $4 WHERE id = $1",
        id,
        mail,
        token_hash,
        at
    )?;
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

/// Notes that it took effect, unless it was answered otherwise than with `before` in the meantime or is done; whether it did.
///
/// # Errors
/// The database failed.
pub async fn finish(
    tx: &mut Tx,
    id: HandoverId,
    before: HandoverState,
    state: HandoverState,
    at: Stamp,
) -> Result<bool> {
    let finished = execute!(
        tx,
        "UPDATE handover SET state = $3, done_at = $4 WHERE id = $1 AND state = $2 AND done_at IS NULL",
        id,
        before,
        state,
        at
    )?;
    Ok(finished > 0)
}

/// Waits for an answer again, for whom leaves on `day`.
///
/// # Errors
/// The database failed.
pub async fn reopen(tx: &mut Tx, id: HandoverId, day: &Day, at: Stamp) -> Result<()> {
    execute!(
        tx,
        "UPDATE handover SET state = 'waiting', leaves_on = $2, done_at = NULL, answered_at = NULL, left_at = NULL,
             asked_at = CASE WHEN asked_at IS NULL THEN asked_at ELSE $3 END
         WHERE id = $1",
        id,
        day,
        at
    )?;
    Ok(())
}

/// Notes that the last day came, and what the office should look at.
///
/// # Errors
/// The database failed.
pub async fn leave(tx: &mut Tx, id: HandoverId, attention: HandoverAttention, at: Stamp) -> Result<()> {
    execute!(tx, "UPDATE handover SET left_at = $2, attention = $3 WHERE id = $1", id, at, attention)?;
    Ok(())
}

/// Notes what the office should look at.
///
/// # Errors
/// The database failed.
pub async fn set_attention(tx: &mut Tx, id: HandoverId, attention: HandoverAttention) -> Result<()> {
    execute!(tx, "UPDATE handover SET attention = $2 WHERE id = $1", id, attention)?;
    Ok(())
}

/// Notes that the member rested when the account was suspended.
///
/// # Errors
/// The database failed.
pub async fn set_rested(tx: &mut Tx, id: HandoverId) -> Result<()> {
    execute!(tx, "UPDATE handover SET rested = TRUE WHERE id = $1", id)?;
    Ok(())
}

/// Forgets persons without an account who were asked and did not come, done with before `before`; how many.
///
/// # Errors
/// The database failed.
pub async fn sweep(tx: &mut Tx, before: Stamp) -> Result<u64> {
    execute!(tx, "DELETE FROM handover WHERE member_id IS NULL AND done_at < $1", before)
}

/// After `after`, what may be due: the last day is `today` or before, and either it was not noted that it came, or the answer
/// takes effect, or silence does since the last day is `silent` or before and it was asked at `asked` or before.
///
/// # Errors
/// The database failed.
pub async fn due(
    conn: &mut Conn,
    today: &Day,
    silent: &Day,
    asked: Stamp,
    after: HandoverId,
    limit: i64,
) -> Result<Vec<HandoverRow>> {
    rows!(
        conn,
        HandoverRow,
        "SELECT * FROM handover WHERE leaves_on <= $1 AND id > $4
             AND (attention = 'role_kept' OR (done_at IS NULL
                 AND (left_at IS NULL OR state IN ('agreed', 'declined') OR (leaves_on <= $2 AND asked_at <= $3))))
         ORDER BY id LIMIT $5",
        today,
        silent,
        asked,
        after,
        limit
    )
}

/// After `after`, members in use with an address who could not be asked when it was told that they leave.
///
/// # Errors
/// The database failed.
pub async fn unasked(conn: &mut Conn, after: HandoverId, limit: i64) -> Result<Vec<HandoverRow>> {
    rows!(
        conn,
        HandoverRow,
        "SELECT h.* FROM handover h JOIN member m ON m.id = h.member_id
         WHERE h.done_at IS NULL AND h.asked_at IS NULL AND h.state = 'waiting' AND h.id > $1
             AND m.state IN ('active', 'resting')
             AND EXISTS (SELECT 1 FROM mail_address a WHERE a.member_id = m.id AND a.is_primary)
         ORDER BY h.id LIMIT $2",
        after,
        limit
    )
}

/// How many the office should look at: by [`HandoverAttention`], or because they cannot be asked.
///
/// # Errors
/// The database failed.
pub async fn to_look_at(conn: &mut Conn) -> Result<i64> {
    value!(
        conn,
        i64,
        "SELECT COUNT(*) FROM handover
         WHERE attention <> 'none' OR (done_at IS NULL AND asked_at IS NULL AND state = 'waiting')"
    )
}
