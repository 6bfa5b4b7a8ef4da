//! What becomes of a request once both ends have spoken.
use serde_json::json;
use store::Tx;
use store::address_request::AddressRequestRow;
use types::address::AddressRequestState;
use types::id::MemberId;
use types::member::MemberState;
use types::text::Mail;

use super::letters::{self, Change};
use super::{object, verified};
use crate::Service;
use crate::fault::Fault;
use crate::task::Task;

impl Service {
    /// Adds the address when it is proved and confirmed. One that became somebody else's meanwhile ends the request.
    pub(super) async fn settle_address(
        &self,
        tx: &mut Tx,
        row: &AddressRequestRow,
    ) -> Result<AddressRequestState, Fault> {
        if row.proved_at.is_none() || row.confirmed_at.is_none() {
            return Ok(AddressRequestState::Open);
        }
        let member = store::member::by_id(tx, row.member_id).await?;
        member.filter(|member| member.state != MemberState::Left).ok_or(Fault::NotFound)?;
        let before = store::address::of_member(tx, row.member_id).await?;
        if !store::address::add(tx, &row.mail, row.member_id, self.now()).await? {
            self.stop_request(tx, row, None, "taken").await?;
            return Ok(AddressRequestState::Stopped);
        }
        if before.is_empty() {
            store::address::set_primary(tx, row.member_id, &row.mail).await?;
        }
        store::address_request::end(tx, row.id, AddressRequestState::Done).await?;
        self.audit(tx, Some(row.member_id), "address.add", object(row.member_id), json!(null)).await?;
        self.mail_change(tx, row.member_id, &verified(&before), Change::Added, &row.mail).await?;
        Ok(AddressRequestState::Done)
    }

    /// Tells each address in `to` what happened to `mail`, in the member's language.
    pub(super) async fn mail_change(
        &self,
        tx: &mut Tx,
        member: MemberId,
        to: &[&Mail],
        change: Change,
        mail: &Mail,
    ) -> Result<(), Fault> {
        let reader = store::member::by_id(tx, member).await?.ok_or(Fault::NotFound)?;
        let site = self.site_on(tx).await?;
        let page = self.config().url("/me/addresses");
        for to in to {
            let letter = letters::changed(to, &site, reader.lang, change, mail, &page);
            self.enqueue(tx, &Task::Mail(letter)).await?;
        }
        Ok(())
    }
}
