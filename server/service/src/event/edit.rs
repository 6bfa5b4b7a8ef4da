//! Making and changing events.
use jiff::tz::TimeZone;
use store::Tx;
use store::event::EventRow;
use types::event::{EventKind, EventWords};
use types::form::{Problem, Problems};
use types::id::EventId;
use types::lang::Bilingual;
use types::programme::ProgrammeState;
use types::site::{both, choice, one_of_both};
use types::text;
use types::time::Stamp;

use super::mail::Notice;
use super::{may_change, words};
use crate::Service;
use crate::clock::{wall_time, wall_words, zoned};
use crate::fault::{Fault, FormError};
use crate::markdown;
use crate::policy::{Capability, require};
use crate::viewer::Viewer;

/// The most seats an event has.
const SEATS: i64 = 10_000;

/// The form of an event, as typed. Times are `2026-12-03T19:00` on the site's wall clock.
#[derive(Clone, Debug, Default, serde::Serialize, serde::Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "names of form fields; their meaning is in types::event")]
pub struct EventInput {
    pub kind: String,
    pub title_ja: String,
    pub title_en: String,
    pub summary_ja: String,
    pub summary_en: String,
    pub body_ja: String,
    pub body_en: String,
    pub starts: String,
    pub ends: String,
    pub place_ja: String,
    pub place_en: String,
    pub online_url: String,
    pub capacity: String,
    /// `public` or `members`.
    pub audience: String,
    /// Slug of a programme, or empty.
    pub programme: String,
}

/// An event as parsed, its programme still by name.
struct Draft {
    kind: EventKind,
    words: EventWords,
    starts_at: Stamp,
    ends_at: Stamp,
    online_url: String,
    capacity: i64,
    public: bool,
}

impl Service {
    /// The form of a new event.
    ///
    /// # Errors
    /// Only the office and hosts make events.
    pub fn new_event_form(&self, viewer: &Viewer) -> Result<EventInput, Fault> {
        require(viewer, Capability::HostEvents)?;
        let kind = EventKind::default().to_string();
        Ok(EventInput {
            kind,
            capacity: "30".to_owned(),
            audience: "members".to_owned(),
            ..EventInput::default()
        })
    }

    /// The form filled with an event.
    ///
    /// # Errors
    /// Only the office and the event's host may.
    pub async fn event_form(&self, viewer: &Viewer, slug: &str) -> Result<EventInput, Fault> {
        let me = require(viewer, Capability::HostEvents)?;
        let mut conn = self.db().read().await?;
        let row = store::event::by_slug(&mut conn, slug).await?.ok_or(Fault::NotFound)?;
        if !may_change(me, &row) {
            return Err(Fault::NotAllowed);
        }
        let programme = match row.programme_id {
            Some(id) => store::programme::by_id(&mut conn, id).await?.map(|p| p.slug),
            None => None,
        };
        let words = words(&row)?;
        let wall = |at| wall_words(at, &self.config().zone);
        Ok(EventInput {
            kind: row.kind.to_string(),
            title_ja: words.title.ja,
            title_en: words.title.en,
            summary_ja: words.summary.ja,
            summary_en: words.summary.en,
            body_ja: words.body.ja,
            body_en: words.body.en,
            starts: wall(row.starts_at),
            ends: wall(row.ends_at),
            place_ja: words.place.ja,
            place_en: words.place.en,
            online_url: row.online_url,
            capacity: row.capacity.to_string(),
            audience: if row.public { "public" } else { "members" }.to_owned(),
            programme: programme.unwrap_or_default(),
        })
    }

    /// Makes an event, hosted by the viewer; its slug.
    ///
    /// # Errors
    /// Problems of the form; only the office and hosts may.
    pub async fn create_event(&self, viewer: &Viewer, input: &EventInput) -> Result<String, FormError> {
        let me = require(viewer, Capability::HostEvents)?;
        let draft = input.parse(&self.config().zone)?;
        let id: EventId = self.id();
        let day = zoned(draft.starts_at, &self.config().zone).strftime("%Y-%m-%d").to_string();
        let tail: String = id.to_string().chars().rev().take(5).collect();
        let mut tx = self.db().write().await?;
        let mut row = EventRow {
            id,
            slug: format!("{day}-{tail}"),
            kind: draft.kind,
            words: String::new(),
            starts_at: draft.starts_at,
            ends_at: draft.ends_at,
            online_url: String::new(),
            capacity: draft.capacity,
            public: draft.public,
            host_id: me.id(),
            programme_id: None,
            turns: 0,
            changed_at: self.now(),
            called_off_at: None,
            call_off_note: String::new(),
        };
        self.apply(&mut tx, &mut row, draft, &input.programme).await?;
        store::event::insert(&mut tx, &row).await?;
        self.schedule_reminder(&mut tx, &row).await?;
        self.audit(&mut tx, Some(me.id()), "event.create", format!("event:{id}"), serde_json::Value::Null)
            .await?;
        tx.commit().await?;
        Ok(row.slug)
    }

    /// Changes an event. More seats go to those who wait; fewer take nobody's seat. A moved event is told to all who come.
    ///
    /// # Errors
    /// Problems of the form; only the office and the event's host may, and nobody once it was called off.
    pub async fn change_event(
        &self,
        viewer: &Viewer,
        slug: &str,
        input: &EventInput,
    ) -> Result<(), FormError> {
        let me = require(viewer, Capability::HostEvents)?;
        let draft = input.parse(&self.config().zone);
        let mut tx = self.db().write().await?;
        let known = store::event::by_slug(&mut tx, slug).await?.ok_or(Fault::NotFound)?;
        if !may_change(me, &known) || known.called_off_at.is_some() {
            return Err(Fault::NotAllowed.into());
        }
        let draft = draft?;
        let mut row = store::event::take_turn(&mut tx, known.id).await?.ok_or(Fault::NotFound)?;
        let before = (row.starts_at, row.ends_at, row.online_url.clone(), words(&row)?.place);
        self.apply(&mut tx, &mut row, draft, &input.programme).await?;
        store::event::update(&mut tx, &row).await?;
        let after = (row.starts_at, row.ends_at, row.online_url.clone(), words(&row)?.place);
        if before != after && row.ends_at > self.now() {
            self.mail_all_going(&mut tx, &row, Notice::Changed).await?;
        }
        self.fill_seats(&mut tx, &row).await?;
        self.schedule_reminder(&mut tx, &row).await?;
        self.audit(
            &mut tx,
            Some(me.id()),
            "event.change",
            format!("event:{}", row.id),
            serde_json::Value::Null,
        )
        .await?;
        Ok(tx.commit().await?)
    }

    async fn apply(
        &self,
        tx: &mut Tx,
        row: &mut EventRow,
        draft: Draft,
        programme: &str,
    ) -> Result<(), FormError> {
        row.programme_id = match programme {
            "" => None,
            slug => {
                let known =
                    store::programme::by_slug(tx, slug).await?.filter(|p| p.state != ProgrammeState::Draft);
                Some(known.ok_or_else(|| FormError::of("programme", Problem::NotAChoice))?.id)
            }
        };
        row.words = serde_json::to_string(&draft.words).map_err(Fault::from)?;
        row.kind = draft.kind;
        row.starts_at = draft.starts_at;
        row.ends_at = draft.ends_at;
        row.online_url = draft.online_url;
        row.capacity = draft.capacity;
        row.public = draft.public;
        row.changed_at = self.now();
        Ok(())
    }
}

impl EventInput {
    fn parse(&self, zone: &TimeZone) -> Result<Draft, Problems> {
        let mut problems = Problems::default();
        let p = &mut problems;
        let title = Bilingual {
            ja: one_line(p, "title_ja", &self.title_ja),
            en: one_line(p, "title_en", &self.title_en),
        };
        if self.title_ja.trim().is_empty() && self.title_en.trim().is_empty() {
            p.add("title_ja", Problem::Required);
        }
        let summary = one_of_both(p, "summary", &self.summary_ja, &self.summary_en, 300);
        let body = both(p, "body", &self.body_ja, &self.body_en, text::PROSE_MAX);
        let place = Bilingual {
            ja: one_line(p, "place_ja", &self.place_ja),
            en: one_line(p, "place_en", &self.place_en),
        };
        let html = Bilingual { ja: markdown::render(&body.ja), en: markdown::render(&body.en) };
        let kind = p.take("kind", choice(&self.kind));
        let starts_at = p.take("starts", wall_time(&self.starts, zone));
        let ends_at = p.take("ends", wall_time(&self.ends, zone));
        if starts_at.zip(ends_at).is_some_and(|(from, to)| to <= from) {
            p.add("ends", Problem::Before);
        }
        let online_url =
            p.take("online_url", text::optional(&self.online_url, link)).flatten().unwrap_or_default();
        let capacity = p.take("capacity", seats(&self.capacity));
        let public = self.audience == "public";
        let words = EventWords { title, summary, body, html, place };
        let draft = kind.zip(starts_at.zip(ends_at)).zip(capacity);
        let draft = draft.map(|((kind, (starts_at, ends_at)), capacity)| Draft {
            kind,
            words,
            starts_at,
            ends_at,
            online_url,
            capacity,
            public,
        });
        problems.finish(draft)
    }
}

fn one_line(problems: &mut Problems, field: &str, typed: &str) -> String {
    problems.take(field, text::optional(typed, |t| text::line(t, 120))).flatten().unwrap_or_default()
}

fn link(typed: &str) -> Result<String, Problem> {
    let line = text::line(typed, 500)?;
    let url: url::Url = line.parse().map_err(|_| Problem::NotALink)?;
    if matches!(url.scheme(), "https" | "http") && url.has_host() { Ok(line) } else { Err(Problem::NotALink) }
}

fn seats(typed: &str) -> Result<i64, Problem> {
    let digits: String = typed.trim().chars().map(text::ascii_of_full_width).collect();
    let range = Problem::NotInRange { min: 1, max: SEATS };
    digits.parse().ok().filter(|n| (1..=SEATS).contains(n)).ok_or(range)
}
