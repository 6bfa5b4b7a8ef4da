//! The page of a leaver: what would happen, and the answer. It is reached by the mailed link, whose holder need not be signed
//! in, or by signing in.
use store::member::MemberRow;
use store::{Conn, Tx};
use types::consent::Purpose;
use types::day::Day;
use types::handover::{HandoverAttention, HandoverState, StayInput};
use types::member::{MemberState, Person};

use super::{HandoverRow, KEPT};
use crate::Service;
use crate::consent::standings;
use crate::fault::{Fault, FormError};
use crate::secret::hash;

/// Answers to one mail within the hour.
const PER_HANDOVER: i64 = 20;

/// How a leaver is known.
#[derive(Clone, Copy, Debug)]
pub enum HandoverKey<'a> {
    /// By the last part of the mailed link.
    Link(&'a str),
    /// By the token of a session, be it of a member or of somebody suspended.
    Session(&'a str),
}

/// What a leaver sees.
#[derive(Clone, Debug)]
pub struct HandoverView {
    /// Who, having an account; nobody for a person who is asked to join.
    pub person: Option<Person>,
    /// The name as it was told.
    pub name: String,
    /// The last day.
    pub leaves_on: Day,
    /// What was answered so far.
    pub state: HandoverState,
    /// Whether it took effect.
    pub is_done: bool,
    /// Whether the account rests now.
    pub is_suspended: bool,
    /// Whether only addresses of the company are known.
    pub needs_private: bool,
    /// Purposes agreed to now.
    pub agreed: Vec<Purpose>,
}

/// What came of agreeing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stayed {
    /// Whether a new address was given, which waits to be proved.
    pub proves: bool,
}

impl Service {
    /// What a leaver is asked, for whoever holds the key. Changes nothing: scanners open links.
    ///
    /// # Errors
    /// [`Fault::NotFound`] when nobody is asked anything there: no such link, or one that ended.
    pub async fn handover(&self, key: HandoverKey<'_>) -> Result<HandoverView, Fault> {
        let mut conn = self.db().read().await?;
        let row = self.keyed_handover(&mut conn, key).await?;
        let mut view = HandoverView {
            person: None,
            is_done: is_over(&row),
            name: row.name,
            leaves_on: row.leaves_on,
            state: row.state,
            is_suspended: false,
            needs_private: false,
            agreed: Vec::new(),
        };
        let Some(id) = row.member_id else { return Ok(view) };
        let member = store::member::by_id(&mut conn, id).await?;
        let member = member.filter(|it| it.state.has_account()).ok_or(Fault::NotFound)?;
        view.person = store::member::person(&mut conn, id).await?.map(Person::from);
        view.is_suspended = member.state == MemberState::Suspended;
        view.needs_private = self.needs_private_address(&mut conn, id).await?;
        let standings = standings(&mut conn, id, Purpose::wordings).await?;
        view.agreed = standings.iter().filter(|it| it.counts).map(|it| it.purpose).collect();
        Ok(view)
    }

    /// Stays as an alumnus, by the button of the page: the consents are noted, a private address gets a mail that proves
    /// it, and on the last day work ends and what comes after begins. An account that rests already comes back.
    ///
    /// # Errors
    /// Problems of the form; [`Fault::NotFound`] for an unknown link, somebody without an account, or when staying took effect;
    /// [`Fault::TooOften`].
    pub async fn stay(&self, key: HandoverKey<'_>, input: &StayInput) -> Result<Stayed, FormError> {
        let mut tx = self.db().write().await?;
        let (row, member) = self.own_handover(&mut tx, key).await?;
        let (id, is_suspended) = (member.id, member.state == MemberState::Suspended);
        if is_over(&row) && !is_suspended {
            return Err(Fault::NotFound.into());
        }
        let (mail, given) = input.parse()?;
        if let Some(mail) = &mail {
            // After the last day the company may give the old mailbox to anybody.
            let is_read = matches!(key, HandoverKey::Link(_)) && self.today() <= row.leaves_on;
            let reads = row.mail.as_ref().filter(|_| is_read);
            self.ask_address_for_leaver(&mut tx, &member, reads, mail).await?;
        }
        self.note_answers_anew(&mut tx, id, &given).await?;
        store::handover::answer(&mut tx, row.id, HandoverState::Agreed, self.now()).await?;
        let row = HandoverRow { state: HandoverState::Agreed, ..row };
        self.audit_handover(&mut tx, Some(id), "handover.agree", &row).await?;
        if row.done_at.is_some() || row.leaves_on <= self.today() {
            self.settle_handover(&mut tx, &row).await?;
        }
        tx.commit().await?;
        Ok(Stayed { proves: mail.is_some() })
    }

    /// Rather not, by the other button: after the last day the account rests, and the page still answers otherwise.
    ///
    /// # Errors
    /// [`Fault::NotFound`] for an unknown link, somebody without an account, or when staying took effect; [`Fault::TooOften`].
    pub async fn decline_to_stay(&self, key: HandoverKey<'_>) -> Result<(), Fault> {
        let mut tx = self.db().write().await?;
        let (row, MemberRow { id, .. }) = self.own_handover(&mut tx, key).await?;
        if row.done_at.is_some() {
            return Err(Fault::NotFound);
        }
        store::handover::answer(&mut tx, row.id, HandoverState::Declined, self.now()).await?;
        let row = HandoverRow { state: HandoverState::Declined, ..row };
        self.audit_handover(&mut tx, Some(id), "handover.decline", &row).await?;
        if row.leaves_on <= self.today() {
            self.settle_handover(&mut tx, &row).await?;
        }
        Ok(tx.commit().await?)
    }

    /// The leaver of the key, who has an account. Counts what is sent from the page; the nightly round waits meanwhile.
    async fn own_handover(
        &self,
        tx: &mut Tx,
        key: HandoverKey<'_>,
    ) -> Result<(HandoverRow, MemberRow), Fault> {
        let id = self.keyed_handover(tx, key).await?.member_id.ok_or(Fault::NotFound)?;
        store::relationship::hold(tx, id).await?;
        let row = self.keyed_handover(tx, key).await?;
        let member = store::member::by_id(tx, id).await?;
        let member = member.filter(|it| it.state.has_account()).ok_or(Fault::NotFound)?;
        self.limit(tx, &format!("handover:{}", row.id), PER_HANDOVER).await?;
        Ok((row, member))
    }

    /// What the key opens: a link for half a year, and until a newer one is mailed.
    async fn keyed_handover(&self, conn: &mut Conn, key: HandoverKey<'_>) -> Result<HandoverRow, Fault> {
        match key {
            HandoverKey::Link(token) => self.linked_handover(conn, token).await,
            HandoverKey::Session(token) => {
                let row = store::handover::of_session(conn, &hash(token), self.now()).await?;
                row.ok_or(Fault::NotFound)
            }
        }
    }

    /// What the mailed link opens.
    pub(crate) async fn linked_handover(&self, conn: &mut Conn, token: &str) -> Result<HandoverRow, Fault> {
        let row = store::handover::by_token(conn, &hash(token)).await?.ok_or(Fault::NotFound)?;
        let long_ago = self.now().plus(-KEPT);
        if row.leaves_on <= self.day_of(long_ago) && row.asked_at.is_none_or(|at| at <= long_ago) {
            return Err(Fault::NotFound);
        }
        if let Some(member) = row.member_id {
            let newest = store::handover::newest_of_member(conn, member).await?;
            return newest.filter(|newest| newest.id == row.id).ok_or(Fault::NotFound);
        }
        Ok(row)
    }
}

/// Whether there is nothing to answer any more. Whoever said no and goes on because of a role may still stay.
fn is_over(row: &HandoverRow) -> bool {
    let goes_on = row.attention == HandoverAttention::RoleKept && row.state != HandoverState::Agreed;
    row.done_at.is_some() && !goes_on
}
