//! Signing up and cancelling. Both hold the event's row, so the last seat goes to one and the line keeps its order.
use store::Tx;
use store::event::EventRow;
use store::rsvp::RsvpRow;
use types::event::RsvpState;

use super::mail::Notice;
use super::may_see;
use crate::Service;
use crate::fault::Fault;
use crate::policy::{Capability, require};
use crate::viewer::Viewer;

/// Why a sign-up or cancellation was not taken.
#[derive(Debug, thiserror::Error)]
pub enum RsvpError {
    /// The event is over.
    #[error("the event is over")]
    Over,
    /// The event was called off.
    #[error("the event was called off")]
    CalledOff,
    /// Anything else.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl From<store::StoreError> for RsvpError {
    fn from(error: store::StoreError) -> Self {
        Self::Fault(error.into())
    }
}

impl Service {
    /// Signs the viewer up: a seat while there is one, otherwise the end of the waiting list. Twice is once.
    ///
    /// # Errors
    /// Only members, only before the end of the event, and not once it was called off.
    pub async fn join_event(&self, viewer: &Viewer, slug: &str) -> Result<RsvpState, RsvpError> {
        let me = require(viewer, Capability::TakePart)?;
        let mut tx = self.db().write().await?;
        let event = self.held_event(&mut tx, viewer, slug).await?;
        if let Some(rsvp) = store::rsvp::get(&mut tx, event.id, me.id()).await? {
            return Ok(rsvp.state);
        }
        let taken = store::rsvp::counts(&mut tx, event.id).await?;
        let state = if taken.going < event.capacity { RsvpState::Going } else { RsvpState::Waiting };
        let row =
            RsvpRow { event_id: event.id, member_id: me.id(), state, turn: event.turns, at: self.now() };
        store::rsvp::insert(&mut tx, &row).await?;
        let notice = if state == RsvpState::Going { Notice::Going } else { Notice::Waiting };
        self.mail_about_event(&mut tx, &event, me.id(), notice).await?;
        let object = format!("event:{}", event.id);
        self.audit(&mut tx, Some(me.id()), "event.join", object, serde_json::json!({ "state": state }))
            .await?;
        tx.commit().await?;
        Ok(state)
    }

    /// Takes the viewer's sign-up back and gives a freed seat to whoever waits longest. Without a sign-up nothing happens.
    ///
    /// # Errors
    /// Only members, only before the end of the event, and not once it was called off.
    pub async fn leave_event(&self, viewer: &Viewer, slug: &str) -> Result<(), RsvpError> {
        let me = require(viewer, Capability::TakePart)?;
        let mut tx = self.db().write().await?;
        let event = self.held_event(&mut tx, viewer, slug).await?;
        if store::rsvp::delete(&mut tx, event.id, me.id()).await?.is_none() {
            return Ok(());
        }
        self.mail_about_event(&mut tx, &event, me.id(), Notice::Left).await?;
        self.fill_seats(&mut tx, &event).await?;
        let object = format!("event:{}", event.id);
        self.audit(&mut tx, Some(me.id()), "event.leave", object, serde_json::Value::Null).await?;
        Ok(tx.commit().await?)
    }

    /// The event, its row held by `tx`.
    async fn held_event(&self, tx: &mut Tx, viewer: &Viewer, slug: &str) -> Result<EventRow, RsvpError> {
        let known = store::event::by_slug(tx, slug)
            .await?
            .filter(|row| may_see(viewer, row))
            .ok_or(Fault::NotFound)?;
        let event = store::event::take_turn(tx, known.id).await?.ok_or(Fault::NotFound)?;
        match event.called_off_at {
            Some(_) => Err(RsvpError::CalledOff),
            None if event.ends_at <= self.now() => Err(RsvpError::Over),
            None => Ok(event),
        }
    }

    /// Gives free seats to those who wait, in order, and tells them. The event's row is held.
    pub(super) async fn fill_seats(&self, tx: &mut Tx, event: &EventRow) -> Result<(), Fault> {
        let mut going = store::rsvp::counts(tx, event.id).await?.going;
        while going < event.capacity
            && let Some(member) = store::rsvp::promote_first(tx, event.id).await?
        {
            self.mail_about_event(tx, event, member, Notice::Promoted).await?;
            going += 1;
        }
        Ok(())
    }
}
