//! Invitations of the office to a part of the leavers' list.
use types::campaign::{CampaignState, NewCampaign};
use types::id::{CampaignId, MemberId, RosterRowId};
use types::lang::Lang;
use types::time::Stamp;

use crate::sql::{execute, maybe_row, row, rows};
use crate::{Conn, Result, Tx};

/// A campaign as stored.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
#[expect(missing_docs, reason = "the columns of the table")]
pub struct CampaignRow {
    pub id: CampaignId,
    pub author_id: MemberId,
    pub state: CampaignState,
    pub title: String,
    pub lang: Lang,
    pub subject: String,
    pub body: String,
    pub left_from: Option<i64>,
    pub left_to: Option<i64>,
    pub department: String,
    /// People of the list up to this one are gathered.
    pub gathered_to: Option<RosterRowId>,
    /// When all of them were.
    pub gathered_at: Option<Stamp>,
    pub created_at: Stamp,
    pub started_at: Option<Stamp>,
    pub finished_at: Option<Stamp>,
}

/// Whom a part of the list reaches.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, sqlx::FromRow)]
pub struct ReachRow {
    /// People in it who are no members yet.
    pub people: i64,
    /// Of them, those whose address the list knows.
    pub with_mail: i64,
    /// Of them, those whose address was written to before.
    pub invited: i64,
    /// Of them, those whose address is a member's.
    pub members: i64,
}

/// Somebody to write to.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
#[expect(missing_docs, reason = "columns of the list")]
pub struct RecipientRow {
    pub id: RosterRowId,
    pub family: String,
    pub given: String,
    pub mail: String,
    pub department: String,
    pub left_on: String,
}

/// The bounds of a part of the list as the statements take them.
#[derive(Clone, Debug)]
pub struct Bounds {
    from: String,
    to: String,
    department: String,
}

impl Bounds {
    /// Of leaving years and a piece of a department's name.
    #[must_use]
    pub fn of(left_from: Option<i64>, left_to: Option<i64>, department: &str) -> Self {
        let escaped = department.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
        Self {
            from: left_from.map(|year| year.to_string()).unwrap_or_default(),
            to: left_to.map_or_else(|| "~".to_owned(), |year| format!("{year}~")),
            department: format!("%{escaped}%"),
        }
    }
}

impl CampaignRow {
    /// The part of the list it is for.
    #[must_use]
    pub fn bounds(&self) -> Bounds {
        Bounds::of(self.left_from, self.left_to, &self.department)
    }
}

/// Adds a draft.
///
/// # Errors
/// The database failed.
pub async fn insert(
    tx: &mut Tx,
    id: CampaignId,
    author: MemberId,
    new: &NewCampaign,
    at: Stamp,
) -> Result<()> {
    execute!(
        tx,
        "INSERT INTO campaign (id, author_id, state, title, lang, subject, body, left_from, left_to, department, created_at)
         VALUES ($1, $2, 'draft', $3, $4, $5, $6, $7, $8, $9, $10)",
        id, author, &new.title, new.lang, &new.subject, &new.body, new.segment.left_from, new.segment.left_to,
        &new.segment.department, at,
    )?;
    Ok(())
}

/// Changes a draft; whether it still was one.
///
/// # Errors
/// The database failed.
pub async fn update(tx: &mut Tx, id: CampaignId, new: &NewCampaign) -> Result<bool> {
    let touched = execute!(
        tx,
        "UPDATE campaign SET title = $2, lang = $3, subject = $4, body = $5, left_from = $6, left_to = $7, department = $8
         WHERE id = $1 AND state = 'draft'",
        id, &new.title, new.lang, &new.subject, &new.body, new.segment.left_from, new.segment.left_to,
        &new.segment.department,
    )?;
    Ok(touched > 0)
}

/// Removes a draft; whether it still was one.
///
/// # Errors
/// The database failed.
pub async fn delete(tx: &mut Tx, id: CampaignId) -> Result<bool> {
    Ok(execute!(tx, "DELETE FROM campaign WHERE id = $1 AND state = 'draft'", id)? > 0)
}

/// One campaign.
///
/// # Errors
/// The database failed.
pub async fn by_id(conn: &mut Conn, id: CampaignId) -> Result<Option<CampaignRow>> {
    maybe_row!(conn, CampaignRow, "SELECT * FROM campaign WHERE id = $1", id)
}

/// Campaigns begun before `before`, newest first.
///
/// # Errors
/// The database failed.
pub async fn list(conn: &mut Conn, before: CampaignId, limit: i64) -> Result<Vec<CampaignRow>> {
    rows!(conn, CampaignRow, "SELECT * FROM campaign WHERE id < $1 ORDER BY id DESC LIMIT $2", before, limit)
}

/// Moves a campaign from `from` to `to`; whether it was there.
///
/// # Errors
/// The database failed.
pub async fn turn(
    tx: &mut Tx,
    id: CampaignId,
    from: CampaignState,
    to: CampaignState,
    at: Stamp,
) -> Result<bool> {
    let touched = execute!(
        tx,
        "UPDATE campaign SET state = $3, started_at = COALESCE(started_at, $4),
             finished_at = CASE WHEN $3 = 'done' THEN $4 ELSE NULL END
         WHERE id = $1 AND state = $2",
        id,
        from,
        to,
        at,
    )?;
    Ok(touched > 0)
}

/// Notes up to whom the list is gathered, and at the end when.
///
/// # Errors
/// The database failed.
pub async fn note_gathered(
    tx: &mut Tx,
    id: CampaignId,
    to: Option<RosterRowId>,
    at: Option<Stamp>,
) -> Result<()> {
    execute!(
        tx,
        "UPDATE campaign SET gathered_to = COALESCE($2, gathered_to), gathered_at = $3 WHERE id = $1",
        id,
        to,
        at
    )?;
    Ok(())
}

/// Whom a part of the list reaches.
///
/// # Errors
/// The database failed.
pub async fn reach(conn: &mut Conn, b: &Bounds) -> Result<ReachRow> {
    row!(
        conn,
        ReachRow,
        "SELECT COUNT(*) AS people, COALESCE(SUM(CASE WHEN r.mail <> '' THEN 1 ELSE 0 END), 0) AS with_mail,
             COALESCE(SUM(CASE WHEN r.mail <> '' AND c.mail IS NOT NULL AND a.mail IS NULL THEN 1 ELSE 0 END), 0) AS invited,
             COALESCE(SUM(CASE WHEN r.mail <> '' AND a.mail IS NOT NULL THEN 1 ELSE 0 END), 0) AS members
         FROM roster_row r LEFT JOIN campaign_mail c ON c.mail = r.mail LEFT JOIN mail_address a ON a.mail = r.mail
         WHERE r.member_id IS NULL AND r.left_on >= $1 AND r.left_on < $2 AND r.department LIKE $3 ESCAPE '\\'",
        &b.from,
        &b.to,
        &b.department,
    )
}

/// People of a part of the list after `after` who can be written to: no members, never written to.
///
/// # Errors
/// The database failed.
pub async fn recipients(
    conn: &mut Conn,
    b: &Bounds,
    after: RosterRowId,
    limit: i64,
) -> Result<Vec<RecipientRow>> {
    rows!(
        conn,
        RecipientRow,
        "SELECT r.id, r.family, r.given, r.mail, r.department, r.left_on FROM roster_row r
         WHERE r.id > $4 AND r.member_id IS NULL AND r.mail <> '' AND r.left_on >= $1 AND r.left_on < $2
             AND r.department LIKE $3 ESCAPE '\\'
             AND NOT EXISTS (SELECT 1 FROM campaign_mail c WHERE c.mail = r.mail)
             AND NOT EXISTS (SELECT 1 FROM mail_address a WHERE a.mail = r.mail)
         ORDER BY r.id LIMIT $5",
        &b.from,
        &b.to,
        &b.department,
        after,
        limit,
    )
}
