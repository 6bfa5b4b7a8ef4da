//! The demonstration's events, with those who come and those who wait.
use jiff::ToSpan;
use store::Tx;
use store::event::EventRow;
use store::rsvp::RsvpRow;
use types::event::{EventKind, EventWords, RsvpState};
use types::id::ProgrammeId;
use types::lang::Bilingual;
use types::time::Stamp;

use super::people::Members;
use crate::Service;
use crate::clock::zoned;
use crate::fault::Fault;
use crate::markdown;

const EVENTS: &str = include_str!("../../demo/events.json");

/// An event as the file has it.
#[derive(serde::Deserialize)]
struct DemoEvent {
    key: String,
    kind: EventKind,
    host: String,
    title: Bilingual,
    summary: Bilingual,
    body: Bilingual,
    starts: WallTime,
    minutes: i64,
    place: Bilingual,
    online_url: Option<String>,
    public: bool,
    capacity: i64,
    programme: Option<String>,
    attendees: Vec<String>,
    waiting: Vec<String>,
}

/// A time of day so many days before today; negative: after.
#[derive(Clone, Copy, serde::Deserialize)]
pub(super) struct WallTime {
    days_ago: i32,
    #[serde(default)]
    hour: i8,
    #[serde(default)]
    minute: i8,
}

impl WallTime {
    /// `days_ago` days before today at `hour` o'clock.
    pub(super) fn days_ago(days_ago: i32, hour: i8) -> Self {
        Self { days_ago, hour, minute: 0 }
    }

    /// The instant on the site's clock.
    pub(super) fn stamp(self, service: &Service) -> Result<Stamp, Fault> {
        let today = zoned(service.now(), &service.config().zone).date();
        let day = today.checked_sub(self.days_ago.days()).map_err(Fault::internal)?;
        let at = day
            .at(self.hour, self.minute, 0, 0)
            .to_zoned(service.config().zone.clone())
            .map_err(Fault::internal)?;
        Ok(Stamp(at.timestamp().as_millisecond()))
    }
}

/// Writes every event; members and programmes are there already.
pub(super) async fn write(
    service: &Service,
    tx: &mut Tx,
    members: &Members,
    programme: (&str, ProgrammeId),
) -> Result<(), Fault> {
    let events: Vec<DemoEvent> = serde_json::from_str(EVENTS)?;
    for event in events {
        let starts_at = event.starts.stamp(service)?;
        let html = Bilingual { ja: markdown::render(&event.body.ja), en: markdown::render(&event.body.en) };
        let words = EventWords {
            title: event.title,
            summary: event.summary,
            body: event.body,
            html,
            place: event.place,
        };
        let row = EventRow {
            id: service.id(),
            slug: event.key,
            kind: event.kind,
            words: serde_json::to_string(&words)?,
            starts_at,
            ends_at: starts_at.plus(event.minutes * Stamp::MINUTE),
            online_url: event.online_url.unwrap_or_default(),
            capacity: event.capacity,
            public: event.public,
            host_id: members.of(&event.host)?,
            programme_id: event.programme.filter(|key| key == programme.0).map(|_| programme.1),
            turns: 0,
            changed_at: service.now().plus(-Stamp::DAY),
            called_off_at: None,
            call_off_note: String::new(),
        };
        store::event::insert(tx, &row).await?;
        let going = event.attendees.iter().map(|key| (key, RsvpState::Going));
        let line = going.chain(event.waiting.iter().map(|key| (key, RsvpState::Waiting)));
        for (key, state) in line {
            let turn = store::event::take_turn(tx, row.id).await?.map_or(0, |e| e.turns);
            let at = row.changed_at.min(row.starts_at);
            let rsvp = RsvpRow { event_id: row.id, member_id: members.of(key)?, state, turn, at };
            store::rsvp::insert(tx, &rsvp).await?;
        }
        service.schedule_reminder(tx, &row).await?;
    }
    Ok(())
}
