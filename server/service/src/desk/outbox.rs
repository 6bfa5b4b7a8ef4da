//! Mail that waits and work that was given up, with what the office can do about it.
use store::Conn;
use store::task::{OutboxRow, TaskRow};
use types::id::TaskId;
use types::task::FailureCause;
use types::text::Mail;
use types::time::Stamp;

use crate::Service;
use crate::fault::Fault;
use crate::policy::{Capability, require};
use crate::task::Task;
use crate::viewer::Viewer;

/// Given-up work that is shown.
const SHOWN: i64 = 20;
/// The kind of mails among the tasks.
const MAIL: &str = "mail";

/// How mail and the other background work go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outbox {
    /// Mails that wait.
    pub mails: OutboxRow,
    /// What was given up, the oldest first.
    pub failures: Vec<Failure>,
}

/// Work that was given up after a day of attempts. What a mail says is nobody's business at the desk, so it is not in here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// Which.
    pub id: TaskId,
    /// What kind of work, as stored.
    pub kind: String,
    /// Since when.
    pub since: Stamp,
    /// Why.
    pub cause: FailureCause,
    /// Of a mail, whom it was for, as much as tells addresses apart: `m…@example.jp`.
    pub to: Option<String>,
}

impl Failure {
    /// Whether it can be thrown away: a mail can, what keeps the site going cannot.
    #[must_use]
    pub fn is_mail(&self) -> bool {
        self.kind == MAIL
    }
}

impl Service {
    /// Gives work that was given up another start; whether it was still there.
    ///
    /// # Errors
    /// Only for the office.
    pub async fn retry_task(&self, viewer: &Viewer, id: TaskId) -> Result<bool, Fault> {
        let me = require(viewer, Capability::RunOffice)?;
        let mut tx = self.db().write().await?;
        if !store::task::retry(&mut tx, id, self.now()).await? {
            return Ok(false);
        }
        self.audit(&mut tx, Some(me.id()), "task.retry", format!("task:{id}"), serde_json::Value::Null)
            .await?;
        tx.commit().await?;
        self.wake_worker();
        Ok(true)
    }

    /// Throws a mail that was given up away; whether it was still there.
    ///
    /// # Errors
    /// Only for the office, and only mails.
    pub async fn discard_mail(&self, viewer: &Viewer, id: TaskId) -> Result<bool, Fault> {
        let me = require(viewer, Capability::RunOffice)?;
        let mut tx = self.db().write().await?;
        if !store::task::discard(&mut tx, id, MAIL).await? {
            return Ok(false);
        }
        self.audit(&mut tx, Some(me.id()), "task.discard", format!("task:{id}"), serde_json::Value::Null)
            .await?;
        tx.commit().await?;
        Ok(true)
    }
}

pub(super) async fn read(conn: &mut Conn) -> Result<Outbox, Fault> {
    let mails = store::task::outbox(conn).await?;
    let failed = store::task::failed(conn, TaskId::FIRST, SHOWN).await?;
    Ok(Outbox { mails, failures: failed.into_iter().map(failure).collect() })
}

fn failure(row: TaskRow) -> Failure {
    let cause = row.error.split_whitespace().next().and_then(|word| word.parse().ok());
    let to = match serde_json::from_str(&row.payload) {
        Ok(Task::Mail(letter) | Task::Notice { letter, .. }) => Some(veiled(&letter.to)),
        _ => None,
    };
    Failure {
        id: row.id,
        kind: row.kind,
        since: row.failed_at.unwrap_or(row.run_at),
        cause: cause.unwrap_or(FailureCause::Other),
        to,
    }
}

/// `misaki@example.jp` → `m…@example.jp`
fn veiled(mail: &Mail) -> String {
    let (name, host) = mail.as_str().split_once('@').unwrap_or((mail.as_str(), ""));
    format!("{}…@{host}", name.chars().take(1).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::veiled;

    #[test]
    fn an_address_shows_its_first_letter_and_its_host() {
        assert_eq!(veiled(&"misaki@example.jp".parse().unwrap()), "m…@example.jp");
    }
}
