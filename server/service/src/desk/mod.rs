//! The office's home: what waits, how the network is doing, and whether mail goes out.
mod figures;
mod outbox;

pub use figures::{Figures, Reach};
pub use outbox::{Failure, Outbox};
pub use store::Backlog;

use std::sync::Arc;

use types::lang::Bilingual;
use types::programme::ProgrammeState;
use types::time::Stamp;

use crate::Service;
use crate::application::{ProgrammeDesk, programme_desk};
use crate::fault::Fault;
use crate::policy::{Capability, require};
use crate::viewer::Viewer;

/// Events to come that are shown.
const EVENTS: i64 = 6;
/// Programmes looked at; those open come first.
const PROGRAMMES: i64 = 10;

/// All of the office's home.
#[derive(Clone, Debug)]
pub struct Desk {
    /// Requests to join.
    pub queue: Backlog,
    /// Reports of posts and comments.
    pub reports: Backlog,
    /// Requests of members about their data; the oldest is the deadline that comes first.
    pub rights: Backlog,
    /// Leavers the office should look at.
    pub leavers: i64,
    /// What is counted over all members.
    pub figures: Arc<Figures>,
    /// The next events.
    pub events: Vec<SignUps>,
    /// Open programmes.
    pub programmes: Vec<ProgrammeDesk>,
    /// How mail goes out.
    pub outbox: Outbox,
}

/// Sign-ups of an event to come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignUps {
    /// Its name in addresses.
    pub slug: String,
    /// Its title.
    pub title: Bilingual,
    /// From when.
    pub starts: Stamp,
    /// Seats.
    pub capacity: i64,
    /// Seats taken.
    pub going: i64,
    /// Waiting.
    pub waiting: i64,
}

impl Service {
    /// The office's home. Nothing in it says of any one member whether or when the member was here.
    ///
    /// # Errors
    /// Only for the office.
    pub async fn desk(&self, viewer: &Viewer) -> Result<Desk, Fault> {
        require(viewer, Capability::RunOffice)?;
        let mut conn = self.db().read().await?;
        let now = self.now();
        let queue = store::join_request::backlog(&mut conn).await?;
        let reports = store::report::backlog(&mut conn).await?;
        let rights = store::rights_request::backlog(&mut conn).await?;
        let leavers = store::handover::to_look_at(&mut conn).await?;
        let mut events = Vec::new();
        for row in store::event::sign_ups(&mut conn, now, EVENTS).await? {
            let words: types::event::EventWords = serde_json::from_str(&row.words)?;
            events.push(SignUps {
                slug: row.slug,
                title: words.title,
                starts: row.starts_at,
                capacity: row.capacity,
                going: row.going,
                waiting: row.waiting,
            });
        }
        let mut programmes = Vec::new();
        for row in store::programme::list(&mut conn, false, PROGRAMMES).await? {
            if row.state == ProgrammeState::Open {
                programmes.push(programme_desk(&mut conn, row).await?);
            }
        }
        let outbox = outbox::read(&mut conn).await?;
        drop(conn);
        Ok(Desk {
            queue,
            reports,
            rights,
            leavers,
            figures: self.figures().await?,
            events,
            programmes,
            outbox,
        })
    }
}
