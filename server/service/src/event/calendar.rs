//! Events as calendar entries.
use icalendar::{Calendar, Component, Event, EventLike, EventStatus};
use jiff::tz::TimeZone;
use store::event::EventRow;
use types::event::EventWords;
use types::lang::Lang;
use types::time::Stamp;

use crate::clock::zoned;
use crate::config::Config;

/// The text of an `.ics` file. Its id stays when the event changes, so that calendars replace the entry.
pub(super) fn entry(
    config: &Config,
    row: &EventRow,
    words: &EventWords,
    lang: Lang,
    online: Option<&str>,
) -> String {
    let page = config.url(&format!("/events/{}", row.slug));
    let host = config.base_url.host_str().unwrap_or("enishi");
    let mut text = words.summary.get(lang).to_owned();
    for line in [online, Some(page.as_str())].into_iter().flatten() {
        text.push('\n');
        text.push_str(line);
    }
    let place = words.place.get(lang);
    // One more than the minute alone: called off in the minute of a change, it still comes after the change.
    let called_off = row.called_off_at.is_some();
    let mut entry = Event::new();
    entry
        .uid(&format!("{}@{host}", row.id))
        .add_property("DTSTAMP", utc(row.changed_at))
        .add_property("DTSTART", utc(row.starts_at))
        .add_property("DTEND", utc(row.ends_at))
        // Minutes fit the format's 31 bits for four thousand years.
        .add_property("SEQUENCE", (row.changed_at.0 / Stamp::MINUTE + i64::from(called_off)).to_string())
        .summary(words.title.get(lang))
        .description(&text)
        .url(online.unwrap_or(&page));
    if called_off {
        entry.status(EventStatus::Cancelled);
    }
    if !place.is_empty() {
        entry.location(place);
    }
    Calendar::new().push(entry.done()).done().to_string()
}

/// `20261203T100000Z`
fn utc(at: Stamp) -> String {
    zoned(at, &TimeZone::UTC).strftime("%Y%m%dT%H%M%SZ").to_string()
}
