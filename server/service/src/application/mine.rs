//! A member's own applications: beginning one, finding them again.
use store::application::ApplicationRow;
use types::application::{ApplicationState, TeamState};
use types::id::ApplicationId;
use types::programme::ProgrammeContent;
use types::time::Stamp;

use super::{Application, Service, of_team, open_programme};
use crate::fault::Fault;
use crate::policy::{Capability, require};
use crate::programme::content;
use crate::viewer::Viewer;

/// Applications of a member that are shown.
const SHOWN: i64 = 50;

/// An application of the viewer in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mine {
    /// Which.
    pub id: ApplicationId,
    /// Name of its programme in addresses.
    pub slug: String,
    /// What it is called, or empty.
    pub title: String,
    /// Where it stands.
    pub state: ApplicationState,
    /// Whether the viewer belongs to the team or is only asked.
    pub seat: TeamState,
}

/// The page where an application begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Start {
    /// What the programme says.
    pub programme: ProgrammeContent,
    /// Until when applications are taken.
    pub deadline: Option<Stamp>,
    /// The one the viewer began already.
    pub begun: Option<ApplicationId>,
    /// Who a team must consist of.
    pub rules: types::application::TeamRules,
}

impl Service {
    /// Applications the viewer belongs to or is asked to join, newest first; none for visitors.
    ///
    /// # Errors
    /// The database failed.
    pub async fn my_applications(&self, viewer: &Viewer) -> Result<Vec<Mine>, Fault> {
        let Some(me) = viewer.me() else { return Ok(Vec::new()) };
        let mut conn = self.db().read().await?;
        let rows = store::application::of_member(&mut conn, me.id(), SHOWN).await?.into_iter();
        // An invitation to a team that has sent its application already leads nowhere.
        let shown = rows.filter(|row| {
            row.seat == TeamState::Accepted || row.application.state == ApplicationState::Draft
        });
        let mine = shown.map(|row| Mine {
            id: row.application.id,
            slug: row.slug,
            title: row.application.title,
            state: row.application.state,
            seat: row.seat,
        });
        Ok(mine.collect())
    }

    /// What the page where an application begins shows.
    ///
    /// # Errors
    /// Only members apply, and only to programmes that take applications.
    pub async fn application_start(&self, viewer: &Viewer, slug: &str) -> Result<Start, Fault> {
        let me = require(viewer, Capability::TakePart)?;
        let mut conn = self.db().read().await?;
        let row = store::programme::by_slug(&mut conn, slug).await?.ok_or(Fault::NotFound)?;
        let begun = store::application::of_lead(&mut conn, row.id, me.id()).await?.map(|a| a.id);
        let is_open = open_programme(&mut conn, row.id, self.now()).await?.is_some();
        if begun.is_none() && !is_open {
            return Err(Fault::NotFound);
        }
        let programme = content(&row)?;
        let deadline = programme.deadline(self.now()).map(|step| step.at);
        let rules = super::rules(&mut conn, row.id).await?;
        Ok(Start { programme, deadline, begun, rules })
    }

    /// Begins a draft; one that the viewer began before is found again.
    ///
    /// # Errors
    /// Only members apply, and only to programmes that take applications.
    pub async fn start_application(&self, viewer: &Viewer, slug: &str) -> Result<ApplicationId, Fault> {
        let me = require(viewer, Capability::TakePart)?;
        let now = self.now();
        let mut tx = self.db().write().await?;
        let programme = store::programme::by_slug(&mut tx, slug).await?.ok_or(Fault::NotFound)?;
        if let Some(begun) = store::application::of_lead(&mut tx, programme.id, me.id()).await? {
            return Ok(begun.id);
        }
        open_programme(&mut tx, programme.id, now).await?.ok_or(Fault::NotFound)?;
        let row = ApplicationRow {
            id: self.id(),
            programme_id: programme.id,
            lead_id: me.id(),
            state: ApplicationState::Draft,
            title: String::new(),
            note: String::new(),
            created_at: now,
            saved_at: now,
            submitted_at: None,
            state_at: now,
        };
        store::application::insert(&mut tx, &row).await?;
        store::team::insert(&mut tx, row.id, me.id(), TeamState::Accepted, false, now).await?;
        let object = format!("application:{}", row.id);
        self.audit(&mut tx, Some(me.id()), "application.start", object, serde_json::Value::Null).await?;
        tx.commit().await?;
        Ok(row.id)
    }

    /// An application, for its team.
    ///
    /// # Errors
    /// [`Fault::NotFound`] for everybody else.
    pub async fn application(&self, viewer: &Viewer, id: ApplicationId) -> Result<Application, Fault> {
        let me = require(viewer, Capability::TakePart)?;
        let mut conn = self.db().read().await?;
        let row = of_team(&mut conn, id, me.id()).await?;
        self.load(&mut conn, row, me.id()).await
    }
}
