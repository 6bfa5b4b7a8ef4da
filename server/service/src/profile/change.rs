//! Changing the own profile.
use store::Tx;
use store::member::MemberRow;
use store::profile::{ProfileRow, TenureRow};
use types::career::Job;
use types::id::MemberId;
use types::lang::Bilingual;
use types::member::Name;
use types::profile::{Link, Profile, ProfileField, ProfileInput};
use types::visibility::{Relation, may_see};

use super::{rest, view};
use crate::Service;
use crate::fault::{Fault, FormError};
use crate::fold::fold;
use crate::member::sort_key;
use crate::policy::{Capability, require};
use crate::viewer::Viewer;

impl Service {
    /// The viewer's own profile as a form.
    ///
    /// # Errors
    /// Only members have one.
    pub async fn own_profile(&self, viewer: &Viewer) -> Result<ProfileInput, Fault> {
        let me = require(viewer, Capability::TakePart)?;
        let mut conn = self.db().read().await?;
        let member = store::member::by_id(&mut conn, me.id()).await?.ok_or(Fault::NotFound)?;
        let profile = store::profile::by_member(&mut conn, me.id()).await?;
        let tenures = store::profile::tenures(&mut conn, me.id()).await?;
        let jobs = view::jobs(&mut conn, me.id()).await?;
        let names = form(member, profile.as_ref(), &tenures)?;
        Ok(rest::fill(names, profile.as_ref(), jobs))
    }

    /// Changes the viewer's own profile.
    ///
    /// # Errors
    /// Problems of the form; only members have one.
    pub async fn change_profile(&self, viewer: &Viewer, input: &ProfileInput) -> Result<(), FormError> {
        let me = require(viewer, Capability::TakePart)?;
        let profile = input.parse()?;
        let mut tx = self.db().write().await?;
        self.write_profile(&mut tx, me.id(), profile).await?;
        self.audit(
            &mut tx,
            Some(me.id()),
            "profile.change",
            format!("member:{}", me.id()),
            serde_json::Value::Null,
        )
        .await?;
        Ok(tx.commit().await?)
    }

    /// Names of the departments the company knows, to choose from.
    ///
    /// # Errors
    /// Only members may.
    pub async fn departments(
        &self,
        viewer: &Viewer,
    ) -> Result<Vec<(types::id::DepartmentId, Bilingual)>, Fault> {
        require(viewer, Capability::TakePart)?;
        let mut conn = self.db().read().await?;
        let rows = store::profile::departments(&mut conn).await?;
        Ok(rows.into_iter().map(|d| (d.id, Bilingual { ja: d.name_ja, en: d.name_en })).collect())
    }

    /// Writes names, profile and periods, and whatever is made of them.
    pub(crate) async fn write_profile(
        &self,
        tx: &mut Tx,
        id: MemberId,
        profile: Profile,
    ) -> Result<(), Fault> {
        let mut row = store::member::by_id(tx, id).await?.ok_or(Fault::NotFound)?;
        put_names(&mut row, profile.name);
        row.former_family = profile.former_family;
        row.sort_key = sort_key(&row);
        let known = store::profile::departments(tx).await?;
        store::profile::clear_tenures(tx, id).await?;
        for period in profile.periods {
            let folded = fold(&period.department);
            let department = known.iter().find(|d| fold(&d.name_ja) == folded || fold(&d.name_en) == folded);
            let tenure = TenureRow {
                id: self.id(),
                member_id: id,
                department_id: department.map(|d| d.id),
                department: period.department,
                title: period.title,
                from_year: period.from,
                to_year: period.to,
            };
            store::profile::insert_tenure(tx, &tenure).await?;
        }
        self.write_career(tx, id, profile.work.jobs).await?;
        let before = store::profile::by_member(tx, id).await?;
        let text = |value: Option<&'static str>| value.unwrap_or_default().to_owned();
        let stored = ProfileRow {
            member_id: id,
            former_shown: profile.former_shown,
            industry: text(profile.work.industry.map(types::industry::Industry::as_str)),
            region: text(profile.place.map(types::place::Place::as_str)),
            city: profile.city,
            languages: types::language::store(&profile.languages),
            news_at: self.news_at(before.as_ref(), &profile.news),
            news: profile.news,
            skills: profile.skills.join("\n"),
            bio: profile.bio,
            help: profile.help,
            looking: profile.looking,
            links: serde_json::to_string(&profile.links)?,
            levels: serde_json::to_string(&profile.levels)?,
            changed_at: self.now(),
            listed: before.is_none_or(|before| before.listed),
            entry_year: profile.entry_year,
        };
        store::profile::put(tx, &stored).await?;
        row.line = line(tx, &row, &stored).await?;
        store::member::set_names(tx, &row).await?;
        self.index_member(tx, id).await
    }
}

fn put_names(row: &mut MemberRow, name: Name) {
    let Name { family, given, family_kana, given_kana, family_roman, given_roman } = name;
    row.family = family.into();
    row.given = given.into();
    row.family_kana = family_kana.map(String::from).unwrap_or_default();
    row.given_kana = given_kana.map(String::from).unwrap_or_default();
    row.family_roman = family_roman.map(String::from).unwrap_or_default();
    row.given_roman = given_roman.map(String::from).unwrap_or_default();
}

/// `2009–2018 公共システム本部`, else the work now: whatever every member may see.
async fn line(tx: &mut Tx, row: &MemberRow, profile: &ProfileRow) -> Result<String, Fault> {
    let levels = view::levels(Some(profile))?;
    let sees = |field| may_see(Relation::Member, levels.of(field));
    let tenures = view::tenures(tx, row.id).await?;
    if let Some(last) = tenures.last().filter(|_| sees(ProfileField::Departments)) {
        let to = last.to.map(|year| year.to_string()).unwrap_or_default();
        return Ok(format!("{}–{to} {}", last.from, last.department.get(types::lang::Lang::Ja)));
    }
    let jobs = if sees(ProfileField::Work) { view::jobs(tx, row.id).await? } else { Vec::new() };
    Ok(jobs.iter().rfind(|job| job.to.is_none()).map(Job::name).unwrap_or_default())
}

fn form(m: MemberRow, profile: Option<&ProfileRow>, tenures: &[TenureRow]) -> Result<ProfileInput, Fault> {
    let levels = view::levels(profile)?;
    let links: Vec<Link> = profile.map(|p| serde_json::from_str(&p.links)).transpose()?.unwrap_or_default();
    let column = |pick: fn(&TenureRow) -> String| tenures.iter().map(pick).collect();
    let names = ProfileInput {
        family: m.family,
        given: m.given,
        family_kana: m.family_kana,
        given_kana: m.given_kana,
        family_roman: m.family_roman,
        given_roman: m.given_roman,
        former_family: m.former_family,
        period_department: column(|t| t.department.clone()),
        period_title: column(|t| t.title.clone()),
        period_from: column(|t| t.from_year.to_string()),
        period_to: column(|t| t.to_year.map(|y| y.to_string()).unwrap_or_default()),
        link_label: links.iter().map(|l| l.label.clone()).collect(),
        link_url: links.iter().map(|l| l.url.clone()).collect(),
        seen: ProfileField::ALL.iter().map(|field| format!("{field}:{}", levels.of(*field))).collect(),
        ..ProfileInput::default()
    };
    let Some(p) = profile else { return Ok(names) };
    Ok(ProfileInput {
        former_shown: p.former_shown.then(|| "on".to_owned()),
        industry: p.industry.clone(),
        entry_year: p.entry_year.map(|year| year.to_string()).unwrap_or_default(),
        skills: p.skills.replace('\n', "、"),
        bio: p.bio.clone(),
        help: p.help.clone(),
        looking: p.looking.clone(),
        ..names
    })
}
