//! Proving the new address: by the link or the six digits that were mailed to it.
use serde_json::json;
use store::Tx;
use types::address::AddressRequestState;
use types::form::Problem;
use types::id::AddressRequestId;

use super::{AddressRequest, object, own};
use crate::Service;
use crate::fault::{Fault, FormError};
use crate::policy::{Capability, require};
use crate::secret::{hash, hash_code};
use crate::sign_in::{AttemptState, digits};
use crate::viewer::Viewer;

/// Wrong codes of one member within an hour, over all requests.
const CODES: i64 = 10;

impl Service {
    /// Proves the new address by the six digits mailed to it; what became of the request.
    ///
    /// # Errors
    /// [`Problem::WrongCode`] for a wrong or late one, [`Fault::TooOften`] after too many, [`Fault::NotFound`] when the viewer
    /// made no such request.
    pub async fn prove_address_by_code(
        &self,
        viewer: &Viewer,
        id: AddressRequestId,
        code: &str,
    ) -> Result<AddressRequestState, FormError> {
        let me = require(viewer, Capability::TakePart)?;
        let wrong = || FormError::of("code", Problem::WrongCode);
        let mut tx = self.db().write().await?;
        let row = own(&mut tx, me, id).await?;
        if self.proof_state(&row) != AttemptState::Open || row.state != AddressRequestState::Open {
            return Err(wrong());
        }
        if row.code_hash == hash_code(id, &digits(code)) {
            let state = self.prove(&mut tx, id).await?;
            tx.commit().await?;
            return Ok(state);
        }
        store::address_request::add_try(&mut tx, id).await?;
        let limited = self.limit(&mut tx, &format!("address:code:{}", me.id()), CODES).await;
        tx.commit().await?;
        limited?;
        Err(wrong())
    }

    /// The request behind the link mailed to the new address, for whoever holds the link. Changes nothing: scanners open links.
    ///
    /// # Errors
    /// [`Fault::NotFound`] when there is none.
    pub async fn address_link(&self, token: &str) -> Result<AddressRequest, Fault> {
        let mut conn = self.db().read().await?;
        let row = store::address_request::by_link(&mut conn, &hash(token)).await?.ok_or(Fault::NotFound)?;
        self.mailed_view(&mut conn, row).await
    }

    /// Proves the new address by the button behind the link, which its holder alone has: nobody need be signed in.
    ///
    /// # Errors
    /// [`Fault::NotFound`] when the link is unknown, used or over.
    pub async fn prove_address_by_link(&self, token: &str) -> Result<AddressRequestState, Fault> {
        let mut tx = self.db().write().await?;
        let row = store::address_request::by_link(&mut tx, &hash(token)).await?.ok_or(Fault::NotFound)?;
        if self.proof_state(&row) != AttemptState::Open {
            return Err(Fault::NotFound);
        }
        let state = self.prove(&mut tx, row.id).await?;
        tx.commit().await?;
        Ok(state)
    }

    async fn prove(&self, tx: &mut Tx, id: AddressRequestId) -> Result<AddressRequestState, Fault> {
        let row = store::address_request::prove(tx, id, self.now()).await?.ok_or(Fault::NotFound)?;
        let member = row.member_id;
        self.audit(tx, Some(member), "address.prove", object(member), json!(null)).await?;
        self.settle_address(tx, &row).await
    }
}
