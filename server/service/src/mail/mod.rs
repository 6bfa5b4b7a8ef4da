//! Mails: what they say ([`Letter`]) and how they leave ([`Mailer`]).
mod mailbox;
mod mailer;

pub use mailbox::{ReceivedMail, read_mailbox};
pub use mailer::Mailer;

use serde::{Deserialize, Serialize};
use types::lang::Lang;
use types::text::Mail;

/// One mail, ready to be sent: plain text, which every phone shows well.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letter {
    /// To whom.
    pub to: Mail,
    /// Language of the text.
    pub lang: Lang,
    /// Subject line.
    pub subject: String,
    /// The text, lines ended by `\n`.
    pub body: String,
    /// A calendar entry that goes with it, as the text of an `.ics` file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub calendar: Option<String>,
}
