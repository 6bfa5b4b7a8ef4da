//! Those near to the viewer before everybody else: two lists in 五十音 order, read as one.
use store::Conn;
use store::directory::{ListedRow, Phrase, Range, Wanted};
use store::sight::Eye;

use super::PAGE;
use crate::fault::Fault;
use crate::paging;

/// A place in the order of the directory: those near to the viewer come first, then everybody else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Past this number, among those near to the viewer.
    Near(i64),
    /// Past this number, among everybody else.
    Others(i64),
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Near(no) => write!(f, "near.{no}"),
            Self::Others(no) => write!(f, "{no}"),
        }
    }
}

impl std::str::FromStr for Place {
    type Err = std::num::ParseIntError;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.strip_prefix("near.") {
            Some(no) => no.parse().map(Self::Near),
            None => text.parse().map(Self::Others),
        }
    }
}

impl Place {
    /// The number past which everybody else goes on; none of them were shown before those near to the viewer were.
    pub(super) fn among_others(self, first: i64) -> i64 {
        match self {
            Self::Near(_) => first,
            Self::Others(after) => after.max(first),
        }
    }
}

/// A search of one viewer.
pub(super) struct Search {
    pub eye: Eye,
    pub range: Range,
    /// Tokens of those near to the viewer.
    pub near: Vec<String>,
    /// The token of the viewer, who is near to nobody.
    pub own: [String; 1],
    /// Whether nobody else is wanted.
    pub only_near: bool,
}

/// What it found: the first `near` of the rows are near to the viewer.
pub(super) struct Found {
    pub rows: Vec<ListedRow>,
    pub near: usize,
    pub next: Option<Place>,
}

impl Search {
    /// The page from `place` on: at most two statements.
    pub async fn page(
        &self,
        conn: &mut Conn,
        phrases: &[Phrase],
        place: Option<Place>,
    ) -> Result<Found, Fault> {
        let mut rows = Vec::new();
        let first = self.range.after;
        if let Place::Near(after) = place.unwrap_or(Place::Near(first))
            && !self.near.is_empty()
        {
            let wanted = Wanted { phrases, any: &self.near, none: &self.own, unless: &[] };
            let range = Range { after: after.max(first), ..self.range.clone() };
            let found = store::directory::search(conn, self.eye, &wanted, &range).await?;
            let (near, next) = paging::cut(found, PAGE, |row| Place::Near(row.no));
            if next.is_some() || self.only_near {
                return Ok(Found { near: near.len(), rows: near, next });
            }
            rows = near;
        }
        if self.only_near {
            return Ok(Found { rows, near: 0, next: None });
        }
        let after = place.map_or(first, |place| place.among_others(first));
        let near = rows.len();
        let wanted = Wanted { phrases, any: &[], none: &self.near, unless: &self.own };
        let range = Range { after, limit: paging::asked(PAGE - near), ..self.range.clone() };
        let mut others = store::directory::search(conn, self.eye, &wanted, &range).await?;
        let more = others.len() > PAGE - near;
        others.truncate(PAGE - near);
        let last = others.last().map_or(after, |row| row.no);
        rows.extend(others);
        Ok(Found { rows, near, next: more.then_some(Place::Others(last)) })
    }
}
