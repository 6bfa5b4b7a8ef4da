//! The parts of the own profile that change with life: 近況, work since, place, languages.
use store::Tx;
use store::career::CareerRow;
use store::profile::ProfileRow;
use types::career::{Job, Month};
use types::id::MemberId;
use types::language;
use types::profile::ProfileInput;
use types::time::Stamp;

use crate::Service;
use crate::fault::Fault;

impl Service {
    /// Since when the news are so: words that stay keep their age.
    pub(super) fn news_at(&self, before: Option<&ProfileRow>, news: &str) -> Option<Stamp> {
        let same = before.filter(|before| before.news == news).and_then(|before| before.news_at);
        (!news.is_empty()).then(|| same.unwrap_or(self.now()))
    }

    pub(super) async fn write_career(
        &self,
        tx: &mut Tx,
        member_id: MemberId,
        jobs: Vec<Job>,
    ) -> Result<(), Fault> {
        store::career::clear(tx, member_id).await?;
        for Job { company, title, from, to } in jobs {
            let row = CareerRow {
                id: self.id(),
                member_id,
                company,
                title,
                from_year: from.map(|from| from.year),
                from_month: from.and_then(|from| from.month),
                to_year: to.map(|to| to.year),
                to_month: to.and_then(|to| to.month),
            };
            store::career::insert(tx, &row).await?;
        }
        Ok(())
    }
}

/// The form with these parts filled in.
pub(super) fn fill(form: ProfileInput, profile: Option<&ProfileRow>, jobs: Vec<Job>) -> ProfileInput {
    let typed = |at: Option<Month>| at.map(Month::typed).unwrap_or_default();
    let text = |pick: fn(&ProfileRow) -> &String| profile.map(pick).cloned().unwrap_or_default();
    let spoken = language::stored(&text(|p| &p.languages));
    ProfileInput {
        news: text(|p| &p.news),
        region: text(|p| &p.region),
        city: text(|p| &p.city),
        language: spoken.iter().map(|it| it.language.to_string()).collect(),
        fluency: spoken.iter().map(|it| it.fluency.to_string()).collect(),
        career_from: jobs.iter().map(|job| typed(job.from)).collect(),
        career_to: jobs.iter().map(|job| typed(job.to)).collect(),
        career_title: jobs.iter().map(|job| job.title.clone()).collect(),
        career_company: jobs.into_iter().map(|job| job.company).collect(),
        ..form
    }
}
