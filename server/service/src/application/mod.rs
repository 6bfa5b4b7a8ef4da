//! Applications to a programme: questions, drafts, teams, sending, the office's desk.
pub(crate) mod csv;
mod desk;
mod draft;
mod file;
mod forget;
mod interest;
mod mail;
mod mine;
mod questions;
mod submit;
mod team;
#[cfg(test)]
mod tests;

pub(crate) use desk::programme_desk;
pub use desk::{Desk, DeskList, Outcome, ProgrammeDesk};
pub use draft::{Saved, StepInput, Typed};
pub use file::{FILE_MAX, Upload};
pub use interest::Interested;
pub use mine::{Mine, Start};
pub use questions::{Questions, Shift};
pub use store::application::{ListedRow, StateCount};
pub use submit::{Missing, Turn};
pub use team::Asked;

use store::Conn;
use store::answer::FileRow;
use store::application::ApplicationRow;
use store::programme::ProgrammeRow;
use store::question::QuestionRow;
use types::application::{ApplicationState, Question, TeamRules, TeamState};
use types::id::{ApplicationId, MediaId, MemberId, ProgrammeId};
use types::lang::Voice;
use types::member::{MemberState, Person, Relationship};
use types::programme::{ProgrammeContent, ProgrammeState, Step, StepKind};
use types::time::Stamp;

use crate::Service;
use crate::fault::Fault;
use crate::programme::content;

/// More questions than any programme has.
const QUESTIONS: i64 = 200;
/// More people than any team ever asked.
const MATES: i64 = 200;

/// A file that answers a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Which.
    pub id: MediaId,
    /// Its name.
    pub name: String,
    /// Its size.
    pub bytes: i64,
}

impl From<FileRow> for File {
    fn from(row: FileRow) -> Self {
        Self { id: row.id, name: row.name, bytes: row.bytes }
    }
}

/// A question with what the team answers so far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered {
    /// The question.
    pub question: Question,
    /// The words, or the key of an option; may be empty.
    pub body: String,
    /// Changes whenever somebody saves other words.
    pub revision: i64,
    /// The page that saved them.
    pub saved_from: String,
    /// The file.
    pub file: Option<File>,
}

impl Answered {
    /// Whether there is an answer.
    #[must_use]
    pub fn is_there(&self) -> bool {
        !self.body.is_empty() || self.file.is_some()
    }
}

/// Somebody in the team, or asked to join it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mate {
    /// Who.
    pub person: Person,
    /// Where the person stands.
    pub seat: TeamState,
    /// To the company.
    pub relationship: Relationship,
    /// Whether the person began the application.
    pub is_lead: bool,
}

/// An application with all that belongs to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Application {
    /// Which.
    pub id: ApplicationId,
    /// Name of its programme in addresses.
    pub slug: String,
    /// What the programme says.
    pub programme: ProgrammeContent,
    /// Where it stands.
    pub state: ApplicationState,
    /// What it is called, or empty.
    pub title: String,
    /// The office's latest words to the team, or empty.
    pub note: String,
    /// When something was saved last.
    pub saved_at: Stamp,
    /// When it was sent.
    pub submitted_at: Option<Stamp>,
    /// When it came to its state.
    pub state_at: Stamp,
    /// Questions and answers, in order.
    pub answers: Vec<Answered>,
    /// People in the team and those who were asked.
    pub team: Vec<Mate>,
    /// Who a team must consist of.
    pub rules: TeamRules,
    /// Whether the viewer began it.
    pub is_lead: bool,
    /// Whether the programme takes applications now.
    pub is_open: bool,
    /// Until when it does, if that is settled.
    pub deadline: Option<Stamp>,
    /// What comes next on the programme's way.
    pub next: Option<Step>,
}

impl Application {
    /// How many steps its questions are in; at least one.
    #[must_use]
    pub fn steps(&self) -> usize {
        self.numbers().len().max(1)
    }

    /// Questions of the step `n`, counted from 1.
    pub fn step(&self, n: usize) -> impl Iterator<Item = &Answered> {
        let number = self.numbers().get(n.wrapping_sub(1)).copied();
        self.answers.iter().filter(move |answer| Some(answer.question.step) == number)
    }

    /// The step, counted from 1, that asks for `answer`.
    #[must_use]
    pub fn step_of(&self, answer: &Answered) -> usize {
        self.numbers().iter().position(|number| *number == answer.question.step).map_or(1, |at| at + 1)
    }

    /// Whether the team can write now.
    #[must_use]
    pub fn may_edit(&self) -> bool {
        self.is_open && self.state == ApplicationState::Draft
    }

    /// Whether the viewer can take it back now.
    #[must_use]
    pub fn may_withdraw(&self) -> bool {
        self.is_open && self.is_lead && self.state.may_withdraw()
    }

    /// Whether the viewer can make it a draft again.
    #[must_use]
    pub fn may_reopen(&self) -> bool {
        self.is_open && self.is_lead && self.state == ApplicationState::Withdrawn
    }

    /// The first rule of teams that this one breaks; only who accepted counts.
    #[must_use]
    pub fn broken_rule(&self, voice: Voice) -> Option<String> {
        let members = || self.team.iter().filter(|mate| mate.seat == TeamState::Accepted);
        let of = |kind| i64::try_from(members().filter(|m| m.relationship == kind).count()).unwrap_or(0);
        let people = i64::try_from(members().count()).unwrap_or(0);
        self.rules.broken(voice, people, of(Relationship::Employee), of(Relationship::Alumnus))
    }

    /// The steps' own numbers, in order.
    fn numbers(&self) -> Vec<i64> {
        let mut numbers: Vec<i64> = self.answers.iter().map(|answer| answer.question.step).collect();
        numbers.dedup();
        numbers
    }
}

/// Whether a programme takes applications: it is open, they were opened, and a deadline is ahead or none was ever set.
#[must_use]
pub fn takes_applications(state: ProgrammeState, content: &ProgrammeContent, now: Stamp) -> bool {
    let of = |kind| content.timeline.iter().filter(move |step| step.kind == kind);
    let has_opened =
        of(StepKind::EntryOpens).next().is_none() || of(StepKind::EntryOpens).any(|step| step.at <= now);
    let is_in_time = of(StepKind::Deadline).next().is_none() || content.deadline(now).is_some();
    state == ProgrammeState::Open && has_opened && is_in_time
}

impl Service {
    /// All about an application, for a viewer who was found to be allowed to see it.
    async fn load(
        &self,
        conn: &mut Conn,
        row: ApplicationRow,
        viewer: MemberId,
    ) -> Result<Application, Fault> {
        let programme = store::programme::by_id(conn, row.programme_id).await?.ok_or(Fault::NotFound)?;
        let said = content(&programme)?;
        let answers = answers(conn, &row).await?;
        let team = store::team::list(conn, row.id, MATES).await?.into_iter();
        let shown = |mate: &store::team::MateRow| {
            mate.state != MemberState::Left && (!mate.by_mail || mate.seat == TeamState::Accepted)
        };
        let team = team.filter(shown).map(|mate| Mate {
            seat: mate.seat,
            relationship: mate.relationship,
            is_lead: mate.id == row.lead_id,
            person: mate.into(),
        });
        let mut team: Vec<Mate> = team.collect();
        team.sort_by_key(|mate| !mate.is_lead);
        let (rules, now) = (rules(conn, row.programme_id).await?, self.now());
        let ahead = said.timeline.iter().filter(|s| s.at > now && row.state.awaits().contains(&s.kind));
        let next = ahead.min_by_key(|step| step.at).cloned();
        Ok(Application {
            id: row.id,
            is_open: takes_applications(programme.state, &said, now),
            deadline: said.deadline(now).map(|step| step.at),
            slug: programme.slug,
            programme: said,
            state: row.state,
            title: row.title,
            note: row.note,
            saved_at: row.saved_at,
            submitted_at: row.submitted_at,
            state_at: row.state_at,
            answers,
            team,
            rules,
            is_lead: row.lead_id == viewer,
            next,
        })
    }
}

/// The application if `member` belongs to its team; [`Fault::NotFound`] for everybody else, so that nobody learns of it.
async fn of_team(conn: &mut Conn, id: ApplicationId, member: MemberId) -> Result<ApplicationRow, Fault> {
    match store::team::seat(conn, id, member).await? {
        Some(TeamState::Accepted) => store::application::by_id(conn, id).await?.ok_or(Fault::NotFound),
        _ => Err(Fault::NotFound),
    }
}

/// The programme, if it takes applications now.
async fn open_programme(conn: &mut Conn, id: ProgrammeId, now: Stamp) -> Result<Option<ProgrammeRow>, Fault> {
    let Some(row) = store::programme::by_id(conn, id).await? else { return Ok(None) };
    let is_open = takes_applications(row.state, &content(&row)?, now);
    Ok(is_open.then_some(row))
}

/// Questions that are asked, and those asked no more that were answered, with their answers.
async fn answers(conn: &mut Conn, row: &ApplicationRow) -> Result<Vec<Answered>, Fault> {
    let bodies = store::answer::list(conn, row.id, QUESTIONS).await?;
    let files = store::answer::files(conn, row.id, QUESTIONS).await?;
    let asked = store::question::list(conn, row.programme_id, true, QUESTIONS).await?;
    let is_sent = row.state.is_sent();
    let mut answers = Vec::new();
    for asked in asked {
        let is_removed = asked.removed_at.is_some();
        let body = bodies.iter().find(|answer| answer.question_id == asked.id);
        let file = files.iter().find(|file| file.question_id == asked.id).cloned().map(File::from);
        let answer = Answered {
            question: question(asked)?,
            body: body.map(|answer| answer.body.clone()).unwrap_or_default(),
            revision: body.map_or(0, |answer| answer.saved_at.0),
            saved_from: body.map(|answer| answer.saved_from.clone()).unwrap_or_default(),
            file,
        };
        // What was sent stays as it was sent; a draft follows what the office asks now.
        if !is_removed || (is_sent && answer.is_there()) {
            answers.push(answer);
        }
    }
    Ok(answers)
}

fn question(row: QuestionRow) -> Result<Question, Fault> {
    Ok(Question {
        id: row.id,
        step: row.step,
        kind: row.kind,
        label: serde_json::from_str(&row.label)?,
        hint: serde_json::from_str(&row.hint)?,
        is_required: row.required,
        max: usize::try_from(row.max_length).unwrap_or(0),
        options: serde_json::from_str(&row.options)?,
    })
}

async fn rules(conn: &mut Conn, programme: ProgrammeId) -> Result<TeamRules, Fault> {
    Ok(store::question::rules(conn, programme).await?.unwrap_or_default())
}
