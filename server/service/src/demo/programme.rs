//! The demonstration's programme and who is interested in it.
use store::Tx;
use store::programme::ProgrammeRow;
use types::id::ProgrammeId;
use types::lang::Bilingual;
use types::programme::{Faq, Prize, ProgrammeContent, ProgrammeSource, ProgrammeState, Step, StepKind};
use types::time::Stamp;

use super::event::WallTime;
use super::people::Members;
use crate::Service;
use crate::fault::Fault;
use crate::markdown;

pub(super) const PROGRAMME: &str = include_str!("../../demo/programme.json");

/// The parts of the file that the public page takes.
#[derive(serde::Deserialize)]
struct DemoProgramme {
    key: String,
    title: Bilingual,
    tagline: Bilingual,
    what: Bilingual,
    for_whom: Bilingual,
    support: Bilingual,
    prizes: Vec<Prize>,
    timeline: Vec<DemoStep>,
    faq: Vec<Faq>,
    next_round_note: Bilingual,
    interested: Vec<String>,
}

#[derive(serde::Deserialize)]
struct DemoStep {
    kind: StepKind,
    title: Bilingual,
    note: Bilingual,
    days_ago: i32,
    event: Option<String>,
}

/// Writes the programme; its slug and id.
pub(super) async fn write(
    service: &Service,
    tx: &mut Tx,
    members: &Members,
) -> Result<(String, ProgrammeId), Fault> {
    let demo: DemoProgramme = serde_json::from_str(PROGRAMME)?;
    let html =
        |text: &Bilingual| Bilingual { ja: markdown::render(&text.ja), en: markdown::render(&text.en) };
    let timeline = demo.timeline.into_iter().map(|step| {
        // The hour the deadline's own title names; what has no hour of its own happens in the evening.
        let hour = if step.kind == StepKind::Briefing { 19 } else { 17 };
        let at = WallTime::days_ago(step.days_ago, hour).stamp(service)?;
        Ok(Step { kind: step.kind, title: step.title, note: step.note, at, event: step.event })
    });
    let content = ProgrammeContent {
        title: demo.title,
        tagline: demo.tagline,
        what: html(&demo.what),
        for_whom: html(&demo.for_whom),
        support: html(&demo.support),
        source: ProgrammeSource { what: demo.what, for_whom: demo.for_whom, support: demo.support },
        prizes: demo.prizes,
        timeline: timeline.collect::<Result<_, Fault>>()?,
        faq: demo.faq,
        next_round: demo.next_round_note,
    };
    let row = ProgrammeRow {
        id: service.id(),
        slug: demo.key,
        state: ProgrammeState::Open,
        content: serde_json::to_string(&content)?,
        changed_at: service.now(),
    };
    store::programme::insert(tx, &row).await?;
    for (days, key) in (1_i64..).zip(&demo.interested) {
        let since = service.now().plus(-days * Stamp::DAY);
        store::programme::add_interest(tx, row.id, members.of(key)?, since).await?;
    }
    Ok((row.slug, row.id))
}
