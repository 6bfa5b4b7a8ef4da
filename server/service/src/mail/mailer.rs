//! How mails leave: by SMTP, or into files.
use std::path::{Path, PathBuf};

use lettre::message::header::{ContentType, Header, HeaderName, HeaderValue};
use lettre::message::{Attachment, Mailbox, MultiPart, SinglePart};
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use types::time::Stamp;

use super::Letter;
use crate::config::Config;
use crate::fault::Fault;

/// Sends mails.
pub struct Mailer {
    from: Mailbox,
    way: Way,
}

enum Way {
    Smtp(AsyncSmtpTransport<Tokio1Executor>),
    Files(PathBuf),
}

impl Mailer {
    /// SMTP when configured, otherwise files under `mail` of the data folder.
    ///
    /// # Errors
    /// The sender or the SMTP address cannot be read.
    pub fn new(config: &Config) -> Result<Self, Fault> {
        let from = config.mail_from.parse().map_err(Fault::internal)?;
        let way = match &config.smtp_url {
            Some(url) => Way::Smtp(
                AsyncSmtpTransport::<Tokio1Executor>::from_url(url).map_err(Fault::internal)?.build(),
            ),
            None => Way::Files(config.data.join("mail")),
        };
        Ok(Self { from, way })
    }

    /// Sends one mail; `at` names the file where mails are files.
    ///
    /// # Errors
    /// The server did not take it, or the file could not be written.
    pub async fn send(&self, letter: &Letter, at: Stamp) -> Result<(), Fault> {
        self.deliver(self.message(letter, None)?, at).await
    }

    /// Sends one mail of many, with the headers by which mail programs offer never to get another: RFC 2369 and RFC 8058.
    ///
    /// # Errors
    /// Those of [`Self::send`].
    pub async fn send_to_list(&self, letter: &Letter, unsubscribe: &str, at: Stamp) -> Result<(), Fault> {
        self.deliver(self.message(letter, Some(unsubscribe))?, at).await
    }

    async fn deliver(&self, message: Message, at: Stamp) -> Result<(), Fault> {
        match &self.way {
            Way::Smtp(transport) => {
                transport.send(message).await.map_err(Fault::internal)?;
            }
            Way::Files(folder) => write(folder, at, &message.formatted()).await?,
        }
        Ok(())
    }

    fn message(&self, letter: &Letter, unsubscribe: Option<&str>) -> Result<Message, Fault> {
        let to = letter.to.as_str().parse().map_err(Fault::internal)?;
        let mut message = Message::builder()
            .from(self.from.clone())
            .to(to)
            .subject(letter.subject.clone())
            .message_id(None);
        if let Some(url) = unsubscribe {
            message = message.header(Unsubscribe(format!("<{url}>"))).header(OneClick);
        }
        let text = SinglePart::plain(letter.body.clone());
        let Some(calendar) = &letter.calendar else {
            return message.singlepart(text).map_err(Fault::internal);
        };
        let kind =
            ContentType::parse("text/calendar; charset=utf-8; method=PUBLISH").map_err(Fault::internal)?;
        let entry = Attachment::new("event.ics".to_owned()).body(calendar.clone(), kind);
        message.multipart(MultiPart::mixed().singlepart(text).singlepart(entry)).map_err(Fault::internal)
    }
}

/// `List-Unsubscribe`: where to say so.
#[derive(Clone)]
struct Unsubscribe(String);

/// `List-Unsubscribe-Post`: one request without a page says so.
#[derive(Clone)]
struct OneClick;

impl Header for Unsubscribe {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("List-Unsubscribe")
    }

    fn parse(text: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self(text.to_owned()))
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), self.0.clone())
    }
}

impl Header for OneClick {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("List-Unsubscribe-Post")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "List-Unsubscribe=One-Click".to_owned())
    }
}

/// Writes under a name in order of time; never over another mail.
async fn write(folder: &Path, at: Stamp, bytes: &[u8]) -> Result<(), Fault> {
    tokio::fs::create_dir_all(folder).await?;
    for n in 0..1000 {
        let path = folder.join(format!("{:015}-{n:03}.eml", at.0));
        let options = tokio::fs::OpenOptions::new().write(true).create_new(true).open(&path).await;
        match options {
            Ok(mut file) => return Ok(tokio::io::AsyncWriteExt::write_all(&mut file, bytes).await?),
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err(Fault::internal("a thousand mails in one millisecond"))
}
