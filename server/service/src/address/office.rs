//! The office confirms in place of an address that its owner cannot read any more.
use types::address::AddressRequestState;
use types::id::AddressRequestId;
use types::member::Person;
use types::text::Mail;
use types::time::Stamp;

use super::{OPEN_FOR_OFFICE, letters, object, own};
use crate::Service;
use crate::fault::Fault;
use crate::policy::{Capability, require};
use crate::secret::hash;
use crate::task::Task;
use crate::viewer::Viewer;

/// A request the office is asked about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfficeRequest {
    /// Which.
    pub id: AddressRequestId,
    /// Whose.
    pub person: Person,
    /// The new address, which is proved.
    pub mail: Mail,
    /// Since when it waits.
    pub asked_at: Stamp,
}

impl Service {
    /// Asks the office to confirm the viewer's request, whose new address is proved. The primary address is mailed once more,
    /// and its link can stop the request until the office has answered.
    ///
    /// # Errors
    /// [`Fault::NotFound`] when the viewer made no such request, or it is not one to ask about.
    pub async fn ask_office_for_address(&self, viewer: &Viewer, id: AddressRequestId) -> Result<(), Fault> {
        let me = require(viewer, Capability::TakePart)?;
        let (now, token) = (self.now(), self.secrets().token());
        let mut tx = self.db().write().await?;
        own(&mut tx, me, id).await?;
        let until = now.plus(OPEN_FOR_OFFICE);
        if !store::address_request::ask_office(&mut tx, id, &hash(&token), now, until).await? {
            return Err(Fault::NotFound);
        }
        let row = own(&mut tx, me, id).await?;
        self.mail_primary(&mut tx, &row, me.lang, &token).await?;
        let site = self.site_on(&mut tx).await?;
        if let Ok(contact) = site.contact.parse::<Mail>() {
            let page = self.config().url("/office/queue/addresses");
            let letter = letters::for_office(&contact, &site, &me.person, &page);
            self.enqueue(&mut tx, &Task::Mail(letter)).await?;
        }
        let nothing = serde_json::Value::Null;
        self.audit(&mut tx, Some(me.id()), "address.ask_office", object(me.id()), nothing).await?;
        Ok(tx.commit().await?)
    }

    /// Requests that wait for the office, the oldest first; nobody decides about the own ones.
    ///
    /// # Errors
    /// Only the office may look.
    pub async fn addresses_for_office(&self, viewer: &Viewer) -> Result<Vec<OfficeRequest>, Fault> {
        let me = require(viewer, Capability::RunOffice)?;
        let mut conn = self.db().read().await?;
        let rows = store::address_request::for_office(&mut conn, me.id(), self.now()).await?;
        let request = |row: store::address_request::OfficeRow| OfficeRequest {
            id: row.id,
            person: row.person(),
            mail: row.mail,
            asked_at: row.office_asked_at,
        };
        Ok(rows.into_iter().map(request).collect())
    }

    /// Confirms a request that waits for the office, or stops it.
    ///
    /// # Errors
    /// Only the office may; [`Fault::NotFound`] for what does not wait for it, the own requests among that.
    pub async fn decide_address(
        &self,
        viewer: &Viewer,
        id: AddressRequestId,
        confirms: bool,
    ) -> Result<AddressRequestState, Fault> {
        let me = require(viewer, Capability::RunOffice)?;
        let mut tx = self.db().write().await?;
        let row = store::address_request::by_id(&mut tx, id).await?.ok_or(Fault::NotFound)?;
        let is_open = row.state == AddressRequestState::Open && row.expires_at > self.now();
        if !is_open || row.office_asked_at.is_none() || row.member_id == me.id() {
            return Err(Fault::NotFound);
        }
        let state = if confirms {
            self.confirm(&mut tx, id, me.id(), "office").await?
        } else {
            self.stop_request(&mut tx, &row, Some(me.id()), "office").await?;
            AddressRequestState::Stopped
        };
        tx.commit().await?;
        Ok(state)
    }
}
