//! What a programme asks, and who its teams must consist of: the office decides.
use store::question::QuestionRow;
use types::application::{
    AnswerOption, Question, QuestionInput, QuestionKind, RulesInput, STEPS_MAX, TEAM_MAX, TeamRules,
    max_length, options, options_text, whole,
};
use types::form::{Problem, Problems};
use types::id::QuestionId;
use types::lang::Bilingual;
use types::text::{line, optional, prose};

use super::{QUESTIONS, Service, question};
use crate::fault::{Fault, FormError};
use crate::policy::{Capability, require};
use crate::programme::content;
use crate::viewer::Viewer;

/// Questions of one programme at most.
const ASKED_MAX: usize = 60;

/// The questions of a programme at the desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Questions {
    /// Name of the programme.
    pub title: Bilingual,
    /// The questions, in order.
    pub questions: Vec<Question>,
    /// Who a team must consist of.
    pub rules: TeamRules,
}

/// What is done to a question in the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shift {
    /// One place up; from the top of a step into the step before.
    Up,
    /// One place down; from the end of a step into the next.
    Down,
    /// It is asked no more.
    Remove,
}

impl Service {
    /// The questions of a programme.
    ///
    /// # Errors
    /// Only for the office.
    pub async fn questions(&self, viewer: &Viewer, slug: &str) -> Result<Questions, Fault> {
        require(viewer, Capability::RunProgrammes)?;
        let mut conn = self.db().read().await?;
        let row = store::programme::by_slug(&mut conn, slug).await?.ok_or(Fault::NotFound)?;
        let rows = store::question::list(&mut conn, row.id, false, QUESTIONS).await?;
        let questions = rows.into_iter().map(question).collect::<Result<_, _>>()?;
        let rules = super::rules(&mut conn, row.id).await?;
        Ok(Questions { title: content(&row)?.title, questions, rules })
    }

    /// The form of a question.
    ///
    /// # Errors
    /// Only for the office.
    pub async fn question_form(
        &self,
        viewer: &Viewer,
        slug: &str,
        id: QuestionId,
    ) -> Result<QuestionInput, Fault> {
        let all = self.questions(viewer, slug).await?;
        let asked = all.questions.into_iter().find(|asked| asked.id == id).ok_or(Fault::NotFound)?;
        Ok(QuestionInput {
            kind: asked.kind.to_string(),
            step: asked.step.to_string(),
            options: options_text(&asked.options),
            label_ja: asked.label.ja,
            label_en: asked.label.en,
            hint_ja: asked.hint.ja,
            hint_en: asked.hint.en,
            required: if asked.is_required { "yes" } else { "no" }.to_owned(),
            max_length: asked.max.to_string(),
        })
    }

    /// Adds a question (`id` is `None`) or changes one; its kind stays what it was.
    ///
    /// # Errors
    /// Problems of the form; only for the office.
    pub async fn put_question(
        &self,
        viewer: &Viewer,
        slug: &str,
        id: Option<QuestionId>,
        input: &QuestionInput,
    ) -> Result<(), FormError> {
        let me = require(viewer, Capability::RunProgrammes)?;
        let mut tx = self.db().write().await?;
        let programme = store::programme::by_slug(&mut tx, slug).await?.ok_or(Fault::NotFound)?;
        let all = store::question::list(&mut tx, programme.id, false, QUESTIONS).await?;
        let old = match id {
            Some(id) => Some(all.iter().find(|row| row.id == id).cloned().ok_or(Fault::NotFound)?),
            None if all.len() >= ASKED_MAX => {
                return Err(FormError::of("label_ja", Problem::TooMany { max: ASKED_MAX }));
            }
            None => None,
        };
        let old_options: Vec<AnswerOption> = match &old {
            Some(row) => serde_json::from_str(&row.options).map_err(Fault::from)?,
            None => Vec::new(),
        };
        let kind = old.as_ref().map(|row| row.kind);
        let parsed = parse(input, kind, &old_options)?;
        let place = match &old {
            Some(row) if row.step == parsed.step => row.place,
            _ => store::question::next_place(&mut tx, programme.id, parsed.step).await?,
        };
        let row = QuestionRow {
            id: id.unwrap_or_else(|| self.id()),
            programme_id: programme.id,
            step: parsed.step,
            place,
            kind: parsed.kind,
            label: serde_json::to_string(&parsed.label).map_err(Fault::from)?,
            hint: serde_json::to_string(&parsed.hint).map_err(Fault::from)?,
            required: parsed.is_required,
            max_length: parsed.max,
            options: serde_json::to_string(&parsed.options).map_err(Fault::from)?,
            removed_at: None,
        };
        match old {
            Some(_) => store::question::update(&mut tx, &row).await?,
            None => store::question::insert(&mut tx, &row).await?,
        }
        let object = format!("programme:{}", programme.id);
        let detail = serde_json::json!({ "question": row.id });
        self.audit(&mut tx, Some(me.id()), "programme.question", object, detail).await?;
        Ok(tx.commit().await.map_err(Fault::from)?)
    }

    /// Moves a question, or stops asking it. Answers given already are kept.
    ///
    /// # Errors
    /// Only for the office.
    pub async fn shift_question(
        &self,
        viewer: &Viewer,
        slug: &str,
        id: QuestionId,
        shift: Shift,
    ) -> Result<(), Fault> {
        let me = require(viewer, Capability::RunProgrammes)?;
        let mut tx = self.db().write().await?;
        let programme = store::programme::by_slug(&mut tx, slug).await?.ok_or(Fault::NotFound)?;
        let mut all = store::question::list(&mut tx, programme.id, false, QUESTIONS).await?;
        let at = all.iter().position(|row| row.id == id).ok_or(Fault::NotFound)?;
        match shift {
            Shift::Remove => all[at].removed_at = Some(self.now()),
            Shift::Up if at > 0 => pass(&mut all, at - 1, at, true),
            Shift::Down if at + 1 < all.len() => pass(&mut all, at, at + 1, false),
            Shift::Up | Shift::Down => {}
        }
        for (place, row) in all.iter_mut().enumerate() {
            row.place = i64::try_from(place).unwrap_or(i64::MAX);
            store::question::update(&mut tx, row).await?;
        }
        let object = format!("programme:{}", programme.id);
        let detail = serde_json::json!({ "question": id, "shift": format!("{shift:?}") });
        self.audit(&mut tx, Some(me.id()), "programme.question", object, detail).await?;
        Ok(tx.commit().await?)
    }

    /// Makes the rules for teams of a programme.
    ///
    /// # Errors
    /// Problems of the form; only for the office.
    pub async fn set_team_rules(
        &self,
        viewer: &Viewer,
        slug: &str,
        input: &RulesInput,
    ) -> Result<(), FormError> {
        let me = require(viewer, Capability::RunProgrammes)?;
        let rules = parse_rules(input)?;
        let mut tx = self.db().write().await?;
        let programme = store::programme::by_slug(&mut tx, slug).await?.ok_or(Fault::NotFound)?;
        store::question::set_rules(&mut tx, programme.id, rules).await?;
        let object = format!("programme:{}", programme.id);
        let detail = serde_json::to_value(rules).map_err(Fault::from)?;
        self.audit(&mut tx, Some(me.id()), "programme.rules", object, detail).await?;
        Ok(tx.commit().await.map_err(Fault::from)?)
    }
}

/// The upper and the lower of two neighbours change places; neighbours of different steps: one goes over into the other's step.
fn pass(all: &mut [QuestionRow], upper: usize, lower: usize, up: bool) {
    if all[upper].step == all[lower].step {
        all.swap(upper, lower);
    } else if up {
        all[lower].step = all[upper].step;
    } else {
        all[upper].step = all[lower].step;
    }
}

struct Parsed {
    kind: QuestionKind,
    step: i64,
    label: Bilingual,
    hint: Bilingual,
    is_required: bool,
    max: i64,
    options: Vec<AnswerOption>,
}

fn parse(
    input: &QuestionInput,
    kind: Option<QuestionKind>,
    old: &[AnswerOption],
) -> Result<Parsed, Problems> {
    let mut p = Problems::default();
    let typed = input.kind.parse::<QuestionKind>().map_err(|_| Problem::NotAChoice);
    let kind = p.take("kind", kind.map_or(typed, Ok));
    let step = p.take("step", whole(&input.step, 1, STEPS_MAX));
    let label_ja = p.take("label_ja", line(&input.label_ja, 200));
    let label_en = p.take("label_en", optional(&input.label_en, |text| line(text, 200)));
    let hint_ja = p.take("hint_ja", optional(&input.hint_ja, |text| prose(text, 500)));
    let hint_en = p.take("hint_en", optional(&input.hint_en, |text| prose(text, 500)));
    let max = match kind {
        Some(QuestionKind::Text) => p.take("max_length", max_length(&input.max_length)),
        _ => Some(0),
    };
    let options = match kind {
        Some(QuestionKind::Choice) => p.take("options", options(&input.options, old)),
        _ => Some(Vec::new()),
    };
    let both = |ja: Option<Option<String>>, en: Option<Option<String>>| {
        Some(Bilingual { ja: ja?.unwrap_or_default(), en: en?.unwrap_or_default() })
    };
    let parsed = (|| {
        Some(Parsed {
            kind: kind?,
            step: step?,
            label: both(label_ja.map(Some), label_en)?,
            hint: both(hint_ja, hint_en)?,
            is_required: input.required == "yes",
            max: max?,
            options: options?,
        })
    })();
    p.finish(parsed)
}

fn parse_rules(input: &RulesInput) -> Result<TeamRules, Problems> {
    let mut p = Problems::default();
    let min_people = p.take("min_people", whole(&input.min_people, 1, TEAM_MAX));
    let least = min_people.unwrap_or(1);
    let max_people = p.take("max_people", whole(&input.max_people, least, TEAM_MAX));
    let most = max_people.unwrap_or(TEAM_MAX);
    let min_employees = p.take("min_employees", whole(&input.min_employees, 0, most));
    let rest = most - min_employees.unwrap_or(0);
    let min_alumni = p.take("min_alumni", whole(&input.min_alumni, 0, rest));
    let rules = (|| {
        Some(TeamRules {
            min_people: min_people?,
            max_people: max_people?,
            min_employees: min_employees?,
            min_alumni: min_alumni?,
        })
    })();
    p.finish(rules)
}
