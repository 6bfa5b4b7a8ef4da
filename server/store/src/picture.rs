//! Pictures of posts, published or waiting; the stored pictures themselves are [`crate::media`].
use types::id::{MediaId, MemberId, PostId};

use crate::sql::{execute, rows, value, values};
use crate::{Conn, Result, Tx};

/// A picture about to be.
#[derive(Clone, Debug)]
pub struct NewPicture<'a> {
    /// Which stored picture.
    pub media: MediaId,
    /// Whose.
    pub owner: MemberId,
    /// Of which post; absent for a post not yet published.
    pub post: Option<PostId>,
    /// Where among the pictures of the post, from 0.
    pub place: i64,
    /// What is to be seen, in words; may be empty.
    pub alt: &'a str,
    /// Whether it still waits to be published.
    pub waiting: bool,
}

/// A picture of a post with its size.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
#[expect(missing_docs, reason = "columns of the table")]
pub struct PictureRow {
    pub media_id: MediaId,
    /// None for a post not yet published.
    pub post_id: Option<PostId>,
    pub place: i64,
    pub alt: String,
    pub waiting: bool,
    /// Pixels of the large version.
    pub width: i64,
    pub height: i64,
}

/// Adds a picture.
///
/// # Errors
/// The database failed.
pub async fn insert(tx: &mut Tx, p: &NewPicture<'_>) -> Result<()> {
    execute!(
        tx,
        "INSERT INTO picture (media_id, owner_id, post_id, place, alt, waiting) VALUES ($1, $2, $3, $4, $5, $6)",
        p.media,
        p.owner,
        p.post,
        p.place,
        p.alt,
        p.waiting,
    )?;
    Ok(())
}

/// Published pictures of the posts from `first` to `last`, in the order of their posts.
///
/// # Errors
/// The database failed.
pub async fn of_posts(conn: &mut Conn, first: PostId, last: PostId) -> Result<Vec<PictureRow>> {
    rows!(
        conn,
        PictureRow,
        "SELECT p.media_id, p.post_id, p.place, p.alt, p.waiting, m.width, m.height
         FROM picture p JOIN media m ON m.id = p.media_id
         WHERE p.post_id >= $1 AND p.post_id <= $2 AND NOT p.waiting ORDER BY p.post_id, p.place, p.media_id LIMIT 200",
        first,
        last
    )
}

/// All pictures of a post, those waiting too.
///
/// # Errors
/// The database failed.
pub async fn of_post(conn: &mut Conn, post: PostId) -> Result<Vec<PictureRow>> {
    rows!(
        conn,
        PictureRow,
        "SELECT p.media_id, p.post_id, p.place, p.alt, p.waiting, m.width, m.height
         FROM picture p JOIN media m ON m.id = p.media_id
         WHERE p.post_id = $1 ORDER BY p.place, p.media_id LIMIT 20",
        post
    )
}

/// Pictures that wait for a new post of `owner`.
///
/// # Errors
/// The database failed.
pub async fn waiting(conn: &mut Conn, owner: MemberId) -> Result<Vec<PictureRow>> {
    rows!(
        conn,
        PictureRow,
        "SELECT p.media_id, p.post_id, p.place, p.alt, p.waiting, m.width, m.height
         FROM picture p JOIN media m ON m.id = p.media_id
         WHERE p.owner_id = $1 AND p.post_id IS NULL ORDER BY p.place, p.media_id LIMIT 20",
        owner
    )
}

/// Whether a member may see the stored picture: published by somebody the member may see, or the member's own.
///
/// # Errors
/// The database failed.
pub async fn is_seen_by(conn: &mut Conn, media: MediaId, member: MemberId) -> Result<bool> {
    let count = value!(
        conn,
        i64,
        "SELECT COUNT(*) FROM picture p JOIN member m ON m.id = p.owner_id
         WHERE p.media_id = $1 AND (p.owner_id = $2 OR (NOT p.waiting
             AND m.state <> 'suspended' AND NOT EXISTS (SELECT 1 FROM unseen u WHERE u.viewer_id = $2 AND u.owner_id = m.id)))",
        media,
        member
    )?;
    Ok(count > 0)
}

/// Changes what is said of a picture.
///
/// # Errors
/// The database failed.
pub async fn set_alt(tx: &mut Tx, media: MediaId, alt: &str) -> Result<()> {
    execute!(tx, "UPDATE picture SET alt = $2 WHERE media_id = $1", media, alt)?;
    Ok(())
}

/// Publishes what waits for a new post of `owner` with `post`; how many pictures.
///
/// # Errors
/// The database failed.
pub async fn publish_new(tx: &mut Tx, owner: MemberId, post: PostId) -> Result<u64> {
    execute!(
        tx,
        "UPDATE picture SET post_id = $2, waiting = $3 WHERE owner_id = $1 AND post_id IS NULL",
        owner,
        post,
        false
    )
}

/// Publishes what waits for `post`; how many pictures.
///
/// # Errors
/// The database failed.
pub async fn publish_waiting(tx: &mut Tx, post: PostId) -> Result<u64> {
    execute!(tx, "UPDATE picture SET waiting = $2 WHERE post_id = $1 AND waiting", post, false)
}

/// Forgets a picture; its stored picture stays.
///
/// # Errors
/// The database failed.
pub async fn delete(tx: &mut Tx, media: MediaId) -> Result<()> {
    execute!(tx, "DELETE FROM picture WHERE media_id = $1", media)?;
    Ok(())
}

/// Forgets all pictures of a post; their stored pictures, which stay.
///
/// # Errors
/// The database failed.
pub async fn delete_of(tx: &mut Tx, post: PostId) -> Result<Vec<MediaId>> {
    values!(tx, MediaId, "DELETE FROM picture WHERE post_id = $1 RETURNING media_id", post)
}
