//! What a new day brings: periods that begin or end on it.
use store::relationship::turning;
use types::id::{MemberId, TaskId};
use types::time::Stamp;

use crate::Service;
use crate::clock::zoned;
use crate::fault::Fault;
use crate::task::Task;

/// The daily task's name.
pub(crate) const TURN_DAY: &str = "turn_day";
/// Days looked back on, for a server that stood still.
const LOOK_BACK: i64 = 31;
/// Members in one transaction.
const BATCH: i64 = 100;
/// After midnight, so that no clock is still on the day before.
const PAST_MIDNIGHT: i64 = 2 * Stamp::MINUTE;

impl Service {
    /// The daily round.
    pub(crate) async fn turn_day(&self, task: TaskId) -> Result<(), Fault> {
        self.settle_handovers().await?;
        self.show_what_turned().await?;
        let mut tx = self.db().write().await?;
        // The next round replaces this task within one transaction: there is always exactly one.
        store::task::finish(&mut tx, task).await?;
        self.enqueue(&mut tx, &Task::GatherIndex).await?;
        self.enqueue_at(&mut tx, &Task::TurnDay, self.next_day().plus(PAST_MIDNIGHT), Some(TURN_DAY)).await?;
        Ok(tx.commit().await?)
    }

    /// Makes the relationship shown follow for whom a period began or ended lately.
    async fn show_what_turned(&self) -> Result<(), Fault> {
        let (from, to) = (self.day_after(-LOOK_BACK), self.today());
        let mut after = MemberId::FIRST;
        loop {
            let mut tx = self.db().write().await?;
            let members = turning(&mut tx, &from, &to, after, BATCH).await?;
            for member in &members {
                self.keep_shown(&mut tx, *member).await?;
            }
            tx.commit().await?;
            match members.last() {
                Some(last) => after = *last,
                None => return Ok(()),
            }
        }
    }

    /// When the next day begins on the site's clock.
    fn next_day(&self) -> Stamp {
        let now = zoned(self.now(), &self.config().zone);
        let next = now.date().tomorrow().and_then(|day| day.to_zoned(self.config().zone.clone()));
        next.map_or(self.now().plus(Stamp::DAY), |at| Stamp(at.timestamp().as_millisecond()))
    }
}
