//! Texts that a member asks the office to look at.
use types::feed::ReportOutcome;
use types::id::{CommentId, MemberId, PostId, ReportId};
use types::time::Stamp;

use crate::sql::{execute, maybe_row, row, rows};
use crate::{Backlog, Conn, Result, Tx};

/// A report about to be.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the columns of the table")]
pub struct NewReport<'a> {
    pub id: ReportId,
    pub post: PostId,
    pub comment: Option<CommentId>,
    pub reporter: MemberId,
    pub reason: &'a str,
    pub created_at: Stamp,
}

/// A report with the text it is about, whether or not that was taken down meanwhile.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct ReportRow {
    /// Which.
    pub id: ReportId,
    /// About this post, or a comment below it.
    pub post_id: PostId,
    /// The comment, when it is about one.
    pub comment_id: Option<CommentId>,
    /// Family name of who reported.
    pub reporter_family: String,
    /// Given name of who reported.
    pub reporter_given: String,
    /// Family name of who wrote the text.
    pub author_family: String,
    /// Given name of who wrote the text.
    pub author_given: String,
    /// Why, in the reporter's words.
    pub reason: String,
    /// The text, Markdown.
    pub body: String,
    /// When the report came.
    pub created_at: Stamp,
    /// What the office did.
    pub outcome: Option<ReportOutcome>,
    /// When.
    pub handled_at: Option<Stamp>,
}

/// Which text a report is about.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct SubjectRow {
    /// The post.
    pub post_id: PostId,
    /// The comment, when it is about one.
    pub comment_id: Option<CommentId>,
}

/// Adds a report.
///
/// # Errors
/// The database failed.
pub async fn insert(tx: &mut Tx, r: &NewReport<'_>) -> Result<()> {
    execute!(
        tx,
        "INSERT INTO report (id, post_id, comment_id, reporter_id, reason, created_at) VALUES ($1, $2, $3, $4, $5, $6)",
        r.id,
        r.post,
        r.comment,
        r.reporter,
        r.reason,
        r.created_at,
    )?;
    Ok(())
}

/// Reports that wait, oldest first.
///
/// # Errors
/// The database failed.
pub async fn waiting(conn: &mut Conn, after: ReportId, limit: i64) -> Result<Vec<ReportRow>> {
    rows!(
        conn,
        ReportRow,
        "SELECT r.id, r.post_id, r.comment_id, r.reason, r.created_at, r.outcome, r.handled_at, COALESCE(c.body, p.body) AS body,
             n.family AS reporter_family, n.given AS reporter_given, a.family AS author_family, a.given AS author_given
         FROM report r JOIN post p ON p.id = r.post_id LEFT JOIN comment c ON c.id = r.comment_id
         JOIN member n ON n.id = r.reporter_id JOIN member a ON a.id = COALESCE(c.author_id, p.author_id)
         WHERE r.handled_at IS NULL AND r.id > $1 ORDER BY r.id LIMIT $2",
        after, limit
    )
}

/// How many wait for the office, and since when the first of them does.
///
/// # Errors
/// The database failed.
pub async fn backlog(conn: &mut Conn) -> Result<Backlog> {
    row!(
        conn,
        Backlog,
        "SELECT COUNT(*) AS waiting, MIN(created_at) AS oldest FROM report WHERE handled_at IS NULL"
    )
}

/// Reports that were handled, newest first.
///
/// # Errors
/// The database failed.
pub async fn handled(conn: &mut Conn, limit: i64) -> Result<Vec<ReportRow>> {
    rows!(
        conn,
        ReportRow,
        "SELECT r.id, r.post_id, r.comment_id, r.reason, r.created_at, r.outcome, r.handled_at, COALESCE(c.body, p.body) AS body,
             n.family AS reporter_family, n.given AS reporter_given, a.family AS author_family, a.given AS author_given
         FROM report r JOIN post p ON p.id = r.post_id LEFT JOIN comment c ON c.id = r.comment_id
         JOIN member n ON n.id = r.reporter_id JOIN member a ON a.id = COALESCE(c.author_id, p.author_id)
         WHERE r.handled_at IS NOT NULL ORDER BY r.handled_at DESC, r.id DESC LIMIT $1",
        limit
    )
}

/// What a report that waits is about.
///
/// # Errors
/// The database failed.
pub async fn subject(conn: &mut Conn, id: ReportId) -> Result<Option<SubjectRow>> {
    maybe_row!(
        conn,
        SubjectRow,
        "SELECT post_id, comment_id FROM report WHERE id = $1 AND handled_at IS NULL",
        id
    )
}

/// Closes a report.
///
/// # Errors
/// The database failed.
pub async fn handle(
    tx: &mut Tx,
    id: ReportId,
    outcome: ReportOutcome,
    by: MemberId,
    at: Stamp,
) -> Result<()> {
    execute!(
        tx,
        "UPDATE report SET outcome = $2, handled_by = $3, handled_at = $4 WHERE id = $1",
        id,
        outcome,
        by,
        at
    )?;
    Ok(())
}
