//! The work of [`crate::task::Task::ExportMember`]: part by part, page by page, into files beside the one that is to be.
use std::path::{Path, PathBuf};

use store::Tx;
use store::export::{Cell, ExportRow, Line, Place, section};
use types::export::{ExportSection, ExportState};
use types::id::{ExportId, MediaId};
use types::time::Stamp;
use types::words::export as w;

use super::KEPT;
use super::archive::Archive;
use super::document::Document;
use crate::Service;
use crate::clock::zoned;
use crate::fault::Fault;
use crate::mail::Letter;
use crate::task::Task;

/// Rows read at once.
const PAGE: i64 = 200;

/// A file that goes into the archive.
pub(super) struct Attached {
    /// Where it is.
    from: PathBuf,
    /// What it is called there.
    pub(super) name: String,
    /// Whether it is small already.
    packed: bool,
}

impl Service {
    /// Makes the file and tells its owner; with `is_last` a failure is final.
    pub(crate) async fn export_member(&self, id: ExportId, is_last: bool) -> Result<(), Fault> {
        let mut tx = self.db().write().await?;
        let Some(row) = store::export::by_id(&mut tx, id).await? else { return Ok(()) };
        if row.state == ExportState::Ready || row.expires_at <= self.now() {
            return Ok(());
        }
        store::export::set_state(&mut tx, id, ExportState::Waiting).await?;
        tx.commit().await?;
        let made = self.make(&row).await;
        if made.is_err() && is_last {
            let mut tx = self.db().write().await?;
            store::export::set_state(&mut tx, id, ExportState::Failed).await?;
            tx.commit().await?;
        }
        made
    }

    /// Builds the file beside its place and puts it there; nothing else stays.
    async fn make(&self, row: &ExportRow) -> Result<(), Fault> {
        let folder = self.export_folder();
        tokio::fs::create_dir_all(&folder).await?;
        // Each attempt writes beside the others: an earlier one may still be at it.
        let stem = format!("{}.{}", row.id, self.secrets().token());
        let [zip, json, html] =
            ["zip", "json", "html"].map(|kind| folder.join(format!("{stem}.{kind}.part")));
        let made = match self.build(row, &zip, &json, &html).await {
            Ok(()) => self.hand_over(row, &zip).await,
            Err(fault) => Err(fault),
        };
        for part in [&zip, &json, &html] {
            let _ = tokio::fs::remove_file(part).await;
        }
        made
    }

    /// Writes the archive to `zip`, by way of the two documents.
    async fn build(&self, row: &ExportRow, zip: &Path, json: &Path, html: &Path) -> Result<(), Fault> {
        let site = self.site().await?;
        let mut conn = self.db().read().await?;
        let member = store::member::by_id(&mut conn, row.member_id).await?.ok_or(Fault::NotFound)?;
        drop(conn);
        let made = zoned(self.now(), &self.config().zone);
        let archive = Archive::create(zip, &made).await?;
        let name = format!("{} {}", member.family, member.given).trim().to_owned();
        let mut document = Document::create(json, html, self.config(), &site, member.lang).await?;
        document.begin(&name, self.now()).await?;
        for part in ExportSection::ALL {
            document.begin_part(*part).await?;
            let mut after = Place::default();
            loop {
                // A connection a page: nobody waits for the whole of it.
                let mut conn = self.db().read().await?;
                let lines = section::page(&mut conn, *part, row.member_id, &after, PAGE).await?;
                drop(conn);
                let Some(last) = lines.last() else { break };
                after = last.place.clone();
                for line in lines {
                    let file = self.attached(*part, &line).await?;
                    if let Some(file) = &file {
                        archive.copy(&file.name, &file.from, file.packed).await?;
                    }
                    document.row(&line.cells, file.map(|file| file.name).as_deref()).await?;
                }
            }
            document.end_part().await?;
        }
        document.end().await?;
        archive.copy("data.json", json, false).await?;
        archive.copy("index.html", html, false).await?;
        archive.finish().await
    }

    /// The file that a row stands for, if it is on the disk.
    async fn attached(&self, part: ExportSection, line: &Line) -> Result<Option<Attached>, Fault> {
        let Some(Cell::Id(id)) = line.cells.first() else { return Ok(None) };
        let id = MediaId(*id);
        let picture =
            |name: String| Attached { from: self.media_folder(id).join("large.webp"), name, packed: true };
        let file = match part {
            ExportSection::Portrait => picture("files/portrait.webp".to_owned()),
            ExportSection::Pictures => picture(format!("files/pictures/{id}.webp")),
            ExportSection::AnswerFiles => {
                let Some(Cell::Text(name)) = line.cells.get(3) else { return Ok(None) };
                let name = format!("files/applications/{id}-{name}");
                Attached { from: self.answer_path(id), name, packed: false }
            }
            _ => return Ok(None),
        };
        let is_there = tokio::fs::try_exists(&file.from).await?;
        if !is_there {
            tracing::warn!(%id, "a file is missing in an export");
        }
        Ok(is_there.then_some(file))
    }

    /// Puts the archive in its place and tells its owner, in one transaction: whoever was faster has done so.
    async fn hand_over(&self, row: &ExportRow, zip: &Path) -> Result<(), Fault> {
        let bytes = i64::try_from(tokio::fs::metadata(zip).await?.len()).unwrap_or(i64::MAX);
        let (now, until) = (self.now(), self.now().plus(KEPT));
        let mut tx = self.db().write().await?;
        if !store::export::set_ready(&mut tx, row.id, bytes, now, until).await? {
            return Ok(());
        }
        self.tell_ready(&mut tx, row, until).await?;
        self.audit_export(&mut tx, None, "export.make", row).await?;
        tokio::fs::rename(zip, self.export_path(row.id)).await?;
        Ok(tx.commit().await?)
    }

    async fn tell_ready(&self, tx: &mut Tx, row: &ExportRow, until: Stamp) -> Result<(), Fault> {
        let Some(member) = store::member::by_id(tx, row.member_id).await? else { return Ok(()) };
        let Some(to) = store::member::primary_mail(tx, row.member_id).await? else {
            return Ok(());
        };
        let site = self.site_on(tx).await?;
        let (lang, v) = (member.lang, site.voice(member.lang));
        let until = zoned(until, &self.config().zone);
        let date = until.strftime(v.pick("%Y年%-m月%-d日 %H:%M", "%-d %b %Y %H:%M")).to_string();
        let (name, page) = (site.name.get(lang), self.config().url("/me/export"));
        let (subject, body) = (w::mail_subject(v, name), w::mail(v, &site.contact, &date, name, &page));
        self.enqueue(tx, &Task::Mail(Letter { to, lang, subject, body, calendar: None })).await
    }
}
