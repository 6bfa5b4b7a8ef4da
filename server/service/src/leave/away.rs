//! Whoever signed in and is away: resting, suspended or about to leave. Not signed in as anybody, the token of the session is
//! what is asked for.
use serde_json::json;
use store::leaving::{AwayRow, CountsRow};
use store::{Conn, Tx};
use types::id::MemberId;
use types::leave::LeaveInput;
use types::member::{MemberState, Person};
use types::time::Stamp;

use super::{GRACE, LeaveError, WELCOME_BACK, dedupe};
use crate::Service;
use crate::fault::Fault;
use crate::handover::OWN_HANDOVER;
use crate::policy::FRESH;
use crate::secret::hash;

/// Somebody who signed in and is away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Away {
    /// Who.
    pub person: Person,
    /// Resting, suspended or leaving.
    pub state: MemberState,
    /// When the member is erased, if about to leave.
    pub erased_at: Option<Stamp>,
}

impl Service {
    /// Who holds the session's `token`, if it is somebody who rests, is suspended or about to leave. Anybody may ask: the token is what
    /// is asked for.
    ///
    /// # Errors
    /// The database failed.
    pub async fn away(&self, token: Option<&str>) -> Result<Option<Away>, Fault> {
        let Some(token) = token else { return Ok(None) };
        let mut conn = self.db().read().await?;
        let row = store::leaving::away(&mut conn, &hash(token), self.now()).await?;
        Ok(row.map(|row| Away { person: row.person.into(), state: row.state, erased_at: row.due_at }))
    }

    /// Ends the rest, or takes leaving back: everything is as before, and `token` opens it. Whoever holds the token may. Who was
    /// suspended before is so again, and who leaves the company without having been asked is asked now. What the
    /// account is by it.
    ///
    /// # Errors
    /// [`Fault::NotFound`] when it is nobody's who rests or is about to leave, or when it is too late.
    pub async fn come_back(&self, token: &str) -> Result<MemberState, Fault> {
        let mut tx = self.db().write().await?;
        let row = store::leaving::away(&mut tx, &hash(token), self.now())
            .await?
            .filter(|row| row.state != MemberState::Suspended)
            .ok_or(Fault::NotFound)?;
        let (member, to) = (row.person.id, row.from_state.unwrap_or(MemberState::Active));
        store::leaving::change_state(&mut tx, member, row.state, to).await?;
        store::leaving::delete(&mut tx, member).await?;
        store::task::cancel(&mut tx, &dedupe(member)).await?;
        self.index_member(&mut tx, member).await?;
        self.ask_whether_to_stay(&mut tx, member).await?;
        let detail = json!({ "from": row.state });
        self.audit(&mut tx, Some(member), "member.return", format!("member:{member}"), detail).await?;
        tx.commit().await?;
        Ok(to)
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

    /// What a suspended member may decide about before leaving. Whoever holds the token may look, having signed in just now.
    ///
    /// # Errors
    /// [`Fault::NotFound`] when it is nobody's who is suspended; [`Fault::ConfirmNeeded`] without a fresh sign-in.
    pub async fn leave_form_suspended(&self, token: &str) -> Result<CountsRow, Fault> {
        let mut conn = self.db().read().await?;
        let row = self.suspended(&mut conn, token).await?;
        Ok(store::leaving::counts(&mut conn, row.person.id, self.now()).await?)
    }

    /// A suspended member leaves and is erased in a week; the token shows until then how to take it back.
    ///
    /// # Errors
    /// As for the form, and its problems.
    pub async fn leave_suspended(&self, token: &str, input: &LeaveInput) -> Result<(), LeaveError> {
        let mut tx = self.db().write().await?;
        let row = self.suspended(&mut tx, token).await?;
        let fates = input.parse().map_err(LeaveError::Problems)?;
        let (member, due_at) = (row.person.id, self.now().plus(GRACE));
        if !store::leaving::change_state(&mut tx, member, row.state, MemberState::Leaving).await? {
            return Err(Fault::NotFound.into());
        }
        self.note_leaving(&mut tx, member, &fates, row.state, due_at).await?;
        let lang = store::member::by_id(&mut tx, member).await?.ok_or(Fault::NotFound)?.lang;
        if let Some(to) = store::member::primary_mail(&mut tx, member).await? {
            self.mail_farewell(&mut tx, to, lang, &row.person.into(), due_at).await?;
        }
        Ok(tx.commit().await?)
    }

    async fn suspended(&self, conn: &mut Conn, token: &str) -> Result<AwayRow, Fault> {
        let row = store::leaving::away(conn, &hash(token), self.now()).await?;
        let row = row.filter(|row| row.state == MemberState::Suspended).ok_or(Fault::NotFound)?;
        if row.signed_in_at.plus(FRESH) <= self.now() { Err(Fault::ConfirmNeeded) } else { Ok(row) }
    }

    /// Signs whoever is away out of this device. Whoever holds the token may.
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
            Some(MemberState::Suspended) => Ok(Some(OWN_HANDOVER.to_owned())),
            Some(_) => Ok(Some(WELCOME_BACK.to_owned())),
        }
    }
}
