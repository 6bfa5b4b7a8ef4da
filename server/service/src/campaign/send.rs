//! Sending: first the addresses are gathered, then written to, a few at a time, by one task that asks for itself again.
//!
//! An address is marked before its mail leaves: a server that dies in between leaves it as "sending", and never writes twice.
use lettre::transport::smtp;
use store::Tx;
use types::campaign::{CampaignMailState, CampaignState};
use types::form::Problem;
use types::id::{CampaignId, MemberId, RosterRowId, TaskId};
use types::text::Mail;
use types::time::Stamp;

use super::letter::{letter, opt_out_url};
use super::opt_out::mail_hash;
use super::{CampaignMailRow, CampaignRow};
use crate::Service;
use crate::fault::{Fault, FormError};
use crate::policy::{Capability, require};
use crate::task::Task;
use crate::viewer::Viewer;

/// People of the list looked at in one transaction.
const GATHERED: usize = 500;
/// Mails sent by one task.
const BATCH: usize = 30;
/// Pause between two tasks: mail servers slow down whoever hurries.
const PAUSE: i64 = 10 * Stamp::SECOND;
/// Pause after the mail server could not be reached.
const AWAY: i64 = 5 * Stamp::MINUTE;
/// Attempts to reach the mail server for one address.
const ATTEMPTS: i64 = 3;

impl Service {
    /// Mails the campaign to the viewer only, as it would reach the first of its people.
    ///
    /// # Errors
    /// Only for the office; [`Fault::NotFound`].
    pub async fn try_campaign(&self, viewer: &Viewer, id: CampaignId) -> Result<Mail, Fault> {
        let me = require(viewer, Capability::RunOffice)?;
        let to = self.primary_mail(viewer).await?;
        let mut tx = self.db().write().await?;
        let row = store::campaign::by_id(&mut tx, id).await?.ok_or(Fault::NotFound)?;
        let first = store::campaign::recipients(&mut tx, &row.bounds(), RosterRowId::FIRST, 1).await?;
        let site = self.site_on(&mut tx).await?;
        let letter = letter(self, &site, &row, first.first(), to.clone(), "test");
        self.enqueue(&mut tx, &Task::Mail(letter)).await?;
        self.audit_campaign(&mut tx, me.id(), "campaign.try", id).await?;
        tx.commit().await?;
        Ok(to)
    }

    /// Begins to send.
    ///
    /// # Errors
    /// A problem of the field `postal` when the site does not say from where it sends; only for the office;
    /// [`Fault::NotFound`] when it is no draft any more.
    pub async fn start_campaign(&self, viewer: &Viewer, id: CampaignId) -> Result<(), FormError> {
        require(viewer, Capability::RunOffice)?;
        let site = self.site().await?;
        if site.postal.get(site.lang).is_empty() {
            return Err(FormError::of("postal", Problem::Required));
        }
        self.turn_campaign(viewer, id, CampaignState::Draft, CampaignState::Sending).await?;
        Ok(())
    }

    /// Stops sending for now; mails of the last seconds may still leave.
    ///
    /// # Errors
    /// Only for the office; [`Fault::NotFound`] when it does not send.
    pub async fn pause_campaign(&self, viewer: &Viewer, id: CampaignId) -> Result<(), Fault> {
        self.turn_campaign(viewer, id, CampaignState::Sending, CampaignState::Paused).await
    }

    /// Goes on sending.
    ///
    /// # Errors
    /// Only for the office; [`Fault::NotFound`] when it is not paused.
    pub async fn resume_campaign(&self, viewer: &Viewer, id: CampaignId) -> Result<(), Fault> {
        self.turn_campaign(viewer, id, CampaignState::Paused, CampaignState::Sending).await
    }

    /// Tries addresses again that could not be reached; how many.
    ///
    /// # Errors
    /// Only for the office; [`Fault::NotFound`] when the campaign is not over.
    pub async fn retry_campaign(&self, viewer: &Viewer, id: CampaignId) -> Result<u64, Fault> {
        let me = require(viewer, Capability::RunOffice)?;
        let mut tx = self.db().write().await?;
        let again = store::campaign_mail::retry(&mut tx, id).await?;
        if again > 0 {
            self.turn_to(&mut tx, me.id(), id, CampaignState::Done, CampaignState::Sending).await?;
        }
        tx.commit().await?;
        Ok(again)
    }

    async fn turn_campaign(
        &self,
        viewer: &Viewer,
        id: CampaignId,
        from: CampaignState,
        to: CampaignState,
    ) -> Result<(), Fault> {
        let me = require(viewer, Capability::RunOffice)?;
        let mut tx = self.db().write().await?;
        self.turn_to(&mut tx, me.id(), id, from, to).await?;
        Ok(tx.commit().await?)
    }

    async fn turn_to(
        &self,
        tx: &mut Tx,
        actor: MemberId,
        id: CampaignId,
        from: CampaignState,
        to: CampaignState,
    ) -> Result<(), Fault> {
        if !store::campaign::turn(tx, id, from, to, self.now()).await? {
            return Err(Fault::NotFound);
        }
        if to == CampaignState::Sending {
            self.go_on(tx, id, self.now()).await?;
        }
        self.audit_campaign(tx, actor, &format!("campaign.{to}"), id).await
    }

    async fn go_on(&self, tx: &mut Tx, id: CampaignId, at: Stamp) -> Result<(), Fault> {
        let task = Task::SendCampaign { campaign: id };
        self.enqueue_at(tx, &task, at, Some(&format!("campaign:{id}"))).await
    }

    /// Gathers or sends a part of a campaign, and asks for the next part.
    pub(crate) async fn send_campaign(&self, task: TaskId, id: CampaignId) -> Result<(), Fault> {
        let mut conn = self.db().read().await?;
        let row = store::campaign::by_id(&mut conn, id).await?;
        drop(conn);
        let next = match row.filter(|row| row.state == CampaignState::Sending) {
            None => None,
            Some(row) if row.gathered_at.is_none() => {
                self.gather(&row).await?;
                Some(self.now())
            }
            Some(row) => self.send_batch(&row).await?,
        };
        let mut tx = self.db().write().await?;
        store::task::finish(&mut tx, task).await?;
        if let Some(at) = next {
            self.go_on(&mut tx, id, at).await?;
        } else {
            let (from, to) = (CampaignState::Sending, CampaignState::Done);
            store::campaign::turn(&mut tx, id, from, to, self.now()).await?;
        }
        Ok(tx.commit().await?)
    }

    async fn gather(&self, campaign: &CampaignRow) -> Result<(), Fault> {
        let mut tx = self.db().write().await?;
        let after = campaign.gathered_to.unwrap_or(RosterRowId::FIRST);
        let limit = i64::try_from(GATHERED).unwrap_or(i64::MAX);
        let people = store::campaign::recipients(&mut tx, &campaign.bounds(), after, limit).await?;
        for person in &people {
            // What the list holds instead of an address is no recipient.
            let Ok(mail) = person.mail.parse::<Mail>() else { continue };
            let opted_out = store::opt_out::exists(&mut tx, &mail_hash(&mail)).await?;
            let state = if opted_out { CampaignMailState::OptedOut } else { CampaignMailState::Waiting };
            store::campaign_mail::gather(&mut tx, &mail, campaign.id, person.id, state).await?;
        }
        let all = (people.len() < GATHERED).then(|| self.now());
        let last = people.last().map(|person| person.id);
        store::campaign::note_gathered(&mut tx, campaign.id, last, all).await?;
        Ok(tx.commit().await?)
    }

    /// When to go on; never, when all is sent.
    async fn send_batch(&self, campaign: &CampaignRow) -> Result<Option<Stamp>, Fault> {
        for _ in 0..BATCH {
            let mut tx = self.db().write().await?;
            let still = store::campaign::by_id(&mut tx, campaign.id).await?;
            if still.is_none_or(|row| row.state != CampaignState::Sending) {
                return Ok(None);
            }
            let token = self.secrets().token();
            let Some(row) = store::campaign_mail::claim(&mut tx, campaign.id, &token).await? else {
                return Ok(None);
            };
            tx.commit().await?;
            let (state, away) = self.send_one(campaign, &row).await?;
            let mut tx = self.db().write().await?;
            store::campaign_mail::note(&mut tx, &row.mail, state, self.now()).await?;
            tx.commit().await?;
            if away {
                return Ok(Some(self.now().plus(AWAY)));
            }
        }
        Ok(Some(self.now().plus(PAUSE)))
    }

    /// What became of the mail, and whether the mail server is away.
    async fn send_one(
        &self,
        campaign: &CampaignRow,
        row: &CampaignMailRow,
    ) -> Result<(CampaignMailState, bool), Fault> {
        let Ok(to) = row.mail.parse::<Mail>() else { return Ok((CampaignMailState::Bounced, false)) };
        let mut conn = self.db().read().await?;
        let person = store::campaign_mail::recipient(&mut conn, row.roster_row_id).await?;
        let is_member = store::member::by_mail(&mut conn, &to).await?.is_some();
        if is_member || store::opt_out::exists(&mut conn, &mail_hash(&to)).await? {
            return Ok((CampaignMailState::OptedOut, false));
        }
        let site = self.site_on(&mut conn).await?;
        drop(conn);
        let token = row.token.as_deref().unwrap_or_default();
        let letter = letter(self, &site, campaign, person.as_ref(), to, token);
        let unsubscribe = opt_out_url(self, token);
        match self.inner.mailer.send_to_list(&letter, &unsubscribe, self.now()).await {
            Ok(()) => Ok((CampaignMailState::Sent, false)),
            Err(fault) if takes_no_mail(&fault) => Ok((CampaignMailState::Bounced, false)),
            Err(fault) => {
                tracing::warn!(campaign = %campaign.id, error = ?fault, "the mail server did not take an invitation");
                let given_up = row.attempts >= ATTEMPTS;
                let state = if given_up { CampaignMailState::Failed } else { CampaignMailState::Waiting };
                Ok((state, true))
            }
        }
    }

    pub(super) async fn audit_campaign(
        &self,
        tx: &mut Tx,
        actor: MemberId,
        action: &str,
        id: CampaignId,
    ) -> Result<(), Fault> {
        self.audit(tx, Some(actor), action, format!("campaign:{id}"), serde_json::Value::Null).await
    }
}

/// Whether the mail server said that there is nobody at the address: 550, 551, 553 (RFC 5321, 4.2.3).
fn takes_no_mail(fault: &Fault) -> bool {
    let Fault::Internal(source) = fault else { return false };
    let Some(error) = source.downcast_ref::<smtp::Error>() else { return false };
    matches!(error.status().map(u16::from), Some(550 | 551 | 553))
}
