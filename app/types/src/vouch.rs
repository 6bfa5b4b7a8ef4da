//! Vouching (保証): colleagues say that somebody who asks to join worked with them.
use crate::enums::text_enum;
use crate::form::Problem;
use crate::lang::Voice;
use crate::text;
use crate::words::vouch as w;

/// Most colleagues one request may name.
pub const COLLEAGUES_MAX: usize = 5;

text_enum! {
    /// How a colleague answered. Only [`Self::Given`] and [`Self::Withdrawn`] are ever told to anybody else.
    pub enum VouchState {
        /// No answer yet, which is an answer too.
        Open = "open",
        /// They worked together.
        Given = "given",
        /// No answer wished; silent.
        Passed = "passed",
        /// Given, and taken back.
        Withdrawn = "withdrawn",
    }
}

text_enum! {
    /// Why a vouch does not let anybody in by itself: the office looks.
    pub enum Doubt {
        /// The member gave more within a month than the office allows.
        Limit = "limit",
        /// One of the two who vouch was let in by the other's vouch.
        Ring = "ring",
        /// The same two have vouched for several people together.
        Pair = "pair",
    }
}

impl Doubt {
    /// What the office reads.
    #[must_use]
    pub fn text(self, voice: Voice) -> &'static str {
        match self {
            Self::Limit => w::doubt_limit(voice),
            Self::Ring => w::doubt_ring(voice),
            Self::Pair => w::doubt_pair(voice),
        }
    }
}

/// The names typed, one per line, each once.
///
/// # Errors
/// [`Problem::Required`] for none, [`Problem::TooLong`] for a name that is none, [`Problem::TooMany`] for more than `room`.
pub fn colleagues(typed: &str, room: usize) -> Result<Vec<String>, Problem> {
    let mut names: Vec<String> = Vec::new();
    for name in typed.split(['\n', '、', ',']).filter(|name| !name.trim().is_empty()) {
        let name = text::line(name, 80)?;
        if !names.contains(&name) {
            names.push(name);
        }
    }
    match names.len() {
        0 => Err(Problem::Required),
        n if n > room => Err(Problem::TooMany { max: room }),
        _ => Ok(names),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_lines_or_stand_between_commas() {
        assert_eq!(
            colleagues("佐々木 花\n\n髙橋 真理子、佐々木 花", 5).unwrap(),
            ["佐々木 花", "髙橋 真理子"]
        );
        assert_eq!(colleagues(" \n", 5), Err(Problem::Required));
        assert_eq!(colleagues("a,b,c", 2), Err(Problem::TooMany { max: 2 }));
        assert_eq!(colleagues(&"a".repeat(81), 5), Err(Problem::TooLong { max: 80 }));
    }
}
