//! Making and changing programmes, at the office's desk.
mod input;
#[cfg(test)]
mod tests;

pub use input::{ProgrammeInput, Rows};

use serde_json::json;
use store::programme::ProgrammeRow;
use store::{StoreError, Tx};
use types::form::{Problem, Problems};
use types::id::ProgrammeId;
use types::programme::{ProgrammeContent, ProgrammeState};

use crate::Service;
use crate::fault::{Fault, FormError};
use crate::policy::{Capability, require};
use crate::programme::content;
use crate::viewer::Viewer;
use input::Draft;

impl Service {
    /// The form of a new programme.
    ///
    /// # Errors
    /// Only for the office.
    pub fn new_programme_form(&self, viewer: &Viewer) -> Result<ProgrammeInput, Fault> {
        require(viewer, Capability::RunProgrammes)?;
        Ok(ProgrammeInput { state: ProgrammeState::Draft.to_string(), ..ProgrammeInput::default() }
            .with_room())
    }

    /// The form filled with a programme.
    ///
    /// # Errors
    /// Only for the office.
    pub async fn programme_form(&self, viewer: &Viewer, slug: &str) -> Result<ProgrammeInput, Fault> {
        require(viewer, Capability::RunProgrammes)?;
        let mut conn = self.db().read().await?;
        let row = store::programme::by_slug(&mut conn, slug).await?.ok_or(Fault::NotFound)?;
        Ok(ProgrammeInput::of(&row.slug, row.state, content(&row)?, &self.config().zone).with_room())
    }

    /// Makes a programme; its slug.
    ///
    /// # Errors
    /// Problems of the form; only the office may.
    pub async fn create_programme(
        &self,
        viewer: &Viewer,
        input: &ProgrammeInput,
    ) -> Result<String, FormError> {
        let me = require(viewer, Capability::RunProgrammes)?;
        let draft = input.parse(&self.config().zone)?;
        let id: ProgrammeId = self.id();
        let mut tx = self.db().write().await?;
        check_events(&mut tx, input, &draft.content).await?;
        let row = self.row(id, draft)?;
        store::programme::insert(&mut tx, &row).await.map_err(taken)?;
        self.audit(&mut tx, Some(me.id()), "programme.create", format!("programme:{id}"), json!(null))
            .await?;
        tx.commit().await?;
        Ok(row.slug)
    }

    /// Changes a programme; its slug from now on.
    ///
    /// # Errors
    /// Problems of the form; only the office may.
    pub async fn change_programme(
        &self,
        viewer: &Viewer,
        slug: &str,
        input: &ProgrammeInput,
    ) -> Result<String, FormError> {
        let me = require(viewer, Capability::RunProgrammes)?;
        let draft = input.parse(&self.config().zone);
        let mut tx = self.db().write().await?;
        let known = store::programme::by_slug(&mut tx, slug).await?.ok_or(Fault::NotFound)?;
        let draft = draft?;
        check_events(&mut tx, input, &draft.content).await?;
        let from = known.state;
        let row = self.row(known.id, draft)?;
        store::programme::update(&mut tx, &row).await.map_err(taken)?;
        let detail = json!({ "from": from, "to": row.state });
        self.audit(&mut tx, Some(me.id()), "programme.change", format!("programme:{}", row.id), detail)
            .await?;
        tx.commit().await?;
        Ok(row.slug)
    }

    fn row(&self, id: ProgrammeId, draft: Draft) -> Result<ProgrammeRow, Fault> {
        let tail: String = id.to_string().chars().rev().take(6).collect();
        Ok(ProgrammeRow {
            id,
            slug: draft.slug.unwrap_or_else(|| format!("programme-{tail}")),
            state: draft.state,
            content: serde_json::to_string(&draft.content)?,
            changed_at: self.now(),
        })
    }
}

/// Whether every event named is there.
async fn check_events(
    tx: &mut Tx,
    input: &ProgrammeInput,
    content: &ProgrammeContent,
) -> Result<(), FormError> {
    let mut problems = Problems::default();
    for slug in content.timeline.iter().filter_map(|step| step.event.as_ref()) {
        if store::event::by_slug(tx, slug).await?.is_none() {
            let row = input.step_event.iter().position(|typed| typed == slug).unwrap_or_default();
            problems.add(&format!("step_event_{row}"), Problem::NotAChoice);
        }
    }
    if problems.is_empty() { Ok(()) } else { Err(problems.into()) }
}

fn taken(error: StoreError) -> FormError {
    match error {
        StoreError::Duplicate(_) => FormError::of("slug", Problem::Taken),
        error => error.into(),
    }
}
