//! Writing an application: a step at a time, saved on the server, by several people.
use types::application::QuestionKind;
use types::form::{Problem, Problems};
use types::id::{ApplicationId, MemberId, QuestionId};
use types::text::{PROSE_MAX, Title, optional, prose};
use types::time::Stamp;

use store::Tx;
use store::answer::AnswerRow;

use super::file::{self, Upload};
use super::{Answered, Service, of_team, open_programme};
use crate::fault::{Fault, FormError};
use crate::policy::{Capability, require};
use crate::viewer::Viewer;

/// An answer as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed {
    /// The words, or the key of an option.
    pub body: String,
    /// [`Answered::revision`] of what the writer saw.
    pub seen: i64,
}

/// One step of the form as sent.
#[derive(Clone, Debug, Default)]
pub struct StepInput {
    /// What the page calls itself, so that its own earlier savings are no conflict; empty if it never saved any.
    pub page: String,
    /// What the application is called, where the step asks for it.
    pub title: Option<String>,
    /// Answers.
    pub answers: Vec<(QuestionId, Typed)>,
    /// Questions whose file is taken away.
    pub removed: Vec<QuestionId>,
    /// Files.
    pub files: Vec<(QuestionId, Upload)>,
}

/// What became of a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// When.
    pub at: Stamp,
    /// What is not right yet. Answers that are only too long are saved all the same.
    pub problems: Problems,
}

impl Service {
    /// Saves what was typed. What somebody else changed in the meantime is not overwritten: its field has a problem.
    ///
    /// # Errors
    /// [`Fault::NotFound`] for who is not in the team; a problem of the field `closed` after the deadline or once it is sent.
    pub async fn save_step(
        &self,
        viewer: &Viewer,
        id: ApplicationId,
        input: StepInput,
    ) -> Result<Saved, FormError> {
        let me = require(viewer, Capability::TakePart)?;
        let (at, mut problems) = (self.now(), Problems::default());
        let mut tx = self.db().write().await?;
        let row = of_team(&mut tx, id, me.id()).await?;
        let is_open = open_programme(&mut tx, row.programme_id, at).await?.is_some();
        // Holds the row: whoever saves at the same moment waits and then sees what is saved here.
        if !is_open || !store::application::touch(&mut tx, id, at).await? {
            return Err(FormError::of("closed", Problem::NotAChoice));
        }
        let asked = super::answers(&mut tx, &row).await?;
        let title = input.title.map(|typed| optional(&typed, str::parse::<Title>));
        if let Some(title) = title.and_then(|title| problems.take("title", title)) {
            let title = title.map(String::from).unwrap_or_default();
            store::application::set_title(&mut tx, id, &title).await?;
        }
        for (question, typed) in input.answers {
            let Some(stored) = asked.iter().find(|a| a.question.id == question) else { continue };
            let by = By { application: id, member: me.id(), page: &input.page, at };
            put_answer(&mut tx, by, stored, &typed, &mut problems).await?;
        }
        let mut gone = Vec::new();
        for question in input.removed {
            gone.extend(store::answer::remove_file(&mut tx, id, question).await?.map(|file| file.id));
        }
        for (question, upload) in input.files {
            let is_file = |a: &&Answered| a.question.kind == QuestionKind::File;
            let Some(stored) = asked.iter().filter(is_file).find(|a| a.question.id == question) else {
                continue;
            };
            if let Some(checked) = problems.take(&stored.question.field(), file::check(upload)) {
                gone.extend(self.put_file(&mut tx, id, question, checked).await?);
            }
        }
        tx.commit().await?;
        self.forget_files(&gone).await;
        Ok(Saved { at, problems })
    }

    /// Saves one answer while it is typed.
    ///
    /// # Errors
    /// [`Fault::NotAllowed`] when it cannot be saved as it is: the form's own button then says why.
    pub async fn keep_answer(
        &self,
        viewer: &Viewer,
        id: ApplicationId,
        (question, typed): (QuestionId, Typed),
        page: String,
    ) -> Result<Stamp, Fault> {
        let input = StepInput { page, answers: vec![(question, typed)], ..StepInput::default() };
        match self.save_step(viewer, id, input).await {
            // Too long is saved all the same.
            Ok(saved) if saved.problems.iter().all(|(_, p)| matches!(p, Problem::TooLong { .. })) => {
                Ok(saved.at)
            }
            Ok(_) | Err(FormError::Problems(_)) => Err(Fault::NotAllowed),
            Err(FormError::Fault(fault)) => Err(fault),
        }
    }
}

/// Who saves where and when.
#[derive(Clone, Copy)]
struct By<'a> {
    application: ApplicationId,
    member: MemberId,
    page: &'a str,
    at: Stamp,
}

async fn put_answer(
    tx: &mut Tx,
    by: By<'_>,
    stored: &Answered,
    typed: &Typed,
    problems: &mut Problems,
) -> Result<(), Fault> {
    let question = &stored.question;
    let field = question.field();
    let parsed = match question.kind {
        QuestionKind::File => return Ok(()),
        QuestionKind::Text => optional(&typed.body, |text| prose(text, PROSE_MAX)),
        QuestionKind::Choice => optional(&typed.body, |key| {
            let is_offered = question.options.iter().any(|option| option.key == key);
            if is_offered { Ok(key.to_owned()) } else { Err(Problem::NotAChoice) }
        }),
    };
    let Some(body) = problems.take(&field, parsed).map(Option::unwrap_or_default) else {
        return Ok(());
    };
    let is_own = !by.page.is_empty() && stored.saved_from == by.page;
    if body != stored.body && typed.seen != stored.revision && !is_own {
        problems.add(&field, Problem::ChangedMeanwhile);
        return Ok(());
    }
    problems.take(&field, length(stored, &body));
    if body == stored.body {
        return Ok(());
    }
    // A revision is the time of saving; two savings within one millisecond must still differ.
    let saved_at = Stamp(by.at.0.max(stored.revision + 1));
    let answer = AnswerRow {
        application_id: by.application,
        question_id: question.id,
        body,
        saved_at,
        saved_by: by.member,
        saved_from: by.page.to_owned(),
    };
    Ok(store::answer::put(tx, &answer).await?)
}

/// Whether the answer is short enough to be sent.
pub(super) fn length(answer: &Answered, body: &str) -> Result<(), Problem> {
    let max = answer.question.max;
    let is_long = answer.question.kind == QuestionKind::Text && body.chars().count() > max;
    if is_long { Err(Problem::TooLong { max }) } else { Ok(()) }
}
