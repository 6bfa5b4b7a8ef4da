//! Stored pictures: the rows; the files are the service's.
use types::id::{MediaId, MemberId};
use types::time::Stamp;
use types::visibility::Visibility;

use crate::sight::Eye;
use crate::sql::{execute, maybe_row, value};
use crate::{Conn, Result, Tx};

/// A picture as stored.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
#[expect(missing_docs, reason = "columns of the table")]
pub struct MediaRow {
    pub id: MediaId,
    pub owner_id: Option<MemberId>,
    /// `portrait`, `picture` or `logo`.
    pub kind: String,
    pub mime: String,
    /// Name of the file as uploaded.
    pub name: String,
    /// Size of the large version.
    pub bytes: i64,
    pub width: i64,
    pub height: i64,
    /// Whether visitors may see it.
    pub public: bool,
    pub created_at: Stamp,
    /// How far a portrait reaches; none for other pictures.
    pub reach: Option<Visibility>,
}

/// The portrait of a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct PortraitRow {
    /// The picture.
    pub id: MediaId,
    /// How far it reaches.
    pub reach: Visibility,
}

/// Adds a picture.
///
/// # Errors
/// The database failed.
pub async fn insert(tx: &mut Tx, m: &MediaRow) -> Result<()> {
    execute!(
        tx,
        "INSERT INTO media (id, owner_id, kind, mime, name, bytes, width, height, public, created_at, reach)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        m.id,
        m.owner_id,
        &m.kind,
        &m.mime,
        &m.name,
        m.bytes,
        m.width,
        m.height,
        m.public,
        m.created_at,
        m.reach,
    )?;
    Ok(())
}

/// One picture.
///
/// # Errors
/// The database failed.
pub async fn by_id(conn: &mut Conn, id: MediaId) -> Result<Option<MediaRow>> {
    maybe_row!(conn, MediaRow, "SELECT * FROM media WHERE id = $1", id)
}

/// The portrait of a member, however far it reaches.
///
/// # Errors
/// The database failed.
pub async fn portrait(conn: &mut Conn, owner: MemberId) -> Result<Option<PortraitRow>> {
    maybe_row!(
        conn,
        PortraitRow,
        "SELECT id, reach FROM media WHERE owner_id = $1 AND kind = 'portrait'",
        owner
    )
}

/// How far a portrait reaches from now on.
///
/// # Errors
/// The database failed.
pub async fn set_reach(tx: &mut Tx, id: MediaId, reach: Visibility) -> Result<()> {
    execute!(tx, "UPDATE media SET reach = $2 WHERE id = $1", id, reach)?;
    Ok(())
}

/// Whether a member may see the person whose portrait it is: nobody sees one who is suspended, and who rests stands under what
/// they wrote.
///
/// # Errors
/// The database failed.
pub async fn is_portrait_seen(conn: &mut Conn, eye: Eye, media: MediaId) -> Result<bool> {
    let found = value!(
        conn,
        i64,
        "SELECT COUNT(*) FROM media p JOIN member m ON m.id = p.owner_id WHERE p.id = $1 AND (m.id = $2 OR (m.state <> 'suspended'
             AND NOT EXISTS (SELECT 1 FROM unseen u WHERE u.viewer_id = $2 AND u.owner_id = m.id)))",
        media,
        eye.id()
    )?;
    Ok(found > 0)
}

/// Forgets a picture that nothing refers to.
///
/// # Errors
/// The database failed, or something still refers to it.
pub async fn delete(tx: &mut Tx, id: MediaId) -> Result<()> {
    execute!(tx, "DELETE FROM media WHERE id = $1", id)?;
    Ok(())
}
