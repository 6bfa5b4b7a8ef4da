//! Handing over leavers: whoever leaves the company is asked once, by mail, whether to stay as an alumnus.
//!
//! The office uploads a list ([`csv`]), the personnel system tells by a signed call ([`webhook`]), or the company's directory
//! ends an account ([`crate::scim`]). [`ask`] mails the question and takes it back; [`answer`] is the page behind the mailed
//! link; [`settle`] takes roles on the last day, does what was answered, and suspends the account of whoever said no, or nothing
//! for 30 days. Nothing is ever deleted by it. Persons without an account are asked to join.
pub mod answer;
mod ask;
pub mod csv;
mod letters;
mod settle;
#[cfg(test)]
mod tests;
pub mod webhook;

pub use store::handover::HandoverRow;

use serde_json::json;
use store::{Conn, Tx};
use types::handover::{HandoverAttention, HandoverState, Leaver};
use types::id::{HandoverId, MemberId};
use types::member::{MemberState, Person, Relationship};
use types::relationship::RelationshipSource;
use types::time::Stamp;

use crate::Service;
use crate::campaign::mail_hash;
use crate::fault::Fault;
use crate::paging;
use crate::policy::{Capability, require};
use crate::secret::hash;
use crate::viewer::Viewer;

/// Leavers on a page of the office's list.
const PAGE: usize = 50;
/// Days after the last day, and after the question, that silence is waited for.
pub const PATIENCE: i64 = 30;
/// Where a leaver who is signed in, or suspended, answers.
pub const OWN_HANDOVER: &str = "/handover/mine";

/// For how long a mailed link works, and is known who was asked to join and did not, after [`PATIENCE`].
pub(crate) const KEPT: i64 = 180 * Stamp::DAY;

/// What became of a leaver who was told of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// Asked, having an account.
    Asked,
    /// Asked to join, having none.
    Invited,
    /// Has an account and no address to ask by; is asked once there is one.
    Unasked,
    /// Known already; the last day is another one now, or the question that was taken back is open again.
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
            return self.move_leaver(tx, &known, leaver, source, actor).await;
        }
        let member = store::member::by_id(tx, id).await?.ok_or(Fault::NotFound)?;
        let is_here =
            matches!(member.state, MemberState::Active | MemberState::Resting | MemberState::Leaving);
        if !is_here || member.relationship != Relationship::Employee {
            return Ok(Told::Known);
        }
        let newest = store::handover::newest_of_member(tx, id).await?;
        if let Some(told) = self.reopen(tx, newest, leaver, actor).await? {
            return Ok(told);
        }
        let person: Person = store::member::person(tx, id).await?.ok_or(Fault::NotFound)?.into();
        let mut row = self.leaver_row(Some(id), leaver, &person.written(member.lang), source);
        store::handover::insert(tx, &row).await?;
        self.audit_handover(tx, actor, "handover.tell", &row).await?;
        // Whoever is about to leave the network too is asked when coming back.
        let is_asked = member.state != MemberState::Leaving && self.ask_member(tx, &mut row, &member).await?;
        self.leave_if_due(tx, &row).await?;
        Ok(if is_asked { Told::Asked } else { Told::Unasked })
    }

    async fn tell_of_stranger(
        &self,
        tx: &mut Tx,
        leaver: &Leaver,
        source: RelationshipSource,
        actor: Option<MemberId>,
    ) -> Result<Told, Fault> {
        let Some(mail) = &leaver.mail else { return Ok(Told::Unknown) };
        // Of several words at once each waits for the one before.
        self.limit(tx, &format!("handover:tell:{}", mail_hash(mail)), i64::MAX).await?;
        let known = store::handover::of_stranger(tx, mail, &leaver.external_id).await?;
        if let Some(known) = known.as_ref().filter(|known| known.state != HandoverState::Withdrawn) {
            return self.move_leaver(tx, known, leaver, source, actor).await;
        }
        if let Some(told) = self.reopen(tx, known, leaver, actor).await? {
            return Ok(told);
        }
        if store::address::holder(tx, mail).await?.is_some() {
            // Somebody's who left, or an address nobody proved: neither an account to ask nor a stranger.
            return Ok(Told::Known);
        }
        if store::opt_out::exists(tx, &mail_hash(mail)).await? {
            // Wants no invitation, or was here and left for good.
            return Ok(Told::Known);
        }
        let mut row = self.leaver_row(None, leaver, &leaver.name, source);
        store::handover::insert(tx, &row).await?;
        self.audit_handover(tx, actor, "handover.invite", &row).await?;
        self.invite_leaver(tx, &mut row, mail).await?;
        Ok(Told::Invited)
    }

    /// What the personnel department told counts for more than what the directory does with the account.
    async fn move_leaver(
        &self,
        tx: &mut Tx,
        known: &HandoverRow,
        leaver: &Leaver,
        source: RelationshipSource,
        actor: Option<MemberId>,
    ) -> Result<Told, Fault> {
        let is_told_better = source == RelationshipSource::Scim && known.source != RelationshipSource::Scim;
        if known.done_at.is_some() || is_told_better {
            return Ok(Told::Known);
        }
        if known.leaves_on == leaver.leaves_on {
            store::handover::set_source(tx, known.id, source).await?;
            return Ok(Told::Known);
        }
        store::handover::move_to(tx, known.id, &leaver.leaves_on, source, self.now()).await?;
        self.audit_handover(tx, actor, "handover.move", known).await?;
        let moved = HandoverRow {
            leaves_on: leaver.leaves_on.clone(),
            source,
            left_at: None,
            attention: HandoverAttention::None,
            ..known.clone()
        };
        self.leave_if_due(tx, &moved).await?;
        Ok(Told::Moved)
    }

    fn leaver_row(
        &self,
        member_id: Option<MemberId>,
        leaver: &Leaver,
        name: &str,
        source: RelationshipSource,
    ) -> HandoverRow {
        HandoverRow {
            id: self.id(),
            member_id,
            external_id: leaver.external_id.clone(),
            name: name.to_owned(),
            mail: None,
            leaves_on: leaver.leaves_on.clone(),
            source,
            state: HandoverState::Waiting,
            // Nobody has it; who is asked gets another one.
            token_hash: hash(&self.secrets().token()),
            join_request_id: None,
            created_at: self.now(),
            asked_at: None,
            answered_at: None,
            left_at: None,
            done_at: None,
            attention: HandoverAttention::None,
            rested: false,
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
