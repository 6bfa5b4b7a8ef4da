//! つながり: asked, accepted, and ended without a word. Whoever asks never learns of a no.
mod change;
#[cfg(test)]
mod tests;

pub use change::Asked;

use store::Conn;
use store::block::SinceRow;
use store::connection::{AskedRow, RequestRow};
use types::id::MemberId;
use types::member::Person;
use types::time::Stamp;
use types::visibility::Relation;

use crate::Service;
use crate::event::read_cursor;
use crate::fault::Fault;
use crate::paging;
use crate::policy::{Capability, permits, require};
use crate::profile::opens_to;
use crate::viewer::Viewer;

/// Days a request waits; then it is as if it had not been asked, for both.
pub const WAITS_DAYS: i64 = 60;
/// People on one page.
const PAGE: usize = 30;
/// Requests that wait are counted up to here.
const COUNTED: i64 = 100;

/// How the viewer and a person stand to each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Neither asked.
    Apart,
    /// The viewer asked then; nobody tells what became of it.
    Asked(Stamp),
    /// The person asked, in these words.
    Asks(String),
    /// Both agreed.
    Connected,
}

/// What the foot of a profile offers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ties {
    /// How both stand to each other.
    pub standing: Standing,
    /// Whether the viewer avoids the person.
    pub avoids: bool,
    /// Whether the person runs the office, which a block does not keep from its work.
    pub is_office: bool,
}

/// Somebody on a list, and since when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Since {
    /// Who.
    pub person: Person,
    /// Since when.
    pub at: Stamp,
    /// What was said with a request; may be empty.
    pub words: String,
}

impl From<SinceRow> for Since {
    fn from(row: SinceRow) -> Self {
        Self { person: row.person.into(), at: row.since, words: String::new() }
    }
}

impl From<AskedRow> for Since {
    fn from(row: AskedRow) -> Self {
        Self { person: row.person.into(), at: row.asked_at, words: row.words }
    }
}

/// One of the lists about つながり.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// With whom the viewer is connected.
    Connected,
    /// Who asked the viewer.
    Asking,
    /// Whom the viewer asked.
    Asked,
}

/// A page of one of the lists.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct People {
    /// The latest first.
    pub people: Vec<Since>,
    /// Where the next page begins.
    pub next: Option<String>,
}

impl People {
    /// The rows as a page.
    pub(crate) fn of<R: Into<Since>>(rows: Vec<R>) -> Self {
        let rows = rows.into_iter().map(Into::into).collect();
        let (people, next) = paging::cut(rows, PAGE, |row: &Since| format!("{}.{}", row.at.0, row.person.id));
        Self { people, next }
    }
}

/// Where a list goes on that is asked for from `cursor` on, and how many rows to ask for.
pub(crate) fn from(cursor: Option<&str>) -> ((Stamp, MemberId), i64) {
    let before = cursor.and_then(read_cursor).unwrap_or((Stamp(i64::MAX), MemberId::LAST));
    (before, paging::asked(PAGE))
}

impl Service {
    /// What the viewer may do about a person whose page the viewer sees; none for visitors and of oneself.
    ///
    /// # Errors
    /// The database failed.
    pub async fn ties(&self, viewer: &Viewer, id: MemberId) -> Result<Option<Ties>, Fault> {
        let Some(me) = viewer.me() else { return Ok(None) };
        let mut conn = self.db().read().await?;
        let relation = store::sight::relation_to(&mut conn, me.eye(), id).await?;
        let mine = store::connection::request(&mut conn, me.id(), id).await?;
        let theirs = store::connection::request(&mut conn, id, me.id()).await?;
        let avoids = store::avoid::holds(&mut conn, me.id(), id).await?;
        let standing = match relation {
            Some(Relation::Connection) => Standing::Connected,
            Some(Relation::Member) => self.standing(mine, theirs, avoids),
            // One of the two blocked the other: nothing tells of it, and nothing is heard.
            Some(Relation::Visitor) if opens_to(&mut conn, id, Relation::Visitor).await? => {
                self.standing(mine, None, avoids)
            }
            _ => return Ok(None),
        };
        let is_office = store::member::roles(&mut conn, id)
            .await?
            .is_some_and(|roles| permits(&roles, Capability::RunOffice));
        Ok(Some(Ties { standing, avoids, is_office }))
    }

    fn standing(&self, mine: Option<RequestRow>, theirs: Option<RequestRow>, avoids: bool) -> Standing {
        if let Some(asked) = theirs.filter(|row| !avoids && self.waits(row)) {
            return Standing::Asks(asked.words);
        }
        // Not of what became of it: until it is over, every request looks as on its first day.
        match mine.filter(|row| row.withdrawn_at.is_none() && row.asked_at > self.asked_since()) {
            Some(asked) => Standing::Asked(asked.asked_at),
            None => Standing::Apart,
        }
    }

    /// A page of a list of the viewer's.
    ///
    /// # Errors
    /// Only members have any.
    pub async fn connections(
        &self,
        viewer: &Viewer,
        which: Which,
        cursor: Option<&str>,
    ) -> Result<People, Fault> {
        let me = require(viewer, Capability::TakePart)?.id();
        let ((before, limit), since) = (from(cursor), self.asked_since());
        let mut conn = self.db().read().await?;
        let conn: &mut Conn = &mut conn;
        Ok(match which {
            Which::Connected => People::of(store::connection::page(conn, me, before, limit).await?),
            Which::Asking => People::of(store::connection::asked_of(conn, me, since, before, limit).await?),
            Which::Asked => People::of(store::connection::asked_by(conn, me, since, before, limit).await?),
        })
    }

    /// How many wait for an answer of the viewer, up to 100.
    ///
    /// # Errors
    /// Only members are asked.
    pub async fn connections_waiting(&self, viewer: &Viewer) -> Result<i64, Fault> {
        let me = require(viewer, Capability::TakePart)?.id();
        let mut conn = self.db().read().await?;
        Ok(store::connection::waiting(&mut conn, me, self.asked_since(), COUNTED).await?)
    }

    /// Requests asked until then are over.
    pub(crate) fn asked_since(&self) -> Stamp {
        self.now().plus(-WAITS_DAYS * Stamp::DAY)
    }

    fn waits(&self, row: &RequestRow) -> bool {
        row.declined_at.is_none() && row.withdrawn_at.is_none() && row.asked_at > self.asked_since()
    }
}
