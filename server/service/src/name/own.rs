//! All names of a member, as stored in two places: what every member sees stands in `member`, the rest in `name`.
use store::Conn;
use store::member::MemberRow;
use store::name::NameRow;
use types::name::{NameKind, Shown};

use crate::fault::Fault;

/// A spelling of the present name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Spelling {
    pub(crate) family: String,
    pub(crate) given: String,
    pub(crate) shown: Shown,
}

/// The names of a member, whoever may see them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct OwnNames {
    pub(crate) kanji: Spelling,
    pub(crate) reading: Spelling,
    pub(crate) roman: Spelling,
    /// What the member likes to be called by, or empty.
    pub(crate) display: String,
    pub(crate) former: Vec<NameRow>,
}

impl OwnNames {
    /// The names of `member`.
    pub(crate) async fn read(conn: &mut Conn, member: &MemberRow) -> Result<Self, Fault> {
        Ok(Self::of(member, store::name::of_member(conn, member.id).await?))
    }

    /// The names in the row of the member and in those of `name`: a spelling without a row of its own is open.
    pub(crate) fn of(member: &MemberRow, rows: Vec<NameRow>) -> Self {
        let row = |kind| rows.iter().find(|row| row.kind == kind);
        let spelling = |kind, family: &str, given: &str| match row(kind) {
            Some(row) => Spelling { family: row.family.clone(), given: row.given.clone(), shown: shown(row) },
            None => Spelling { family: family.to_owned(), given: given.to_owned(), shown: Shown::OPEN },
        };
        let m = member;
        Self {
            kanji: spelling(NameKind::Kanji, &m.family, &m.given),
            reading: spelling(NameKind::Reading, &m.family_kana, &m.given_kana),
            roman: spelling(NameKind::Roman, &m.family_roman, &m.given_roman),
            display: row(NameKind::Display).map(|row| row.family.clone()).unwrap_or_default(),
            former: rows.into_iter().filter(|row| row.kind == NameKind::Former).collect(),
        }
    }

    /// Family and given name by which search finds the member, of each name; those in Latin letters by themselves.
    pub(crate) fn found_by(&self) -> Found<'_> {
        let found = |it: &&Spelling| it.shown.is_found();
        let pair = |it: &Spelling| (it.family.clone(), it.given.clone());
        let kanji = Some(&self.kanji).filter(found).map(pair);
        let given = kanji.as_ref().map(|(_, given)| given.clone()).unwrap_or_default();
        let former = self.former.iter().filter(|row| shown(row).is_found());
        let former = former.map(|row| {
            // A name that changed by marriage goes with the given name, unless that is hidden.
            let given = if row.given.is_empty() { &given } else { &row.given };
            (row.family.clone(), given.clone())
        });
        let display = (!self.display.is_empty()).then(|| (self.display.clone(), String::new()));
        let written = kanji.into_iter().chain(former).chain(display).collect();
        let readings = Some(&self.reading).filter(found).map(pair).into_iter();
        let old = self.former.iter().filter(|row| shown(row).is_found() && !row.reading.is_empty());
        let readings = readings.chain(old.map(|row| (row.reading.clone(), String::new()))).collect();
        Found { written, readings, latin: Some(&self.roman).filter(found) }
    }
}

/// Names by which search finds a member.
pub(crate) struct Found<'n> {
    /// As written.
    pub(crate) written: Vec<(String, String)>,
    /// How they are read.
    pub(crate) readings: Vec<(String, String)>,
    /// In Latin letters.
    pub(crate) latin: Option<&'n Spelling>,
}

/// Who sees the name of `row`, and who finds by it.
pub(crate) fn shown(row: &NameRow) -> Shown {
    Shown { reach: row.reach, searchable: row.searchable }
}
