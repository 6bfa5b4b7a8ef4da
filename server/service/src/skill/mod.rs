//! What members are good at: counted from what every member may see, suggested from three members on, merged by the office.
//!
//! What a member wrote stays as written. A merge adds the other names to what finds the member, and counts the member for the
//! name merged into as well.
mod count;
mod office;
#[cfg(test)]
mod tests;

pub use count::Same;
pub use office::{Skill, SkillLine};

pub(crate) use count::{same_names, same_of};

use crate::Service;
use crate::fault::Fault;
use crate::policy::{Capability, require};
use crate::viewer::Viewer;

/// Names suggested at once: what a browser filters while one types.
const SUGGESTED: i64 = 200;

impl Service {
    /// Names that at least three members tell everybody, the most common first.
    ///
    /// # Errors
    /// Only members are suggested any.
    pub async fn common_skills(&self, viewer: &Viewer) -> Result<Vec<String>, Fault> {
        require(viewer, Capability::TakePart)?;
        let mut conn = self.db().read().await?;
        let rows = store::skill::common(&mut conn, SUGGESTED).await?;
        Ok(rows.into_iter().map(|row| row.name).collect())
    }
}
