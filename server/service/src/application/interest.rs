//! 興味あり: the office sees who, and whoever is interested hears a week before a meeting or a deadline.
use types::consent::Purpose;
use types::id::{MemberId, ProgrammeId, TaskId};
use types::lang::{Bilingual, Lang};
use types::member::Person;
use types::programme::{ProgrammeState, StepKind};
use types::time::Stamp;
use types::words::application as w;

use super::Service;
use crate::clock::zoned;
use crate::fault::Fault;
use crate::mail::Letter;
use crate::paging;
use crate::policy::{Capability, require};
use crate::programme::content;
use crate::task::Task;
use crate::viewer::Viewer;

/// People on one page.
const PAGE: usize = 100;
/// People told in one task; the rest is the next task's.
const TOLD: usize = 200;
/// What these mails serve.
const PURPOSE: Purpose = Purpose::Notices;
/// Programmes looked at.
const LISTED: i64 = 200;
/// How long before a step those interested are told.
const AHEAD: i64 = 7 * Stamp::DAY;

/// A page of those interested in a programme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interested {
    /// Name of the programme.
    pub title: Bilingual,
    /// How many in all.
    pub count: i64,
    /// People, and since when.
    pub people: Vec<(Person, Stamp)>,
    /// After whom the next page begins; none on the last.
    pub next: Option<MemberId>,
}

impl Service {
    /// Who is interested in a programme.
    ///
    /// # Errors
    /// Only for the office.
    pub async fn interested(
        &self,
        viewer: &Viewer,
        slug: &str,
        after: Option<MemberId>,
    ) -> Result<Interested, Fault> {
        require(viewer, Capability::RunProgrammes)?;
        let mut conn = self.db().read().await?;
        let row = store::programme::by_slug(&mut conn, slug).await?.ok_or(Fault::NotFound)?;
        let count = store::programme::interested(&mut conn, row.id).await?;
        let after = after.unwrap_or(MemberId::FIRST);
        let rows = store::programme::interested_people(&mut conn, row.id, after, paging::asked(PAGE)).await?;
        let (rows, next) = paging::cut(rows, PAGE, |row| row.person.id);
        let people = rows.into_iter().map(|row| (Person::from(row.person), row.at)).collect();
        Ok(Interested { title: content(&row)?.title, count, people, next })
    }

    /// Asks for the notices of every meeting and deadline that is a week away or nearer and was not told of.
    pub(crate) async fn look_ahead(&self) -> Result<(), Fault> {
        let now = self.now();
        let mut tx = self.db().write().await?;
        let programmes = store::programme::list(&mut tx, false, LISTED).await?;
        for row in programmes.into_iter().filter(|row| row.state == ProgrammeState::Open) {
            let steps = content(&row)?.timeline;
            let is_told = |kind| matches!(kind, StepKind::Briefing | StepKind::Deadline);
            for step in steps.iter().filter(|step| is_told(step.kind)) {
                let is_near = step.at > now && step.at <= now.plus(AHEAD);
                if is_near && store::programme::note_told(&mut tx, row.id, step.at, now).await? {
                    let (programme, after) = (row.id, MemberId::FIRST);
                    let task = Task::TellInterested { programme, at: step.at, after };
                    self.enqueue(&mut tx, &task).await?;
                }
            }
        }
        Ok(tx.commit().await?)
    }

    /// Mails those interested who have not applied and agree to notices, from `after` on; nobody when the step was moved or is
    /// over.
    pub(crate) async fn tell_interested(
        &self,
        task: TaskId,
        programme: ProgrammeId,
        at: Stamp,
        after: MemberId,
    ) -> Result<(), Fault> {
        let mut tx = self.db().write().await?;
        // In the same transaction as the mails: a worker that dies here tells nobody twice.
        store::task::finish(&mut tx, task).await?;
        let row = store::programme::by_id(&mut tx, programme).await?;
        let row = row.filter(|row| row.state == ProgrammeState::Open && at > self.now());
        let Some(row) = row else { return Ok(tx.commit().await?) };
        let said = content(&row)?;
        let Some(step) = said.timeline.iter().find(|step| step.at == at) else {
            return Ok(tx.commit().await?);
        };
        let site = self.site_on(&mut tx).await?;
        let limit = i64::try_from(TOLD).unwrap_or(i64::MAX);
        let from = PURPOSE.counts_from(Purpose::wordings);
        let members = store::programme::undecided(&mut tx, programme, after, limit, from).await?;
        for member in &members {
            let Some(reader) = store::member::by_id(&mut tx, *member).await? else { continue };
            let Some(to) = store::member::mail_to(&mut tx, *member).await? else { continue };
            let (v, lang) = (site.voice(reader.lang), reader.lang);
            let format = match lang {
                Lang::Ja => "%Y年%-m月%-d日 %H:%M",
                Lang::En => "%-d %b %Y %H:%M",
            };
            let zone = &self.config().zone;
            let when =
                format!("{} ({})", zoned(at, zone).strftime(format), zone.iana_name().unwrap_or("UTC"));
            let url = self.config().url(&format!("/programmes/{}", row.slug));
            let (programme, what) = (said.title.get(lang), step.title.get(lang));
            let body = w::mail_ahead(v, &when, url, site.name.get(lang), programme, what);
            let subject = w::mail_ahead_subject(v, programme, what);
            let letter = Letter { to, lang, subject, body, calendar: None };
            self.enqueue(&mut tx, &Task::Notice { member: *member, purpose: PURPOSE, letter }).await?;
        }
        if let Some(last) = members.last().filter(|_| members.len() == TOLD) {
            let task = Task::TellInterested { programme, at, after: *last };
            self.enqueue(&mut tx, &task).await?;
        }
        Ok(tx.commit().await?)
    }
}
