//! Signing in by a passkey.
use serde_json::json;
use store::Tx;
use store::passkey::PasskeyRow;
use store::passkey_ceremony::PasskeyCeremonyRow;
use types::id::MemberId;
use types::site::Site;
use types::time::Stamp;
use webauthn_rs::prelude::{DiscoverableAuthentication, Passkey, PublicKeyCredential, WebauthnError};

use super::stored_id;
use crate::Service;
use crate::clock::zoned;
use crate::fault::Fault;
use crate::policy::{Capability, require};
use crate::session::Opened;
use crate::sign_in::local_path;
use crate::viewer::Viewer;

/// Why a passkey did not sign in.
#[derive(Debug, thiserror::Error)]
pub enum PasskeyRefusal {
    /// The question was unknown, answered or over: another one may be answered.
    #[error("too late")]
    Late,
    /// It is no passkey that signs in here, or its answer was not good.
    #[error("not accepted")]
    NotAccepted,
    /// Its counter went back: somebody may have copied it.
    #[error("the passkey may have been copied")]
    Copied,
    /// Anything else.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl From<store::StoreError> for PasskeyRefusal {
    fn from(error: store::StoreError) -> Self {
        Self::Fault(error.into())
    }
}

impl From<serde_json::Error> for PasskeyRefusal {
    fn from(error: serde_json::Error) -> Self {
        Self::Fault(error.into())
    }
}

impl Service {
    /// Signs in by what a device answered to the question `ceremony`, in place of whoever the viewer was on this browser.
    /// Anybody may try: the passkey says who it is.
    ///
    /// # Errors
    /// Those of [`PasskeyRefusal`].
    pub async fn sign_in_by_passkey(
        &self,
        viewer: &Viewer,
        ceremony: &str,
        answer: &str,
        return_to: &str,
        device: &str,
    ) -> Result<Opened, PasskeyRefusal> {
        self.open_by_passkey(viewer, None, ceremony, answer, return_to, device).await
    }

    /// Has the viewer sign in again by one of the viewer's own passkeys.
    ///
    /// # Errors
    /// Only for members; those of [`PasskeyRefusal`], another member's passkey is not accepted.
    pub async fn confirm_by_passkey(
        &self,
        viewer: &Viewer,
        ceremony: &str,
        answer: &str,
        return_to: &str,
        device: &str,
    ) -> Result<Opened, PasskeyRefusal> {
        let me = require(viewer, Capability::TakePart)?;
        self.open_by_passkey(viewer, Some(me.id()), ceremony, answer, return_to, device).await
    }

    async fn open_by_passkey(
        &self,
        viewer: &Viewer,
        only: Option<MemberId>,
        ceremony: &str,
        answer: &str,
        return_to: &str,
        device: &str,
    ) -> Result<Opened, PasskeyRefusal> {
        let mut tx = self.db().write().await?;
        let site = self.site_on(&mut tx).await?;
        let kept = self.take_ceremony(&mut tx, ceremony).await?.filter(|kept| kept.member_id.is_none());
        let proved = match kept {
            Some(kept) => self.prove_passkey(&mut tx, &site, &kept, answer, only).await,
            None => Err(PasskeyRefusal::Late),
        };
        let member = match proved {
            Ok(member) => member,
            Err(PasskeyRefusal::Fault(fault)) => return Err(fault.into()),
            // The question is answered, and what was audited stays.
            Err(refusal) => {
                tx.commit().await?;
                return Err(refusal);
            }
        };
        if let Some(me) = viewer.me() {
            store::session::delete(&mut tx, me.id(), me.session).await?;
        }
        let detail = json!({ "by": "passkey" });
        self.audit(&mut tx, Some(member), "session.open", format!("member:{member}"), detail).await?;
        let opened = self.open_session(&mut tx, member, device, local_path(return_to)).await?;
        tx.commit().await?;
        Ok(opened)
    }

    /// Whose passkey answered the question `kept`, and notes that it did.
    async fn prove_passkey(
        &self,
        tx: &mut Tx,
        site: &Site,
        kept: &PasskeyCeremonyRow,
        answer: &str,
        only: Option<MemberId>,
    ) -> Result<MemberId, PasskeyRefusal> {
        let state: DiscoverableAuthentication = serde_json::from_str(&kept.state)?;
        let answer: PublicKeyCredential =
            serde_json::from_str(answer).map_err(|_| PasskeyRefusal::NotAccepted)?;
        let party = self.relying_party(site)?;
        let (handle, id) =
            party.identify_discoverable_authentication(&answer).map_err(|_| PasskeyRefusal::NotAccepted)?;
        let row = store::passkey::by_credential(tx, &stored_id(id)).await?;
        let is_theirs =
            |row: &PasskeyRow| row.member_id.0 == handle && only.is_none_or(|member| member == row.member_id);
        let row = row.filter(is_theirs).ok_or(PasskeyRefusal::NotAccepted)?;
        let mut passkey: Passkey = serde_json::from_str(&row.credential)?;
        match party.finish_discoverable_authentication_v2(&answer, state, &passkey) {
            Ok(result) => {
                passkey.update_credential(&result);
                let credential = serde_json::to_string(&passkey)?;
                store::passkey::note_use(tx, row.id, &credential, self.start_of_today()).await?;
                Ok(row.member_id)
            }
            Err(WebauthnError::CredentialPossibleCompromise) => {
                let (object, detail) = (format!("member:{}", row.member_id), json!({ "passkey": row.id }));
                self.audit(tx, None, "passkey.copied", object, detail).await?;
                tracing::warn!(passkey = %row.id, "the counter of a passkey went back");
                Err(PasskeyRefusal::Copied)
            }
            Err(error) => {
                tracing::info!(%error, "a passkey was refused");
                Err(PasskeyRefusal::NotAccepted)
            }
        }
    }

    /// The beginning of the day on the site's clock.
    fn start_of_today(&self) -> Stamp {
        let now = zoned(self.now(), &self.config().zone);
        now.start_of_day().map_or(self.now(), |day| Stamp(day.timestamp().as_millisecond()))
    }
}
