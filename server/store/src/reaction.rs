//! Reactions to posts. Nobody but a post's author learns of them, so there are no counts.
use types::feed::ReactionKind;
use types::id::{MemberId, PostId};
use types::time::Stamp;

use crate::post::AuthorRow;
use crate::sql::{execute, rows};
use crate::{Conn, Result, Tx};

/// A reaction of one reader.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct MineRow {
    /// To which post.
    pub post_id: PostId,
    /// Which.
    pub kind: ReactionKind,
}

/// A reaction as the author of the post sees it.
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

/// What `member` said to the posts from `first` to `last`.
///
/// # Errors
/// The database failed.
pub async fn of_member(
    conn: &mut Conn,
    member: MemberId,
    first: PostId,
    last: PostId,
) -> Result<Vec<MineRow>> {
    rows!(
        conn,
        MineRow,
        "SELECT post_id, kind FROM reaction WHERE member_id = $1 AND post_id >= $2 AND post_id <= $3 LIMIT 200",
        member,
        first,
        last
    )
}

/// What others said to the posts of `author` from `first` to `last`, oldest first.
///
/// # Errors
/// The database failed.
pub async fn to_author(
    conn: &mut Conn,
    author: MemberId,
    first: PostId,
    last: PostId,
) -> Result<Vec<ReactionRow>> {
    rows!(
        conn,
        ReactionRow,
        "SELECT r.post_id, r.kind, r.member_id AS author_id, m.family, m.given, m.family_roman, m.given_roman, m.line, m.photo_id
         FROM reaction r JOIN post p ON p.id = r.post_id JOIN member m ON m.id = r.member_id
         WHERE p.author_id = $1 AND p.id >= $2 AND p.id <= $3 ORDER BY r.at, r.member_id LIMIT 500",
        author, first, last
    )
}
