//! The office's queue: let in, ask for more, 見送り.
//!
//! Each decision falls once: a second press, or a colleague who was faster, changes nothing. A 見送り can be taken back until
//! its mail leaves, [`HOLD`] later; letting in cannot, and does no harm.
use types::form::Problem;
use types::id::JoinRequestId;
use types::profile_read::ReadKind;
use types::text;
use types::time::Stamp;

use super::{JoinRequestRow, QueuedRow, letters, request_path};
use crate::Service;
use crate::fault::{Fault, FormError};
use crate::paging;
use crate::policy::{Capability, require};
use crate::task::Task;
use crate::viewer::Viewer;

/// How long a 見送り is held before it is told.
pub const HOLD: i64 = 10 * Stamp::MINUTE;
/// Requests on one page of the queue.
pub(super) const PAGE: usize = 30;
/// Decisions shown below the queue.
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
    /// Those decided last, on the first page only.
    pub decided: Vec<QueuedRow>,
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
        let decided = if after.is_none() {
            store::join_request::decided(&mut conn, DECIDED).await?
        } else {
            Vec::new()
        };
        let count = store::join_request::waiting(&mut conn).await?;
        Ok(Queue { count, waiting, next, decided })
    }

    /// One request of the queue. That it was read is listed to whoever joined by it.
    ///
    /// # Errors
    /// Only for the office; [`Fault::NotFound`] also before the address is proved.
    pub async fn join_request(&self, viewer: &Viewer, id: JoinRequestId) -> Result<QueuedRow, Fault> {
        let me = require(viewer, Capability::RunOffice)?;
        let mut conn = self.db().read().await?;
        let queued = store::join_request::queued(&mut conn, id).await?.ok_or(Fault::NotFound)?;
        drop(conn);
        self.note_reading(me.id(), ReadKind::JoinRequest, "", queued.request.member_id.as_slice()).await;
        Ok(queued)
    }

    /// Lets the person in and mails a welcome.
    ///
    /// # Errors
    /// Only for the office; [`Fault::NotFound`].
    pub async fn approve_join(&self, viewer: &Viewer, id: JoinRequestId) -> Result<Outcome, Fault> {
        let me = require(viewer, Capability::RunOffice)?;
        let mut tx = self.db().write().await?;
        let request = proved(store::join_request::by_id(&mut tx, id).await?)?;
        let Some(member) = self.admit(&mut tx, &request, Some(me.id())).await? else {
            return Ok(Outcome::TooLate);
        };
        let mail: String = url::form_urlencoded::byte_serialize(request.mail.as_str().as_bytes()).collect();
        let letter = letters::welcome(
            &request,
            self.site_on(&mut tx).await?.as_ref(),
            &self.config().url(&format!("/sign-in?mail={mail}")),
        );
        self.enqueue(&mut tx, &Task::Mail(letter)).await?;
        let detail = serde_json::json!({ "member": member.to_string() });
        self.audit(&mut tx, Some(me.id()), "join_request.approve", format!("join_request:{id}"), detail)
            .await?;
        tx.commit().await?;
        Ok(Outcome::Done)
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
        self.audit(
            &mut tx,
            Some(me.id()),
            "join_request.ask",
            format!("join_request:{id}"),
            serde_json::Value::Null,
        )
        .await?;
        tx.commit().await?;
        Ok(Outcome::Done)
    }

    /// 見送り: kept for [`HOLD`], then told by a mail with `words` of the office, which may be empty.
    ///
    /// # Errors
    /// The words are too long; only for the office.
    pub async fn decline_join(
        &self,
        viewer: &Viewer,
        id: JoinRequestId,
        words: &str,
    ) -> Result<Outcome, FormError> {
        let me = require(viewer, Capability::RunOffice)?;
        let words = text::optional(words, |t| text::prose(t, 1000))
            .map_err(|problem| FormError::of("words", problem))?;
        let mut tx = self.db().write().await?;
        let request = proved(store::join_request::by_id(&mut tx, id).await?)?;
        if !store::join_request::decline(&mut tx, id, me.id(), self.now()).await? {
            return Ok(Outcome::TooLate);
        }
        let letter =
            letters::declined(&request, self.site_on(&mut tx).await?.as_ref(), &words.unwrap_or_default());
        self.enqueue_at(&mut tx, &Task::Mail(letter), self.now().plus(HOLD), Some(&held(id))).await?;
        self.audit(
            &mut tx,
            Some(me.id()),
            "join_request.decline",
            format!("join_request:{id}"),
            serde_json::Value::Null,
        )
        .await?;
        tx.commit().await?;
        Ok(Outcome::Done)
    }

    /// Takes a 見送り back, unless its mail has left.
    ///
    /// # Errors
    /// Only for the office.
    pub async fn undo_decline(&self, viewer: &Viewer, id: JoinRequestId) -> Result<Outcome, Fault> {
        let me = require(viewer, Capability::RunOffice)?;
        let mut tx = self.db().write().await?;
        if !store::task::cancel(&mut tx, &held(id)).await?
            || !store::join_request::undecline(&mut tx, id).await?
        {
            return Ok(Outcome::TooLate);
        }
        self.audit(
            &mut tx,
            Some(me.id()),
            "join_request.undo_decline",
            format!("join_request:{id}"),
            serde_json::Value::Null,
        )
        .await?;
        tx.commit().await?;
        Ok(Outcome::Done)
    }
}

/// Requests whose address is not proved are nobody's business yet.
fn proved(request: Option<JoinRequestRow>) -> Result<JoinRequestRow, Fault> {
    request.filter(|request| request.proved_at.is_some()).ok_or(Fault::NotFound)
}

fn held(id: JoinRequestId) -> String {
    format!("join-declined:{id}")
}
