//! What members ask the office to do about their data, and how the office answers: in words, by a deadline.
mod office;
#[cfg(test)]
mod tests;

pub use office::RightsFile;
pub use store::rights_request::{DeskRow, RightsRow};

use serde_json::json;
use store::Tx;
use types::id::{MemberId, RightsRequestId};
use types::lang::Voice;
use types::rights::{RightsInput, RightsState};
use types::text::Mail;
use types::time::Stamp;
use types::words::rights as w;

use crate::Service;
use crate::clock::zoned;
use crate::fault::{Fault, FormError};
use crate::mail::Letter;
use crate::paging;
use crate::policy::{Capability, require};
use crate::task::Task;
use crate::viewer::Viewer;

/// Requests on one page.
const PAGE: usize = 20;
/// Requests of one member within the hour.
const PER_HOUR: i64 = 10;

impl Service {
    /// The viewer's requests before `before`, the newest first, and where the next page begins.
    ///
    /// # Errors
    /// Only members make some.
    pub async fn rights_requests(
        &self,
        viewer: &Viewer,
        before: Option<RightsRequestId>,
    ) -> Result<(Vec<RightsRow>, Option<RightsRequestId>), Fault> {
        let me = require(viewer, Capability::TakePart)?;
        let mut conn = self.db().read().await?;
        let before = before.unwrap_or(RightsRequestId::LAST);
        let rows = store::rights_request::of_member(&mut conn, me.id(), before, paging::asked(PAGE)).await?;
        Ok(paging::cut(rows, PAGE, |row| row.id))
    }

    /// Makes a request, and tells the office's address.
    ///
    /// # Errors
    /// Problems of the form; only members make some; [`Fault::TooOften`].
    pub async fn ask_rights(
        &self,
        viewer: &Viewer,
        input: &RightsInput,
    ) -> Result<RightsRequestId, FormError> {
        let me = require(viewer, Capability::TakePart)?;
        let (kind, body) = input.parse()?;
        let mut tx = self.db().write().await?;
        self.limit(&mut tx, &format!("rights:{}", me.id()), PER_HOUR).await?;
        let site = self.site_on(&mut tx).await?;
        let row = RightsRow {
            id: self.id(),
            member_id: me.id(),
            kind,
            body,
            state: RightsState::Open,
            answer: String::new(),
            created_at: self.now(),
            due_at: self.now().plus(site.rights_days * Stamp::DAY),
            answered_at: None,
            answered_by: None,
            withdrawn_at: None,
        };
        store::rights_request::insert(&mut tx, &row).await?;
        if let Ok(to) = site.contact.parse::<Mail>() {
            let (v, lang) = (site.voice(site.lang), site.lang);
            let (name, kind) = (site.name.get(lang), row.kind.word(v));
            let page = self.config().url(&format!("/office/rights/{}", row.id));
            let body = w::mail_office(v, self.day(v, row.due_at), kind, name, &page, me.person.name(lang));
            let subject = w::mail_office_subject(v, kind, name);
            self.enqueue(&mut tx, &Task::Mail(Letter { to, lang, subject, body, calendar: None })).await?;
        }
        self.audit_rights(&mut tx, me.id(), "rights.ask", &row).await?;
        tx.commit().await?;
        Ok(row.id)
    }

    /// Takes an open request of the viewer back; whether there was one.
    ///
    /// # Errors
    /// Only members make some.
    pub async fn withdraw_rights(&self, viewer: &Viewer, id: RightsRequestId) -> Result<bool, Fault> {
        let me = require(viewer, Capability::TakePart)?;
        let mut tx = self.db().write().await?;
        if !store::rights_request::withdraw(&mut tx, id, me.id(), self.now()).await? {
            return Ok(false);
        }
        let row = store::rights_request::by_id(&mut tx, id).await?.ok_or(Fault::NotFound)?;
        self.audit_rights(&mut tx, me.id(), "rights.withdraw", &row).await?;
        tx.commit().await?;
        Ok(true)
    }

    async fn audit_rights(
        &self,
        tx: &mut Tx,
        actor: MemberId,
        action: &str,
        row: &RightsRow,
    ) -> Result<(), Fault> {
        let detail = json!({ "request": row.id.to_string(), "kind": row.kind });
        self.audit(tx, Some(actor), action, format!("member:{}", row.member_id), detail).await
    }

    /// A day as a mail says it.
    fn day(&self, v: Voice, at: Stamp) -> String {
        let at = zoned(at, &self.config().zone);
        at.strftime(v.pick("%Y年%-m月%-d日", "%-d %b %Y")).to_string()
    }
}
