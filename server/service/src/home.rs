//! What stands beside the feed on a member's home: what comes next, and who is new.
use store::Conn;
use types::id::{EventId, MemberId};
use types::member::Person;
use types::programme::ProgrammeState;
use types::time::Stamp;

use crate::event::{EventCard, card};
use crate::fault::Fault;
use crate::paging;
use crate::programme::{ProgrammeView, view};
use crate::viewer::Viewer;

/// Events shown.
const EVENTS: i64 = 3;
/// New members shown.
const SHOWN: usize = 4;
/// For how long somebody is new, in days.
const NEW_DAYS: i64 = 30;

/// Standing offers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Beside {
    /// The next events the member may see.
    pub upcoming: Vec<EventCard>,
    /// The programme that takes applications.
    pub programme: Option<ProgrammeView>,
    /// Who joined lately, the newest first; never the viewer.
    pub newcomers: Vec<Person>,
}

/// What stands beside the feed of `viewer`, the member `me`.
pub(crate) async fn beside(
    conn: &mut Conn,
    viewer: &Viewer,
    me: MemberId,
    now: Stamp,
) -> Result<Beside, Fault> {
    let first = (Stamp(0), EventId::FIRST);
    let events = store::event::upcoming(conn, true, me, now, first, EVENTS).await?;
    let events = events.into_iter().filter(|row| row.event.called_off_at.is_none());
    let open = store::programme::list(conn, false, 1).await?;
    let since = now.plus(-NEW_DAYS * Stamp::DAY);
    let people = store::member::newest(conn, viewer.eye(), since, paging::asked(SHOWN)).await?;
    let newcomers = people.into_iter().filter(|row| row.id != me);
    let newcomers: Vec<Person> = newcomers.map(Person::from).take(SHOWN).collect();
    Ok(Beside {
        upcoming: events.map(|row| card(viewer, row)).collect::<Result<_, _>>()?,
        programme: open
            .into_iter()
            .find(|row| row.state == ProgrammeState::Open)
            .map(|row| view(row, false))
            .transpose()?,
        newcomers,
    })
}
