//! Sending an application, taking it back, and writing on.
use store::application::{ApplicationRow, Move};
use types::application::ApplicationState;
use types::form::Problem;
use types::id::ApplicationId;
use types::lang::{Bilingual, Voice};

use super::mail::Notice;
use super::{Application, Service, draft::length, of_team};
use crate::fault::Fault;
use crate::policy::{Capability, require};
use crate::viewer::Viewer;

/// What keeps an application from being sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// The step, counted from 1.
    pub step: usize,
    /// The field there.
    pub field: String,
    /// What it asks; `None` for the name of the application.
    pub label: Option<Bilingual>,
    /// What is wrong with its answer.
    pub problem: Problem,
}

impl Application {
    /// Everything that keeps it from being sent, besides the rules of teams.
    #[must_use]
    pub fn missing(&self) -> Vec<Missing> {
        let untitled = self.title.is_empty().then(|| Missing {
            step: 1,
            field: "title".to_owned(),
            label: None,
            problem: Problem::Required,
        });
        let answers = self.answers.iter().filter_map(|answer| {
            let is_absent = answer.question.is_required && !answer.is_there();
            let problem = if is_absent { Err(Problem::Required) } else { length(answer, &answer.body) };
            Some(Missing {
                step: self.step_of(answer),
                field: answer.question.field(),
                label: Some(answer.question.label.clone()),
                problem: problem.err()?,
            })
        });
        untitled.into_iter().chain(answers).collect()
    }
}

/// What became of a wish to send, take back or write on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// Done.
    Done,
    /// Something is missing, or a rule of teams is broken; the page says what.
    NotReady,
    /// The deadline is over, or somebody was faster.
    TooLate,
}

impl Service {
    /// Sends an application.
    ///
    /// # Errors
    /// [`Fault::NotFound`] for who is not in the team, [`Fault::NotAllowed`] for who did not begin it.
    pub async fn submit_application(&self, viewer: &Viewer, id: ApplicationId) -> Result<Turn, Fault> {
        let me = require(viewer, Capability::TakePart)?;
        let now = self.now();
        let mut tx = self.db().write().await?;
        let row = of_team(&mut tx, id, me.id()).await?;
        // Holds the row: nobody saves between the look and the sending.
        let is_draft = store::application::touch(&mut tx, id, row.saved_at).await?;
        let application = self.load(&mut tx, row.clone(), me.id()).await?;
        if !application.is_lead {
            return Err(Fault::NotAllowed);
        }
        if !is_draft || !application.may_edit() {
            return Ok(Turn::TooLate);
        }
        if !application.missing().is_empty() || application.broken_rule(Voice::default()).is_some() {
            return Ok(Turn::NotReady);
        }
        let step = Move {
            from: ApplicationState::Draft,
            to: ApplicationState::Submitted,
            note: "",
            submitted_at: Some(now),
            at: now,
        };
        if !store::application::advance(&mut tx, id, step).await? {
            return Ok(Turn::TooLate);
        }
        self.audit_move(&mut tx, me.id(), &row, step).await?;
        self.mail_team(&mut tx, &row, Notice::Submitted).await?;
        tx.commit().await?;
        Ok(Turn::Done)
    }

    /// Takes an application back (取り下げ). Nothing in it is lost.
    ///
    /// # Errors
    /// [`Fault::NotFound`] for who is not in the team, [`Fault::NotAllowed`] for who did not begin it.
    pub async fn withdraw_application(&self, viewer: &Viewer, id: ApplicationId) -> Result<Turn, Fault> {
        self.turn(viewer, id, ApplicationState::Withdrawn, Application::may_withdraw).await
    }

    /// Makes an application that was taken back a draft again.
    ///
    /// # Errors
    /// [`Fault::NotFound`] for who is not in the team, [`Fault::NotAllowed`] for who did not begin it.
    pub async fn reopen_application(&self, viewer: &Viewer, id: ApplicationId) -> Result<Turn, Fault> {
        self.turn(viewer, id, ApplicationState::Draft, Application::may_reopen).await
    }

    async fn turn(
        &self,
        viewer: &Viewer,
        id: ApplicationId,
        to: ApplicationState,
        may: fn(&Application) -> bool,
    ) -> Result<Turn, Fault> {
        let me = require(viewer, Capability::TakePart)?;
        let mut tx = self.db().write().await?;
        let row = of_team(&mut tx, id, me.id()).await?;
        let application = self.load(&mut tx, row.clone(), me.id()).await?;
        if !application.is_lead {
            return Err(Fault::NotAllowed);
        }
        if !may(&application) {
            return Ok(Turn::TooLate);
        }
        let step = Move { from: row.state, to, note: "", submitted_at: None, at: self.now() };
        if !store::application::advance(&mut tx, id, step).await? {
            return Ok(Turn::TooLate);
        }
        self.audit_move(&mut tx, me.id(), &row, step).await?;
        if to == ApplicationState::Withdrawn {
            self.mail_team(&mut tx, &row, Notice::Withdrawn).await?;
        }
        tx.commit().await?;
        Ok(Turn::Done)
    }

    /// Writes a change of state to the audit log.
    pub(super) async fn audit_move(
        &self,
        tx: &mut store::Tx,
        actor: types::id::MemberId,
        row: &ApplicationRow,
        step: Move<'_>,
    ) -> Result<(), Fault> {
        let detail = serde_json::json!({ "from": step.from, "to": step.to, "note": step.note });
        let object = format!("application:{}", row.id);
        self.audit(tx, Some(actor), "application.state", object, detail).await
    }
}
