//! Changing the own profile.
use store::Tx;
use store::profile::{ProfileRow, TenureRow};
use types::career::Job;
use types::id::MemberId;
use types::profile::{Link, Profile, ProfileField, ProfileInput};
use types::visibility::{Relation, may_see};

use super::{rest, view};
use crate::Service;
use crate::department::History;
use crate::fault::{Fault, FormError};
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
        let profile = store::profile::by_member(&mut conn, me.id()).await?;
        let tenures = store::profile::tenures(&mut conn, me.id()).await?;
        let jobs = view::jobs(&mut conn, me.id()).await?;
        let rows = form(profile.as_ref(), &tenures)?;
        Ok(rest::fill(rows, profile.as_ref(), jobs))
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

    /// Writes profile and periods, and whatever is made of them.
    pub(crate) async fn write_profile(
        &self,
        tx: &mut Tx,
        id: MemberId,
        profile: Profile,
    ) -> Result<(), Fault> {
        let history = History::read(tx).await?;
        let before = store::profile::tenures(tx, id).await?;
        // Words that meant a department mean it still, though the office may have corrected its name since.
        let meant =
            |words: &str| before.iter().find(|it| it.department == words).and_then(|it| it.department_id);
        store::profile::clear_tenures(tx, id).await?;
        for period in profile.periods {
            let tenure = TenureRow {
                id: self.id(),
                member_id: id,
                department_id: history.called(&period.department).or_else(|| meant(&period.department)),
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
        let line = line(tx, &history, id, &stored).await?;
        store::member::set_line(tx, id, &line).await?;
        self.index_with(tx, &history, &[id]).await
    }
}

impl Service {
    /// Writes the members' lines anew and lists them anew, after the company said something else about departments.
    pub(crate) async fn tell_anew(
        &self,
        tx: &mut Tx,
        history: &History,
        members: &[MemberId],
    ) -> Result<(), Fault> {
        for id in members {
            if let Some(profile) = store::profile::by_member(tx, *id).await? {
                let line = line(tx, history, *id, &profile).await?;
                store::member::set_line(tx, *id, &line).await?;
            }
        }
        self.index_with(tx, history, members).await
    }
}

/// `2009–2018 公共システム本部`, else the work now: whatever every member may see.
async fn line(tx: &mut Tx, history: &History, id: MemberId, profile: &ProfileRow) -> Result<String, Fault> {
    let levels = view::levels(Some(profile))?;
    let sees = |field| may_see(Relation::Member, levels.of(field));
    let tenures = view::periods(tx, id, history).await?;
    if let Some(last) = tenures.last().filter(|_| sees(ProfileField::Departments)) {
        let to = last.to.map(|year| year.to_string()).unwrap_or_default();
        return Ok(format!("{}–{to} {}", last.from, last.department.get(types::lang::Lang::Ja)));
    }
    let jobs = if sees(ProfileField::Work) { view::jobs(tx, id).await? } else { Vec::new() };
    Ok(jobs.iter().rfind(|job| job.to.is_none()).map(Job::name).unwrap_or_default())
}

fn form(profile: Option<&ProfileRow>, tenures: &[TenureRow]) -> Result<ProfileInput, Fault> {
    let levels = view::levels(profile)?;
    let links: Vec<Link> = profile.map(|p| serde_json::from_str(&p.links)).transpose()?.unwrap_or_default();
    let column = |pick: fn(&TenureRow) -> String| tenures.iter().map(pick).collect();
    let rows = ProfileInput {
        period_department: column(|t| t.department.clone()),
        period_title: column(|t| t.title.clone()),
        period_from: column(|t| t.from_year.to_string()),
        period_to: column(|t| t.to_year.map(|y| y.to_string()).unwrap_or_default()),
        link_label: links.iter().map(|l| l.label.clone()).collect(),
        link_url: links.iter().map(|l| l.url.clone()).collect(),
        seen: ProfileField::ALL.iter().map(|field| format!("{field}:{}", levels.of(*field))).collect(),
        ..ProfileInput::default()
    };
    let Some(p) = profile else { return Ok(rows) };
    Ok(ProfileInput {
        industry: p.industry.clone(),
        entry_year: p.entry_year.map(|year| year.to_string()).unwrap_or_default(),
        skills: p.skills.replace('\n', "、"),
        bio: p.bio.clone(),
        help: p.help.clone(),
        looking: p.looking.clone(),
        ..rows
    })
}
