//! Events. Whoever signs up or cancels holds the event's row, see [`take_turn`].
use types::event::{EventKind, RsvpState};
use types::id::{EventId, MemberId, ProgrammeId};
use types::time::Stamp;

use crate::sql::{execute, maybe_row, rows};
use crate::{Conn, Result, Tx};

/// An event as stored.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct EventRow {
    /// Which.
    pub id: EventId,
    /// Its name in addresses.
    pub slug: String,
    /// What for.
    pub kind: EventKind,
    /// [`types::event::EventWords`] as JSON.
    pub words: String,
    /// From when.
    pub starts_at: Stamp,
    /// Until when.
    pub ends_at: Stamp,
    /// Where to join online, or empty.
    pub online_url: String,
    /// Seats.
    pub capacity: i64,
    /// Whether visitors may know of it.
    pub public: bool,
    /// Who hosts.
    pub host_id: MemberId,
    /// The programme it belongs to.
    pub programme_id: Option<ProgrammeId>,
    /// Attempts to sign up so far.
    pub turns: i64,
    /// Of what it says, last.
    pub changed_at: Stamp,
    /// When it was called off.
    pub called_off_at: Option<Stamp>,
    /// What was said about that, as typed, or empty.
    pub call_off_note: String,
}

/// Adds an event.
///
/// # Errors
/// [`crate::StoreError::Duplicate`] when the slug is taken.
pub async fn insert(tx: &mut Tx, e: &EventRow) -> Result<()> {
    execute!(
        tx,
        "INSERT INTO event (id, slug, kind, words, starts_at, ends_at, online_url, capacity, public, host_id, programme_id, turns,
             changed_at, called_off_at, call_off_note)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
        e.id, &e.slug, e.kind, &e.words, e.starts_at, e.ends_at, &e.online_url, e.capacity, e.public, e.host_id, e.programme_id,
        e.turns, e.changed_at, e.called_off_at, &e.call_off_note,
    )?;
    Ok(())
}

/// Writes what may change of an event; host, slug and line stay.
///
/// # Errors
/// The database failed.
pub async fn update(tx: &mut Tx, e: &EventRow) -> Result<()> {
    execute!(
        tx,
        "UPDATE event SET kind = $2, words = $3, starts_at = $4, ends_at = $5, online_url = $6, capacity = $7, public = $8,
             programme_id = $9, changed_at = $10 WHERE id = $1",
        e.id, e.kind, &e.words, e.starts_at, e.ends_at, &e.online_url, e.capacity, e.public, e.programme_id, e.changed_at,
    )?;
    Ok(())
}

/// Calls an event off; whether it was not before. Its sign-ups stay, so that everybody sees what became of theirs.
///
/// # Errors
/// The database failed.
pub async fn call_off(tx: &mut Tx, id: EventId, note: &str, at: Stamp) -> Result<bool> {
    let touched = execute!(
        tx,
        "UPDATE event SET called_off_at = $3, call_off_note = $2, changed_at = $3 WHERE id = $1 AND called_off_at IS NULL",
        id,
        note,
        at,
    )?;
    Ok(touched > 0)
}

/// Takes the next turn and holds the event's row until the transaction ends, so that nobody else changes its line meanwhile.
///
/// # Errors
/// The database failed.
pub async fn take_turn(tx: &mut Tx, id: EventId) -> Result<Option<EventRow>> {
    maybe_row!(
        tx,
        EventRow,
        "UPDATE event SET turns = turns + 1 WHERE id = $1
         RETURNING id, slug, kind, words, starts_at, ends_at, online_url, capacity, public, host_id, programme_id, turns, changed_at,
             called_off_at, call_off_note",
        id
    )
}

/// One event.
///
/// # Errors
/// The database failed.
pub async fn by_id(conn: &mut Conn, id: EventId) -> Result<Option<EventRow>> {
    maybe_row!(conn, EventRow, "SELECT * FROM event WHERE id = $1", id)
}

/// The event of a slug.
///
/// # Errors
/// The database failed.
pub async fn by_slug(conn: &mut Conn, slug: &str) -> Result<Option<EventRow>> {
    maybe_row!(conn, EventRow, "SELECT * FROM event WHERE slug = $1", slug)
}

/// An event in a list, with what its card says.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct ListedRow {
    /// The event.
    #[sqlx(flatten)]
    pub event: EventRow,
    /// Seats taken.
    pub going: i64,
    /// Where the member asking stands.
    pub mine: Option<RsvpState>,
}

/// Events that end after `now`, the next first, behind the one at `after`; with `all` also those not public.
///
/// # Errors
/// The database failed.
pub async fn upcoming(
    conn: &mut Conn,
    all: bool,
    member: MemberId,
    now: Stamp,
    after: (Stamp, EventId),
    limit: i64,
) -> Result<Vec<ListedRow>> {
    rows!(
        conn,
        ListedRow,
        "SELECT e.*, (SELECT COUNT(*) FROM rsvp r WHERE r.event_id = e.id AND r.state = 'going') AS going,
             (SELECT r.state FROM rsvp r WHERE r.event_id = e.id AND r.member_id = $1) AS mine
         FROM event e WHERE e.ends_at > $2 AND (e.starts_at > $3 OR (e.starts_at = $3 AND e.id > $4)) AND (e.public OR $5)
         ORDER BY e.starts_at, e.id LIMIT $6",
        member, now, after.0, after.1, all, limit,
    )
}

/// Events that ended by `now`, the latest first, before the one at `before`; with `all` also those not public.
///
/// # Errors
/// The database failed.
pub async fn past(
    conn: &mut Conn,
    all: bool,
    member: MemberId,
    now: Stamp,
    before: (Stamp, EventId),
    limit: i64,
) -> Result<Vec<ListedRow>> {
    rows!(
        conn,
        ListedRow,
        "SELECT e.*, (SELECT COUNT(*) FROM rsvp r WHERE r.event_id = e.id AND r.state = 'going') AS going,
             (SELECT r.state FROM rsvp r WHERE r.event_id = e.id AND r.member_id = $1) AS mine
         FROM event e WHERE e.ends_at <= $2 AND (e.starts_at < $3 OR (e.starts_at = $3 AND e.id < $4)) AND (e.public OR $5)
         ORDER BY e.starts_at DESC, e.id DESC LIMIT $6",
        member, now, before.0, before.1, all, limit,
    )
}

/// The sign-ups of an event to come.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct SignUpsRow {
    /// Its name in addresses.
    pub slug: String,
    /// [`types::event::EventWords`] as JSON.
    pub words: String,
    /// From when.
    pub starts_at: Stamp,
    /// Seats.
    pub capacity: i64,
    /// Seats taken.
    pub going: i64,
    /// Waiting.
    pub waiting: i64,
}

/// Sign-ups of the events that end after `now` and take place, the next first.
///
/// # Errors
/// The database failed.
pub async fn sign_ups(conn: &mut Conn, now: Stamp, limit: i64) -> Result<Vec<SignUpsRow>> {
    rows!(
        conn,
        SignUpsRow,
        "SELECT e.slug, e.words, e.starts_at, e.capacity,
             (SELECT COUNT(*) FROM rsvp r WHERE r.event_id = e.id AND r.state = 'going') AS going,
             (SELECT COUNT(*) FROM rsvp r WHERE r.event_id = e.id AND r.state = 'waiting') AS waiting
         FROM event e WHERE e.ends_at > $1 AND e.called_off_at IS NULL ORDER BY e.starts_at, e.id LIMIT $2",
        now,
        limit,
    )
}
