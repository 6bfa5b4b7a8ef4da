//! The directory: listed members in 五十音 order, searched and filtered.
mod kana;
mod near;

use store::directory::{AT_ONCE, ListedRow, Range};
use types::id::DepartmentId;
use types::industry::Industry;
use types::member::Person;
use types::tie::TieKind;

use crate::Service;
use crate::fault::Fault;
use crate::fold::fold;
use crate::intent::sought;
use crate::paging;
use crate::policy::{Capability, require};
use crate::profile::Many;
use crate::search::circles;
use crate::tie::{self, Own, Tie};
use crate::viewer::Viewer;
use crate::why::{Why, why};
use kana::row;
use near::{Found, Search};

pub use kana::{ROWS, place};
pub use near::Place;

pub(crate) use kana::{SAME, random_place};

/// People on one page.
const PAGE: usize = AT_ONCE;
/// What somebody looks for; what cannot be read counts as not asked.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "names of form fields")]
pub struct DirectoryQuery {
    pub q: String,
    pub department: String,
    pub from: String,
    pub to: String,
    pub industry: String,
    pub region: String,
    /// A kind of いまの気持ち.
    pub intent: String,
    /// `now` or `some_day`; either when empty.
    pub answer: String,
    /// `ア`…`ワ`, or `other` for names without a reading.
    pub row: String,
    /// Where the page begins: see [`Place`].
    pub after: String,
    /// A kind of tie: only people with whom the viewer has one.
    pub tie: String,
    /// How many circles to leave out, the narrowest first; see [`crate::search::circles`].
    pub wide: String,
}

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
        let range = range(query);
        let circles = circles(&query.q);
        let is_nothing = circles.iter().all(Vec::is_empty);
        // Something was asked for that no name can hold: finding nobody is the honest answer.
        if is_nothing && !query.q.trim().is_empty() {
            return Ok(DirectoryPage::default());
        }
        let kind = query.tie.parse::<TieKind>().ok();
        let place: Option<Place> = query.after.parse().ok();
        if is_nothing && kind.is_none() {
            let after = place.map_or(range.after, |place| place.among_others(range.after));
            let range = Range { after, ..range };
            let rows = store::directory::page(&mut conn, me.eye(), &range).await?;
            let (rows, next) = paging::cut(rows, PAGE, |row| Place::Others(row.no));
            let people = rows.into_iter().map(|row| listed(row, Vec::new(), Vec::new())).collect();
            return Ok(DirectoryPage { people, next, ..DirectoryPage::default() });
        }
        let own = Own::of(&mut conn, me.id(), self.this_year()).await?;
        let kinds = kind.as_ref().map_or(TieKind::ALL, std::slice::from_ref);
        let search = Search {
            eye: me.eye(),
            range,
            near: own.asked(kinds),
            own: [tie::own(me.id())],
            only_near: kind.is_some(),
        };
        let last = circles.len() - 1;
        let mut at = query.wide.parse::<usize>().unwrap_or(0).min(last);
        let mut found = search.page(&mut conn, &circles[at], place).await?;
        while found.rows.is_empty() && at < last {
            at += 1;
            found = search.page(&mut conn, &circles[at], place).await?;
        }
        let Found { rows, near, next } = found;
        let many = Many::of(&mut conn, &rows).await?;
        let ties = own.ties(&mut conn, &rows[..near], &many).await?;
        let mut people = Vec::new();
        for (row, ties) in rows.into_iter().zip(ties.into_iter().chain(std::iter::repeat(Vec::new()))) {
            let why = why(&row, &many.told(row.id)?, &many.names(row.id), &circles[at]);
            people.push(listed(row, why, ties));
        }
        Ok(DirectoryPage { people, near, next, wider: Some(at + 1).filter(|_| at < last) })
    }
}

fn range(query: &DirectoryQuery) -> Range {
    let (first, before) = row(&query.row).unwrap_or((0, i64::MAX));
    let year = |text: &str| {
        text.trim().chars().map(types::text::ascii_of_full_width).collect::<String>().parse::<i64>().ok()
    };
    let (intent, answer) = sought(&query.intent, &query.answer);
    Range {
        after: first - 1,
        before,
        department: query.department.parse::<DepartmentId>().ok(),
        from_year: year(&query.from).unwrap_or(0).clamp(0, 9998),
        to_year: year(&query.to).unwrap_or(9999).clamp(1, 9999),
        industry: query.industry.parse::<Industry>().map(|i| i.to_string()).unwrap_or_default(),
        region: query.region.parse::<types::place::Place>().map(|r| r.to_string()).unwrap_or_default(),
        intent,
        answer,
        limit: paging::asked(PAGE),
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
