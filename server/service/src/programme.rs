//! Startup programmes as everybody sees them, and who is interested.
use store::programme::ProgrammeRow;
use types::programme::{ProgrammeContent, ProgrammeState};
use types::time::Stamp;

use crate::Service;
use crate::fault::Fault;
use crate::policy::{Capability, require};
use crate::viewer::Viewer;

/// Programmes listed.
const LISTED: i64 = 50;

/// A programme as the viewer sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProgrammeView {
    /// Its name in addresses.
    pub slug: String,
    /// Where it stands.
    pub state: ProgrammeState,
    /// What it says.
    pub content: ProgrammeContent,
    /// Whether the viewer is interested.
    pub interested: bool,
    /// When it changed last.
    pub changed: Stamp,
}

impl Service {
    /// Programmes, open ones first.
    ///
    /// # Errors
    /// The database failed.
    pub async fn programmes(&self) -> Result<Vec<ProgrammeView>, Fault> {
        let mut conn = self.db().read().await?;
        let rows = store::programme::list(&mut conn, false, LISTED).await?;
        rows.into_iter().map(|row| view(row, false)).collect()
    }

    /// Programmes the viewer may see: the office also sees those being prepared.
    ///
    /// # Errors
    /// The database failed.
    pub async fn programmes_seen(&self, viewer: &Viewer) -> Result<Vec<ProgrammeView>, Fault> {
        let mut conn = self.db().read().await?;
        let rows = store::programme::list(&mut conn, viewer.may(Capability::RunProgrammes), LISTED).await?;
        rows.into_iter().map(|row| view(row, false)).collect()
    }

    /// One programme.
    ///
    /// # Errors
    /// [`Fault::NotFound`] also for one that is being prepared, except for the office.
    pub async fn programme(&self, viewer: &Viewer, slug: &str) -> Result<ProgrammeView, Fault> {
        let mut conn = self.db().read().await?;
        let row = store::programme::by_slug(&mut conn, slug)
            .await?
            .filter(|row| may_see(viewer, row))
            .ok_or(Fault::NotFound)?;
        let interested = match viewer.me() {
            Some(me) => store::programme::interest(&mut conn, row.id, me.id()).await?.is_some(),
            None => false,
        };
        view(row, interested)
    }

    /// Notes that the viewer is interested (興味あり), or takes it back. Twice is once.
    ///
    /// # Errors
    /// Only members, and only in programmes that are open.
    pub async fn set_interest(&self, viewer: &Viewer, slug: &str, interested: bool) -> Result<(), Fault> {
        let me = require(viewer, Capability::TakePart)?;
        let mut tx = self.db().write().await?;
        let row = store::programme::by_slug(&mut tx, slug)
            .await?
            .filter(|row| row.state == ProgrammeState::Open)
            .ok_or(Fault::NotFound)?;
        let action = if interested {
            store::programme::add_interest(&mut tx, row.id, me.id(), self.now()).await?;
            "programme.interest"
        } else {
            store::programme::remove_interest(&mut tx, row.id, me.id()).await?;
            "programme.no_interest"
        };
        self.audit(&mut tx, Some(me.id()), action, format!("programme:{}", row.id), serde_json::Value::Null)
            .await?;
        Ok(tx.commit().await?)
    }
}

fn may_see(viewer: &Viewer, row: &ProgrammeRow) -> bool {
    row.state != ProgrammeState::Draft || viewer.may(Capability::RunProgrammes)
}

pub(crate) fn content(row: &ProgrammeRow) -> Result<ProgrammeContent, Fault> {
    Ok(serde_json::from_str(&row.content)?)
}

pub(crate) fn view(row: ProgrammeRow, interested: bool) -> Result<ProgrammeView, Fault> {
    Ok(ProgrammeView {
        content: content(&row)?,
        slug: row.slug,
        state: row.state,
        interested,
        changed: row.changed_at,
    })
}
