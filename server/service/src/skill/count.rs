//! Counting: who tells which name, kept whenever the member is listed anew.
use std::collections::{BTreeMap, BTreeSet};

use store::profile::ProfileRow;
use store::skill::SkillRow;
use store::{Conn, Tx};
use types::id::{MemberId, SkillId, TaskId};
use types::member::MemberState;
use types::profile::ProfileField;
use types::visibility::{Relation, may_see};

use crate::Service;
use crate::fault::Fault;
use crate::fold::fold;
use crate::profile::levels;
use crate::task::Task;

/// Names that find one member beside those written.
const NAMES_MAX: i64 = 60;
/// Members counted anew in one transaction.
const AT_ONCE: i64 = 50;

/// A name gained or lost by a member.
enum Change {
    Gains(MemberId, String),
    Loses(MemberId, SkillId),
}

impl Service {
    /// Counts anew what `members` tell every member. Names are touched in their order, so that two who do so at once do not wait
    /// for each other in a circle.
    pub(crate) async fn count_skills(&self, tx: &mut Tx, members: &[MemberId]) -> Result<(), Fault> {
        let mut changes = Vec::new();
        for member in members {
            let wanted = wanted(tx, *member).await?;
            let had = store::skill::of_member(tx, *member).await?;
            let has: BTreeSet<&str> = had.iter().map(|row| row.key.as_str()).collect();
            let gained = wanted.iter().filter(|(key, _)| !has.contains(key.as_str()));
            changes.extend(gained.map(|(key, name)| (key.clone(), Change::Gains(*member, name.clone()))));
            let lost = had.iter().filter(|row| !wanted.contains_key(&row.key));
            changes.extend(lost.map(|row| (row.key.clone(), Change::Loses(*member, row.id))));
        }
        changes.sort_by(|(a, _), (b, _)| a.cmp(b));
        for (key, change) in changes {
            match change {
                Change::Gains(member, name) => {
                    store::skill::add(tx, self.id(), &key, &name, member).await?;
                }
                Change::Loses(member, id) => store::skill::remove(tx, id, member).await?,
            }
        }
        Ok(())
    }

    /// Makes those anew who are counted for a name, past `after`, and asks for those who follow.
    pub(crate) async fn index_skill(
        &self,
        task: TaskId,
        skill: SkillId,
        after: MemberId,
    ) -> Result<(), Fault> {
        let mut tx = self.db().write().await?;
        let members = store::skill::members(&mut tx, skill, after, AT_ONCE).await?;
        self.index_all(&mut tx, &members).await?;
        store::task::finish(&mut tx, task).await?;
        if let Some(last) = members.last() {
            self.enqueue(&mut tx, &Task::IndexSkill { skill, after: *last }).await?;
        }
        Ok(tx.commit().await?)
    }
}

/// Key and spelling of each name the member tells every member, and of those they are merged into.
async fn wanted(conn: &mut Conn, member: MemberId) -> Result<BTreeMap<String, String>, Fault> {
    let mut wanted = BTreeMap::new();
    for name in told(conn, member).await? {
        let key = fold(&name);
        let row = store::skill::by_key(conn, &key).await?;
        if let Some(into) = into(conn, row.as_ref()).await? {
            wanted.insert(into.key, into.name);
        }
        wanted.entry(key).or_insert(name);
    }
    Ok(wanted)
}

async fn into(conn: &mut Conn, row: Option<&SkillRow>) -> Result<Option<SkillRow>, Fault> {
    match row.and_then(|row| row.into_id) {
        Some(into) => Ok(store::skill::by_id(conn, into).await?),
        None => Ok(None),
    }
}

/// The names as written; none of whoever is not listed, or keeps them to fewer than all members.
async fn told(conn: &mut Conn, member: MemberId) -> Result<Vec<String>, Fault> {
    let row = store::member::by_id(conn, member).await?;
    let profile = store::profile::by_member(conn, member).await?.filter(|profile| profile.listed);
    let is_active = row.is_some_and(|row| row.state == MemberState::Active);
    written(profile.filter(|_| is_active).as_ref())
}

/// The names that a listed member tells every member.
fn written(profile: Option<&ProfileRow>) -> Result<Vec<String>, Fault> {
    let Some(profile) = profile else { return Ok(Vec::new()) };
    if !may_see(Relation::Member, levels(Some(profile))?.of(ProfileField::Skills)) {
        return Ok(Vec::new());
    }
    Ok(profile.skills.lines().filter(|name| !fold(name).trim().is_empty()).map(str::to_owned).collect())
}

/// A name as a member wrote it, and another that the office holds to be the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Same {
    /// As written.
    pub written: String,
    /// The other.
    pub other: String,
}

/// What else finds the listed member with this profile: the names held to be the same as those written.
pub(crate) async fn same_names(
    conn: &mut Conn,
    member: MemberId,
    profile: Option<&ProfileRow>,
) -> Result<Vec<Same>, Fault> {
    same_of(profile, store::skill::merged_of(conn, member, NAMES_MAX).await?.into_iter())
}

/// The same, where it is known which names are `merged` into those that the member is counted for.
pub(crate) fn same_of(
    profile: Option<&ProfileRow>,
    merged: impl Iterator<Item = (String, String)>,
) -> Result<Vec<Same>, Fault> {
    let own: BTreeMap<String, String> =
        written(profile)?.into_iter().map(|name| (fold(&name), name)).collect();
    let mut groups = BTreeMap::<String, BTreeSet<String>>::new();
    for (into, merged) in merged {
        groups.entry(into.clone()).or_insert_with(|| [into].into()).insert(merged);
    }
    let mut same = Vec::new();
    for names in groups.into_values() {
        let Some(written) = names.iter().find_map(|name| own.get(&fold(name))) else { continue };
        let others = names.iter().filter(|name| !own.contains_key(&fold(name)));
        same.extend(others.map(|other| Same { written: written.clone(), other: other.clone() }));
    }
    Ok(same)
}
