//! The way into the office when no mail arrives and no provider answers: a link made at the server's terminal.
use store::office_link::OfficeLinkRow;
use types::member::{MemberState, Person};
use types::text::Mail;
use types::words::office_link as w;

use crate::Service;
use crate::fault::Fault;
use crate::mail::Letter;
use crate::policy::{Capability, permits};
use crate::secret::hash;
use crate::session::Opened;
use crate::sign_in::{AttemptState, LIFETIME};
use crate::task::Task;

/// Why there is no link.
#[derive(Debug, thiserror::Error)]
pub enum OfficeLinkError {
    /// No mail address.
    #[error("{0} is no mail address")]
    NotAMail(String),
    /// Nobody of the office has the address.
    #[error("{0} is no address of an active member of the office; `enishi create-office` adds one")]
    NotOffice(Mail),
    /// Anything else.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl From<store::StoreError> for OfficeLinkError {
    fn from(error: store::StoreError) -> Self {
        Self::Fault(error.into())
    }
}

impl Service {
    /// The path that signs the member of the office with the address `mail` in, once, within 15 minutes. Whoever runs programs
    /// on the server may; every member of the office hears of it by mail.
    ///
    /// # Errors
    /// [`OfficeLinkError::NotOffice`] for anybody else's address.
    pub async fn make_office_link(&self, mail: &str) -> Result<String, OfficeLinkError> {
        let mail: Mail = mail.parse().map_err(|_| OfficeLinkError::NotAMail(mail.to_owned()))?;
        let mut tx = self.db().write().await?;
        let nobody = || OfficeLinkError::NotOffice(mail.clone());
        let id = store::member::by_mail(&mut tx, &mail).await?.ok_or_else(nobody)?;
        let member = store::member::by_id(&mut tx, id).await?.ok_or_else(nobody)?;
        if member.state != MemberState::Active || !permits(&member.roles, Capability::RunOffice) {
            return Err(nobody());
        }
        let (token, now) = (self.secrets().token(), self.now());
        let row = OfficeLinkRow {
            token_hash: hash(&token),
            member_id: id,
            expires_at: now.plus(LIFETIME),
            used_at: None,
        };
        store::office_link::insert(&mut tx, &row).await?;
        let object = format!("member:{id}");
        self.audit(&mut tx, None, "break_glass.link", object, serde_json::Value::Null).await?;
        let site = self.site_on(&mut tx).await?;
        let person = store::member::person(&mut tx, id).await?.map(Person::from).ok_or_else(nobody)?;
        for reader in store::office_link::office_mails(&mut tx).await? {
            let (v, name) = (site.voice(reader.lang), site.name.get(reader.lang));
            let letter = Letter {
                to: reader.mail,
                lang: reader.lang,
                subject: w::mail_subject(v, name),
                body: w::mail_body(v, name, person.name(reader.lang)),
                calendar: None,
            };
            self.enqueue(&mut tx, &Task::Mail(letter)).await?;
        }
        tx.commit().await?;
        Ok(format!("/sign-in/office/{token}"))
    }

    /// State of a link, for whoever holds it. Changes nothing.
    ///
    /// # Errors
    /// [`Fault::NotFound`] when there is none.
    pub async fn office_link(&self, token: &str) -> Result<AttemptState, Fault> {
        let mut conn = self.db().read().await?;
        let row = store::office_link::get(&mut conn, &hash(token)).await?.ok_or(Fault::NotFound)?;
        Ok(match row.used_at {
            Some(_) => AttemptState::Used,
            None if row.expires_at <= self.now() => AttemptState::Over,
            None => AttemptState::Open,
        })
    }

    /// Signs in by the button behind a link, which its holder alone has.
    ///
    /// # Errors
    /// [`Fault::NotFound`] when the link is unknown, used or over, or its member is of the office no longer.
    pub async fn sign_in_by_office_link(&self, token: &str, device: &str) -> Result<Opened, Fault> {
        let token = hash(token);
        let mut tx = self.db().write().await?;
        let row = store::office_link::get(&mut tx, &token).await?.ok_or(Fault::NotFound)?;
        if !store::office_link::spend(&mut tx, &token, self.now()).await? {
            return Err(Fault::NotFound);
        }
        let member = store::member::by_id(&mut tx, row.member_id).await?.ok_or(Fault::NotFound)?;
        if member.state != MemberState::Active || !permits(&member.roles, Capability::RunOffice) {
            return Err(Fault::NotFound);
        }
        let detail = serde_json::json!({ "by": "break_glass" });
        self.audit(&mut tx, Some(member.id), "session.open", format!("member:{}", member.id), detail).await?;
        let opened = self.open_session(&mut tx, member.id, device, "/office").await?;
        tx.commit().await?;
        Ok(opened)
    }
}
