//! Invitations of the office to a part of the leavers' list.
use serde::{Deserialize, Serialize};

use crate::enums::text_enum;
use crate::form::{Problem, Problems};
use crate::invitation::number;
use crate::lang::Lang;
use crate::site::choice;
use crate::text;

text_enum! {
    /// How far a campaign is.
    pub enum CampaignState {
        /// Being written; nobody has got anything.
        Draft = "draft",
        /// Mails leave, a few at a time.
        Sending = "sending",
        /// Stopped for now.
        Paused = "paused",
        /// Everybody was written to.
        Done = "done",
    }
}

text_enum! {
    /// What became of the mail to one address.
    pub enum CampaignMailState {
        /// Not sent yet.
        Waiting = "waiting",
        /// Handed to the mail server just now; nothing more is known when the server stopped in between.
        Sending = "sending",
        /// The mail server took it.
        Sent = "sent",
        /// The mail server could not be reached, several times.
        Failed = "failed",
        /// The address does not take mail.
        Bounced = "bounced",
        /// The person wants no invitation.
        OptedOut = "opted_out",
    }
}

/// A part of the leavers' list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Segment {
    /// Left in this year or later.
    pub left_from: Option<i64>,
    /// Left in this year or earlier.
    pub left_to: Option<i64>,
    /// The last department's name holds this; empty for all.
    pub department: String,
}

/// A campaign about to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewCampaign {
    /// What the office calls it.
    pub title: String,
    /// To whom.
    pub segment: Segment,
    /// Language of the mail.
    pub lang: Lang,
    /// Subject of the mail.
    pub subject: String,
    /// Words of the mail; greeting, link, sender and opt-out are added.
    pub body: String,
}

/// The form of a campaign, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "the fields are those of NewCampaign")]
pub struct CampaignInput {
    pub title: String,
    pub left_from: String,
    pub left_to: String,
    pub department: String,
    pub lang: String,
    pub subject: String,
    pub body: String,
}

impl CampaignInput {
    /// What was typed, checked; `this_year` is the last year that can be meant.
    ///
    /// # Errors
    /// What is wrong, field by field.
    pub fn parse(&self, this_year: i64) -> Result<NewCampaign, Problems> {
        let mut p = Problems::default();
        let title = p.take("title", text::line(&self.title, 80));
        let year = |typed: &str| text::optional(typed, |t| number(t, 1940, this_year));
        let left_from = p.take("left_from", year(&self.left_from)).flatten();
        let left_to = p.take("left_to", year(&self.left_to)).flatten();
        if left_from.zip(left_to).is_some_and(|(from, to)| to < from) {
            p.add("left_to", Problem::Before);
        }
        let department = p
            .take("department", text::optional(&self.department, |t| text::line(t, 80)))
            .flatten()
            .unwrap_or_default();
        let lang = p.take("lang", choice(&self.lang));
        let subject = p.take("subject", text::line(&self.subject, 120));
        let body = p.take("body", text::prose(&self.body, 4000));
        let new = title.zip(lang).zip(subject.zip(body)).map(|((title, lang), (subject, body))| {
            let segment = Segment { left_from, left_to, department };
            NewCampaign { title, segment, lang, subject, body }
        });
        p.finish(new)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_campaign_needs_words_and_years_in_order() {
        let input = CampaignInput {
            title: "関西".into(),
            left_from: "２０１０".into(),
            left_to: "2015".into(),
            lang: "ja".into(),
            subject: "お久しぶりです".into(),
            body: "お元気ですか。".into(),
            ..CampaignInput::default()
        };
        assert_eq!(input.parse(2026).unwrap().segment.left_from, Some(2010));
        let backwards = CampaignInput { left_to: "2009".into(), body: " ".into(), ..input };
        let problems = backwards.parse(2026).unwrap_err();
        assert_eq!(problems.of("left_to"), Some(&Problem::Before));
        assert_eq!(problems.of("body"), Some(&Problem::Required));
    }
}
