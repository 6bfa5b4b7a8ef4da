//! A private address given on the page behind a leaver's mailed link.
use serde_json::json;
use store::Tx;
use store::address_request::AddressRequestRow;
use store::member::MemberRow;
use types::address::AddressRequestState;
use types::form::Problem;
use types::text::Mail;

use super::{MOST, OPEN_FOR, object};
use crate::Service;
use crate::fault::{Fault, FormError};
use crate::secret::hash;

impl Service {
    /// Mails a link that proves `mail`. The holder of the link mailed to `reads` confirms as much by it as by a press there while
    /// that is the primary address; another one is asked to confirm. An address the member has already is asked for no more.
    ///
    /// # Errors
    /// A problem of the field `mail`.
    pub(crate) async fn ask_address_for_leaver(
        &self,
        tx: &mut Tx,
        member: &MemberRow,
        reads: &Mail,
        mail: &Mail,
    ) -> Result<(), FormError> {
        let now = self.now();
        store::address::hold(tx, member.id).await?;
        let all = store::address::of_member(tx, member.id).await?;
        if all.iter().any(|row| row.mail == *mail && row.verified_at.is_some()) {
            return Ok(());
        }
        store::address_request::end_about(tx, member.id, mail).await?;
        let asked = store::address_request::open_of(tx, member.id, now).await?;
        if all.len() + asked.len() >= MOST {
            return Err(FormError::of("mail", Problem::TooMany { max: MOST }));
        }
        let primary =
            all.into_iter().next().ok_or_else(|| Fault::internal("a member without an address"))?.mail;
        let (id, confirmation) = (self.id(), self.secrets().token());
        let is_confirmed = primary == *reads;
        let proof = self.mail_proof(tx, id, mail, member.lang).await?;
        let row = AddressRequestRow {
            id,
            member_id: member.id,
            state: AddressRequestState::Open,
            mail: mail.clone(),
            primary_mail: primary,
            link_hash: proof.link_hash,
            code_hash: proof.code_hash,
            tries: 0,
            proof_until: proof.until,
            confirm_hash: hash(&confirmation),
            created_at: now,
            expires_at: now.plus(OPEN_FOR),
            proved_at: None,
            confirmed_at: is_confirmed.then_some(now),
            office_asked_at: None,
        };
        store::address_request::insert(tx, &row).await?;
        if !is_confirmed {
            self.mail_primary(tx, &row, member.lang, &confirmation).await?;
        }
        let detail = json!({ "confirmed": is_confirmed, "by": "handover" });
        Ok(self.audit(tx, Some(member.id), "address.ask", object(member.id), detail).await?)
    }
}
