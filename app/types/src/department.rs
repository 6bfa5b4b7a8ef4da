//! Departments and how they became others, as the office writes them down.
use serde::{Deserialize, Serialize};

use crate::enums::text_enum;
use crate::form::{Problem, Problems};
use crate::lang::{Bilingual, Voice};
use crate::profile::year;
use crate::text;
use crate::words::department as w;

/// Characters of a name.
pub const NAME_MAX: usize = 80;
/// Departments that one department can become.
pub const PARTS_MAX: usize = 20;

text_enum! {
    /// How a department became another one.
    pub enum ChangeKind {
        /// It was called otherwise from then on.
        Renamed = "renamed",
        /// It became a part of another one, as others did.
        Merged = "merged",
        /// It became several.
        Split = "split",
    }
}

impl ChangeKind {
    /// As the office chooses it.
    #[must_use]
    pub fn text(self, voice: Voice) -> &'static str {
        match self {
            Self::Renamed => w::renamed(voice),
            Self::Merged => w::merged(voice),
            Self::Split => w::split(voice),
        }
    }
}

/// A department, as the office knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Department {
    /// Its name; the English one may be empty.
    pub name: Bilingual,
    /// The company it belonged to; empty for the company itself.
    pub company: Bilingual,
    /// First calendar year.
    pub from: i64,
    /// Last calendar year; none while it lasts.
    pub to: Option<i64>,
}

/// The form of a department, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "the fields are those of Department")]
pub struct DepartmentInput {
    pub name_ja: String,
    pub name_en: String,
    pub company_ja: String,
    pub company_en: String,
    pub from: String,
    pub to: String,
}

impl DepartmentInput {
    /// What was typed, checked.
    ///
    /// # Errors
    /// What is wrong, field by field.
    pub fn parse(&self) -> Result<Department, Problems> {
        let mut p = Problems::default();
        let maybe =
            |typed: &str| text::optional(typed, |it| text::line(it, NAME_MAX)).map(Option::unwrap_or_default);
        let name_ja = p.take("name_ja", text::line(&self.name_ja, NAME_MAX));
        let name_en = p.take("name_en", maybe(&self.name_en));
        let company_ja = p.take("company_ja", maybe(&self.company_ja));
        let company_en = p.take("company_en", maybe(&self.company_en));
        let from = p.take("from", year(&self.from));
        let to = p.take("to", text::optional(&self.to, year)).flatten();
        if from.zip(to).is_some_and(|(from, to)| to < from) {
            p.add("to", Problem::Before);
        }
        let name = name_ja.zip(name_en).map(|(ja, en)| Bilingual { ja, en });
        let company = company_ja.zip(company_en).map(|(ja, en)| Bilingual { ja, en });
        let whole = name.zip(company).zip(from);
        p.finish(whole.map(|((name, company), from)| Department { name, company, from, to }))
    }
}

impl From<&Department> for DepartmentInput {
    fn from(it: &Department) -> Self {
        Self {
            name_ja: it.name.ja.clone(),
            name_en: it.name.en.clone(),
            company_ja: it.company.ja.clone(),
            company_en: it.company.en.clone(),
            from: it.from.to_string(),
            to: it.to.map(|year| year.to_string()).unwrap_or_default(),
        }
    }
}

/// What became of a department.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// How.
    pub kind: ChangeKind,
    /// In which calendar year.
    pub at: i64,
    /// What it became: names of departments, known or new.
    pub names: Vec<String>,
}

/// The form of a change, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "the fields are those of Change")]
pub struct ChangeInput {
    pub kind: String,
    pub at: String,
    /// One a line.
    pub names: String,
}

impl ChangeInput {
    /// What was typed, checked.
    ///
    /// # Errors
    /// What is wrong, field by field: a department that was split became at least two, else one.
    pub fn parse(&self) -> Result<Change, Problems> {
        let mut p = Problems::default();
        let kind = p.take("kind", self.kind.parse::<ChangeKind>().map_err(|_| Problem::NotAChoice));
        let at = p.take("at", year(&self.at));
        let names = p.take("names", names(&self.names));
        if let (Some(kind), Some(names)) = (kind, &names) {
            let is_split = kind == ChangeKind::Split;
            if is_split && names.len() < 2 {
                p.add("names", Problem::TooFew { min: 2 });
            } else if !is_split && names.len() > 1 {
                p.add("names", Problem::TooMany { max: 1 });
            }
        }
        p.finish(kind.zip(at).zip(names).map(|((kind, at), names)| Change { kind, at, names }))
    }
}

fn names(typed: &str) -> Result<Vec<String>, Problem> {
    let mut names: Vec<String> = Vec::new();
    for name in typed.lines().filter(|name| !name.trim().is_empty()) {
        let name = text::line(name, NAME_MAX)?;
        if !names.contains(&name) {
            names.push(name);
        }
    }
    match names.len() {
        0 => Err(Problem::Required),
        1..=PARTS_MAX => Ok(names),
        _ => Err(Problem::TooMany { max: PARTS_MAX }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::YEARS;

    fn problems<T: std::fmt::Debug>(outcome: Result<T, Problems>) -> Vec<(String, Problem)> {
        outcome.unwrap_err().iter().map(|(field, problem)| (field.to_owned(), problem.clone())).collect()
    }

    #[test]
    fn a_department_needs_a_name_and_years_in_order() {
        let input = DepartmentInput {
            name_ja: " 公共システム本部 ".into(),
            company_ja: "みやこ帳票".into(),
            from: "１９８９".into(),
            ..DepartmentInput::default()
        };
        let it = input.parse().unwrap();
        assert_eq!(
            (it.name.ja.as_str(), it.company.ja.as_str(), it.from, it.to),
            ("公共システム本部", "みやこ帳票", 1989, None)
        );
        assert_eq!(DepartmentInput::from(&it).parse().unwrap(), it);
        let ended = DepartmentInput { to: "1988".into(), ..input.clone() };
        assert_eq!(problems(ended.parse()), [("to".into(), Problem::Before)]);
        let nothing = problems(DepartmentInput { to: "x".into(), ..DepartmentInput::default() }.parse());
        let (min, max) = (*YEARS.start(), *YEARS.end());
        let wrong = Problem::NotInRange { min, max };
        assert_eq!(
            nothing,
            [("from".into(), wrong.clone()), ("name_ja".into(), Problem::Required), ("to".into(), wrong)]
        );
    }

    #[test]
    fn what_is_split_becomes_several_and_all_else_one() {
        let input = |kind: &str, names: &str| ChangeInput {
            kind: kind.into(),
            at: "2016".into(),
            names: names.into(),
        };
        let split = input("split", "一部\n\n 二部\n一部").parse().unwrap();
        assert_eq!(split.names, ["一部", "二部"]);
        assert_eq!(problems(input("split", "一部").parse()), [("names".into(), Problem::TooFew { min: 2 })]);
        assert_eq!(
            problems(input("merged", "一部\n二部").parse()),
            [("names".into(), Problem::TooMany { max: 1 })]
        );
        assert_eq!(problems(input("renamed", " ").parse()), [("names".into(), Problem::Required)]);
        assert_eq!(problems(input("moved", "一部").parse()), [("kind".into(), Problem::NotAChoice)]);
    }
}
