//! One soft suggestion about the own profile: never two, never again once the member says so.
use store::prompt::PromptRow;
use types::intent::{IntentAnswer, IntentKind};
use types::prompt::PromptKind;
use types::time::Stamp;

use crate::Service;
use crate::fault::Fault;
use crate::policy::{Capability, require};
use crate::viewer::Viewer;

/// For how long nothing is suggested after any answer.
pub const QUIET: i64 = 90 * Stamp::DAY;

impl Service {
    /// What might be suggested to the viewer now. Nothing while an answer is fresh, and nothing to whoever wants to be left in peace.
    ///
    /// # Errors
    /// Only members have a profile.
    pub async fn prompt(&self, viewer: &Viewer) -> Result<Option<PromptKind>, Fault> {
        let me = require(viewer, Capability::TakePart)?.id();
        let mut conn = self.db().read().await?;
        let answers = store::prompt::of_member(&mut conn, me).await?;
        let intents = store::intent::of_member(&mut conn, me).await?;
        let wants_quiet =
            intents.iter().any(|it| (it.kind, it.answer) == (IntentKind::Quiet, IntentAnswer::Now));
        let is_fresh = answers.iter().any(|it| self.now() < it.at.plus(QUIET));
        if wants_quiet || is_fresh {
            return Ok(None);
        }
        let has_career = !store::career::of_member(&mut conn, me).await?.is_empty();
        let profile = store::profile::by_member(&mut conn, me).await?;
        let is_empty = |text: fn(&store::profile::ProfileRow) -> &String| {
            profile.as_ref().is_none_or(|profile| text(profile).is_empty())
        };
        let is_open = |kind: &PromptKind| match kind {
            PromptKind::News => is_empty(|p| &p.news),
            PromptKind::Bio => is_empty(|p| &p.bio),
            PromptKind::Career => !has_career,
            PromptKind::Place => is_empty(|p| &p.region),
            PromptKind::Languages => is_empty(|p| &p.languages),
        };
        let may_return = |kind: &PromptKind| !answers.iter().any(|it| it.kind == *kind && it.for_good);
        Ok(PromptKind::ALL.iter().copied().find(|kind| is_open(kind) && may_return(kind)))
    }

    /// Puts a suggestion aside: for a while, with all others, or itself `for_good`.
    ///
    /// # Errors
    /// Only members have a profile.
    pub async fn answer_prompt(
        &self,
        viewer: &Viewer,
        kind: PromptKind,
        for_good: bool,
    ) -> Result<(), Fault> {
        let me = require(viewer, Capability::TakePart)?.id();
        let mut tx = self.db().write().await?;
        let answers = store::prompt::of_member(&mut tx, me).await?;
        let was_for_good = answers.iter().any(|it| it.kind == kind && it.for_good);
        let row = PromptRow { member_id: me, kind, for_good: for_good || was_for_good, at: self.now() };
        store::prompt::put(&mut tx, &row).await?;
        Ok(tx.commit().await?)
    }
}
