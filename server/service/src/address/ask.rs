//! Asking for another address.
use serde_json::json;
use store::Tx;
use store::address_request::AddressRequestRow;
use types::address::AddressRequestState;
use types::form::Problem;
use types::id::{AddressRequestId, MemberId};
use types::lang::Lang;
use types::text::Mail;
use types::time::Stamp;

use super::{MOST, OPEN_FOR, letters, object, own};
use crate::Service;
use crate::fault::{Fault, FormError};
use crate::policy::{Capability, require};
use crate::secret::{hash, hash_code};
use crate::sign_in::LIFETIME;
use crate::task::Task;
use crate::viewer::{Me, Viewer};

/// Requests of one member within an hour, mails sent again among them.
const REQUESTS: i64 = 5;

/// What proves an address: the hashes of what was mailed to it, and until when.
struct Proof {
    link_hash: String,
    code_hash: String,
    until: Stamp,
}

/// Another address that is asked for.
pub(super) struct Wish {
    pub(super) member: MemberId,
    pub(super) lang: Lang,
    pub(super) mail: Mail,
    /// The primary address, if there is one.
    pub(super) primary: Option<Mail>,
    /// Whether whoever reads the primary one agrees.
    pub(super) is_confirmed: bool,
    /// How it is asked for, for the audit.
    pub(super) by: &'static str,
}

impl Service {
    /// Mails a link and a code to `mail`, and a link to confirm or stop it to the primary address. The answer is the same
    /// whether or not the address is somebody else's. Whoever signed in by the primary address just now has confirmed.
    ///
    /// # Errors
    /// Problems of the field `mail`; [`Fault::TooOften`] past five requests in an hour.
    pub async fn ask_address(&self, viewer: &Viewer, mail: &str) -> Result<AddressRequestId, FormError> {
        let me = require(viewer, Capability::TakePart)?;
        let mail: Mail = mail.parse().map_err(|problem| FormError::of("mail", problem))?;
        let mut tx = self.db().write().await?;
        let all = store::address::of_member(&mut tx, me.id()).await?;
        if all.iter().any(|row| row.mail == mail) {
            return Err(FormError::of("mail", Problem::Taken));
        }
        // Before the count: of several requests at once each waits for the one before.
        self.limit_requests(&mut tx, me).await?;
        let primary = all.first().map(|row| row.mail.clone());
        let is_confirmed = match &primary {
            Some(primary) => self.is_fresh(&mut tx, me, primary).await?,
            None => true,
        };
        let wish = Wish { member: me.id(), lang: me.lang, mail, primary, is_confirmed, by: "member" };
        let id = self.open_request(&mut tx, wish, all.len()).await?;
        tx.commit().await?;
        Ok(id)
    }

    /// Opens a request beside `known` addresses, mails what proves the new one, and tells the primary one. Asking again replaces
    /// what was asked.
    pub(super) async fn open_request(
        &self,
        tx: &mut Tx,
        wish: Wish,
        known: usize,
    ) -> Result<AddressRequestId, FormError> {
        let Wish { member, lang, mail, primary, is_confirmed, by } = wish;
        let now = self.now();
        store::address_request::end_about(tx, member, &mail).await?;
        if known + store::address_request::open_of(tx, member, now).await?.len() >= MOST {
            return Err(FormError::of("mail", Problem::TooMany { max: MOST }));
        }
        let (id, confirmation) = (self.id(), self.secrets().token());
        let proof = self.mail_proof(tx, id, &mail, lang).await?;
        // Whoever has none, having joined by an account without an address, has nobody to ask but the new one.
        let is_first = primary.is_none();
        let row = AddressRequestRow {
            id,
            member_id: member,
            state: AddressRequestState::Open,
            primary_mail: primary.unwrap_or_else(|| mail.clone()),
            mail,
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
        if !is_first {
            self.mail_primary(tx, &row, lang, &confirmation).await?;
        }
        let detail = json!({ "confirmed": is_confirmed, "by": by });
        self.audit(tx, Some(member), "address.ask", object(member), detail).await?;
        Ok(id)
    }

    /// Mails another link and code to the new address; the earlier ones end.
    ///
    /// # Errors
    /// [`Fault::NotFound`] when the viewer made no such request or it is over; [`Fault::TooOften`] as for asking.
    pub async fn mail_address_again(&self, viewer: &Viewer, id: AddressRequestId) -> Result<(), Fault> {
        let me = require(viewer, Capability::TakePart)?;
        let mut tx = self.db().write().await?;
        let row = own(&mut tx, me, id).await?;
        let is_open = row.state == AddressRequestState::Open && row.expires_at > self.now();
        if !is_open || row.proved_at.is_some() {
            return Err(Fault::NotFound);
        }
        self.limit_requests(&mut tx, me).await?;
        let proof = self.mail_proof(&mut tx, id, &row.mail, me.lang).await?;
        store::address_request::renew(&mut tx, id, &proof.link_hash, &proof.code_hash, proof.until).await?;
        Ok(tx.commit().await?)
    }

    /// Takes the viewer's request back. Twice is once.
    ///
    /// # Errors
    /// [`Fault::NotFound`] when the viewer made no such request.
    pub async fn drop_address_request(&self, viewer: &Viewer, id: AddressRequestId) -> Result<(), Fault> {
        let me = require(viewer, Capability::TakePart)?;
        let mut tx = self.db().write().await?;
        let row = own(&mut tx, me, id).await?;
        self.stop_request(&mut tx, &row, Some(me.id()), "member").await?;
        Ok(tx.commit().await?)
    }

    async fn limit_requests(&self, tx: &mut Tx, me: &Me) -> Result<(), Fault> {
        self.limit(tx, &format!("address:ask:{}", me.id()), REQUESTS).await
    }

    /// A fresh link and code for `mail`, mailed to it; to somebody's address goes a letter without either.
    async fn mail_proof(
        &self,
        tx: &mut Tx,
        id: AddressRequestId,
        mail: &Mail,
        lang: Lang,
    ) -> Result<Proof, Fault> {
        let (token, code) = (self.secrets().token(), self.secrets().code());
        let site = self.site_on(tx).await?;
        let is_taken = store::address::holder(tx, mail).await?.is_some();
        let (letter, code_hash) = if is_taken {
            (letters::in_use(mail, &site, lang, &self.config().url("/sign-in")), String::new())
        } else {
            let link = self.config().url(&format!("/addresses/new/{token}"));
            (letters::proof(mail, &site, lang, &link, &code), hash_code(id, &code))
        };
        self.mail_secret(tx, letter).await?;
        Ok(Proof { link_hash: hash(&token), code_hash, until: self.now().plus(LIFETIME) })
    }

    /// Tells the primary address what was asked for, with the link that confirms or stops it.
    pub(super) async fn mail_primary(
        &self,
        tx: &mut Tx,
        row: &AddressRequestRow,
        lang: Lang,
        confirmation: &str,
    ) -> Result<(), Fault> {
        let site = self.site_on(tx).await?;
        let link = self.config().url(&format!("/addresses/confirm/{confirmation}"));
        self.enqueue(tx, &Task::Mail(letters::asked(row, &site, lang, &link))).await
    }
}
