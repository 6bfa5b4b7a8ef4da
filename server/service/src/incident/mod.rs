//! Whom to tell of a leak, as a table: for letters, and for the report to the authority.
#[cfg(test)]
mod tests;

use ::csv::{Terminator, WriterBuilder};
use jiff::ToSpan;
use jiff::civil::Date;
use serde_json::json;
use store::Conn;
use store::incident::Audience;
use store::profile_read::Reading;
use types::form::{Problem, Problems};
use types::id::{EventId, MemberId};
use types::incident::{IncidentAudience, IncidentInput};
use types::lang::{Lang, Voice};
use types::profile_read::ReadKind;
use types::role::Role;
use types::site::choice;
use types::time::Stamp;
use types::words::{export_doc, incident as w};

use crate::Service;
use crate::application::csv::{MARK, safe};
use crate::fault::{Fault, FormError};
use crate::policy::{Capability, require_fresh};
use crate::viewer::Viewer;

/// Members read at once.
const CHUNK: i64 = 500;

/// What the form says, checked.
struct Incident {
    role: Option<Role>,
    event: EventId,
    from: Stamp,
    to: Stamp,
    since: Date,
}

impl Service {
    /// Whether the viewer may make such a table.
    ///
    /// # Errors
    /// [`Fault::ConfirmNeeded`] without a fresh sign-in; only for the office.
    pub fn may_export_incident(&self, viewer: &Viewer) -> Result<(), Fault> {
        require_fresh(viewer, Capability::Administer, self.now()).map(|_| ())
    }

    /// Who is concerned, one a line: name, primary address, language, what leaked, since when. UTF-8 with a mark at its
    /// beginning, lines ended by CR LF. It is listed to everybody in it.
    ///
    /// # Errors
    /// Problems of the form; [`Fault::ConfirmNeeded`] without a fresh sign-in; only for the office.
    pub async fn incident_csv(
        &self,
        viewer: &Viewer,
        input: &IncidentInput,
        voice: Voice,
    ) -> Result<Vec<u8>, FormError> {
        let me = require_fresh(viewer, Capability::Administer, self.now())?;
        let mut conn = self.db().read().await?;
        let incident = self.parse_incident(&mut conn, input).await?;
        drop(conn);
        let audience = Audience {
            role: incident.role.map_or("", Role::as_str),
            event: incident.event,
            from: incident.from,
            to: incident.to,
        };
        let leaked: Vec<&str> = input.leaked().into_iter().map(|field| field.text(voice)).collect();
        let (leaked, since) = (leaked.join(voice.pick("、", ", ")), incident.since.to_string());
        // One transaction: whoever is in the table finds it listed.
        let mut tx = self.db().write().await?;
        let mut table = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(Vec::from(MARK));
        let head = [
            w::col_name(voice),
            w::col_mail(voice),
            w::col_lang(voice),
            w::col_fields(voice),
            w::col_since(voice),
        ];
        table.write_record(head).map_err(Fault::internal)?;
        let (mut after, mut people) = (MemberId::FIRST, 0_u64);
        loop {
            let rows = store::incident::page(&mut tx, audience, after, CHUNK).await?;
            let Some(last) = rows.last() else { break };
            after = last.id;
            for row in rows {
                let name = format!("{} {}", row.family, row.given).trim().to_owned();
                let mail = row.mail.map_or_else(|| w::no_mail(voice).to_owned(), String::from);
                let record = [
                    safe(&name),
                    safe(&mail),
                    language(voice, row.lang).to_owned(),
                    leaked.clone(),
                    since.clone(),
                ];
                table.write_record(record).map_err(Fault::internal)?;
                people += 1;
            }
        }
        let (day, at) = (self.reading_day(self.now()), self.now());
        let reading = Reading { reader: me.id(), kind: ReadKind::Incident, purpose: "", day: &day, at };
        store::incident::insert_readings(&mut tx, audience, reading).await?;
        let detail =
            json!({ "audience": input.audience, "fields": input.leaked(), "since": since, "people": people });
        self.audit(&mut tx, Some(me.id()), "incident.export", "site", detail).await?;
        tx.commit().await?;
        Ok(table.into_inner().map_err(|error| Fault::internal(error.to_string()))?)
    }

    async fn parse_incident(&self, conn: &mut Conn, input: &IncidentInput) -> Result<Incident, FormError> {
        let mut p = Problems::default();
        let audience = p.take("audience", choice::<IncidentAudience>(&input.audience));
        let mut all = Incident {
            role: None,
            event: EventId::FIRST,
            from: Stamp(i64::MIN),
            to: Stamp(i64::MAX),
            since: Date::constant(1970, 1, 1),
        };
        match audience {
            Some(IncidentAudience::WithRole) => all.role = p.take("role", choice(&input.role)),
            Some(IncidentAudience::OfEvent) => {
                let slug = input.event.trim();
                let event = store::event::by_slug(conn, slug).await?.map(|event| event.id);
                let missing = if slug.is_empty() { Problem::Required } else { Problem::NotAChoice };
                all.event = p.take("event", event.ok_or(missing)).unwrap_or(EventId::FIRST);
            }
            Some(IncidentAudience::JoinedBetween) => {
                let (from, to) = (p.take("from", date(&input.from)), p.take("to", date(&input.to)));
                if let Some((from, to)) = from.zip(to) {
                    if to < from {
                        p.add("to", Problem::Before);
                    }
                    all.from = self.start_of(from)?;
                    all.to = self.start_of(to.saturating_add(1.day()))?;
                }
            }
            Some(IncidentAudience::Everybody) | None => {}
        }
        if input.leaked().is_empty() {
            p.add("fields", Problem::Required);
        }
        if let Some(since) = p.take("since", date(&input.since)) {
            all.since = since;
        }
        Ok(p.finish(Some(all))?)
    }

    /// The first instant of a day on the site's clock.
    fn start_of(&self, day: Date) -> Result<Stamp, Fault> {
        let start = day.to_zoned(self.config().zone.clone()).map_err(Fault::internal)?;
        Ok(Stamp(start.timestamp().as_millisecond()))
    }
}

fn language(voice: Voice, lang: Lang) -> &'static str {
    match lang {
        Lang::Ja => export_doc::val_ja(voice),
        Lang::En => export_doc::val_en(voice),
    }
}

/// A day as typed.
fn date(typed: &str) -> Result<Date, Problem> {
    if typed.trim().is_empty() {
        return Err(Problem::Required);
    }
    typed.trim().parse().map_err(|_| Problem::NotADate)
}
