//! The lines of very many members and the tokens that find them, made with a few statements for hundreds of members.
use std::collections::HashMap;

use store::Tx;
use store::connection::ALL_OF_ONE;
use store::directory::{Entry, sheet};
use types::id::MemberId;

use super::index::Sheet;
use crate::department::History;
use crate::fault::Fault;
use crate::skill;

/// Those of the next `limit` listed members after the number `after`.
pub(crate) async fn entries(
    tx: &mut Tx,
    history: &History,
    after: i64,
    limit: i64,
) -> Result<Vec<(Entry, Vec<String>)>, Fault> {
    let listed = store::directory::listed(tx, after, limit).await?;
    let Some((last, _)) = listed.last() else { return Ok(Vec::new()) };
    let members = sheet::members(tx, after, limit).await?;
    let mut profiles = by_member(sheet::profiles(tx, after, *last).await?, |it| it.member_id);
    let mut tenures = by_member(sheet::tenures(tx, after, *last).await?, |it| it.member_id);
    let mut names = by_member(sheet::names(tx, after, *last).await?, |it| it.member_id);
    let mut jobs = by_member(sheet::jobs(tx, after, *last).await?, |it| it.member_id);
    let mut connected = by_member(sheet::connected(tx, after, *last).await?, |it| it.0);
    let mut merged = by_member(sheet::merged(tx, after, *last).await?, |it| it.0);
    let entry = |((no, _), member): ((i64, MemberId), _)| {
        let member: &store::member::MemberRow = member;
        let profile = taken(&mut profiles, member.id).pop();
        let merged = taken(&mut merged, member.id).into_iter().map(|(_, into, name)| (into, name));
        let same = skill::same_of(profile.as_ref(), merged)?;
        let connected = taken(&mut connected, member.id).into_iter().take(ALL_OF_ONE).map(|(_, other)| other);
        let sheet = Sheet {
            member,
            names: taken(&mut names, member.id),
            profile: profile.as_ref(),
            tenures: taken(&mut tenures, member.id),
            jobs: taken(&mut jobs, member.id),
            same,
            connected: &connected.collect::<Vec<_>>(),
        };
        sheet.entry(history, no)
    };
    listed.into_iter().zip(&members).map(entry).collect()
}

fn by_member<T>(rows: Vec<T>, member: fn(&T) -> MemberId) -> HashMap<MemberId, Vec<T>> {
    let mut of: HashMap<MemberId, Vec<T>> = HashMap::new();
    for row in rows {
        of.entry(member(&row)).or_default().push(row);
    }
    of
}

fn taken<T>(of: &mut HashMap<MemberId, Vec<T>>, member: MemberId) -> Vec<T> {
    of.remove(&member).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::index::entry;
    use crate::testing::Net;

    /// The demonstration has former names, merged skills, connections and all the rest.
    #[tokio::test]
    async fn many_at_once_are_what_each_is_alone() {
        let net = Net::demonstration().await;
        let mut tx = net.service.db().write().await.unwrap();
        let history = History::read(&mut tx).await.unwrap();
        let (mut after, mut count) = (i64::MIN, 0);
        loop {
            let many = entries(&mut tx, &history, after, 50).await.unwrap();
            let Some((last, _)) = many.last() else { break };
            after = last.no;
            for both in many {
                let id = both.0.member;
                let member = store::member::by_id(&mut tx, id).await.unwrap().unwrap();
                let profile = store::profile::by_member(&mut tx, id).await.unwrap();
                let one = entry(&mut tx, &history, &member, profile, both.0.no).await.unwrap();
                assert_eq!(both, one);
                count += 1;
            }
        }
        let listed = store::directory::listed(&mut tx, i64::MIN, 1_000).await.unwrap().len();
        assert!(count == listed && count > 50, "{count} of {listed}");
    }
}
