//! A profile as one viewer may see it. What may not be seen is not in it.
use store::Conn;
use store::career::CareerRow;
use store::member::MemberRow;
use store::profile::{ProfileRow, TenureRow};
use types::career::{Job, Month};
use types::id::{DepartmentId, MemberId};
use types::intent::Age;
use types::lang::Bilingual;
use types::language::{self, Spoken};
use types::member::{MemberState, Person, Relationship};
use types::place::Place;
use types::profile::{Levels, Link, ProfileField, Work};
use types::profile_read::ReadKind;
use types::visibility::{Relation, Visibility, may_see};

use super::stored::Stored;
use crate::Service;
use crate::clock::zoned;
use crate::department::History;
use crate::fault::Fault;
use crate::intent::IntentView;
use crate::name::{FormerView, SeenNames};
use crate::policy::{Capability, require};
use crate::tie::{Overlap, overlap};
use crate::viewer::{Me, Viewer};

/// A field the viewer may see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldView<T> {
    /// What it says.
    pub value: T,
    /// How far it reaches; only its owner is told.
    pub level: Option<Visibility>,
}

/// A period in a department.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct TenureView {
    /// The department, where the company knows it; for links to the directory.
    pub department_id: Option<DepartmentId>,
    /// Its name.
    pub department: Bilingual,
    /// What it is today, where it is not itself any more.
    #[serde(skip)]
    pub now: Vec<Bilingual>,
    /// Part played there, or empty.
    pub title: String,
    /// First calendar year.
    pub from: i64,
    /// Last calendar year; none while it lasts.
    pub to: Option<i64>,
}

/// A member as seen by one viewer.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are those of types::profile::Profile")]
pub struct ProfileView {
    pub person: Person,
    pub relation: Relation,
    pub relationship: Relationship,
    /// Reading in hiragana, or empty.
    pub kana: String,
    /// Latin letters, family name first, or empty.
    pub roman: String,
    /// The name the member goes by, where it stands beside the name as written.
    pub called: Option<String>,
    /// How far the name as written, its reading and its Latin letters reach; only their owner is told.
    pub name_levels: Option<[Visibility; 3]>,
    /// How far the portrait reaches; only its owner is told.
    pub portrait_level: Option<Visibility>,
    /// Names once borne.
    pub former: Vec<FormerView>,
    pub departments: Option<FieldView<Vec<TenureView>>>,
    /// Fiscal year of joining the company.
    pub entry: Option<FieldView<i64>>,
    pub work: Option<FieldView<Work>>,
    /// 近況 and how old it is.
    pub news: Option<FieldView<(String, Age)>>,
    pub place: Option<FieldView<Place>>,
    pub city: Option<FieldView<String>>,
    pub languages: Option<FieldView<Vec<Spoken>>>,
    pub skills: Option<FieldView<Vec<String>>>,
    pub bio: Option<FieldView<String>>,
    pub help: Option<FieldView<String>>,
    pub looking: Option<FieldView<String>>,
    pub links: Option<FieldView<Vec<Link>>>,
    pub mail: Option<FieldView<String>>,
    /// いまの気持ち, as far as the viewer sees it.
    pub intents: Vec<IntentView>,
    /// The month it is, where what lasts ends in a picture.
    pub this_month: Month,
    /// What both have in common.
    pub overlap: Option<Overlap>,
    /// Whether the viewer sees more of it than without the office's role, which is listed to the member.
    pub is_read: bool,
}

impl Service {
    /// The profile of a member. That the office saw more than its reader would otherwise is listed to the member.
    ///
    /// # Errors
    /// [`Fault::NotFound`] when there is no such member or the member left; [`Fault::SignInNeeded`] for visitors, unless the
    /// member shows something to everybody.
    pub async fn profile(&self, viewer: &Viewer, id: MemberId) -> Result<ProfileView, Fault> {
        let mut conn = self.db().read().await?;
        let found = store::member::by_id(&mut conn, id).await?;
        let stored = Stored::read(&mut conn, id).await?;
        let eye = viewer.eye().of_office(viewer.may(Capability::RunOffice));
        let relation = store::sight::relation_to(&mut conn, eye, id).await?.unwrap_or(Relation::Nobody);
        // Visitors learn nothing from the difference between nobody and somebody who shows nothing.
        let hidden = if viewer.me().is_some() { Fault::NotFound } else { Fault::SignInNeeded };
        let gone = |member: &MemberRow| matches!(member.state, MemberState::Left | MemberState::StandIn);
        let Some(member) = found.filter(|member| !gone(member)) else { return Err(hidden) };
        let Some(seen) = stored.opens(&member, relation) else { return Err(hidden) };
        let personal = if relation == Relation::Office {
            store::sight::relation_to(&mut conn, viewer.eye(), id).await?.unwrap_or(Relation::Nobody)
        } else {
            relation
        };
        let rests = member.state != MemberState::Active;
        let beside = viewer.me().map(Me::id).filter(|_| relation != Relation::Own);
        let mut told = stored.levels_seen(&member, relation);
        let now = self.seen(stored.profile.as_ref());
        let mut shown = view(&mut conn, beside, member, &stored, (relation, now), seen).await?;
        drop(conn);
        shown.intents = self.intent_views(&stored.intents, relation);
        told.extend(shown.fields().into_iter().map(|field| stored.levels.of(field)));
        shown.is_read = relation == Relation::Office
            && (rests || told.into_iter().any(|level| !may_see(personal, level)));
        if let Some(me) = viewer.me().filter(|_| shown.is_read) {
            self.note_reading(me.id(), ReadKind::Profile, "", &[id]).await;
        }
        Ok(shown)
    }

    /// The viewer's own profile as somebody in `relation` sees it; none when they see no page.
    ///
    /// # Errors
    /// Only members have one.
    pub async fn profile_as(
        &self,
        viewer: &Viewer,
        relation: Relation,
    ) -> Result<Option<ProfileView>, Fault> {
        let me = require(viewer, Capability::TakePart)?.id();
        let mut conn = self.db().read().await?;
        let member = store::member::by_id(&mut conn, me).await?.ok_or(Fault::NotFound)?;
        let stored = Stored::read(&mut conn, me).await?;
        let Some(seen) = stored.opens(&member, relation) else { return Ok(None) };
        let now = self.seen(stored.profile.as_ref());
        let shown = view(&mut conn, None, member, &stored, (relation, now), seen).await?;
        Ok(Some(ProfileView { intents: self.intent_views(&stored.intents, relation), ..shown }))
    }

    pub(super) fn seen(&self, profile: Option<&ProfileRow>) -> Seen {
        let now = zoned(self.now(), &self.config().zone);
        let news_at = profile.and_then(|p| p.news_at).unwrap_or(self.now());
        let this_month = Month { year: now.year().into(), month: Some(now.month().into()) };
        Seen { news_age: self.age(news_at), this_month }
    }
}

/// What depends on when a profile is looked at.
#[derive(Clone, Copy)]
pub(super) struct Seen {
    news_age: Age,
    this_month: Month,
}

impl ProfileView {
    /// The fields that are in it.
    pub(crate) fn fields(&self) -> Vec<ProfileField> {
        let there = [
            (ProfileField::Departments, self.departments.is_some()),
            (ProfileField::Entry, self.entry.is_some()),
            (ProfileField::Work, self.work.is_some()),
            (ProfileField::News, self.news.is_some()),
            (ProfileField::Region, self.place.is_some()),
            (ProfileField::City, self.city.is_some()),
            (ProfileField::Languages, self.languages.is_some()),
            (ProfileField::Skills, self.skills.is_some()),
            (ProfileField::Bio, self.bio.is_some()),
            (ProfileField::Help, self.help.is_some()),
            (ProfileField::Looking, self.looking.is_some()),
            (ProfileField::Links, self.links.is_some()),
            (ProfileField::Mail, self.mail.is_some()),
        ];
        there.into_iter().filter(|(_, is_there)| *is_there).map(|(field, _)| field).collect()
    }
}

pub(crate) fn levels(profile: Option<&ProfileRow>) -> Result<Levels, Fault> {
    Ok(profile.map(|row| serde_json::from_str(&row.levels)).transpose()?.unwrap_or_default())
}

/// What somebody in `relation` sees now, and what the member `beside` has in common with it.
pub(super) async fn view(
    conn: &mut Conn,
    beside: Option<MemberId>,
    member: MemberRow,
    Stored { profile, levels, portrait, .. }: &Stored,
    (relation, seen): (Relation, Seen),
    names: SeenNames,
) -> Result<ProfileView, Fault> {
    let sees = |field| may_see(relation, levels.of(field));
    let (mut departments, mut shared) = (Vec::new(), None);
    if sees(ProfileField::Departments) {
        let history = History::read(conn).await?;
        departments = periods(conn, member.id, &history).await?;
        if let Some(me) = beside.filter(|_| !departments.is_empty()) {
            shared = overlap(&history, &periods(conn, me, &history).await?, &departments);
        }
    }
    let mail =
        if sees(ProfileField::Mail) { store::member::primary_mail(conn, member.id).await? } else { None };
    let shown = Shown { levels, relation };
    let p = profile.as_ref();
    let text = |pick: fn(&ProfileRow) -> &String| p.map(pick).filter(|text| !text.is_empty()).cloned();
    let skills: Vec<String> = p.map(|p| p.skills.lines().map(str::to_owned).collect()).unwrap_or_default();
    let links: Vec<Link> = p.map(|p| serde_json::from_str(&p.links)).transpose()?.unwrap_or_default();
    let jobs = if sees(ProfileField::Work) { jobs(conn, member.id).await? } else { Vec::new() };
    let work = Work { jobs, industry: p.and_then(|p| p.industry.parse().ok()) };
    let languages = p.map(|p| language::stored(&p.languages)).unwrap_or_default();
    let line = if relation == Relation::Visitor { String::new() } else { member.line.clone() };
    let portrait = portrait.filter(|it| may_see(relation, it.reach));
    let [family_roman, given_roman] = names.roman.clone();
    Ok(ProfileView {
        relation,
        relationship: member.relationship,
        kana: crate::fold::fold(names.kana.join(" ").trim()),
        roman: names.roman.join(" ").trim().to_owned(),
        called: names.called,
        name_levels: names.levels,
        portrait_level: portrait.map(|it| it.reach).filter(|_| relation == Relation::Own),
        former: names.former,
        departments: shown.field(ProfileField::Departments, Some(departments).filter(|d| !d.is_empty())),
        entry: shown.field(ProfileField::Entry, p.and_then(|p| p.entry_year)),
        work: shown.field(ProfileField::Work, Some(work).filter(|w| *w != Work::default())),
        news: shown.field(ProfileField::News, text(|p| &p.news).map(|news| (news, seen.news_age))),
        place: shown.field(ProfileField::Region, p.and_then(|p| p.region.parse().ok())),
        city: shown.field(ProfileField::City, text(|p| &p.city)),
        languages: shown.field(ProfileField::Languages, Some(languages).filter(|l| !l.is_empty())),
        skills: shown.field(ProfileField::Skills, Some(skills).filter(|s| !s.is_empty())),
        bio: shown.field(ProfileField::Bio, text(|p| &p.bio)),
        help: shown.field(ProfileField::Help, text(|p| &p.help)),
        looking: shown.field(ProfileField::Looking, text(|p| &p.looking)),
        links: shown.field(ProfileField::Links, Some(links).filter(|l| !l.is_empty())),
        mail: shown.field(ProfileField::Mail, mail.map(String::from)),
        intents: Vec::new(),
        this_month: seen.this_month,
        overlap: shared,
        is_read: false,
        person: Person {
            id: member.id,
            family: names.family,
            given: names.given,
            family_roman,
            given_roman,
            line,
            photo: portrait.map(|it| it.id),
        },
    })
}

/// Lets fields through that the viewer may see.
struct Shown<'l> {
    levels: &'l Levels,
    relation: Relation,
}

impl Shown<'_> {
    fn field<T>(&self, field: ProfileField, value: Option<T>) -> Option<FieldView<T>> {
        let level = self.levels.of(field);
        let told = (self.relation == Relation::Own).then_some(level);
        value.filter(|_| may_see(self.relation, level)).map(|value| FieldView { value, level: told })
    }
}

/// Work since the company, the earliest first.
pub(super) async fn jobs(conn: &mut Conn, member: MemberId) -> Result<Vec<Job>, Fault> {
    Ok(store::career::of_member(conn, member).await?.into_iter().map(job).collect())
}

pub(super) fn job(row: CareerRow) -> Job {
    let at = |year: Option<i64>, month| year.map(|year| Month { year, month });
    let (from, to) = (at(row.from_year, row.from_month), at(row.to_year, row.to_month));
    Job { company: row.company, title: row.title, from, to }
}

/// Periods of a member, the earliest first, for whoever may see them.
pub(super) async fn periods(
    conn: &mut Conn,
    member: MemberId,
    history: &History,
) -> Result<Vec<TenureView>, Fault> {
    Ok(tenure_views(store::profile::tenures(conn, member).await?, history))
}

/// Periods with the names of the departments that the company knows.
pub(crate) fn tenure_views(rows: Vec<TenureRow>, history: &History) -> Vec<TenureView> {
    let view = |row: TenureRow| {
        let department = row.department_id.and_then(|id| history.name(id));
        TenureView {
            department_id: row.department_id,
            now: row.department_id.map(|id| history.now(id)).unwrap_or_default(),
            department: department.unwrap_or(Bilingual { ja: row.department, en: String::new() }),
            title: row.title,
            from: row.from_year,
            to: row.to_year,
        }
    };
    rows.into_iter().map(view).collect()
}
