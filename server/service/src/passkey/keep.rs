//! Renaming and removing.
use serde_json::json;
use types::id::PasskeyId;
use types::text::line;

use super::NAME_MAX;
use super::letters::Change;
use crate::Service;
use crate::fault::{Fault, FormError};
use crate::policy::{Capability, require, require_fresh};
use crate::viewer::Viewer;

/// Why a passkey was not removed.
#[derive(Debug, thiserror::Error)]
pub enum RemovePasskeyError {
    /// No verified address would remain to sign in with.
    #[error("it is the last way in")]
    LastWayIn,
    /// Anything else.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl From<store::StoreError> for RemovePasskeyError {
    fn from(error: store::StoreError) -> Self {
        Self::Fault(error.into())
    }
}

impl Service {
    /// Gives a passkey of the viewer another name.
    ///
    /// # Errors
    /// `name`: the parser's; [`Fault::NotFound`] when the viewer has no such passkey.
    pub async fn rename_passkey(&self, viewer: &Viewer, id: PasskeyId, name: &str) -> Result<(), FormError> {
        let me = require(viewer, Capability::TakePart)?;
        let name = line(name, NAME_MAX).map_err(|problem| FormError::of("name", problem))?;
        let mut tx = self.db().write().await?;
        if !store::passkey::rename(&mut tx, me.id(), id, &name).await? {
            return Err(Fault::NotFound.into());
        }
        let detail = json!({ "passkey": id });
        self.audit(&mut tx, Some(me.id()), "passkey.rename", format!("member:{}", me.id()), detail).await?;
        Ok(tx.commit().await?)
    }

    /// Removes a passkey of the viewer, which signs in no longer.
    ///
    /// # Errors
    /// Only for members who signed in just now; [`RemovePasskeyError::LastWayIn`] without a verified address,
    /// [`Fault::NotFound`] when the viewer has no such passkey.
    pub async fn remove_passkey(&self, viewer: &Viewer, id: PasskeyId) -> Result<(), RemovePasskeyError> {
        let me = require_fresh(viewer, Capability::TakePart, self.now())?;
        let mut tx = self.db().write().await?;
        store::address::hold(&mut tx, me.id()).await?;
        let addresses = store::address::of_member(&mut tx, me.id()).await?;
        if addresses.iter().all(|row| row.verified_at.is_none()) {
            return Err(RemovePasskeyError::LastWayIn);
        }
        let all = store::passkey::of_member(&mut tx, me.id()).await?;
        let row = all.into_iter().find(|row| row.id == id).ok_or(Fault::NotFound)?;
        store::passkey::remove(&mut tx, me.id(), id).await?;
        let detail = json!({ "passkey": id });
        self.audit(&mut tx, Some(me.id()), "passkey.remove", format!("member:{}", me.id()), detail).await?;
        self.mail_passkey_change(&mut tx, me.id(), Change::Removed, &row.name).await?;
        Ok(tx.commit().await?)
    }
}
