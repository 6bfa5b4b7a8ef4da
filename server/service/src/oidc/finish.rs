//! The way back: what the provider says is checked, and whoever is known is signed in.
use serde_json::json;
use store::Tx;
use store::oidc::{ArrivalRow, AttemptRow};
use types::id::MemberId;
use types::role::Roles;
use types::text::Mail;

use super::claims::Vouched;
use super::{ARRIVAL_FOR, CALLBACK, OidcError, letters};
use crate::Service;
use crate::fault::Fault;
use crate::secret::hash;
use crate::session::Opened;
use crate::task::Task;

/// What the browser brings back from the provider; absent values are empty.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct OidcAnswer {
    /// What it was sent with.
    pub state: String,
    /// To be exchanged for what the provider says.
    pub code: String,
    /// Why there is no code.
    pub error: String,
    /// Who answers (RFC 9207).
    pub iss: String,
}

/// What an answer of the provider led to.
#[derive(Clone, Debug)]
pub enum OidcEntered {
    /// A member is signed in.
    SignedIn(Opened),
    /// Nobody is yet: somebody new is to agree first.
    Arrived {
        /// For the cookie of this browser.
        token: String,
    },
}

impl Service {
    /// Signs in whom the provider vouches for, in the browser that began; anybody may try.
    ///
    /// # Errors
    /// Every [`OidcError`]; [`Fault::NotFound`] without a provider.
    pub async fn finish_oidc(
        &self,
        cookie: &str,
        answer: &OidcAnswer,
        device: &str,
    ) -> Result<OidcEntered, OidcError> {
        let provider = self.oidc()?;
        let attempt = self.take_attempt(cookie, &answer.state).await?;
        if !answer.iss.is_empty() && answer.iss != provider.config.issuer {
            return Err(OidcError::not_accepted("another provider answers"));
        }
        if answer.code.is_empty() {
            let reason = answer.error.chars().filter(char::is_ascii_graphic).take(60).collect();
            return Err(OidcError::TurnedBack(reason));
        }
        let callback = self.config().url(CALLBACK);
        let person = provider.vouch(&callback, &answer.code, &attempt, self.now()).await?;
        let mut tx = self.db().write().await?;
        let known = self.known(&mut tx, &person.issuer, &person.subject, person.mail.as_ref()).await?;
        let entered = match known {
            Some(member) => {
                let (roles, go_to) = (person.roles.as_ref(), &attempt.return_to);
                OidcEntered::SignedIn(self.enter_oidc(&mut tx, member, roles, device, go_to).await?)
            }
            None => {
                OidcEntered::Arrived { token: self.keep_arrival(&mut tx, person, attempt.return_to).await? }
            }
        };
        tx.commit().await?;
        Ok(entered)
    }

    /// The attempt of this browser, which is over with that: the provider is asked once.
    async fn take_attempt(&self, cookie: &str, state: &str) -> Result<AttemptRow, OidcError> {
        if cookie.is_empty() || state.is_empty() {
            return Err(OidcError::NoAttempt);
        }
        let mut tx = self.db().write().await?;
        let attempt = store::oidc::take_attempt(&mut tx, &hash(state), &hash(cookie)).await?;
        tx.commit().await?;
        attempt.filter(|attempt| attempt.expires_at > self.now()).ok_or(OidcError::NoAttempt)
    }

    /// The member whose account it is. An account seen for the first time is the one's who has its address, unless that member
    /// has an account there already: companies give addresses of people who left to others.
    pub(super) async fn known(
        &self,
        tx: &mut Tx,
        issuer: &str,
        subject: &str,
        mail: Option<&Mail>,
    ) -> Result<Option<MemberId>, Fault> {
        if let Some(member) = store::oidc::member(tx, issuer, subject).await? {
            return Ok(Some(member));
        }
        let Some(mail) = mail else { return Ok(None) };
        let Some(member) = store::member::by_mail(tx, mail).await? else { return Ok(None) };
        if store::oidc::has_account(tx, issuer, member).await? {
            tracing::warn!(%member, "another account has an address of the member's");
            return Ok(None);
        }
        store::oidc::link(tx, issuer, subject, member, self.now()).await?;
        // As good as the button behind a mailed link.
        store::member::verify_mail(tx, mail, self.now()).await?;
        self.audit(tx, Some(member), "oidc.link", format!("member:{member}"), json!({ "by": "mail" }))
            .await?;
        self.tell_linked(tx, member).await?;
        Ok(Some(member))
    }

    /// Whoever is linked by an address hears of it, at the primary one.
    async fn tell_linked(&self, tx: &mut Tx, member: MemberId) -> Result<(), Fault> {
        let reader = store::member::by_id(tx, member).await?.ok_or(Fault::NotFound)?;
        let Some(to) = store::member::primary_mail(tx, member).await? else { return Ok(()) };
        let site = self.site_on(tx).await?;
        let letter = letters::linked(&to, &site, reader.lang, &self.config().url("/me/devices"));
        self.enqueue(tx, &Task::Mail(letter)).await
    }

    /// Opens a session for `member`, whose roles follow the account's groups.
    pub(super) async fn enter_oidc(
        &self,
        tx: &mut Tx,
        member: MemberId,
        roles: Option<&Roles>,
        device: &str,
        go_to: &str,
    ) -> Result<Opened, Fault> {
        self.follow_groups(tx, member, roles).await?;
        self.audit(tx, Some(member), "session.open", format!("member:{member}"), json!({ "by": "oidc" }))
            .await?;
        self.open_session(tx, member, device, go_to).await
    }

    /// Keeps what the provider said of somebody new until the person agrees; the token to find it by.
    async fn keep_arrival(&self, tx: &mut Tx, person: Vouched, return_to: String) -> Result<String, Fault> {
        let token = self.secrets().token();
        let mail = match person.mail {
            Some(mail) if store::address::holder(tx, &mail).await?.is_none() => Some(mail),
            _ => None,
        };
        let (family, given) = (person.names.family, person.names.given);
        let row = ArrivalRow {
            token_hash: hash(&token),
            issuer: person.issuer,
            subject: person.subject,
            mail,
            roles: person.roles.unwrap_or_default(),
            family: family.written,
            given: given.written,
            family_kana: family.kana,
            given_kana: given.kana,
            family_roman: family.roman,
            given_roman: given.roman,
            return_to,
            expires_at: self.now().plus(ARRIVAL_FOR),
        };
        store::oidc::insert_arrival(tx, &row).await?;
        Ok(token)
    }
}
