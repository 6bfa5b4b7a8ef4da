//! Seats of a member who leaves.
use store::Tx;
use types::id::MemberId;

use crate::Service;
use crate::fault::Fault;

impl Service {
    /// Takes the sign-ups of `member` to events to come back; those who wait move up and are told.
    pub(crate) async fn give_seats_up(&self, tx: &mut Tx, member: MemberId) -> Result<(), Fault> {
        for id in store::erasure::places::events_to_come(tx, member, self.now()).await? {
            let Some(event) = store::event::take_turn(tx, id).await? else { continue };
            store::rsvp::delete(tx, id, member).await?;
            if event.called_off_at.is_none() {
                self.fill_seats(tx, &event).await?;
            }
        }
        Ok(())
    }
}
