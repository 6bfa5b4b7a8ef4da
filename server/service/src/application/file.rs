//! Files as answers: their kind by their first bytes, their bytes in the data folder, only ever sent as downloads.
use std::path::PathBuf;

use store::Tx;
use store::answer::FileRow;
use types::application::TeamState;
use types::form::Problem;
use types::id::{ApplicationId, MediaId, MemberId, QuestionId};
use types::profile_read::ReadKind;

use super::{MATES, Service};
use crate::fault::Fault;
use crate::media::write_whole;
use crate::policy::{Capability, allows, require};
use crate::viewer::Viewer;

/// Bytes of the largest file taken.
pub const FILE_MAX: usize = 12 * 1024 * 1024;
/// Characters of the longest name kept.
const NAME_MAX: usize = 80;

/// A file as sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upload {
    /// Its name on the device.
    pub name: String,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// A file of a kind that is taken.
pub(super) struct Checked {
    name: String,
    mime: &'static str,
    bytes: Vec<u8>,
}

/// A kind of file: extension, type, how it begins, and what it must hold somewhere.
struct Format {
    extension: &'static str,
    mime: &'static str,
    start: &'static [u8],
    holds: &'static [u8],
}

const FORMATS: [Format; 6] = [
    Format { extension: "pdf", mime: "application/pdf", start: b"%PDF-", holds: b"" },
    Format { extension: "png", mime: "image/png", start: b"\x89PNG\r\n\x1a\n", holds: b"" },
    Format { extension: "jpg", mime: "image/jpeg", start: b"\xff\xd8\xff", holds: b"" },
    Format {
        extension: "docx",
        mime: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        start: b"PK\x03\x04",
        holds: b"word/document.xml",
    },
    Format {
        extension: "pptx",
        mime: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        start: b"PK\x03\x04",
        holds: b"ppt/presentation.xml",
    },
    Format {
        extension: "xlsx",
        mime: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        start: b"PK\x03\x04",
        holds: b"xl/workbook.xml",
    },
];

/// What the file is, whatever it calls itself.
pub(super) fn check(upload: Upload) -> Result<Checked, Problem> {
    let Upload { name, bytes } = upload;
    if bytes.len() > FILE_MAX {
        return Err(Problem::FileTooLarge { megabytes: FILE_MAX / 1024 / 1024 });
    }
    let format = FORMATS.iter().find(|format| {
        let holds = format.holds;
        let is_held = holds.is_empty() || bytes.windows(holds.len()).any(|part| part == holds);
        bytes.starts_with(format.start) && is_held
    });
    let format = format.ok_or(Problem::NotADocument)?;
    Ok(Checked { name: harmless(&name, format.extension), mime: format.mime, bytes })
}

/// The name without folders, controls and signs that mean something to shells and headers, with the extension of what it is.
fn harmless(name: &str, extension: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let stem = last.rsplit_once('.').map_or(last, |(stem, _)| stem);
    let is_kept = |c: &char| c.is_alphanumeric() || " -_.()「」・".contains(*c);
    let stem: String = stem.chars().filter(is_kept).take(NAME_MAX).collect();
    let stem = stem.trim().trim_start_matches('.');
    format!("{}.{extension}", if stem.is_empty() { "file" } else { stem })
}

impl Service {
    /// A file of an application with its bytes: for the team, and once it is sent for the office and reviewers, whose reading is
    /// listed to the team.
    ///
    /// # Errors
    /// [`Fault::NotFound`] for everybody else.
    pub async fn answer_file(
        &self,
        viewer: &Viewer,
        id: ApplicationId,
        file: MediaId,
    ) -> Result<(FileRow, Vec<u8>), Fault> {
        let me = require(viewer, Capability::TakePart)?;
        let mut conn = self.db().read().await?;
        let row = store::application::by_id(&mut conn, id).await?.ok_or(Fault::NotFound)?;
        let seat = store::team::seat(&mut conn, id, me.id()).await?;
        let reads = row.state.is_sent() && allows(me, Capability::ReadApplications);
        if seat != Some(TeamState::Accepted) && !reads {
            return Err(Fault::NotFound);
        }
        let file = store::answer::file(&mut conn, id, file).await?.ok_or(Fault::NotFound)?;
        if seat != Some(TeamState::Accepted) {
            let team = store::team::list(&mut conn, id, MATES).await?.into_iter();
            let team = team.filter(|mate| mate.seat == TeamState::Accepted).map(|mate| mate.id);
            let team: Vec<MemberId> = team.collect();
            let programme = store::programme::by_id(&mut conn, row.programme_id).await?;
            let slug = programme.map(|programme| programme.slug).unwrap_or_default();
            drop(conn);
            self.note_reading(me.id(), ReadKind::Application, &slug, &team).await;
        }
        match tokio::fs::read(self.answer_path(file.id)).await {
            Ok(bytes) => Ok((file, bytes)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Err(Fault::NotFound),
            Err(error) => Err(error.into()),
        }
    }

    /// Stores a file, its bytes first, so that a row always has them; the one it replaces.
    pub(super) async fn put_file(
        &self,
        tx: &mut Tx,
        application_id: ApplicationId,
        question_id: QuestionId,
        file: Checked,
    ) -> Result<Option<MediaId>, Fault> {
        let id = self.id::<MediaId>();
        let folder = self.config().data.join("answers");
        tokio::fs::create_dir_all(&folder).await?;
        write_whole(&folder, &id.to_string(), &file.bytes).await?;
        let old = store::answer::remove_file(tx, application_id, question_id).await?;
        let row = FileRow {
            id,
            application_id,
            question_id,
            name: file.name,
            mime: file.mime.to_owned(),
            bytes: i64::try_from(file.bytes.len()).unwrap_or(i64::MAX),
            created_at: self.now(),
        };
        store::answer::insert_file(tx, &row).await?;
        Ok(old.map(|file| file.id))
    }

    /// Removes bytes whose rows are gone; a failure only leaves them on the disk.
    pub(super) async fn forget_answers(&self, files: &[MediaId]) {
        for file in files {
            let _ = tokio::fs::remove_file(self.answer_path(*file)).await;
        }
    }

    pub(crate) fn answer_path(&self, file: MediaId) -> PathBuf {
        self.config().data.join("answers").join(file.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_made_harmless() {
        for (typed, kept) in [
            ("../../etc/passwd", "passwd.pdf"),
            ("C:\\画像\\一枚もの.docx", "一枚もの.pdf"),
            ("a\"; filename=x.exe", "a filenamex.pdf"),
            ("...", "file.pdf"),
        ] {
            assert_eq!(harmless(typed, "pdf"), kept);
        }
    }

    #[test]
    fn a_file_is_what_its_bytes_say() {
        let upload = |name: &str, bytes: &[u8]| Upload { name: name.into(), bytes: bytes.to_vec() };
        let kind = |bytes: &[u8]| check(upload("x.png", bytes)).map(|file| file.name);
        assert_eq!(kind(b"%PDF-1.7 ..."), Ok("x.pdf".to_owned()));
        assert_eq!(kind(b"PK\x03\x04....word/document.xml"), Ok("x.docx".to_owned()));
        for bad in [&b"<html>"[..], b"PK\x03\x04 a zip of anything", b"MZ\x90", b""] {
            assert_eq!(kind(bad), Err(Problem::NotADocument));
        }
        let large = vec![0; FILE_MAX + 1];
        assert_eq!(kind(&large), Err(Problem::FileTooLarge { megabytes: 12 }));
    }
}
