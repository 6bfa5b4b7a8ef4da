//! Stored pictures: the rows; the files are the service's.
use types::id::{MediaId, MemberId};
use types::time::Stamp;

use crate::sql::{execute, maybe_row};
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
}

/// Adds a picture.
///
/// # Errors
/// The database failed.
pub async fn insert(tx: &mut Tx, m: &MediaRow) -> Result<()> {
    execute!(
        tx,
        "INSERT INTO media (id, owner_id, kind, mime, name, bytes, width, height, public, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
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

/// Forgets a picture that nothing refers to.
///
/// # Errors
/// The database failed, or something still refers to it.
pub async fn delete(tx: &mut Tx, id: MediaId) -> Result<()> {
    execute!(tx, "DELETE FROM media WHERE id = $1", id)?;
    Ok(())
}
