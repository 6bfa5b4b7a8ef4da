//! Mails that are files, read back: the mailbox of a demonstration and of tests.
use std::path::Path;

use mail_parser::MessageParser;

use crate::fault::Fault;

/// A mail as its receiver sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReceivedMail {
    /// Name of its file.
    pub file: String,
    /// To which address.
    pub to: String,
    /// Subject line.
    pub subject: String,
    /// The text.
    pub body: String,
}

/// The newest `limit` mails under `mail` of the data folder, newest first.
///
/// # Errors
/// The folder is there but cannot be read.
pub async fn read_mailbox(data: &Path, limit: usize) -> Result<Vec<ReceivedMail>, Fault> {
    let folder = data.join("mail");
    let mut names = Vec::new();
    match tokio::fs::read_dir(&folder).await {
        Ok(mut entries) => {
            while let Some(entry) = entries.next_entry().await? {
                names.extend(entry.file_name().into_string());
            }
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
        Err(error) => return Err(error.into()),
    }
    names.sort_unstable_by(|a, b| b.cmp(a));
    let mut mails = Vec::new();
    for file in names.into_iter().take(limit) {
        let bytes = tokio::fs::read(folder.join(&file)).await?;
        mails.extend(parse(file, &bytes));
    }
    Ok(mails)
}

fn parse(file: String, bytes: &[u8]) -> Option<ReceivedMail> {
    let message = MessageParser::default().parse(bytes)?;
    let to = message.to()?.first()?.address()?.to_owned();
    let subject = message.subject().unwrap_or_default().to_owned();
    let body = message.body_text(0).unwrap_or_default().replace("\r\n", "\n");
    Some(ReceivedMail { file, to, subject, body })
}
