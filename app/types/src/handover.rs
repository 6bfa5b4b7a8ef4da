//! Leavers: whoever leaves the company is asked once whether to stay as an alumnus.
use serde::{Deserialize, Serialize};

use crate::consent::Purpose;
use crate::day::Day;
use crate::enums::text_enum;
use crate::form::{Problem, Problems};
use crate::text::{self, Mail};

text_enum! {
    /// What a leaver answered.
    pub enum HandoverState {
        /// Nothing yet.
        Waiting = "waiting",
        /// Stays as an alumnus, or joined as one.
        Agreed = "agreed",
        /// Would rather not.
        Declined = "declined",
        /// Nothing within 30 days after leaving. It can still be answered.
        Expired = "expired",
        /// The question was taken back: the person does not leave.
        Withdrawn = "withdrawn",
    }
}

text_enum! {
    /// What the office should look at.
    pub enum HandoverAttention {
        /// Nothing.
        None = "none",
        /// The person left and keeps a role, playing it alone.
        RoleKept = "role_kept",
        /// The directory has the account in use again after leaving took effect.
        AccountBack = "account_back",
    }
}

/// A leaver as the company tells of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leaver {
    /// The name, or empty where only an id is told.
    pub name: String,
    /// An address the person reads until leaving.
    pub mail: Option<Mail>,
    /// The last day.
    pub leaves_on: Day,
    /// Who it is in the company's directory, or empty.
    pub external_id: String,
}

/// The same as typed in a file or sent by a program.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "the fields are those of Leaver")]
pub struct LeaverInput {
    pub name: String,
    pub mail: String,
    pub leaves_on: String,
    pub external_id: String,
}

impl LeaverInput {
    /// What was told, checked. A mail address or an id is needed to know who it is.
    ///
    /// # Errors
    /// What is wrong, field by field.
    pub fn parse(&self) -> Result<Leaver, Problems> {
        let mut p = Problems::default();
        let optional = |text: &str| text::optional(text, |text| text::line(text, 120));
        let name = p.take("name", optional(&self.name)).flatten().unwrap_or_default();
        let external_id = p.take("external_id", optional(&self.external_id)).flatten().unwrap_or_default();
        let mail = p.take("mail", text::optional(&self.mail, str::parse::<Mail>)).flatten();
        if p.of("mail").is_none() && mail.is_none() && external_id.is_empty() {
            p.add("mail", Problem::Required);
        }
        let leaves_on = p.take("leaves_on", Day::whole(&self.leaves_on));
        p.finish(leaves_on.map(|leaves_on| Leaver { name, mail, leaves_on, external_id }))
    }
}

/// The form of whoever agrees, as typed.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct StayInput {
    /// An address outside the company, or empty.
    pub mail: String,
    /// Purposes whose box is ticked.
    pub purpose: Vec<String>,
}

impl StayInput {
    /// The address, if one was given, and the purposes agreed to.
    ///
    /// # Errors
    /// What is wrong, field by field; consent to run the network cannot be left out.
    pub fn parse(&self) -> Result<(Option<Mail>, Vec<Purpose>), Problems> {
        let mut p = Problems::default();
        let mail = p.take("mail", text::optional(&self.mail, str::parse::<Mail>)).flatten();
        let given: Vec<Purpose> = Purpose::ALL.iter().copied().filter(|it| self.has(*it)).collect();
        if Purpose::ALL.iter().any(|it| it.is_required() && !self.has(*it)) {
            p.add("purpose", Problem::ConsentNeeded);
        }
        p.finish(Some((mail, given)))
    }

    /// Whether the box of `purpose` is ticked.
    #[must_use]
    pub fn has(&self, purpose: Purpose) -> bool {
        self.purpose.iter().any(|text| text == purpose.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_leaver_is_known_by_address_or_id() {
        let input = LeaverInput { leaves_on: "2026-12-31".into(), ..LeaverInput::default() };
        assert_eq!(input.parse().unwrap_err().of("mail"), Some(&Problem::Required));
        let by_id = LeaverInput { external_id: " A12 ".into(), ..input.clone() };
        assert_eq!(by_id.parse().unwrap().external_id, "A12");
        let bad = LeaverInput { mail: "x".into(), leaves_on: "2026-12".into(), ..input };
        let problems = bad.parse().unwrap_err();
        assert_eq!(problems.of("mail"), Some(&Problem::NotAMail));
        assert_eq!(problems.of("leaves_on"), Some(&Problem::NotADate));
    }

    #[test]
    fn staying_needs_consent_to_run_the_network() {
        let input = StayInput { mail: "a@example.com".into(), purpose: vec!["notices".into()] };
        assert_eq!(input.parse().unwrap_err().of("purpose"), Some(&Problem::ConsentNeeded));
        let input = StayInput { mail: String::new(), purpose: vec!["running".into()] };
        assert_eq!(input.parse(), Ok((None, vec![Purpose::Running])));
    }
}
