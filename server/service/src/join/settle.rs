//! What becomes of a request once its address is proved: a member at once, or a place in the office's queue.
use store::Tx;
use types::day::Day;
use types::id::{JoinRequestId, MemberId, RosterRowId};
use types::join::{JoinState, purposes_of};
use types::member::{Name, Relationship};
use types::relationship::Period;
use types::text::{Kana, Roman};

use super::{JoinRequestRow, letters, request_path};
use crate::Service;
use crate::fault::Fault;
use crate::member::NewMember;
use crate::roster::matching::claim_roster_row;
use crate::sign_in::Proved;
use crate::task::Task;

impl Service {
    /// Notes that the address of the request is proved and settles it, once.
    pub(crate) async fn prove_request(
        &self,
        tx: &mut Tx,
        id: JoinRequestId,
        device: &str,
    ) -> Result<Proved, Fault> {
        let request = store::join_request::by_id(tx, id).await?.ok_or(Fault::NotFound)?;
        if request.state != JoinState::Unverified {
            return Ok(Proved::Waiting { go_to: request_path(&request) });
        }
        store::join_request::prove(tx, id, &request.mail, self.now()).await?;
        if let Some(invitation) = request.invitation_id {
            // A link used up meanwhile still says who invited; the office decides all the same.
            store::invitation::spend(tx, invitation).await?;
        }
        self.audit_request(tx, None, "join_request.prove", id).await?;
        if let Some(leaver) = self.leaver_match(tx, &request).await? {
            return self.admit_leaver(tx, &request, &leaver, device).await;
        }
        let matched = self.roster_match(tx, &request).await?;
        self.settle(tx, &request, matched, device).await
    }

    /// A match with the leavers' list joins and is signed in; anybody else waits for the office.
    pub(super) async fn settle(
        &self,
        tx: &mut Tx,
        request: &JoinRequestRow,
        matched: Option<RosterRowId>,
        device: &str,
    ) -> Result<Proved, Fault> {
        let Some(row) = matched else {
            let letter = letters::waiting(
                request,
                self.site_on(tx).await?.as_ref(),
                &self.config().url(&request_path(request)),
            );
            self.enqueue(tx, &Task::Mail(letter)).await?;
            return Ok(Proved::Waiting { go_to: request_path(request) });
        };
        let member = self.admit_now(tx, request).await?.ok_or(Fault::NotFound)?;
        if !claim_roster_row(tx, row, member).await? {
            // Somebody else became this person in between: nothing of this stays, and the next press finds no match.
            return Err(Fault::internal("the person of the leavers' list joined meanwhile"));
        }
        let detail = serde_json::json!({ "roster_row": row.to_string() });
        self.audit(tx, Some(member), "join_request.match", format!("join_request:{}", request.id), detail)
            .await?;
        Ok(Proved::SignedIn(self.open_session(tx, member, device, "/").await?))
    }

    /// Lets in without the office; `None` when the request was decided already.
    pub(crate) async fn admit_now(
        &self,
        tx: &mut Tx,
        request: &JoinRequestRow,
    ) -> Result<Option<MemberId>, Fault> {
        let (id, now) = (request.id, self.now());
        if !store::join_request::decide(tx, id, JoinState::Approved, None, now).await? {
            return Ok(None);
        }
        Ok(Some(self.admit(tx, request).await?))
    }

    /// Makes the member with the consents given, the request being approved.
    pub(super) async fn admit(&self, tx: &mut Tx, request: &JoinRequestRow) -> Result<MemberId, Fault> {
        let member = match store::member::by_mail(tx, &request.mail).await? {
            Some(member) => member,
            None => self.add_requested(tx, request).await?,
        };
        store::join_request::tell(tx, request.id, Some(member), self.now()).await?;
        Ok(member)
    }

    async fn add_requested(&self, tx: &mut Tx, request: &JoinRequestRow) -> Result<MemberId, Fault> {
        let invited_by = match request.invitation_id {
            Some(id) => store::invitation::by_id(tx, id).await?.map(|row| row.inviter_id),
            None => None,
        };
        let relationship =
            if request.year_to.is_some() { Relationship::Alumnus } else { Relationship::Employee };
        let periods = periods(request);
        let name = name(request).map_err(Fault::internal)?;
        let new = NewMember {
            former_family: request.former_family.clone(),
            line: line(request),
            lang: request.lang,
            invited_by,
            shows_origin: request.shows_origin,
            periods,
            ..NewMember::named(name, relationship)
        };
        let member = self
            .add_member(tx, new, &[(request.mail.clone(), request.proved_at.or(Some(self.now())))])
            .await?;
        let given = purposes_of(&request.purposes);
        self.note_first_answers(tx, member, &given, &request.text_version, request.created_at).await?;
        self.audit(
            tx,
            Some(member),
            "member.join",
            format!("member:{member}"),
            serde_json::json!({ "request": request.id.to_string() }),
        )
        .await?;
        Ok(member)
    }
}

/// The years at the company, and since then as an alumnus.
fn periods(request: &JoinRequestRow) -> Vec<Period> {
    let (from, to) = (Day::of_year(request.year_from), request.year_to.map(Day::of_year));
    let alumnus = to.clone().map(|from| Period { kind: Relationship::Alumnus, from, to: None });
    let work = Period { kind: Relationship::Employee, from, to };
    std::iter::once(work).chain(alumnus).collect()
}

/// `2001–2006 公共システム本部`
pub(super) fn line(request: &JoinRequestRow) -> String {
    let to = request.year_to.map(|year| year.to_string()).unwrap_or_default();
    format!("{}–{to} {}", request.year_from, request.department)
}

/// The name was valid when it was stored.
fn name(request: &JoinRequestRow) -> Result<Name, types::form::Problem> {
    let kana = |text: &str| types::text::optional(text, str::parse::<Kana>);
    let roman = |text: &str| types::text::optional(text, str::parse::<Roman>);
    Ok(Name {
        family: request.family.parse()?,
        given: request.given.parse()?,
        family_kana: kana(&request.family_kana)?,
        given_kana: kana(&request.given_kana)?,
        family_roman: roman(&request.family_roman)?,
        given_roman: roman(&request.given_roman)?,
    })
}
