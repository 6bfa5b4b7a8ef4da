//! The office's queue: who waits, the question to one of them. What is decided is in [`super::decide`].
use store::vouch::OfficeRow;
use types::form::Problem;
use types::id::JoinRequestId;
use types::profile_read::ReadKind;
use types::text;

use super::{JoinRequestRow, NoteRow, QueuedRow, letters, request_path};
use crate::Service;
use crate::fault::{Fault, FormError};
use crate::paging;
use crate::policy::{Capability, require};
use crate::task::Task;
use crate::viewer::Viewer;

/// Requests on one page of the queue.
pub const PAGE: usize = 30;
/// Vouches shown of one request; it can name fewer colleagues.
const VOUCHES: i64 = 20;
/// Decisions shown below the queue, of either kind.
const DECIDED: i64 = 30;

/// What became of a press on a button.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is done.
    Done,
    /// Somebody decided before, or the mail has left.
    TooLate,
}

/// The office's queue.
#[derive(Clone, Debug)]
pub struct Queue {
    /// How many wait in all.
    pub count: i64,
    /// Those to be looked at, oldest first.
    pub waiting: Vec<QueuedRow>,
    /// Where the next page of them begins.
    pub next: Option<JoinRequestId>,
    /// Those decided and not told yet, on the first page only.
    pub held: Vec<QueuedRow>,
    /// Those told last, on the first page only.
    pub decided: Vec<QueuedRow>,
}

/// One request and what the office keeps beside it.
#[derive(Clone, Debug)]
pub struct File {
    /// The request.
    pub queued: QueuedRow,
    /// The office's notes, oldest first.
    pub notes: Vec<NoteRow>,
    /// What colleagues said, also what they took back.
    pub vouches: Vec<OfficeRow>,
}

impl Service {
    /// The queue after `after`.
    ///
    /// # Errors
    /// Only for the office.
    pub async fn join_queue(&self, viewer: &Viewer, after: Option<JoinRequestId>) -> Result<Queue, Fault> {
        require(viewer, Capability::RunOffice)?;
        let mut conn = self.db().read().await?;
        let from = after.unwrap_or(JoinRequestId::FIRST);
        let waiting = store::join_request::queue(&mut conn, from, paging::asked(PAGE)).await?;
        let (waiting, next) = paging::cut(waiting, PAGE, |row| row.request.id);
        let (held, decided) = if after.is_none() {
            (
                store::join_request::held(&mut conn, DECIDED).await?,
                store::join_request::decided(&mut conn, DECIDED).await?,
            )
        } else {
            Default::default()
        };
        let count = store::join_request::waiting(&mut conn).await?;
        Ok(Queue { count, waiting, next, held, decided })
    }

    /// One request of the queue, with its notes. That it was read is listed to whoever joined by it.
    ///
    /// # Errors
    /// Only for the office; [`Fault::NotFound`] also before the address is proved.
    pub async fn join_request(&self, viewer: &Viewer, id: JoinRequestId) -> Result<File, Fault> {
        let me = require(viewer, Capability::RunOffice)?;
        let mut conn = self.db().read().await?;
        let queued = store::join_request::queued(&mut conn, id).await?.ok_or(Fault::NotFound)?;
        let notes = store::staff_note::of_request(&mut conn, id, super::note::SHOWN).await?;
        let vouches = store::vouch::of_request(&mut conn, id, VOUCHES).await?;
        drop(conn);
        self.note_reading(me.id(), ReadKind::JoinRequest, "", queued.request.member_id.as_slice()).await;
        Ok(File { queued, notes, vouches })
    }

    /// Mails a question, to be answered on the page of the request.
    ///
    /// # Errors
    /// Nothing was asked; only for the office.
    pub async fn ask_joiner(
        &self,
        viewer: &Viewer,
        id: JoinRequestId,
        question: &str,
    ) -> Result<Outcome, FormError> {
        let me = require(viewer, Capability::RunOffice)?;
        let question =
            text::prose(question, 1000).map_err(|problem: Problem| FormError::of("question", problem))?;
        let mut tx = self.db().write().await?;
        let request = proved(store::join_request::by_id(&mut tx, id).await?)?;
        if !store::join_request::ask(&mut tx, id, &question).await? {
            return Ok(Outcome::TooLate);
        }
        let page = self.config().url(&request_path(&request));
        let letter = letters::question(&request, self.site_on(&mut tx).await?.as_ref(), &page, &question);
        self.enqueue(&mut tx, &Task::Mail(letter)).await?;
        self.audit_request(&mut tx, Some(me.id()), "join_request.ask", id).await?;
        tx.commit().await?;
        Ok(Outcome::Done)
    }
}

/// Requests whose address is not proved are nobody's business yet.
pub(super) fn proved(request: Option<JoinRequestRow>) -> Result<JoinRequestRow, Fault> {
    request.filter(|request| request.proved_at.is_some()).ok_or(Fault::NotFound)
}
