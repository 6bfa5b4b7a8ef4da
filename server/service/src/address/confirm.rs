//! Confirming from the primary address, or stopping it there.
use serde_json::json;
use store::Tx;
use store::address_request::AddressRequestRow;
use types::address::AddressRequestState;
use types::id::{AddressRequestId, MemberId};

use super::{AddressRequest, object, own};
use crate::Service;
use crate::fault::Fault;
use crate::policy::{Capability, require};
use crate::secret::hash;
use crate::viewer::Viewer;

impl Service {
    /// The request behind the link mailed to the primary address, for whoever holds the link. Changes nothing.
    ///
    /// # Errors
    /// [`Fault::NotFound`] when there is none.
    pub async fn address_confirmation(&self, token: &str) -> Result<AddressRequest, Fault> {
        let mut conn = self.db().read().await?;
        let row = store::address_request::by_confirmation(&mut conn, &hash(token)).await?;
        self.mailed_view(&mut conn, row.ok_or(Fault::NotFound)?).await
    }

    /// Confirms by the button behind that link, which the holder of the primary address alone has: nobody need be signed in.
    ///
    /// # Errors
    /// [`Fault::NotFound`] when the link is unknown or over.
    pub async fn confirm_address(&self, token: &str) -> Result<AddressRequestState, Fault> {
        let mut tx = self.db().write().await?;
        let row = store::address_request::by_confirmation(&mut tx, &hash(token)).await?;
        let row = row.ok_or(Fault::NotFound)?;
        let state = self.confirm(&mut tx, row.id, row.member_id, "mail").await?;
        tx.commit().await?;
        Ok(state)
    }

    /// Stops the request by the other button behind that link. Twice is once.
    ///
    /// # Errors
    /// [`Fault::NotFound`] when the link is unknown.
    pub async fn stop_address(&self, token: &str) -> Result<(), Fault> {
        let mut tx = self.db().write().await?;
        let row = store::address_request::by_confirmation(&mut tx, &hash(token)).await?;
        self.stop_request(&mut tx, &row.ok_or(Fault::NotFound)?, None, "mail").await?;
        Ok(tx.commit().await?)
    }

    /// Confirms on a device that signed in by a mail to the primary address within the last [`crate::policy::FRESH`].
    ///
    /// # Errors
    /// [`Fault::NotAllowed`] on any other device; [`Fault::NotFound`] when the viewer made no such request or it is over.
    pub async fn confirm_address_here(
        &self,
        viewer: &Viewer,
        id: AddressRequestId,
    ) -> Result<AddressRequestState, Fault> {
        let me = require(viewer, Capability::TakePart)?;
        let mut tx = self.db().write().await?;
        let row = own(&mut tx, me, id).await?;
        if !self.is_fresh(&mut tx, me, &row.primary_mail).await? {
            return Err(Fault::NotAllowed);
        }
        let state = self.confirm(&mut tx, id, me.id(), "sign-in").await?;
        tx.commit().await?;
        Ok(state)
    }

    /// Notes that `actor` confirmed `by` a mail, a sign-in or as the office, and settles the request.
    pub(super) async fn confirm(
        &self,
        tx: &mut Tx,
        id: AddressRequestId,
        actor: MemberId,
        by: &str,
    ) -> Result<AddressRequestState, Fault> {
        let row = store::address_request::confirm(tx, id, self.now()).await?.ok_or(Fault::NotFound)?;
        let detail = json!({ "by": by });
        self.audit(tx, Some(actor), "address.confirm", object(row.member_id), detail).await?;
        self.settle_address(tx, &row).await
    }

    /// Ends the request, if it is open, in favour of nobody.
    pub(super) async fn stop_request(
        &self,
        tx: &mut Tx,
        row: &AddressRequestRow,
        actor: Option<MemberId>,
        by: &str,
    ) -> Result<(), Fault> {
        if store::address_request::end(tx, row.id, AddressRequestState::Stopped).await? {
            let detail = json!({ "by": by });
            self.audit(tx, actor, "address.stop", object(row.member_id), detail).await?;
        }
        Ok(())
    }
}
