//! Work since the company: rows with where, as what and when.
use crate::form::{Problem, Problems};
use crate::profile::{YEARS, year};
use crate::text;

/// Rows one member may list.
pub const CAREER_MAX: usize = 20;

/// A year, and the month where the member says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Month {
    /// Calendar year.
    pub year: i64,
    /// 1 to 12.
    pub month: Option<i64>,
}

/// A row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    /// Where, or empty.
    pub company: String,
    /// As what, or empty.
    pub title: String,
    /// Since when; none when the member does not say.
    pub from: Option<Month>,
    /// Until when; none while it lasts.
    pub to: Option<Month>,
}

impl Job {
    /// Where and as what.
    #[must_use]
    pub fn name(&self) -> String {
        format!("{} {}", self.company, self.title).trim().to_owned()
    }
}

impl Month {
    /// As it stands in the form: `2019/4`.
    #[must_use]
    pub fn typed(self) -> String {
        self.month.map_or_else(|| self.year.to_string(), |month| format!("{}/{month}", self.year))
    }
}

/// `2019`, `2019/4`, `2019-04`, `2019年4月`; a day is not kept.
impl std::str::FromStr for Month {
    type Err = Problem;
    fn from_str(text: &str) -> Result<Self, Problem> {
        let text: String = text.trim().chars().map(text::ascii_of_full_width).collect();
        let mut parts =
            text.split(['/', '-', '.', '年', '月']).map(str::trim).filter(|part| !part.is_empty());
        let year = year(parts.next().unwrap_or_default()).map_err(|_| Problem::NotAMonth)?;
        let Some(month) = parts.next() else { return Ok(Self { year, month: None }) };
        let month = month.parse().ok().filter(|month| (1..=12).contains(month));
        let month = month.ok_or(Problem::NotAMonth)?;
        Ok(Self { year, month: Some(month) })
    }
}

/// The four columns of the rows as typed.
pub(crate) struct Columns<'t> {
    pub(crate) company: &'t [String],
    pub(crate) title: &'t [String],
    pub(crate) from: &'t [String],
    pub(crate) to: &'t [String],
}

/// The rows typed, the earliest first; those without a beginning come last.
pub(crate) fn jobs(p: &mut Problems, typed: &Columns<'_>) -> Vec<Job> {
    let mut all = Vec::new();
    for i in 0..typed.company.len().max(typed.title.len()).min(CAREER_MAX) {
        let cell = |column: &[String]| column.get(i).map_or(String::new(), |text| text.trim().to_owned());
        let (company, title, from, to) =
            (cell(typed.company), cell(typed.title), cell(typed.from), cell(typed.to));
        if company.is_empty() && title.is_empty() {
            if !from.is_empty() || !to.is_empty() {
                p.add(&format!("career_company_{i}"), Problem::Required);
            }
            continue;
        }
        let line = |text: &str| text::optional(text, |text| text::line(text, 80));
        let company = p.take(&format!("career_company_{i}"), line(&company));
        let title = p.take(&format!("career_title_{i}"), line(&title));
        let from = p.take(&format!("career_from_{i}"), text::optional(&from, str::parse::<Month>));
        let to = p.take(&format!("career_to_{i}"), text::optional(&to, str::parse::<Month>));
        let (Some(company), Some(title), Some(from), Some(to)) = (company, title, from, to) else { continue };
        if from.zip(to).is_some_and(|(from, to)| is_before(to, from)) {
            p.add(&format!("career_to_{i}"), Problem::Before);
        }
        let (company, title) = (company.unwrap_or_default(), title.unwrap_or_default());
        all.push(Job { company, title, from, to });
    }
    let last = Month { year: *YEARS.end() + 1, month: None };
    all.sort_by_key(|job| (job.from.unwrap_or(last), job.to.unwrap_or(last)));
    all
}

/// Within one year a month counts only beside another.
fn is_before(to: Month, from: Month) -> bool {
    to.year < from.year
        || (to.year == from.year && to.month.zip(from.month).is_some_and(|(to, from)| to < from))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(rows: &[[&str; 4]]) -> Result<Vec<Job>, Problems> {
        let column = |n: usize| rows.iter().map(|row| row[n].to_owned()).collect::<Vec<_>>();
        let (company, title, from, to) = (column(0), column(1), column(2), column(3));
        let mut problems = Problems::default();
        let columns = Columns { company: &company, title: &title, from: &from, to: &to };
        let all = jobs(&mut problems, &columns);
        problems.finish(Some(all))
    }

    #[test]
    fn a_month_is_read_as_people_write_it() {
        let april = Month { year: 2019, month: Some(4) };
        for typed in ["2019/4", "2019-04", "2019年4月", "２０１９/４", " 2019.4 ", "2019-04-01"] {
            assert_eq!(typed.parse(), Ok(april), "{typed}");
        }
        assert_eq!("2019年".parse(), Ok(Month { year: 2019, month: None }));
        for typed in ["2019/13", "2019/x", "19", "去年"] {
            assert_eq!(typed.parse::<Month>(), Err(Problem::NotAMonth), "{typed}");
        }
    }

    #[test]
    fn rows_come_in_order_and_an_empty_row_goes() {
        let all = rows(&[
            ["しおり堂", "", "", ""],
            ["", "", "", ""],
            ["古書ひだまり", "店主", "2019/4", ""],
            ["若葉商会", "", "2014", "2019/3"],
        ])
        .unwrap();
        let names: Vec<_> = all.iter().map(Job::name).collect();
        assert_eq!(names, ["若葉商会", "古書ひだまり 店主", "しおり堂"]);
    }

    #[test]
    fn problems_stand_beside_their_row() {
        let problems = rows(&[
            ["あ", "", "2019/4", "2019/3"],
            ["", "", "2019", ""],
            ["い", "", "きのう", ""],
            ["う", "", "2019/4", "2019"],
        ])
        .unwrap_err();
        assert_eq!(problems.of("career_to_0"), Some(&Problem::Before));
        assert_eq!(problems.of("career_company_1"), Some(&Problem::Required));
        assert!(problems.of("career_from_2").is_some());
        assert_eq!(problems.of("career_to_3"), None, "a year alone may be the same year");
    }
}
