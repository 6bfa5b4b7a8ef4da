//! Personal invitation links.
use serde::{Deserialize, Serialize};

use crate::enums::text_enum;
use crate::form::{Problem, Problems};
use crate::text::{self, Mail};

/// Days a link may work at most.
pub const DAYS_MAX: i64 = 90;
/// People a link may let in at most.
pub const USES_MAX: i64 = 20;

text_enum! {
    /// Whether a link can be used; follows from its times and counts, so it is never stored.
    pub enum InvitationState {
        /// It can.
        Open = "open",
        /// Its last day is over.
        Expired = "expired",
        /// As many as it was for came by it.
        UsedUp = "used_up",
        /// Its owner took it back.
        Revoked = "revoked",
    }
}

/// The form of a new invitation, as typed.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "the fields are those of NewInvitation")]
pub struct InvitationInput {
    pub worked_together: String,
    pub note: String,
    pub days: String,
    pub uses: String,
    pub mail: String,
}

impl Default for InvitationInput {
    fn default() -> Self {
        let (worked_together, note, mail) = Default::default();
        Self { worked_together, note, days: "30".to_owned(), uses: "1".to_owned(), mail }
    }
}

/// An invitation about to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewInvitation {
    /// When and where both worked together.
    pub worked_together: String,
    /// A few words, or empty.
    pub note: String,
    /// How many days the link works.
    pub days: i64,
    /// How many people it lets in.
    pub uses: i64,
    /// Where to mail it.
    pub mail: Option<Mail>,
}

impl InvitationInput {
    /// What was typed, checked.
    ///
    /// # Errors
    /// What is wrong, field by field.
    pub fn parse(&self) -> Result<NewInvitation, Problems> {
        let mut p = Problems::default();
        let new = NewInvitation {
            worked_together: p
                .take("worked_together", text::line(&self.worked_together, 120))
                .unwrap_or_default(),
            note: p
                .take("note", text::optional(&self.note, |t| text::prose(t, 400)))
                .flatten()
                .unwrap_or_default(),
            days: p.take("days", number(&self.days, 1, DAYS_MAX)).unwrap_or_default(),
            uses: p.take("uses", number(&self.uses, 1, USES_MAX)).unwrap_or_default(),
            mail: p.take("mail", text::optional(&self.mail, str::parse)).flatten(),
        };
        p.finish(Some(new))
    }
}

/// A whole number from `min` to `max`, in digits of any width.
///
/// # Errors
/// [`Problem::Required`] for nothing, [`Problem::NotInRange`] for anything else.
pub fn number(typed: &str, min: i64, max: i64) -> Result<i64, Problem> {
    let digits: String = typed.trim().chars().map(text::ascii_of_full_width).collect();
    if digits.is_empty() {
        return Err(Problem::Required);
    }
    digits.parse().ok().filter(|n| (min..=max).contains(n)).ok_or(Problem::NotInRange { min, max })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_invitation_says_where_both_worked() {
        let input = InvitationInput {
            worked_together: " 2011年、関西支社 ".into(),
            days: "１４".into(),
            ..InvitationInput::default()
        };
        let new = input.parse().unwrap();
        assert_eq!(
            (new.worked_together.as_str(), new.days, new.uses, new.mail),
            ("2011年、関西支社", 14, 1, None)
        );
    }

    #[test]
    fn problems_name_their_fields() {
        let input = InvitationInput {
            days: "0".into(),
            uses: "many".into(),
            mail: "x".into(),
            ..InvitationInput::default()
        };
        let problems = input.parse().unwrap_err();
        assert_eq!(problems.of("worked_together"), Some(&Problem::Required));
        assert_eq!(problems.of("days"), Some(&Problem::NotInRange { min: 1, max: DAYS_MAX }));
        assert_eq!(problems.of("uses"), Some(&Problem::NotInRange { min: 1, max: USES_MAX }));
        assert_eq!(problems.of("mail"), Some(&Problem::NotAMail));
    }
}
