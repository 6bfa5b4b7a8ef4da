//! Invitations of the office to a part of the leavers' list: written, looked at, tried, sent a few at a time ([`send`]).
//!
//! No address is ever written to twice, by any campaign; who opted out gets nothing ([`opt_out`]); members are no recipients.
mod letter;
pub mod opt_out;
pub mod send;
#[cfg(test)]
mod tests;

pub(crate) use opt_out::mail_hash;
pub use store::campaign::{CampaignRow, ReachRow, RecipientRow};
pub use store::campaign_mail::CampaignMailRow;

use store::Conn;
use types::campaign::{CampaignInput, CampaignMailState, CampaignState};
use types::form::Problem;
use types::id::{CampaignId, RosterRowId};

use crate::Service;
use crate::fault::{Fault, FormError};
use crate::paging;
use crate::policy::{Capability, require};
use crate::viewer::Viewer;

/// Campaigns on one page, and addresses without delivery on one page.
const PAGE: usize = 20;
/// People shown as a sample of those reached.
const SAMPLE: i64 = 10;

/// How far the mails of a campaign are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Not written to yet.
    pub waiting: i64,
    /// Handed to the mail server, outcome unknown.
    pub sending: i64,
    /// Taken by the mail server.
    pub sent: i64,
    /// Not reached.
    pub failed: i64,
    /// Addresses that take no mail.
    pub bounced: i64,
    /// People who want no invitation.
    pub opted_out: i64,
    /// Of those written to, people who became members.
    pub joined: i64,
}

impl Progress {
    /// All addresses gathered.
    #[must_use]
    pub fn total(&self) -> i64 {
        self.waiting + self.done()
    }

    /// Addresses that need nothing more.
    #[must_use]
    pub fn done(&self) -> i64 {
        self.sending + self.sent + self.failed + self.bounced + self.opted_out
    }
}

/// A campaign with what the office decides by.
#[derive(Clone, Debug)]
pub struct CampaignView {
    /// The campaign.
    pub row: CampaignRow,
    /// Whom the list would reach now, while it is a draft.
    pub reach: ReachRow,
    /// Some of them, while it is a draft.
    pub sample: Vec<RecipientRow>,
    /// Subject and text as the first of them would read it.
    pub preview: (String, String),
    /// How far the mails are.
    pub progress: Progress,
    /// Addresses whose mail did not arrive.
    pub undelivered: Vec<CampaignMailRow>,
    /// Where their next page begins.
    pub next: Option<String>,
}

impl Service {
    /// Campaigns from before `before`, newest first, and where the next page begins.
    ///
    /// # Errors
    /// Only for the office.
    pub async fn campaigns(
        &self,
        viewer: &Viewer,
        before: Option<CampaignId>,
    ) -> Result<(Vec<CampaignRow>, Option<CampaignId>), Fault> {
        require(viewer, Capability::RunOffice)?;
        let mut conn = self.db().read().await?;
        let from = before.unwrap_or(CampaignId::LAST);
        let rows = store::campaign::list(&mut conn, from, paging::asked(PAGE)).await?;
        Ok(paging::cut(rows, PAGE, |row| row.id))
    }

    /// One campaign; addresses without delivery from after `after`.
    ///
    /// # Errors
    /// Only for the office; [`Fault::NotFound`].
    pub async fn campaign(
        &self,
        viewer: &Viewer,
        id: CampaignId,
        after: &str,
    ) -> Result<CampaignView, Fault> {
        require(viewer, Capability::RunOffice)?;
        let mut conn = self.db().read().await?;
        let row = store::campaign::by_id(&mut conn, id).await?.ok_or(Fault::NotFound)?;
        let bounds = row.bounds();
        // Both read the whole list, and only a draft is decided by them.
        let (reach, sample) = match row.state {
            CampaignState::Draft => (
                store::campaign::reach(&mut conn, &bounds).await?,
                store::campaign::recipients(&mut conn, &bounds, RosterRowId::FIRST, SAMPLE).await?,
            ),
            _ => Default::default(),
        };
        let site = self.site_on(&mut conn).await?;
        let preview = letter::preview(self, &site, &row, sample.first());
        let progress = progress(&mut conn, id).await?;
        let undelivered =
            store::campaign_mail::undelivered(&mut conn, id, after, paging::asked(PAGE)).await?;
        let (undelivered, next) = paging::cut(undelivered, PAGE, |row| row.mail.clone());
        Ok(CampaignView { row, reach, sample, preview, progress, undelivered, next })
    }

    /// Writes a draft, new or `id`.
    ///
    /// # Errors
    /// Problems of the form; only for the office; [`Fault::NotFound`] also when it is no draft any more.
    pub async fn put_campaign(
        &self,
        viewer: &Viewer,
        id: Option<CampaignId>,
        input: &CampaignInput,
    ) -> Result<CampaignId, FormError> {
        let me = require(viewer, Capability::RunOffice)?;
        let new = input.parse(self.this_year())?;
        let mut tx = self.db().write().await?;
        let id = if let Some(id) = id {
            store::campaign::update(&mut tx, id, &new).await?.then_some(id).ok_or(Fault::NotFound)?
        } else {
            let id = self.id();
            store::campaign::insert(&mut tx, id, me.id(), &new, self.now()).await?;
            id
        };
        self.audit_campaign(&mut tx, me.id(), "campaign.put", id).await?;
        tx.commit().await?;
        Ok(id)
    }

    /// Throws a draft away.
    ///
    /// # Errors
    /// Only for the office; [`Fault::NotFound`] also when it is no draft any more.
    pub async fn remove_campaign(&self, viewer: &Viewer, id: CampaignId) -> Result<(), Fault> {
        let me = require(viewer, Capability::RunOffice)?;
        let mut tx = self.db().write().await?;
        if !store::campaign::delete(&mut tx, id).await? {
            return Err(Fault::NotFound);
        }
        self.audit_campaign(&mut tx, me.id(), "campaign.remove", id).await?;
        Ok(tx.commit().await?)
    }

    /// Notes addresses whose mail came back, typed one per line; how many of them the campaign wrote to.
    ///
    /// # Errors
    /// A problem of the field `mails`; only for the office.
    pub async fn note_bounces(
        &self,
        viewer: &Viewer,
        id: CampaignId,
        mails: &str,
    ) -> Result<usize, FormError> {
        let me = require(viewer, Capability::RunOffice)?;
        let typed: Vec<&str> = mails.split([',', ' ', '\n', '\r']).filter(|mail| !mail.is_empty()).collect();
        if typed.is_empty() {
            return Err(FormError::of("mails", Problem::Required));
        }
        let mut tx = self.db().write().await?;
        let mut known = 0;
        for mail in typed {
            let mail = mail.parse().map_err(|problem| FormError::of("mails", problem))?;
            known += usize::from(store::campaign_mail::bounce(&mut tx, id, &mail).await?);
        }
        self.audit_campaign(&mut tx, me.id(), "campaign.bounces", id).await?;
        tx.commit().await?;
        Ok(known)
    }
}

async fn progress(conn: &mut Conn, id: CampaignId) -> Result<Progress, Fault> {
    let mut progress =
        Progress { joined: store::campaign_mail::joined(conn, id).await?, ..Progress::default() };
    for row in store::campaign_mail::tally(conn, id).await? {
        let place = match row.state {
            CampaignMailState::Waiting => &mut progress.waiting,
            CampaignMailState::Sending => &mut progress.sending,
            CampaignMailState::Sent => &mut progress.sent,
            CampaignMailState::Failed => &mut progress.failed,
            CampaignMailState::Bounced => &mut progress.bounced,
            CampaignMailState::OptedOut => &mut progress.opted_out,
        };
        *place = row.count;
    }
    Ok(progress)
}
