//! What a person was and is to the company, each with its dates: one account through all of it.
use serde::{Deserialize, Serialize};

use crate::day::Day;
use crate::enums::text_enum;
use crate::form::{Problem, Problems};
use crate::lang::Voice;
use crate::member::Relationship;
use crate::text;
use crate::words::relationship as w;

/// Periods one member can have.
pub const PERIODS_MAX: usize = 50;

text_enum! {
    /// How a period came to be known.
    pub enum RelationshipSource {
        /// As it was said on joining.
        Join = "join",
        /// Written by the office.
        Office = "office",
        /// Told by the company's directory of accounts.
        Scim = "scim",
        /// From a file of leavers.
        Csv = "csv",
        /// Told by the company's personnel system.
        Webhook = "webhook",
    }
}

impl RelationshipSource {
    /// Its name.
    #[must_use]
    pub fn text(self, voice: Voice) -> &'static str {
        match self {
            Self::Join => w::source_join(voice),
            Self::Office => w::source_office(voice),
            Self::Scim => w::source_scim(voice),
            Self::Csv => w::source_csv(voice),
            Self::Webhook => w::source_webhook(voice),
        }
    }
}

impl Relationship {
    /// Its name.
    #[must_use]
    pub fn text(self, voice: Voice) -> &'static str {
        match self {
            Self::Employee => w::employee(voice),
            Self::Alumnus => w::alumnus(voice),
            Self::Student => w::student(voice),
            Self::Customer => w::customer(voice),
            Self::Friend => w::friend(voice),
        }
    }
}

/// One relationship with its dates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Period {
    /// What.
    pub kind: Relationship,
    /// Since when.
    pub from: Day,
    /// Until when: on that day it is over.
    pub to: Option<Day>,
}

impl Period {
    /// Whether it has begun and is not over.
    #[must_use]
    pub fn is_open(&self, today: &Day) -> bool {
        self.has_begun(today) && !self.is_over(today)
    }

    /// Whether it has begun.
    #[must_use]
    pub fn has_begun(&self, today: &Day) -> bool {
        self.from <= *today
    }

    /// Whether it is over.
    #[must_use]
    pub fn is_over(&self, today: &Day) -> bool {
        self.to.as_ref().is_some_and(|to| to <= today)
    }
}

/// The relationship others see: an open one, work at the company before all, then what the person is besides having worked
/// there; whoever once worked there is an alumnus. `None` when nothing has begun.
#[must_use]
pub fn shown(periods: &[Period], today: &Day) -> Option<Relationship> {
    use Relationship::{Alumnus, Customer, Employee, Friend, Student};
    let open = |kind: Relationship| periods.iter().any(|it| it.kind == kind && it.is_open(today));
    let past = |kind: Relationship| periods.iter().any(|it| it.kind == kind && it.is_over(today));
    let first_open = [Employee, Customer, Student].into_iter().find(|kind| open(*kind));
    let once_worked = (open(Alumnus) || past(Employee)).then_some(Alumnus);
    let last = || {
        let begun = periods.iter().filter(|it| it.has_begun(today));
        begun.max_by(|a, b| a.from.cmp(&b.from)).map(|it| it.kind)
    };
    first_open.or(once_worked).or(open(Friend).then_some(Friend)).or_else(last)
}

/// Whether the person came back: works at the company now, and was an alumnus before.
#[must_use]
pub fn rejoined(periods: &[Period], today: &Day) -> bool {
    let left = periods.iter().filter(|it| it.kind == Relationship::Alumnus).map(|it| &it.from).min();
    let Some(left) = left else { return false };
    let works = |it: &&Period| it.kind == Relationship::Employee && it.is_open(today);
    periods.iter().filter(works).any(|it| it.from > *left)
}

/// The form of a period, as typed.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "the fields are those of Period")]
pub struct PeriodInput {
    pub kind: String,
    pub from: String,
    pub to: String,
}

impl PeriodInput {
    /// What was typed, checked.
    ///
    /// # Errors
    /// What is wrong, field by field.
    pub fn parse(&self) -> Result<Period, Problems> {
        let mut p = Problems::default();
        let kind = p.take("kind", self.kind.parse().map_err(|_| Problem::NotAChoice));
        let from = p.take("from", self.from.parse::<Day>());
        let to = p.take("to", text::optional(&self.to, str::parse::<Day>)).flatten();
        if from.as_ref().zip(to.as_ref()).is_some_and(|(from, to)| to.precedes(from)) {
            p.add("to", Problem::Before);
        }
        p.finish(kind.zip(from).map(|(kind, from)| Period { kind, from, to }))
    }
}

#[cfg(test)]
mod tests {
    use Relationship::{Alumnus, Customer, Employee, Friend, Student};

    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn period(kind: Relationship, from: &str, to: &str) -> Period {
        Period { kind, from: day(from), to: to.parse().ok() }
    }

    #[test]
    fn work_is_shown_before_all_and_having_worked_before_friendship() {
        let today = day("2026-11-18");
        let show = |all: &[Period]| shown(all, &today);
        let work = period(Employee, "2020-04-01", "");
        let left = period(Employee, "2001", "2006");
        let alumnus = period(Alumnus, "2006", "");
        let (customer, student) = (period(Customer, "2024", ""), period(Student, "2025-04", ""));
        assert_eq!(show(&[]), None);
        assert_eq!(show(&[alumnus.clone(), customer.clone(), work.clone()]), Some(Employee));
        assert_eq!(show(&[student.clone(), alumnus.clone(), customer.clone()]), Some(Customer));
        assert_eq!(show(&[student, alumnus.clone()]), Some(Student));
        assert_eq!(show(std::slice::from_ref(&left)), Some(Alumnus), "nobody loses having worked there");
        assert_eq!(show(&[period(Friend, "2022", ""), left]), Some(Alumnus));
        assert_eq!(show(&[period(Customer, "2020", "2021"), period(Friend, "2019", "2020")]), Some(Customer));
        assert_eq!(show(&[period(Employee, "2027-04-01", "")]), None, "not yet");
        let last_day = period(Employee, "2020-04-01", "2026-11-18");
        assert_eq!(show(&[last_day, alumnus]), Some(Alumnus), "over on its last day");
    }

    #[test]
    fn whoever_works_there_after_having_left_rejoined() {
        let today = day("2026-11-18");
        let back = [
            period(Employee, "2001", "2006"),
            period(Alumnus, "2006", "2026-04-01"),
            period(Employee, "2026-04-01", ""),
        ];
        assert!(rejoined(&back, &today));
        assert!(!rejoined(&back[..2], &today));
        assert!(!rejoined(&back, &day("2026-03-31")), "not before the day");
        assert!(!rejoined(&[period(Employee, "2001", ""), period(Alumnus, "2006", "")], &today));
    }

    #[test]
    fn problems_name_their_fields() {
        let typed = |kind: &str, from: &str, to: &str| {
            PeriodInput { kind: kind.into(), from: from.into(), to: to.into() }.parse()
        };
        assert_eq!(typed("employee", "2020-04-01", "").unwrap(), period(Employee, "2020-04-01", ""));
        let problems = typed("boss", "", "x").unwrap_err();
        assert_eq!(problems.of("kind"), Some(&Problem::NotAChoice));
        assert_eq!(problems.of("from"), Some(&Problem::Required));
        assert_eq!(problems.of("to"), Some(&Problem::NotADate));
        assert_eq!(typed("alumnus", "2006-04", "2006-03").unwrap_err().of("to"), Some(&Problem::Before));
    }
}
