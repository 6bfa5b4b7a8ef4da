//! The directory: listed members in 五十音 order, searched and filtered.
use store::directory::{AT_ONCE, ListedRow, Range};
use types::id::DepartmentId;
use types::industry::Industry;
use types::member::Person;
use types::place::Place;

use crate::Service;
use crate::fault::Fault;
use crate::fold::fold;
use crate::paging;
use crate::policy::{Capability, require};
use crate::search::circles;
use crate::viewer::Viewer;
use crate::why::{Why, whys};

/// People on one page.
const PAGE: usize = AT_ONCE;
/// Bits for people whose names begin alike.
const SAME_BITS: u32 = 15;
/// Numbers for people whose names begin alike.
pub(crate) const SAME: i64 = 1 << SAME_BITS;
/// Characters of a reading that make up a place.
const LETTERS: u32 = 8;
/// Kana in 五十音 order; voicing and size of a kana do not count.
const KANA: &str =
    "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヰヱヲン";
/// First kana of each row of the index.
pub const ROWS: [char; 10] = ['ア', 'カ', 'サ', 'タ', 'ナ', 'ハ', 'マ', 'ヤ', 'ラ', 'ワ'];

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
    /// `ア`…`ワ`, or `other` for names without a reading.
    pub row: String,
    /// Number of the last person of the page before.
    pub after: String,
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
}

/// One page of the directory.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DirectoryPage {
    /// People.
    pub people: Vec<Listed>,
    /// Where the next page begins; none on the last.
    pub next: Option<i64>,
    /// `wide` of the next circle; none when there is none.
    pub wider: Option<usize>,
}

impl Service {
    /// A page of the directory.
    ///
    /// # Errors
    /// Only members may look.
    pub async fn directory(&self, viewer: &Viewer, query: &DirectoryQuery) -> Result<DirectoryPage, Fault> {
        let eye = require(viewer, Capability::TakePart)?.eye();
        let mut conn = self.db().read().await?;
        let range = range(query);
        let circles = circles(&query.q);
        let is_nothing = circles.iter().all(Vec::is_empty);
        // Something was asked for that no name can hold: finding nobody is the honest answer.
        if is_nothing && !query.q.trim().is_empty() {
            return Ok(DirectoryPage::default());
        }
        if is_nothing {
            let rows = store::directory::page(&mut conn, eye, &range).await?;
            let (rows, next) = paging::cut(rows, PAGE, |row| row.no);
            let people = rows.into_iter().map(|row| listed(row, Vec::new())).collect();
            return Ok(DirectoryPage { people, next, wider: None });
        }
        let last = circles.len() - 1;
        let mut at = query.wide.parse::<usize>().unwrap_or(0).min(last);
        let mut rows = store::directory::search(&mut conn, eye, &circles[at], &range).await?;
        while rows.is_empty() && at < last {
            at += 1;
            rows = store::directory::search(&mut conn, eye, &circles[at], &range).await?;
        }
        let (rows, next) = paging::cut(rows, PAGE, |row| row.no);
        let whys = whys(&mut conn, &rows, &circles[at]).await?;
        let wider = Some(at + 1).filter(|_| at < last);
        let people = rows.into_iter().zip(whys).map(|(row, why)| listed(row, why)).collect();
        Ok(DirectoryPage { people, next, wider })
    }
}

fn range(query: &DirectoryQuery) -> Range {
    let (first, before) = row(&query.row).unwrap_or((0, i64::MAX));
    let year = |text: &str| {
        text.trim().chars().map(types::text::ascii_of_full_width).collect::<String>().parse::<i64>().ok()
    };
    Range {
        after: query.after.parse::<i64>().unwrap_or(0).max(first - 1),
        before,
        department: query.department.parse::<DepartmentId>().ok(),
        from_year: year(&query.from).unwrap_or(0).clamp(0, 9998),
        to_year: year(&query.to).unwrap_or(9999).clamp(1, 9999),
        industry: query.industry.parse::<Industry>().map(|i| i.to_string()).unwrap_or_default(),
        region: query.region.parse::<Place>().map(|r| r.to_string()).unwrap_or_default(),
        limit: paging::asked(PAGE),
    }
}

fn listed(row: ListedRow, why: Vec<Why>) -> Listed {
    let kana = fold(format!("{} {}", row.family_kana, row.given_kana).trim());
    let skills = row.skills.lines().map(str::to_owned).collect();
    let ListedRow { id, family, given, family_roman, given_roman, line, photo_id: photo, words, .. } = row;
    Listed {
        person: Person { id, family, given, family_roman, given_roman, line, photo },
        kana,
        words,
        skills,
        why,
    }
}

/// First number of a row of the index and the first past it.
fn row(name: &str) -> Option<(i64, i64)> {
    let first = |kana: char| letter(kana) << shift(0);
    let mut rows = ROWS.iter().map(|kana| first(*kana)).chain([OTHER << shift(0), i64::MAX]);
    let index =
        if name == "other" { ROWS.len() } else { ROWS.iter().position(|kana| name.chars().eq([*kana]))? };
    let start = rows.nth(index)?;
    rows.next().map(|end| (start, end))
}

/// Class of names without a reading: after all kana.
const OTHER: i64 = 63;

/// The first number for a name: its first eight kana in 五十音 order, six bits each, above the bits that tell people read alike
/// apart. Names without a reading come last, by their characters. A number is below 2⁶³.
#[must_use]
pub fn place(family_kana: &str, given_kana: &str, family: &str) -> i64 {
    if family_kana.is_empty() {
        let codes = family.chars().chain("\0\0".chars()).take(2);
        let codes = codes.fold(0, |codes, c| (codes << 21) | i64::from(u32::from(c)));
        return (OTHER << shift(0)) | (codes << SAME_BITS);
    }
    let reading = family_kana.chars().chain([' ']).chain(given_kana.chars());
    let letters = reading.take(LETTERS as usize).enumerate();
    letters.fold(0, |place, (i, c)| place | (letter(c) << shift(i)))
}

/// Bits to the right of the letter at `index`.
fn shift(index: usize) -> u32 {
    let index = u32::try_from(index).unwrap_or(LETTERS);
    SAME_BITS + 6 * (LETTERS - 1).saturating_sub(index)
}

/// 0 for what separates, 1 for ー, then the kana.
fn letter(c: char) -> i64 {
    let plain = crate::member::unvoiced(c);
    match KANA.chars().position(|kana| kana == plain) {
        Some(at) => i64::try_from(at).unwrap_or_default() + 2,
        None => i64::from(c == 'ー'),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_follow_the_readings() {
        let names = [
            ("アベ", "ミナ"),
            ("アベカワ", "アイ"),
            ("カトウ", "アキ"),
            ("カトウ", "イチロウ"),
            ("ガモウ", "ケン"),
            ("サトウ", ""),
            ("ワタナベ", "ジロウ"),
            ("ン", ""),
        ];
        let places: Vec<i64> = names.iter().map(|(family, given)| place(family, given, "")).collect();
        assert!(places.is_sorted(), "{places:?}");
        assert!(
            places[7] < place("", "", "Nguyen") && place("", "", "\u{10ffff}\u{10ffff}") < i64::MAX - SAME
        );
    }

    #[test]
    fn a_row_holds_its_names() {
        for (name, kana) in [("ア", "オオタ"), ("カ", "ゴトウ"), ("ワ", "ワタナベ"), ("ハ", "パク")]
        {
            let (first, before) = row(name).unwrap();
            assert!((first..before).contains(&place(kana, "", "")), "{kana}");
        }
        let (first, before) = row("other").unwrap();
        assert!((first..before).contains(&place("", "", "林")));
        assert_eq!(row("x"), None);
    }
}
