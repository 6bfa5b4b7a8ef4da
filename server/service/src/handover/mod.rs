//! Handing over leavers: whoever leaves the company is asked once, by mail, whether to stay as an alumnus.
//!
//! The office uploads a list ([`csv`]), the personnel system tells by a signed call ([`webhook`]), or the company's directory
//! ends an account ([`crate::scim`]). [`answer`] is the page behind the mailed link; [`settle`] does what was answered on the
//! last day, and has the account of whoever said no, or nothing for 30 days, rest. Nothing is ever deleted by it. Persons
//! without an account are asked to join.
pub mod answer;
pub mod csv;
mod letters;
mod settle;
#[cfg(test)]
mod tests;
pub mod webhook;

pub use store::handover::HandoverRow;

use serde_json::json;
use store::{Conn, Tx};
use types::handover::{HandoverState, Leaver};
use types::id::{HandoverId, MemberId};
use types::member::{MemberState, Person, Relationship};
use types::relationship::RelationshipSource;
use types::text::Mail;
use types::time::Stamp;

use crate::Service;
use crate::campaign::mail_hash;
use crate::fault::Fault;
use crate::paging;
use crate::policy::{Capability, require};
use crate::task::Task;
use crate::viewer::Viewer;

/// Leavers on a page of the office's list.
const PAGE: usize = 50;
/// Days after the last day that silence is waited for.
pub const PATIENCE: i64 = 30;

/// For how long is known who was asked to join and did not, after [`PATIENCE`].
pub(crate) const KEPT: i64 = 180 * Stamp::DAY;

/// What became of a leaver who was told of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// Asked, having an account.
    Asked,
    /// Asked to join, having none.
    Invited,
    /// Known already; the last day is another one now.
    Moved,
    /// Known already, no employee any more, or wants no invitation: nothing happened.
    Known,
    /// Neither an account nor a mail address is known.
    Unknown,
}

/// The office's list of leavers.
#[derive(Clone, Debug)]
pub struct HandoverPage {
    /// Those of this page, the newest first.
    pub rows: Vec<HandoverRow>,
    /// The last of them, when more follow.
    pub next: Option<HandoverId>,
}

impl Service {
    /// Leavers told of before `before`.
    ///
    /// # Errors
    /// Only for the office.
    pub async fn handovers(
        &self,
        viewer: &Viewer,
        before: Option<HandoverId>,
    ) -> Result<HandoverPage, Fault> {
        require(viewer, Capability::RunOffice)?;
        let mut conn = self.db().read().await?;
        let before = before.unwrap_or(HandoverId::LAST);
        let rows = store::handover::page(&mut conn, before, paging::asked(PAGE)).await?;
        let (rows, next) = paging::cut(rows, PAGE, |row| row.id);
        Ok(HandoverPage { rows, next })
    }

    /// Takes word of a leaver and asks the person, unless that was done already.
    pub(crate) async fn tell_of_leaver(
        &self,
        tx: &mut Tx,
        leaver: &Leaver,
        source: RelationshipSource,
        actor: Option<MemberId>,
    ) -> Result<Told, Fault> {
        match member_of(tx, leaver).await? {
            Some(member) => self.tell_of_member(tx, member, leaver, source, actor).await,
            None => self.tell_of_stranger(tx, leaver, source, actor).await,
        }
    }

    pub(crate) async fn tell_of_member(
        &self,
        tx: &mut Tx,
        id: MemberId,
        leaver: &Leaver,
        source: RelationshipSource,
        actor: Option<MemberId>,
    ) -> Result<Told, Fault> {
        // Of several words at once each waits for the one before.
        store::relationship::hold(tx, id).await?;
        if let Some(known) = store::handover::open_of_member(tx, id).await? {
            return self.move_leaver(tx, &known, leaver, actor).await;
        }
        let member = store::member::by_id(tx, id).await?.ok_or(Fault::NotFound)?;
        let is_open = matches!(member.state, MemberState::Active | MemberState::Resting);
        if !is_open || member.relationship != Relationship::Employee {
            return Ok(Told::Known);
        }
        // An address the company names is nobody's proof of being the member: the link changes the account.
        let Some(mail) = store::member::primary_mail(tx, id).await? else { return Ok(Told::Unknown) };
        let person: Person = store::member::person(tx, id).await?.ok_or(Fault::NotFound)?.into();
        let name = person.name(member.lang);
        let row = self.leaver_row(Some(id), leaver, &name, &mail, source);
        store::handover::insert(tx, &row).await?;
        self.audit_handover(tx, actor, "handover.ask", &row).await?;
        let (site, link) = (self.site_on(tx).await?, self.config().url(&path(&row)));
        self.enqueue(tx, &Task::Mail(letters::asked(&row, &site, member.lang, &link))).await?;
        Ok(Told::Asked)
    }

    async fn tell_of_stranger(
        &self,
        tx: &mut Tx,
        leaver: &Leaver,
        source: RelationshipSource,
        actor: Option<MemberId>,
    ) -> Result<Told, Fault> {
        let Some(mail) = &leaver.mail else { return Ok(Told::Unknown) };
        if let Some(known) = store::handover::of_stranger(tx, mail, &leaver.external_id).await? {
            return self.move_leaver(tx, &known, leaver, actor).await;
        }
        if store::address::holder(tx, mail).await?.is_some() {
            // Somebody's who left, or an address nobody proved: neither an account to ask nor a stranger.
            return Ok(Told::Known);
        }
        if store::opt_out::exists(tx, &mail_hash(mail)).await? {
            // Wants no invitation, or was here and left for good.
            return Ok(Told::Known);
        }
        let row = self.leaver_row(None, leaver, &leaver.name, mail, source);
        store::handover::insert(tx, &row).await?;
        self.audit_handover(tx, actor, "handover.invite", &row).await?;
        let (site, link) = (self.site_on(tx).await?, self.config().url(&path(&row)));
        self.enqueue(tx, &Task::Mail(letters::invited(&row, &site, &link))).await?;
        Ok(Told::Invited)
    }

    async fn move_leaver(
        &self,
        tx: &mut Tx,
        known: &HandoverRow,
        leaver: &Leaver,
        actor: Option<MemberId>,
    ) -> Result<Told, Fault> {
        if known.done_at.is_some() || known.leaves_on == leaver.leaves_on {
            return Ok(Told::Known);
        }
        store::handover::move_to(tx, known.id, &leaver.leaves_on).await?;
        self.audit_handover(tx, actor, "handover.move", known).await?;
        Ok(Told::Moved)
    }

    /// Takes word back that a member leaves: what was not done yet will not be.
    pub(crate) async fn withdraw_handover(&self, tx: &mut Tx, member: MemberId) -> Result<(), Fault> {
        if store::handover::withdraw(tx, member).await? {
            let object = format!("member:{member}");
            self.audit(tx, None, "handover.withdraw", object, serde_json::Value::Null).await?;
        }
        Ok(())
    }

    /// Where a member whose account rests for want of an answer can still give one.
    pub(crate) async fn handover_path(&self, conn: &mut Conn, member: MemberId) -> Result<String, Fault> {
        let handover = store::handover::newest_of_member(conn, member).await?;
        Ok(handover.as_ref().map_or_else(|| "/".to_owned(), path))
    }

    fn leaver_row(
        &self,
        member_id: Option<MemberId>,
        leaver: &Leaver,
        name: &str,
        mail: &Mail,
        source: RelationshipSource,
    ) -> HandoverRow {
        HandoverRow {
            id: self.id(),
            member_id,
            external_id: leaver.external_id.clone(),
            name: name.to_owned(),
            mail: mail.clone(),
            leaves_on: leaver.leaves_on.clone(),
            source,
            state: HandoverState::Waiting,
            token: self.secrets().token(),
            join_request_id: None,
            created_at: self.now(),
            answered_at: None,
            done_at: None,
        }
    }

    async fn audit_handover(
        &self,
        tx: &mut Tx,
        actor: Option<MemberId>,
        action: &str,
        row: &HandoverRow,
    ) -> Result<(), Fault> {
        let detail = json!({ "source": row.source, "member": row.member_id.map(|id| id.to_string()) });
        self.audit(tx, actor, action, format!("handover:{}", row.id), detail).await
    }
}

/// The member who is meant: whoever proved the address, else whom the company's directory knows by the id.
async fn member_of(conn: &mut Conn, leaver: &Leaver) -> Result<Option<MemberId>, Fault> {
    if let Some(mail) = &leaver.mail
        && let Some(member) = store::address::proved_holder(conn, mail).await?
    {
        return Ok(Some(member));
    }
    if leaver.external_id.is_empty() {
        return Ok(None);
    }
    Ok(store::scim_user::member_by_external(conn, &leaver.external_id).await?)
}

/// Path of the page behind the mailed link.
#[must_use]
pub fn path(row: &HandoverRow) -> String {
    format!("/handover/{}", row.token)
}
