//! Applications to programmes.
use types::application::{ApplicationState, TeamState};
use types::id::{ApplicationId, MemberId, ProgrammeId};
use types::time::Stamp;

use crate::sql::{execute, maybe_row, rows};
use crate::{Conn, Result, Tx};

/// An application as stored.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct ApplicationRow {
    /// Which.
    pub id: ApplicationId,
    /// To which programme.
    pub programme_id: ProgrammeId,
    /// Who began it.
    pub lead_id: MemberId,
    /// Where it stands.
    pub state: ApplicationState,
    /// What it is called, or empty.
    pub title: String,
    /// The office's latest words to the team, or empty.
    pub note: String,
    /// When it was begun.
    pub created_at: Stamp,
    /// When something in it was saved last.
    pub saved_at: Stamp,
    /// When it was sent last; none after it was taken back.
    pub submitted_at: Option<Stamp>,
    /// When it came to its state.
    pub state_at: Stamp,
}

/// An application in a list.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct ListedRow {
    /// The application.
    #[sqlx(flatten)]
    pub application: ApplicationRow,
    /// Family name of who began it.
    pub lead_family: String,
    /// Given name of who began it.
    pub lead_given: String,
    /// People who belong to the team.
    pub people: i64,
}

/// An application of a member, with the member's place in its team.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct MineRow {
    /// The application.
    #[sqlx(flatten)]
    pub application: ApplicationRow,
    /// The member's place.
    pub seat: TeamState,
    /// Name of the programme in addresses.
    pub slug: String,
}

/// How many applications are in a state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct StateCount {
    /// The state.
    pub state: ApplicationState,
    /// How many.
    pub count: i64,
}

/// Adds an application.
///
/// # Errors
/// [`crate::StoreError::Duplicate`] when the lead has one in this programme.
pub async fn insert(tx: &mut Tx, a: &ApplicationRow) -> Result<()> {
    execute!(
        tx,
        "INSERT INTO application (id, programme_id, lead_id, state, title, note, created_at, saved_at, submitted_at, state_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        a.id,
        a.programme_id,
        a.lead_id,
        a.state,
        &a.title,
        &a.note,
        a.created_at,
        a.saved_at,
        a.submitted_at,
        a.state_at,
    )?;
    Ok(())
}

/// One application.
///
/// # Errors
/// The database failed.
pub async fn by_id(conn: &mut Conn, id: ApplicationId) -> Result<Option<ApplicationRow>> {
    maybe_row!(conn, ApplicationRow, "SELECT * FROM application WHERE id = $1", id)
}

/// The application that `lead` began in a programme.
///
/// # Errors
/// The database failed.
pub async fn of_lead(
    conn: &mut Conn,
    programme: ProgrammeId,
    lead: MemberId,
) -> Result<Option<ApplicationRow>> {
    maybe_row!(
        conn,
        ApplicationRow,
        "SELECT * FROM application WHERE programme_id = $1 AND lead_id = $2",
        programme,
        lead
    )
}

/// Applications a member belongs to or is asked to join by somebody the member does not keep away, newest first.
///
/// # Errors
/// The database failed.
pub async fn of_member(conn: &mut Conn, member: MemberId, limit: i64) -> Result<Vec<MineRow>> {
    rows!(
        conn,
        MineRow,
        "SELECT a.*, t.state AS seat, p.slug FROM team_member t JOIN application a ON a.id = t.application_id
             JOIN programme p ON p.id = a.programme_id
         WHERE t.member_id = $1 AND t.state <> 'declined' AND (t.state = 'accepted' OR (
             NOT EXISTS (SELECT 1 FROM avoid v WHERE v.member_id = $1 AND v.other_id = a.lead_id)
             AND NOT EXISTS (SELECT 1 FROM unseen u WHERE u.viewer_id = $1 AND u.owner_id = a.lead_id)))
         ORDER BY t.application_id DESC LIMIT $2",
        member,
        limit,
    )
}

/// Applications of a programme that were sent or taken back, of one state or (empty) of all, after `after`, oldest first.
///
/// # Errors
/// The database failed.
pub async fn list(
    conn: &mut Conn,
    programme: ProgrammeId,
    state: &str,
    after: ApplicationId,
    limit: i64,
) -> Result<Vec<ListedRow>> {
    rows!(
        conn,
        ListedRow,
        "SELECT a.*, m.family AS lead_family, m.given AS lead_given,
             (SELECT COUNT(*) FROM team_member t WHERE t.application_id = a.id AND t.state = 'accepted') AS people
         FROM application a JOIN member m ON m.id = a.lead_id
         WHERE a.programme_id = $1 AND a.state <> 'draft' AND ($2 = '' OR a.state = $2) AND a.id > $3
         ORDER BY a.id LIMIT $4",
        programme,
        state,
        after,
        limit,
    )
}

/// How many applications of a programme are in each state.
///
/// # Errors
/// The database failed.
pub async fn counts(conn: &mut Conn, programme: ProgrammeId) -> Result<Vec<StateCount>> {
    rows!(
        conn,
        StateCount,
        "SELECT state, COUNT(*) AS count FROM application WHERE programme_id = $1 GROUP BY state ORDER BY state LIMIT 20",
        programme
    )
}

/// Holds a draft for what follows in the transaction and notes that something in it is saved; whether it is a draft.
///
/// # Errors
/// The database failed.
pub async fn touch(tx: &mut Tx, id: ApplicationId, at: Stamp) -> Result<bool> {
    let touched =
        execute!(tx, "UPDATE application SET saved_at = $2 WHERE id = $1 AND state = 'draft'", id, at)?;
    Ok(touched > 0)
}

/// Names a draft.
///
/// # Errors
/// The database failed.
pub async fn set_title(tx: &mut Tx, id: ApplicationId, title: &str) -> Result<()> {
    execute!(tx, "UPDATE application SET title = $2 WHERE id = $1 AND state = 'draft'", id, title)?;
    Ok(())
}

/// A step of an application from one state to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Move<'a> {
    /// From where.
    pub from: ApplicationState,
    /// Where to.
    pub to: ApplicationState,
    /// Words to the team, or empty.
    pub note: &'a str,
    /// When it was sent, if it now counts as sent.
    pub submitted_at: Option<Stamp>,
    /// When.
    pub at: Stamp,
}

/// Makes the step; whether the application still was where it starts.
///
/// # Errors
/// The database failed.
pub async fn advance(tx: &mut Tx, id: ApplicationId, step: Move<'_>) -> Result<bool> {
    let touched = execute!(
        tx,
        "UPDATE application SET state = $3, note = $4, submitted_at = $5, state_at = $6 WHERE id = $1 AND state = $2",
        id,
        step.from,
        step.to,
        step.note,
        step.submitted_at,
        step.at,
    )?;
    Ok(touched > 0)
}
