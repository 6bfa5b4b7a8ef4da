//! The demonstration's months: more and more members come by, which markers say and nothing else does.
use store::Tx;
use types::id::MemberId;
use types::time::Stamp;

use super::people::Members;
use crate::Service;
use crate::activity::MONTHS;
use crate::fault::Fault;
use crate::month::Month;

/// Of a hundred members, how many came in each of the last 13 months: by word of mouth from 38 to 66, with a quiet summer.
const COME: [usize; MONTHS as usize] = [38, 41, 40, 44, 47, 49, 52, 51, 55, 54, 58, 62, 66];

/// Writes the markers of 13 months and closes those that are over; `keys` are the members in an order that stays.
pub(super) async fn write<'k>(
    service: &Service,
    tx: &mut Tx,
    keys: impl Iterator<Item = &'k str>,
    members: &Members,
) -> Result<(), Fault> {
    let zone = &service.config().zone;
    let mut people: Vec<(MemberId, Stamp)> = Vec::new();
    for key in keys {
        let id = members.of(key)?;
        if let Some(row) = store::member::by_id(tx, id).await? {
            people.push((id, row.joined_at));
        }
    }
    let mut month = Month::of(service.now(), zone).minus(MONTHS - 1);
    for (i, of_hundred) in COME.into_iter().enumerate() {
        let end = month.next().start(zone);
        let mut there: Vec<(usize, MemberId)> = people
            .iter()
            .filter(|(_, joined)| *joined < end)
            .enumerate()
            .map(|(n, (id, _))| (n, *id))
            .collect();
        // Some come nearly always, others now and then: the month moves each of them a little.
        there.sort_by_key(|(n, _)| (n * 37 + n * i * 5) % 101);
        let come = (there.len() * of_hundred + 50) / 100;
        for (_, id) in there.into_iter().take(come) {
            store::activity::mark(tx, id, &month.to_string()).await?;
        }
        month = month.next();
    }
    service.close_months(tx).await
}
