//! How many people the viewer finds by each choice of a filter, beside what else is asked for.
use std::collections::BTreeMap;

use store::Conn;
use store::directory::{Phrase, Range, Wanted};
use store::facet::{self, Facet};
use store::sight::Eye;
use types::tie::TieKind;

use super::DirectoryQuery;
use crate::Service;
use crate::fault::Fault;
use crate::policy::{Capability, require};
use crate::search::circles;
use crate::tie::Own;
use crate::viewer::Viewer;

/// People counted one by one; past them a number is the least there are.
const AT_MOST: usize = 1_000;

/// How many people.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// So many.
    pub people: usize,
    /// Whether there may be more.
    pub or_more: bool,
}

/// How many people each choice leaves.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    departments: Option<Counted>,
    industries: Option<Counted>,
    places: Option<Counted>,
    ties: BTreeMap<&'static str, Count>,
}

/// What was counted, and whether somebody was left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Counted {
    people: BTreeMap<Facet, usize>,
    or_more: bool,
}

impl Counts {
    /// By department.
    #[must_use]
    pub fn department(&self, id: &str) -> Option<Count> {
        self.departments.as_ref()?.of("department", id)
    }

    /// By industry.
    #[must_use]
    pub fn industry(&self, name: &str) -> Option<Count> {
        self.industries.as_ref()?.of("industry", name)
    }

    /// By place: whoever lives there, or in a place that lies in it.
    #[must_use]
    pub fn place(&self, name: &str) -> Option<Count> {
        self.places.as_ref()?.of("place", name)
    }

    /// By what the viewer has in common with people.
    #[must_use]
    pub fn tie(&self, kind: TieKind) -> Option<Count> {
        self.ties.get(kind.as_str()).copied()
    }
}

impl Counted {
    /// None where nothing true can be said: nobody among those counted, and not everybody was.
    fn of(&self, kind: &str, key: &str) -> Option<Count> {
        let people = self.people.get(&Facet::new(kind, &key)).copied().unwrap_or_default();
        (people > 0 || !self.or_more).then_some(Count { people, or_more: self.or_more })
    }
}

impl Service {
    /// How many people the directory lists by each choice.
    ///
    /// # Errors
    /// Only members may look.
    pub async fn directory_counts(&self, viewer: &Viewer, query: &DirectoryQuery) -> Result<Counts, Fault> {
        let me = require(viewer, Capability::TakePart)?;
        let mut conn = self.db().read().await?;
        let own = self.own_ties(&mut conn, me.id()).await?;
        of(&mut conn, me.eye(), own, query).await
    }
}

/// How many people each choice leaves, with all else that `query` asks for. None are told where single characters are looked for,
/// which search in another circle with each choice, nor by いまの気持ち, whose reach differs from viewer to viewer.
pub(super) async fn of(conn: &mut Conn, eye: Eye, own: Own, query: &DirectoryQuery) -> Result<Counts, Fault> {
    let mut circles = circles(&query.q);
    let is_nothing = circles.iter().all(Vec::is_empty) && !query.q.trim().is_empty();
    if is_nothing || circles.len() != 1 {
        return Ok(Counts::default());
    }
    let phrases = circles.swap_remove(0);
    let mut counting = Counting { eye, own, phrases, done: Vec::new() };
    let without = |change: fn(&mut DirectoryQuery)| {
        let mut query = query.conditions();
        change(&mut query);
        query
    };
    let departments = counting.by(conn, &without(|q| q.department.clear())).await?;
    let industries = counting.by(conn, &without(|q| q.industry.clear())).await?;
    let places = counting.by(conn, &without(|q| q.region.clear())).await?;
    let ties = counting.ties(conn, query).await?;
    Ok(Counts { departments: Some(departments), industries: Some(industries), places: Some(places), ties })
}

/// Counting for one viewer and what is written in the search box.
struct Counting {
    eye: Eye,
    own: Own,
    phrases: Vec<Phrase>,
    /// What was counted already: mostly the same is asked but for one condition.
    done: Vec<(DirectoryQuery, Counted)>,
}

impl Counting {
    async fn by(&mut self, conn: &mut Conn, query: &DirectoryQuery) -> Result<Counted, Fault> {
        if let Some((_, counted)) = self.done.iter().find(|(done, _)| done == query) {
            return Ok(counted.clone());
        }
        let counted = self.count(conn, query).await?;
        self.done.push((query.clone(), counted.clone()));
        Ok(counted)
    }

    async fn count(&self, conn: &mut Conn, query: &DirectoryQuery) -> Result<Counted, Fault> {
        let range = query.range(AT_MOST);
        let is_everybody = range == DirectoryQuery::default().range(AT_MOST);
        if is_everybody && self.phrases.is_empty() && query.kind().is_none() {
            let seen = store::facet::seen(conn, self.eye).await?;
            let people = seen.into_iter().map(|(facet, n)| (facet, usize::try_from(n).unwrap_or_default()));
            return Ok(Counted { people: people.collect(), or_more: false });
        }
        let hits = match query.kind() {
            Some(kind) => self.near(conn, kind, &range).await?,
            None if self.phrases.is_empty() => facet::of_page(conn, self.eye, &range).await?,
            None => {
                let wanted = Wanted { phrases: &self.phrases, ..Wanted::default() };
                facet::of_search(conn, self.eye, &wanted, &range).await?
            }
        };
        let mut people = BTreeMap::new();
        for facet in hits.iter().take(AT_MOST).flat_map(|lines| facet::facets(lines, &range)) {
            *people.entry(facet).or_default() += 1;
        }
        Ok(Counted { people, or_more: hits.len() > AT_MOST })
    }

    async fn ties(
        &self,
        conn: &mut Conn,
        query: &DirectoryQuery,
    ) -> Result<BTreeMap<&'static str, Count>, Fault> {
        let range = query.range(AT_MOST);
        let mut ties = BTreeMap::new();
        for kind in TieKind::ALL {
            let found = self.near_count(conn, *kind, &range).await?;
            ties.insert(kind.as_str(), Count { people: found.min(AT_MOST), or_more: found > AT_MOST });
        }
        Ok(ties)
    }

    /// What those are counted in with whom the viewer has a tie of this kind.
    async fn near(&self, conn: &mut Conn, kind: TieKind, range: &Range) -> Result<Vec<String>, Fault> {
        let (near, own) = self.tokens(kind);
        if near.is_empty() {
            return Ok(Vec::new());
        }
        let wanted = Wanted { phrases: &self.phrases, any: &near, none: &own, unless: &[] };
        Ok(facet::of_search(conn, self.eye, &wanted, range).await?)
    }

    /// How many they are.
    async fn near_count(&self, conn: &mut Conn, kind: TieKind, range: &Range) -> Result<usize, Fault> {
        let (near, own) = self.tokens(kind);
        if near.is_empty() {
            return Ok(0);
        }
        let wanted = Wanted { phrases: &self.phrases, any: &near, none: &own, unless: &[] };
        let found = facet::count_of_search(conn, self.eye, &wanted, range).await?;
        Ok(usize::try_from(found).unwrap_or_default())
    }

    /// The tokens of those near to the viewer in this way, and the viewer's own.
    fn tokens(&self, kind: TieKind) -> (Vec<String>, [String; 1]) {
        (self.own.asked(&[kind]), [self.own.token()])
    }
}
