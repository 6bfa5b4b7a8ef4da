//! Posts of the feed. Ids are in order of writing, so they are also the key of its pages.
use types::id::{MediaId, MemberId, PostId, PostVersionId};
use types::lang::Lang;
use types::member::Person;
use types::time::Stamp;

use crate::sight::Eye;
use crate::sql::{execute, maybe_row, maybe_value, rows, value};
use crate::{Conn, Result, Tx};

/// Who wrote it, as it stands beside the text.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
#[expect(missing_docs, reason = "the fields are those of Person")]
pub struct AuthorRow {
    pub author_id: MemberId,
    pub family: String,
    pub given: String,
    pub family_roman: String,
    pub given_roman: String,
    pub line: String,
    pub photo_id: Option<MediaId>,
}

impl From<AuthorRow> for Person {
    fn from(row: AuthorRow) -> Self {
        let AuthorRow { author_id: id, family, given, family_roman, given_roman, line, photo_id: photo } =
            row;
        Self { id, family, given, family_roman, given_roman, line, photo }
    }
}

/// A post with its author; [`body`] is its text as typed.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct PostRow {
    /// Which.
    pub id: PostId,
    /// By whom.
    #[sqlx(flatten)]
    pub author: AuthorRow,
    /// The body rendered and cleaned.
    pub html: String,
    /// The language of the text.
    pub lang: Lang,
    /// When.
    pub created_at: Stamp,
    /// When its wording last changed.
    pub edited_at: Option<Stamp>,
    /// Days since the author's post before this one.
    pub quiet_days: Option<i64>,
}

/// A post about to be.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are those of PostRow, and the Markdown as typed")]
pub struct NewPost<'a> {
    pub id: PostId,
    pub author: MemberId,
    pub body: &'a str,
    pub html: &'a str,
    pub lang: Lang,
    pub created_at: Stamp,
    pub quiet_days: Option<i64>,
}

/// An earlier wording of a post.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct VersionRow {
    /// Markdown as typed.
    pub body: String,
    /// When it was written.
    pub written_at: Stamp,
}

/// Adds a post.
///
/// # Errors
/// The database failed.
pub async fn insert(tx: &mut Tx, p: &NewPost<'_>) -> Result<()> {
    execute!(
        tx,
        "INSERT INTO post (id, author_id, body, html, lang, created_at, quiet_days) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        p.id,
        p.author,
        p.body,
        p.html,
        p.lang,
        p.created_at,
        p.quiet_days,
    )?;
    Ok(())
}

/// A post that was not deleted and whose author the viewer may see.
///
/// # Errors
/// The database failed.
pub async fn by_id(conn: &mut Conn, eye: Eye, id: PostId) -> Result<Option<PostRow>> {
    maybe_row!(
        conn,
        PostRow,
        "SELECT p.id, p.author_id, p.html, p.lang, p.created_at, p.edited_at, p.quiet_days,
             m.family, m.given, m.family_roman, m.given_roman, m.line, m.photo_id
         FROM post p JOIN member m ON m.id = p.author_id WHERE p.id = $1 AND p.deleted_at IS NULL
             AND m.state <> 'suspended' AND NOT EXISTS (SELECT 1 FROM unseen u WHERE u.viewer_id = $2 AND u.owner_id = m.id)",
        id,
        eye.id()
    )
}

/// Who wrote a post that was not deleted, whoever asks.
///
/// # Errors
/// The database failed.
pub async fn author(conn: &mut Conn, id: PostId) -> Result<Option<MemberId>> {
    maybe_value!(conn, MemberId, "SELECT author_id FROM post WHERE id = $1 AND deleted_at IS NULL", id)
}

/// Posts between `after` and `before`, both left out, by authors the viewer may see, newest first.
///
/// # Errors
/// The database failed.
pub async fn page(
    conn: &mut Conn,
    eye: Eye,
    after: PostId,
    before: PostId,
    limit: i64,
) -> Result<Vec<PostRow>> {
    rows!(
        conn,
        PostRow,
        "SELECT p.id, p.author_id, p.html, p.lang, p.created_at, p.edited_at, p.quiet_days,
             m.family, m.given, m.family_roman, m.given_roman, m.line, m.photo_id
         FROM post p JOIN member m ON m.id = p.author_id
         WHERE p.id > $1 AND p.id < $2 AND p.deleted_at IS NULL
             AND m.state <> 'suspended' AND NOT EXISTS (SELECT 1 FROM unseen u WHERE u.viewer_id = $4 AND u.owner_id = m.id)
         ORDER BY p.id DESC LIMIT $3",
        after,
        before,
        limit,
        eye.id()
    )
}

/// The Markdown of a post as typed; empty for one that was deleted.
///
/// # Errors
/// The database failed.
pub async fn body(conn: &mut Conn, id: PostId) -> Result<String> {
    let body = maybe_value!(conn, String, "SELECT body FROM post WHERE id = $1 AND deleted_at IS NULL", id)?;
    Ok(body.unwrap_or_default())
}

/// The newest post by an author the viewer may see.
///
/// # Errors
/// The database failed.
pub async fn newest(conn: &mut Conn, eye: Eye) -> Result<Option<PostId>> {
    maybe_value!(
        conn,
        PostId,
        "SELECT p.id FROM post p JOIN member m ON m.id = p.author_id WHERE p.deleted_at IS NULL
             AND m.state <> 'suspended' AND NOT EXISTS (SELECT 1 FROM unseen u WHERE u.viewer_id = $1 AND u.owner_id = m.id)
         ORDER BY p.id DESC LIMIT 1",
        eye.id()
    )
}

/// How many posts after `after` are by others whom `reader` may see, counted up to `most`.
///
/// # Errors
/// The database failed.
pub async fn count_after(conn: &mut Conn, after: PostId, reader: MemberId, most: i64) -> Result<i64> {
    value!(
        conn,
        i64,
        "SELECT COUNT(*) FROM (SELECT 1 AS one FROM post p JOIN member m ON m.id = p.author_id
         WHERE p.id > $1 AND p.deleted_at IS NULL AND p.author_id <> $2
             AND m.state <> 'suspended' AND NOT EXISTS (SELECT 1 FROM unseen u WHERE u.viewer_id = $2 AND u.owner_id = m.id)
         ORDER BY p.id LIMIT $3) AS newer",
        after,
        reader,
        most
    )
}

/// When the member last posted.
///
/// # Errors
/// The database failed.
pub async fn last_by(conn: &mut Conn, author: MemberId) -> Result<Option<Stamp>> {
    maybe_value!(
        conn,
        Stamp,
        "SELECT created_at FROM post WHERE author_id = $1 AND deleted_at IS NULL ORDER BY id DESC LIMIT 1",
        author
    )
}

/// Changes the wording.
///
/// # Errors
/// The database failed.
pub async fn edit(tx: &mut Tx, id: PostId, body: &str, html: &str, lang: Lang, at: Stamp) -> Result<()> {
    execute!(
        tx,
        "UPDATE post SET body = $2, html = $3, lang = $4, edited_at = $5 WHERE id = $1",
        id,
        body,
        html,
        lang,
        at
    )?;
    Ok(())
}

/// Keeps the wording that is about to be replaced.
///
/// # Errors
/// The database failed.
pub async fn insert_version(
    tx: &mut Tx,
    id: PostVersionId,
    post: PostId,
    body: &str,
    written_at: Stamp,
) -> Result<()> {
    execute!(
        tx,
        "INSERT INTO post_version (id, post_id, body, written_at) VALUES ($1, $2, $3, $4)",
        id,
        post,
        body,
        written_at
    )?;
    Ok(())
}

/// Earlier wordings, newest first.
///
/// # Errors
/// The database failed.
pub async fn versions(conn: &mut Conn, post: PostId) -> Result<Vec<VersionRow>> {
    rows!(
        conn,
        VersionRow,
        "SELECT body, written_at FROM post_version WHERE post_id = $1 ORDER BY written_at DESC, id DESC LIMIT 100",
        post
    )
}

/// Takes a post down; whether it was there.
///
/// # Errors
/// The database failed.
pub async fn delete(tx: &mut Tx, id: PostId, by: MemberId, at: Stamp) -> Result<bool> {
    Ok(execute!(
        tx,
        "UPDATE post SET deleted_at = $3, deleted_by = $2 WHERE id = $1 AND deleted_at IS NULL",
        id,
        by,
        at
    )? > 0)
}
