//! A leaver without an account joins by the link mailed to an address that the company told of.
use store::Tx;
use types::address::is_within;
use types::handover::HandoverState;
use types::id::SignInId;
use types::join::JoinInput;
use types::lang::Lang;

use super::{JoinRequestRow, PER_CLIENT};
use crate::Service;
use crate::fault::{Fault, FormError};
use crate::fold;
use crate::handover::HandoverRow;

impl Service {
    /// The form as far as it is known from the mailed link `token`, for whoever holds it. Changes nothing.
    ///
    /// # Errors
    /// [`Fault::NotFound`] when there is no such link, or the person has an account.
    pub async fn leaver_form(&self, token: &str) -> Result<JoinInput, Fault> {
        let mut conn = self.db().read().await?;
        let row = stranger(self.linked_handover(&mut conn, token).await?)?;
        let (family, given) = row.name.split_once(' ').unwrap_or((&row.name, ""));
        let domains = &self.site_on(&mut conn).await?.mail_domains;
        // An address that ends with the work is not suggested.
        let private = row.mail.filter(|mail| !is_within(mail, domains));
        let mail = private.map(|mail| mail.to_string()).unwrap_or_default();
        Ok(JoinInput { family: family.to_owned(), given: given.to_owned(), mail, ..JoinInput::default() })
    }

    /// As [`Service::ask_to_join`], by that link: whoever gives the name that the company told is in once the address is
    /// proved.
    ///
    /// # Errors
    /// Problems of the form; [`Fault::NotFound`] as for the form; [`Fault::TooOften`].
    pub async fn ask_to_join_leaving(
        &self,
        token: &str,
        input: &JoinInput,
        lang: Lang,
        client: &str,
    ) -> Result<SignInId, FormError> {
        let mut tx = self.db().write().await?;
        self.limit(&mut tx, &format!("join:client:{client}"), PER_CLIENT).await?;
        let row = stranger(self.linked_handover(&mut tx, token).await?)?;
        let new = input.parse(self.this_year())?;
        let id = self.take_request(&mut tx, new, None, lang).await?;
        let attempt = store::sign_in::by_id(&mut tx, id).await?;
        if let Some(request) = attempt.and_then(|attempt| attempt.join_request_id) {
            store::handover::link_request(&mut tx, row.id, request).await?;
        }
        tx.commit().await?;
        Ok(id)
    }

    /// The leaver who asks, if the request came by the mailed link and has the name that the company told.
    pub(super) async fn leaver_match(
        &self,
        tx: &mut Tx,
        request: &JoinRequestRow,
    ) -> Result<Option<HandoverRow>, Fault> {
        let row = store::handover::by_request(tx, request.id).await?;
        let own = fold::name(&format!("{} {}", request.family, request.given));
        let former = fold::name(&format!("{} {}", request.former_family, request.given));
        let agrees = |row: &HandoverRow| {
            let told = fold::name(&row.name);
            row.member_id.is_none()
                && row.state != HandoverState::Withdrawn
                && !told.is_empty()
                && (told == own || told == former)
        };
        Ok(row.filter(agrees))
    }

    /// Lets the leaver in: agreeing was the form. After the last day an alumnus joins.
    pub(super) async fn admit_leaver(
        &self,
        tx: &mut Tx,
        request: &JoinRequestRow,
        row: &HandoverRow,
        device: &str,
    ) -> Result<crate::sign_in::Proved, Fault> {
        let member = self.admit_now(tx, request).await?.ok_or(Fault::NotFound)?;
        store::handover::link_member(tx, row.id, member).await?;
        store::handover::answer(tx, row.id, HandoverState::Agreed, self.now()).await?;
        if row.done_at.is_some() || row.leaves_on <= self.today() {
            let (member_id, state) = (Some(member), HandoverState::Agreed);
            self.settle_handover(tx, &HandoverRow { member_id, state, ..row.clone() }).await?;
        }
        let detail = serde_json::json!({ "handover": row.id.to_string() });
        self.audit(tx, Some(member), "join_request.match", format!("join_request:{}", request.id), detail)
            .await?;
        Ok(crate::sign_in::Proved::SignedIn(self.open_session(tx, member, device, "/").await?))
    }
}

/// The leaver, if it is somebody without an account whom the company still says leaves.
fn stranger(row: HandoverRow) -> Result<HandoverRow, Fault> {
    let is_asked = row.member_id.is_none() && row.state != HandoverState::Withdrawn;
    if is_asked { Ok(row) } else { Err(Fault::NotFound) }
}
