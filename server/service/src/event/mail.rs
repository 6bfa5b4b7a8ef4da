//! What is mailed about events.
use store::Tx;
use store::event::EventRow;
use types::event::EventWords;
use types::id::{EventId, MemberId, TaskId};
use types::lang::{Lang, Voice};
use types::time::Stamp;
use types::words::event as w;

use super::{calendar, words};
use crate::Service;
use crate::clock::zoned;
use crate::fault::Fault;
use crate::mail::Letter;
use crate::task::Task;

/// The reminder goes out this long before the start.
const AHEAD: i64 = Stamp::DAY;
/// More seats than any event has.
const ALL: i64 = 100_000;

/// The occasion of a mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Notice {
    /// Signed up and has a seat.
    Going,
    /// Signed up and waits.
    Waiting,
    /// A seat became free.
    Promoted,
    /// Cancelled.
    Left,
    /// It is tomorrow.
    Tomorrow,
    /// Time or place changed.
    Changed,
    /// It does not take place.
    CalledOff {
        /// Whether the receiver had a seat, and so may have it in a calendar.
        had_seat: bool,
    },
}

impl Notice {
    /// Whether the receiver has a seat, and so may know where to join.
    fn has_seat(self) -> bool {
        !matches!(self, Self::Waiting | Self::Left | Self::CalledOff { .. })
    }

    /// Whether the mail carries the calendar's entry.
    fn has_calendar(self) -> bool {
        self.has_seat() || self == Self::CalledOff { had_seat: true }
    }
}

impl Service {
    /// Mails `member` at the primary address, in the member's language.
    pub(super) async fn mail_about_event(
        &self,
        tx: &mut Tx,
        event: &EventRow,
        member: MemberId,
        notice: Notice,
    ) -> Result<(), Fault> {
        let Some(row) = store::member::by_id(tx, member).await? else { return Ok(()) };
        let Some(to) = store::member::mail_to(tx, member).await? else { return Ok(()) };
        let site = self.site_on(tx).await?;
        let (voice, words) = (site.voice(row.lang), words(event)?);
        let lang = voice.lang;
        let online = Some(event.online_url.as_str()).filter(|url| notice.has_seat() && !url.is_empty());
        let (title, name) = (words.title.get(lang), site.name.get(lang));
        let facts = self.facts(voice, event, &words, online);
        let (subject, body) = match notice {
            Notice::Going => (w::mail_going_subject(voice, title), w::mail_going(voice, facts, name, title)),
            Notice::Waiting => {
                (w::mail_waiting_subject(voice, title), w::mail_waiting(voice, facts, name, title))
            }
            Notice::Promoted => {
                (w::mail_promoted_subject(voice, title), w::mail_promoted(voice, facts, name, title))
            }
            Notice::Left => (w::mail_left_subject(voice, title), w::mail_left(voice, facts, name, title)),
            Notice::Tomorrow => {
                (w::mail_tomorrow_subject(voice, title), w::mail_tomorrow(voice, facts, name, title))
            }
            Notice::Changed => {
                (w::mail_changed_subject(voice, title), w::mail_changed(voice, facts, name, title))
            }
            Notice::CalledOff { .. } => {
                let note = paragraph(&event.call_off_note);
                (
                    w::mail_called_off_subject(voice, title),
                    w::mail_called_off(voice, facts, name, note, title),
                )
            }
        };
        let calendar =
            notice.has_calendar().then(|| calendar::entry(self.config(), event, &words, lang, online));
        self.enqueue(tx, &Task::Mail(Letter { to, lang, subject, body, calendar })).await
    }

    /// When, where, and the address of the page, one to a line.
    fn facts(&self, voice: Voice, event: &EventRow, words: &EventWords, online: Option<&str>) -> String {
        let zone = &self.config().zone;
        let (from, to) = (zoned(event.starts_at, zone), zoned(event.ends_at, zone));
        let format = match voice.lang {
            Lang::Ja => "%Y年%-m月%-d日 %H:%M",
            Lang::En => "%-d %b %Y %H:%M",
        };
        let zone = zone.iana_name().unwrap_or_default();
        let mut lines = vec![format!("{}–{} ({zone})", from.strftime(format), to.strftime("%H:%M"))];
        let place = words.place.get(voice.lang);
        lines.extend((!place.is_empty()).then(|| place.to_owned()));
        lines.extend(online.map(ToOwned::to_owned));
        lines.push(self.config().url(&format!("/events/{}", event.slug)));
        lines.join("\n")
    }

    /// Mails everybody who has a seat.
    pub(super) async fn mail_all_going(
        &self,
        tx: &mut Tx,
        event: &EventRow,
        notice: Notice,
    ) -> Result<(), Fault> {
        for member in store::rsvp::going(tx, event.id, ALL).await? {
            self.mail_about_event(tx, event, member, notice).await?;
        }
        Ok(())
    }

    /// Mails everybody who has a seat or waits for one that the event does not take place.
    pub(super) async fn mail_call_off(&self, tx: &mut Tx, event: &EventRow) -> Result<(), Fault> {
        self.mail_all_going(tx, event, Notice::CalledOff { had_seat: true }).await?;
        for member in store::rsvp::waiting(tx, event.id, ALL).await? {
            self.mail_about_event(tx, event, member, Notice::CalledOff { had_seat: false }).await?;
        }
        Ok(())
    }

    /// Asks for the reminder of an event; too late for one, nothing happens.
    pub(crate) async fn schedule_reminder(&self, tx: &mut Tx, event: &EventRow) -> Result<(), Fault> {
        let at = event.starts_at.plus(-AHEAD);
        if at <= self.now() {
            return Ok(());
        }
        let task = Task::RemindEvent { event: event.id, starts_at: event.starts_at };
        let dedupe = format!("remind_event:{}:{}", event.id, event.starts_at.0);
        self.enqueue_at(tx, &task, at, Some(&dedupe)).await
    }

    /// Reminds whoever has a seat now; nobody when the event was moved, called off or began.
    pub(crate) async fn remind_event(
        &self,
        task: TaskId,
        event: EventId,
        starts_at: Stamp,
    ) -> Result<(), Fault> {
        let mut tx = self.db().write().await?;
        let event = store::event::by_id(&mut tx, event).await?;
        if let Some(event) = event
            .filter(|e| e.called_off_at.is_none() && e.starts_at == starts_at && e.starts_at > self.now())
        {
            self.mail_all_going(&mut tx, &event, Notice::Tomorrow).await?;
        }
        // In the same transaction: a worker that dies here reminds nobody twice.
        store::task::finish(&mut tx, task).await?;
        Ok(tx.commit().await?)
    }
}

/// The text with an empty line after it; nothing stays nothing.
fn paragraph(text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("{text}\n\n") }
}
