//! The demonstration's departments, profiles and portraits, through the same code as those of real members.
use std::collections::BTreeMap;

use store::Tx;
use store::department::{ChangeRow, DepartmentRow};
use store::profile::ProfileRow;
use types::crop::Crop;
use types::department::ChangeKind;
use types::id::MemberId;
use types::profile::{ProfileField, ProfileInput};
use types::time::Stamp;
use types::visibility::Visibility;

use super::people::{MEMBERS, Members};
use super::portrait;
use crate::Service;
use crate::department::History;
use crate::drawing::{Wish, draw_image};
use crate::fault::Fault;

/// A department as the company's file has it.
#[derive(serde::Deserialize)]
pub(super) struct DemoDepartment {
    pub(super) key: String,
    pub(super) ja: String,
    en: String,
    #[serde(default)]
    company_ja: String,
    #[serde(default)]
    company_en: String,
    from: i64,
    to: Option<i64>,
    /// What it became.
    into: Vec<String>,
    how: Option<ChangeKind>,
}

/// A member as the file has it.
#[derive(serde::Deserialize)]
struct DemoProfile {
    key: String,
    departments: Vec<DemoTenure>,
    current_work: DemoWork,
    /// Work before that.
    #[serde(default)]
    career: Vec<DemoJob>,
    region: String,
    #[serde(default)]
    city: String,
    #[serde(default)]
    languages: Vec<(String, String)>,
    news: Option<DemoNews>,
    skills: Vec<String>,
    bio: String,
    help: Option<String>,
    looking: Option<String>,
    links: Vec<types::profile::Link>,
    hidden: Vec<DemoHidden>,
}

#[derive(serde::Deserialize)]
struct DemoTenure {
    department: String,
    from: i64,
    to: Option<i64>,
    title: String,
}

#[derive(serde::Deserialize)]
struct DemoWork {
    company: String,
    title: String,
    industry: String,
    #[serde(default)]
    from: String,
}

#[derive(serde::Deserialize)]
struct DemoJob {
    company: String,
    title: String,
    from: String,
    to: String,
}

#[derive(serde::Deserialize)]
struct DemoNews {
    text: String,
    days_ago: i64,
}

/// A field that does not reach all members.
#[derive(serde::Deserialize)]
struct DemoHidden {
    field: String,
    to: Visibility,
}

/// Writes departments, then the profile of everybody, then portraits of three in five.
pub(super) async fn write(
    service: &Service,
    tx: &mut Tx,
    members: &Members,
    departments: &[DemoDepartment],
) -> Result<(), Fault> {
    write_departments(service, tx, departments).await?;
    let people: Vec<DemoProfile> = serde_json::from_str(MEMBERS)?;
    for (i, person) in people.into_iter().enumerate() {
        let (key, id) = (person.key.clone(), members.of(&person.key)?);
        let told_at = person.news.as_ref().map(|news| service.now().plus(-news.days_ago * Stamp::DAY));
        let profile = input(person, departments)
            .parse()
            .map_err(|problems| Fault::internal(format!("{key}: {problems:?}")))?;
        service.write_profile(tx, id, profile).await?;
        if let Some(row) = store::profile::by_member(tx, id).await?.filter(|_| told_at.is_some()) {
            store::profile::put(tx, &ProfileRow { news_at: told_at, ..row }).await?;
        }
        if i % 5 < 3 {
            portrait(service, tx, id, i).await?;
        }
    }
    Ok(())
}

/// Departments and what became of them.
async fn write_departments(
    service: &Service,
    tx: &mut Tx,
    departments: &[DemoDepartment],
) -> Result<(), Fault> {
    let mut ids = BTreeMap::new();
    for d in departments {
        let row = DepartmentRow {
            id: service.id(),
            company_ja: d.company_ja.clone(),
            company_en: d.company_en.clone(),
            name_ja: d.ja.clone(),
            name_en: d.en.clone(),
            from_year: d.from,
            to_year: d.to,
        };
        store::department::insert(tx, &row).await?;
        ids.insert(d.key.as_str(), row.id);
    }
    for d in departments {
        for into in &d.into {
            let [from_id, to_id] = [&d.key, into].map(|key| ids.get(key.as_str()).copied());
            let known = from_id.zip(to_id).zip(d.how).zip(d.to);
            let (((from_id, to_id), kind), at_year) = known.ok_or_else(|| Fault::internal(d.key.clone()))?;
            let change = ChangeRow { from_id, to_id, kind, at_year, was_to_year: None };
            store::department::insert_change(tx, &change).await?;
        }
    }
    let history = History::read(tx).await?;
    Ok(store::department::set_parts(tx, &history.parts()).await?)
}

async fn portrait(service: &Service, tx: &mut Tx, id: MemberId, seed: usize) -> Result<(), Fault> {
    let drawn =
        draw_image(Wish::portrait(Crop::default()), &portrait::paint(seed)).map_err(Fault::internal)?;
    service.hang(tx, id, drawn, Visibility::Members).await
}

fn input(p: DemoProfile, departments: &[DemoDepartment]) -> ProfileInput {
    let name = |key: &str| departments.iter().find(|d| d.key == key).map_or(String::new(), |d| d.ja.clone());
    let hidden = |field: ProfileField| {
        p.hidden.iter().find(|h| h.field == hidden_as(field)).map(|h| format!("{field}:{}", h.to))
    };
    let seen = ProfileField::ALL.iter().filter_map(|field| hidden(*field)).collect();
    ProfileInput {
        period_department: p.departments.iter().map(|t| name(&t.department)).collect(),
        period_title: p.departments.iter().map(|t| t.title.clone()).collect(),
        period_from: p.departments.iter().map(|t| t.from.to_string()).collect(),
        period_to: p.departments.iter().map(|t| t.to.map(|y| y.to_string()).unwrap_or_default()).collect(),
        news: p.news.map(|news| news.text).unwrap_or_default(),
        career_company: column(&p.career, |job| &job.company, &p.current_work.company),
        career_title: column(&p.career, |job| &job.title, &p.current_work.title),
        career_from: column(&p.career, |job| &job.from, &p.current_work.from),
        career_to: column(&p.career, |job| &job.to, ""),
        entry_year: p.departments.iter().map(|t| t.from).min().map(|y| y.to_string()).unwrap_or_default(),
        industry: p.current_work.industry,
        region: p.region,
        city: p.city,
        language: p.languages.iter().map(|(language, _)| language.clone()).collect(),
        fluency: p.languages.iter().map(|(_, fluency)| fluency.clone()).collect(),
        skills: p.skills.join("、"),
        skill_pick: Vec::new(),
        bio: p.bio,
        help: p.help.unwrap_or_default(),
        looking: p.looking.unwrap_or_default(),
        link_label: p.links.iter().map(|l| l.label.clone()).collect(),
        link_url: p.links.iter().map(|l| l.url.clone()).collect(),
        seen,
    }
}

/// A column of the form: the work before, then the present.
fn column(before: &[DemoJob], pick: fn(&DemoJob) -> &String, now: &str) -> Vec<String> {
    before.iter().map(pick).cloned().chain([now.to_owned()]).collect()
}

/// The file's name of a field.
fn hidden_as(field: ProfileField) -> &'static str {
    if field == ProfileField::Work { "current_work" } else { field.as_str() }
}
