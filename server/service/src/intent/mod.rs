//! いまの気持ち: what a member says of the nine kinds, each seen as far as the member lets it reach, and shown with its age.
//!
//! Nothing is ever asked of a member who said nothing, and no list or count tells who that is.
mod count;
mod office;
mod question;
mod sought;
#[cfg(test)]
mod tests;

pub use count::LEAST;
pub use office::{IntentDesk, SharedIntent};

pub(crate) use sought::sought;

use jiff::tz::TimeZone;
use jiff::{ToSpan, Unit};
use serde_json::Value;
use store::Tx;
use store::intent::IntentRow;
use types::id::MemberId;
use types::intent::{Age, IntentAnswer, IntentKind, IntentsInput, Period, Said};
use types::time::Stamp;
use types::visibility::{Relation, Visibility, may_see};

use crate::Service;
use crate::clock::zoned;
use crate::fault::{Fault, FormError};
use crate::policy::{Capability, require};
use crate::viewer::Viewer;

/// What a member said, as somebody sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IntentView {
    /// Of what.
    pub kind: IntentKind,
    /// What.
    pub answer: IntentAnswer,
    /// For how long it has been so.
    pub age: Age,
    /// How far it reaches; told to the member alone.
    pub level: Option<Visibility>,
}

impl IntentView {
    /// Whether it asks to be left in peace for now.
    #[must_use]
    pub fn wants_quiet(&self) -> bool {
        (self.kind, self.answer) == (IntentKind::Quiet, IntentAnswer::Now)
    }
}

impl Service {
    /// What the viewer said, as a form and with its age.
    ///
    /// # Errors
    /// Only members say something.
    pub async fn my_intents(&self, viewer: &Viewer) -> Result<(IntentsInput, Vec<IntentView>), Fault> {
        let me = require(viewer, Capability::TakePart)?;
        let mut conn = self.db().read().await?;
        let rows = store::intent::of_member(&mut conn, me.id()).await?;
        let said: Vec<_> = rows.iter().map(|row| (row.kind, said(row))).collect();
        Ok((IntentsInput::of(&said), self.intent_views(&rows, Relation::Own)))
    }

    /// Writes what the viewer says. What stays as it was keeps its age. Where nothing is said otherwise, whatever it is time to look at
    /// again counts as said today; beside something new it stays a question, since nobody says of it that it was looked at.
    ///
    /// # Errors
    /// Problems of the form; only members say something.
    pub async fn say_intents(&self, viewer: &Viewer, input: &IntentsInput) -> Result<(), FormError> {
        let me = require(viewer, Capability::TakePart)?;
        let all = input.parse()?;
        let mut tx = self.db().write().await?;
        let rows = store::intent::of_member(&mut tx, me.id()).await?;
        let before = |kind: IntentKind| rows.iter().find(|row| row.kind == kind);
        let is_new = all.iter().any(|(kind, says)| before(*kind).map(said) != *says);
        let mut has_changed = false;
        for (kind, says) in all {
            let before = before(kind);
            let stays = is_new && before.map(said) == says;
            has_changed |= !stays && self.say(&mut tx, me.id(), kind, says, before).await?;
        }
        if has_changed {
            self.audit_intents(&mut tx, me.id(), "intent.change").await?;
        }
        Ok(tx.commit().await?)
    }

    /// Whether that changed anything.
    async fn say(
        &self,
        tx: &mut Tx,
        member: MemberId,
        kind: IntentKind,
        says: Option<Said>,
        before: Option<&IntentRow>,
    ) -> Result<bool, Fault> {
        let Some(says) = says else {
            if before.is_some() {
                store::intent::delete(tx, member, kind).await?;
            }
            return Ok(before.is_some());
        };
        let now = self.now();
        let is_due = before.is_some_and(|row| row.review_at.is_some_and(|at| at <= now));
        if before.is_some_and(|row| said(row) == says) && !is_due {
            return Ok(false);
        }
        let same = before.filter(|row| row.answer == says.answer && !is_due);
        let same_period = same.filter(|row| row.period == says.period);
        let row = IntentRow {
            member_id: member,
            kind,
            answer: says.answer,
            reach: says.reach,
            said_at: same.map_or(now, |row| row.said_at),
            period: says.period,
            review_at: same_period.map_or_else(|| self.review(now, says.period), |row| row.review_at),
            asked_at: None,
        };
        store::intent::put(tx, &row).await?;
        Ok(true)
    }

    /// When somebody who chose `period` at `from` is asked; none for never.
    pub(crate) fn review(&self, from: Stamp, period: Period) -> Option<Stamp> {
        let from = zoned(from, &self.config().zone);
        let then = from.checked_add(period.months()?.months()).ok()?;
        Some(Stamp(then.timestamp().as_millisecond()))
    }

    /// What somebody in `relation` to the member sees of what the member said; the wish for peace comes first.
    pub(crate) fn intent_views(&self, rows: &[IntentRow], relation: Relation) -> Vec<IntentView> {
        let told = |row: &IntentRow| (relation == Relation::Own).then_some(row.reach);
        let seen = rows.iter().filter(|row| may_see(relation, row.reach));
        let mut views: Vec<_> = seen
            .map(|row| IntentView {
                kind: row.kind,
                answer: row.answer,
                age: self.age(row.said_at),
                level: told(row),
            })
            .collect();
        views.sort_by_key(|view| (!view.wants_quiet(), view.kind));
        views
    }

    /// For how long something has been so.
    pub(crate) fn age(&self, since: Stamp) -> Age {
        age(since, self.now(), &self.config().zone)
    }

    async fn audit_intents(&self, tx: &mut Tx, me: MemberId, action: &str) -> Result<(), Fault> {
        self.audit(tx, Some(me), action, format!("member:{me}"), Value::Null).await
    }
}

fn said(row: &IntentRow) -> Said {
    Said { answer: row.answer, reach: row.reach, period: row.period }
}

/// Whole months by the calendar.
fn age(since: Stamp, now: Stamp, zone: &TimeZone) -> Age {
    let (since, now) = (zoned(since, zone).date(), zoned(now, zone).date());
    let months = since.until((Unit::Month, now)).map_or(0, |span| span.get_months());
    Age { months: months.max(0) }
}
