//! What the office sees: numbers without names, and who shares an answer with it.
use types::id::MemberId;
use types::intent::{Age, IntentAnswer, IntentKind};
use types::member::Person;
use types::profile_read::ReadKind;
use types::visibility::{Relation, may_see};

use crate::Service;
use crate::fault::Fault;
use crate::month::Month;
use crate::paging;
use crate::policy::{Capability, require};
use crate::viewer::Viewer;

/// Members on one page.
pub(super) const PAGE: usize = 30;

/// Numbers without names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IntentDesk {
    /// The month they are of; none before the first was counted.
    pub month: Option<Month>,
    /// Each kind with a number for each answer, in order; none where there are too few.
    pub cells: Vec<(IntentKind, Vec<Option<i64>>)>,
}

/// A member who shares an answer with the office.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedIntent {
    /// Who.
    pub person: Person,
    /// For how long it has been so.
    pub age: Age,
}

impl Service {
    /// How many members say what to themselves alone.
    ///
    /// # Errors
    /// Only for the office.
    pub async fn intent_desk(&self, viewer: &Viewer) -> Result<IntentDesk, Fault> {
        require(viewer, Capability::RunOffice)?;
        let mut conn = self.db().read().await?;
        let month = store::intent::published_month(&mut conn).await?;
        let month = month.map(|month| month.parse()).transpose().map_err(Fault::internal)?;
        let counts = store::intent::published(&mut conn).await?;
        let cell = |kind: IntentKind, answer: IntentAnswer| {
            let found = counts.iter().find(|count| (count.kind, count.answer) == (kind, answer));
            found.map(|count| count.members).filter(|members| *members > 0)
        };
        let row = |kind: &IntentKind| {
            (*kind, IntentAnswer::ALL.iter().map(|answer| cell(*kind, *answer)).collect())
        };
        Ok(IntentDesk { month, cells: IntentKind::ALL.iter().map(row).collect() })
    }

    /// Members after `after` who gave the answer and share it with the office, and where the next page begins. What members do
    /// not see of it is listed to those it is read of.
    ///
    /// # Errors
    /// Only for the office.
    pub async fn shared_intents(
        &self,
        viewer: &Viewer,
        kind: IntentKind,
        answer: IntentAnswer,
        after: Option<MemberId>,
    ) -> Result<(Vec<SharedIntent>, Option<MemberId>), Fault> {
        let me = require(viewer, Capability::RunOffice)?;
        let after = after.unwrap_or(MemberId::FIRST);
        let mut conn = self.db().read().await?;
        let rows = store::intent::shared(&mut conn, kind, answer, after, paging::asked(PAGE)).await?;
        drop(conn);
        let (rows, next) = paging::cut(rows, PAGE, |row| row.person.id);
        let read = rows.iter().filter(|row| !may_see(Relation::Member, row.reach));
        let read: Vec<MemberId> = read.map(|row| row.person.id).collect();
        self.note_reading(me.id(), ReadKind::Intent, "", &read).await;
        let shown = rows
            .into_iter()
            .map(|row| SharedIntent { age: self.age(row.said_at), person: row.person.into() });
        Ok((shown.collect(), next))
    }
}
