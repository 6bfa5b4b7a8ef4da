//! The mails about passkeys.
use store::Tx;
use types::id::MemberId;
use types::lang::Lang;
use types::site::Site;
use types::text::Mail;
use types::words::passkey as w;

use crate::Service;
use crate::fault::Fault;
use crate::mail::Letter;
use crate::task::Task;

/// What happened to a passkey.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Change {
    Added,
    Removed,
}

impl Service {
    /// Tells each verified address of `member` what happened to the passkey called `passkey`, in the member's language.
    pub(super) async fn mail_passkey_change(
        &self,
        tx: &mut Tx,
        member: MemberId,
        change: Change,
        passkey: &str,
    ) -> Result<(), Fault> {
        let reader = store::member::by_id(tx, member).await?.ok_or(Fault::NotFound)?;
        let site = self.site_on(tx).await?;
        let page = self.config().url("/me/passkeys");
        for address in store::address::of_member(tx, member).await? {
            if address.verified_at.is_some() {
                let letter = letter(&address.mail, &site, reader.lang, change, passkey, &page);
                self.enqueue(tx, &Task::Mail(letter)).await?;
            }
        }
        Ok(())
    }
}

fn letter(to: &Mail, site: &Site, lang: Lang, change: Change, passkey: &str, page: &str) -> Letter {
    let (v, name, contact) = (site.voice(lang), site.name.get(lang), &site.contact);
    let (subject, body) = match change {
        Change::Added => (w::mail_added_subject(v, name), w::mail_added(v, contact, page, passkey, name)),
        Change::Removed => {
            (w::mail_removed_subject(v, name), w::mail_removed(v, contact, page, passkey, name))
        }
    };
    Letter { to: to.clone(), lang, subject, body, calendar: None }
}
