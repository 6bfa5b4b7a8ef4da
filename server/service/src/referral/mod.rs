//! Word of mouth (口コミ): the private referral tree.
//!
//! A member sees the size of the own branch and, of those invited directly, who agreed to be seen. Nobody sees another's
//! branch. Whoever was invited may leave the tree for good; the office sees only what is counted in [`Spread`].
mod spread;
#[cfg(test)]
mod tests;

pub use spread::{Days, DepartmentSpread, FAR, Spread, YearSpread};
pub use store::referral::{CountRow, EndsRow};

use serde_json::json;
use types::id::MemberId;
use types::member::Person;
use types::time::Stamp;

use crate::Service;
use crate::fault::Fault;
use crate::paging;
use crate::policy::{Capability, require};
use crate::viewer::Viewer;

/// A branch is counted no further.
pub const COUNTED: i64 = 1_000;
/// People on one page of a branch.
const PAGE: usize = 30;

/// What a member sees of the own branch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Branch {
    /// How many joined by the member's invitations, by theirs and so on, up to [`COUNTED`].
    pub count: i64,
    /// Those invited by the member who agreed that the member sees it, newest first.
    pub people: Vec<Person>,
    /// Where the next page of them begins.
    pub next: Option<MemberId>,
}

/// By whose invitation a member came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// Who invited.
    pub inviter: Person,
    /// When the member joined.
    pub joined_at: Stamp,
    /// In what words, where they are known.
    pub worked_together: Option<String>,
    /// Whether the inviter may see that the member came by the invitation.
    pub shows: bool,
}

impl Service {
    /// How many joined by the viewer's invitations, by theirs and so on, up to [`COUNTED`].
    ///
    /// # Errors
    /// Only members have a branch.
    pub async fn branch_count(&self, viewer: &Viewer) -> Result<i64, Fault> {
        let me = require(viewer, Capability::TakePart)?;
        let mut conn = self.db().read().await?;
        Ok(store::referral::branch(&mut conn, me.id(), COUNTED).await?)
    }

    /// The viewer's branch; people before `before`.
    ///
    /// # Errors
    /// Only members have one.
    pub async fn branch(&self, viewer: &Viewer, before: Option<MemberId>) -> Result<Branch, Fault> {
        let me = require(viewer, Capability::TakePart)?;
        let mut conn = self.db().read().await?;
        let count = store::referral::branch(&mut conn, me.id(), COUNTED).await?;
        let before = before.unwrap_or(MemberId::LAST);
        let rows = store::referral::shown(&mut conn, me.id(), before, paging::asked(PAGE)).await?;
        let (rows, next) = paging::cut(rows, PAGE, |row| row.id);
        Ok(Branch { count, people: rows.into_iter().map(Person::from).collect(), next })
    }

    /// By whose invitation the viewer came; `None` when nobody invited the viewer, or the viewer left the tree.
    ///
    /// # Errors
    /// Only members have one.
    pub async fn origin(&self, viewer: &Viewer) -> Result<Option<Origin>, Fault> {
        let me = require(viewer, Capability::TakePart)?;
        let mut conn = self.db().read().await?;
        let row = store::referral::origin(&mut conn, me.id()).await?;
        Ok(row.map(|row| Origin {
            inviter: row.inviter.into(),
            joined_at: row.joined_at,
            worked_together: row.worked_together.filter(|words| !words.is_empty()),
            shows: row.shows_origin,
        }))
    }

    /// Sets whether the one who invited the viewer may see that the viewer came by it.
    ///
    /// # Errors
    /// [`Fault::NotFound`] when nobody invited the viewer.
    pub async fn show_origin(&self, viewer: &Viewer, shows: bool) -> Result<(), Fault> {
        let me = require(viewer, Capability::TakePart)?;
        let mut tx = self.db().write().await?;
        if !store::referral::show_origin(&mut tx, me.id(), shows).await? {
            return Err(Fault::NotFound);
        }
        let object = format!("member:{}", me.id());
        self.audit(&mut tx, Some(me.id()), "referral.show", object, json!({ "shows": shows })).await?;
        Ok(tx.commit().await?)
    }

    /// Forgets for good by whose invitation the viewer came, everywhere. Twice is once.
    ///
    /// # Errors
    /// Only members can.
    pub async fn leave_branch(&self, viewer: &Viewer) -> Result<(), Fault> {
        let me = require(viewer, Capability::TakePart)?;
        let mut tx = self.db().write().await?;
        if store::referral::detach(&mut tx, me.id()).await? {
            let object = format!("member:{}", me.id());
            self.audit(&mut tx, Some(me.id()), "referral.leave", object, serde_json::Value::Null).await?;
        }
        Ok(tx.commit().await?)
    }
}
