//! Questions of a programme's application, and the rules for its teams.
use types::application::{QuestionKind, TeamRules};
use types::id::{ProgrammeId, QuestionId};
use types::time::Stamp;

use crate::sql::{execute, maybe_row, rows, value};
use crate::{Conn, Result, Tx};

/// A question as stored.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct QuestionRow {
    /// Which.
    pub id: QuestionId,
    /// Of which programme.
    pub programme_id: ProgrammeId,
    /// The step it is asked in.
    pub step: i64,
    /// Its place within the step.
    pub place: i64,
    /// How it is answered.
    pub kind: QuestionKind,
    /// A [`types::lang::Bilingual`] as JSON.
    pub label: String,
    /// A [`types::lang::Bilingual`] as JSON.
    pub hint: String,
    /// Whether it must be answered.
    pub required: bool,
    /// Characters of the longest answer.
    pub max_length: i64,
    /// [`types::application::AnswerOption`]s as JSON.
    pub options: String,
    /// Since when it is asked no more.
    pub removed_at: Option<Stamp>,
}

/// Adds a question.
///
/// # Errors
/// The database failed.
pub async fn insert(tx: &mut Tx, q: &QuestionRow) -> Result<()> {
    execute!(
        tx,
        "INSERT INTO question (id, programme_id, step, place, kind, label, hint, required, max_length, options, removed_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        q.id,
        q.programme_id,
        q.step,
        q.place,
        q.kind,
        &q.label,
        &q.hint,
        q.required,
        q.max_length,
        &q.options,
        q.removed_at,
    )?;
    Ok(())
}

/// A question that is still asked.
///
/// # Errors
/// The database failed.
pub async fn by_id(conn: &mut Conn, programme: ProgrammeId, id: QuestionId) -> Result<Option<QuestionRow>> {
    maybe_row!(
        conn,
        QuestionRow,
        "SELECT * FROM question WHERE id = $1 AND programme_id = $2 AND removed_at IS NULL",
        id,
        programme
    )
}

/// Questions of a programme in order; with `removed` also those asked no more, at the end.
///
/// # Errors
/// The database failed.
pub async fn list(
    conn: &mut Conn,
    programme: ProgrammeId,
    removed: bool,
    limit: i64,
) -> Result<Vec<QuestionRow>> {
    rows!(
        conn,
        QuestionRow,
        "SELECT * FROM question WHERE programme_id = $1 AND (removed_at IS NULL OR $2)
         ORDER BY CASE WHEN removed_at IS NULL THEN 0 ELSE 1 END, step, place, id LIMIT $3",
        programme,
        removed,
        limit,
    )
}

/// The place after the last of a step.
///
/// # Errors
/// The database failed.
pub async fn next_place(conn: &mut Conn, programme: ProgrammeId, step: i64) -> Result<i64> {
    value!(
        conn,
        i64,
        "SELECT COALESCE(MAX(place), 0) + 1 FROM question WHERE programme_id = $1 AND step = $2",
        programme,
        step
    )
}

/// Changes everything but kind and programme.
///
/// # Errors
/// The database failed.
pub async fn update(tx: &mut Tx, q: &QuestionRow) -> Result<()> {
    execute!(
        tx,
        "UPDATE question SET step = $2, place = $3, label = $4, hint = $5, required = $6, max_length = $7, options = $8,
             removed_at = $9 WHERE id = $1",
        q.id,
        q.step,
        q.place,
        &q.label,
        &q.hint,
        q.required,
        q.max_length,
        &q.options,
        q.removed_at,
    )?;
    Ok(())
}

/// The rules for teams of a programme, if the office made some.
///
/// # Errors
/// The database failed.
pub async fn rules(conn: &mut Conn, programme: ProgrammeId) -> Result<Option<TeamRules>> {
    maybe_row!(
        conn,
        TeamRules,
        "SELECT min_people, max_people, min_employees, min_alumni FROM team_rule WHERE programme_id = $1",
        programme
    )
}

/// Makes the rules for teams.
///
/// # Errors
/// The database failed.
pub async fn set_rules(tx: &mut Tx, programme: ProgrammeId, rules: TeamRules) -> Result<()> {
    execute!(
        tx,
        "INSERT INTO team_rule (programme_id, min_people, max_people, min_employees, min_alumni)
         VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (programme_id) DO UPDATE SET min_people = excluded.min_people, max_people = excluded.max_people,
             min_employees = excluded.min_employees, min_alumni = excluded.min_alumni",
        programme,
        rules.min_people,
        rules.max_people,
        rules.min_employees,
        rules.min_alumni,
    )?;
    Ok(())
}
