//! How far each member has read: ここまで読みました, and what waits there.
use types::feed::DraftPlace;
use types::id::{MemberId, PostId};
use types::time::Stamp;

use crate::sql::{execute, maybe_value, row};
use crate::{Conn, Result, Tx};

/// A member in front of the feed.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct ReaderRow {
    /// The newest post the member has read.
    pub marker: Option<PostId>,
    /// When that was said, or else when the member joined; only for what the member sees.
    pub read_at: Option<Stamp>,
    /// The newest post the member may see.
    pub newest: Option<PostId>,
    /// How many posts of others came after the marker, no further than asked for.
    pub fresh: i64,
    /// The post that is being written.
    pub draft: Option<String>,
    /// Whether pictures wait to be published with it.
    pub has_pictures: bool,
    /// Whether the member is asked to vouch for somebody.
    pub asked_to_vouch: bool,
}

/// Where the member stands; new posts are counted up to `most`.
///
/// # Errors
/// The database failed.
pub async fn reader(conn: &mut Conn, member: MemberId, most: i64) -> Result<ReaderRow> {
    row!(
        conn,
        ReaderRow,
        "SELECT s.marker, s.read_at, s.newest,
             (SELECT COUNT(*) FROM (SELECT 1 AS one FROM post p JOIN member m ON m.id = p.author_id
                                    WHERE p.id > s.marker AND p.deleted_at IS NULL AND p.author_id <> $1
                                        AND m.state <> 'suspended' AND NOT EXISTS (SELECT 1 FROM unseen u WHERE u.viewer_id = $1 AND u.owner_id = m.id)
                                    ORDER BY p.id LIMIT $2) AS newer) AS fresh,
             (SELECT body FROM draft WHERE member_id = $1 AND place = $3) AS draft,
             EXISTS (SELECT 1 FROM picture WHERE owner_id = $1 AND post_id IS NULL) AS has_pictures,
             EXISTS (SELECT 1 FROM vouch v JOIN join_request r ON r.id = v.join_request_id
                     WHERE v.member_id = $1 AND v.state = 'open' AND r.state IN ('waiting', 'asked')) AS asked_to_vouch
         FROM (SELECT (SELECT post_id FROM read_marker WHERE member_id = $1) AS marker,
                      COALESCE((SELECT moved_at FROM read_marker WHERE member_id = $1), (SELECT joined_at FROM member WHERE id = $1)) AS read_at,
                      (SELECT p.id FROM post p JOIN member m ON m.id = p.author_id WHERE p.deleted_at IS NULL
                           AND m.state <> 'suspended' AND NOT EXISTS (SELECT 1 FROM unseen u WHERE u.viewer_id = $1 AND u.owner_id = m.id)
                       ORDER BY p.id DESC LIMIT 1) AS newest) AS s",
        member, most, &DraftPlace::Post
    )
}

/// The newest post the member has read.
///
/// # Errors
/// The database failed.
pub async fn get(conn: &mut Conn, member: MemberId) -> Result<Option<PostId>> {
    maybe_value!(conn, PostId, "SELECT post_id FROM read_marker WHERE member_id = $1", member)
}

/// Moves the marker on; it never goes back.
///
/// # Errors
/// The database failed.
pub async fn put(tx: &mut Tx, member: MemberId, post: PostId, at: Stamp) -> Result<()> {
    execute!(
        tx,
        "INSERT INTO read_marker (member_id, post_id, moved_at) VALUES ($1, $2, $3)
         ON CONFLICT (member_id) DO UPDATE SET post_id = excluded.post_id, moved_at = excluded.moved_at
         WHERE read_marker.post_id < excluded.post_id",
        member,
        post,
        at
    )?;
    Ok(())
}
