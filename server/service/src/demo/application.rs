//! The demonstration's applications: in every state, with their teams and answers.
use std::collections::HashMap;

use store::Tx;
use store::answer::AnswerRow;
use store::application::ApplicationRow;
use store::question::QuestionRow;
use types::application::{AnswerOption, ApplicationState, QuestionKind, TeamRules, TeamState};
use types::id::{ProgrammeId, QuestionId};
use types::lang::Bilingual;
use types::time::Stamp;

use super::event::WallTime;
use super::people::Members;
use super::programme::PROGRAMME;
use crate::Service;
use crate::fault::Fault;

/// The parts of the file about applications.
#[derive(serde::Deserialize)]
struct DemoCall {
    team_rules: DemoRules,
    questions: Vec<DemoQuestion>,
    applications: Vec<DemoApplication>,
}

#[derive(serde::Deserialize)]
struct DemoRules {
    min: i64,
    max: i64,
    employees_min: i64,
    alumni_min: i64,
}

#[derive(serde::Deserialize)]
struct DemoQuestion {
    key: String,
    step: i64,
    kind: QuestionKind,
    label: Bilingual,
    hint: Bilingual,
    required: bool,
    max_length: Option<i64>,
    choices: Option<Vec<DemoChoice>>,
}

#[derive(serde::Deserialize)]
struct DemoChoice {
    key: String,
    ja: String,
    en: String,
}

#[derive(serde::Deserialize)]
struct DemoApplication {
    state: String,
    title: Bilingual,
    lead: String,
    team: Vec<DemoMate>,
    answers: HashMap<String, String>,
    submitted_days_ago: Option<i32>,
    comment: Option<String>,
}

#[derive(serde::Deserialize)]
struct DemoMate {
    member: String,
    accepted: bool,
}

/// Writes questions, rules and applications of the programme; members are there already.
pub(super) async fn write(
    service: &Service,
    tx: &mut Tx,
    members: &Members,
    programme: ProgrammeId,
) -> Result<(), Fault> {
    let call: DemoCall = serde_json::from_str(PROGRAMME)?;
    let DemoRules { min: min_people, max: max_people, employees_min, alumni_min } = call.team_rules;
    let rules = TeamRules { min_people, max_people, min_employees: employees_min, min_alumni: alumni_min };
    store::question::set_rules(tx, programme, rules).await?;
    let mut questions: HashMap<String, QuestionId> = HashMap::new();
    for (place, asked) in (1_i64..).zip(call.questions) {
        let key = asked.key.clone();
        let row = question(service, programme, place, asked)?;
        store::question::insert(tx, &row).await?;
        questions.insert(key, row.id);
    }
    for application in call.applications {
        write_one(service, tx, (members, &questions), programme, application).await?;
    }
    Ok(())
}

fn question(
    service: &Service,
    programme_id: ProgrammeId,
    place: i64,
    asked: DemoQuestion,
) -> Result<QuestionRow, Fault> {
    let option = |choice: DemoChoice| AnswerOption {
        key: choice.key,
        label: Bilingual { ja: choice.ja, en: choice.en },
    };
    let options: Vec<_> = asked.choices.unwrap_or_default().into_iter().map(option).collect();
    Ok(QuestionRow {
        id: service.id(),
        programme_id,
        step: asked.step,
        place,
        kind: asked.kind,
        label: serde_json::to_string(&asked.label)?,
        hint: serde_json::to_string(&asked.hint)?,
        required: asked.required,
        max_length: asked.max_length.unwrap_or(0),
        options: serde_json::to_string(&options)?,
        removed_at: None,
    })
}

async fn write_one(
    service: &Service,
    tx: &mut Tx,
    (members, questions): (&Members, &HashMap<String, QuestionId>),
    programme_id: ProgrammeId,
    demo: DemoApplication,
) -> Result<(), Fault> {
    let state = match demo.state.as_str() {
        "in_review" => ApplicationState::Screening,
        state => state.parse().map_err(Fault::internal)?,
    };
    // A draft was touched yesterday evening; what was sent was begun twelve days before.
    let sent = demo.submitted_days_ago.map(|days| WallTime::days_ago(days, 15).stamp(service));
    let sent = sent.transpose()?;
    let saved_at = sent.unwrap_or(service.now().plus(-20 * Stamp::HOUR));
    let row = ApplicationRow {
        id: service.id(),
        programme_id,
        lead_id: members.of(&demo.lead)?,
        state,
        title: demo.title.ja,
        note: demo.comment.unwrap_or_default(),
        created_at: saved_at.plus(-12 * Stamp::DAY),
        saved_at,
        submitted_at: sent.filter(|_| state.is_sent()),
        state_at: saved_at,
    };
    store::application::insert(tx, &row).await?;
    for mate in demo.team {
        let seat = if mate.accepted { TeamState::Accepted } else { TeamState::Invited };
        store::team::insert(tx, row.id, members.of(&mate.member)?, seat, false, row.created_at).await?;
    }
    for (key, body) in demo.answers {
        let Some(question_id) = questions.get(&key).copied() else { continue };
        let answer = AnswerRow {
            application_id: row.id,
            question_id,
            body,
            saved_at,
            saved_by: row.lead_id,
            saved_from: String::new(),
        };
        store::answer::put(tx, &answer).await?;
    }
    Ok(())
}
