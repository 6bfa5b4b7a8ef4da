//! A member in the directory and its index: made anew whenever something about the member changes.
use store::Tx;
use store::career::CareerRow;
use store::directory::Entry;
use store::member::MemberRow;
use store::name::NameRow;
use store::profile::{ProfileRow, TenureRow};
use types::id::{MemberId, TaskId};
use types::member::MemberState;
use types::place::Place;
use types::profile::ProfileField;
use types::visibility::{Relation, may_see};

use super::many::{Shown, ShownName};
use super::told::{Told, told};
use super::view;
use crate::Service;
use crate::department::{History, stays};
use crate::directory::{SAME, place};
use crate::fault::Fault;
use crate::member::shown_reading;
use crate::name::OwnNames;
use crate::search::{EDITION, latin, named, tokens};
use crate::skill::{self, Same};
use crate::task::Task;
use crate::tie;

/// Members made findable anew in one transaction.
const AT_ONCE: i64 = 50;

impl Service {
    /// Lists the member with what every member may see; takes members off the list who rest or left, or do not wish to stand in it.
    pub(crate) async fn index_member(&self, tx: &mut Tx, id: MemberId) -> Result<(), Fault> {
        self.index_all(tx, &[id]).await
    }

    /// Lists several members, as [`Self::index_member`]; what they are good at is counted for all of them first.
    pub(crate) async fn index_all(&self, tx: &mut Tx, members: &[MemberId]) -> Result<(), Fault> {
        let history = History::read(tx).await?;
        self.index_with(tx, &history, members).await
    }

    /// As [`Self::index_all`], for whoever has read the departments already.
    pub(crate) async fn index_with(
        &self,
        tx: &mut Tx,
        history: &History,
        members: &[MemberId],
    ) -> Result<(), Fault> {
        self.count_skills(tx, members).await?;
        for member in members {
            list(tx, history, *member).await?;
        }
        Ok(())
    }
}

/// Writes the member's line of the directory, or takes it away.
async fn list(tx: &mut Tx, history: &History, id: MemberId) -> Result<(), Fault> {
    let member = store::member::by_id(tx, id).await?.ok_or(Fault::NotFound)?;
    let before = store::directory::number(tx, id).await?;
    let profile = store::profile::by_member(tx, id).await?;
    let is_listed = profile.as_ref().is_none_or(|p| p.listed);
    if member.state != MemberState::Active || !is_listed {
        return match before {
            Some(no) => Ok(store::directory::remove(tx, no).await?),
            None => Ok(()),
        };
    }
    let no = number(tx, &member, before).await?;
    let (entry, words) = entry(tx, history, &member, profile, no).await?;
    match before {
        Some(before) => store::directory::replace(tx, before, &entry, &words).await?,
        None => store::directory::insert(tx, &entry, &words).await?,
    }
    Ok(())
}

impl Service {
    /// Lists two members anew, always in the same order, so that two who do so at once do not wait for each other.
    pub(crate) async fn index_pair(&self, tx: &mut Tx, a: MemberId, b: MemberId) -> Result<(), Fault> {
        self.index_all(tx, &[a.min(b), a.max(b)]).await
    }

    /// Asks for the index to be made anew when its tokens were made in another way.
    pub(crate) async fn ask_for_index(&self, tx: &mut Tx) -> Result<(), Fault> {
        if store::site::search_edition(tx).await?.is_some_and(|edition| edition != EDITION) {
            store::site::set_search_edition(tx, EDITION).await?;
            self.enqueue(tx, &Task::IndexMembers { after: i64::MIN }).await?;
        }
        Ok(())
    }

    /// Makes the members after the number `after` findable anew, and asks for those who follow.
    pub(crate) async fn index_members(&self, task: TaskId, after: i64) -> Result<(), Fault> {
        let mut tx = self.db().write().await?;
        let listed = store::directory::listed(&mut tx, after, AT_ONCE).await?;
        let members: Vec<MemberId> = listed.iter().map(|(_, member)| *member).collect();
        self.index_all(&mut tx, &members).await?;
        store::task::finish(&mut tx, task).await?;
        let next = match listed.last() {
            Some((last, _)) => Task::IndexMembers { after: *last },
            None => Task::GatherIndex,
        };
        self.enqueue(&mut tx, &next).await?;
        Ok(tx.commit().await?)
    }
}

/// The tokens of the names that search finds by, and of what the member tells.
fn found_by(names: &OwnNames, told: &[Told]) -> Vec<String> {
    let names = names.found_by();
    let parts = names.written.iter().chain(&names.readings);
    let mut found: Vec<String> = parts.flat_map(|(family, given)| named(family, given)).collect();
    found.extend(names.latin.into_iter().flat_map(|it| latin(&it.family, &it.given)));
    found.extend(tokens(&told.iter().map(|it| it.text.as_str()).collect::<Vec<_>>()));
    found
}

/// The member's number: the present one while it fits the name, else the first free one after people read alike.
async fn number(tx: &mut Tx, member: &MemberRow, before: Option<i64>) -> Result<i64, Fault> {
    let (family_kana, given_kana) = shown_reading(member);
    let first = place(&family_kana, &given_kana, &member.family);
    let range = first..first + SAME;
    if let Some(no) = before.filter(|no| range.contains(no)) {
        return Ok(no);
    }
    let last = store::directory::last_number(tx, range.start, range.end).await?;
    Ok(last.map_or(first, |last| last + 1))
}

/// The member's line of the directory, and the tokens that find it.
pub(super) async fn entry(
    tx: &mut Tx,
    history: &History,
    m: &MemberRow,
    profile: Option<ProfileRow>,
    no: i64,
) -> Result<(Entry, Vec<String>), Fault> {
    let tenures = store::profile::tenures(tx, m.id).await?;
    let connected = store::connection::others(tx, m.id).await?;
    let names = store::name::of_member(tx, m.id).await?;
    let jobs = store::career::of_member(tx, m.id).await?;
    let same = skill::same_names(tx, m.id, profile.as_ref()).await?;
    let (profile, connected) = (profile.as_ref(), connected.as_slice());
    Sheet { member: m, names, profile, tenures, jobs, same, connected }.entry(history, no)
}

/// All that a line of the directory is made of.
pub struct Sheet<'a> {
    /// Who.
    pub member: &'a MemberRow,
    /// The member's names beside those in `member`.
    pub names: Vec<NameRow>,
    /// What the member tells, if anything.
    pub profile: Option<&'a ProfileRow>,
    /// Periods.
    pub tenures: Vec<TenureRow>,
    /// Work since the company.
    pub jobs: Vec<CareerRow>,
    /// Names that the office holds to be the same as those of the member's skills.
    pub same: Vec<Same>,
    /// With whom the member is connected.
    pub connected: &'a [MemberId],
}

impl Sheet<'_> {
    /// The line with the number `no`, and the tokens that find it: only what every member may see, or a name by which
    /// its owner lets search find.
    ///
    /// # Errors
    /// The levels cannot be read.
    pub fn entry(self, history: &History, no: i64) -> Result<(Entry, Vec<String>), Fault> {
        let Self { member: m, names, profile, tenures, jobs, same, connected } = self;
        let levels = view::levels(profile)?;
        let sees = |field| may_see(Relation::Member, levels.of(field));
        let mut told = told(profile, &tenures, history, &jobs)?;
        let first_of = |fields: &[ProfileField]| {
            fields
                .iter()
                .find_map(|field| told.iter().find(|it| it.field == *field).map(|it| it.text.clone()))
        };
        let words =
            first_of(&[ProfileField::Looking, ProfileField::Help, ProfileField::Bio]).unwrap_or_default();
        let skills = told.iter().filter(|it| it.field == ProfileField::Skills).map(|it| it.text.as_str());
        let skills = skills.take(4).collect::<Vec<_>>().join("\n");
        let text = |field, pick: fn(&ProfileRow) -> &String| {
            profile.filter(|_| sees(field)).map(pick).cloned().unwrap_or_default()
        };
        let region = text(ProfileField::Region, |p| &p.region);
        let entry = Entry {
            no,
            member: m.id,
            industry: text(ProfileField::Work, |p| &p.industry),
            area: region.parse().map(|place: Place| place.region().to_string()).unwrap_or_default(),
            region,
            tenures_seen: sees(ProfileField::Departments),
            words: words.chars().take(140).collect(),
            skills,
            stays: tenures.iter().flat_map(|period| stays(history, period)).collect(),
            told: String::new(),
        };
        let periods = if entry.tenures_seen { view::tenure_views(tenures, history) } else { Vec::new() };
        let entry_year = profile.and_then(|p| p.entry_year).filter(|_| sees(ProfileField::Entry));
        let of_same = |it: Same| format!("{}（{}）", it.written, it.other);
        told.extend(same.into_iter().map(|it| Told { field: ProfileField::Skills, text: of_same(it) }));
        let shown = Shown { told, names: ShownName::of(&names), periods, entry_year };
        let entry = Entry { told: serde_json::to_string(&shown)?, ..entry };
        let mut tokens = found_by(&OwnNames::of(m, names), &shown.told);
        tokens.extend(tie::found_by(m.id, history, &shown.periods, entry_year, connected));
        Ok((entry, tokens))
    }
}
