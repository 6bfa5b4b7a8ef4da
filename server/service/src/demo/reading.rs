//! The demonstration's readings: the office looked at a profile now and then, which its member finds listed.
use store::Tx;
use store::profile_read::Reading;
use types::profile_read::ReadKind;
use types::time::Stamp;

use super::people::Members;
use crate::Service;
use crate::fault::Fault;

/// Whose data, who read it, what, and how many days ago.
const READINGS: [(&str, &str, ReadKind, i64); 3] = [
    ("matsumoto-keiko", "takahashi-mariko", ReadKind::Profile, 9),
    ("matsumoto-keiko", "takahashi-mariko", ReadKind::Profile, 120),
    ("matsumoto-keiko", "takahashi-mariko", ReadKind::Roster, 120),
];

pub(super) async fn write(service: &Service, tx: &mut Tx, members: &Members) -> Result<(), Fault> {
    for (member, reader, kind, days_ago) in READINGS {
        let at = service.now().plus(-days_ago * Stamp::DAY);
        let day = service.reading_day(at);
        let reading = Reading { reader: members.of(reader)?, kind, purpose: "", day: &day, at };
        store::profile_read::insert(tx, members.of(member)?, reading).await?;
    }
    Ok(())
}
