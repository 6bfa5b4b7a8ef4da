//! The office looks after departments: what they are called, and what became of them.
use std::collections::BTreeMap;

use store::department::{ChangeRow, DEPARTMENTS_MAX, DepartmentRow};
use store::{Conn, Tx};
use types::department::{Change, ChangeInput, ChangeKind, Department, DepartmentInput};
use types::form::Problem;
use types::id::{DepartmentId, TenureId};
use types::lang::Bilingual;

use super::{History, history};
use crate::Service;
use crate::fault::{Fault, FormError};
use crate::fold::fold;
use crate::paging;
use crate::policy::{Capability, require};
use crate::task::Task;
use crate::viewer::{Me, Viewer};

/// Departments on one page.
const PAGE: usize = 50;

/// A department in the office's list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DepartmentLine {
    /// Which.
    pub id: DepartmentId,
    /// Its name.
    pub name: Bilingual,
    /// The company it belonged to; empty for the company itself.
    pub company: Bilingual,
    /// First calendar year.
    pub from: i64,
    /// Last calendar year; none while it lasts.
    pub to: Option<i64>,
    /// What it is today, where it is not itself any more.
    pub now: Vec<Bilingual>,
    /// Listed members who count for it.
    pub members: i64,
}

/// One step of a department's history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// In which calendar year.
    pub at: i64,
    /// How.
    pub kind: ChangeKind,
    /// The other department.
    pub id: DepartmentId,
    /// Its whole name.
    pub name: Bilingual,
}

/// A department, and what it came from and became.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DepartmentPage {
    /// The department.
    pub line: DepartmentLine,
    /// What it came from.
    pub before: Vec<Step>,
    /// What it became.
    pub after: Vec<Step>,
    /// Whether nothing names it, so that it can be removed.
    pub is_unused: bool,
}

fn line(history: &History, row: &DepartmentRow, members: &BTreeMap<String, i64>) -> DepartmentLine {
    DepartmentLine {
        id: row.id,
        name: Bilingual { ja: row.name_ja.clone(), en: row.name_en.clone() },
        company: Bilingual { ja: row.company_ja.clone(), en: row.company_en.clone() },
        from: row.from_year,
        to: row.to_year,
        now: history.now(row.id),
        members: members.get(&row.id.to_string()).copied().unwrap_or_default(),
    }
}

fn row(id: DepartmentId, it: Department) -> DepartmentRow {
    let Department { name, company, from: from_year, to: to_year } = it;
    DepartmentRow {
        id,
        company_ja: company.ja,
        company_en: company.en,
        name_ja: name.ja,
        name_en: name.en,
        from_year,
        to_year,
    }
}

/// Whether another department has the same whole name in either language.
fn is_taken(history: &History, new: &DepartmentRow) -> bool {
    let name = history::name(new);
    let is_other = |text: &str| history.named(text).is_some_and(|id| id != new.id);
    is_other(&name.ja) || (!name.en.is_empty() && is_other(&name.en))
}

/// Whether no period and no change names it.
async fn is_unused(conn: &mut Conn, history: &History, id: DepartmentId) -> Result<bool, Fault> {
    Ok(history.relatives(id).len() == 1 && !store::department::is_named(conn, id).await?)
}

impl Service {
    /// A page of the departments whose names hold `q`, past the department `after`, the earliest first; where the next page begins.
    ///
    /// # Errors
    /// Only for the office.
    pub async fn office_departments(
        &self,
        viewer: &Viewer,
        q: &str,
        after: Option<DepartmentId>,
    ) -> Result<(Vec<DepartmentLine>, Option<DepartmentId>), Fault> {
        require(viewer, Capability::RunOffice)?;
        let mut conn = self.db().read().await?;
        let history = History::read(&mut conn).await?;
        let members = store::facet::of_departments(&mut conn).await?;
        let q = fold(q.trim());
        let holds = |row: &&DepartmentRow| {
            let name = history::name(row);
            fold(&name.ja).contains(&q) || fold(&name.en).contains(&q)
        };
        let mut rows: Vec<_> = history.departments().iter().filter(holds).collect();
        rows.sort_by_key(|row| (row.from_year, row.id));
        let from = after.and_then(|id| rows.iter().position(|row| row.id == id)).map_or(0, |at| at + 1);
        let lines: Vec<_> =
            rows[from..].iter().take(PAGE + 1).map(|row| line(&history, row, &members)).collect();
        Ok(paging::cut(lines, PAGE, |line| line.id))
    }

    /// One department.
    ///
    /// # Errors
    /// Only for the office; [`Fault::NotFound`].
    pub async fn office_department(
        &self,
        viewer: &Viewer,
        id: DepartmentId,
    ) -> Result<DepartmentPage, Fault> {
        require(viewer, Capability::RunOffice)?;
        let mut conn = self.db().read().await?;
        let history = History::read(&mut conn).await?;
        let row = history.of(id).ok_or(Fault::NotFound)?;
        let members = store::facet::of_departments(&mut conn).await?;
        let step = |change: &ChangeRow, id| {
            Some(Step { at: change.at_year, kind: change.kind, id, name: history.name(id)? })
        };
        let before: Vec<_> = history.before(id).filter_map(|it| step(it, it.from_id)).collect();
        let after: Vec<_> = history.after(id).filter_map(|it| step(it, it.to_id)).collect();
        let is_unused = is_unused(&mut conn, &history, id).await?;
        Ok(DepartmentPage { line: line(&history, row, &members), before, after, is_unused })
    }

    /// Adds a department of the company, or of one it came from.
    ///
    /// # Errors
    /// Problems of the form; `name_ja`: [`Problem::Taken`], [`Problem::TooMany`]; only for the office.
    pub async fn add_department(
        &self,
        viewer: &Viewer,
        input: &DepartmentInput,
    ) -> Result<DepartmentId, FormError> {
        let me = require(viewer, Capability::RunOffice)?;
        let new = row(self.id(), input.parse()?);
        let mut tx = self.db().write().await?;
        let history = History::read(&mut tx).await?;
        self.insert_department(&mut tx, &history, &new, "name_ja").await?;
        self.note_department(&mut tx, me, "department.add", new.id).await?;
        tx.commit().await?;
        Ok(new.id)
    }

    /// Corrects names and years of a department.
    ///
    /// # Errors
    /// Problems of the form; `name_ja`: [`Problem::Taken`]; only for the office; [`Fault::NotFound`].
    pub async fn correct_department(
        &self,
        viewer: &Viewer,
        id: DepartmentId,
        input: &DepartmentInput,
    ) -> Result<(), FormError> {
        let me = require(viewer, Capability::RunOffice)?;
        let mut tx = self.db().write().await?;
        let history = History::read(&mut tx).await?;
        let before = history.of(id).ok_or(Fault::NotFound)?;
        let new = row(id, input.parse()?);
        if is_taken(&history, &new) {
            return Err(FormError::of("name_ja", Problem::Taken));
        }
        if *before != new {
            store::department::update(&mut tx, &new).await?;
            self.note_department(&mut tx, me, "department.correct", id).await?;
            let history = History::read(&mut tx).await?;
            self.ask_for_departments(&mut tx, &history, &history.relatives(id)).await?;
            self.enqueue(&mut tx, &Task::AssignPeriods { after: TenureId::FIRST }).await?;
        }
        Ok(tx.commit().await?)
    }

    /// Writes down what became of a department. Names that no department has are added.
    ///
    /// # Errors
    /// Problems of the form; `kind`: [`Problem::Taken`] for what became another one already; `names`: [`Problem::SameWord`],
    /// [`Problem::InCircles`], [`Problem::TooMany`]; `at`: [`Problem::Before`]; only for the office; [`Fault::NotFound`].
    pub async fn change_department(
        &self,
        viewer: &Viewer,
        id: DepartmentId,
        input: &ChangeInput,
    ) -> Result<(), FormError> {
        let me = require(viewer, Capability::RunOffice)?;
        let mut tx = self.db().write().await?;
        let mut history = History::read(&mut tx).await?;
        let before = history.of(id).ok_or(Fault::NotFound)?.clone();
        let Change { kind, at, names } = input.parse()?;
        if history.after(id).next().is_some() {
            return Err(FormError::of("kind", Problem::Taken));
        }
        if at < before.from_year {
            return Err(FormError::of("at", Problem::Before));
        }
        for name in names {
            let to_id = match history.named(&name) {
                Some(to) if to == id || history.after(id).any(|change| change.to_id == to) => {
                    return Err(FormError::of("names", Problem::SameWord));
                }
                Some(to) if history.became(to, id) => return Err(FormError::of("names", Problem::InCircles)),
                Some(to) => to,
                None => {
                    let name = Bilingual { ja: name, en: String::new() };
                    let company = Bilingual::default();
                    let new = row(self.id(), Department { name, company, from: at, to: None });
                    self.insert_department(&mut tx, &history, &new, "names").await?;
                    new.id
                }
            };
            let change = ChangeRow { from_id: id, to_id, kind, at_year: at, was_to_year: before.to_year };
            store::department::insert_change(&mut tx, &change).await?;
            history = History::read(&mut tx).await?;
        }
        if before.to_year.is_none_or(|to| to > at) {
            store::department::update(&mut tx, &DepartmentRow { to_year: Some(at), ..before }).await?;
        }
        self.note_department(&mut tx, me, "department.change", id).await?;
        self.ask_for_departments(&mut tx, &history, &history.relatives(id)).await?;
        Ok(tx.commit().await?)
    }

    /// Takes back what became of a department; what was added for it stays. Twice is once.
    ///
    /// # Errors
    /// Only for the office; [`Fault::NotFound`].
    pub async fn undo_department_change(&self, viewer: &Viewer, id: DepartmentId) -> Result<(), Fault> {
        let me = require(viewer, Capability::RunOffice)?;
        let mut tx = self.db().write().await?;
        let history = History::read(&mut tx).await?;
        let row = history.of(id).ok_or(Fault::NotFound)?.clone();
        let Some(change) = history.after(id).next().cloned() else { return Ok(()) };
        store::department::remove_changes(&mut tx, id).await?;
        if row.to_year == Some(change.at_year) {
            let before = DepartmentRow { to_year: change.was_to_year, ..row };
            store::department::update(&mut tx, &before).await?;
        }
        self.note_department(&mut tx, me, "department.undo", id).await?;
        let concerned = history.relatives(id);
        let history = History::read(&mut tx).await?;
        self.ask_for_departments(&mut tx, &history, &concerned).await?;
        Ok(tx.commit().await?)
    }

    /// Removes a department that nothing names; whether it could be.
    ///
    /// # Errors
    /// Only for the office; [`Fault::NotFound`].
    pub async fn remove_department(&self, viewer: &Viewer, id: DepartmentId) -> Result<bool, Fault> {
        let me = require(viewer, Capability::RunOffice)?;
        let mut tx = self.db().write().await?;
        let history = History::read(&mut tx).await?;
        history.of(id).ok_or(Fault::NotFound)?;
        if !is_unused(&mut tx, &history, id).await? {
            return Ok(false);
        }
        store::department::remove(&mut tx, id).await?;
        self.note_department(&mut tx, me, "department.remove", id).await?;
        tx.commit().await?;
        Ok(true)
    }

    /// Adds a department with a name of its own, and looks which periods mean it.
    async fn insert_department(
        &self,
        tx: &mut Tx,
        history: &History,
        new: &DepartmentRow,
        field: &str,
    ) -> Result<(), FormError> {
        if is_taken(history, new) {
            return Err(FormError::of(field, Problem::Taken));
        }
        if history.departments().len() >= DEPARTMENTS_MAX {
            return Err(FormError::of(field, Problem::TooMany { max: DEPARTMENTS_MAX }));
        }
        store::department::insert(tx, new).await?;
        self.enqueue(tx, &Task::AssignPeriods { after: TenureId::FIRST }).await?;
        Ok(())
    }

    async fn note_department(
        &self,
        tx: &mut Tx,
        me: &Me,
        action: &str,
        id: DepartmentId,
    ) -> Result<(), Fault> {
        self.audit(tx, Some(me.id()), action, format!("department:{id}"), serde_json::Value::Null).await
    }
}
