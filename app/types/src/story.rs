//! Stories: what became of people, told in public with their consent.
use serde::{Deserialize, Serialize};

use crate::lang::Bilingual;

/// What a story says, in both languages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoryWords {
    /// One line.
    pub title: Bilingual,
    /// One or two sentences.
    pub lead: Bilingual,
    /// The story, Markdown as typed.
    #[serde(default)]
    pub source: Bilingual,
    /// The story as safe HTML.
    pub html: Bilingual,
}
