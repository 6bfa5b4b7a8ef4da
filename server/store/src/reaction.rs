//! Reactions to posts. Nobody but a post's author learns of them, so there are no counts.
use types::feed::ReactionKind;
use types::id::{MemberId, PostId};
use types::time::Stamp;

use crate::post::AuthorRow;
use crate::sql::{execute, rows};
use crate::{Conn, Result, Tx};

/// A reaction and whose it is.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct ReactionRow {
    /// To which post.
    pub post_id: PostId,
    /// Which.
    pub kind: ReactionKind,
    /// By whom.
    #[sqlx(flatten)]
    pub author: AuthorRow,
}

/// Adds a reaction that may be there already.
///
/// # Errors
/// The database failed.
pub async fn insert(
    tx: &mut Tx,
    post: PostId,
    member: MemberId,
    kind: ReactionKind,
    at: Stamp,
) -> Result<()> {
    execute!(
        tx,
        "INSERT INTO reaction (post_id, member_id, kind, at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
        post,
        member,
        kind,
        at
    )?;
    Ok(())
}

/// Takes a reaction back; whether there was one.
///
/// # Errors
/// The database failed.
pub async fn delete(tx: &mut Tx, post: PostId, member: MemberId, kind: ReactionKind) -> Result<bool> {
    Ok(execute!(
        tx,
        "DELETE FROM reaction WHERE post_id = $1 AND member_id = $2 AND kind = $3",
        post,
        member,
        kind
    )? > 0)
}

/// The reactions to the posts from `first` to `last` that `member` may know of, oldest first: the member's own, and those to the
/// member's posts by people the member may see.
///
/// # Errors
/// The database failed.
pub async fn known_to(
    conn: &mut Conn,
    member: MemberId,
    first: PostId,
    last: PostId,
) -> Result<Vec<ReactionRow>> {
    rows!(
        conn,
        ReactionRow,
        "SELECT r.post_id, r.kind, r.member_id AS author_id, m.family, m.given, m.family_roman, m.given_roman, m.line, m.photo_id
         FROM (SELECT post_id, member_id, kind, at FROM reaction WHERE member_id = $1 AND post_id >= $2 AND post_id <= $3
               UNION ALL
               SELECT o.post_id, o.member_id, o.kind, o.at FROM post p JOIN reaction o ON o.post_id = p.id
               WHERE p.author_id = $1 AND p.id >= $2 AND p.id <= $3 AND o.member_id <> $1) r
         JOIN member m ON m.id = r.member_id
         WHERE m.state <> 'suspended' AND NOT EXISTS (SELECT 1 FROM unseen u WHERE u.viewer_id = $1 AND u.owner_id = m.id)
         ORDER BY r.at, r.member_id LIMIT 500",
        member, first, last
    )
}
