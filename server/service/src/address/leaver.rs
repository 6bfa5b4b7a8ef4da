//! A private address given on the page of a leaver.
use store::Tx;
use store::member::MemberRow;
use types::text::Mail;

use super::ask::Wish;
use crate::Service;
use crate::fault::FormError;

impl Service {
    /// Mails a link that proves `mail`. The holder of a link mailed to `reads` confirms as much by it as by a press there while
    /// that is the primary address; else the primary one is asked to confirm. An address the member has already is asked for no
    /// more.
    ///
    /// # Errors
    /// A problem of the field `mail`.
    pub(crate) async fn ask_address_for_leaver(
        &self,
        tx: &mut Tx,
        member: &MemberRow,
        reads: Option<&Mail>,
        mail: &Mail,
    ) -> Result<(), FormError> {
        store::address::hold(tx, member.id).await?;
        let all = store::address::of_member(tx, member.id).await?;
        if all.iter().any(|row| row.mail == *mail && row.verified_at.is_some()) {
            return Ok(());
        }
        let primary = all.first().map(|row| row.mail.clone());
        let wish = Wish {
            member: member.id,
            lang: member.lang,
            mail: mail.clone(),
            is_confirmed: primary.as_ref().is_none_or(|primary| Some(primary) == reads),
            primary,
            by: "handover",
        };
        self.open_request(tx, wish, all.len()).await?;
        Ok(())
    }
}
