//! Sign-ups to events. All that write expect the event's row to be held ([`crate::event::take_turn`]).
use types::event::RsvpState;
use types::id::{EventId, MemberId};
use types::time::Stamp;

use crate::member::PersonRow;
use crate::sight::Eye;
use crate::sql::{execute, maybe_row, maybe_value, row, rows, values};
use crate::{Conn, Result, Tx};

/// A member's place at an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct RsvpRow {
    /// Which event.
    pub event_id: EventId,
    /// Who.
    pub member_id: MemberId,
    /// Seat or waiting list.
    pub state: RsvpState,
    /// Place in the line.
    pub turn: i64,
    /// When signed up.
    pub at: Stamp,
}

/// How many have a seat and how many wait.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, sqlx::FromRow)]
pub struct Counts {
    /// Seats taken.
    pub going: i64,
    /// Waiting.
    pub waiting: i64,
}

/// Adds a sign-up.
///
/// # Errors
/// [`crate::StoreError::Duplicate`] when the member signed up already.
pub async fn insert(tx: &mut Tx, r: &RsvpRow) -> Result<()> {
    execute!(
        tx,
        "INSERT INTO rsvp (event_id, member_id, state, turn, at) VALUES ($1, $2, $3, $4, $5)",
        r.event_id,
        r.member_id,
        r.state,
        r.turn,
        r.at,
    )?;
    Ok(())
}

/// The member's place, if signed up.
///
/// # Errors
/// The database failed.
pub async fn get(conn: &mut Conn, event: EventId, member: MemberId) -> Result<Option<RsvpRow>> {
    maybe_row!(conn, RsvpRow, "SELECT * FROM rsvp WHERE event_id = $1 AND member_id = $2", event, member)
}

/// Takes the sign-up back; the place it had, if any.
///
/// # Errors
/// The database failed.
pub async fn delete(tx: &mut Tx, event: EventId, member: MemberId) -> Result<Option<RsvpRow>> {
    maybe_row!(
        tx,
        RsvpRow,
        "DELETE FROM rsvp WHERE event_id = $1 AND member_id = $2 RETURNING event_id, member_id, state, turn, at",
        event,
        member,
    )
}

/// Gives a seat to whoever waits longest and does not rest; who that is.
///
/// # Errors
/// The database failed.
pub async fn promote_first(tx: &mut Tx, event: EventId) -> Result<Option<MemberId>> {
    maybe_value!(
        tx,
        MemberId,
        "UPDATE rsvp SET state = 'going' WHERE event_id = $1 AND member_id = (
             SELECT w.member_id FROM rsvp w JOIN member m ON m.id = w.member_id AND m.state = 'active'
             WHERE w.event_id = $1 AND w.state = 'waiting' ORDER BY w.turn LIMIT 1)
         RETURNING member_id",
        event
    )
}

/// Seats taken and people waiting.
///
/// # Errors
/// The database failed.
pub async fn counts(conn: &mut Conn, event: EventId) -> Result<Counts> {
    row!(
        conn,
        Counts,
        "SELECT COALESCE(SUM(CASE WHEN state = 'going' THEN 1 ELSE 0 END), 0) AS going,
             COALESCE(SUM(CASE WHEN state = 'waiting' THEN 1 ELSE 0 END), 0) AS waiting
         FROM rsvp WHERE event_id = $1",
        event
    )
}

/// People in `state` whom the viewer may see, in the order of the line; with `away` also those who rest or are about to leave.
///
/// # Errors
/// The database failed.
pub async fn people(
    conn: &mut Conn,
    eye: Eye,
    event: EventId,
    state: RsvpState,
    away: bool,
    limit: i64,
) -> Result<Vec<PersonRow>> {
    rows!(
        conn,
        PersonRow,
        "SELECT m.id, m.family, m.given, m.family_roman, m.given_roman, m.line, m.photo_id
         FROM rsvp r JOIN member m ON m.id = r.member_id
         WHERE r.event_id = $1 AND r.state = $2 AND (m.state IN ('active', 'stand_in') OR (m.state IN ('resting', 'leaving') AND $3))
             AND NOT EXISTS (SELECT 1 FROM unseen u WHERE u.viewer_id = $5 AND u.owner_id = m.id)
         ORDER BY r.turn LIMIT $4",
        event,
        state,
        away,
        limit,
        eye.id(),
    )
}

/// Everybody with a seat, in the order of the line.
///
/// # Errors
/// The database failed.
pub async fn going(conn: &mut Conn, event: EventId, limit: i64) -> Result<Vec<MemberId>> {
    values!(
        conn,
        MemberId,
        "SELECT member_id FROM rsvp WHERE event_id = $1 AND state = 'going' ORDER BY turn LIMIT $2",
        event,
        limit
    )
}

/// Everybody who waits for a seat, in the order of the line.
///
/// # Errors
/// The database failed.
pub async fn waiting(conn: &mut Conn, event: EventId, limit: i64) -> Result<Vec<MemberId>> {
    values!(
        conn,
        MemberId,
        "SELECT member_id FROM rsvp WHERE event_id = $1 AND state = 'waiting' ORDER BY turn LIMIT $2",
        event,
        limit
    )
}
