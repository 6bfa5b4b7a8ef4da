//! Who belongs to the team of an application.
use types::application::TeamState;
use types::id::{ApplicationId, MediaId, MemberId};
use types::member::{MemberState, Person, Relationship};
use types::time::Stamp;

use crate::sql::{execute, maybe_value, rows};
use crate::{Conn, Result, Tx};

/// Somebody in a team, with as much of the person as is shown.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
#[expect(missing_docs, reason = "beyond the first three, the columns of the member")]
pub struct MateRow {
    /// Where the person stands.
    pub seat: TeamState,
    /// Whether asked at a mail address.
    pub by_mail: bool,
    /// When asked.
    pub asked_at: Stamp,
    /// When answered.
    pub answered_at: Option<Stamp>,
    pub id: MemberId,
    pub state: MemberState,
    pub relationship: Relationship,
    pub family: String,
    pub given: String,
    pub family_roman: String,
    pub given_roman: String,
    pub line: String,
    pub photo_id: Option<MediaId>,
}

impl From<MateRow> for Person {
    fn from(row: MateRow) -> Self {
        let MateRow { id, family, given, family_roman, given_roman, line, photo_id: photo, .. } = row;
        Self { id, family, given, family_roman, given_roman, line, photo }
    }
}

/// Puts somebody into a team; whether the person was not there in any state.
///
/// # Errors
/// The database failed.
pub async fn insert(
    tx: &mut Tx,
    application: ApplicationId,
    member: MemberId,
    seat: TeamState,
    by_mail: bool,
    at: Stamp,
) -> Result<bool> {
    let answered_at = (seat != TeamState::Invited).then_some(at);
    let added = execute!(
        tx,
        "INSERT INTO team_member (application_id, member_id, state, by_mail, asked_at, answered_at)
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING",
        application,
        member,
        seat,
        by_mail,
        at,
        answered_at,
    )?;
    Ok(added > 0)
}

/// Everybody ever asked, in the order of asking.
///
/// # Errors
/// The database failed.
pub async fn list(conn: &mut Conn, application: ApplicationId, limit: i64) -> Result<Vec<MateRow>> {
    rows!(
        conn,
        MateRow,
        "SELECT t.state AS seat, t.by_mail, t.asked_at, t.answered_at, m.id, m.state, m.relationship, m.family, m.given, m.family_roman,
             m.given_roman, m.line, m.photo_id
         FROM team_member t JOIN member m ON m.id = t.member_id
         WHERE t.application_id = $1 ORDER BY t.asked_at, m.id LIMIT $2",
        application,
        limit,
    )
}

/// Where a member stands with a team.
///
/// # Errors
/// The database failed.
pub async fn seat(
    conn: &mut Conn,
    application: ApplicationId,
    member: MemberId,
) -> Result<Option<TeamState>> {
    maybe_value!(
        conn,
        TeamState,
        "SELECT state FROM team_member WHERE application_id = $1 AND member_id = $2",
        application,
        member
    )
}

/// Notes an answer, or that somebody leaves; whether the person is in the team in another state.
///
/// # Errors
/// The database failed.
pub async fn answer(
    tx: &mut Tx,
    application: ApplicationId,
    member: MemberId,
    seat: TeamState,
    at: Stamp,
) -> Result<bool> {
    let touched = execute!(
        tx,
        "UPDATE team_member SET state = $3, answered_at = $4
         WHERE application_id = $1 AND member_id = $2 AND state <> $3",
        application,
        member,
        seat,
        at,
    )?;
    Ok(touched > 0)
}

/// Takes somebody out; whether the person was asked or belonged to it.
///
/// # Errors
/// The database failed.
pub async fn remove(tx: &mut Tx, application: ApplicationId, member: MemberId) -> Result<bool> {
    let removed = execute!(
        tx,
        "DELETE FROM team_member WHERE application_id = $1 AND member_id = $2 AND state <> 'declined'",
        application,
        member
    )?;
    Ok(removed > 0)
}
