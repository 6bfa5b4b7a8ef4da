//! What members are good at: names with their numbers of members, kept when the directory's index is written.
use types::id::{MemberId, SkillId};

use crate::sql::{execute, maybe_row, row, rows, value, values};
use crate::{Conn, Result, Tx};

/// Members from whom on a name is suggested, and its number told. The statements here say it as a literal, for their indexes.
pub const SHOWN_FROM: i64 = 3;

/// A name of a skill.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct SkillRow {
    /// Which.
    pub id: SkillId,
    /// The name folded.
    pub key: String,
    /// The spelling suggested.
    pub name: String,
    /// Listed members who tell it to every member, by this name or one merged into it.
    pub members: i64,
    /// What it is merged into.
    pub into_id: Option<SkillId>,
}

/// One member more for the name `key`, which is made with the id and the spelling given if it is new; its id.
///
/// # Errors
/// The database failed.
pub async fn add(tx: &mut Tx, new: SkillId, key: &str, name: &str, member: MemberId) -> Result<()> {
    let id = value!(
        tx,
        SkillId,
        "INSERT INTO skill (id, key, name, members, into_id) VALUES ($1, $2, $3, 1, NULL)
         ON CONFLICT (key) DO UPDATE SET members = skill.members + 1 RETURNING id",
        new,
        key,
        name
    )?;
    execute!(tx, "INSERT INTO member_skill (member_id, skill_id) VALUES ($1, $2)", member, id)?;
    Ok(())
}

/// One member less; a name that nobody has any more and the office has no use for is forgotten.
///
/// # Errors
/// The database failed.
pub async fn remove(tx: &mut Tx, id: SkillId, member: MemberId) -> Result<()> {
    execute!(tx, "DELETE FROM member_skill WHERE member_id = $1 AND skill_id = $2", member, id)?;
    execute!(tx, "UPDATE skill SET members = members - 1 WHERE id = $1", id)?;
    forget(tx, id).await
}

/// Forgets a name that nobody has and that is merged with no other.
///
/// # Errors
/// The database failed.
pub async fn forget(tx: &mut Tx, id: SkillId) -> Result<()> {
    execute!(
        tx,
        "DELETE FROM skill WHERE id = $1 AND members <= 0 AND into_id IS NULL
             AND NOT EXISTS (SELECT 1 FROM skill other WHERE other.into_id = skill.id)",
        id
    )?;
    Ok(())
}

/// What is counted of a member, in the order of the names.
///
/// # Errors
/// The database failed.
pub async fn of_member(conn: &mut Conn, member: MemberId) -> Result<Vec<SkillRow>> {
    rows!(
        conn,
        SkillRow,
        "SELECT s.* FROM member_skill ms JOIN skill s ON s.id = ms.skill_id WHERE ms.member_id = $1 ORDER BY s.key",
        member
    )
}

/// A name.
///
/// # Errors
/// The database failed.
pub async fn by_key(conn: &mut Conn, key: &str) -> Result<Option<SkillRow>> {
    maybe_row!(conn, SkillRow, "SELECT * FROM skill WHERE key = $1", key)
}

/// A name.
///
/// # Errors
/// The database failed.
pub async fn by_id(conn: &mut Conn, id: SkillId) -> Result<Option<SkillRow>> {
    maybe_row!(conn, SkillRow, "SELECT * FROM skill WHERE id = $1", id)
}

/// The names merged into `id`.
///
/// # Errors
/// The database failed.
pub async fn merged_into(conn: &mut Conn, id: SkillId, limit: i64) -> Result<Vec<SkillRow>> {
    rows!(conn, SkillRow, "SELECT * FROM skill WHERE into_id = $1 ORDER BY key LIMIT $2", id, limit)
}

/// The names that most members have, at least three.
///
/// # Errors
/// The database failed.
pub async fn common(conn: &mut Conn, limit: i64) -> Result<Vec<SkillRow>> {
    rows!(
        conn,
        SkillRow,
        "SELECT * FROM skill WHERE members >= 3 AND into_id IS NULL ORDER BY members DESC, key LIMIT $1",
        limit
    )
}

/// Names that stand for themselves and begin with `from`, past `after`.
///
/// # Errors
/// The database failed.
pub async fn page(conn: &mut Conn, from: &str, to: &str, after: &str, limit: i64) -> Result<Vec<SkillRow>> {
    rows!(
        conn,
        SkillRow,
        "SELECT * FROM skill WHERE key >= $1 AND key < $2 AND key > $3 AND into_id IS NULL ORDER BY key LIMIT $4",
        from,
        to,
        after,
        limit
    )
}

/// Members past `after` who are counted for a name.
///
/// # Errors
/// The database failed.
pub async fn members(conn: &mut Conn, id: SkillId, after: MemberId, limit: i64) -> Result<Vec<MemberId>> {
    values!(
        conn,
        MemberId,
        "SELECT member_id FROM member_skill WHERE skill_id = $1 AND member_id > $2 ORDER BY member_id LIMIT $3",
        id,
        after,
        limit
    )
}

/// A name that nobody has yet, for others to be merged into; the one there is if there is one.
///
/// # Errors
/// The database failed.
pub async fn make(tx: &mut Tx, new: SkillId, key: &str, name: &str) -> Result<SkillRow> {
    row!(
        tx,
        SkillRow,
        "INSERT INTO skill (id, key, name, members, into_id) VALUES ($1, $2, $3, 0, NULL)
         ON CONFLICT (key) DO UPDATE SET members = skill.members RETURNING *",
        new,
        key,
        name
    )
}

/// Suggests a name in another spelling.
///
/// # Errors
/// The database failed.
pub async fn rename(tx: &mut Tx, id: SkillId, name: &str) -> Result<()> {
    execute!(tx, "UPDATE skill SET name = $2 WHERE id = $1", id, name)?;
    Ok(())
}

/// Merges a name, and those merged into it, into another.
///
/// # Errors
/// The database failed.
pub async fn merge(tx: &mut Tx, id: SkillId, into: SkillId) -> Result<()> {
    execute!(tx, "UPDATE skill SET into_id = $2 WHERE id = $1 OR into_id = $1", id, into)?;
    Ok(())
}

/// Has a name stand for itself again.
///
/// # Errors
/// The database failed.
pub async fn part(tx: &mut Tx, id: SkillId) -> Result<()> {
    execute!(tx, "UPDATE skill SET into_id = NULL WHERE id = $1", id)?;
    Ok(())
}

/// Each name the member is counted for, with each name merged into it.
///
/// # Errors
/// The database failed.
pub async fn merged_of(conn: &mut Conn, member: MemberId, limit: i64) -> Result<Vec<(String, String)>> {
    rows!(
        conn,
        (String, String),
        "SELECT s.name, o.name FROM member_skill ms JOIN skill s ON s.id = ms.skill_id JOIN skill o ON o.into_id = s.id
         WHERE ms.member_id = $1 ORDER BY s.key, o.key LIMIT $2",
        member,
        limit
    )
}
