//! The names of a member, how far each reaches, and the form they are told in.
use serde::{Deserialize, Serialize};

use crate::enums::text_enum;
use crate::form::{Problem, Problems};
use crate::lang::Voice;
use crate::member::Name;
use crate::profile::year;
use crate::site::choice;
use crate::text::{self, Kana, NamePart};
use crate::visibility::{Relation, Visibility, may_see};
use crate::words::name as w;

/// Former names one member may list.
pub const FORMER_MAX: usize = 5;

text_enum! {
    /// A name with a visibility of its own.
    pub enum NameKind {
        /// As written.
        Kanji = "kanji",
        /// 読み
        Reading = "reading",
        /// ローマ字
        Roman = "roman",
        /// 呼び名: what the member likes to be called by, for everybody.
        Display = "display",
        /// 以前のお名前
        Former = "former",
    }
}

impl NameKind {
    /// The spellings of the present name, each with a level.
    pub const SPELLINGS: [Self; 3] = [Self::Kanji, Self::Reading, Self::Roman];

    /// Its name for the reader.
    #[must_use]
    pub fn text(self, voice: Voice) -> &'static str {
        match self {
            Self::Kanji => w::kanji(voice),
            Self::Reading => w::reading(voice),
            Self::Roman => w::roman(voice),
            Self::Display => w::display(voice),
            Self::Former => w::former(voice),
        }
    }
}

/// Who sees a name, and whether others find by it without seeing it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shown {
    /// How far it reaches.
    pub reach: Visibility,
    /// Whether search finds the member by it for those who do not see it, too.
    pub searchable: bool,
}

impl Shown {
    /// As names are before anybody says otherwise: everybody who sees the member's page sees them.
    pub const OPEN: Self = Self { reach: Visibility::Public, searchable: true };
    /// Found by, and shown to nobody.
    pub const FOUND_ONLY: Self = Self { reach: Visibility::Nobody, searchable: true };

    /// Whether every member sees it.
    #[must_use]
    pub const fn is_seen(self) -> bool {
        may_see(Relation::Member, self.reach)
    }

    /// Whether every member finds by it.
    #[must_use]
    pub const fn is_found(self) -> bool {
        self.searchable || self.is_seen()
    }
}

/// A name once borne.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormerName {
    /// Family name.
    pub family: NamePart,
    /// Given name, where that changed too.
    pub given: Option<NamePart>,
    /// How it is read.
    pub reading: Option<Kana>,
    /// The last year of it.
    pub until: Option<i64>,
    /// Who sees it.
    pub shown: Shown,
}

/// All names of a member, checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Names {
    /// The name in its scripts.
    pub name: Name,
    /// Who sees it as written.
    pub kanji: Shown,
    /// Who sees how it is read.
    pub reading: Shown,
    /// Who sees it in Latin letters.
    pub roman: Shown,
    /// What the member likes to be called by.
    pub display: Option<NamePart>,
    /// Names once borne.
    pub former: Vec<FormerName>,
}

/// The form of names as typed. Former names repeat their fields, so each vector holds one entry a row.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "names of form fields")]
pub struct NamesInput {
    pub family: String,
    pub given: String,
    pub family_kana: String,
    pub given_kana: String,
    pub family_roman: String,
    pub given_roman: String,
    pub kanji_reach: String,
    pub reading_reach: String,
    pub roman_reach: String,
    /// The kinds by which search finds those who do not see them, too.
    pub searchable: Vec<String>,
    pub display: String,
    pub former_family: Vec<String>,
    pub former_given: Vec<String>,
    pub former_reading: Vec<String>,
    pub former_until: Vec<String>,
    pub former_reach: Vec<String>,
    /// The rows by which search finds those who do not see them, too.
    pub former_searchable: Vec<String>,
}

impl NamesInput {
    /// The names typed.
    ///
    /// # Errors
    /// What is wrong, field by field; rows as `former_family_0`.
    pub fn parse(&self) -> Result<Names, Problems> {
        let mut problems = Problems::default();
        let p = &mut problems;
        let name = self.name(p);
        let display = p.take("display", text::optional(&self.display, str::parse::<NamePart>)).flatten();
        let shown = NameKind::SPELLINGS.map(|kind| self.spelling(kind, p));
        let former = self.former(p);
        if let [Some(kanji), ..] = shown
            && !kanji.is_seen()
            && display.is_none()
        {
            p.add("display", Problem::NameNeeded);
        }
        let whole = match (name, shown) {
            (Some(name), [Some(kanji), Some(reading), Some(roman)]) => {
                Some(Names { name, kanji, reading, roman, display, former })
            }
            _ => None,
        };
        problems.finish(whole)
    }

    /// How far a spelling reaches, as typed.
    #[must_use]
    pub fn reach(&self, kind: NameKind) -> &str {
        match kind {
            NameKind::Kanji => &self.kanji_reach,
            NameKind::Reading => &self.reading_reach,
            NameKind::Roman => &self.roman_reach,
            NameKind::Display | NameKind::Former => Visibility::Public.as_str(),
        }
    }

    fn name(&self, p: &mut Problems) -> Option<Name> {
        let family = p.take("family", self.family.parse());
        let given = p.take("given", self.given.parse());
        let family_kana = p.take("family_kana", text::optional(&self.family_kana, str::parse));
        let given_kana = p.take("given_kana", text::optional(&self.given_kana, str::parse));
        let family_roman = p.take("family_roman", text::optional(&self.family_roman, str::parse));
        let given_roman = p.take("given_roman", text::optional(&self.given_roman, str::parse));
        Some(Name {
            family: family?,
            given: given?,
            family_kana: family_kana?,
            given_kana: given_kana?,
            family_roman: family_roman?,
            given_roman: given_roman?,
        })
    }

    fn spelling(&self, kind: NameKind, p: &mut Problems) -> Option<Shown> {
        let reach = p.take(&format!("{kind}_reach"), choice(self.reach(kind)))?;
        Some(Shown { reach, searchable: self.searchable.iter().any(|it| it == kind.as_str()) })
    }

    fn former(&self, p: &mut Problems) -> Vec<FormerName> {
        let mut rows = Vec::new();
        let of = |column: &[String], i: usize| column.get(i).map_or("", |t| t.trim()).to_owned();
        if self.former_family.len() > FORMER_MAX {
            p.add("former_family_0", Problem::TooMany { max: FORMER_MAX });
        }
        for i in 0..self.former_family.len().min(FORMER_MAX) {
            let [family, given, reading, until] =
                [&self.former_family, &self.former_given, &self.former_reading, &self.former_until]
                    .map(|column| of(column, i));
            if [&family, &given, &reading, &until].iter().all(|cell| cell.is_empty()) {
                continue;
            }
            let family = p.take(&format!("former_family_{i}"), family.parse());
            let given = p.take(&format!("former_given_{i}"), text::optional(&given, str::parse));
            let reading = p.take(&format!("former_reading_{i}"), text::optional(&reading, str::parse));
            let until = p.take(&format!("former_until_{i}"), text::optional(&until, year));
            let reach = p.take(&format!("former_reach_{i}"), choice(&of(&self.former_reach, i)));
            let searchable = self.former_searchable.iter().any(|row| *row == i.to_string());
            if let (Some(family), Some(given), Some(reading), Some(until), Some(reach)) =
                (family, given, reading, until, reach)
            {
                let shown = Shown { reach, searchable };
                rows.push(FormerName { family, given, reading, until, shown });
            }
        }
        rows
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed() -> NamesInput {
        let [family, given, family_kana] = ["髙橋", "美咲", "たかはし"].map(str::to_owned);
        let [kanji_reach, reading_reach, roman_reach] = ["public", "members", "nobody"].map(str::to_owned);
        let searchable = vec!["roman".to_owned()];
        NamesInput {
            family,
            given,
            family_kana,
            kanji_reach,
            reading_reach,
            roman_reach,
            searchable,
            ..NamesInput::default()
        }
    }

    #[test]
    fn a_form_becomes_names() {
        let one = |text: &str| vec![String::new(), text.to_owned()];
        let input = NamesInput {
            former_family: one("大槻"),
            former_reading: one("おおつき"),
            former_until: one("２００９"),
            former_reach: one("nobody"),
            former_searchable: vec!["1".into()],
            ..typed()
        };
        let names = input.parse().unwrap();
        assert_eq!(names.name.family_kana.unwrap().as_str(), "タカハシ");
        assert_eq!(names.reading, Shown { reach: Visibility::Members, searchable: false });
        assert_eq!(names.roman, Shown::FOUND_ONLY);
        let [former] = names.former.as_slice() else { panic!("the empty row is none") };
        assert_eq!(former.reading.as_ref().unwrap().as_str(), "オオツキ");
        assert_eq!((former.until, former.shown), (Some(2009), Shown::FOUND_ONLY));
    }

    #[test]
    fn one_name_has_to_stay_that_members_see() {
        for reach in ["nobody", "office", "connections"] {
            let hidden = NamesInput { kanji_reach: reach.into(), ..typed() };
            assert_eq!(hidden.parse().unwrap_err().of("display"), Some(&Problem::NameNeeded), "{reach}");
            assert!(NamesInput { display: "みさき".into(), ..hidden }.parse().is_ok());
        }
        assert!(NamesInput { kanji_reach: "members".into(), ..typed() }.parse().is_ok());
    }

    #[test]
    fn problems_name_the_field_and_the_row() {
        let one = |text: &str| vec![text.to_owned()];
        let input = NamesInput {
            given: String::new(),
            roman_reach: "everybody".into(),
            former_given: one("花"),
            former_until: one("5"),
            former_family: one(""),
            ..typed()
        };
        let problems = input.parse().unwrap_err();
        let range = Problem::NotInRange { min: 1930, max: 2100 };
        for (field, problem) in [
            ("given", Problem::Required),
            ("roman_reach", Problem::NotAChoice),
            ("former_family_0", Problem::Required),
            ("former_until_0", range),
            ("former_reach_0", Problem::NotAChoice),
        ] {
            assert_eq!(problems.of(field), Some(&problem), "{field}");
        }
    }
}
