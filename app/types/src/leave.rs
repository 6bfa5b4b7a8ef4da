//! 休止 and 退会: what becomes of what a member wrote.
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::enums::{UnknownVariant, text_enum};
use crate::form::{Problem, Problems};
use crate::lang::Voice;
use crate::site::choice;
use crate::words::leave as w;

text_enum! {
    /// What becomes of one kind of content when its member leaves.
    pub enum Fate {
        /// It stays under the name.
        Keep = "keep",
        /// It stays, and nobody learns whose it was.
        Anonymous = "anonymous",
        /// It goes.
        Erase = "erase",
    }
}

impl Fate {
    /// The word for it.
    #[must_use]
    pub fn word(self, voice: Voice) -> &'static str {
        match self {
            Self::Keep => w::keep(voice),
            Self::Anonymous => w::anonymous(voice),
            Self::Erase => w::erase(voice),
        }
    }
}

/// What becomes of each kind of content. Written as `posts=keep comments=anonymous …`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fates {
    /// Posts with their pictures.
    pub posts: Fate,
    /// Answers to posts.
    pub comments: Fate,
    /// Having been at events.
    pub events: Fate,
    /// Applications that were sent, and the seats in their teams.
    pub applications: Fate,
    /// Stories about the member, which are never anonymous: they are about the person.
    pub stories: Fate,
}

impl Default for Fates {
    fn default() -> Self {
        Self {
            posts: Fate::Anonymous,
            comments: Fate::Anonymous,
            events: Fate::Erase,
            applications: Fate::Erase,
            stories: Fate::Erase,
        }
    }
}

impl Fates {
    /// Whether anything stays under the name.
    #[must_use]
    pub fn keep_the_name(self) -> bool {
        self.fields().iter().any(|(_, fate)| *fate == Fate::Keep)
    }

    fn fields(self) -> [(&'static str, Fate); 5] {
        [
            ("posts", self.posts),
            ("comments", self.comments),
            ("events", self.events),
            ("applications", self.applications),
            ("stories", self.stories),
        ]
    }
}

impl fmt::Display for Fates {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words = self.fields().map(|(kind, fate)| format!("{kind}={fate}"));
        f.write_str(&words.join(" "))
    }
}

impl FromStr for Fates {
    type Err = UnknownVariant;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut fates = Self::default();
        for word in text.split_whitespace() {
            let unknown = || UnknownVariant(word.to_owned());
            let (kind, fate) = word.split_once('=').ok_or_else(unknown)?;
            let field = match kind {
                "posts" => &mut fates.posts,
                "comments" => &mut fates.comments,
                "events" => &mut fates.events,
                "applications" => &mut fates.applications,
                "stories" => &mut fates.stories,
                _ => return Err(unknown()),
            };
            *field = fate.parse()?;
        }
        Ok(fates)
    }
}

/// The form of leaving, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "the fields are those of Fates, and whether the member is sure")]
pub struct LeaveInput {
    pub posts: String,
    pub comments: String,
    pub events: String,
    pub applications: String,
    pub stories: String,
    pub sure: String,
}

impl LeaveInput {
    /// The form filled with what is proposed.
    #[must_use]
    pub fn of(fates: &Fates) -> Self {
        Self {
            posts: fates.posts.to_string(),
            comments: fates.comments.to_string(),
            events: fates.events.to_string(),
            applications: fates.applications.to_string(),
            stories: fates.stories.to_string(),
            sure: String::new(),
        }
    }

    /// What was chosen, checked.
    ///
    /// # Errors
    /// What is wrong, field by field.
    pub fn parse(&self) -> Result<Fates, Problems> {
        let mut p = Problems::default();
        let posts = p.take("posts", choice(&self.posts));
        let comments = p.take("comments", choice(&self.comments));
        let events = p.take("events", choice(&self.events));
        let applications = p.take("applications", choice(&self.applications));
        let stories = p.take("stories", choice(&self.stories));
        if stories == Some(Fate::Anonymous) {
            p.add("stories", Problem::NotAChoice);
        }
        if self.sure.is_empty() {
            p.add("sure", Problem::Required);
        }
        let all = posts.zip(comments).zip(events).zip(applications).zip(stories);
        p.finish(all.map(|((((posts, comments), events), applications), stories)| Fates {
            posts,
            comments,
            events,
            applications,
            stories,
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_chosen_is_read_as_it_was_written() {
        let fates = Fates { posts: Fate::Keep, stories: Fate::Keep, ..Fates::default() };
        assert_eq!(
            fates.to_string(),
            "posts=keep comments=anonymous events=erase applications=erase stories=keep"
        );
        assert_eq!(fates.to_string().parse(), Ok(fates));
        assert_eq!("".parse(), Ok(Fates::default()), "a line without choices");
        assert!("posts=sell".parse::<Fates>().is_err() && "pets=keep".parse::<Fates>().is_err());
    }

    #[test]
    fn the_form_needs_a_box_and_never_takes_an_anonymous_story() {
        let input = LeaveInput::of(&Fates::default());
        assert_eq!(input.parse().unwrap_err().of("sure"), Some(&Problem::Required));
        let sure = LeaveInput { sure: "yes".into(), ..input };
        assert_eq!(sure.parse(), Ok(Fates::default()));
        let story = LeaveInput { stories: "anonymous".into(), ..sure };
        assert_eq!(story.parse().unwrap_err().of("stories"), Some(&Problem::NotAChoice));
    }
}
