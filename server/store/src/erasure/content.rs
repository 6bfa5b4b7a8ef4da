//! Posts, answers and pictures. Rows that others' rows hang on stay as empty shells.
use types::id::{MediaId, MemberId, PostId};
use types::time::Stamp;

use crate::sql::{execute, rows, values};
use crate::{Conn, Result, Tx};

/// A post of the member, and whether it was taken down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct PostRow {
    /// Which.
    pub id: PostId,
    /// Whether somebody took it down.
    pub is_deleted: bool,
}

/// Some posts of the member, the oldest first.
///
/// # Errors
/// The database failed.
pub async fn posts(conn: &mut Conn, member: MemberId, limit: i64) -> Result<Vec<PostRow>> {
    rows!(
        conn,
        PostRow,
        "SELECT id, deleted_at IS NOT NULL AS is_deleted FROM post WHERE author_id = $1 ORDER BY id LIMIT $2",
        member,
        limit
    )
}

/// Pictures of a post.
///
/// # Errors
/// The database failed.
pub async fn pictures_of(conn: &mut Conn, post: PostId) -> Result<Vec<MediaId>> {
    values!(
        conn,
        MediaId,
        "SELECT media_id FROM picture WHERE post_id = $1 ORDER BY media_id LIMIT 100",
        post
    )
}

/// Puts a post under `stand_in`, with its pictures; its earlier wordings go.
///
/// # Errors
/// The database failed.
pub async fn hand_over_post(tx: &mut Tx, post: PostId, stand_in: MemberId) -> Result<()> {
    execute!(tx, "DELETE FROM post_version WHERE post_id = $1", post)?;
    execute!(tx, "UPDATE picture SET owner_id = $2 WHERE post_id = $1", post, stand_in)?;
    execute!(
        tx,
        "UPDATE media SET owner_id = NULL, name = '' WHERE id IN (SELECT media_id FROM picture WHERE post_id = $1)",
        post
    )?;
    execute!(tx, "UPDATE post SET author_id = $2, quiet_days = NULL WHERE id = $1", post, stand_in)?;
    Ok(())
}

/// Leaves nothing of a post but the place that its answers hang on. Its pictures are gone already.
///
/// # Errors
/// The database failed.
pub async fn empty_post(tx: &mut Tx, post: PostId, at: Stamp) -> Result<()> {
    execute!(tx, "DELETE FROM post_version WHERE post_id = $1", post)?;
    execute!(
        tx,
        "UPDATE post SET author_id = $2, body = '', html = '', quiet_days = NULL, deleted_at = COALESCE(deleted_at, $3),
             deleted_by = NULL WHERE id = $1",
        post,
        MemberId::SOMEBODY,
        at
    )?;
    Ok(())
}

/// Forgets a picture and its stored picture, which nothing else refers to.
///
/// # Errors
/// The database failed, or something still refers to it.
pub async fn delete_picture(tx: &mut Tx, media: MediaId) -> Result<()> {
    execute!(tx, "DELETE FROM picture WHERE media_id = $1", media)?;
    execute!(tx, "DELETE FROM media WHERE id = $1", media)?;
    Ok(())
}

/// Leaves nothing of up to `limit` answers of the member but their places: of those taken down, or with `all` of every one.
///
/// # Errors
/// The database failed.
pub async fn empty_comments(tx: &mut Tx, member: MemberId, all: bool, at: Stamp, limit: i64) -> Result<u64> {
    execute!(
        tx,
        "UPDATE comment SET author_id = $2, body = '', html = '', deleted_at = COALESCE(deleted_at, $3), deleted_by = NULL
         WHERE id IN (SELECT id FROM comment WHERE author_id = $1 AND (deleted_at IS NOT NULL OR $4) ORDER BY id LIMIT $5)",
        member,
        MemberId::SOMEBODY,
        at,
        all,
        limit
    )
}

/// Puts up to `limit` answers of the member under `stand_in`; those taken down are empty already.
///
/// # Errors
/// The database failed.
pub async fn hand_over_comments(
    tx: &mut Tx,
    member: MemberId,
    stand_in: MemberId,
    limit: i64,
) -> Result<u64> {
    execute!(
        tx,
        "UPDATE comment SET author_id = $2 WHERE id IN (SELECT id FROM comment WHERE author_id = $1 ORDER BY id LIMIT $3)",
        member,
        stand_in,
        limit
    )
}

/// Takes up to `posts` posts' reactions of the member back.
///
/// # Errors
/// The database failed.
pub async fn delete_reactions(tx: &mut Tx, member: MemberId, posts: i64) -> Result<u64> {
    execute!(
        tx,
        "DELETE FROM reaction WHERE member_id = $1
             AND post_id IN (SELECT post_id FROM reaction WHERE member_id = $1 ORDER BY post_id LIMIT $2)",
        member,
        posts
    )
}

/// Pictures that wait to be published by the member.
///
/// # Errors
/// The database failed.
pub async fn waiting_pictures(conn: &mut Conn, member: MemberId) -> Result<Vec<MediaId>> {
    values!(
        conn,
        MediaId,
        "SELECT media_id FROM picture WHERE owner_id = $1 ORDER BY media_id LIMIT 1000",
        member
    )
}

/// Stored pictures that the member uploaded and that are neither in a post nor of the site.
///
/// # Errors
/// The database failed.
pub async fn loose_media(conn: &mut Conn, member: MemberId) -> Result<Vec<MediaId>> {
    values!(
        conn,
        MediaId,
        "SELECT d.id FROM media d WHERE d.owner_id = $1 AND d.kind = 'portrait'
             OR d.id = (SELECT photo_id FROM member WHERE id = $1) ORDER BY d.id LIMIT 1000",
        member
    )
}

/// Forgets a stored picture.
///
/// # Errors
/// The database failed, or something still refers to it.
pub async fn delete_media(tx: &mut Tx, media: MediaId) -> Result<()> {
    execute!(tx, "DELETE FROM media WHERE id = $1", media)?;
    Ok(())
}

/// What else the member uploaded, such as the site's logo, is nobody's from now on.
///
/// # Errors
/// The database failed.
pub async fn disown_media(tx: &mut Tx, member: MemberId) -> Result<()> {
    execute!(tx, "UPDATE media SET owner_id = NULL, name = '' WHERE owner_id = $1", member)?;
    Ok(())
}
