//! What the last day brings, and what becomes of an answer, or of silence.
use store::Tx;
use types::handover::{HandoverAttention, HandoverState};
use types::id::{HandoverId, MemberId};
use types::member::{MemberState, Relationship};
use types::relationship::{Period, RelationshipSource};
use types::role::Roles;
use types::time::Stamp;

use super::{HandoverRow, PATIENCE};
use crate::Service;
use crate::fault::Fault;
use crate::relationship::{RelationshipRow, Step};
use crate::roles;

/// Leavers read at once.
const BATCH: i64 = 50;

impl Service {
    /// Does what is due today.
    pub(crate) async fn settle_handovers(&self) -> Result<(), Fault> {
        self.ask_the_unasked().await?;
        let mut after = HandoverId::FIRST;
        loop {
            let (today, silent, asked) = (self.today(), self.day_after(-PATIENCE), self.patience_began());
            let mut conn = self.db().read().await?;
            let due = store::handover::due(&mut conn, &today, &silent, asked, after, BATCH).await?;
            drop(conn);
            // One transaction each: a batch would hold many members and then wait for whoever plays a role.
            for row in &due {
                let mut tx = self.db().write().await?;
                self.settle_due(&mut tx, row.id).await?;
                tx.commit().await?;
            }
            match due.last() {
                Some(last) => after = last.id,
                None => return Ok(()),
            }
        }
    }

    /// Does what is due of one leaver, as it is now: somebody may have answered since the list was read.
    async fn settle_due(&self, tx: &mut Tx, id: HandoverId) -> Result<(), Fault> {
        let today = self.today();
        let row = self.held_handover(tx, id).await?.filter(|row| row.leaves_on <= today);
        let Some(row) = row else { return Ok(()) };
        if self.is_leaving(tx, &row).await? {
            // Erased within the week, or back and due then.
            return Ok(());
        }
        let is_answered = row.state != HandoverState::Waiting;
        let is_silent = row.leaves_on <= self.day_after(-PATIENCE)
            && row.asked_at.is_some_and(|at| at <= self.patience_began());
        if row.done_at.is_none() && (is_answered || is_silent) {
            return self.settle_handover(tx, &row).await;
        }
        let keeps = self.leave_company(tx, &row).await?;
        if row.done_at.is_some()
            && let Some(id) = row.member_id.filter(|_| !keeps)
            && matches!(row.state, HandoverState::Declined | HandoverState::Expired)
        {
            // Went on only because of a role that somebody else plays by now.
            self.suspend_leaver(tx, id, &row).await?;
        }
        Ok(())
    }

    /// Whether the member is about to leave the network too.
    async fn is_leaving(&self, tx: &mut Tx, row: &HandoverRow) -> Result<bool, Fault> {
        let Some(id) = row.member_id else { return Ok(false) };
        let member = store::member::by_id(tx, id).await?;
        Ok(member.is_some_and(|member| member.state == MemberState::Leaving))
    }

    /// Whoever was asked before that had time to answer.
    fn patience_began(&self) -> Stamp {
        self.now().plus(-PATIENCE * Stamp::DAY)
    }

    /// [`Service::leave_company`], if the last day came.
    pub(super) async fn leave_if_due(&self, tx: &mut Tx, row: &HandoverRow) -> Result<(), Fault> {
        if row.leaves_on <= self.today() {
            self.leave_company(tx, row).await?;
        }
        Ok(())
    }

    /// The last day, whatever is answered: nobody keeps a role at a company one has left, nor a session opened with it. A role
    /// that nobody else plays stays until somebody does, and the office is told; whether there is one. Other roles given after
    /// the day were given knowingly.
    async fn leave_company(&self, tx: &mut Tx, row: &HandoverRow) -> Result<bool, Fault> {
        let is_over = row.left_at.is_some() && row.attention != HandoverAttention::RoleKept;
        let Some(id) = row.member_id.filter(|_| !is_over) else { return Ok(false) };
        let member = store::member::by_id(tx, id).await?.ok_or(Fault::NotFound)?;
        let (mut kept, mut keeps) = (Roles::default(), false);
        for role in member.roles.iter() {
            let is_needed = !roles::may_lose(tx, id, role).await?;
            let is_given_later = row.left_at.is_some() && !roles::NEVER_EMPTY.contains(&role);
            if is_needed || is_given_later {
                kept = kept.with(role, true);
            }
            keeps |= is_needed;
        }
        if kept != member.roles {
            self.replace_roles(tx, id, (&member.roles, &kept), None, "handover").await?;
        }
        let attention = if keeps { HandoverAttention::RoleKept } else { HandoverAttention::None };
        store::handover::leave(tx, row.id, attention, self.now()).await?;
        Ok(keeps)
    }

    /// Whoever agreed becomes an alumnus; the account of anybody else is suspended.
    pub(crate) async fn settle_handover(&self, tx: &mut Tx, row: &HandoverRow) -> Result<(), Fault> {
        let state = match row.state {
            HandoverState::Waiting => HandoverState::Expired,
            answered => answered,
        };
        self.leave_if_due(tx, row).await?;
        if let Some(id) = row.member_id {
            let member = store::member::by_id(tx, id).await?.ok_or(Fault::NotFound)?;
            let is_here = member.state.has_account();
            if is_here && state == HandoverState::Agreed {
                if member.state == MemberState::Suspended {
                    let to = if row.rested { MemberState::Resting } else { MemberState::Active };
                    self.unsuspend(tx, id, to, Some(id)).await?;
                }
                self.end_work(tx, id, row, true).await?;
            } else if is_here {
                // Before the end of the work, which otherwise would greet an alumnus.
                self.suspend_leaver(tx, id, row).await?;
                self.end_work(tx, id, row, false).await?;
            }
        }
        self.audit_handover(tx, None, "handover.settle", row).await?;
        store::handover::finish(tx, row.id, row.state, state, self.now()).await?;
        Ok(())
    }

    async fn suspend_leaver(&self, tx: &mut Tx, id: MemberId, row: &HandoverRow) -> Result<(), Fault> {
        let member = store::member::by_id(tx, id).await?.ok_or(Fault::NotFound)?;
        if member.state == MemberState::Resting {
            store::handover::set_rested(tx, row.id).await?;
        }
        self.suspend(tx, id).await
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
