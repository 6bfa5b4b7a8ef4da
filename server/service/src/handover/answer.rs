//! The page behind the mailed link: what would happen, and the answer. Its holder need not be signed in.
use store::Tx;
use store::member::MemberRow;
use types::consent::Purpose;
use types::day::Day;
use types::handover::{HandoverState, StayInput};
use types::member::{MemberState, Person};

use super::HandoverRow;
use crate::Service;
use crate::consent::standings;
use crate::fault::{Fault, FormError};

/// Answers to one mail within the hour.
const PER_HANDOVER: i64 = 20;

/// What a leaver sees.
#[derive(Clone, Debug)]
pub struct HandoverView {
    /// Who, having an account; nobody for a person who is asked to join.
    pub person: Option<Person>,
    /// The name as it was told.
    pub name: String,
    /// Where the mail went.
    pub mail: types::text::Mail,
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
    /// What the mailed link `token` leads to, for whoever holds it. Changes nothing: scanners open links.
    ///
    /// # Errors
    /// [`Fault::NotFound`] when there is no such link.
    pub async fn handover(&self, token: &str) -> Result<HandoverView, Fault> {
        let mut conn = self.db().read().await?;
        let row = store::handover::by_token(&mut conn, token).await?.ok_or(Fault::NotFound)?;
        let mut view = HandoverView {
            person: None,
            is_done: row.done_at.is_some(),
            name: row.name,
            mail: row.mail,
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

    /// Stays as an alumnus, by the button behind the link: the consents are noted, a private address gets a mail that proves
    /// it, and on the last day work ends and what comes after begins. An account that rests already comes back.
    ///
    /// # Errors
    /// Problems of the form; [`Fault::NotFound`] for an unknown link, somebody without an account, or when staying took effect;
    /// [`Fault::TooOften`].
    pub async fn stay(&self, token: &str, input: &StayInput) -> Result<Stayed, FormError> {
        let mut tx = self.db().write().await?;
        let (row, member) = self.own_handover(&mut tx, token).await?;
        let (id, is_suspended) = (member.id, member.state == MemberState::Suspended);
        if row.done_at.is_some() && !is_suspended {
            return Err(Fault::NotFound.into());
        }
        let (mail, given) = input.parse()?;
        if let Some(mail) = &mail {
            self.ask_address_for_leaver(&mut tx, &member, &row.mail, mail).await?;
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

    /// Rather not, by the other button: after the last day the account rests, and the link still answers otherwise.
    ///
    /// # Errors
    /// [`Fault::NotFound`] for an unknown link, somebody without an account, or when staying took effect; [`Fault::TooOften`].
    pub async fn decline_to_stay(&self, token: &str) -> Result<(), Fault> {
        let mut tx = self.db().write().await?;
        let (row, MemberRow { id, .. }) = self.own_handover(&mut tx, token).await?;
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

    /// The leaver of the link, who has an account. Counts what is sent from its page.
    async fn own_handover(&self, tx: &mut Tx, token: &str) -> Result<(HandoverRow, MemberRow), Fault> {
        let row = store::handover::by_token(tx, token).await?.ok_or(Fault::NotFound)?;
        let id = row.member_id.ok_or(Fault::NotFound)?;
        let member = store::member::by_id(tx, id).await?;
        let member = member.filter(|it| it.state.has_account()).ok_or(Fault::NotFound)?;
        self.limit(tx, &format!("handover:{}", row.id), PER_HANDOVER).await?;
        Ok((row, member))
    }
}
