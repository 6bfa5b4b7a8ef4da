//! Events as they are seen.
use store::Conn;
use store::event::{EventRow, ListedRow};
use store::rsvp::Counts;
use store::sight::Eye;
use types::event::{EventKind, EventWords, RsvpState};
use types::id::{EventId, MemberId};
use types::lang::{Bilingual, Lang};
use types::member::Person;
use types::time::Stamp;

use super::{may_change, may_see, words};
use crate::Service;
use crate::fault::Fault;
use crate::paging;
use crate::policy::{Capability, require};
use crate::programme::content;
use crate::viewer::Viewer;

/// Events on one page.
const PAGE: usize = 12;
/// People shown on an event's page.
const FACES: i64 = 24;
/// People on the host's list.
const LISTED: i64 = 2_000;

/// Which events are asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum When {
    /// Those not over yet.
    #[default]
    Upcoming,
    /// Those that are over.
    Past,
}

/// An event in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventCard {
    /// Which.
    pub id: EventId,
    /// Its name in addresses.
    pub slug: String,
    /// What for.
    pub kind: EventKind,
    /// What is said about it.
    pub words: EventWords,
    /// From when.
    pub starts: Stamp,
    /// Until when.
    pub ends: Stamp,
    /// Whether it can be joined online.
    pub online: bool,
    /// Whether visitors may know of it.
    pub public: bool,
    /// Whether no seat is left.
    pub full: bool,
    /// Whether it does not take place.
    pub called_off: bool,
    /// Where the viewer stands.
    pub mine: Option<RsvpState>,
    /// Whether the viewer may change it.
    pub may_change: bool,
    /// When what is said of it changed last.
    pub changed: Stamp,
}

/// A page of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EventPage {
    /// The events.
    pub events: Vec<EventCard>,
    /// Where the next page begins, if there is one.
    pub next: Option<String>,
}

/// An event's own page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventView {
    /// What its card says.
    pub card: EventCard,
    /// Seats.
    pub capacity: i64,
    /// Seats taken and people waiting.
    pub counts: Counts,
    /// Who hosts; for members.
    pub host: Option<Person>,
    /// Where to join; only for those with a seat and for whoever runs it.
    pub online_url: Option<String>,
    /// Who comes, the first ones; for members.
    pub people: Vec<Person>,
    /// The programme it belongs to: slug and title.
    pub programme: Option<(String, Bilingual)>,
    /// Whether it is over.
    pub over: bool,
    /// What was said when it was called off, or empty.
    pub call_off_note: String,
}

/// The host's list of an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventDesk {
    /// The event.
    pub card: EventCard,
    /// Seats.
    pub capacity: i64,
    /// Who has a seat, in order.
    pub going: Vec<Person>,
    /// Who waits, in order.
    pub waiting: Vec<Person>,
}

impl Service {
    /// A page of events the viewer may see, from `cursor` on.
    ///
    /// # Errors
    /// The database failed.
    pub async fn events(
        &self,
        viewer: &Viewer,
        when: When,
        cursor: Option<&str>,
    ) -> Result<EventPage, Fault> {
        let (all, member, now) = (viewer.me().is_some(), asking(viewer), self.now());
        let mut conn = self.db().read().await?;
        let limit = paging::asked(PAGE);
        let rows = match when {
            When::Upcoming => {
                let after = cursor.and_then(read_cursor).unwrap_or((Stamp(0), EventId::FIRST));
                store::event::upcoming(&mut conn, all, member, now, after, limit).await?
            }
            When::Past => {
                let before = cursor.and_then(read_cursor).unwrap_or((now, EventId::LAST));
                store::event::past(&mut conn, all, member, now, before, limit).await?
            }
        };
        let (rows, next) =
            paging::cut(rows, PAGE, |row| format!("{}.{}", row.event.starts_at.0, row.event.id));
        let events = rows.into_iter().map(|row| card(viewer, row)).collect::<Result<_, _>>()?;
        Ok(EventPage { events, next })
    }

    /// One event.
    ///
    /// # Errors
    /// [`Fault::NotFound`] also when the viewer may not know of it.
    pub async fn event(&self, viewer: &Viewer, slug: &str) -> Result<EventView, Fault> {
        let mut conn = self.db().read().await?;
        let row = store::event::by_slug(&mut conn, slug)
            .await?
            .filter(|row| may_see(viewer, row))
            .ok_or(Fault::NotFound)?;
        let counts = store::rsvp::counts(&mut conn, row.id).await?;
        let mine = store::rsvp::get(&mut conn, row.id, asking(viewer)).await?.map(|rsvp| rsvp.state);
        let inside = mine == Some(RsvpState::Going) || viewer.me().is_some_and(|me| may_change(me, &row));
        let (host, people) = if viewer.me().is_some() {
            self.faces(&mut conn, viewer.eye(), &row).await?
        } else {
            (None, Vec::new())
        };
        let programme = match row.programme_id {
            Some(id) => store::programme::by_id(&mut conn, id).await?,
            None => None,
        };
        let programme = programme.map(|p| content(&p).map(|c| (p.slug, c.title))).transpose()?;
        Ok(EventView {
            capacity: row.capacity,
            counts,
            host,
            people,
            programme,
            online_url: (inside && row.called_off_at.is_none() && !row.online_url.is_empty())
                .then(|| row.online_url.clone()),
            call_off_note: row.call_off_note.clone(),
            over: row.ends_at <= self.now(),
            card: card(viewer, ListedRow { event: row, going: counts.going, mine })?,
        })
    }

    async fn faces(
        &self,
        conn: &mut Conn,
        eye: Eye,
        row: &EventRow,
    ) -> Result<(Option<Person>, Vec<Person>), Fault> {
        let host = store::member::seen_person(conn, eye, row.host_id).await?.map(Into::into);
        let people = store::rsvp::people(conn, eye, row.id, RsvpState::Going, false, FACES).await?;
        Ok((host, people.into_iter().map(Into::into).collect()))
    }

    /// Who comes and who waits, for whoever runs the event.
    ///
    /// # Errors
    /// Only the office and the event's host may.
    pub async fn event_desk(&self, viewer: &Viewer, slug: &str) -> Result<EventDesk, Fault> {
        let me = require(viewer, Capability::HostEvents)?;
        let mut conn = self.db().read().await?;
        let row = store::event::by_slug(&mut conn, slug).await?.ok_or(Fault::NotFound)?;
        if !may_change(me, &row) {
            return Err(Fault::NotAllowed);
        }
        let going: Vec<Person> =
            store::rsvp::people(&mut conn, Eye::NOBODY, row.id, RsvpState::Going, true, LISTED)
                .await?
                .into_iter()
                .map(Into::into)
                .collect();
        let waiting =
            store::rsvp::people(&mut conn, Eye::NOBODY, row.id, RsvpState::Waiting, true, LISTED).await?;
        let taken = i64::try_from(going.len()).map_err(Fault::internal)?;
        Ok(EventDesk {
            capacity: row.capacity,
            card: card(viewer, ListedRow { event: row, going: taken, mine: None })?,
            going,
            waiting: waiting.into_iter().map(Into::into).collect(),
        })
    }

    /// The event as an `.ics` file; the address to join is in it only for those who see it on the page.
    ///
    /// # Errors
    /// As for [`Self::event`].
    pub async fn event_calendar(&self, viewer: &Viewer, slug: &str, lang: Lang) -> Result<String, Fault> {
        let view = self.event(viewer, slug).await?;
        let mut conn = self.db().read().await?;
        let row = store::event::by_slug(&mut conn, slug).await?.ok_or(Fault::NotFound)?;
        Ok(super::calendar::entry(self.config(), &row, &view.card.words, lang, view.online_url.as_deref()))
    }
}

pub(crate) fn card(viewer: &Viewer, row: ListedRow) -> Result<EventCard, Fault> {
    let ListedRow { event: row, going, mine } = row;
    Ok(EventCard {
        words: words(&row)?,
        online: !row.online_url.is_empty(),
        full: going >= row.capacity,
        called_off: row.called_off_at.is_some(),
        may_change: viewer.me().is_some_and(|me| may_change(me, &row)),
        id: row.id,
        slug: row.slug,
        kind: row.kind,
        starts: row.starts_at,
        ends: row.ends_at,
        public: row.public,
        mine,
        changed: row.changed_at,
    })
}

/// The member who asks; visitors have no row anywhere.
pub(crate) fn asking(viewer: &Viewer) -> MemberId {
    viewer.me().map_or(MemberId::FIRST, crate::viewer::Me::id)
}

/// `1795000000000.018f…`: time and id of the last one shown.
pub(crate) fn read_cursor<T: std::str::FromStr>(text: &str) -> Option<(Stamp, T)> {
    let (at, id) = text.split_once('.')?;
    Some((Stamp(at.parse().ok()?), id.parse().ok()?))
}
