//! From cells to people: every cell is checked by the parser its text has everywhere else.
use std::collections::HashSet;

use types::form::{Problem, Problems};
use types::roster::{PreviewRow, RosterCell, RosterField};
use types::text::{self, Kana, Mail, NamePart, ascii_of_full_width};

use super::day::day;
use super::decode::records;
use crate::fold;

/// Usable rows the preview shows.
pub const SHOWN: usize = 50;

/// A person as one usable row describes it. What the row does not say is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are those of RosterField")]
pub struct Entry {
    pub employee_number: String,
    pub family: String,
    pub given: String,
    pub family_kana: String,
    pub given_kana: String,
    pub mail: String,
    pub department: String,
    pub joined_on: String,
    pub left_on: String,
}

/// A file checked as a whole.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checked {
    /// Rows with anything in them.
    pub total: usize,
    /// The people of the usable rows.
    pub entries: Vec<Entry>,
    /// The first usable rows.
    pub good: Vec<PreviewRow>,
    /// All rows that cannot be used.
    pub bad: Vec<PreviewRow>,
}

/// A file in rows and columns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// Names of the columns.
    pub header: Vec<String>,
    rows: Vec<(usize, Vec<String>)>,
    /// A quote is opened and never closed: the last row holds whatever followed it.
    is_torn: bool,
}

impl Table {
    /// Reads a text; its first row is the header.
    #[must_use]
    pub fn of(text: &str, delimiter: char) -> Self {
        let mut rows = records(text, delimiter).into_iter();
        let header = rows.next().map(|(_, cells)| cells).unwrap_or_default();
        Self { header, rows: rows.collect(), is_torn: text.matches('"').count() % 2 == 1 }
    }

    /// The first texts of a column, to recognise it by.
    #[must_use]
    pub fn samples(&self, column: usize) -> Vec<String> {
        let texts =
            self.rows.iter().filter_map(|(_, cells)| cells.get(column)).filter(|text| !text.is_empty());
        texts.take(2).cloned().collect()
    }

    /// Checks all rows under `mapping`.
    #[must_use]
    pub fn check(&self, mapping: &[RosterField]) -> Checked {
        let mut checked = Checked { total: self.rows.len(), ..Checked::default() };
        let mut seen = HashSet::new();
        for (i, (number, cells)) in self.rows.iter().enumerate() {
            let (entry, mut problems) = entry(cells, mapping);
            if cells.iter().skip(mapping.len()).any(|cell| !cell.is_empty()) {
                // A comma that should have been quoted: every cell after it stands in the wrong column.
                put(&mut problems, mapping.len().saturating_sub(1), Problem::TooMany { max: mapping.len() });
            }
            if self.is_torn && i + 1 == self.rows.len() {
                put(&mut problems, cells.len().min(mapping.len()).saturating_sub(1), Problem::UnreadableFile);
            }
            if problems.iter().all(Option::is_none) && !seen.insert(entry.identity()) {
                put(&mut problems, identifying_column(mapping, &entry), Problem::Taken);
            }
            let is_good = problems.iter().all(Option::is_none);
            if is_good && checked.good.len() < SHOWN {
                checked.good.push(preview(*number, cells, problems));
            } else if !is_good {
                checked.bad.push(preview(*number, cells, problems));
            }
            if is_good {
                checked.entries.push(entry);
            }
        }
        checked
    }
}

impl Entry {
    /// Who this is across uploads: the employee number, else names, readings and dates.
    #[must_use]
    pub fn identity(&self) -> String {
        if self.employee_number.is_empty() {
            format!("name:{}|{}|{}|{}", self.name_key(), self.kana_key(), self.joined_on, self.left_on)
        } else {
            format!("number:{}", self.employee_number.to_lowercase())
        }
    }

    /// The name folded for comparison.
    #[must_use]
    pub fn name_key(&self) -> String {
        fold::name(&format!("{} {}", self.family, self.given))
    }

    /// The reading folded for comparison.
    #[must_use]
    pub fn kana_key(&self) -> String {
        fold::name(&format!("{} {}", self.family_kana, self.given_kana))
    }
}

/// What the office typed for each column, checked.
///
/// # Errors
/// A choice that is none, one made twice (field `c0`, `c1`, …), or no column with names (field `columns`).
pub fn parse_mapping(typed: &[String]) -> Result<Vec<RosterField>, Problems> {
    let mut problems = Problems::default();
    let mut mapping = Vec::with_capacity(typed.len());
    for (i, text) in typed.iter().enumerate() {
        let field = problems
            .take(&format!("c{i}"), text.parse().map_err(|_| Problem::NotAChoice))
            .unwrap_or_default();
        if field != RosterField::Ignore && mapping.contains(&field) {
            problems.add(&format!("c{i}"), Problem::Taken);
        }
        mapping.push(field);
    }
    if !has_names(&mapping) {
        problems.add("columns", Problem::Required);
    }
    problems.finish(Some(mapping))
}

/// Whether a column holds names: without any, nothing can be imported.
#[must_use]
pub fn has_names(mapping: &[RosterField]) -> bool {
    mapping.iter().any(|field| matches!(field, RosterField::FullName | RosterField::Family))
}

fn entry(cells: &[String], mapping: &[RosterField]) -> (Entry, Vec<Option<Problem>>) {
    let mut entry = Entry::default();
    let mut problems: Vec<Option<Problem>> = mapping
        .iter()
        .enumerate()
        .map(|(i, field)| {
            let cell = cells.get(i).map_or("", String::as_str);
            take(&mut entry, *field, cell).err()
        })
        .collect();
    let shared = entry.joined_on.len().min(entry.left_on.len());
    let is_reversed = shared > 0 && entry.left_on.get(..shared) < entry.joined_on.get(..shared);
    if let Some(i) = mapping.iter().position(|field| *field == RosterField::LeftOn).filter(|_| is_reversed) {
        put(&mut problems, i, Problem::Before);
    }
    if !has_names(mapping) {
        put(&mut problems, 0, Problem::Required);
    }
    (entry, problems)
}

fn take(entry: &mut Entry, field: RosterField, cell: &str) -> Result<(), Problem> {
    let kana = |text: &str| {
        text::optional(text, str::parse::<Kana>).map(|kana| kana.map_or_else(String::new, String::from))
    };
    match field {
        RosterField::Ignore => {}
        RosterField::EmployeeNumber => {
            let number: String = cell.chars().map(ascii_of_full_width).collect();
            entry.employee_number = optional_line(&number, 40)?;
        }
        RosterField::FullName => (entry.family, entry.given) = parted(&text::line(cell, 81)?),
        RosterField::Family => entry.family = cell.parse::<NamePart>()?.into(),
        RosterField::Given => entry.given = cell.parse::<NamePart>()?.into(),
        RosterField::FullKana => (entry.family_kana, entry.given_kana) = parted(&kana(cell)?),
        RosterField::FamilyKana => entry.family_kana = kana(cell)?,
        RosterField::GivenKana => entry.given_kana = kana(cell)?,
        RosterField::Mail => {
            entry.mail = text::optional(cell, str::parse::<Mail>)?.map_or_else(String::new, String::from);
        }
        RosterField::Department => entry.department = optional_line(cell, 120)?,
        RosterField::JoinedOn => entry.joined_on = day(cell)?,
        RosterField::LeftOn => entry.left_on = day(cell)?,
    }
    Ok(())
}

fn optional_line(cell: &str, max: usize) -> Result<String, Problem> {
    Ok(text::optional(cell, |text| text::line(text, max))?.unwrap_or_default())
}

/// Family and given name; a name without a space is the family's alone.
fn parted(name: &str) -> (String, String) {
    let (family, given) = name.split_once(' ').unwrap_or((name, ""));
    (family.to_owned(), given.to_owned())
}

fn identifying_column(mapping: &[RosterField], entry: &Entry) -> usize {
    let by_number =
        |field: &RosterField| *field == RosterField::EmployeeNumber && !entry.employee_number.is_empty();
    let by_name = |field: &RosterField| matches!(field, RosterField::FullName | RosterField::Family);
    mapping.iter().position(by_number).or_else(|| mapping.iter().position(by_name)).unwrap_or(0)
}

fn put(problems: &mut [Option<Problem>], column: usize, problem: Problem) {
    if let Some(place) = problems.get_mut(column) {
        place.get_or_insert(problem);
    }
}

fn preview(number: usize, cells: &[String], problems: Vec<Option<Problem>>) -> PreviewRow {
    let cell = |(i, problem)| RosterCell { text: cells.get(i).cloned().unwrap_or_default(), problem };
    PreviewRow { number, cells: problems.into_iter().enumerate().map(cell).collect() }
}

#[cfg(test)]
mod tests {
    use super::super::header::suggest;
    use super::*;

    const HEADER: &str = "社員番号,氏名,フリガナ,メール,最終所属,入社日,退社日\n";

    fn checked(rows: &str) -> Checked {
        let table = Table::of(&format!("{HEADER}{rows}"), ',');
        table.check(&suggest(&table.header))
    }

    fn problem(row: &str, column: usize) -> Option<Problem> {
        let checked = checked(row);
        checked.bad.first().and_then(|bad| bad.cells[column].problem.clone())
    }

    #[test]
    fn a_row_becomes_a_person() {
        let checked = checked(
            "Ｓ００１,髙橋　美咲,ﾀｶﾊｼ ﾐｻｷ,Misaki@Example.JP,\"公共\nシステム本部\",平成16年4月1日,R2.6.30\n",
        );
        let entry = Entry {
            employee_number: "S001".to_owned(),
            family: "髙橋".to_owned(),
            given: "美咲".to_owned(),
            family_kana: "タカハシ".to_owned(),
            given_kana: "ミサキ".to_owned(),
            mail: "misaki@example.jp".to_owned(),
            department: "公共 システム本部".to_owned(),
            joined_on: "2004-04-01".to_owned(),
            left_on: "2020-06-30".to_owned(),
        };
        assert_eq!(checked.entries, [entry]);
        assert!(checked.bad.is_empty());
    }

    #[test]
    fn names_are_what_is_seen_of_them() {
        let checked = checked("1,\u{202e}𠮷野\u{3000}\u{200b}家\u{2069},,,公共\u{3164}部,,\n");
        let entry = &checked.entries[0];
        assert_eq!([&entry.family, &entry.given, &entry.department], ["𠮷野", "家", "公共部"]);
        assert_eq!(problem("1,\u{3164},,,,,", 1), Some(Problem::Required));
    }

    #[test]
    fn each_bad_cell_is_named_and_the_others_kept() {
        assert_eq!(problem("1,,,,,,", 1), Some(Problem::Required));
        assert_eq!(problem("1,山田 太郎,山田,,,,", 2), Some(Problem::NotKana));
        assert_eq!(problem("1,山田 太郎,,yamada,,,", 3), Some(Problem::NotAMail));
        assert_eq!(problem("1,山田 太郎,,,,2019/13/01,", 5), Some(Problem::NotInRange { min: 1, max: 12 }));
        assert_eq!(problem("1,山田 太郎,,,,2020/4/1,2019/3/31", 6), Some(Problem::Before));
        assert_eq!(problem("1,山田 太郎,,,部,課,2020/4/1,2021/3/31", 6), Some(Problem::TooMany { max: 7 }));
        let both = checked("1,,,yamada,,,\n2,佐藤 花,,,,,");
        assert_eq!(both.bad[0].cells.iter().filter(|cell| cell.problem.is_some()).count(), 2);
        assert_eq!((both.total, both.entries.len(), both.bad.len()), (2, 1, 1));
        assert_eq!(both.bad[0].number, 2);
    }

    #[test]
    fn a_person_twice_in_a_file_is_a_problem_of_the_second_row() {
        let twice = checked(
            "7,山田 太郎,,,,,\n７,山田 花子,,,,,\n,山田 太郎,ヤマダ タロウ,,,2000/4/1,\n,山田　太郎,やまだ たろう,,,H12.4.1,",
        );
        let numbers: Vec<_> = twice.bad.iter().map(|bad| bad.number).collect();
        assert_eq!(numbers, [3, 5]);
        assert_eq!(twice.bad[0].cells[0].problem, Some(Problem::Taken));
        assert_eq!(twice.bad[1].cells[1].problem, Some(Problem::Taken));
    }

    #[test]
    fn a_quote_that_is_never_closed_swallows_nobody_silently() {
        let torn = checked("1,山田 太郎,,,\"公共,,\n2,佐藤 花,,,,,\n");
        assert_eq!((torn.entries.len(), torn.bad.len()), (0, 1));
        assert_eq!(torn.bad[0].cells[4].problem, Some(Problem::UnreadableFile));
    }

    #[test]
    fn short_rows_names_without_space_and_months_are_fine() {
        let checked = checked("1,山田太郎\n2,カーター エミリー アン,,,,2012/4,2012/4/20");
        assert_eq!((checked.entries[0].family.as_str(), checked.entries[0].given.as_str()), ("山田太郎", ""));
        assert_eq!(checked.entries[1].given, "エミリー アン");
        assert_eq!(checked.entries[1].joined_on, "2012-04");
    }

    #[test]
    fn separate_name_columns_are_put_together() {
        let table = Table::of("姓,名,セイ,メイ\n山田,太郎,ヤマダ,タロウ\n,次郎,,", ',');
        let checked = table.check(&suggest(&table.header));
        assert_eq!(checked.entries[0].name_key(), "山田太郎");
        assert_eq!(checked.entries[0].kana_key(), "やまだたろう");
        assert_eq!(checked.bad[0].cells[0].problem, Some(Problem::Required));
    }

    #[test]
    fn a_mapping_needs_names_and_no_choice_twice() {
        let typed = |list: &[&str]| list.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
        assert_eq!(
            parse_mapping(&typed(&["full_name", "ignore"])),
            Ok(vec![RosterField::FullName, RosterField::Ignore])
        );
        assert_eq!(parse_mapping(&typed(&["mail"])).unwrap_err().of("columns"), Some(&Problem::Required));
        assert_eq!(parse_mapping(&typed(&["family", "family"])).unwrap_err().of("c1"), Some(&Problem::Taken));
        assert_eq!(parse_mapping(&typed(&["family", "x"])).unwrap_err().of("c1"), Some(&Problem::NotAChoice));
        assert!(parse_mapping(&[]).is_err());
    }

    #[test]
    fn the_preview_ends_but_the_errors_do_not() {
        let rows: String =
            (0..200).map(|i| format!("{i},{},,,,,\n", if i % 2 == 0 { "山田 太郎" } else { "" })).collect();
        let checked = checked(&rows);
        assert_eq!((checked.good.len(), checked.bad.len(), checked.entries.len()), (50, 100, 100));
    }
}
