//! Somebody new: what the provider says, until the person agrees and becomes a member.
use serde_json::json;
use store::oidc::ArrivalRow;
use store::{Conn, Tx};
use types::consent::{Purpose, edition};
use types::id::MemberId;
use types::join::JoinInput;
use types::lang::Lang;
use types::member::{Name, Relationship};
use types::text::Mail;

use crate::Service;
use crate::fault::{Fault, FormError};
use crate::member::NewMember;
use crate::secret::hash;
use crate::session::Opened;

/// Somebody new, as the page of the first time shows it.
#[derive(Clone, Debug)]
pub struct OidcArrival {
    /// The form, with the names the provider knows.
    pub input: JoinInput,
    /// The address that will sign in too, if one is proved.
    pub mail: Option<Mail>,
}

impl Service {
    /// Who arrives with `token`, for the browser that holds it.
    ///
    /// # Errors
    /// [`Fault::NotFound`] when nobody does (any more), or without a provider.
    pub async fn oidc_arrival(&self, token: &str) -> Result<OidcArrival, Fault> {
        self.oidc()?;
        let mut conn = self.db().read().await?;
        let row = self.arrival(&mut conn, token).await?;
        let input = JoinInput {
            family: row.family,
            given: row.given,
            family_kana: row.family_kana,
            given_kana: row.given_kana,
            family_roman: row.family_roman,
            given_roman: row.given_roman,
            ..JoinInput::default()
        };
        Ok(OidcArrival { input, mail: row.mail })
    }

    /// Makes who arrives with `token` and agrees a member, an employee, and signs the person in.
    ///
    /// # Errors
    /// What is wrong with the form; [`Fault::NotFound`] as for [`Service::oidc_arrival`].
    pub async fn accept_oidc(
        &self,
        token: &str,
        input: &JoinInput,
        lang: Lang,
        device: &str,
    ) -> Result<Opened, FormError> {
        self.oidc()?;
        let mut tx = self.db().write().await?;
        let row = self.arrival(&mut tx, token).await?;
        let (name, purposes) = input.parse_arrival()?;
        if !store::oidc::take_arrival(&mut tx, &row.token_hash).await? {
            return Err(Fault::NotFound.into());
        }
        // The account or its address may have become somebody's while the page was read.
        let known = self.known(&mut tx, &row.issuer, &row.subject, row.mail.as_ref()).await?;
        let member = match known {
            Some(member) => member,
            None => self.join_by_account(&mut tx, &row, name, &purposes, lang).await?,
        };
        let opened = self.enter_oidc(&mut tx, member, Some(&row.roles), device, &row.return_to).await?;
        tx.commit().await?;
        Ok(opened)
    }

    async fn arrival(&self, conn: &mut Conn, token: &str) -> Result<ArrivalRow, Fault> {
        let row = store::oidc::arrival(conn, &hash(token)).await?;
        row.filter(|row| row.expires_at > self.now()).ok_or(Fault::NotFound)
    }

    async fn join_by_account(
        &self,
        tx: &mut Tx,
        row: &ArrivalRow,
        name: Name,
        purposes: &[Purpose],
        lang: Lang,
    ) -> Result<MemberId, Fault> {
        let now = self.now();
        let mut mails = Vec::new();
        if let Some(mail) = &row.mail {
            // It may have become somebody's meanwhile; another one can be added later.
            if store::address::holder(tx, mail).await?.is_none() {
                mails.push((mail.clone(), Some(now)));
            }
        }
        let new =
            NewMember { roles: row.roles.clone(), lang, ..NewMember::named(name, Relationship::Employee) };
        let member = self.add_member(tx, new, &mails).await?;
        self.note_first_answers(tx, member, purposes, edition(), now).await?;
        store::oidc::link(tx, &row.issuer, &row.subject, member, now).await?;
        let detail = json!({ "by": "oidc", "roles": row.roles.to_string() });
        self.audit(tx, Some(member), "member.join", format!("member:{member}"), detail).await?;
        Ok(member)
    }
}
