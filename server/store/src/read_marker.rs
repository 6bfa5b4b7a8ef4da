//! How far each member has read: ここまで読みました.
use types::id::{MemberId, PostId};
use types::time::Stamp;

use crate::sql::{execute, maybe_value};
use crate::{Conn, Result, Tx};

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
