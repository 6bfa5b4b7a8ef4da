//! Reports to the office: a member asks it to look at a post or comment.
use serde_json::json;
use store::report::NewReport;
pub use store::report::ReportRow;
use types::feed::{REPORT_MAX, ReportOutcome};
use types::id::{CommentId, PostId, ReportId};
use types::text::prose;

use crate::Service;
use crate::fault::{Fault, FormError};
use crate::feed::remove_pictures;
use crate::policy::{Capability, require};
use crate::viewer::Viewer;

/// Reports of one member within an hour.
const REPORTS_PER_HOUR: i64 = 20;
/// Reports on the office's page, waiting and handled each.
const SHOWN: i64 = 50;

/// The office's list.
#[derive(Clone, Debug)]
pub struct Reports {
    /// Those that wait, oldest first.
    pub waiting: Vec<ReportRow>,
    /// Those handled lately, newest first.
    pub handled: Vec<ReportRow>,
}

impl Service {
    /// Asks the office to look at a post, or at a comment below it.
    ///
    /// # Errors
    /// No reason was given; the text is not there; too many in an hour.
    pub async fn report(
        &self,
        viewer: &Viewer,
        post: PostId,
        comment: Option<CommentId>,
        reason: &str,
    ) -> Result<(), FormError> {
        let me = require(viewer, Capability::TakePart)?;
        let reason = prose(reason, REPORT_MAX).map_err(|problem| FormError::of("reason", problem))?;
        let mut tx = self.db().write().await?;
        store::post::by_id(&mut tx, me.eye(), post).await?.ok_or(Fault::NotFound)?;
        if let Some(comment) = comment {
            store::comment::by_id(&mut tx, me.eye(), comment)
                .await?
                .filter(|row| row.post_id == post)
                .ok_or(Fault::NotFound)?;
        }
        self.limit(&mut tx, &format!("report:member:{}", me.id()), REPORTS_PER_HOUR).await?;
        let id = self.id::<ReportId>();
        let row = NewReport { id, post, comment, reporter: me.id(), reason: &reason, created_at: self.now() };
        store::report::insert(&mut tx, &row).await?;
        self.audit(&mut tx, Some(me.id()), "report.send", format!("report:{id}"), json!(null)).await?;
        Ok(tx.commit().await?)
    }

    /// What members reported.
    ///
    /// # Errors
    /// Only for the office.
    pub async fn reports(&self, viewer: &Viewer) -> Result<Reports, Fault> {
        require(viewer, Capability::RunOffice)?;
        let mut conn = self.db().read().await?;
        let waiting = store::report::waiting(&mut conn, ReportId::FIRST, SHOWN).await?;
        let handled = store::report::handled(&mut conn, SHOWN).await?;
        Ok(Reports { waiting, handled })
    }

    /// Closes a report, taking the text down when that is the outcome.
    ///
    /// # Errors
    /// [`Fault::NotFound`] when it is closed already; only for the office.
    pub async fn handle_report(
        &self,
        viewer: &Viewer,
        id: ReportId,
        outcome: ReportOutcome,
    ) -> Result<(), Fault> {
        let me = require(viewer, Capability::RunOffice)?;
        let now = self.now();
        let mut gone = Vec::new();
        let mut tx = self.db().write().await?;
        let subject = store::report::subject(&mut tx, id).await?.ok_or(Fault::NotFound)?;
        match (outcome, subject.comment_id) {
            (ReportOutcome::Kept, _) => {}
            (ReportOutcome::Removed, Some(comment)) => {
                _ = store::comment::delete(&mut tx, comment, me.id(), now).await?;
            }
            (ReportOutcome::Removed, None) => {
                _ = store::post::delete(&mut tx, subject.post_id, me.id(), now).await?;
                gone = remove_pictures(&mut tx, subject.post_id).await?;
            }
        }
        store::report::handle(&mut tx, id, outcome, me.id(), now).await?;
        self.audit(
            &mut tx,
            Some(me.id()),
            "report.handle",
            format!("report:{id}"),
            json!({ "outcome": outcome }),
        )
        .await?;
        tx.commit().await?;
        self.forget_files(&gone).await;
        Ok(())
    }
}
