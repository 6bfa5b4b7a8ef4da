//! A few people a member may know, another few each day: from one department, of one year of joining, by the member's invitation.
//!
//! Nothing is counted and nobody is told. Whom the member waves off is not suggested again, for a while or for good.
use store::Conn;
use store::directory::{ListedRow, Wanted};
use store::suggestion::Stretch;
use types::id::MemberId;
use types::member::Person;
use types::tie::TieKind;
use types::time::Stamp;

use super::{Own, Tie};
use crate::Service;
use crate::clock::zoned;
use crate::connection::{People, from};
use crate::directory::{person, random_place};
use crate::fault::Fault;
use crate::policy::{Capability, require};
use crate::private::must_see;
use crate::profile::Many;
use crate::viewer::{Me, Viewer};

/// People of one kind on the page.
const SHOWN: i64 = 6;
/// Days for which あとで hides somebody.
const LATER_DAYS: i64 = 90;

/// How long somebody is not suggested.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hidden {
    /// あとで
    Later,
    /// もう出さない
    ForGood,
}

/// Somebody the viewer may know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggested {
    /// Who.
    pub person: Person,
    /// What both have in common; empty for those who came by the viewer's invitation.
    pub ties: Vec<Tie>,
}

/// The page of a day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Suggestions {
    /// From one department at one time.
    pub together: Vec<Suggested>,
    /// Joined in one fiscal year.
    pub cohort: Vec<Suggested>,
    /// Came by the viewer's invitation and agreed that the viewer sees it.
    pub branch: Vec<Suggested>,
    /// Whether the viewer tells periods, which the first kind needs.
    pub tells_periods: bool,
    /// Whether the viewer tells 入社年度, which the second kind needs.
    pub tells_entry: bool,
}

impl Service {
    /// People the viewer may know and is not connected with.
    ///
    /// # Errors
    /// Only members know each other.
    pub async fn suggestions(&self, viewer: &Viewer) -> Result<Suggestions, Fault> {
        let me = require(viewer, Capability::TakePart)?;
        let mut conn = self.db().read().await?;
        let own = self.own_ties(&mut conn, me.id()).await?;
        let branch = store::suggestion::branch(&mut conn, me.eye(), self.now(), SHOWN).await?;
        let branch =
            branch.into_iter().map(|row| Suggested { person: row.into(), ties: Vec::new() }).collect();
        Ok(Suggestions {
            together: self.suggested(&mut conn, me, &own, TieKind::Together).await?,
            cohort: self.suggested(&mut conn, me, &own, TieKind::Cohort).await?,
            branch,
            tells_periods: !own.periods.is_empty(),
            tells_entry: own.entry_year.is_some(),
        })
    }

    /// A few people with a tie of `kind`, from a place in 五十音 order on that is another each day.
    async fn suggested(
        &self,
        conn: &mut Conn,
        me: &Me,
        own: &Own,
        kind: TieKind,
    ) -> Result<Vec<Suggested>, Fault> {
        let (any, none) = (own.asked(&[kind]), own.asked(&[TieKind::Connection]));
        if any.is_empty() {
            return Ok(Vec::new());
        }
        let wanted = Wanted { any: &any, none: &none, ..Wanted::default() };
        let today = zoned(self.now(), &self.config().zone).date();
        let day = i64::from(today.year()) * 1_000 + i64::from(today.day_of_year());
        let start = random_place(me.id(), day);
        let mut rows = Vec::new();
        for (after, before) in [(start - 1, i64::MAX), (-1, start)] {
            let limit = SHOWN - i64::try_from(rows.len()).unwrap_or(SHOWN);
            let stretch = Stretch { after, before, limit };
            rows.extend(store::suggestion::page(conn, me.eye(), &wanted, stretch, self.now()).await?);
        }
        let many = Many::of(conn, me.id(), &rows).await?;
        let ties = own.ties(&rows, &many);
        let suggested = |(row, ties): (ListedRow, _)| Suggested { person: person(row), ties };
        Ok(rows.into_iter().zip(ties).map(suggested).collect())
    }

    /// Does not suggest `other` to the viewer.
    ///
    /// # Errors
    /// [`Fault::NotFound`] for whom the viewer does not see.
    pub async fn hide_suggestion(
        &self,
        viewer: &Viewer,
        other: MemberId,
        hidden: Hidden,
    ) -> Result<(), Fault> {
        let me = require(viewer, Capability::TakePart)?;
        let mut tx = self.db().write().await?;
        must_see(&mut tx, me.eye(), other).await?;
        let now = self.now();
        let until = (hidden == Hidden::Later).then(|| now.plus(LATER_DAYS * Stamp::DAY));
        store::suggestion::hide(&mut tx, me.id(), other, now, until).await?;
        self.note_tie(&mut tx, me.id(), "suggestion.change").await?;
        Ok(tx.commit().await?)
    }

    /// May suggest `other` to the viewer again. Twice is once.
    ///
    /// # Errors
    /// Only members hide anybody.
    pub async fn show_suggestion(&self, viewer: &Viewer, other: MemberId) -> Result<(), Fault> {
        let me = require(viewer, Capability::TakePart)?.id();
        let mut tx = self.db().write().await?;
        if store::suggestion::show(&mut tx, me, other).await? {
            self.note_tie(&mut tx, me, "suggestion.change").await?;
        }
        Ok(tx.commit().await?)
    }

    /// Whom the viewer does not want suggested for now, from `cursor` on.
    ///
    /// # Errors
    /// Only members hide anybody.
    pub async fn hidden_suggestions(&self, viewer: &Viewer, cursor: Option<&str>) -> Result<People, Fault> {
        let me = require(viewer, Capability::TakePart)?.id();
        let mut conn = self.db().read().await?;
        let (before, limit) = from(cursor);
        Ok(People::of(store::suggestion::hidden(&mut conn, me, self.now(), before, limit).await?))
    }
}
