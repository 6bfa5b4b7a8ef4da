//! いまの気持ち: what a member would like, or would rather not, and the form it is said in.
//!
//! Saying nothing is as good as any answer: it is neither asked for again nor counted.
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::enums::text_enum;
use crate::form::Problems;
use crate::lang::Voice;
use crate::site::choice;
use crate::visibility::Visibility;
use crate::words::intent as w;

text_enum! {
    /// What it is about.
    pub enum IntentKind {
        /// 再入社
        Rejoin = "rejoin",
        /// 業務委託・副業
        SideWork = "side_work",
        /// 協業
        Collaborate = "collaborate",
        /// 起業仲間
        Found = "found",
        /// 取引先さがし
        Trade = "trade",
        /// アドバイザー
        Advise = "advise",
        /// 学びたい
        Learn = "learn",
        /// 情報だけ
        News = "news",
        /// そっとしておいて
        Quiet = "quiet",
    }
}

text_enum! {
    /// What is said of it.
    pub enum IntentAnswer {
        /// いま
        Now = "now",
        /// いつか
        SomeDay = "some_day",
        /// 今は考えていない
        NotNow = "not_now",
    }
}

text_enum! {
    /// After how long the member wishes to be asked whether it is still so.
    pub enum Period {
        /// 半年
        HalfYear = "half_year",
        /// 1年
        Year = "year",
        /// 2年
        TwoYears = "two_years",
        /// 3年
        ThreeYears = "three_years",
        /// Not at all.
        Never = "never",
    }
}

impl IntentKind {
    /// Whether one may look for people by it: not by the wish to be left in peace.
    #[must_use]
    pub fn is_sought(self) -> bool {
        self != Self::Quiet
    }

    /// Its name for the reader.
    #[must_use]
    pub fn text(self, voice: Voice) -> &'static str {
        match self {
            Self::Rejoin => w::rejoin(voice),
            Self::SideWork => w::side_work(voice),
            Self::Collaborate => w::collaborate(voice),
            Self::Found => w::found(voice),
            Self::Trade => w::trade(voice),
            Self::Advise => w::advise(voice),
            Self::Learn => w::learn(voice),
            Self::News => w::news(voice),
            Self::Quiet => w::quiet(voice),
        }
    }

    /// What is meant by it.
    #[must_use]
    pub fn about(self, voice: Voice) -> &'static str {
        match self {
            Self::Rejoin => w::about_rejoin(voice),
            Self::SideWork => w::about_side_work(voice),
            Self::Collaborate => w::about_collaborate(voice),
            Self::Found => w::about_found(voice),
            Self::Trade => w::about_trade(voice),
            Self::Advise => w::about_advise(voice),
            Self::Learn => w::about_learn(voice),
            Self::News => w::about_news(voice),
            Self::Quiet => w::about_quiet(voice),
        }
    }
}

impl IntentAnswer {
    /// Its name for the reader.
    #[must_use]
    pub fn text(self, voice: Voice) -> &'static str {
        match self {
            Self::Now => w::now(voice),
            Self::SomeDay => w::some_day(voice),
            Self::NotNow => w::not_now(voice),
        }
    }
}

impl Period {
    /// Its name for the reader.
    #[must_use]
    pub fn text(self, voice: Voice) -> &'static str {
        match self {
            Self::HalfYear => w::half_year(voice),
            Self::Year => w::year(voice),
            Self::TwoYears => w::two_years(voice),
            Self::ThreeYears => w::three_years(voice),
            Self::Never => w::never(voice),
        }
    }

    /// How many months that is; none for never.
    #[must_use]
    pub const fn months(self) -> Option<i32> {
        match self {
            Self::HalfYear => Some(6),
            Self::Year => Some(12),
            Self::TwoYears => Some(24),
            Self::ThreeYears => Some(36),
            Self::Never => None,
        }
    }
}

/// For how long something has been so, in whole months: nobody learns the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Age {
    /// Whole months since.
    pub months: i32,
}

impl Age {
    /// As one would say it: whole years, half a year, months.
    #[must_use]
    pub const fn said(self) -> SaidAge {
        match (self.months / 12, self.months % 12) {
            (years, _) if years > 1 => SaidAge::Years(years),
            (1, _) => SaidAge::Year,
            (_, 6) => SaidAge::HalfYear,
            (_, months) if months > 1 => SaidAge::Months(months),
            (_, 1) => SaidAge::Month,
            _ => SaidAge::Lately,
        }
    }

    /// 「2年前の気持ち」
    #[must_use]
    pub fn text(self, voice: Voice) -> String {
        match self.said() {
            SaidAge::Years(years) => w::age_years(voice, years),
            SaidAge::Year => w::age_year(voice).to_owned(),
            SaidAge::HalfYear => w::age_half_year(voice).to_owned(),
            SaidAge::Months(months) => w::age_months(voice, months),
            SaidAge::Month => w::age_month(voice).to_owned(),
            SaidAge::Lately => w::age_lately(voice).to_owned(),
        }
    }
}

/// An [`Age`] as one would say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is its name")]
pub enum SaidAge {
    Years(i32),
    Year,
    HalfYear,
    Months(i32),
    Month,
    Lately,
}

/// What is said of one kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Said {
    /// What.
    pub answer: IntentAnswer,
    /// How far it reaches.
    pub reach: Visibility,
    /// When to be asked about it.
    pub period: Period,
}

/// The form of all kinds: `answer_…`, `reach_…` and `period_…` for each. A kind whose answer is not in it stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct IntentsInput(BTreeMap<String, String>);

impl IntentsInput {
    /// The form with what was said; the rest proposes to keep an answer to oneself and to be asked in a year.
    #[must_use]
    pub fn of(said: &[(IntentKind, Said)]) -> Self {
        let mut form = Self::default();
        for kind in IntentKind::ALL {
            let said = said.iter().find(|(of, _)| of == kind).map(|(_, said)| said);
            let answer = said.map_or("", |said| said.answer.as_str());
            let reach = said.map_or(Visibility::Nobody, |said| said.reach);
            let period = said.map_or(Period::Year, |said| said.period);
            form.put(&format!("answer_{kind}"), answer);
            form.put(&format!("reach_{kind}"), reach.as_str());
            form.put(&format!("period_{kind}"), period.as_str());
        }
        form
    }

    /// Fills a field.
    pub fn put(&mut self, field: &str, value: &str) {
        self.0.insert(field.to_owned(), value.to_owned());
    }

    /// What stands in a field; nothing where it is not in the form.
    #[must_use]
    pub fn get(&self, field: &str) -> &str {
        self.0.get(field).map_or("", String::as_str)
    }

    /// What is said, kind by kind; none where the member does not say anything any more.
    ///
    /// # Errors
    /// What is wrong, field by field.
    pub fn parse(&self) -> Result<Vec<(IntentKind, Option<Said>)>, Problems> {
        let mut problems = Problems::default();
        let mut all = Vec::new();
        for kind in IntentKind::ALL {
            match self.0.get(&format!("answer_{kind}")).map(String::as_str) {
                None => {}
                Some("") => all.push((*kind, None)),
                Some(_) => all.extend(self.said(*kind, &mut problems).map(|said| (*kind, Some(said)))),
            }
        }
        problems.finish(Some(all))
    }

    fn said(&self, kind: IntentKind, problems: &mut Problems) -> Option<Said> {
        let answer = self.field("answer", kind, problems);
        let reach = self.field("reach", kind, problems);
        let period = self.field("period", kind, problems);
        Some(Said { answer: answer?, reach: reach?, period: period? })
    }

    fn field<T: std::str::FromStr>(
        &self,
        part: &str,
        kind: IntentKind,
        problems: &mut Problems,
    ) -> Option<T> {
        let field = format!("{part}_{kind}");
        problems.take(&field, choice(self.get(&field)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::Problem;

    #[test]
    fn a_form_that_was_filled_is_read_as_it_was_said() {
        let said = Said { answer: IntentAnswer::Now, reach: Visibility::Members, period: Period::Never };
        let form = IntentsInput::of(&[(IntentKind::Collaborate, said)]);
        let read = form.parse().unwrap();
        assert_eq!(read.len(), 9, "every kind is on the form");
        for (kind, read) in read {
            assert_eq!(read, (kind == IntentKind::Collaborate).then_some(said), "{kind}");
        }
        assert_eq!(form.get("reach_rejoin"), "nobody", "nothing reaches further than it was let");
        assert_eq!(IntentsInput::default().parse(), Ok(vec![]), "what is not in the form stays");
    }

    #[test]
    fn problems_name_their_field() {
        let mut form = IntentsInput::of(&[]);
        form.put("answer_rejoin", "perhaps");
        form.put("answer_learn", "now");
        form.put("reach_learn", "everybody");
        form.put("period_learn", "");
        form.put("reach_news", "everybody");
        let problems = form.parse().unwrap_err();
        let fields: Vec<_> = problems.iter().map(|(field, _)| field).collect();
        assert_eq!(fields, ["answer_rejoin", "period_learn", "reach_learn"], "not of what is left unsaid");
        assert_eq!(problems.of("reach_learn"), Some(&Problem::NotAChoice));
    }

    #[test]
    fn an_age_is_told_in_months_and_years() {
        let told = |months| Age { months }.text(Voice::default());
        let all = [0, 1, 2, 6, 11, 12, 23, 24, 40].map(told);
        let words = [
            "このごろの気持ち",
            "1か月前の気持ち",
            "2か月前の気持ち",
            "半年前の気持ち",
            "11か月前の気持ち",
            "1年前の気持ち",
            "1年前の気持ち",
            "2年前の気持ち",
            "3年前の気持ち",
        ];
        assert_eq!(all, words);
    }
}
