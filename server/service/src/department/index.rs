//! Members are made findable anew when the office says something else about their departments, a part of them at a time.
use store::Tx;
use types::id::{DepartmentId, MemberId, TaskId, TenureId};

use super::History;
use crate::Service;
use crate::fault::Fault;
use crate::task::Task;

/// Members listed anew in one transaction.
const AT_ONCE: i64 = 50;
/// Periods compared in one transaction.
const PERIODS_AT_ONCE: i64 = 500;

impl Service {
    /// Writes anew what counts for what, and asks for those to be listed anew who were in one of `departments`.
    pub(super) async fn ask_for_departments(
        &self,
        tx: &mut Tx,
        history: &History,
        departments: &[DepartmentId],
    ) -> Result<(), Fault> {
        store::department::set_parts(tx, &history.parts()).await?;
        for department in departments {
            let task = Task::IndexDepartment { department: *department, after: MemberId::FIRST };
            self.enqueue(tx, &task).await?;
        }
        Ok(())
    }

    /// Lists those anew who were in the department, past `after`, and asks for those who follow.
    pub(crate) async fn index_department(
        &self,
        task: TaskId,
        department: DepartmentId,
        after: MemberId,
    ) -> Result<(), Fault> {
        let mut tx = self.db().write().await?;
        let members = store::department::members(&mut tx, department, after, AT_ONCE).await?;
        let history = History::read(&mut tx).await?;
        self.tell_anew(&mut tx, &history, &members).await?;
        store::task::finish(&mut tx, task).await?;
        if let Some(last) = members.last() {
            self.enqueue(&mut tx, &Task::IndexDepartment { department, after: *last }).await?;
        }
        Ok(tx.commit().await?)
    }

    /// Finds the departments that the words of periods past `after` mean, for those of which it was not known.
    pub(crate) async fn assign_periods(&self, task: TaskId, after: TenureId) -> Result<(), Fault> {
        let mut tx = self.db().write().await?;
        let history = History::read(&mut tx).await?;
        let periods = store::department::unassigned(&mut tx, after, PERIODS_AT_ONCE).await?;
        let mut members = Vec::new();
        for period in &periods {
            if let Some(department) = history.called(&period.department) {
                store::department::assign(&mut tx, period.id, department).await?;
                members.push(period.member_id);
            }
        }
        members.sort();
        members.dedup();
        self.tell_anew(&mut tx, &history, &members).await?;
        store::task::finish(&mut tx, task).await?;
        if let Some(last) = periods.last() {
            self.enqueue(&mut tx, &Task::AssignPeriods { after: last.id }).await?;
        }
        Ok(tx.commit().await?)
    }
}
