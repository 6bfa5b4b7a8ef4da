//! The one question when it is time to look at something again. It stands on the member's home for a month at most, and goes
//! for good when it is answered or put aside: nothing reminds of it, and what was said stays either way.
use store::Conn;
use store::intent::IntentRow;
use types::id::MemberId;
use types::intent::{IntentAnswer, IntentKind};
use types::time::Stamp;
use types::visibility::Relation;

use super::IntentView;
use crate::Service;
use crate::fault::Fault;
use crate::policy::{Capability, require};
use crate::viewer::Viewer;

/// For how long the question stands once it was shown.
const STANDS: i64 = 30 * Stamp::DAY;

/// What a member is asked about, all at once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Question {
    /// What was said.
    pub views: Vec<IntentView>,
    /// Of which it is shown for the first time.
    pub new: Vec<IntentKind>,
}

impl Service {
    /// What the member is asked about now; nothing but for the wish for peace while that holds.
    pub(crate) async fn intent_question(&self, conn: &mut Conn, me: MemberId) -> Result<Question, Fault> {
        let now = self.now();
        let rows = store::intent::of_member(conn, me).await?;
        let is_quiet =
            rows.iter().any(|row| row.kind == IntentKind::Quiet && row.answer == IntentAnswer::Now);
        let asks = |row: &IntentRow| {
            row.review_at.is_some_and(|at| at <= now)
                && row.asked_at.is_none_or(|at| now < at.plus(STANDS))
                && (!is_quiet || row.kind == IntentKind::Quiet)
        };
        let rows: Vec<IntentRow> = rows.into_iter().filter(asks).collect();
        let new = rows.iter().filter(|row| row.asked_at.is_none()).map(|row| row.kind).collect();
        Ok(Question { views: self.intent_views(&rows, Relation::Own), new })
    }

    /// Notes since when the question stands; when that fails it counts from the next time it is shown.
    pub(crate) async fn note_question(&self, me: MemberId, new: &[IntentKind]) {
        if new.is_empty() {
            return;
        }
        if let Err(fault) = self.try_note_question(me, new).await {
            tracing::warn!(error = ?fault, "the first showing of a question was not noted");
        }
    }

    async fn try_note_question(&self, me: MemberId, new: &[IntentKind]) -> Result<(), Fault> {
        let mut tx = self.db().write().await?;
        for kind in new {
            store::intent::set_asked(&mut tx, me, *kind, self.now()).await?;
        }
        Ok(tx.commit().await?)
    }

    /// 「変わりません」: what it is time for among `kinds` is said again today, and asked about after the same time.
    ///
    /// # Errors
    /// Only members say something.
    pub async fn keep_intents(&self, viewer: &Viewer, kinds: &[IntentKind]) -> Result<(), Fault> {
        let me = require(viewer, Capability::TakePart)?;
        let mut tx = self.db().write().await?;
        let now = self.now();
        let is_asked =
            |row: &IntentRow| kinds.contains(&row.kind) && row.review_at.is_some_and(|at| at <= now);
        let rows: Vec<_> =
            store::intent::of_member(&mut tx, me.id()).await?.into_iter().filter(is_asked).collect();
        if rows.is_empty() {
            return Ok(());
        }
        for row in rows {
            let again =
                IntentRow { said_at: now, review_at: self.review(now, row.period), asked_at: None, ..row };
            store::intent::put(&mut tx, &again).await?;
        }
        self.audit_intents(&mut tx, me.id(), "intent.keep").await?;
        Ok(tx.commit().await?)
    }

    /// 「いまは答えない」: what it is time for among `kinds` is not asked about any more.
    ///
    /// # Errors
    /// Only members say something.
    pub async fn put_intents_aside(&self, viewer: &Viewer, kinds: &[IntentKind]) -> Result<(), Fault> {
        let me = require(viewer, Capability::TakePart)?;
        let mut tx = self.db().write().await?;
        for kind in kinds {
            store::intent::set_aside(&mut tx, me.id(), *kind, self.now()).await?;
        }
        Ok(tx.commit().await?)
    }
}
