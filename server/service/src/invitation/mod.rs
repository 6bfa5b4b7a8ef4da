//! Personal invitations: a member makes a link, hands it on, takes it back, gives it again.
//!
//! Looking at a link changes nothing, since scanners and previews open links too. An invitation is *started* when its form
//! is first sent, complete or not, and *used* when whoever sent it has proved a mail address.
mod qr;

pub use qr::Qr;
pub use store::invitation::InvitationRow;

use store::Conn;
use types::id::InvitationId;
use types::invitation::{InvitationInput, InvitationState, NewInvitation};
use types::lang::Lang;
use types::member::Person;
use types::text::Mail;
use types::time::Stamp;
use types::words::invitation as w;

use crate::Service;
use crate::fault::{Fault, FormError};
use crate::mail::Letter;
use crate::paging;
use crate::policy::{Capability, require};
use crate::task::Task;
use crate::viewer::{Me, Viewer};

/// Invitations a member may make within the hour.
const PER_MEMBER: i64 = 30;
/// Invitations mailed to one address within the hour.
const PER_ADDRESS: i64 = 2;
/// Invitations on one page of a member's list.
pub(crate) const PAGE: usize = 30;

/// A page of a member's invitations.
#[derive(Clone, Debug)]
pub struct InvitationPage {
    /// The invitations, newest first, and whether each can be used.
    pub invitations: Vec<(InvitationRow, InvitationState)>,
    /// Where the next page begins.
    pub next: Option<InvitationId>,
}

/// An invitation, ready to be handed on.
#[derive(Clone, Debug)]
pub struct Handout {
    /// The invitation.
    pub row: InvitationRow,
    /// Whether it can be used.
    pub state: InvitationState,
    /// Its link.
    pub link: String,
    /// Opens LINE with the link in a message; the person chooses to whom.
    pub line: String,
    /// The link to be photographed.
    pub qr: Qr,
}

impl Service {
    /// Makes an invitation and mails it when an address is given.
    ///
    /// # Errors
    /// Problems of the form; [`Fault::TooOften`]; only members invite.
    pub async fn invite(
        &self,
        viewer: &Viewer,
        input: &InvitationInput,
        lang: Lang,
    ) -> Result<InvitationId, FormError> {
        let me = require(viewer, Capability::TakePart)?;
        let new = input.parse()?;
        let row = self.invitation_row(me, &new);
        let mut tx = self.db().write().await?;
        self.limit(&mut tx, &format!("invite:member:{}", me.id()), PER_MEMBER).await?;
        store::invitation::insert(&mut tx, &row).await?;
        let detail = serde_json::json!({ "uses": row.uses, "days": new.days, "mailed": row.mail.is_some() });
        self.audit(&mut tx, Some(me.id()), "invitation.create", format!("invitation:{}", row.id), detail)
            .await?;
        if let Some(mail) = &row.mail {
            self.limit(&mut tx, &format!("invite:mail:{mail}"), PER_ADDRESS).await?;
            let letter = self.invitation_letter(mail, &me.person, &row, lang).await?;
            self.enqueue(&mut tx, &Task::Mail(letter)).await?;
        }
        tx.commit().await?;
        Ok(row.id)
    }

    /// The viewer's invitations before `before`.
    ///
    /// # Errors
    /// Only members have some.
    pub async fn invitations(
        &self,
        viewer: &Viewer,
        before: Option<InvitationId>,
    ) -> Result<InvitationPage, Fault> {
        let me = require(viewer, Capability::TakePart)?;
        let before = before.unwrap_or(InvitationId::LAST);
        let mut conn = self.db().read().await?;
        let rows = store::invitation::of_member(&mut conn, me.id(), before, paging::asked(PAGE)).await?;
        let (rows, next) = paging::cut(rows, PAGE, |row| row.id);
        let now = self.now();
        let with_state = |row: InvitationRow| {
            let state = state(&row, now);
            (row, state)
        };
        Ok(InvitationPage { invitations: rows.into_iter().map(with_state).collect(), next })
    }

    /// One invitation of the viewer, ready to be handed on.
    ///
    /// # Errors
    /// [`Fault::NotFound`] unless it is the viewer's own.
    pub async fn invitation(&self, viewer: &Viewer, id: InvitationId, lang: Lang) -> Result<Handout, Fault> {
        let me = require(viewer, Capability::TakePart)?;
        let mut conn = self.db().read().await?;
        let row = own(&mut conn, me, id).await?;
        let link = self.invitation_link(&row);
        let site = self.site_on(&mut conn).await?;
        let message = w::line_message(site.voice(lang), &link, site.name.get(lang));
        let message: String = url::form_urlencoded::byte_serialize(message.as_bytes()).collect();
        // LINE reads `+` literally: a space has to be %20.
        let line = format!("https://line.me/R/msg/text/?{}", message.replace('+', "%20"));
        Ok(Handout { state: state(&row, self.now()), qr: Qr::of(&link)?, row, link, line })
    }

    /// Takes an invitation of the viewer back. Who came by it stays. Doing it twice is doing it once.
    ///
    /// # Errors
    /// [`Fault::NotFound`] unless it is the viewer's own.
    pub async fn revoke_invitation(&self, viewer: &Viewer, id: InvitationId) -> Result<(), Fault> {
        let me = require(viewer, Capability::TakePart)?;
        let mut tx = self.db().write().await?;
        own(&mut tx, me, id).await?;
        if store::invitation::revoke(&mut tx, me.id(), id, self.now()).await? {
            let object = format!("invitation:{id}");
            self.audit(&mut tx, Some(me.id()), "invitation.revoke", object, serde_json::Value::Null).await?;
        }
        Ok(tx.commit().await?)
    }

    /// Undoes [`Self::revoke_invitation`].
    ///
    /// # Errors
    /// [`Fault::NotFound`] unless it is the viewer's own.
    pub async fn restore_invitation(&self, viewer: &Viewer, id: InvitationId) -> Result<(), Fault> {
        let me = require(viewer, Capability::TakePart)?;
        let mut tx = self.db().write().await?;
        own(&mut tx, me, id).await?;
        if store::invitation::restore(&mut tx, me.id(), id).await? {
            let object = format!("invitation:{id}");
            self.audit(&mut tx, Some(me.id()), "invitation.restore", object, serde_json::Value::Null).await?;
        }
        Ok(tx.commit().await?)
    }

    fn invitation_row(&self, me: &Me, new: &NewInvitation) -> InvitationRow {
        let now = self.now();
        InvitationRow {
            id: self.id(),
            token: self.secrets().token(),
            inviter_id: me.id(),
            worked_together: new.worked_together.clone(),
            note: new.note.clone(),
            mail: new.mail.clone(),
            uses: new.uses,
            used: 0,
            created_at: now,
            expires_at: now.plus(new.days * Stamp::DAY),
            started_at: None,
            revoked_at: None,
        }
    }

    /// The parameter makes LINE open the link in the phone's own browser, where sessions last.
    fn invitation_link(&self, row: &InvitationRow) -> String {
        self.config().url(&format!("/join/{}?openExternalBrowser=1", row.token))
    }

    async fn invitation_letter(
        &self,
        to: &Mail,
        inviter: &Person,
        row: &InvitationRow,
        lang: Lang,
    ) -> Result<Letter, Fault> {
        let site = self.site().await?;
        let (voice, site_name) = (site.voice(lang), site.name.get(lang));
        let name = inviter.name(lang);
        let note = if row.note.is_empty() { String::new() } else { format!("\n{}\n", row.note) };
        let subject = w::mail_subject(voice, &name, site_name);
        let days = (row.expires_at.0 - row.created_at.0) / Stamp::DAY;
        let link = self.invitation_link(row);
        let body = w::mail_body(
            voice,
            days,
            &name,
            link,
            note,
            site_name,
            site.welcome.get(lang),
            &row.worked_together,
        );
        Ok(Letter { to: to.clone(), lang, subject, body, calendar: None })
    }
}

/// The invitation, when it is the member's own; anybody else's is not there.
async fn own(conn: &mut Conn, me: &Me, id: InvitationId) -> Result<InvitationRow, Fault> {
    store::invitation::by_id(conn, id).await?.filter(|row| row.inviter_id == me.id()).ok_or(Fault::NotFound)
}

/// Whether the invitation can be used at `now`.
#[must_use]
pub fn state(row: &InvitationRow, now: Stamp) -> InvitationState {
    if row.revoked_at.is_some() {
        InvitationState::Revoked
    } else if row.used >= row.uses {
        InvitationState::UsedUp
    } else if row.expires_at <= now {
        InvitationState::Expired
    } else {
        InvitationState::Open
    }
}
