//! Background work by kind.
use serde::{Deserialize, Serialize};
use store::Tx;
use types::consent::Purpose;
use types::id::{
    CampaignId, DepartmentId, EventId, ExportId, JoinRequestId, MemberId, ProgrammeId, RosterImportId,
    SkillId, TaskId, TenureId,
};
use types::time::Stamp;

use crate::Service;
use crate::fault::Fault;
use crate::mail::Letter;

/// Work that is done after the transaction that asked for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Task {
    /// Send one mail.
    Mail(Letter),
    /// Send one mail that serves a purpose, if the member agrees to that when it leaves.
    Notice {
        /// To whom it goes.
        member: MemberId,
        /// What it serves.
        purpose: Purpose,
        /// The mail.
        letter: Letter,
    },
    /// Write the rows of an upload into the leavers' list.
    ImportRoster {
        /// The upload.
        import: RosterImportId,
    },
    /// Forget sessions, attempts, requests for addresses, questions to devices and rate windows that are over; comes back every hour.
    Sweep,
    /// Count the months that are over and forget old markers; comes back every day.
    CloseMonths,
    /// Do what a new day brings: relationships that begin or end, leavers whose day has come; comes back every day.
    TurnDay,
    /// Remind everybody who has a seat; does nothing when the event was moved since.
    RemindEvent {
        /// Which.
        event: EventId,
        /// When it was to start when the reminder was asked for.
        starts_at: Stamp,
    },
    /// Tell those interested in a programme of the step at `at`, a part of them at a time.
    TellInterested {
        /// Which.
        programme: ProgrammeId,
        /// When the step is.
        at: Stamp,
        /// The last one told.
        after: MemberId,
    },
    /// Write to a few of the people of a campaign.
    SendCampaign {
        /// Which.
        campaign: CampaignId,
    },
    /// Let in or refuse who asked to join, as the office decided.
    TellJoinDecision {
        /// Which request.
        request: JoinRequestId,
        /// What a refusal says.
        words: String,
    },
    /// Make the file with all that is held about a member.
    ExportMember {
        /// Which file.
        export: ExportId,
    },
    /// Erase a member who left.
    EraseMember {
        /// Who.
        member: MemberId,
    },
    /// Make members findable anew, a part of them at a time.
    IndexMembers {
        /// The number of the last one made.
        after: i64,
    },
    /// Put the parts of the search index together.
    GatherIndex,
    /// Make those findable anew who are counted for a name of a skill, a part of them at a time.
    IndexSkill {
        /// Which.
        skill: SkillId,
        /// The last one made.
        after: MemberId,
    },
    /// List those anew who were in a department, a part of them at a time.
    IndexDepartment {
        /// Which.
        department: DepartmentId,
        /// The last one listed.
        after: MemberId,
    },
    /// Look which departments the words of periods mean, a part of them at a time.
    AssignPeriods {
        /// The last one looked at.
        after: TenureId,
    },
    /// Overwrite the bytes of what was deleted.
    Scrub,
}

impl Task {
    fn kind(&self) -> &'static str {
        match self {
            // Both are mails to whoever looks after the outbox.
            Self::Mail(_) | Self::Notice { .. } => "mail",
            Self::ImportRoster { .. } => "import_roster",
            Self::Sweep => "sweep",
            Self::CloseMonths => "close_months",
            Self::TurnDay => "turn_day",
            Self::RemindEvent { .. } => "remind_event",
            Self::TellInterested { .. } => "tell_interested",
            Self::SendCampaign { .. } => "send_campaign",
            Self::TellJoinDecision { .. } => "tell_join_decision",
            Self::ExportMember { .. } => "export_member",
            Self::EraseMember { .. } => "erase_member",
            Self::IndexMembers { .. } => "index_members",
            Self::GatherIndex => "gather_index",
            Self::IndexSkill { .. } => "index_skill",
            Self::IndexDepartment { .. } => "index_department",
            Self::AssignPeriods { .. } => "assign_periods",
            Self::Scrub => "scrub",
        }
    }
}

impl Service {
    /// Asks for `task` as soon as the transaction commits.
    pub(crate) async fn enqueue(&self, tx: &mut Tx, task: &Task) -> Result<(), Fault> {
        self.enqueue_at(tx, task, self.now(), None).await
    }

    /// Asks for `task` at `run_at`; of several with the same `dedupe` only the first waits.
    pub(crate) async fn enqueue_at(
        &self,
        tx: &mut Tx,
        task: &Task,
        run_at: Stamp,
        dedupe: Option<&str>,
    ) -> Result<(), Fault> {
        let payload = serde_json::to_string(task)?;
        store::task::insert(tx, self.id::<TaskId>(), task.kind(), &payload, dedupe, run_at).await?;
        self.wake_worker();
        Ok(())
    }

    /// Has the worker look whether anything is due.
    pub(crate) fn wake_worker(&self) {
        self.inner.tasks.notify_one();
    }

    /// Waits until a task was asked for in this process.
    pub async fn task_asked(&self) {
        self.inner.tasks.notified().await;
    }
}
