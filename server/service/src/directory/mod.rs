//! The directory: listed members in 五十音 order, searched and filtered.
mod kana;
mod near;
mod query;

use store::directory::{AT_ONCE, ListedRow, Range};
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
        if query.q.trim().is_empty() && query.kind().is_none() {
            let range = query.range(PAGE);
            let after = query.place().map_or(range.after, |place| place.among_others(range.after));
            let range = Range { after, ..range };
            let rows = store::directory::page(&mut conn, me.eye(), &range).await?;
            let (rows, next) = paging::cut(rows, PAGE, |row| Place::Others(row.no));
            let people = rows.into_iter().map(|row| listed(row, Vec::new(), Vec::new())).collect();
            return Ok(DirectoryPage { people, next, ..DirectoryPage::default() });
        }
        let own = Own::of(&mut conn, me.id(), self.this_year()).await?;
        let Some(hits) = search(&mut conn, me.eye(), &own, query, PAGE).await? else {
            return Ok(DirectoryPage::default());
        };
        let Hits { found: Found { rows, near, next }, phrases, wider } = hits;
        let many = Many::of(&mut conn, &own.known, &rows).await?;
        let ties = own.ties(&mut conn, &rows[..near], &many).await?;
        let mut people = Vec::new();
        for (row, ties) in rows.into_iter().zip(ties.into_iter().chain(std::iter::repeat(Vec::new()))) {
            let why = why(&row, &many.told(row.id)?, &many.names(row.id), &phrases);
            people.push(listed(row, why, ties));
        }
        Ok(DirectoryPage { people, near, next, wider })
    }
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
