//! Events: what they are, and where a member stands with one.
use serde::{Deserialize, Serialize};

use crate::enums::text_enum;
use crate::lang::{Bilingual, Voice};
use crate::words::event as w;

text_enum! {
    /// What people come together for.
    #[derive(Default)]
    pub enum EventKind {
        /// The office explains something: 説明会.
        Briefing = "briefing",
        /// People meet: 交流会.
        #[default]
        Meetup = "meetup",
        /// People learn together: 勉強会.
        Study = "study",
    }
}

impl EventKind {
    /// The word for it.
    #[must_use]
    pub fn word(self, voice: Voice) -> &'static str {
        match self {
            Self::Briefing => w::briefing(voice),
            Self::Meetup => w::meetup(voice),
            Self::Study => w::study(voice),
        }
    }
}

text_enum! {
    /// How a member who signed up stands; whoever cancels has no row at all.
    pub enum RsvpState {
        /// Has a seat.
        Going = "going",
        /// Waits for one.
        Waiting = "waiting",
    }
}

/// What is said about an event, in both languages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventWords {
    /// One line.
    pub title: Bilingual,
    /// One or two sentences.
    pub summary: Bilingual,
    /// At length, Markdown as typed.
    pub body: Bilingual,
    /// `body` as safe HTML.
    pub html: Bilingual,
    /// Where; may be empty for events that are only online.
    pub place: Bilingual,
}
