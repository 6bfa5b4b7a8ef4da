//! A ZIP file that is written piece by piece by a thread of its own, so that no more than a few pieces are in memory.
use std::fs::{File, OpenOptions};
use std::io::{BufWriter, Write};
use std::path::Path;

use jiff::Zoned;
use tokio::io::AsyncReadExt;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::fault::Fault;

/// Bytes of a piece.
const PIECE: usize = 64 * 1024;
/// Pieces that wait for the thread.
const WAITING: usize = 8;
/// From here on a file needs longer fields in the archive.
const LARGE: u64 = 4_000_000_000;

enum Part {
    Begin { name: String, packed: bool, large: bool },
    Bytes(Vec<u8>),
}

/// The archive while it is written.
pub(super) struct Archive {
    parts: mpsc::Sender<Part>,
    thread: JoinHandle<Result<(), Fault>>,
}

impl Archive {
    /// A new archive at `path`, whose files are of `made`.
    pub(super) async fn create(path: &Path, made: &Zoned) -> Result<Self, Fault> {
        let path = path.to_owned();
        let create = move || OpenOptions::new().write(true).create_new(true).open(path);
        let file = tokio::task::spawn_blocking(create).await.map_err(Fault::internal)??;
        let (parts, waiting) = mpsc::channel(WAITING);
        let at = time(made);
        let thread = tokio::task::spawn_blocking(move || write(file, waiting, at));
        Ok(Self { parts, thread })
    }

    /// Copies the file at `from` into the archive as `name`; `packed` when it cannot be made smaller.
    pub(super) async fn copy(&self, name: &str, from: &Path, packed: bool) -> Result<(), Fault> {
        let mut file = tokio::fs::File::open(from).await?;
        let large = file.metadata().await?.len() >= LARGE;
        self.send(Part::Begin { name: name.to_owned(), packed, large }).await?;
        loop {
            let mut piece = vec![0; PIECE];
            let read = file.read(&mut piece).await?;
            if read == 0 {
                return Ok(());
            }
            piece.truncate(read);
            self.send(Part::Bytes(piece)).await?;
        }
    }

    /// Writes what is left and closes the file.
    pub(super) async fn finish(self) -> Result<(), Fault> {
        drop(self.parts);
        self.thread.await.map_err(Fault::internal)?
    }

    async fn send(&self, part: Part) -> Result<(), Fault> {
        // The thread ends early only with an error, which is in the log by then.
        self.parts.send(part).await.map_err(|_| Fault::internal("the archive could not be written"))
    }
}

fn write(file: File, mut parts: mpsc::Receiver<Part>, at: DateTime) -> Result<(), Fault> {
    let done = write_parts(file, &mut parts, at);
    if let Err(error) = &done {
        tracing::warn!(%error, "an archive could not be written");
    }
    done.map_err(Fault::internal)
}

fn write_parts(
    file: File,
    parts: &mut mpsc::Receiver<Part>,
    at: DateTime,
) -> Result<(), zip::result::ZipError> {
    let mut zip = ZipWriter::new(BufWriter::new(file));
    while let Some(part) = parts.blocking_recv() {
        match part {
            Part::Begin { name, packed, large } => {
                let method = if packed { CompressionMethod::Stored } else { CompressionMethod::Deflated };
                let options = SimpleFileOptions::default().compression_method(method);
                zip.start_file(name, options.last_modified_time(at).large_file(large))?;
            }
            Part::Bytes(bytes) => zip.write_all(&bytes)?,
        }
    }
    let mut file = zip.finish()?;
    file.flush()?;
    file.get_ref().sync_all()?;
    Ok(())
}

/// The format knows the years from 1980 to 2107, and no zone.
fn time(at: &Zoned) -> DateTime {
    let unsigned = |part: i8| part.unsigned_abs();
    DateTime::from_date_and_time(
        at.year().unsigned_abs(),
        unsigned(at.month()),
        unsigned(at.day()),
        unsigned(at.hour()),
        unsigned(at.minute()),
        unsigned(at.second()),
    )
    .unwrap_or_default()
}
