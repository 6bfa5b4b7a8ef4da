//! The worker: takes due tasks one by one, retries what fails, gives up after a day.
use lettre::transport::smtp;
use store::task::TaskRow;
use types::task::FailureCause;
use types::time::Stamp;

use crate::Service;
use crate::activity::CLOSE_MONTHS;
use crate::fault::Fault;
use crate::relationship::TURN_DAY;
use crate::task::Task;

/// A worker that does not finish within this time is taken for dead.
const LEASE: i64 = 10 * Stamp::MINUTE;
/// Attempts before a task is given up; with [`backoff`] about a day.
const ATTEMPTS: i64 = 10;

impl Service {
    /// Does the next due task; whether there was one.
    ///
    /// # Errors
    /// The database failed. A task that fails is no error: it is put off.
    pub async fn work_once(&self) -> Result<bool, Fault> {
        let now = self.now();
        let mut tx = self.db().write().await?;
        let claimed = store::task::claim(&mut tx, now, now.plus(LEASE)).await?;
        tx.commit().await?;
        let Some(row) = claimed else { return Ok(false) };
        match self.perform(&row).await {
            Ok(()) => {
                let mut tx = self.db().write().await?;
                store::task::finish(&mut tx, row.id).await?;
                tx.commit().await?;
            }
            Err(fault) => self.put_off(&row, &fault).await?,
        }
        Ok(true)
    }

    /// Does all that is due; for tests and the command line.
    ///
    /// # Errors
    /// The database failed.
    pub async fn work_all(&self) -> Result<(), Fault> {
        while self.work_once().await? {}
        Ok(())
    }

    /// Makes sure that the recurring tasks are there.
    ///
    /// # Errors
    /// The database failed.
    pub async fn schedule(&self) -> Result<(), Fault> {
        let mut tx = self.db().write().await?;
        self.enqueue_at(&mut tx, &Task::Sweep, self.now(), Some("sweep")).await?;
        self.enqueue_at(&mut tx, &Task::CloseMonths, self.now(), Some(CLOSE_MONTHS)).await?;
        self.enqueue_at(&mut tx, &Task::TurnDay, self.now(), Some(TURN_DAY)).await?;
        self.ask_for_index(&mut tx).await?;
        Ok(tx.commit().await?)
    }

    async fn perform(&self, row: &TaskRow) -> Result<(), Fault> {
        match serde_json::from_str(&row.payload)? {
            Task::Mail(letter) => self.inner.mailer.send(&letter, self.now()).await,
            Task::Notice { member, purpose, letter } => {
                self.send_notice(row.id, member, purpose, &letter).await
            }
            Task::ImportRoster { import } => self.import_roster_rows(import).await,
            Task::Sweep => self.sweep(row).await,
            Task::CloseMonths => self.close_months_today(row.id).await,
            Task::TurnDay => self.turn_day(row.id).await,
            Task::RemindEvent { event, starts_at } => self.remind_event(row.id, event, starts_at).await,
            Task::TellInterested { programme, at, after } => {
                self.tell_interested(row.id, programme, at, after).await
            }
            Task::SendCampaign { campaign } => self.send_campaign(row.id, campaign).await,
            Task::TellJoinDecision { request, words } => {
                self.tell_join_decision(row.id, request, &words).await
            }
            Task::ExportMember { export } => self.export_member(export, row.attempts >= ATTEMPTS).await,
            Task::EraseMember { member } => self.erase_member(member).await,
            Task::IndexMembers { after } => self.index_members(row.id, after).await,
            Task::GatherIndex => Ok(self.db().gather_index().await?),
            Task::IndexSkill { skill, after } => self.index_skill(row.id, skill, after).await,
            Task::IndexDepartment { department, after } => {
                self.index_department(row.id, department, after).await
            }
            Task::AssignPeriods { after } => self.assign_periods(row.id, after).await,
            Task::Scrub => Ok(self.db().scrub().await?),
        }
    }

    async fn sweep(&self, row: &TaskRow) -> Result<(), Fault> {
        let now = self.now();
        self.look_ahead().await?;
        self.sweep_exports().await?;
        let mut tx = self.db().write().await?;
        store::session::sweep(&mut tx, now).await?;
        store::sign_in::sweep(&mut tx, now.plus(-Stamp::DAY)).await?;
        store::address_request::sweep(&mut tx, now.plus(-Stamp::DAY)).await?;
        store::passkey_ceremony::sweep(&mut tx, now).await?;
        store::oidc::sweep(&mut tx, now).await?;
        store::office_link::sweep(&mut tx, now.plus(-Stamp::DAY)).await?;
        store::rate::sweep(&mut tx, now.plus(-Stamp::DAY)).await?;
        store::roster_import::sweep(&mut tx, now.plus(-crate::roster::KEPT)).await?;
        store::handover::sweep(&mut tx, now.plus(-crate::handover::KEPT)).await?;
        self.end_what_is_over(&mut tx).await?;
        // The next round replaces this task within one transaction: there is always exactly one.
        store::task::finish(&mut tx, row.id).await?;
        self.enqueue_at(&mut tx, &Task::Sweep, now.plus(Stamp::HOUR), Some("sweep")).await?;
        Ok(tx.commit().await?)
    }

    async fn put_off(&self, row: &TaskRow, fault: &Fault) -> Result<(), Fault> {
        let now = self.now();
        let given_up = (row.attempts >= ATTEMPTS).then_some(now);
        tracing::warn!(task = %row.id, kind = row.kind, attempts = row.attempts, gave_up = given_up.is_some(), error = ?fault, "task failed");
        let mut tx = self.db().write().await?;
        // The first word is for the office's page, the rest for the log's reader.
        let words = format!("{} {fault:?}", cause(fault));
        store::task::fail(&mut tx, row.id, &words, now.plus(backoff(row.attempts)), given_up).await?;
        Ok(tx.commit().await?)
    }
}

/// Milliseconds until the next attempt: 30 s, doubling, at most 6 hours.
fn backoff(attempts: i64) -> i64 {
    let doubled = (30 * Stamp::SECOND) << (attempts.clamp(1, 20) - 1);
    doubled.min(6 * Stamp::HOUR)
}

/// What the office can be told of a failure.
fn cause(fault: &Fault) -> FailureCause {
    let Fault::Internal(source) = fault else { return FailureCause::Other };
    let Some(error) = source.downcast_ref::<smtp::Error>() else { return FailureCause::Other };
    match error.status().map(u16::from) {
        // RFC 4954: what the server says to a wrong name or password, or to none.
        Some(530 | 534 | 535 | 538) => FailureCause::SignInRefused,
        Some(_) => FailureCause::Refused,
        None => FailureCause::Unreachable,
    }
}
