//! What is mailed about applications.
use store::Tx;
use store::application::ApplicationRow;
use types::application::{ApplicationState, TeamState};
use types::id::MemberId;
use types::member::Person;
use types::words::application as w;

use super::{MATES, Service};
use crate::fault::Fault;
use crate::mail::Letter;
use crate::programme::content;
use crate::task::Task;

/// The occasion of a mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Notice<'a> {
    /// Asked to join the team.
    Asked,
    /// Somebody joined.
    Joined(MemberId),
    /// Somebody does not join, or left.
    NotJoined(MemberId),
    /// Sent.
    Submitted,
    /// Taken back.
    Withdrawn,
    /// The office decided.
    Decided {
        /// Where it stands now.
        to: ApplicationState,
        /// The office's words, or empty.
        note: &'a str,
    },
}

impl Service {
    /// Mails everybody who belongs to the team.
    pub(super) async fn mail_team(
        &self,
        tx: &mut Tx,
        row: &ApplicationRow,
        notice: Notice<'_>,
    ) -> Result<(), Fault> {
        for mate in store::team::list(tx, row.id, MATES).await? {
            if mate.seat == TeamState::Accepted {
                self.mail_applicant(tx, row, mate.id, notice).await?;
            }
        }
        Ok(())
    }

    /// Mails `member` at the primary address, in the member's language.
    pub(super) async fn mail_applicant(
        &self,
        tx: &mut Tx,
        row: &ApplicationRow,
        member: MemberId,
        notice: Notice<'_>,
    ) -> Result<(), Fault> {
        let Some(reader) = store::member::by_id(tx, member).await? else { return Ok(()) };
        let Some(to) = store::member::mail_to(tx, member).await? else { return Ok(()) };
        let site = self.site_on(tx).await?;
        let Some(programme) = store::programme::by_id(tx, row.programme_id).await? else { return Ok(()) };
        let (v, lang) = (site.voice(reader.lang), reader.lang);
        let said = content(&programme)?;
        let (programme, name) = (said.title.get(lang), site.name.get(lang));
        let title = if row.title.is_empty() { w::untitled(v) } else { &row.title };
        let own = self.config().url(&format!("/applications/{}", row.id));
        let asked = format!("{own}/invitation");
        let (subject, body) = match notice {
            Notice::Asked => {
                let who = person_name(tx, row.lead_id, lang).await?;
                let body = w::mail_asked(v, &asked, name, programme, title, &who);
                (w::mail_asked_subject(v, programme, &who), body)
            }
            Notice::Joined(who) => {
                let who = person_name(tx, who, lang).await?;
                (w::mail_joined_subject(v, &who), w::mail_joined(v, &own, name, title, &who))
            }
            Notice::NotJoined(who) => {
                let who = person_name(tx, who, lang).await?;
                (w::mail_not_joined_subject(v, &who), w::mail_not_joined(v, &own, name, title, &who))
            }
            Notice::Submitted => {
                (w::mail_submitted_subject(v, programme), w::mail_submitted(v, &own, name, programme, title))
            }
            Notice::Withdrawn => {
                (w::mail_withdrawn_subject(v, programme), w::mail_withdrawn(v, &own, name, programme, title))
            }
            Notice::Decided { to, note } => {
                let note = if note.is_empty() { String::new() } else { format!("\n{note}\n") };
                let body = w::mail_decided(v, &own, name, note, programme, to.sentence(v), title);
                (w::mail_decided_subject(v, programme), body)
            }
        };
        self.enqueue(tx, &Task::Mail(Letter { to, lang, subject, body, calendar: None })).await
    }
}

async fn person_name(tx: &mut Tx, id: MemberId, lang: types::lang::Lang) -> Result<String, Fault> {
    let person = store::member::person(tx, id).await?.map(Person::from);
    Ok(person.map(|person| person.name(lang)).unwrap_or_default())
}
