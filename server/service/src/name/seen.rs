//! The names of a member as one viewer may see them. What may not be seen is not in it.
use types::visibility::{Relation, Visibility, may_see};

use super::OwnNames;
use super::own::Spelling;

/// A name once borne.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormerView {
    /// Family name, and the given name where that changed too.
    pub name: String,
    /// How it is read, or empty.
    pub reading: String,
    /// Its last year.
    pub until: Option<i64>,
    /// How far it reaches; only its owner is told.
    pub level: Option<Visibility>,
}

/// The names of a member that somebody sees.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeenNames {
    /// Family name as written, else the first part of the name the member goes by.
    pub family: String,
    /// Given name as written, else the rest of the name the member goes by.
    pub given: String,
    /// Reading in katakana, family and given name, or empty.
    pub kana: [String; 2],
    /// Latin letters, family and given name, or empty.
    pub roman: [String; 2],
    /// The name the member goes by, where it stands beside the name as written.
    pub called: Option<String>,
    /// Names once borne.
    pub former: Vec<FormerView>,
    /// How far the name as written, its reading and its Latin letters reach; only their owner is told.
    pub levels: Option<[Visibility; 3]>,
}

impl OwnNames {
    /// What somebody in `relation` sees; none when that is no name at all, so that there is no page for them.
    pub(crate) fn seen_by(&self, relation: Relation) -> Option<SeenNames> {
        let sees = |it: &Spelling| may_see(relation, it.shown.reach);
        let is_called = !self.display.is_empty() && relation != Relation::Nobody;
        let pair = |it: &Spelling| {
            if sees(it) { [it.family.clone(), it.given.clone()] } else { [const { String::new() }; 2] }
        };
        let ([family, given], called) = match (sees(&self.kanji), is_called) {
            (true, _) => (pair(&self.kanji), is_called.then(|| self.display.clone())),
            (false, true) => (parts(&self.display), None),
            (false, false) => return None,
        };
        let is_own = relation == Relation::Own;
        let former = self.former.iter().filter(|row| may_see(relation, row.reach));
        let former = former.map(|row| FormerView {
            name: format!("{} {}", row.family, row.given).trim().to_owned(),
            reading: row.reading.clone(),
            until: row.until_year,
            level: is_own.then_some(row.reach),
        });
        Some(SeenNames {
            family,
            given,
            kana: pair(&self.reading),
            roman: pair(&self.roman),
            called,
            former: former.collect(),
            levels: is_own.then(|| self.spellings().map(|it| it.shown.reach)),
        })
    }

    /// How far each of the names reaches that somebody in `relation` sees.
    pub(crate) fn levels_seen(&self, relation: Relation) -> Vec<Visibility> {
        let there = self.spellings().into_iter().filter(|it| !(it.family.is_empty() && it.given.is_empty()));
        let reaches = there.map(|it| it.shown.reach).chain(self.former.iter().map(|row| row.reach));
        reaches.filter(|reach| may_see(relation, *reach)).collect()
    }

    fn spellings(&self) -> [&Spelling; 3] {
        [&self.kanji, &self.reading, &self.roman]
    }
}

/// A name to go by as family and given name: in two at its first space.
pub(super) fn parts(display: &str) -> [String; 2] {
    let (family, given) = display.split_once(' ').unwrap_or((display, ""));
    [family.to_owned(), given.to_owned()]
}
