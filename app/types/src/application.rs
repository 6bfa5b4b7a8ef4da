//! Applications to a programme (応募): what is asked, where an application stands, who belongs to its team.
use serde::{Deserialize, Serialize};

use crate::enums::text_enum;
use crate::form::Problem;
use crate::id::QuestionId;
use crate::lang::{Bilingual, Voice};
use crate::programme::StepKind;
use crate::text::{PROSE_MAX, line};
use crate::words::application as w;

text_enum! {
    /// How a question is answered.
    pub enum QuestionKind {
        /// In words.
        Text = "text",
        /// By one of several options.
        Choice = "choice",
        /// With a file.
        File = "file",
    }
}

impl QuestionKind {
    /// The word for it.
    #[must_use]
    pub fn word(self, voice: Voice) -> &'static str {
        match self {
            Self::Text => w::kind_text(voice),
            Self::Choice => w::kind_choice(voice),
            Self::File => w::kind_file(voice),
        }
    }
}

text_enum! {
    /// Where an application stands.
    pub enum ApplicationState {
        /// Being written; only the team sees it.
        Draft = "draft",
        /// Sent: 応募済み.
        Submitted = "submitted",
        /// Being read: 書類審査中.
        Screening = "screening",
        /// The team is being met: 面談.
        Interview = "interview",
        /// 採択.
        Accepted = "accepted",
        /// 見送り.
        Declined = "declined",
        /// Taken back by the team: 取り下げ.
        Withdrawn = "withdrawn",
    }
}

impl ApplicationState {
    /// The word for it.
    #[must_use]
    pub fn word(self, voice: Voice) -> &'static str {
        match self {
            Self::Draft => w::state_draft(voice),
            Self::Submitted => w::state_submitted(voice),
            Self::Screening => w::state_screening(voice),
            Self::Interview => w::state_interview(voice),
            Self::Accepted => w::state_accepted(voice),
            Self::Declined => w::state_declined(voice),
            Self::Withdrawn => w::state_withdrawn(voice),
        }
    }

    /// What the team is told about it, in a sentence.
    #[must_use]
    pub fn sentence(self, voice: Voice) -> &'static str {
        match self {
            Self::Draft => w::told_draft(voice),
            Self::Submitted => w::told_submitted(voice),
            Self::Screening => w::told_screening(voice),
            Self::Interview => w::told_interview(voice),
            Self::Accepted => w::told_accepted(voice),
            Self::Declined => w::told_declined(voice),
            Self::Withdrawn => w::told_withdrawn(voice),
        }
    }

    /// Where the office can bring it from here.
    #[must_use]
    pub fn next(self) -> &'static [Self] {
        match self {
            Self::Draft | Self::Withdrawn | Self::Accepted => &[],
            Self::Submitted => &[Self::Screening, Self::Declined],
            Self::Screening => &[Self::Interview, Self::Accepted, Self::Declined],
            Self::Interview => &[Self::Accepted, Self::Declined],
            // The door that was closed too soon.
            Self::Declined => &[Self::Screening],
        }
    }

    /// Whether the office and reviewers may read what it says.
    #[must_use]
    pub fn is_sent(self) -> bool {
        !matches!(self, Self::Draft | Self::Withdrawn)
    }

    /// Whether the team may still take it back.
    #[must_use]
    pub fn may_withdraw(self) -> bool {
        matches!(self, Self::Draft | Self::Submitted | Self::Screening | Self::Interview)
    }

    /// The kinds of steps that come next for it.
    #[must_use]
    pub fn awaits(self) -> &'static [StepKind] {
        match self {
            Self::Draft => &[StepKind::Deadline],
            Self::Submitted => &[StepKind::Screening, StepKind::Interview, StepKind::Decision],
            Self::Screening | Self::Interview => &[StepKind::Interview, StepKind::Decision],
            Self::Accepted => &[StepKind::Mentoring, StepKind::DemoDay],
            Self::Declined | Self::Withdrawn => &[],
        }
    }
}

text_enum! {
    /// Where somebody stands with a team.
    pub enum TeamState {
        /// Asked, and has not answered: 返事待ち.
        Invited = "invited",
        /// Belongs to it.
        Accepted = "accepted",
        /// Not this time.
        Declined = "declined",
    }
}

/// Who a team must consist of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "sqlx", derive(sqlx::FromRow))]
pub struct TeamRules {
    /// People at least.
    pub min_people: i64,
    /// People at most.
    pub max_people: i64,
    /// Employees at least.
    pub min_employees: i64,
    /// Alumni at least.
    pub min_alumni: i64,
}

impl Default for TeamRules {
    fn default() -> Self {
        Self { min_people: 1, max_people: 5, min_employees: 0, min_alumni: 0 }
    }
}

impl TeamRules {
    /// The first rule that a team of so many people, employees and alumni breaks, in words.
    #[must_use]
    pub fn broken(&self, voice: Voice, people: i64, employees: i64, alumni: i64) -> Option<String> {
        if people < self.min_people {
            return Some(w::rule_min(voice, self.min_people));
        }
        if people > self.max_people {
            return Some(w::rule_max(voice, self.max_people));
        }
        if employees < self.min_employees {
            return Some(w::rule_employees(voice, self.min_employees));
        }
        (alumni < self.min_alumni).then(|| w::rule_alumni(voice, self.min_alumni))
    }
}

/// One of several answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerOption {
    /// What is stored; stays when the label changes.
    pub key: String,
    /// What is read.
    pub label: Bilingual,
}

/// A question of an application.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// Which.
    pub id: QuestionId,
    /// The step it is asked in; steps are numbered as the office likes.
    pub step: i64,
    /// How it is answered.
    pub kind: QuestionKind,
    /// The question.
    pub label: Bilingual,
    /// Help, or empty.
    pub hint: Bilingual,
    /// Whether an application without an answer can be sent.
    pub is_required: bool,
    /// Characters of the longest answer.
    pub max: usize,
    /// The answers to choose from.
    pub options: Vec<AnswerOption>,
}

impl Question {
    /// Name of its field in forms.
    #[must_use]
    pub fn field(&self) -> String {
        format!("q-{}", self.id)
    }

    /// An answer as people read it: of a choice its label, otherwise the words.
    #[must_use]
    pub fn read<'a>(&'a self, voice: Voice, body: &'a str) -> &'a str {
        let chosen = self.options.iter().find(|option| option.key == body);
        chosen.map_or(body, |option| option.label.get(voice.lang))
    }
}

/// The form of a question, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "names of form fields")]
pub struct QuestionInput {
    pub kind: String,
    pub step: String,
    pub label_ja: String,
    pub label_en: String,
    pub hint_ja: String,
    pub hint_en: String,
    /// `yes` or `no`.
    pub required: String,
    pub max_length: String,
    /// One option a line, `日本語 | English`.
    pub options: String,
}

/// The form of the rules of teams, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "names of form fields")]
pub struct RulesInput {
    pub min_people: String,
    pub max_people: String,
    pub min_employees: String,
    pub min_alumni: String,
}

/// Most steps of an application.
pub const STEPS_MAX: i64 = 6;
/// Most people of a team.
pub const TEAM_MAX: i64 = 20;
/// Most options of a question.
pub const OPTIONS_MAX: usize = 30;

/// A whole number from `min` to `max`, also in full-width digits.
///
/// # Errors
/// [`Problem::NotInRange`].
pub fn whole(text: &str, min: i64, max: i64) -> Result<i64, Problem> {
    let digits: String = text.trim().chars().map(crate::text::ascii_of_full_width).collect();
    digits.parse().ok().filter(|n| (min..=max).contains(n)).ok_or(Problem::NotInRange { min, max })
}

/// Characters of the longest answer, from what the office typed.
///
/// # Errors
/// [`Problem::NotInRange`].
pub fn max_length(text: &str) -> Result<i64, Problem> {
    let most = i64::try_from(PROSE_MAX).unwrap_or(i64::MAX);
    if text.trim().is_empty() { Ok(1_000) } else { whole(text, 10, most) }
}

/// Options from lines `日本語 | English`; those whose label is in `old` keep their key.
///
/// # Errors
/// Fewer than two, too many, or one too long.
pub fn options(text: &str, old: &[AnswerOption]) -> Result<Vec<AnswerOption>, Problem> {
    let mut options: Vec<AnswerOption> = Vec::new();
    for typed in text.lines().filter(|typed| !typed.trim().is_empty()) {
        let (ja, en) = typed.split_once(['|', '\u{ff5c}']).unwrap_or((typed, ""));
        let label = Bilingual { ja: line(ja, 120)?, en: line(en, 120).or_else(empty)? };
        let kept = old.iter().find(|option| option.label.ja == label.ja).map(|option| option.key.clone());
        let key = kept.unwrap_or_else(|| fresh_key(&options, old));
        options.push(AnswerOption { key, label });
    }
    match options.len() {
        0 | 1 => Err(Problem::Required),
        n if n > OPTIONS_MAX => Err(Problem::TooMany { max: OPTIONS_MAX }),
        _ => Ok(options),
    }
}

fn empty(problem: Problem) -> Result<String, Problem> {
    if problem == Problem::Required { Ok(String::new()) } else { Err(problem) }
}

fn fresh_key(new: &[AnswerOption], old: &[AnswerOption]) -> String {
    let is_taken = |key: &str| new.iter().chain(old).any(|option| option.key == key);
    let keys = (1..).map(|n: u32| format!("o{n}"));
    keys.into_iter().find(|key| !is_taken(key)).unwrap_or_default()
}

/// The lines that [`options`] reads.
#[must_use]
pub fn options_text(options: &[AnswerOption]) -> String {
    let one = |option: &AnswerOption| match option.label.en.as_str() {
        "" => option.label.ja.clone(),
        en => format!("{} | {en}", option.label.ja),
    };
    options.iter().map(one).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_keep_their_keys_when_others_come_and_go() {
        let first = options("窓口 | Counters\n医療\n", &[]).unwrap();
        assert_eq!((first[0].key.as_str(), first[0].label.en.as_str()), ("o1", "Counters"));
        let second = options("医療 | Care\n自由", &first).unwrap();
        assert_eq!((second[0].key.as_str(), second[1].key.as_str()), ("o2", "o3"));
        assert_eq!(options_text(&second), "医療 | Care\n自由");
        assert_eq!(options("一つだけ", &[]), Err(Problem::Required));
    }

    #[test]
    fn the_first_broken_rule_is_named() {
        let rules = TeamRules { min_people: 2, max_people: 5, min_employees: 1, min_alumni: 1 };
        let voice = Voice::default();
        assert!(rules.broken(voice, 1, 1, 0).unwrap().contains('2'));
        assert!(rules.broken(voice, 6, 3, 3).unwrap().contains('5'));
        assert!(rules.broken(voice, 2, 0, 2).is_some() && rules.broken(voice, 2, 2, 0).is_some());
        assert_eq!(rules.broken(voice, 2, 1, 1), None);
    }

    #[test]
    fn the_office_never_moves_what_is_not_sent() {
        assert!(ApplicationState::Draft.next().is_empty() && ApplicationState::Withdrawn.next().is_empty());
        for state in ApplicationState::ALL {
            assert!(state.next().iter().all(|next| next.is_sent() && next != state));
        }
    }
}
