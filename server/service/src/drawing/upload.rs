//! A file on its way in. It lies on the disk without a name: however many send at a time, it takes no memory, and it is gone
//! with whoever held it.
use std::io::{self, BufReader, Seek, Write};
use std::path::Path;

use tokio::io::{AsyncReadExt, AsyncSeekExt, AsyncWriteExt};
use types::form::Problem;

use super::header::Source;
use crate::Service;
use crate::fault::Fault;

/// Bytes of the largest file taken.
pub const UPLOAD_MAX: usize = 20 * 1024 * 1024;

/// A file that is being received.
#[derive(Debug)]
pub struct Upload {
    file: tokio::fs::File,
    bytes: usize,
}

impl Service {
    /// A file to receive, empty as yet. It means nothing until it is given to somebody who asks who may.
    ///
    /// # Errors
    /// When the folder of data cannot be written to.
    pub async fn receive(&self) -> Result<Upload, Fault> {
        Ok(Upload::begin(&self.config().data).await?)
    }
}

impl Upload {
    async fn begin(folder: &Path) -> io::Result<Self> {
        tokio::fs::create_dir_all(folder).await?;
        let folder = folder.to_owned();
        let file = tokio::task::spawn_blocking(move || tempfile::tempfile_in(folder)).await??;
        Ok(Self { file: tokio::fs::File::from_std(file), bytes: 0 })
    }

    /// A file that was received whole, of `bytes`.
    ///
    /// # Errors
    /// When there is no folder for temporary files.
    pub fn of(bytes: &[u8]) -> io::Result<Self> {
        let mut file = tempfile::tempfile()?;
        file.write_all(bytes)?;
        Ok(Self { file: tokio::fs::File::from_std(file), bytes: bytes.len() })
    }

    /// Adds what came next.
    ///
    /// # Errors
    /// [`Problem::FileTooLarge`] past [`UPLOAD_MAX`], of which nothing is kept.
    pub async fn push(&mut self, chunk: &[u8]) -> Result<(), Problem> {
        self.bytes += chunk.len();
        if self.bytes > UPLOAD_MAX {
            return Err(Problem::too_large(UPLOAD_MAX));
        }
        self.file.write_all(chunk).await.map_err(unreadable)?;
        self.file.flush().await.map_err(unreadable)
    }

    /// The bytes, for a file that is read as a whole.
    ///
    /// # Errors
    /// [`Problem::UnreadableFile`] when the disk does not give it back.
    pub async fn into_bytes(mut self) -> Result<Vec<u8>, Problem> {
        let mut bytes = Vec::with_capacity(self.bytes);
        self.file.rewind().await.map_err(unreadable)?;
        self.file.read_to_end(&mut bytes).await.map_err(unreadable)?;
        Ok(bytes)
    }

    /// The file, to be read from its beginning.
    pub(super) async fn source(&self) -> Result<Source, Problem> {
        match self.bytes {
            0 => return Err(Problem::Required),
            bytes if bytes > UPLOAD_MAX => return Err(Problem::too_large(UPLOAD_MAX)),
            _ => {}
        }
        let mut file = self.file.try_clone().await.map_err(unreadable)?.into_std().await;
        file.rewind().map_err(unreadable)?;
        Ok(BufReader::new(file))
    }
}

#[expect(clippy::needless_pass_by_value, reason = "for `map_err`")]
fn unreadable(error: io::Error) -> Problem {
    tracing::error!(%error, "a file that was sent cannot be kept");
    Problem::UnreadableFile
}
