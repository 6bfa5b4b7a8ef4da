//! Joining: the door an invitation opens, the request, the proof of its address, the office's decision.
//!
//! [`Service::ask_to_join`] writes a request and mails a proof of its address; [`settle`] decides once the address is proved;
//! [`queue`], [`decide`], [`note`] and [`refusal`] are the office's part and [`request`] the page of whoever waits. Whether an address is a member's or has a request
//! already is told only to the address itself, by mail.
pub mod decide;
mod leaver;
mod letters;
pub mod note;
pub mod queue;
pub mod refusal;
pub mod request;
mod roster;
pub mod settle;
#[cfg(test)]
mod tests;

pub use store::join_request::{JoinRequestRow, QueuedRow};
pub use store::staff_note::NoteRow;

use store::Tx;
use types::consent::edition;
use types::id::{InvitationId, SignInId};
use types::invitation::InvitationState;
use types::join::{JoinInput, JoinState, NewJoinRequest, purposes_text};
use types::lang::Lang;
use types::member::Person;
use types::time::Stamp;

use crate::Service;
use crate::clock::zoned;
use crate::fault::{Fault, FormError};
use crate::invitation::state;
use crate::viewer::Viewer;

/// Forms one network address may send within the hour.
const PER_CLIENT: i64 = 30;

/// What stands at the door of an invitation.
#[derive(Clone, Debug)]
pub struct Door {
    /// Who invites.
    pub inviter: Person,
    /// When and where the inviter says both worked together.
    pub worked_together: String,
    /// A few words of the inviter, or empty.
    pub note: String,
    /// Whether the door is open.
    pub state: InvitationState,
    /// Until when.
    pub expires_at: Stamp,
    /// The invitation, when the viewer made it.
    pub mine: Option<InvitationId>,
}

impl Service {
    /// The door of the invitation `token`. Changes nothing: previews open links.
    ///
    /// # Errors
    /// [`Fault::NotFound`] when there is no such invitation.
    pub async fn door(&self, viewer: &Viewer, token: &str) -> Result<Door, Fault> {
        let mut conn = self.db().read().await?;
        let row = store::invitation::by_token(&mut conn, token).await?.ok_or(Fault::NotFound)?;
        let mut inviter: Person =
            store::member::person(&mut conn, row.inviter_id).await?.ok_or(Fault::NotFound)?.into();
        if viewer.me().is_none() {
            // Portraits, and where somebody worked, are for members.
            inviter.photo = None;
            inviter.line = String::new();
        }
        let mine = viewer.me().filter(|me| me.id() == row.inviter_id).map(|_| row.id);
        let state = state(&row, self.now());
        // Only an open door passes on what the inviter wrote.
        let (worked_together, note) = match state {
            InvitationState::Open => (row.worked_together, row.note),
            _ => Default::default(),
        };
        Ok(Door { inviter, worked_together, note, state, expires_at: row.expires_at, mine })
    }

    /// Takes a request to join, by the invitation `token` or without one, and mails a proof of its address; the attempt whose
    /// page takes the code.
    ///
    /// # Errors
    /// Problems of the form; [`Fault::NotFound`] when the invitation is not open; [`Fault::TooOften`].
    pub async fn ask_to_join(
        &self,
        token: Option<&str>,
        input: &JoinInput,
        lang: Lang,
        client: &str,
    ) -> Result<SignInId, FormError> {
        let mut tx = self.db().write().await?;
        self.limit(&mut tx, &format!("join:client:{client}"), PER_CLIENT).await?;
        let invitation_id = match token {
            Some(token) => Some(self.start_invitation(&mut tx, token).await?),
            None => None,
        };
        let new = match input.parse(self.this_year()) {
            Ok(new) => new,
            Err(problems) => {
                // The form was sent: that is noted, and counted, even when it has to be sent again.
                tx.commit().await?;
                return Err(problems.into());
            }
        };
        let id = self.take_request(&mut tx, new, invitation_id, lang).await?;
        tx.commit().await?;
        Ok(id)
    }

    async fn start_invitation(&self, tx: &mut Tx, token: &str) -> Result<InvitationId, Fault> {
        let row = store::invitation::by_token(tx, token).await?.ok_or(Fault::NotFound)?;
        if state(&row, self.now()) != InvitationState::Open {
            return Err(Fault::NotFound);
        }
        store::invitation::start(tx, row.id, self.now()).await?;
        Ok(row.id)
    }

    /// The browser is answered the same in all three cases; the mail differs.
    async fn take_request(
        &self,
        tx: &mut Tx,
        new: NewJoinRequest,
        by: Option<InvitationId>,
        lang: Lang,
    ) -> Result<SignInId, Fault> {
        let site = self.site_on(tx).await?;
        let mail = new.mail.clone();
        if store::member::by_mail(tx, &mail).await?.is_some() {
            return self
                .prove_mail(tx, &mail, "/", None, |link, code| {
                    letters::member_already(&mail, &site, lang, &self.config().url(link), code)
                })
                .await;
        }
        if let Some(pending) = store::join_request::pending_of(tx, &mail).await? {
            return self
                .prove_mail(tx, &mail, "/", Some(pending.id), |link, code| {
                    letters::asked_already(&mail, &site, lang, &self.config().url(link), code)
                })
                .await;
        }
        let row = self.request_row(new, by, lang);
        store::join_request::insert(tx, &row).await?;
        // Not which: whoever leaves the referral tree is to leave no way back to who invited.
        let detail = serde_json::json!({ "invited": by.is_some() });
        self.audit(tx, None, "join_request.create", format!("join_request:{}", row.id), detail).await?;
        self.prove_mail(tx, &mail, "/", Some(row.id), |link, code| {
            letters::proof(&mail, &site, lang, &self.config().url(link), code)
        })
        .await
    }

    fn request_row(
        &self,
        new: NewJoinRequest,
        invitation_id: Option<InvitationId>,
        lang: Lang,
    ) -> JoinRequestRow {
        JoinRequestRow {
            id: self.id(),
            secret: self.secrets().token(),
            state: JoinState::Unverified,
            invitation_id,
            shows_origin: new.shows_origin && invitation_id.is_some(),
            family: new.name.family.into(),
            given: new.name.given.into(),
            family_kana: new.name.family_kana.map(Into::into).unwrap_or_default(),
            given_kana: new.name.given_kana.map(Into::into).unwrap_or_default(),
            family_roman: new.name.family_roman.map(Into::into).unwrap_or_default(),
            given_roman: new.name.given_roman.map(Into::into).unwrap_or_default(),
            former_family: new.former_family,
            mail: new.mail,
            department: new.department,
            year_from: new.year_from,
            year_to: new.year_to,
            note: new.note,
            lang,
            purposes: purposes_text(&new.purposes),
            text_version: edition().to_owned(),
            question: String::new(),
            answer: String::new(),
            created_at: self.now(),
            proved_at: None,
            decided_at: None,
            decided_by: None,
            told_at: None,
            colleagues: String::new(),
            member_id: None,
        }
    }

    pub(crate) fn this_year(&self) -> i64 {
        i64::from(zoned(self.now(), &self.config().zone).year())
    }
}

/// Path of the page of a request.
#[must_use]
pub fn request_path(row: &JoinRequestRow) -> String {
    format!("/join/request/{}", row.secret)
}
