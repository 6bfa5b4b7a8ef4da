//! Stories and the people in them.
use types::id::{MemberId, StoryId};
use types::time::Stamp;

use crate::member::PersonRow;
use crate::sight::Eye;
use crate::sql::{execute, maybe_row, rows};
use crate::{Conn, Result, Tx};

/// A story as stored.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct StoryRow {
    /// Which.
    pub id: StoryId,
    /// Its name in addresses.
    pub slug: String,
    /// [`types::story::StoryWords`] as JSON.
    pub words: String,
    /// Whether visitors may read it.
    pub public: bool,
    /// Since when.
    pub published_at: Stamp,
}

/// Adds a story.
///
/// # Errors
/// [`crate::StoreError::Duplicate`] when the slug is taken.
pub async fn insert(tx: &mut Tx, s: &StoryRow) -> Result<()> {
    execute!(
        tx,
        "INSERT INTO story (id, slug, words, public, published_at) VALUES ($1, $2, $3, $4, $5)",
        s.id,
        &s.slug,
        &s.words,
        s.public,
        s.published_at,
    )?;
    Ok(())
}

/// Changes a story.
///
/// # Errors
/// [`crate::StoreError::Duplicate`] when the slug is another's.
pub async fn update(tx: &mut Tx, s: &StoryRow) -> Result<()> {
    execute!(
        tx,
        "UPDATE story SET slug = $2, words = $3, public = $4, published_at = $5 WHERE id = $1",
        s.id,
        &s.slug,
        &s.words,
        s.public,
        s.published_at,
    )?;
    Ok(())
}

/// Forgets a story in which nobody is any more.
///
/// # Errors
/// The database failed, or people are still in it.
pub async fn delete(tx: &mut Tx, id: StoryId) -> Result<()> {
    execute!(tx, "DELETE FROM story WHERE id = $1", id)?;
    Ok(())
}

/// Takes everybody out of a story.
///
/// # Errors
/// The database failed.
pub async fn delete_people(tx: &mut Tx, story: StoryId) -> Result<()> {
    execute!(tx, "DELETE FROM story_person WHERE story_id = $1", story)?;
    Ok(())
}

/// Adds a person to a story, at `place` in the order of their names.
///
/// # Errors
/// [`crate::StoreError::Duplicate`] when the person is in it already.
pub async fn insert_person(tx: &mut Tx, story: StoryId, member: MemberId, place: i64) -> Result<()> {
    execute!(
        tx,
        "INSERT INTO story_person (story_id, member_id, place) VALUES ($1, $2, $3)",
        story,
        member,
        place
    )?;
    Ok(())
}

/// The story of a slug.
///
/// # Errors
/// The database failed.
pub async fn by_slug(conn: &mut Conn, slug: &str) -> Result<Option<StoryRow>> {
    maybe_row!(conn, StoryRow, "SELECT * FROM story WHERE slug = $1", slug)
}

/// Who is in the story, as far as the viewer may see them.
///
/// # Errors
/// The database failed.
pub async fn people(conn: &mut Conn, eye: Eye, story: StoryId) -> Result<Vec<PersonRow>> {
    rows!(
        conn,
        PersonRow,
        "SELECT m.id, m.family, m.given, m.family_roman, m.given_roman, m.line, m.photo_id
         FROM story_person p JOIN member m ON m.id = p.member_id
         WHERE p.story_id = $1 AND m.state IN ('active', 'stand_in')
             AND NOT EXISTS (SELECT 1 FROM unseen u WHERE u.viewer_id = $2 AND u.owner_id = m.id)
         ORDER BY p.place LIMIT 10",
        story,
        eye.id()
    )
}

/// Stories published before `before`, the newest first; with `all` also those not public.
///
/// # Errors
/// The database failed.
pub async fn page(conn: &mut Conn, all: bool, before: (Stamp, StoryId), limit: i64) -> Result<Vec<StoryRow>> {
    rows!(
        conn,
        StoryRow,
        "SELECT * FROM story WHERE (published_at < $1 OR (published_at = $1 AND id < $2)) AND (public OR $3)
         ORDER BY published_at DESC, id DESC LIMIT $4",
        before.0,
        before.1,
        all,
        limit,
    )
}
