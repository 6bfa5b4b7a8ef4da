//! Teams: who is asked, who says yes, who leaves. Both sides agree, and nobody joins what is sent already.
use store::Tx;
use store::application::ApplicationRow;
use types::application::{ApplicationState, TEAM_MAX, TeamState};
use types::form::Problem;
use types::id::{ApplicationId, MemberId};
use types::lang::Bilingual;
use types::member::{MemberState, Person};
use types::text::Mail;
use types::time::Stamp;

use super::mail::Notice;
use super::{MATES, Service, of_team, open_programme};
use crate::directory::DirectoryQuery;
use crate::fault::{Fault, FormError};
use crate::policy::{Capability, require};
use crate::programme::content;
use crate::viewer::Viewer;

/// Invitations to teams that one member may send in a day.
const A_DAY: i64 = 30;

/// What somebody who is asked to join a team is shown: not what the team writes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// What the application is called, or empty.
    pub title: String,
    /// Name of the programme in addresses.
    pub slug: String,
    /// Name of the programme.
    pub programme: Bilingual,
    /// Who asks.
    pub lead: Option<Person>,
    /// Who belongs to the team already.
    pub team: Vec<Person>,
    /// How the viewer answered.
    pub seat: TeamState,
    /// Whether the viewer can still say yes.
    pub is_open: bool,
}

impl Service {
    /// Members to ask, found by name: those of the directory who are not in the team.
    ///
    /// # Errors
    /// [`Fault::NotFound`] for who is not in the team.
    pub async fn team_candidates(
        &self,
        viewer: &Viewer,
        id: ApplicationId,
        name: &str,
    ) -> Result<Vec<Person>, Fault> {
        let me = require(viewer, Capability::TakePart)?;
        let mut conn = self.db().read().await?;
        of_team(&mut conn, id, me.id()).await?;
        let team = store::team::list(&mut conn, id, MATES).await?;
        drop(conn);
        if name.trim().is_empty() {
            return Ok(Vec::new());
        }
        let query = DirectoryQuery { q: name.to_owned(), ..DirectoryQuery::default() };
        let found = self.directory(viewer, &query).await?.people.into_iter().map(|listed| listed.person);
        let is_shown = |mate: &store::team::MateRow| !mate.by_mail || mate.seat == TeamState::Accepted;
        Ok(found.filter(|p| !team.iter().any(|mate| mate.id == p.id && is_shown(mate))).collect())
    }

    /// Asks a member of the directory to join. Twice is once.
    ///
    /// # Errors
    /// [`Fault::NotFound`] for who did not begin the application, and after the deadline; a problem of the field `team` when it
    /// is full; [`Fault::TooOften`].
    pub async fn invite_to_team(
        &self,
        viewer: &Viewer,
        id: ApplicationId,
        member: MemberId,
    ) -> Result<(), FormError> {
        let me = require(viewer, Capability::TakePart)?.id();
        let mut tx = self.db().write().await?;
        let row = self.own_draft(&mut tx, id, me).await?;
        self.count_asking(&mut tx, me).await?;
        // Only whom the viewer could have found: a hidden member cannot be asked by guessing.
        if !store::directory::is_found(&mut tx, viewer.eye(), member).await? {
            return Err(Fault::NotFound.into());
        }
        self.ask(&mut tx, &row, member, false).await?;
        Ok(tx.commit().await.map_err(Fault::from)?)
    }

    /// Asks whoever has this address, if it is a member. The answer is the same for every address.
    ///
    /// # Errors
    /// A problem of the field `mail`, or of `team` when it is full; [`Fault::TooOften`]; [`Fault::NotFound`] as above.
    pub async fn invite_to_team_by_mail(
        &self,
        viewer: &Viewer,
        id: ApplicationId,
        mail: &str,
    ) -> Result<(), FormError> {
        let me = require(viewer, Capability::TakePart)?.id();
        let mail: Mail = mail.parse().map_err(|problem| FormError::of("mail", problem))?;
        let mut tx = self.db().write().await?;
        let row = self.own_draft(&mut tx, id, me).await?;
        self.count_asking(&mut tx, me).await?;
        if let Some(member) = store::member::by_mail(&mut tx, &mail).await? {
            self.ask(&mut tx, &row, member, true).await?;
        }
        Ok(tx.commit().await.map_err(Fault::from)?)
    }

    /// What somebody who is asked is shown.
    ///
    /// # Errors
    /// [`Fault::NotFound`] for who is not asked.
    pub async fn team_invitation(&self, viewer: &Viewer, id: ApplicationId) -> Result<Asked, Fault> {
        let me = require(viewer, Capability::TakePart)?.id();
        let mut conn = self.db().read().await?;
        let seat = store::team::seat(&mut conn, id, me).await?.ok_or(Fault::NotFound)?;
        let row = store::application::by_id(&mut conn, id).await?.ok_or(Fault::NotFound)?;
        let programme = store::programme::by_id(&mut conn, row.programme_id).await?;
        let programme = programme.ok_or(Fault::NotFound)?;
        let is_open = open_programme(&mut conn, row.programme_id, self.now()).await?.is_some();
        let team = store::team::list(&mut conn, id, MATES).await?.into_iter();
        let team = team.filter(|m| m.seat == TeamState::Accepted && m.id != me).map(Person::from);
        Ok(Asked {
            title: row.title,
            programme: content(&programme)?.title,
            slug: programme.slug,
            lead: store::member::person(&mut conn, row.lead_id).await?.map(Person::from),
            team: team.collect(),
            seat,
            is_open: is_open && row.state == ApplicationState::Draft,
        })
    }

    /// Says yes or no. A no can become a yes as long as the application is a draft; who belongs to the team leaves by a no.
    ///
    /// # Errors
    /// [`Fault::NotFound`] for who is not asked; [`Fault::NotAllowed`] once the application is sent, for a yes to a full team,
    /// and for who began it.
    pub async fn answer_team(&self, viewer: &Viewer, id: ApplicationId, joins: bool) -> Result<(), Fault> {
        let me = require(viewer, Capability::TakePart)?.id();
        let now = self.now();
        let mut tx = self.db().write().await?;
        let seat = store::team::seat(&mut tx, id, me).await?.ok_or(Fault::NotFound)?;
        let to = if joins { TeamState::Accepted } else { TeamState::Declined };
        if seat == to {
            return Ok(());
        }
        let row = store::application::by_id(&mut tx, id).await?.ok_or(Fault::NotFound)?;
        let is_open = open_programme(&mut tx, row.programme_id, now).await?.is_some();
        let is_draft = store::application::touch(&mut tx, id, row.saved_at).await?;
        // A no to an invitation is always heard; joining and leaving are matters of the draft.
        let is_no = !joins && seat == TeamState::Invited;
        if row.lead_id == me || !(is_no || (is_open && is_draft)) {
            return Err(Fault::NotAllowed);
        }
        if joins && self.is_full(&mut tx, &row, true).await? {
            return Err(Fault::NotAllowed);
        }
        if store::team::answer(&mut tx, id, me, to, now).await? {
            let detail = serde_json::json!({ "from": seat, "to": to });
            self.audit(&mut tx, Some(me), "application.team", format!("application:{id}"), detail).await?;
            let notice = if joins { Notice::Joined(me) } else { Notice::NotJoined(me) };
            self.mail_applicant(&mut tx, &row, row.lead_id, notice).await?;
        }
        Ok(tx.commit().await?)
    }

    /// Takes somebody out of the team, or an invitation back.
    ///
    /// # Errors
    /// [`Fault::NotFound`] for who did not begin the application, for oneself, and after it is sent.
    pub async fn remove_from_team(
        &self,
        viewer: &Viewer,
        id: ApplicationId,
        member: MemberId,
    ) -> Result<(), Fault> {
        let me = require(viewer, Capability::TakePart)?.id();
        let mut tx = self.db().write().await?;
        let row = self.own_draft(&mut tx, id, me).await?;
        if member == row.lead_id || !store::team::remove(&mut tx, id, member).await? {
            return Err(Fault::NotFound);
        }
        let detail = serde_json::json!({ "removed": member });
        self.audit(&mut tx, Some(me), "application.team", format!("application:{id}"), detail).await?;
        Ok(tx.commit().await?)
    }

    /// Counts one more invitation of today.
    async fn count_asking(&self, tx: &mut Tx, me: MemberId) -> Result<(), Fault> {
        let now = self.now();
        let hits = store::rate::hit(tx, &format!("team:{me}"), now, now.plus(-Stamp::DAY)).await?;
        if hits > A_DAY { Err(Fault::TooOften) } else { Ok(()) }
    }

    async fn ask(
        &self,
        tx: &mut Tx,
        row: &ApplicationRow,
        member: MemberId,
        by_mail: bool,
    ) -> Result<(), FormError> {
        if self.is_full(tx, row, false).await? {
            let max = usize::try_from(TEAM_MAX).unwrap_or(usize::MAX);
            return Err(FormError::of("team", Problem::TooMany { max }));
        }
        let person = store::member::by_id(tx, member).await?;
        let is_here =
            person.is_some_and(|person| matches!(person.state, MemberState::Active | MemberState::Resting));
        let seat = TeamState::Invited;
        if is_here && store::team::insert(tx, row.id, member, seat, by_mail, self.now()).await? {
            let detail = serde_json::json!({ "asked": member });
            let object = format!("application:{}", row.id);
            self.audit(tx, Some(row.lead_id), "application.team", object, detail).await?;
            // Whom the member keeps away is answered like anybody who gets no answer.
            if !store::avoid::keeps_away(tx, member, row.lead_id).await? {
                self.mail_applicant(tx, row, member, Notice::Asked).await?;
            }
        }
        Ok(())
    }

    /// Whether nobody more can be asked or, with `members`, can join.
    async fn is_full(&self, tx: &mut Tx, row: &ApplicationRow, members: bool) -> Result<bool, Fault> {
        let team = store::team::list(tx, row.id, MATES).await?;
        if !members {
            // Invitations by mail are not counted: a full team would tell that they found somebody.
            let seen = team.iter().filter(|mate| !mate.by_mail || mate.seat == TeamState::Accepted);
            let is_long = i64::try_from(team.len()).is_ok_and(|all| all >= MATES - 1);
            return Ok(is_long || i64::try_from(seen.count()).is_ok_and(|seen| seen >= TEAM_MAX));
        }
        let rules = super::rules(tx, row.programme_id).await?;
        let joined = team.iter().filter(|mate| mate.seat == TeamState::Accepted).count();
        Ok(i64::try_from(joined).is_ok_and(|joined| joined >= rules.max_people))
    }

    /// The draft that `me` began, while it can be changed.
    async fn own_draft(&self, tx: &mut Tx, id: ApplicationId, me: MemberId) -> Result<ApplicationRow, Fault> {
        let row = of_team(tx, id, me).await?;
        let is_open = open_programme(tx, row.programme_id, self.now()).await?.is_some();
        let is_draft = store::application::touch(tx, id, row.saved_at).await?;
        if row.lead_id == me && is_open && is_draft { Ok(row) } else { Err(Fault::NotFound) }
    }
}
