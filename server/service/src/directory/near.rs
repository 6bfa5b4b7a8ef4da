//! Those near to the viewer before everybody else: two lists in 五十音 order, read as one.
use store::Conn;
use store::directory::{ListedRow, Phrase, Range, Seen, Wanted};
use store::sight::Eye;
use types::tie::TieKind;

use super::DirectoryQuery;
use crate::fault::Fault;
use crate::paging;
use crate::search::circles;
use crate::tie::Own;

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

/// Whom a search finds, and by what.
pub(crate) struct Hits {
    pub found: Found,
    /// The circle in which they were found.
    pub phrases: Vec<Phrase>,
    /// `wide` of the next circle; none when there is none.
    pub wider: Option<usize>,
}

/// The first `size` whom `query` finds for the viewer with these ties, in the narrowest of its circles that has anybody. None when
/// something is asked for that no name can hold: finding nobody is the honest answer.
pub(crate) async fn search(
    conn: &mut Conn,
    eye: Eye,
    own: &Own,
    query: &DirectoryQuery,
    size: usize,
) -> Result<Option<Hits>, Fault> {
    search_in(circles(&query.q), conn, eye, own, query, size).await
}

/// As [`search`], with these circles for its words.
pub(crate) async fn search_in(
    mut circles: Vec<Vec<Phrase>>,
    conn: &mut Conn,
    eye: Eye,
    own: &Own,
    query: &DirectoryQuery,
    size: usize,
) -> Result<Option<Hits>, Fault> {
    if circles.iter().all(Vec::is_empty) && !query.q.trim().is_empty() {
        return Ok(None);
    }
    let (kind, place) = (query.kind(), query.place());
    let kinds = kind.as_ref().map_or(TieKind::ALL, std::slice::from_ref);
    let search = Search {
        eye,
        range: query.range(size),
        size,
        near: own.asked(kinds),
        own: [own.token()],
        only_near: kind.is_some(),
    };
    let last = circles.len() - 1;
    let mut at = query.wide.parse::<usize>().unwrap_or(0).min(last);
    let mut found = search.page(conn, &circles[at], place).await?;
    while found.rows.is_empty() && at < last {
        at += 1;
        found = search.page(conn, &circles[at], place).await?;
    }
    Ok(Some(Hits { found, phrases: circles.swap_remove(at), wider: Some(at + 1).filter(|_| at < last) }))
}

/// A search of one viewer.
struct Search {
    eye: Eye,
    range: Range,
    /// People on a page.
    size: usize,
    /// Tokens of those near to the viewer.
    near: Vec<String>,
    /// The token of the viewer, who is near to nobody.
    own: [String; 1],
    /// Whether nobody else is wanted.
    only_near: bool,
}

/// What it found: the first `near` of the rows are near to the viewer.
pub(crate) struct Found {
    pub rows: Vec<ListedRow>,
    pub near: usize,
    pub next: Option<Place>,
}

impl Search {
    /// The page from `place` on: at most two statements.
    async fn page(&self, conn: &mut Conn, phrases: &[Phrase], place: Option<Place>) -> Result<Found, Fault> {
        let (mut rows, mut seen) = (Vec::new(), Seen::default());
        let first = self.range.after;
        if let Place::Near(after) = place.unwrap_or(Place::Near(first))
            && !self.near.is_empty()
        {
            let wanted = Wanted { phrases, any: &self.near, none: &self.own, unless: &[] };
            let range = Range { after: after.max(first), ..self.range.clone() };
            let found = store::directory::search_on(conn, self.eye, &wanted, &range, &mut seen).await?;
            let (near, next) = paging::cut(found, self.size, |row| Place::Near(row.no));
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
        let range = Range { after, limit: paging::asked(self.size - near), ..self.range.clone() };
        let mut others = store::directory::search_on(conn, self.eye, &wanted, &range, &mut seen).await?;
        let more = others.len() > self.size - near;
        others.truncate(self.size - near);
        let last = others.last().map_or(after, |row| row.no);
        rows.extend(others);
        Ok(Found { rows, near, next: more.then_some(Place::Others(last)) })
    }
}
