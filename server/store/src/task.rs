//! Background work, written in the transaction that asks for it.
use types::id::TaskId;
use types::time::Stamp;

use crate::sql::{execute, maybe_row_by_engine, row, rows, value};
use crate::{Conn, Result, Tx};

/// A task as stored. A finished task is gone.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct TaskRow {
    /// Which.
    pub id: TaskId,
    /// What kind of work.
    pub kind: String,
    /// Its particulars as JSON.
    pub payload: String,
    /// Not before then.
    pub run_at: Stamp,
    /// Attempts begun so far.
    pub attempts: i64,
    /// Why the last attempt failed.
    pub error: String,
    /// Since when it is given up.
    pub failed_at: Option<Stamp>,
}

/// Adds a task; does nothing when one with the same `dedupe` waits already.
///
/// # Errors
/// The database failed.
pub async fn insert(
    tx: &mut Tx,
    id: TaskId,
    kind: &str,
    payload: &str,
    dedupe: Option<&str>,
    run_at: Stamp,
) -> Result<()> {
    execute!(
        tx,
        "INSERT INTO task (id, kind, payload, dedupe, run_at, attempts, error) VALUES ($1, $2, $3, $4, $5, 0, '')
         ON CONFLICT (dedupe) DO NOTHING",
        id, kind, payload, dedupe, run_at,
    )?;
    Ok(())
}

/// Removes the task that waits under `dedupe`, unless a worker has it; whether there was one.
///
/// # Errors
/// The database failed.
pub async fn cancel(tx: &mut Tx, dedupe: &str) -> Result<bool> {
    Ok(execute!(tx, "DELETE FROM task WHERE dedupe = $1 AND leased_until IS NULL", dedupe)? > 0)
}

/// Makes the task that waits under `dedupe` due at `run_at`, unless a worker has it; whether there was one.
///
/// # Errors
/// The database failed.
pub async fn hasten(tx: &mut Tx, dedupe: &str, run_at: Stamp) -> Result<bool> {
    let touched = execute!(
        tx,
        "UPDATE task SET run_at = $2 WHERE dedupe = $1 AND leased_until IS NULL",
        dedupe,
        run_at
    )?;
    Ok(touched > 0)
}

/// Takes the next due task until `lease`; a worker that dies loses it to the next one then.
///
/// # Errors
/// The database failed.
pub async fn claim(tx: &mut Tx, now: Stamp, lease: Stamp) -> Result<Option<TaskRow>> {
    maybe_row_by_engine!(
        tx,
        TaskRow,
        sqlite: "UPDATE task SET leased_until = $2, attempts = attempts + 1 WHERE id = (
                SELECT id FROM task WHERE failed_at IS NULL AND run_at <= $1 AND (leased_until IS NULL OR leased_until < $1)
                ORDER BY run_at, id LIMIT 1)
            RETURNING id, kind, payload, run_at, attempts, error, failed_at",
        postgres: "UPDATE task SET leased_until = $2, attempts = attempts + 1 WHERE id = (
                SELECT id FROM task WHERE failed_at IS NULL AND run_at <= $1 AND (leased_until IS NULL OR leased_until < $1)
                ORDER BY run_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
            RETURNING id, kind, payload, run_at, attempts, error, failed_at",
        now, lease,
    )
}

/// Removes a finished task.
///
/// # Errors
/// The database failed.
pub async fn finish(tx: &mut Tx, id: TaskId) -> Result<()> {
    execute!(tx, "DELETE FROM task WHERE id = $1", id)?;
    Ok(())
}

/// Puts a failed task off to `run_at`, or gives it up at `failed_at`.
///
/// # Errors
/// The database failed.
pub async fn fail(
    tx: &mut Tx,
    id: TaskId,
    error: &str,
    run_at: Stamp,
    failed_at: Option<Stamp>,
) -> Result<()> {
    execute!(
        tx,
        "UPDATE task SET leased_until = NULL, error = $2, run_at = $3, failed_at = $4 WHERE id = $1",
        id,
        error,
        run_at,
        failed_at,
    )?;
    Ok(())
}

/// Tasks given up, oldest first.
///
/// # Errors
/// The database failed.
pub async fn failed(conn: &mut Conn, after: TaskId, limit: i64) -> Result<Vec<TaskRow>> {
    rows!(
        conn,
        TaskRow,
        "SELECT id, kind, payload, run_at, attempts, error, failed_at FROM task
         WHERE failed_at IS NOT NULL AND id > $1 ORDER BY id LIMIT $2",
        after,
        limit,
    )
}

/// Gives a task that was given up another start; whether it was.
///
/// # Errors
/// The database failed.
pub async fn retry(tx: &mut Tx, id: TaskId, run_at: Stamp) -> Result<bool> {
    Ok(execute!(
        tx,
        "UPDATE task SET failed_at = NULL, attempts = 0, run_at = $2 WHERE id = $1 AND failed_at IS NOT NULL",
        id,
        run_at
    )? > 0)
}

/// How many tasks wait, those given up left out.
///
/// # Errors
/// The database failed.
pub async fn waiting(conn: &mut Conn) -> Result<i64> {
    value!(conn, i64, "SELECT COUNT(*) FROM task WHERE failed_at IS NULL")
}

/// Removes a task of `kind` that was given up; whether it was.
///
/// # Errors
/// The database failed.
pub async fn discard(tx: &mut Tx, id: TaskId, kind: &str) -> Result<bool> {
    Ok(execute!(tx, "DELETE FROM task WHERE id = $1 AND kind = $2 AND failed_at IS NOT NULL", id, kind)? > 0)
}

/// How mail goes out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, sqlx::FromRow)]
pub struct OutboxRow {
    /// Mails still to be sent.
    pub waiting: i64,
    /// Those of them that could not be sent at least once.
    pub retrying: i64,
}

/// How mail goes out; what was given up is in [`failed`].
///
/// # Errors
/// The database failed.
pub async fn outbox(conn: &mut Conn) -> Result<OutboxRow> {
    row!(
        conn,
        OutboxRow,
        "SELECT COUNT(*) AS waiting, COUNT(*) FILTER (WHERE error <> '') AS retrying FROM task
         WHERE failed_at IS NULL AND kind = 'mail'"
    )
}
