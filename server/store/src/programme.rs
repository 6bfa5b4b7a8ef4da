//! Programmes and who is interested in them.
use types::id::{MemberId, ProgrammeId};
use types::programme::ProgrammeState;
use types::time::Stamp;

use crate::member::PersonRow;
use crate::sql::{execute, maybe_row, maybe_value, rows, value, values};
use crate::{Conn, Result, Tx};

/// A programme as stored.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct ProgrammeRow {
    /// Which.
    pub id: ProgrammeId,
    /// Its name in addresses.
    pub slug: String,
    /// Where it stands.
    pub state: ProgrammeState,
    /// [`types::programme::ProgrammeContent`] as JSON.
    pub content: String,
    /// Last.
    pub changed_at: Stamp,
}

/// Adds a programme.
///
/// # Errors
/// [`crate::StoreError::Duplicate`] when the slug is taken.
pub async fn insert(tx: &mut Tx, p: &ProgrammeRow) -> Result<()> {
    execute!(
        tx,
        "INSERT INTO programme (id, slug, state, content, changed_at) VALUES ($1, $2, $3, $4, $5)",
        p.id,
        &p.slug,
        p.state,
        &p.content,
        p.changed_at,
    )?;
    Ok(())
}

/// Changes a programme.
///
/// # Errors
/// [`crate::StoreError::Duplicate`] when the slug is another's.
pub async fn update(tx: &mut Tx, p: &ProgrammeRow) -> Result<()> {
    execute!(
        tx,
        "UPDATE programme SET slug = $2, state = $3, content = $4, changed_at = $5 WHERE id = $1",
        p.id,
        &p.slug,
        p.state,
        &p.content,
        p.changed_at,
    )?;
    Ok(())
}

/// The programme of a slug.
///
/// # Errors
/// The database failed.
pub async fn by_slug(conn: &mut Conn, slug: &str) -> Result<Option<ProgrammeRow>> {
    maybe_row!(conn, ProgrammeRow, "SELECT * FROM programme WHERE slug = $1", slug)
}

/// Slug and content of the programme, for pages that only link to it.
///
/// # Errors
/// The database failed.
pub async fn by_id(conn: &mut Conn, id: ProgrammeId) -> Result<Option<ProgrammeRow>> {
    maybe_row!(conn, ProgrammeRow, "SELECT * FROM programme WHERE id = $1", id)
}

/// Programmes, open ones first, then the newest; with `all` also drafts.
///
/// # Errors
/// The database failed.
pub async fn list(conn: &mut Conn, all: bool, limit: i64) -> Result<Vec<ProgrammeRow>> {
    rows!(
        conn,
        ProgrammeRow,
        "SELECT * FROM programme WHERE state <> 'draft' OR $1
         ORDER BY CASE WHEN state = 'open' THEN 0 ELSE 1 END, id DESC LIMIT $2",
        all,
        limit,
    )
}

/// Notes that the member is interested; does nothing when noted already.
///
/// # Errors
/// The database failed.
pub async fn add_interest(tx: &mut Tx, programme: ProgrammeId, member: MemberId, at: Stamp) -> Result<()> {
    execute!(
        tx,
        "INSERT INTO programme_interest (programme_id, member_id, at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
        programme,
        member,
        at,
    )?;
    Ok(())
}

/// Takes the interest back.
///
/// # Errors
/// The database failed.
pub async fn remove_interest(tx: &mut Tx, programme: ProgrammeId, member: MemberId) -> Result<()> {
    execute!(
        tx,
        "DELETE FROM programme_interest WHERE programme_id = $1 AND member_id = $2",
        programme,
        member
    )?;
    Ok(())
}

/// Since when the member is interested.
///
/// # Errors
/// The database failed.
pub async fn interest(conn: &mut Conn, programme: ProgrammeId, member: MemberId) -> Result<Option<Stamp>> {
    maybe_value!(
        conn,
        Stamp,
        "SELECT at FROM programme_interest WHERE programme_id = $1 AND member_id = $2",
        programme,
        member
    )
}

/// How many members are interested.
///
/// # Errors
/// The database failed.
pub async fn interested(conn: &mut Conn, programme: ProgrammeId) -> Result<i64> {
    value!(conn, i64, "SELECT COUNT(*) FROM programme_interest WHERE programme_id = $1", programme)
}

/// Somebody interested, and since when.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct InterestedRow {
    /// Since when.
    pub at: Stamp,
    /// Who.
    #[sqlx(flatten)]
    pub person: PersonRow,
}

/// Members who are interested, by id after `after`.
///
/// # Errors
/// The database failed.
pub async fn interested_people(
    conn: &mut Conn,
    programme: ProgrammeId,
    after: MemberId,
    limit: i64,
) -> Result<Vec<InterestedRow>> {
    rows!(
        conn,
        InterestedRow,
        "SELECT i.at, m.id, m.family, m.given, m.family_roman, m.given_roman, m.line, m.photo_id
         FROM programme_interest i JOIN member m ON m.id = i.member_id
         WHERE i.programme_id = $1 AND i.member_id > $2 AND m.state IN ('active', 'resting') ORDER BY i.member_id LIMIT $3",
        programme,
        after,
        limit,
    )
}

/// Active members who are interested, belong to no application that is sent and agree to notices by a text not older than
/// `counts_from`, by id after `after`.
///
/// # Errors
/// The database failed.
pub async fn undecided(
    conn: &mut Conn,
    programme: ProgrammeId,
    after: MemberId,
    limit: i64,
    counts_from: &str,
) -> Result<Vec<MemberId>> {
    values!(
        conn,
        MemberId,
        "SELECT i.member_id FROM programme_interest i JOIN member m ON m.id = i.member_id
         WHERE i.programme_id = $1 AND i.member_id > $2 AND m.state = 'active' AND NOT EXISTS (
             SELECT 1 FROM team_member t JOIN application a ON a.id = t.application_id
             WHERE t.member_id = i.member_id AND t.state = 'accepted' AND a.programme_id = $1
                 AND a.state NOT IN ('draft', 'withdrawn'))
         AND EXISTS (
             SELECT 1 FROM consent g WHERE g.member_id = i.member_id AND g.purpose = 'notices' AND g.given AND g.text_version >= $4
                 AND NOT EXISTS (SELECT 1 FROM consent n WHERE n.member_id = g.member_id AND n.purpose = g.purpose AND n.id > g.id))
         ORDER BY i.member_id LIMIT $3",
        programme,
        after,
        limit,
        counts_from,
    )
}

/// Notes that those interested are told of what is at `at`; whether they were not yet.
///
/// # Errors
/// The database failed.
pub async fn note_told(tx: &mut Tx, programme: ProgrammeId, at: Stamp, now: Stamp) -> Result<bool> {
    let added = execute!(
        tx,
        "INSERT INTO programme_notice (programme_id, at, told_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
        programme,
        at,
        now
    )?;
    Ok(added > 0)
}
