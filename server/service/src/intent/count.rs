//! How many members say what to themselves alone, for the office.
//!
//! Nobody is to be found by these numbers:
//! - whoever shares an answer with the office is listed there by name and is in no number, so no list can be taken from one;
//! - a number is rounded down to a multiple of [`LEAST`], and fewer are none at all;
//! - there are no totals, over answers, kinds or members, so nothing that is not shown is what remains;
//! - all are counted at once when a month begins and stay until it ends, so who answered on a day changes nothing on that day.
use store::Tx;
use store::intent::IntentCount;
use types::intent::{IntentAnswer, IntentKind};

use crate::Service;
use crate::consent::counted_from;
use crate::fault::Fault;
use crate::month::Month;

/// The smallest number that is told, and the step between numbers.
pub const LEAST: i64 = 5;

impl Service {
    /// Counts anew when a month has begun.
    pub(crate) async fn publish_intents(&self, tx: &mut Tx) -> Result<(), Fault> {
        let month = Month::of(self.now(), &self.config().zone).to_string();
        if store::intent::published_month(tx).await?.as_deref() == Some(month.as_str()) {
            return Ok(());
        }
        let counted = store::intent::count_kept(tx, counted_from()).await?;
        Ok(store::intent::publish(tx, &month, &cells(&counted)).await?)
    }
}

/// Every cell as it is told.
fn cells(counted: &[IntentCount]) -> Vec<IntentCount> {
    let told = |kind: IntentKind, answer: IntentAnswer| {
        let found = counted.iter().find(|count| (count.kind, count.answer) == (kind, answer));
        let members = found.map_or(0, |count| count.members);
        IntentCount { kind, answer, members: members - members % LEAST }
    };
    let of = |kind: &IntentKind| {
        let kind = *kind;
        IntentAnswer::ALL.iter().map(move |answer| told(kind, *answer))
    };
    IntentKind::ALL.iter().flat_map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_cell_is_told_in_steps_and_none_below_the_least() {
        let (kind, answer) = (IntentKind::Learn, IntentAnswer::Now);
        for (members, told) in [(0, 0), (1, 0), (4, 0), (5, 5), (9, 5), (10, 10), (1_004, 1_000)] {
            let cells = cells(&[IntentCount { kind, answer, members }]);
            assert_eq!(cells.len(), 27);
            let others = cells.iter().filter(|cell| (cell.kind, cell.answer) != (kind, answer));
            assert!(others.into_iter().all(|cell| cell.members == 0));
            let cell = cells.iter().find(|cell| (cell.kind, cell.answer) == (kind, answer));
            assert_eq!(cell.unwrap().members, told, "{members}");
        }
    }
}
