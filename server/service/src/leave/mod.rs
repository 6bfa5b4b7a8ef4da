//! Stepping away: 休止 (a rest, after which everything is as before) and 退会 (leaving, after which nothing of the person is left).
//!
//! Whoever rests or is about to leave is signed out everywhere. Signing in by mail still works and leads to one page only
//! ([`WELCOME_BACK`]): the session is a session again from the moment the member is back.
mod erase;
mod log;
#[cfg(test)]
mod tests;

pub use store::leaving::CountsRow;

use serde_json::json;
use store::Tx;
use store::leaving::LeavingRow;
use types::form::Problems;
use types::id::MemberId;
use types::lang::Lang;
use types::leave::LeaveInput;
use types::member::{MemberState, Person};
use types::time::Stamp;
use types::words::leave as w;

use crate::Service;
use crate::clock::zoned;
use crate::fault::Fault;
use crate::mail::Letter;
use crate::policy::{Capability, require, require_fresh};
use crate::roles;
use crate::secret::hash;
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

/// Somebody who signed in and rests or is about to leave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Away {
    /// Who.
    pub person: Person,
    /// When the member is erased; none for a rest.
    pub erased_at: Option<Stamp>,
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
        let row = LeavingRow {
            member_id: me.id(),
            asked_at: now,
            due_at,
            fates: fates.to_string(),
            named_id: None,
            unnamed_id: None,
        };
        store::leaving::insert(&mut tx, &row).await?;
        self.erase_at(&mut tx, me.id(), due_at).await?;
        self.audit(&mut tx, Some(me.id()), "member.leave", format!("member:{}", me.id()), json!(null))
            .await?;
        if let Some(to) = mail.filter(|_| farewell == Farewell::InAWeek) {
            let site = self.site_on(&mut tx).await?;
            let (voice, name) = (site.voice(me.lang), me.person.name(me.lang));
            let link = self.config().url(&format!("/sign-in?return_to={WELCOME_BACK}"));
            let body =
                w::mail_body(voice, self.moment(due_at, me.lang), link, name, site.name.get(voice.lang));
            let subject = w::mail_subject(voice, site.name.get(voice.lang));
            let letter = Letter { to, lang: voice.lang, subject, body, calendar: None };
            self.enqueue(&mut tx, &Task::Mail(letter)).await?;
        }
        Ok(tx.commit().await?)
    }

    /// Who holds the session's `token`, if it is somebody who rests or is about to leave. Anybody may ask: the token is what
    /// is asked for.
    ///
    /// # Errors
    /// The database failed.
    pub async fn away(&self, token: Option<&str>) -> Result<Option<Away>, Fault> {
        let Some(token) = token else { return Ok(None) };
        let mut conn = self.db().read().await?;
        let row = store::leaving::away(&mut conn, &hash(token), self.now()).await?;
        Ok(row.map(|row| Away { person: row.person.into(), erased_at: row.due_at }))
    }

    /// Ends the rest, or takes leaving back: everything is as before, and `token` opens it. Whoever holds the token may.
    ///
    /// # Errors
    /// [`Fault::NotFound`] when it is nobody's who rests or is about to leave, or when it is too late.
    pub async fn come_back(&self, token: &str) -> Result<(), Fault> {
        let mut tx = self.db().write().await?;
        let row = store::leaving::away(&mut tx, &hash(token), self.now()).await?.ok_or(Fault::NotFound)?;
        let member = row.person.id;
        store::leaving::change_state(&mut tx, member, row.state, MemberState::Active).await?;
        store::leaving::delete(&mut tx, member).await?;
        store::task::cancel(&mut tx, &dedupe(member)).await?;
        self.index_member(&mut tx, member).await?;
        let detail = json!({ "from": row.state });
        self.audit(&mut tx, Some(member), "member.return", format!("member:{member}"), detail).await?;
        Ok(tx.commit().await?)
    }

    /// Has whoever is about to leave erased without waiting. Whoever holds the token may.
    ///
    /// # Errors
    /// [`Fault::NotFound`] when it is nobody's who is about to leave.
    pub async fn leave_now(&self, token: &str) -> Result<(), Fault> {
        let mut tx = self.db().write().await?;
        let row = store::leaving::away(&mut tx, &hash(token), self.now()).await?;
        let row = row.filter(|row| row.state == MemberState::Leaving).ok_or(Fault::NotFound)?;
        let (member, now) = (row.person.id, self.now());
        store::leaving::set_due(&mut tx, member, now).await?;
        store::session::delete_all(&mut tx, member).await?;
        self.erase_at(&mut tx, member, now).await?;
        let object = format!("member:{member}");
        self.audit(&mut tx, Some(member), "member.leave_now", object, json!(null)).await?;
        Ok(tx.commit().await?)
    }

    /// Signs whoever rests or is about to leave out of this device. Whoever holds the token may.
    ///
    /// # Errors
    /// The database failed.
    pub async fn stay_away(&self, token: &str) -> Result<(), Fault> {
        let mut tx = self.db().write().await?;
        if let Some(row) = store::leaving::away(&mut tx, &hash(token), self.now()).await? {
            store::session::delete_all(&mut tx, row.person.id).await?;
        }
        Ok(tx.commit().await?)
    }

    /// Where `member` goes after signing in, instead of anywhere else: to the page where coming back can be chosen.
    pub(crate) async fn detour(&self, tx: &mut Tx, member: MemberId) -> Result<Option<String>, Fault> {
        let row = store::member::by_id(tx, member).await?;
        match row.map(|row| row.state) {
            None | Some(MemberState::Active) => Ok(None),
            Some(MemberState::Suspended) => Ok(Some(self.handover_path(tx, member).await?)),
            Some(_) => Ok(Some(WELCOME_BACK.to_owned())),
        }
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
