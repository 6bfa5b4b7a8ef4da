//! Asking a device: for a new passkey, or for one it has.
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Serialize;
use serde_json::{Value, json};
use store::Tx;
use store::passkey_ceremony::PasskeyCeremonyRow;
use types::id::{MemberId, PasskeyCeremonyId};
use types::site::Site;
use webauthn_rs::prelude::{Webauthn, WebauthnBuilder};

use super::{ANSWER_WITHIN, MOST};
use crate::Service;
use crate::fault::Fault;
use crate::policy::{Capability, require_fresh};
use crate::viewer::Viewer;

/// Questions to one network address within an hour: pages ask by themselves, and a company may share an address.
const PER_CLIENT: i64 = 600;
/// Questions for a new passkey to one member within an hour.
const PER_MEMBER: i64 = 30;

/// A question to a device.
#[derive(Clone, Debug, Serialize)]
pub struct Question {
    /// Which; its answer names it.
    pub ceremony: PasskeyCeremonyId,
    /// What `navigator.credentials` takes as `publicKey`, binary values as base64url.
    pub options: Value,
}

impl Service {
    /// Whether this installation can have passkeys: they belong to a name, so an address of numbers has none.
    #[must_use]
    pub fn offers_passkeys(&self) -> bool {
        self.config().base_url.domain().is_some()
    }

    /// Asks the viewer's device for a new passkey.
    ///
    /// # Errors
    /// Only for members who signed in just now; [`Fault::NotAllowed`] for who has [`MOST`], [`Fault::TooOften`],
    /// [`Fault::NotFound`] where there are no passkeys.
    pub async fn ask_new_passkey(&self, viewer: &Viewer) -> Result<Question, Fault> {
        let me = require_fresh(viewer, Capability::TakePart, self.now())?;
        let mut tx = self.db().write().await?;
        let site = self.site_on(&mut tx).await?;
        self.limit(&mut tx, &format!("passkey:member:{}", me.id()), PER_MEMBER).await?;
        let known = store::passkey::of_member(&mut tx, me.id()).await?;
        if known.len() >= MOST {
            return Err(Fault::NotAllowed);
        }
        let ids = known.iter().filter_map(|row| URL_SAFE_NO_PAD.decode(&row.credential_id).ok()).collect();
        let mails = store::member::mails(&mut tx, me.id()).await?;
        let mail = mails.first().ok_or_else(|| Fault::internal("a member without an address"))?;
        let (options, state) = self
            .relying_party(&site)?
            .start_passkey_registration(me.id().0, mail.as_str(), &me.person.written(me.lang), Some(ids))
            .map_err(Fault::internal)?;
        let mut options = serde_json::to_value(options.public_key)?;
        // The library leaves it to the device whether a passkey can be found without a name; ours are found in no other way.
        let found_by_device = &mut options["authenticatorSelection"];
        found_by_device["residentKey"] = json!("required");
        found_by_device["requireResidentKey"] = json!(true);
        let question =
            self.keep_question(&mut tx, Some(me.id()), serde_json::to_string(&state)?, options).await?;
        tx.commit().await?;
        Ok(question)
    }

    /// Asks a device for any passkey of this site. Anybody may: the question is the same for all.
    ///
    /// # Errors
    /// [`Fault::TooOften`] for one network address, [`Fault::NotFound`] where there are no passkeys.
    pub async fn ask_passkey(&self, client: &str) -> Result<Question, Fault> {
        let mut tx = self.db().write().await?;
        let site = self.site_on(&mut tx).await?;
        self.limit(&mut tx, &format!("passkey:client:{client}"), PER_CLIENT).await?;
        let party = self.relying_party(&site)?;
        let (options, state) = party.start_discoverable_authentication().map_err(Fault::internal)?;
        let options = serde_json::to_value(options.public_key)?;
        let question = self.keep_question(&mut tx, None, serde_json::to_string(&state)?, options).await?;
        tx.commit().await?;
        Ok(question)
    }

    /// This site as devices know it: by the name people reach it at.
    pub(super) fn relying_party(&self, site: &Site) -> Result<Webauthn, Fault> {
        let origin = &self.config().base_url;
        let name = origin.domain().ok_or(Fault::NotFound)?;
        let builder = WebauthnBuilder::new(name, origin).map_err(Fault::internal)?;
        let within = Duration::from_millis(ANSWER_WITHIN.unsigned_abs());
        builder.rp_name(site.name.get(site.lang)).timeout(within).build().map_err(Fault::internal)
    }

    async fn keep_question(
        &self,
        tx: &mut Tx,
        member_id: Option<MemberId>,
        state: String,
        options: Value,
    ) -> Result<Question, Fault> {
        let ceremony = self.id();
        let expires_at = self.now().plus(ANSWER_WITHIN);
        let row = PasskeyCeremonyRow { id: ceremony, member_id, state, expires_at };
        store::passkey_ceremony::insert(tx, &row).await?;
        Ok(Question { ceremony, options })
    }

    /// What the question `ceremony` keeps, which is gone then; none when it is unknown, answered or over.
    pub(super) async fn take_ceremony(
        &self,
        tx: &mut Tx,
        ceremony: &str,
    ) -> Result<Option<PasskeyCeremonyRow>, Fault> {
        let Ok(id) = ceremony.parse() else { return Ok(None) };
        let row = store::passkey_ceremony::take(tx, id).await?;
        Ok(row.filter(|row| row.expires_at > self.now()))
    }
}
