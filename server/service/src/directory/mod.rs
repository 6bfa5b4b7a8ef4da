//! The directory: listed members in 五十音 order, searched and filtered.
mod counts;
mod kana;
mod near;
mod query;
#[cfg(test)]
mod tests;

use store::Conn;
use store::directory::{AT_ONCE, ListedRow, Range};
use store::sight::Eye;
use types::member::Person;

use crate::Service;
use crate::fault::Fault;
use crate::fold::fold;
use crate::paging;
use crate::policy::{Capability, require};
use crate::profile::Many;
use crate::tie::{Own, Tie};
use crate::viewer::Viewer;
use crate::why::{Why, why};
use near::{Found, Hits};

pub use counts::{Count, Counts};
pub use kana::{ROWS, place};
pub use near::Place;
pub use query::DirectoryQuery;

pub(crate) use kana::{SAME, random_place};
pub(crate) use near::{search, search_in};

/// People on one page.
const PAGE: usize = AT_ONCE;

/// A listed member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Who.
    pub person: Person,
    /// Reading in hiragana, or empty.
    pub kana: String,
    /// A sentence of the member, or empty.
    pub words: String,
    /// Some skills.
    pub skills: Vec<String>,
    /// Why a search found the member, where the rest does not show it.
    pub why: Vec<Why>,
    /// What a search found both to have in common; empty where the order does not depend on it.
    pub ties: Vec<Tie>,
}

/// One page of the directory.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DirectoryPage {
    /// People.
    pub people: Vec<Listed>,
    /// How many of them come first because the viewer has a tie with them.
    pub near: usize,
    /// Where the next page begins; none on the last.
    pub next: Option<Place>,
    /// `wide` of the next circle; none when there is none.
    pub wider: Option<usize>,
}

impl Service {
    /// A page of the directory: in 五十音 order, and where something is looked for, those near to the viewer first.
    ///
    /// # Errors
    /// Only members may look.
    pub async fn directory(&self, viewer: &Viewer, query: &DirectoryQuery) -> Result<DirectoryPage, Fault> {
        let me = require(viewer, Capability::TakePart)?;
        let mut conn = self.db().read().await?;
        if is_in_order(query) {
            return in_order(&mut conn, me.eye(), query).await;
        }
        let own = self.own_ties(&mut conn, me.id()).await?;
        near_first(&mut conn, me.eye(), &own, query).await
    }

    /// A page of the directory, and how many people each choice of its filters leaves.
    ///
    /// # Errors
    /// Only members may look.
    pub async fn counted_directory(
        &self,
        viewer: &Viewer,
        query: &DirectoryQuery,
    ) -> Result<(DirectoryPage, Counts), Fault> {
        let me = require(viewer, Capability::TakePart)?;
        let mut conn = self.db().read().await?;
        let own = self.own_ties(&mut conn, me.id()).await?;
        let page = if is_in_order(query) {
            in_order(&mut conn, me.eye(), query).await?
        } else {
            near_first(&mut conn, me.eye(), &own, query).await?
        };
        Ok((page, counts::of(&mut conn, me.eye(), own, query).await?))
    }
}

/// Whether nothing is asked that looks at ties.
fn is_in_order(query: &DirectoryQuery) -> bool {
    query.q.trim().is_empty() && query.kind().is_none()
}

async fn in_order(conn: &mut Conn, eye: Eye, query: &DirectoryQuery) -> Result<DirectoryPage, Fault> {
    let range = query.range(PAGE);
    let after = query.place().map_or(range.after, |place| place.among_others(range.after));
    let rows = store::directory::page(conn, eye, &Range { after, ..range }).await?;
    let (rows, next) = paging::cut(rows, PAGE, |row| Place::Others(row.no));
    let people = rows.into_iter().map(|row| listed(row, Vec::new(), Vec::new())).collect();
    Ok(DirectoryPage { people, next, ..DirectoryPage::default() })
}

async fn near_first(
    conn: &mut Conn,
    eye: Eye,
    own: &Own,
    query: &DirectoryQuery,
) -> Result<DirectoryPage, Fault> {
    let Some(hits) = search(conn, eye, own, query, PAGE).await? else {
        return Ok(DirectoryPage::default());
    };
    let Hits { found: Found { rows, near, next }, phrases, wider } = hits;
    let many = Many::of(conn, own.me(), &rows).await?;
    let ties = own.ties(&rows[..near], &many);
    let mut people = Vec::new();
    for (row, ties) in rows.into_iter().zip(ties.into_iter().chain(std::iter::repeat(Vec::new()))) {
        let shown = many.shown(row.no);
        let why = why(&row, &shown.told, &shown.names, &phrases);
        people.push(listed(row, why, ties));
    }
    Ok(DirectoryPage { people, near, next, wider })
}

fn listed(row: ListedRow, why: Vec<Why>, ties: Vec<Tie>) -> Listed {
    let kana = fold(format!("{} {}", row.family_kana, row.given_kana).trim());
    let skills = row.skills.lines().map(str::to_owned).collect();
    Listed { kana, skills, words: row.words.clone(), why, ties, person: person(row) }
}

/// Who it is.
pub(crate) fn person(row: ListedRow) -> Person {
    let ListedRow { id, family, given, family_roman, given_roman, line, photo_id: photo, .. } = row;
    Person { id, family, given, family_roman, given_roman, line, photo }
}
