//! Applications at the desk: the office reads and decides, reviewers read.
use store::Conn;
use store::application::{ApplicationRow, ListedRow, Move, StateCount};
use store::programme::ProgrammeRow;
use types::application::{ApplicationState, TeamState};
use types::form::Problem;
use types::id::{ApplicationId, MemberId};
use types::lang::Bilingual;
use types::profile_read::ReadKind;
use types::programme::ProgrammeState;
use types::text::{optional, prose};

use super::mail::Notice;
use super::{Application, Service};
use crate::fault::{Fault, FormError};
use crate::paging;
use crate::policy::{Capability, allows, require};
use crate::programme::content;
use crate::viewer::{Me, Viewer};

/// Applications on one page.
const PAGE: usize = 50;
/// Programmes listed.
const LISTED: i64 = 50;
/// Characters of the longest words to a team.
const NOTE_MAX: usize = 4_000;

/// A programme in the desk's list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProgrammeDesk {
    /// Its name in addresses.
    pub slug: String,
    /// Its name.
    pub title: Bilingual,
    /// Where it stands.
    pub state: ProgrammeState,
    /// Members who are interested.
    pub interested: i64,
    /// Applications sent.
    pub sent: i64,
    /// Drafts; nobody but their teams sees more of them than this number.
    pub drafts: i64,
}

/// The applications of a programme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeskList {
    /// Name of the programme.
    pub title: Bilingual,
    /// How many are in each state.
    pub counts: Vec<StateCount>,
    /// A page of them.
    pub rows: Vec<ListedRow>,
    /// After which the next page begins; none on the last.
    pub next: Option<ApplicationId>,
    /// Whether the viewer decides.
    pub may_decide: bool,
}

/// One application at the desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Desk {
    /// The application; without answers when the team took it back.
    pub application: Application,
    /// Where the viewer can bring it.
    pub next: &'static [ApplicationState],
}

/// What became of a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Done; the team is told.
    Done,
    /// The application is elsewhere by now.
    TooLate,
}

/// A programme with what came of it.
pub(crate) async fn programme_desk(conn: &mut Conn, row: ProgrammeRow) -> Result<ProgrammeDesk, Fault> {
    let counts = store::application::counts(conn, row.id).await?;
    let count = |keep: fn(ApplicationState) -> bool| {
        counts.iter().filter(|count| keep(count.state)).map(|count| count.count).sum()
    };
    Ok(ProgrammeDesk {
        title: content(&row)?.title,
        interested: store::programme::interested(conn, row.id).await?,
        sent: count(ApplicationState::is_sent),
        drafts: count(|state| state == ApplicationState::Draft),
        slug: row.slug,
        state: row.state,
    })
}

impl Service {
    /// All programmes, also those being prepared.
    ///
    /// # Errors
    /// Only for the office and reviewers; reviewers see no programme that is being prepared.
    pub async fn programme_desk(&self, viewer: &Viewer) -> Result<Vec<ProgrammeDesk>, Fault> {
        let me = require(viewer, Capability::ReadApplications)?;
        let all = allows(me, Capability::RunProgrammes);
        let mut conn = self.db().read().await?;
        let mut desks = Vec::new();
        for row in store::programme::list(&mut conn, all, LISTED).await? {
            desks.push(programme_desk(&mut conn, row).await?);
        }
        Ok(desks)
    }

    /// A page of the applications of a programme, of one state or of all; drafts are their teams' only.
    ///
    /// # Errors
    /// Only for the office and reviewers.
    pub async fn applications(
        &self,
        viewer: &Viewer,
        slug: &str,
        state: Option<ApplicationState>,
        after: Option<ApplicationId>,
    ) -> Result<DeskList, Fault> {
        let me = require(viewer, Capability::ReadApplications)?;
        let mut conn = self.db().read().await?;
        let programme = store::programme::by_slug(&mut conn, slug).await?.ok_or(Fault::NotFound)?;
        let counts = store::application::counts(&mut conn, programme.id).await?;
        let wanted = state.map(ApplicationState::as_str).unwrap_or_default();
        let after = after.unwrap_or(ApplicationId::FIRST);
        let rows =
            store::application::list(&mut conn, programme.id, wanted, after, paging::asked(PAGE)).await?;
        let (rows, next) = paging::cut(rows, PAGE, |row| row.application.id);
        Ok(DeskList {
            title: content(&programme)?.title,
            counts,
            next,
            rows,
            may_decide: allows(me, Capability::RunProgrammes),
        })
    }

    /// One application at the desk. That it was read is listed to its team.
    ///
    /// # Errors
    /// Only for the office and reviewers; [`Fault::NotFound`] for a draft.
    pub async fn application_desk(&self, viewer: &Viewer, id: ApplicationId) -> Result<Desk, Fault> {
        let me = require(viewer, Capability::ReadApplications)?;
        let mut conn = self.db().read().await?;
        let row = sent(&mut conn, id).await?;
        let state = row.state;
        let mut application = self.load(&mut conn, row, me.id()).await?;
        if !state.is_sent() {
            application.answers.clear();
        }
        let decides = may_decide(me, &application);
        application.team.retain(|mate| mate.seat == TeamState::Accepted);
        drop(conn);
        let team: Vec<MemberId> = application.team.iter().map(|mate| mate.person.id).collect();
        // Whoever belongs to the team reads what is the own.
        if !team.contains(&me.id()) {
            self.note_reading(me.id(), ReadKind::Application, &application.slug, &team).await;
        }
        Ok(Desk { application, next: if decides { state.next() } else { &[] } })
    }

    /// Brings an application to its next state and tells the team, with the office's own words.
    ///
    /// # Errors
    /// A problem of the field `note`: 見送り needs words of its own. Only for the office, and not about the own application.
    pub async fn decide_application(
        &self,
        viewer: &Viewer,
        id: ApplicationId,
        to: ApplicationState,
        note: &str,
    ) -> Result<Outcome, FormError> {
        let me = require(viewer, Capability::RunProgrammes)?;
        let mut tx = self.db().write().await?;
        let row = sent(&mut tx, id).await?;
        let application = self.load(&mut tx, row.clone(), me.id()).await?;
        if !may_decide(me, &application) {
            return Err(Fault::NotAllowed.into());
        }
        let parsed = if to == ApplicationState::Declined {
            prose(note, NOTE_MAX)
        } else {
            optional(note, |note| prose(note, NOTE_MAX)).map(Option::unwrap_or_default)
        };
        let note = parsed.map_err(|problem: Problem| FormError::of("note", problem))?;
        if !row.state.next().contains(&to) {
            return Ok(Outcome::TooLate);
        }
        let step = Move { from: row.state, to, note: &note, submitted_at: row.submitted_at, at: self.now() };
        if !store::application::advance(&mut tx, id, step).await? {
            return Ok(Outcome::TooLate);
        }
        self.audit_move(&mut tx, me.id(), &row, step).await?;
        self.mail_team(&mut tx, &row, Notice::Decided { to, note: &note }).await?;
        tx.commit().await.map_err(Fault::from)?;
        Ok(Outcome::Done)
    }
}

/// An application that is not a draft.
async fn sent(conn: &mut Conn, id: ApplicationId) -> Result<ApplicationRow, Fault> {
    let row = store::application::by_id(conn, id).await?;
    row.filter(|row| row.state != ApplicationState::Draft).ok_or(Fault::NotFound)
}

/// Nobody decides about the own team.
fn may_decide(me: &Me, application: &Application) -> bool {
    let is_own = application.team.iter().any(|mate| mate.person.id == me.id());
    allows(me, Capability::RunProgrammes) && !is_own
}
