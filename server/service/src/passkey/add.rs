//! Taking a new passkey from a device.
use serde::Deserialize;
use serde_json::json;
use store::passkey::PasskeyRow;
use types::form::Problem;
use types::id::PasskeyId;
use types::text::line;
use webauthn_rs::prelude::{PasskeyRegistration, RegisterPublicKeyCredential};

use super::letters::Change;
use super::{MOST, NAME_MAX, stored_id};
use crate::Service;
use crate::fault::{Fault, FormError};
use crate::policy::{Capability, require_fresh};
use crate::viewer::Viewer;

/// A new passkey as sent by its form.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct NewPasskey {
    /// What its owner calls it.
    pub name: String,
    /// The question it answers.
    pub ceremony: String,
    /// What the device answered, as JSON.
    pub credential: String,
}

impl Service {
    /// Adds a passkey to the viewer's. A name that does not fit leaves the question open, so that the same answer serves.
    ///
    /// # Errors
    /// Only for members who signed in just now. `name`: the parser's. `credential`: [`Problem::NotAPasskey`] when the answer is
    /// not good or too late, [`Problem::Taken`] for a passkey that is anybody's, [`Problem::TooMany`] past [`MOST`].
    pub async fn add_passkey(&self, viewer: &Viewer, new: &NewPasskey) -> Result<(), FormError> {
        let me = require_fresh(viewer, Capability::TakePart, self.now())?;
        let name = line(&new.name, NAME_MAX).map_err(|problem| FormError::of("name", problem))?;
        let refused = |problem| FormError::of("credential", problem);
        let mut tx = self.db().write().await?;
        let site = self.site_on(&mut tx).await?;
        let kept = self.take_ceremony(&mut tx, &new.ceremony).await?;
        let Some(kept) = kept.filter(|kept| kept.member_id == Some(me.id())) else {
            tx.commit().await?;
            return Err(refused(Problem::NotAPasskey));
        };
        let state: PasskeyRegistration = serde_json::from_str(&kept.state).map_err(Fault::from)?;
        let answer = serde_json::from_str::<RegisterPublicKeyCredential>(&new.credential).ok();
        let party = self.relying_party(&site)?;
        let Some(Ok(passkey)) = answer.map(|answer| party.finish_passkey_registration(&answer, &state))
        else {
            tx.commit().await?;
            return Err(refused(Problem::NotAPasskey));
        };
        // Holding the addresses has changes to one member's ways in wait for each other.
        store::address::hold(&mut tx, me.id()).await?;
        if usize::try_from(store::passkey::count(&mut tx, me.id()).await?).unwrap_or(MOST) >= MOST {
            return Err(refused(Problem::TooMany { max: MOST }));
        }
        let row = PasskeyRow {
            id: self.id::<PasskeyId>(),
            member_id: me.id(),
            credential_id: stored_id(passkey.cred_id()),
            credential: serde_json::to_string(&passkey).map_err(Fault::from)?,
            name,
            created_at: self.now(),
            last_used_on: None,
        };
        if !store::passkey::add(&mut tx, &row).await? {
            return Err(refused(Problem::Taken));
        }
        let detail = json!({ "passkey": row.id });
        self.audit(&mut tx, Some(me.id()), "passkey.add", format!("member:{}", me.id()), detail).await?;
        self.mail_passkey_change(&mut tx, me.id(), Change::Added, &row.name).await?;
        Ok(tx.commit().await?)
    }
}
