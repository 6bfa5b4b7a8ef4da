//! Answers to posts.
use types::id::{CommentId, MemberId, PostId};
use types::lang::Lang;
use types::time::Stamp;

use crate::post::AuthorRow;
use crate::sql::{execute, maybe_row, rows};
use crate::{Conn, Result, Tx};

/// An answer with its author.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct CommentRow {
    /// Which.
    pub id: CommentId,
    /// To which post.
    pub post_id: PostId,
    /// By whom.
    #[sqlx(flatten)]
    pub author: AuthorRow,
    /// The body rendered and cleaned.
    pub html: String,
    /// The language of the text.
    pub lang: Lang,
    /// When.
    pub created_at: Stamp,
}

/// An answer about to be.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are those of CommentRow, and the Markdown as typed")]
pub struct NewComment<'a> {
    pub id: CommentId,
    pub post: PostId,
    pub author: MemberId,
    pub body: &'a str,
    pub html: &'a str,
    pub lang: Lang,
    pub created_at: Stamp,
}

/// Adds an answer.
///
/// # Errors
/// The database failed.
pub async fn insert(tx: &mut Tx, c: &NewComment<'_>) -> Result<()> {
    execute!(
        tx,
        "INSERT INTO comment (id, post_id, author_id, body, html, lang, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        c.id,
        c.post,
        c.author,
        c.body,
        c.html,
        c.lang,
        c.created_at,
    )?;
    Ok(())
}

/// An answer that was not deleted.
///
/// # Errors
/// The database failed.
pub async fn by_id(conn: &mut Conn, id: CommentId) -> Result<Option<CommentRow>> {
    maybe_row!(
        conn,
        CommentRow,
        "SELECT c.id, c.post_id, c.author_id, c.html, c.lang, c.created_at,
             m.family, m.given, m.family_roman, m.given_roman, m.line, m.photo_id
         FROM comment c JOIN member m ON m.id = c.author_id WHERE c.id = $1 AND c.deleted_at IS NULL",
        id
    )
}

/// Answers to `post` after `after`, oldest first.
///
/// # Errors
/// The database failed.
pub async fn of_post(conn: &mut Conn, post: PostId, after: CommentId, limit: i64) -> Result<Vec<CommentRow>> {
    rows!(
        conn,
        CommentRow,
        "SELECT c.id, c.post_id, c.author_id, c.html, c.lang, c.created_at,
             m.family, m.given, m.family_roman, m.given_roman, m.line, m.photo_id
         FROM comment c JOIN member m ON m.id = c.author_id
         WHERE c.post_id = $1 AND c.id > $2 AND c.deleted_at IS NULL ORDER BY c.id LIMIT $3",
        post,
        after,
        limit
    )
}

/// The last `each` answers to each of the posts from `first` to `last`, oldest first.
///
/// # Errors
/// The database failed.
pub async fn latest(conn: &mut Conn, first: PostId, last: PostId, each: i64) -> Result<Vec<CommentRow>> {
    rows!(
        conn,
        CommentRow,
        "SELECT c.id, c.post_id, c.author_id, c.html, c.lang, c.created_at,
             m.family, m.given, m.family_roman, m.given_roman, m.line, m.photo_id
         FROM (SELECT id, ROW_NUMBER() OVER (PARTITION BY post_id ORDER BY id DESC) AS place
               FROM comment WHERE post_id >= $1 AND post_id <= $2 AND deleted_at IS NULL) latest
         JOIN comment c ON c.id = latest.id JOIN member m ON m.id = c.author_id
         WHERE latest.place <= $3 ORDER BY c.id LIMIT 200",
        first,
        last,
        each
    )
}

/// Takes an answer down; whether it was there.
///
/// # Errors
/// The database failed.
pub async fn delete(tx: &mut Tx, id: CommentId, by: MemberId, at: Stamp) -> Result<bool> {
    Ok(execute!(
        tx,
        "UPDATE comment SET deleted_at = $3, deleted_by = $2 WHERE id = $1 AND deleted_at IS NULL",
        id,
        by,
        at
    )? > 0)
}
