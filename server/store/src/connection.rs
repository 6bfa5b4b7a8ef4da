//! つながり: two members who agreed to be near, one row from either side; and who asked whom.
//!
//! Whoever asked never learns of a no: what a request shows its sender depends on `asked_at` and `withdrawn_at` alone.
use types::id::MemberId;
use types::time::Stamp;

use crate::block::SinceRow;
use crate::member::PersonRow;
use crate::sql::{execute, maybe_row, rows, value, values};
use crate::{Conn, Result, Tx};

/// A request that was not accepted.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct RequestRow {
    /// What the sender says.
    pub words: String,
    /// When it was asked first.
    pub asked_at: Stamp,
    /// When it was declined; nothing for its sender to know.
    pub declined_at: Option<Stamp>,
    /// When its sender took it back.
    pub withdrawn_at: Option<Stamp>,
}

/// A request and the person on its other side.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct AskedRow {
    /// Who asked, or who was asked.
    #[sqlx(flatten)]
    pub person: PersonRow,
    /// What the sender says.
    pub words: String,
    /// When it was asked first.
    pub asked_at: Stamp,
}

/// Connects two members; whether they were not connected.
///
/// # Errors
/// The database failed.
pub async fn insert(tx: &mut Tx, a: MemberId, b: MemberId, at: Stamp) -> Result<bool> {
    let touched = execute!(
        tx,
        "INSERT INTO connection (member_id, other_id, since) VALUES ($1, $2, $3), ($2, $1, $3) ON CONFLICT DO NOTHING",
        a,
        b,
        at
    )?;
    Ok(touched > 0)
}

/// Ends a connection; whether there was one.
///
/// # Errors
/// The database failed.
pub async fn delete(tx: &mut Tx, a: MemberId, b: MemberId) -> Result<bool> {
    let touched = execute!(
        tx,
        "DELETE FROM connection WHERE member_id = $1 AND other_id = $2 OR member_id = $2 AND other_id = $1",
        a,
        b
    )?;
    Ok(touched > 0)
}

/// With whom the member is connected since before `before`, the latest first, with portraits that reach connections.
///
/// # Errors
/// The database failed.
pub async fn page(
    conn: &mut Conn,
    member: MemberId,
    before: (Stamp, MemberId),
    limit: i64,
) -> Result<Vec<SinceRow>> {
    rows!(
        conn,
        SinceRow,
        "SELECT m.id, m.family, m.given, m.family_roman, m.given_roman, m.line, c.since,
             (SELECT p.id FROM media p WHERE p.owner_id = m.id AND p.kind = 'portrait' AND p.reach IN ('connections', 'members', 'public')) AS photo_id
         FROM connection c JOIN member m ON m.id = c.other_id
         WHERE c.member_id = $1 AND (c.since < $2 OR (c.since = $2 AND c.other_id < $3)) AND m.state = 'active'
             AND NOT EXISTS (SELECT 1 FROM unseen u WHERE u.viewer_id = $1 AND u.owner_id = m.id)
         ORDER BY c.since DESC, c.other_id DESC LIMIT $4",
        member,
        before.0,
        before.1,
        limit
    )
}

/// Connections looked at where all of one member are asked for.
pub const ALL_OF_ONE: usize = 5_000;

/// With whom the member is connected, whether seen or not: the latest 5,000. For the network itself.
///
/// # Errors
/// The database failed.
pub async fn others(conn: &mut Conn, member: MemberId) -> Result<Vec<MemberId>> {
    values!(
        conn,
        MemberId,
        "SELECT other_id FROM connection WHERE member_id = $1 ORDER BY since DESC, other_id DESC LIMIT $2",
        member,
        i64::try_from(ALL_OF_ONE).unwrap_or(i64::MAX)
    )
}

/// Asks `to`, or asks once more what was taken back; whether `to` is to be told, which happens once.
///
/// # Errors
/// The database failed.
pub async fn ask(tx: &mut Tx, from: MemberId, to: MemberId, words: &str, at: Stamp) -> Result<bool> {
    let touched = execute!(
        tx,
        "INSERT INTO connection_request (from_id, to_id, words, asked_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
        from,
        to,
        words,
        at
    )?;
    execute!(
        tx,
        "UPDATE connection_request SET words = $3, withdrawn_at = NULL WHERE from_id = $1 AND to_id = $2",
        from,
        to,
        words
    )?;
    Ok(touched > 0)
}

/// What `from` asked `to`.
///
/// # Errors
/// The database failed.
pub async fn request(conn: &mut Conn, from: MemberId, to: MemberId) -> Result<Option<RequestRow>> {
    maybe_row!(
        conn,
        RequestRow,
        "SELECT words, asked_at, declined_at, withdrawn_at FROM connection_request WHERE from_id = $1 AND to_id = $2",
        from,
        to
    )
}

/// Who asked the member since `since` and waits for an answer, before `before`, the latest first; whoever the member avoids is
/// not among them.
///
/// # Errors
/// The database failed.
pub async fn asked_of(
    conn: &mut Conn,
    member: MemberId,
    since: Stamp,
    before: (Stamp, MemberId),
    limit: i64,
) -> Result<Vec<AskedRow>> {
    rows!(
        conn,
        AskedRow,
        "SELECT m.id, m.family, m.given, m.family_roman, m.given_roman, m.line, m.photo_id, r.words, r.asked_at
         FROM connection_request r JOIN member m ON m.id = r.from_id
         WHERE r.to_id = $1 AND r.asked_at > $2 AND (r.asked_at < $3 OR (r.asked_at = $3 AND r.from_id < $4))
             AND r.declined_at IS NULL AND r.withdrawn_at IS NULL AND m.state = 'active'
             AND NOT EXISTS (SELECT 1 FROM avoid a WHERE a.member_id = $1 AND a.other_id = m.id)
             AND NOT EXISTS (SELECT 1 FROM unseen u WHERE u.viewer_id = $1 AND u.owner_id = m.id)
         ORDER BY r.asked_at DESC, r.from_id DESC LIMIT $5",
        member,
        since,
        before.0,
        before.1,
        limit
    )
}

/// How many wait for an answer of the member, counted up to `most`: [`asked_of`] without the names.
///
/// # Errors
/// The database failed.
pub async fn waiting(conn: &mut Conn, member: MemberId, since: Stamp, most: i64) -> Result<i64> {
    value!(
        conn,
        i64,
        "SELECT COUNT(*) FROM (SELECT 1 AS one FROM connection_request r JOIN member m ON m.id = r.from_id
         WHERE r.to_id = $1 AND r.asked_at > $2 AND r.declined_at IS NULL AND r.withdrawn_at IS NULL AND m.state = 'active'
             AND NOT EXISTS (SELECT 1 FROM avoid a WHERE a.member_id = $1 AND a.other_id = m.id)
             AND NOT EXISTS (SELECT 1 FROM unseen u WHERE u.viewer_id = $1 AND u.owner_id = m.id)
         LIMIT $3) AS waits",
        member,
        since,
        most
    )
}

/// Whom the member asked since `since` and before `before`, the latest first: whatever they think of it.
///
/// # Errors
/// The database failed.
pub async fn asked_by(
    conn: &mut Conn,
    member: MemberId,
    since: Stamp,
    before: (Stamp, MemberId),
    limit: i64,
) -> Result<Vec<AskedRow>> {
    rows!(
        conn,
        AskedRow,
        "SELECT m.id, m.family, m.given, m.family_roman, m.given_roman, m.line, m.photo_id, r.words, r.asked_at
         FROM connection_request r JOIN member m ON m.id = r.to_id
         WHERE r.from_id = $1 AND r.asked_at > $2 AND (r.asked_at < $3 OR (r.asked_at = $3 AND r.to_id < $4))
             AND r.withdrawn_at IS NULL AND m.state = 'active'
             AND NOT EXISTS (SELECT 1 FROM unseen u WHERE u.viewer_id = $1 AND u.owner_id = m.id)
         ORDER BY r.asked_at DESC, r.to_id DESC LIMIT $5",
        member,
        since,
        before.0,
        before.1,
        limit
    )
}

/// Declines what `from` asked; whether it waited.
///
/// # Errors
/// The database failed.
pub async fn decline(tx: &mut Tx, from: MemberId, to: MemberId, at: Stamp) -> Result<bool> {
    let touched = execute!(
        tx,
        "UPDATE connection_request SET declined_at = $3 WHERE from_id = $1 AND to_id = $2 AND declined_at IS NULL",
        from,
        to,
        at
    )?;
    Ok(touched > 0)
}

/// Takes back what `from` asked; whether it was asked.
///
/// # Errors
/// The database failed.
pub async fn withdraw(tx: &mut Tx, from: MemberId, to: MemberId, at: Stamp) -> Result<bool> {
    let touched = execute!(
        tx,
        "UPDATE connection_request SET withdrawn_at = $3 WHERE from_id = $1 AND to_id = $2 AND withdrawn_at IS NULL",
        from,
        to,
        at
    )?;
    Ok(touched > 0)
}

/// Forgets what two members asked each other.
///
/// # Errors
/// The database failed.
pub async fn forget(tx: &mut Tx, a: MemberId, b: MemberId) -> Result<()> {
    execute!(
        tx,
        "DELETE FROM connection_request WHERE from_id = $1 AND to_id = $2 OR from_id = $2 AND to_id = $1",
        a,
        b
    )?;
    Ok(())
}

/// Forgets requests not asked after `until`; how many.
///
/// # Errors
/// The database failed.
pub async fn expire(tx: &mut Tx, until: Stamp) -> Result<u64> {
    execute!(tx, "DELETE FROM connection_request WHERE asked_at <= $1", until)
}
