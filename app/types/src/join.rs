//! Asking to join.
use serde::{Deserialize, Serialize};

use crate::consent::Purpose;
use crate::enums::text_enum;
use crate::form::{Problem, Problems};
use crate::invitation::number;
use crate::member::Name;
use crate::text::{self, Kana, Mail, NamePart, Roman};

/// The year before which nobody can have joined the company.
const YEAR_MIN: i64 = 1940;

text_enum! {
    /// How far a request to join has come.
    pub enum JoinState {
        /// The mail address is not proved yet; the office does not see it.
        Unverified = "unverified",
        /// Waits for the office.
        Waiting = "waiting",
        /// Waits for an answer to the office's question.
        Asked = "asked",
        /// Became a member.
        Approved = "approved",
        /// 見送り.
        Declined = "declined",
    }
}

/// The form of a request, as typed.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "the fields are those of NewJoinRequest")]
pub struct JoinInput {
    pub family: String,
    pub given: String,
    pub family_kana: String,
    pub given_kana: String,
    pub family_roman: String,
    pub given_roman: String,
    pub former_family: String,
    pub mail: String,
    pub department: String,
    pub year_from: String,
    pub year_to: String,
    pub note: String,
    /// Purposes whose box is ticked.
    pub purpose: Vec<String>,
    /// `on`: the one who invited may see it.
    pub shows_origin: String,
}

/// A request about to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewJoinRequest {
    /// The name.
    pub name: Name,
    /// The family name borne at the company, or empty.
    pub former_family: String,
    /// The address that will sign in.
    pub mail: Mail,
    /// Department, in the person's own words.
    pub department: String,
    /// First year at the company.
    pub year_from: i64,
    /// Last year; none while still there.
    pub year_to: Option<i64>,
    /// Words to the office, or empty.
    pub note: String,
    /// Purposes consented to.
    pub purposes: Vec<Purpose>,
    /// Whether the one who invited may see that the person joined.
    pub shows_origin: bool,
}

impl JoinInput {
    /// What was typed, checked; `this_year` is the last year that can be meant.
    ///
    /// # Errors
    /// What is wrong, field by field; consent to run the network cannot be left out.
    pub fn parse(&self, this_year: i64) -> Result<NewJoinRequest, Problems> {
        let mut p = Problems::default();
        let year_from = p.take("year_from", number(&self.year_from, YEAR_MIN, this_year));
        let year_to =
            p.take("year_to", text::optional(&self.year_to, |t| number(t, YEAR_MIN, this_year))).flatten();
        if year_from.zip(year_to).is_some_and(|(from, to)| to < from) {
            p.add("year_to", Problem::Before);
        }
        let former =
            p.take("former_family", text::optional(&self.former_family, str::parse::<NamePart>)).flatten();
        let mail = p.take("mail", self.mail.parse::<Mail>());
        let department = p.take("department", text::line(&self.department, 80));
        let note = p
            .take("note", text::optional(&self.note, |t| text::prose(t, 1000)))
            .flatten()
            .unwrap_or_default();
        let purposes = self.purposes(&mut p);
        let name = self.name(&mut p);
        let former_family = former.map(String::from).unwrap_or_default();
        let shows_origin = self.shows_origin == "on";
        let new =
            name.zip(mail).zip(department.zip(year_from)).map(|((name, mail), (department, year_from))| {
                NewJoinRequest {
                    name,
                    former_family,
                    mail,
                    department,
                    year_from,
                    year_to,
                    note,
                    purposes,
                    shows_origin,
                }
            });
        p.finish(new)
    }

    /// Name and consents alone, of somebody whose account says the rest.
    ///
    /// # Errors
    /// What is wrong, field by field; consent to run the network cannot be left out.
    pub fn parse_arrival(&self) -> Result<(Name, Vec<Purpose>), Problems> {
        let mut p = Problems::default();
        let purposes = self.purposes(&mut p);
        let name = self.name(&mut p);
        p.finish(name.map(|name| (name, purposes)))
    }

    fn purposes(&self, p: &mut Problems) -> Vec<Purpose> {
        if Purpose::ALL.iter().any(|purpose| purpose.is_required() && !self.has(*purpose)) {
            p.add("purpose", Problem::ConsentNeeded);
        }
        Purpose::ALL.iter().copied().filter(|purpose| self.has(*purpose)).collect()
    }

    /// Whether the box of `purpose` is ticked.
    #[must_use]
    pub fn has(&self, purpose: Purpose) -> bool {
        self.purpose.iter().any(|text| text == purpose.as_str())
    }

    /// A name written in Latin letters needs no reading; any other does.
    fn name(&self, p: &mut Problems) -> Option<Name> {
        let latin = self.family.parse::<Roman>().is_ok() && self.given.parse::<Roman>().is_ok();
        let mut kana = |field: &str, typed: &str| {
            let parsed =
                if latin { text::optional(typed, str::parse::<Kana>) } else { typed.parse().map(Some) };
            p.take(field, parsed).flatten()
        };
        let (family_kana, given_kana) =
            (kana("family_kana", &self.family_kana), kana("given_kana", &self.given_kana));
        let mut roman =
            |field: &str, typed: &str| p.take(field, text::optional(typed, str::parse::<Roman>)).flatten();
        let (family_roman, given_roman) =
            (roman("family_roman", &self.family_roman), roman("given_roman", &self.given_roman));
        let family = p.take("family", self.family.parse::<NamePart>());
        let given = p.take("given", self.given.parse::<NamePart>());
        Some(Name { family: family?, given: given?, family_kana, given_kana, family_roman, given_roman })
    }
}

/// Purposes as they are stored: `running,notices`.
#[must_use]
pub fn purposes_text(purposes: &[Purpose]) -> String {
    purposes.iter().map(|purpose| purpose.as_str()).collect::<Vec<_>>().join(",")
}

/// Purposes read back; what is no purpose any more is left out.
#[must_use]
pub fn purposes_of(text: &str) -> Vec<Purpose> {
    text.split(',').filter_map(|purpose| purpose.parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled() -> JoinInput {
        JoinInput {
            family: "横井".into(),
            given: "澄江".into(),
            family_kana: "よこい".into(),
            given_kana: "ｽﾐｴ".into(),
            mail: "sumie@example.jp".into(),
            department: "データ入力班".into(),
            year_from: "1996".into(),
            year_to: "２００３".into(),
            purpose: vec!["running".into(), "notices".into()],
            ..JoinInput::default()
        }
    }

    #[test]
    fn a_filled_form_parses() {
        let new = filled().parse(2026).unwrap();
        assert_eq!((new.year_from, new.year_to), (1996, Some(2003)));
        assert_eq!(new.name.given_kana.unwrap().as_str(), "スミエ");
        assert_eq!(purposes_of(&purposes_text(&new.purposes)), [Purpose::Running, Purpose::Notices]);
    }

    #[test]
    fn only_names_in_latin_letters_need_no_reading() {
        let latin = JoinInput {
            family: "Dubois".into(),
            given: "Claire".into(),
            family_kana: String::new(),
            given_kana: String::new(),
            ..filled()
        };
        assert_eq!(latin.parse(2026).unwrap().name.family_kana, None);
        let kanji = JoinInput { family_kana: String::new(), ..filled() };
        assert_eq!(kanji.parse(2026).unwrap_err().of("family_kana"), Some(&Problem::Required));
    }

    #[test]
    fn problems_name_their_fields() {
        let input = JoinInput {
            year_from: "2027".into(),
            mail: "x".into(),
            purpose: vec!["notices".into()],
            department: String::new(),
            ..filled()
        };
        let problems = input.parse(2026).unwrap_err();
        assert_eq!(problems.of("year_from"), Some(&Problem::NotInRange { min: YEAR_MIN, max: 2026 }));
        assert_eq!(problems.of("mail"), Some(&Problem::NotAMail));
        assert_eq!(problems.of("purpose"), Some(&Problem::ConsentNeeded));
        assert_eq!(problems.of("department"), Some(&Problem::Required));
        let arriving = JoinInput { mail: String::new(), ..input };
        assert!(arriving.parse_arrival().is_err(), "consent is needed");
        let (name, purposes) = JoinInput { purpose: filled().purpose, ..arriving }.parse_arrival().unwrap();
        assert_eq!((name.family.as_str(), purposes.len()), ("横井", 2));
        let backwards = JoinInput { year_to: "1990".into(), ..filled() };
        assert_eq!(backwards.parse(2026).unwrap_err().of("year_to"), Some(&Problem::Before));
    }
}
