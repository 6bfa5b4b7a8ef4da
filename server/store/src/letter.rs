//! Company letters: 便り.
use types::id::{LetterId, MemberId};
use types::time::Stamp;

use crate::sql::{execute, maybe_row, rows};
use crate::{Conn, Result, Tx};

/// The wording of a letter; one language may be empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, sqlx::FromRow)]
#[expect(missing_docs, reason = "title, Markdown and cleaned HTML in both languages")]
pub struct WordingRow {
    pub title_ja: String,
    pub title_en: String,
    pub body_ja: String,
    pub body_en: String,
    pub html_ja: String,
    pub html_en: String,
    /// Whether it stands at the top of the feed.
    pub pinned: bool,
}

/// A letter.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct LetterRow {
    /// Which.
    pub id: LetterId,
    /// By whom.
    pub author_id: MemberId,
    /// What it says.
    #[sqlx(flatten)]
    pub wording: WordingRow,
    /// When.
    pub created_at: Stamp,
}

/// A letter in a list, without its HTML.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
#[expect(missing_docs, reason = "the fields are those of LetterRow and its wording")]
pub struct ListedRow {
    pub id: LetterId,
    pub title_ja: String,
    pub title_en: String,
    pub body_ja: String,
    pub body_en: String,
    pub pinned: bool,
    pub created_at: Stamp,
}

/// Adds a letter.
///
/// # Errors
/// The database failed.
pub async fn insert(tx: &mut Tx, id: LetterId, author: MemberId, w: &WordingRow, at: Stamp) -> Result<()> {
    execute!(
        tx,
        "INSERT INTO letter (id, author_id, title_ja, title_en, body_ja, body_en, html_ja, html_en, pinned, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        id, author, &w.title_ja, &w.title_en, &w.body_ja, &w.body_en, &w.html_ja, &w.html_en, w.pinned, at,
    )?;
    Ok(())
}

/// One letter.
///
/// # Errors
/// The database failed.
pub async fn by_id(conn: &mut Conn, id: LetterId) -> Result<Option<LetterRow>> {
    maybe_row!(
        conn,
        LetterRow,
        "SELECT id, author_id, title_ja, title_en, body_ja, body_en, html_ja, html_en, pinned, created_at
         FROM letter WHERE id = $1",
        id
    )
}

/// Letters before `before`, newest first.
///
/// # Errors
/// The database failed.
pub async fn page(conn: &mut Conn, before: LetterId, limit: i64) -> Result<Vec<ListedRow>> {
    rows!(
        conn,
        ListedRow,
        "SELECT id, title_ja, title_en, body_ja, body_en, pinned, created_at FROM letter WHERE id < $1 ORDER BY id DESC LIMIT $2",
        before,
        limit
    )
}

/// Letters at the top of the feed, newest first.
///
/// # Errors
/// The database failed.
pub async fn pinned(conn: &mut Conn, limit: i64) -> Result<Vec<ListedRow>> {
    rows!(
        conn,
        ListedRow,
        "SELECT id, title_ja, title_en, body_ja, body_en, pinned, created_at FROM letter WHERE pinned = $1
         ORDER BY id DESC LIMIT $2",
        true,
        limit
    )
}

/// Changes the wording; whether the letter is there.
///
/// # Errors
/// The database failed.
pub async fn edit(tx: &mut Tx, id: LetterId, w: &WordingRow, at: Stamp) -> Result<bool> {
    let changed = execute!(
        tx,
        "UPDATE letter SET title_ja = $2, title_en = $3, body_ja = $4, body_en = $5, html_ja = $6, html_en = $7, pinned = $8,
             edited_at = $9 WHERE id = $1",
        id, &w.title_ja, &w.title_en, &w.body_ja, &w.body_en, &w.html_ja, &w.html_en, w.pinned, at,
    )?;
    Ok(changed > 0)
}
