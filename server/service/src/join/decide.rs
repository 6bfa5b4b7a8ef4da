//! What the office decides: let in, or 見送り, for one request or for many.
//!
//! A decision is held for [`HOLD`] before anything comes of it, and can be taken back or hastened until then; whoever asked
//! sees 確認中 meanwhile. Each decision falls once: a second press, or a colleague who was faster, changes nothing.
use std::collections::BTreeSet;

use store::Tx;
use types::id::{JoinRequestId, MemberId, TaskId};
use types::join::JoinState;
use types::time::Stamp;

use super::refusal::Words;
use super::{JoinRequestRow, letters};
use crate::Service;
use crate::fault::{Fault, FormError};
use crate::policy::{Capability, require};
use crate::task::Task;
use crate::viewer::Viewer;

/// How long a decision is held before it is told.
pub const HOLD: i64 = 30 * Stamp::MINUTE;

/// A decision about to be.
#[derive(Clone, Debug)]
pub enum Decision {
    /// The person becomes a member.
    Approve,
    /// 見送り, told in these words.
    Decline(Words),
}

/// What became of the requests a decision was meant for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// For so many it is done.
    pub done: usize,
    /// So many were decided, told or withdrawn before.
    pub late: usize,
}

impl Tally {
    fn note(&mut self, done: bool) {
        *(if done { &mut self.done } else { &mut self.late }) += 1;
    }
}

impl Service {
    /// Decides about the requests `ids`.
    ///
    /// # Errors
    /// The words are too long or unknown; only for the office.
    pub async fn decide_joins(
        &self,
        viewer: &Viewer,
        ids: &[JoinRequestId],
        decision: &Decision,
    ) -> Result<Tally, FormError> {
        let me = require(viewer, Capability::RunOffice)?;
        let mut tx = self.db().write().await?;
        let (state, action, refusal) = match decision {
            Decision::Approve => (JoinState::Approved, "join_request.approve", None),
            Decision::Decline(words) => {
                (JoinState::Declined, "join_request.decline", Some(self.refusal_of(&mut tx, words).await?))
            }
        };
        let site = self.site_on(&mut tx).await?;
        let mut tally = Tally::default();
        for id in distinct(ids) {
            let request = store::join_request::by_id(&mut tx, id).await?;
            let Some(request) = request.filter(|r| r.proved_at.is_some()) else {
                tally.note(false);
                continue;
            };
            let decided = store::join_request::decide(&mut tx, id, state, Some(me.id()), self.now()).await?;
            tally.note(decided);
            if decided {
                let words = refusal.as_ref().map(|r| r.text(site.voice(request.lang))).unwrap_or_default();
                let task = Task::TellJoinDecision { request: id, words };
                self.enqueue_at(&mut tx, &task, self.now().plus(HOLD), Some(&held(id))).await?;
                self.audit_request(&mut tx, Some(me.id()), action, id).await?;
            }
        }
        tx.commit().await?;
        Ok(tally)
    }

    /// Takes decisions back that are not told yet.
    ///
    /// # Errors
    /// Only for the office.
    pub async fn undo_joins(&self, viewer: &Viewer, ids: &[JoinRequestId]) -> Result<Tally, Fault> {
        let me = require(viewer, Capability::RunOffice)?;
        let mut tx = self.db().write().await?;
        let mut tally = Tally::default();
        for id in distinct(ids) {
            let undone = store::task::cancel(&mut tx, &held(id)).await?
                && store::join_request::undecide(&mut tx, id).await?;
            tally.note(undone);
            if undone {
                self.audit_request(&mut tx, Some(me.id()), "join_request.undo", id).await?;
            }
        }
        tx.commit().await?;
        Ok(tally)
    }

    /// Has decisions told at once.
    ///
    /// # Errors
    /// Only for the office.
    pub async fn tell_joins_now(&self, viewer: &Viewer, ids: &[JoinRequestId]) -> Result<Tally, Fault> {
        let me = require(viewer, Capability::RunOffice)?;
        let mut tx = self.db().write().await?;
        let mut tally = Tally::default();
        for id in distinct(ids) {
            let hastened = store::task::hasten(&mut tx, &held(id), self.now()).await?;
            tally.note(hastened);
            if hastened {
                self.audit_request(&mut tx, Some(me.id()), "join_request.hasten", id).await?;
            }
        }
        tx.commit().await?;
        self.wake_worker();
        Ok(tally)
    }

    /// The decision takes effect: the member is made, or the refusal mailed. Does nothing when it was taken back.
    pub(crate) async fn tell_join_decision(
        &self,
        task: TaskId,
        id: JoinRequestId,
        words: &str,
    ) -> Result<(), Fault> {
        let mut tx = self.db().write().await?;
        if let Some(request) = store::join_request::by_id(&mut tx, id).await?
            && request.told_at.is_none()
        {
            match request.state {
                JoinState::Approved => {
                    self.admit(&mut tx, &request).await?;
                    self.mail_welcome(&mut tx, &request).await?;
                }
                JoinState::Declined => {
                    store::join_request::tell(&mut tx, id, None, self.now()).await?;
                    let site = self.site_on(&mut tx).await?;
                    self.enqueue(&mut tx, &Task::Mail(letters::declined(&request, &site, words))).await?;
                }
                JoinState::Unverified | JoinState::Waiting | JoinState::Asked => {}
            }
        }
        store::task::finish(&mut tx, task).await?;
        Ok(tx.commit().await?)
    }

    pub(crate) async fn mail_welcome(&self, tx: &mut Tx, request: &JoinRequestRow) -> Result<(), Fault> {
        let mail: String = url::form_urlencoded::byte_serialize(request.mail.as_str().as_bytes()).collect();
        let sign_in = self.config().url(&format!("/sign-in?mail={mail}"));
        let site = self.site_on(tx).await?;
        self.enqueue(tx, &Task::Mail(letters::welcome(request, &site, &sign_in))).await
    }

    /// Notes what was done with a request.
    pub(crate) async fn audit_request(
        &self,
        tx: &mut Tx,
        actor: Option<MemberId>,
        action: &str,
        id: JoinRequestId,
    ) -> Result<(), Fault> {
        self.audit(tx, actor, action, format!("join_request:{id}"), serde_json::Value::Null).await
    }
}

/// In the order of asking, each once: a form may name a request twice.
fn distinct(ids: &[JoinRequestId]) -> BTreeSet<JoinRequestId> {
    ids.iter().copied().collect()
}

fn held(id: JoinRequestId) -> String {
    format!("join-decision:{id}")
}
