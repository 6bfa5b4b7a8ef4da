//! Startup programmes (スタートアップ創出制度): what their public page says.
use serde::{Deserialize, Serialize};

use crate::enums::text_enum;
use crate::lang::{Bilingual, Voice};
use crate::time::Stamp;
use crate::words::programme as w;

text_enum! {
    /// Where a programme stands.
    pub enum ProgrammeState {
        /// Being prepared; only the office sees it.
        Draft = "draft",
        /// Public, and taking applications until its deadline.
        Open = "open",
        /// Over, still public.
        Closed = "closed",
    }
}

text_enum! {
    /// A kind of step on a programme's way.
    pub enum StepKind {
        /// Information meeting: 説明会.
        Briefing = "briefing",
        /// Applications can be sent from here on.
        EntryOpens = "entry_opens",
        /// Applications must be in.
        Deadline = "deadline",
        /// Applications are read: 書類審査.
        Screening = "screening",
        /// Teams are met: 面談.
        Interview = "interview",
        /// Mentors help: メンタリング.
        Mentoring = "mentoring",
        /// Teams show what they made: デモデイ.
        DemoDay = "demo_day",
        /// Teams hear the decision: 採択・見送り.
        Decision = "decision",
    }
}

impl StepKind {
    /// The word for it.
    #[must_use]
    pub fn word(self, voice: Voice) -> &'static str {
        match self {
            Self::Briefing => w::briefing(voice),
            Self::EntryOpens => w::entry_opens(voice),
            Self::Deadline => w::deadline(voice),
            Self::Screening => w::screening(voice),
            Self::Interview => w::interview(voice),
            Self::Mentoring => w::mentoring(voice),
            Self::DemoDay => w::demo_day(voice),
            Self::Decision => w::decision(voice),
        }
    }
}

/// All that a programme's page says, in both languages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ProgrammeContent {
    /// The name of this round.
    pub title: Bilingual,
    /// One line that invites.
    pub tagline: Bilingual,
    /// `what`, `for_whom` and `support` as typed.
    pub source: ProgrammeSource,
    /// What it is, safe HTML.
    pub what: Bilingual,
    /// For whom, safe HTML.
    pub for_whom: Bilingual,
    /// What teams get on the way, safe HTML.
    pub support: Bilingual,
    /// What accepted teams get.
    pub prizes: Vec<Prize>,
    /// The way, in order of time.
    pub timeline: Vec<Step>,
    /// Questions people ask.
    pub faq: Vec<Faq>,
    /// What becomes of those who do not make it this time.
    pub next_round: Bilingual,
}

/// The longer texts of a programme, Markdown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "the fields are those of ProgrammeContent")]
pub struct ProgrammeSource {
    pub what: Bilingual,
    pub for_whom: Bilingual,
    pub support: Bilingual,
}

/// Something accepted teams get.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Prize {
    /// What.
    pub title: Bilingual,
    /// In a sentence.
    pub text: Bilingual,
}

/// One step on a programme's way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// What kind.
    pub kind: StepKind,
    /// Its name.
    pub title: Bilingual,
    /// A sentence about it, or empty.
    pub note: Bilingual,
    /// When.
    pub at: Stamp,
    /// The event where it happens, by slug.
    pub event: Option<String>,
}

/// A question and its answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Faq {
    /// The question.
    pub q: Bilingual,
    /// The answer.
    pub a: Bilingual,
}

impl ProgrammeContent {
    /// The next deadline after `now`, if any is left.
    #[must_use]
    pub fn deadline(&self, now: Stamp) -> Option<&Step> {
        self.timeline
            .iter()
            .filter(|step| step.kind == StepKind::Deadline && step.at > now)
            .min_by_key(|step| step.at)
    }

    /// The next information meeting after `now` that is an event.
    #[must_use]
    pub fn briefing(&self, now: Stamp) -> Option<&Step> {
        let ahead = |step: &&Step| step.kind == StepKind::Briefing && step.at > now && step.event.is_some();
        self.timeline.iter().filter(ahead).min_by_key(|step| step.at)
    }
}
