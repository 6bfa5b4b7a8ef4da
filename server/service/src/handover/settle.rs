//! What becomes of an answer, or of silence, when its day has come.
use store::Tx;
use types::handover::HandoverState;
use types::id::MemberId;
use types::member::{MemberState, Relationship};
use types::relationship::{Period, RelationshipSource};

use super::{HandoverRow, PATIENCE};
use crate::Service;
use crate::fault::Fault;
use crate::relationship::{RelationshipRow, Step};

/// Leavers in one transaction.
const BATCH: i64 = 50;

impl Service {
    /// Does what is due today.
    pub(crate) async fn settle_handovers(&self) -> Result<(), Fault> {
        let (today, silent) = (self.today(), self.day_after(-PATIENCE));
        loop {
            let mut tx = self.db().write().await?;
            let due = store::handover::due(&mut tx, &today, &silent, BATCH).await?;
            for row in &due {
                self.settle_handover(&mut tx, row).await?;
            }
            tx.commit().await?;
            if due.is_empty() {
                return Ok(());
            }
        }
    }

    /// Whoever agreed becomes an alumnus; the account of anybody else rests.
    pub(super) async fn settle_handover(&self, tx: &mut Tx, row: &HandoverRow) -> Result<(), Fault> {
        let state = match row.state {
            HandoverState::Waiting => HandoverState::Expired,
            answered => answered,
        };
        if let Some(id) = row.member_id {
            let member = store::member::by_id(tx, id).await?.ok_or(Fault::NotFound)?;
            let is_here = member.state.has_account();
            if is_here && state == HandoverState::Agreed {
                if member.state == MemberState::Suspended {
                    self.unsuspend(tx, id, Some(id)).await?;
                }
                self.end_work(tx, id, row, true).await?;
            } else if is_here {
                // Before the end of the work, which otherwise would greet an alumnus.
                self.suspend(tx, id).await?;
                self.end_work(tx, id, row, false).await?;
            }
        }
        self.audit_handover(tx, None, "handover.settle", row).await?;
        Ok(store::handover::finish(tx, row.id, state, self.now()).await?)
    }

    /// Ends work at the company on the last day, and begins what comes after for whoever stays.
    async fn end_work(&self, tx: &mut Tx, id: MemberId, row: &HandoverRow, stays: bool) -> Result<(), Fault> {
        let rows = store::relationship::of_member(tx, id).await?;
        let lasts = |it: &&RelationshipRow| it.to_on.as_ref().is_none_or(|to| *to > row.leaves_on);
        // What is known from joining alone began then at the latest: it ends even when that was after the last day. Work
        // that began later by anybody else's word is another one.
        let meant =
            |it: &&RelationshipRow| it.from_on <= row.leaves_on || it.source == RelationshipSource::Join;
        let work = rows.iter().filter(|it| it.kind == Relationship::Employee).filter(lasts).filter(meant);
        let end = |it: &RelationshipRow| Step::End(it.id, row.leaves_on.clone().max(it.from_on.clone()));
        let mut steps: Vec<Step> = work.map(end).collect();
        let is_alumnus = rows.iter().filter(|it| it.kind == Relationship::Alumnus).any(|it| lasts(&it));
        if stays && !is_alumnus {
            let kind = Relationship::Alumnus;
            steps.push(Step::Begin(Period { kind, from: row.leaves_on.clone(), to: None }));
        }
        self.write_relationships(tx, id, &steps, row.source, None).await
    }
}
