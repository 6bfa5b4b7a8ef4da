//! Calling an event off: 中止.
use types::form::Problem;
use types::text;

use super::may_change;
use crate::Service;
use crate::fault::{Fault, FormError};
use crate::policy::{Capability, require};
use crate::viewer::Viewer;

/// The most characters of what is said about it.
pub const NOTE_MAX: usize = 500;

impl Service {
    /// Calls an event off: it stays to be seen as such, nobody signs up any more, and everybody who has a seat or waits for
    /// one gets a mail with `note`. Twice is once, and the first note stays.
    ///
    /// # Errors
    /// The note is too long. Only the office and the event's host may, and only before its end.
    pub async fn call_off_event(&self, viewer: &Viewer, slug: &str, note: &str) -> Result<(), FormError> {
        let me = require(viewer, Capability::HostEvents)?;
        let mut tx = self.db().write().await?;
        let known = store::event::by_slug(&mut tx, slug).await?.ok_or(Fault::NotFound)?;
        if !may_change(me, &known) {
            return Err(Fault::NotAllowed.into());
        }
        let note = parse_note(note).map_err(|problem| FormError::of("note", problem))?;
        // Whoever signs up meanwhile waits for the row, and then finds it called off.
        let held = store::event::take_turn(&mut tx, known.id).await?.ok_or(Fault::NotFound)?;
        if held.called_off_at.is_some() {
            return Ok(());
        }
        if held.ends_at <= self.now() {
            return Err(Fault::NotAllowed.into());
        }
        store::event::call_off(&mut tx, held.id, &note, self.now()).await?;
        let event = store::event::by_id(&mut tx, held.id).await?.ok_or(Fault::NotFound)?;
        self.mail_call_off(&mut tx, &event).await?;
        let object = format!("event:{}", event.id);
        self.audit(&mut tx, Some(me.id()), "event.call_off", object, serde_json::Value::Null).await?;
        Ok(tx.commit().await?)
    }
}

fn parse_note(typed: &str) -> Result<String, Problem> {
    Ok(text::optional(typed, |t| text::prose(t, NOTE_MAX))?.unwrap_or_default())
}
