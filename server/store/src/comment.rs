//! Answers to posts.
use types::id::{CommentId, MemberId, PostId};
use types::lang::Lang;
use types::time::Stamp;

use crate::post::AuthorRow;
use crate::sight::Eye;
use crate::sql::{execute, maybe_row, maybe_value, rows};
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

/// An answer that was not deleted and whose author the viewer may see.
///
/// # Errors
/// The database failed.
pub async fn by_id(conn: &mut Conn, eye: Eye, id: CommentId) -> Result<Option<CommentRow>> {
    maybe_row!(
        conn,
        CommentRow,
        "SELECT c.id, c.post_id, c.author_id, c.html, c.lang, c.created_at,
             m.family, m.given, m.family_roman, m.given_roman, m.line, m.photo_id
         FROM comment c JOIN member m ON m.id = c.author_id WHERE c.id = $1 AND c.deleted_at IS NULL
             AND m.state <> 'suspended' AND NOT EXISTS (SELECT 1 FROM unseen u WHERE u.viewer_id = $2 AND u.owner_id = m.id)",
        id,
        eye.id()
    )
}

/// Who wrote an answer to `post` that was not deleted, whoever asks.
///
/// # Errors
/// The database failed.
pub async fn author(conn: &mut Conn, post: PostId, id: CommentId) -> Result<Option<MemberId>> {
    maybe_value!(
        conn,
        MemberId,
        "SELECT author_id FROM comment WHERE id = $1 AND post_id = $2 AND deleted_at IS NULL",
        id,
        post
    )
}

/// Answers to `post` after `after` by authors the viewer may see, oldest first.
///
/// # Errors
/// The database failed.
pub async fn of_post(
    conn: &mut Conn,
    eye: Eye,
    post: PostId,
    after: CommentId,
    limit: i64,
) -> Result<Vec<CommentRow>> {
    rows!(
        conn,
        CommentRow,
        "SELECT c.id, c.post_id, c.author_id, c.html, c.lang, c.created_at,
             m.family, m.given, m.family_roman, m.given_roman, m.line, m.photo_id
         FROM comment c JOIN member m ON m.id = c.author_id
         WHERE c.post_id = $1 AND c.id > $2 AND c.deleted_at IS NULL
             AND m.state <> 'suspended' AND NOT EXISTS (SELECT 1 FROM unseen u WHERE u.viewer_id = $4 AND u.owner_id = m.id)
         ORDER BY c.id LIMIT $3",
        post,
        after,
        limit,
        eye.id()
    )
}

/// The last `each` answers to each of the posts from `first` to `last` by authors the viewer may see, oldest first.
///
/// # Errors
/// The database failed.
pub async fn latest(
    conn: &mut Conn,
    eye: Eye,
    first: PostId,
    last: PostId,
    each: i64,
) -> Result<Vec<CommentRow>> {
    rows!(
        conn,
        CommentRow,
        "SELECT c.id, c.post_id, c.author_id, c.html, c.lang, c.created_at,
             m.family, m.given, m.family_roman, m.given_roman, m.line, m.photo_id
         FROM (SELECT c.id, ROW_NUMBER() OVER (PARTITION BY c.post_id ORDER BY c.id DESC) AS place
               FROM comment c JOIN member m ON m.id = c.author_id
               WHERE c.post_id >= $1 AND c.post_id <= $2 AND c.deleted_at IS NULL
                   AND m.state <> 'suspended' AND NOT EXISTS (SELECT 1 FROM unseen u WHERE u.viewer_id = $4 AND u.owner_id = m.id)) latest
         JOIN comment c ON c.id = latest.id JOIN member m ON m.id = c.author_id
         WHERE latest.place <= $3 ORDER BY c.id LIMIT 200",
        first,
        last,
        each,
        eye.id()
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
