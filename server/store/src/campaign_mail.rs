//! The mails of campaigns: one row for each address ever written to.
use types::campaign::CampaignMailState;
use types::id::{CampaignId, RosterRowId};
use types::text::Mail;
use types::time::Stamp;

use crate::campaign::RecipientRow;
use crate::sql::{execute, maybe_row, maybe_row_by_engine, rows, value};
use crate::{Conn, Result, Tx};

/// An address and what became of its mail.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
#[expect(missing_docs, reason = "the columns of the table")]
pub struct CampaignMailRow {
    pub mail: String,
    pub campaign_id: CampaignId,
    pub roster_row_id: RosterRowId,
    pub state: CampaignMailState,
    /// The last part of the links in the mail, once it was handed out.
    pub token: Option<String>,
    pub attempts: i64,
    pub sent_at: Option<Stamp>,
}

/// How many addresses are in a state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct StateRow {
    /// The state.
    pub state: CampaignMailState,
    /// Addresses.
    pub count: i64,
}

/// Gathers an address, unless it was ever gathered before; whether it was not.
///
/// # Errors
/// The database failed.
pub async fn gather(
    tx: &mut Tx,
    mail: &Mail,
    campaign: CampaignId,
    person: RosterRowId,
    state: CampaignMailState,
) -> Result<bool> {
    let touched = execute!(
        tx,
        "INSERT INTO campaign_mail (mail, campaign_id, roster_row_id, state, attempts) VALUES ($1, $2, $3, $4, 0)
         ON CONFLICT (mail) DO NOTHING",
        mail,
        campaign,
        person,
        state,
    )?;
    Ok(touched > 0)
}

/// Takes the next address of a campaign to write to, under `token` unless it has one already.
///
/// # Errors
/// The database failed.
pub async fn claim(tx: &mut Tx, campaign: CampaignId, token: &str) -> Result<Option<CampaignMailRow>> {
    maybe_row_by_engine!(
        tx,
        CampaignMailRow,
        sqlite: "UPDATE campaign_mail SET state = 'sending', token = COALESCE(token, $2), attempts = attempts + 1 WHERE mail = (
                SELECT mail FROM campaign_mail WHERE campaign_id = $1 AND state = 'waiting' ORDER BY mail LIMIT 1)
            RETURNING *",
        postgres: "UPDATE campaign_mail SET state = 'sending', token = COALESCE(token, $2), attempts = attempts + 1 WHERE mail = (
                SELECT mail FROM campaign_mail WHERE campaign_id = $1 AND state = 'waiting' ORDER BY mail LIMIT 1
                FOR UPDATE SKIP LOCKED)
            RETURNING *",
        campaign, token,
    )
}

/// Notes what became of a mail.
///
/// # Errors
/// The database failed.
pub async fn note(tx: &mut Tx, mail: &str, state: CampaignMailState, at: Stamp) -> Result<()> {
    execute!(
        tx,
        "UPDATE campaign_mail SET state = $2, sent_at = CASE WHEN $2 = 'sent' THEN $3 ELSE sent_at END WHERE mail = $1",
        mail,
        state,
        at,
    )?;
    Ok(())
}

/// Notes that an address written to does not take mail; whether it was written to.
///
/// # Errors
/// The database failed.
pub async fn bounce(tx: &mut Tx, campaign: CampaignId, mail: &Mail) -> Result<bool> {
    let touched = execute!(
        tx,
        "UPDATE campaign_mail SET state = 'bounced' WHERE campaign_id = $1 AND mail = $2 AND state IN ('sent', 'sending')",
        campaign,
        mail,
    )?;
    Ok(touched > 0)
}

/// Puts addresses whose mail server could not be reached back; how many.
///
/// # Errors
/// The database failed.
pub async fn retry(tx: &mut Tx, campaign: CampaignId) -> Result<u64> {
    execute!(
        tx,
        "UPDATE campaign_mail SET state = 'waiting', attempts = 0 WHERE campaign_id = $1 AND state = 'failed'",
        campaign
    )
}

/// How many addresses of a campaign are in which state.
///
/// # Errors
/// The database failed.
pub async fn tally(conn: &mut Conn, campaign: CampaignId) -> Result<Vec<StateRow>> {
    rows!(
        conn,
        StateRow,
        "SELECT state, COUNT(*) AS count FROM campaign_mail WHERE campaign_id = $1 GROUP BY state ORDER BY state",
        campaign
    )
}

/// How many of those written to became members.
///
/// # Errors
/// The database failed.
pub async fn joined(conn: &mut Conn, campaign: CampaignId) -> Result<i64> {
    value!(
        conn,
        i64,
        "SELECT COUNT(*) FROM campaign_mail c JOIN roster_row r ON r.id = c.roster_row_id
         WHERE c.campaign_id = $1 AND r.member_id IS NOT NULL",
        campaign
    )
}

/// Addresses of a campaign after `after` whose mail did not arrive.
///
/// # Errors
/// The database failed.
pub async fn undelivered(
    conn: &mut Conn,
    campaign: CampaignId,
    after: &str,
    limit: i64,
) -> Result<Vec<CampaignMailRow>> {
    rows!(
        conn,
        CampaignMailRow,
        "SELECT * FROM campaign_mail
         WHERE campaign_id = $1 AND state IN ('failed', 'bounced', 'sending') AND mail > $2 ORDER BY mail LIMIT $3",
        campaign,
        after,
        limit,
    )
}

/// The address of a link.
///
/// # Errors
/// The database failed.
pub async fn by_token(conn: &mut Conn, token: &str) -> Result<Option<CampaignMailRow>> {
    maybe_row!(conn, CampaignMailRow, "SELECT * FROM campaign_mail WHERE token = $1", token)
}

/// Who stands behind an address.
///
/// # Errors
/// The database failed.
pub async fn recipient(conn: &mut Conn, id: RosterRowId) -> Result<Option<RecipientRow>> {
    maybe_row!(
        conn,
        RecipientRow,
        "SELECT id, family, given, mail, department, left_on FROM roster_row WHERE id = $1",
        id
    )
}
