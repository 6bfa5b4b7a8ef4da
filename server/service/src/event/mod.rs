//! Events: who sees them ([`read`]), who has a seat ([`rsvp`]), how they are made ([`edit`]) and called off, what is mailed
//! about them.
mod calendar;
mod call_off;
mod edit;
mod forget;
mod mail;
mod read;
mod rsvp;
#[cfg(test)]
mod tests;

pub use call_off::NOTE_MAX as CALL_OFF_NOTE_MAX;
pub use edit::EventInput;
pub use read::{EventCard, EventDesk, EventPage, EventView, When};
pub(crate) use read::{card, read_cursor};
pub use rsvp::RsvpError;

use store::event::EventRow;
use types::event::EventWords;

use crate::fault::Fault;
use crate::policy::{Capability, allows};
use crate::viewer::{Me, Viewer};

fn words(row: &EventRow) -> Result<EventWords, Fault> {
    Ok(serde_json::from_str(&row.words)?)
}

/// Members see every event, visitors the public ones.
fn may_see(viewer: &Viewer, row: &EventRow) -> bool {
    row.public || viewer.me().is_some()
}

/// The office changes every event, hosts their own.
fn may_change(me: &Me, row: &EventRow) -> bool {
    allows(me, Capability::RunOffice) || (allows(me, Capability::HostEvents) && row.host_id == me.id())
}
