//! How long what is kept only for a while is kept.
use serde::{Deserialize, Serialize};

use crate::form::Problems;
use crate::invitation::number;

/// What the office decides about; everything else has a fixed time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Retention {
    /// Days after which a declined request to join goes.
    pub declined_days: i64,
    /// Months after which the words and the address of an invitation go that can no longer be used.
    pub invitation_months: i64,
    /// Months for which members see who looked.
    pub reading_months: i64,
    /// Months after which a text half-written goes.
    pub draft_months: i64,
    /// Months after which an answered request about data goes, or one taken back.
    pub rights_months: i64,
    /// Years after the last step of a programme after which its applications go.
    pub application_years: i64,
}

impl Default for Retention {
    fn default() -> Self {
        Self {
            declined_days: 180,
            invitation_months: 12,
            reading_months: 25,
            draft_months: 12,
            rights_months: 36,
            application_years: 5,
        }
    }
}

/// The form of [`Retention`], as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "the fields are those of Retention")]
pub struct RetentionInput {
    pub declined_days: String,
    pub invitation_months: String,
    pub reading_months: String,
    pub draft_months: String,
    pub rights_months: String,
    pub application_years: String,
}

impl RetentionInput {
    /// The form filled with what is set.
    #[must_use]
    pub fn of(r: &Retention) -> Self {
        Self {
            declined_days: r.declined_days.to_string(),
            invitation_months: r.invitation_months.to_string(),
            reading_months: r.reading_months.to_string(),
            draft_months: r.draft_months.to_string(),
            rights_months: r.rights_months.to_string(),
            application_years: r.application_years.to_string(),
        }
    }

    /// What was typed, checked.
    ///
    /// # Errors
    /// What is wrong, field by field.
    pub fn parse(&self) -> Result<Retention, Problems> {
        let mut p = Problems::default();
        let mut take =
            |field, text: &str, min, max| p.take(field, number(text, min, max)).unwrap_or_default();
        let retention = Retention {
            declined_days: take("declined_days", &self.declined_days, 30, 730),
            invitation_months: take("invitation_months", &self.invitation_months, 1, 60),
            reading_months: take("reading_months", &self.reading_months, 13, 60),
            draft_months: take("draft_months", &self.draft_months, 3, 60),
            rights_months: take("rights_months", &self.rights_months, 6, 120),
            application_years: take("application_years", &self.application_years, 1, 15),
        };
        p.finish(Some(retention))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::Problem;

    #[test]
    fn times_stay_in_their_ranges() {
        let input = RetentionInput::of(&Retention::default());
        assert_eq!(input.parse(), Ok(Retention::default()));
        let short = RetentionInput { reading_months: "3".into(), application_years: String::new(), ..input };
        let problems = short.parse().unwrap_err();
        assert_eq!(problems.of("reading_months"), Some(&Problem::NotInRange { min: 13, max: 60 }));
        assert_eq!(problems.of("application_years"), Some(&Problem::Required));
        assert_eq!(problems.of("draft_months"), None);
    }
}
