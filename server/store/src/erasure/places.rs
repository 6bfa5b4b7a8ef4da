//! Where the member has a place among others: events, teams, stories, the office's work.
use types::id::{ApplicationId, EventId, MediaId, MemberId, StoryId};
use types::time::Stamp;

use crate::sql::{execute, values};
use crate::{Conn, Result, Tx};

/// Events not over at `now` that the member has a seat at or waits for.
///
/// # Errors
/// The database failed.
pub async fn events_to_come(conn: &mut Conn, member: MemberId, now: Stamp) -> Result<Vec<EventId>> {
    values!(
        conn,
        EventId,
        "SELECT r.event_id FROM rsvp r JOIN event e ON e.id = r.event_id WHERE r.member_id = $1 AND e.ends_at > $2
         ORDER BY r.event_id LIMIT 1000",
        member,
        now
    )
}

/// Forgets which events the member waited for, or with `all` which ones the member was at.
///
/// # Errors
/// The database failed.
pub async fn delete_rsvps(tx: &mut Tx, member: MemberId, all: bool) -> Result<()> {
    execute!(tx, "DELETE FROM rsvp WHERE member_id = $1 AND (state = 'waiting' OR $2)", member, all)?;
    Ok(())
}

/// Was at those events: `stand_in`.
///
/// # Errors
/// The database failed.
pub async fn hand_over_rsvps(tx: &mut Tx, member: MemberId, stand_in: MemberId) -> Result<()> {
    execute!(tx, "UPDATE rsvp SET member_id = $2 WHERE member_id = $1", member, stand_in)?;
    Ok(())
}

/// Hosts the member's events: `stand_in`, so that only the office changes them.
///
/// # Errors
/// The database failed.
pub async fn hand_over_events(tx: &mut Tx, member: MemberId, stand_in: MemberId) -> Result<()> {
    execute!(tx, "UPDATE event SET host_id = $2 WHERE host_id = $1", member, stand_in)?;
    Ok(())
}

/// Applications that the member began: those never sent or, with `sent`, the others.
///
/// # Errors
/// The database failed.
pub async fn led(conn: &mut Conn, member: MemberId, sent: bool) -> Result<Vec<ApplicationId>> {
    values!(
        conn,
        ApplicationId,
        "SELECT id FROM application WHERE lead_id = $1
             AND ((state IN ('draft', 'withdrawn') AND NOT $2) OR (state NOT IN ('draft', 'withdrawn') AND $2)) ORDER BY id LIMIT 1000",
        member,
        sent
    )
}

/// Files of an application.
///
/// # Errors
/// The database failed.
pub async fn files_of(conn: &mut Conn, application: ApplicationId) -> Result<Vec<MediaId>> {
    values!(
        conn,
        MediaId,
        "SELECT id FROM answer_file WHERE application_id = $1 ORDER BY id LIMIT 1000",
        application
    )
}

/// Leaves nothing of an application's answers and title.
///
/// # Errors
/// The database failed.
pub async fn empty_application(tx: &mut Tx, application: ApplicationId) -> Result<()> {
    execute!(tx, "DELETE FROM answer_file WHERE application_id = $1", application)?;
    execute!(tx, "DELETE FROM answer WHERE application_id = $1", application)?;
    execute!(tx, "UPDATE application SET title = '', note = '' WHERE id = $1", application)?;
    Ok(())
}

/// Forgets an application with its team.
///
/// # Errors
/// The database failed.
pub async fn delete_application(tx: &mut Tx, application: ApplicationId) -> Result<()> {
    empty_application(tx, application).await?;
    execute!(tx, "DELETE FROM team_member WHERE application_id = $1", application)?;
    execute!(tx, "DELETE FROM application WHERE id = $1", application)?;
    Ok(())
}

/// Takes the member out of teams: of those not joined and of those whose application is not sent, or with `all` of every one.
///
/// # Errors
/// The database failed.
pub async fn delete_seats(tx: &mut Tx, member: MemberId, all: bool) -> Result<()> {
    execute!(
        tx,
        "DELETE FROM team_member WHERE member_id = $1 AND (state <> 'accepted' OR $2
             OR application_id IN (SELECT id FROM application WHERE state = 'draft'))",
        member,
        all
    )?;
    Ok(())
}

/// Belongs to the member's teams and began the member's applications: `stand_in`; wrote the member's answers: `writer`.
///
/// # Errors
/// The database failed.
pub async fn hand_over_applications(
    tx: &mut Tx,
    member: MemberId,
    stand_in: MemberId,
    writer: MemberId,
) -> Result<()> {
    execute!(tx, "UPDATE team_member SET member_id = $2 WHERE member_id = $1", member, stand_in)?;
    execute!(tx, "UPDATE application SET lead_id = $2 WHERE lead_id = $1", member, stand_in)?;
    execute!(tx, "UPDATE answer SET saved_by = $2, saved_from = '' WHERE saved_by = $1", member, writer)?;
    Ok(())
}

/// Forgets what the member is interested in.
///
/// # Errors
/// The database failed.
pub async fn delete_interests(tx: &mut Tx, member: MemberId) -> Result<()> {
    execute!(tx, "DELETE FROM programme_interest WHERE member_id = $1", member)?;
    Ok(())
}

/// Stories about the member.
///
/// # Errors
/// The database failed.
pub async fn stories(conn: &mut Conn, member: MemberId) -> Result<Vec<StoryId>> {
    values!(
        conn,
        StoryId,
        "SELECT story_id FROM story_person WHERE member_id = $1 ORDER BY story_id LIMIT 1000",
        member
    )
}

/// The stories are about `stand_in`.
///
/// # Errors
/// The database failed.
pub async fn hand_over_stories(tx: &mut Tx, member: MemberId, stand_in: MemberId) -> Result<()> {
    execute!(tx, "UPDATE story_person SET member_id = $2 WHERE member_id = $1", member, stand_in)?;
    Ok(())
}

/// The company's letters that the member wrote are by `stand_in`.
///
/// # Errors
/// The database failed.
pub async fn hand_over_letters(tx: &mut Tx, member: MemberId, stand_in: MemberId) -> Result<()> {
    execute!(tx, "UPDATE letter SET author_id = $2 WHERE author_id = $1", member, stand_in)?;
    Ok(())
}

/// What the member did for others as a member of the office, or told the office, was done by nobody in particular. Reports stay
/// without their words.
///
/// # Errors
/// The database failed.
pub async fn hand_over_work(tx: &mut Tx, member: MemberId) -> Result<()> {
    let nobody = MemberId::SOMEBODY;
    execute!(tx, "UPDATE report SET reporter_id = $2, reason = '' WHERE reporter_id = $1", member, nobody)?;
    execute!(tx, "UPDATE report SET handled_by = NULL WHERE handled_by = $1", member)?;
    execute!(tx, "UPDATE post SET deleted_by = NULL WHERE deleted_by = $1", member)?;
    execute!(tx, "UPDATE comment SET deleted_by = NULL WHERE deleted_by = $1", member)?;
    execute!(tx, "UPDATE join_request SET decided_by = NULL WHERE decided_by = $1", member)?;
    execute!(tx, "UPDATE rights_request SET answered_by = NULL WHERE answered_by = $1", member)?;
    execute!(tx, "UPDATE campaign SET author_id = $2 WHERE author_id = $1", member, nobody)?;
    execute!(tx, "UPDATE staff_note SET author_id = $2 WHERE author_id = $1", member, nobody)?;
    execute!(tx, "UPDATE roster_import SET member_id = $2 WHERE member_id = $1", member, nobody)?;
    execute!(
        tx,
        "INSERT INTO profile_read (member_id, day, reader_id, kind, purpose, at)
         SELECT r.member_id, r.day, nobody.id, r.kind, r.purpose, r.at FROM profile_read r JOIN member nobody ON nobody.id = $2
         WHERE r.reader_id = $1 ON CONFLICT DO NOTHING",
        member,
        nobody
    )?;
    execute!(tx, "DELETE FROM profile_read WHERE reader_id = $1", member)?;
    Ok(())
}
