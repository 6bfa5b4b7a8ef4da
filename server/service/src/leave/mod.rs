//! Stepping away: 休止 (a rest, after which everything is as before) and 退会 (leaving, after which nothing of the person is left).
//!
//! Whoever rests or is about to leave is signed out everywhere. Signing in by mail still works and leads to one page only
//! ([`WELCOME_BACK`]): the session is a session again from the moment the member is back.
mod away;
mod erase;
mod log;
#[cfg(test)]
mod tests;

pub use away::Away;
pub use store::leaving::CountsRow;

use serde_json::json;
use store::Tx;
use store::leaving::LeavingRow;
use types::form::Problems;
use types::id::MemberId;
use types::lang::Lang;
use types::leave::{Fates, LeaveInput};
use types::member::{MemberState, Person};
use types::text::Mail;
use types::time::Stamp;
use types::words::leave as w;

use crate::Service;
use crate::clock::zoned;
use crate::fault::Fault;
use crate::mail::Letter;
use crate::policy::{Capability, require, require_fresh};
use crate::roles;
use crate::task::Task;
use crate::viewer::{Me, Viewer};

/// For how long leaving can be taken back.
pub const GRACE: i64 = 7 * Stamp::DAY;
/// Where whoever rests or is about to leave goes after signing in.
pub const WELCOME_BACK: &str = "/welcome-back";

/// Why a member cannot step away.
#[derive(Debug, thiserror::Error)]
pub enum LeaveError {
    /// Nobody else runs the network.
    #[error("the last member of the office")]
    LastOfOffice,
    /// Something is wrong with what was chosen.
    #[error("the form has problems")]
    Problems(Problems),
    /// Anything else.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl From<store::StoreError> for LeaveError {
    fn from(error: store::StoreError) -> Self {
        Self::Fault(error.into())
    }
}

/// When a member who leaves is erased.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Farewell {
    /// After [`GRACE`].
    InAWeek,
    /// At once.
    Now,
}

impl Service {
    /// Whether the viewer can step away: nobody leaves the network without an office.
    ///
    /// # Errors
    /// Only for members.
    pub async fn can_step_away(&self, viewer: &Viewer) -> Result<bool, Fault> {
        let me = require(viewer, Capability::TakePart)?;
        let mut conn = self.db().read().await?;
        roles::can_do_without(&mut conn, me.id(), &me.roles).await
    }

    /// The viewer rests from now on.
    ///
    /// # Errors
    /// See [`LeaveError`]; only for members.
    pub async fn rest(&self, viewer: &Viewer) -> Result<(), LeaveError> {
        let me = require(viewer, Capability::TakePart)?;
        let mut tx = self.db().write().await?;
        self.step_away(&mut tx, me, MemberState::Resting).await?;
        self.audit(&mut tx, Some(me.id()), "member.rest", format!("member:{}", me.id()), json!(null)).await?;
        Ok(tx.commit().await?)
    }

    /// What the viewer may decide about before leaving.
    ///
    /// # Errors
    /// Only for members who signed in just now.
    pub async fn leave_form(&self, viewer: &Viewer) -> Result<CountsRow, Fault> {
        let me = require_fresh(viewer, Capability::TakePart, self.now())?;
        let mut conn = self.db().read().await?;
        Ok(store::leaving::counts(&mut conn, me.id(), self.now()).await?)
    }

    /// The viewer leaves: unseen from now on, erased at once or in a week.
    ///
    /// # Errors
    /// See [`LeaveError`]; only for members who signed in just now.
    pub async fn leave(
        &self,
        viewer: &Viewer,
        input: &LeaveInput,
        farewell: Farewell,
    ) -> Result<(), LeaveError> {
        let me = require_fresh(viewer, Capability::TakePart, self.now())?;
        let fates = input.parse().map_err(LeaveError::Problems)?;
        let now = self.now();
        let due_at = if farewell == Farewell::Now { now } else { now.plus(GRACE) };
        let mut tx = self.db().write().await?;
        let mail = store::member::mail_to(&mut tx, me.id()).await?;
        self.step_away(&mut tx, me, MemberState::Leaving).await?;
        self.note_leaving(&mut tx, me.id(), &fates, MemberState::Active, due_at).await?;
        if let Some(to) = mail.filter(|_| farewell == Farewell::InAWeek) {
            self.mail_farewell(&mut tx, to, me.lang, &me.person, due_at).await?;
        }
        Ok(tx.commit().await?)
    }

    /// Signed out everywhere and listed nowhere.
    async fn step_away(&self, tx: &mut Tx, me: &Me, to: MemberState) -> Result<(), LeaveError> {
        // One after the other: of two who leave at once, one stays.
        if roles::kept(tx, me.id(), me.roles.iter()).await?.is_some() {
            return Err(LeaveError::LastOfOffice);
        }
        if !store::leaving::change_state(tx, me.id(), MemberState::Active, to).await? {
            return Err(Fault::NotFound.into());
        }
        store::session::delete_all(tx, me.id()).await?;
        Ok(self.index_member(tx, me.id()).await?)
    }

    /// Notes what is to become of what `member` wrote, and has the member erased at `due_at`.
    async fn note_leaving(
        &self,
        tx: &mut Tx,
        member: MemberId,
        fates: &Fates,
        from_state: MemberState,
        due_at: Stamp,
    ) -> Result<(), Fault> {
        let row = LeavingRow {
            member_id: member,
            asked_at: self.now(),
            due_at,
            fates: fates.to_string(),
            from_state,
            named_id: None,
            unnamed_id: None,
        };
        store::leaving::insert(tx, &row).await?;
        self.erase_at(tx, member, due_at).await?;
        self.audit(tx, Some(member), "member.leave", format!("member:{member}"), json!(null)).await
    }

    /// Tells when everything is erased, and how to take leaving back.
    async fn mail_farewell(
        &self,
        tx: &mut Tx,
        to: Mail,
        lang: Lang,
        person: &Person,
        due_at: Stamp,
    ) -> Result<(), Fault> {
        let site = self.site_on(tx).await?;
        let (v, name) = (site.voice(lang), person.name(lang));
        let link = self.config().url(&format!("/sign-in?return_to={WELCOME_BACK}"));
        let body = w::mail_body(v, self.moment(due_at, lang), link, name, site.name.get(v.lang));
        let subject = w::mail_subject(v, site.name.get(v.lang));
        let letter = Letter { to, lang: v.lang, subject, body, calendar: None };
        self.enqueue(tx, &Task::Mail(letter)).await
    }

    async fn erase_at(&self, tx: &mut Tx, member: MemberId, at: Stamp) -> Result<(), Fault> {
        if !store::task::hasten(tx, &dedupe(member), at).await? {
            self.enqueue_at(tx, &Task::EraseMember { member }, at, Some(&dedupe(member))).await?;
        }
        self.wake_worker();
        Ok(())
    }

    fn moment(&self, at: Stamp, lang: Lang) -> String {
        let format = match lang {
            Lang::Ja => "%Y年%-m月%-d日 %H:%M",
            Lang::En => "%-d %b %Y %H:%M",
        };
        zoned(at, &self.config().zone).strftime(format).to_string()
    }
}

fn dedupe(member: MemberId) -> String {
    format!("erase_member:{member}")
}
