//! How the office answers those who ask to join.
use serde::{Deserialize, Serialize};

use crate::form::Problems;
use crate::invitation::number;
use crate::lang::Bilingual;
use crate::site::one_of_both;
use crate::text;

/// Most characters of a refusal's words.
pub const REFUSAL_MAX: usize = 1000;

/// The settings of joining.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Joining {
    /// Days within which the office usually answers.
    pub expected_days: i64,
    /// Vouches of members that let somebody in without the office; 0 when nobody is asked to vouch.
    pub vouches: i64,
    /// Vouches of one member within 30 days that count without the office.
    pub vouches_a_month: i64,
}

impl Default for Joining {
    fn default() -> Self {
        Self { expected_days: 3, vouches: 2, vouches_a_month: 5 }
    }
}

/// The form of [`Joining`], as typed.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "the fields are those of Joining")]
pub struct JoiningInput {
    pub expected_days: String,
    pub vouches: String,
    pub vouches_a_month: String,
}

impl JoiningInput {
    /// The form filled with what is set.
    #[must_use]
    pub fn of(joining: &Joining) -> Self {
        Self {
            expected_days: joining.expected_days.to_string(),
            vouches: joining.vouches.to_string(),
            vouches_a_month: joining.vouches_a_month.to_string(),
        }
    }

    /// What was typed, checked.
    ///
    /// # Errors
    /// What is wrong, field by field.
    pub fn parse(&self) -> Result<Joining, Problems> {
        let mut p = Problems::default();
        let expected_days = p.take("expected_days", number(&self.expected_days, 1, 30));
        let vouches = p.take("vouches", number(&self.vouches, 0, 5));
        let vouches_a_month = p.take("vouches_a_month", number(&self.vouches_a_month, 1, 30));
        let all = expected_days.zip(vouches).zip(vouches_a_month);
        p.finish(all.map(|((expected_days, vouches), vouches_a_month)| Joining {
            expected_days,
            vouches,
            vouches_a_month,
        }))
    }
}

/// The form of a wording of a refusal, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "the columns of the table")]
pub struct RefusalInput {
    pub title: String,
    pub body_ja: String,
    pub body_en: String,
}

impl RefusalInput {
    /// Title and text, checked; one language is enough.
    ///
    /// # Errors
    /// What is wrong, field by field.
    pub fn parse(&self) -> Result<(String, Bilingual), Problems> {
        let mut p = Problems::default();
        let title = p.take("title", text::line(&self.title, 60));
        let body = one_of_both(&mut p, "body", &self.body_ja, &self.body_en, REFUSAL_MAX);
        p.finish(title.map(|title| (title, body)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::Problem;

    #[test]
    fn the_days_of_an_answer_stay_in_their_range() {
        let input = JoiningInput::of(&Joining::default());
        let parse = |days: &str| JoiningInput { expected_days: days.into(), ..input.clone() }.parse();
        assert_eq!(parse("５"), Ok(Joining { expected_days: 5, ..Joining::default() }));
        let problems = parse("0").unwrap_err();
        assert_eq!(problems.of("expected_days"), Some(&Problem::NotInRange { min: 1, max: 30 }));
        assert_eq!(input.parse(), Ok(Joining::default()));
    }

    #[test]
    fn a_refusal_needs_a_title_and_words_in_one_language() {
        let input = RefusalInput { title: " ".into(), ..RefusalInput::default() };
        let problems = input.parse().unwrap_err();
        assert_eq!(problems.of("title"), Some(&Problem::Required));
        assert_eq!(problems.of("body_ja"), Some(&Problem::Required));
        let input = RefusalInput { title: "所属会社".into(), body_en: "Sorry.".into(), ..input };
        assert_eq!(input.parse().unwrap().1.get(crate::lang::Lang::Ja), "Sorry.");
    }
}
