//! Departments: what they are called, what became of them, and who was in the same one though it was called otherwise.
//!
//! A member's words stay as written. What the office says about departments changes by what names the member is found, for which
//! departments the member counts, and with whom the member was together.
mod history;
mod index;
mod office;
#[cfg(test)]
mod tests;

pub use history::History;
pub use office::{DepartmentLine, DepartmentPage, Step};

use store::department::DepartmentRow;
use store::facet::Stay;
use store::profile::TenureRow;
use types::id::DepartmentId;
use types::lang::Bilingual;

use crate::Service;
use crate::fault::Fault;
use crate::policy::{Capability, require};
use crate::viewer::Viewer;

/// A department to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Which.
    pub id: DepartmentId,
    /// Its whole name.
    pub name: Bilingual,
    /// Last calendar year; none while it lasts.
    pub to: Option<i64>,
}

impl Service {
    /// The departments the company knows, to choose from.
    ///
    /// # Errors
    /// Only members may.
    pub async fn departments(&self, viewer: &Viewer) -> Result<Vec<Choice>, Fault> {
        require(viewer, Capability::TakePart)?;
        let mut conn = self.db().read().await?;
        let rows = store::department::all(&mut conn).await?;
        let choice = |row: DepartmentRow| Choice { id: row.id, name: history::name(&row), to: row.to_year };
        Ok(rows.into_iter().map(choice).collect())
    }
}

/// The departments for which a period counts.
pub(crate) fn stays(history: &History, period: &TenureRow) -> Vec<Stay> {
    let TenureRow { department_id, from_year: from, to_year: to, .. } = *period;
    let wholes = department_id.map(|id| history.wholes(id)).unwrap_or_default();
    wholes.into_iter().map(|department| Stay { department, from, to }).collect()
}
