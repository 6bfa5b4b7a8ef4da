//! The export: all that is held about a member as one file, for the member alone.
//!
//! Asking writes a row and a task; the task makes a ZIP file in `exports/` of the data folder ([`build`]) and mails a notice
//! with a link to the page, never to the file. Asking, looking and taking need a fresh sign-in. `server/docs/export.md` says
//! what is in the file.
mod archive;
mod build;
mod document;
mod sweep;
#[cfg(test)]
mod tests;
mod words;

use std::path::PathBuf;

use serde_json::json;
use store::export::ExportRow;
use types::export::ExportState;
use types::id::{ExportId, MemberId};
use types::time::Stamp;

use crate::Service;
use crate::clock::zoned;
use crate::fault::Fault;
use crate::policy::{Capability, require_fresh};
use crate::task::Task;
use crate::viewer::Viewer;

/// For how long a file is kept.
pub const KEPT: i64 = 7 * Stamp::DAY;
/// Files of one member within 24 hours.
pub const A_DAY: usize = 3;
/// Files shown: as many as can be there.
const SHOWN: i64 = 30;
/// Requests of one member within the hour, those that start nothing among them.
const PER_HOUR: i64 = 30;

/// How far a file is, as its owner sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// It is being made.
    Waiting,
    /// It can be taken.
    Ready {
        /// Its size.
        bytes: i64,
        /// Until when.
        until: Stamp,
    },
    /// It could not be made.
    Failed,
    /// Its time is over.
    Expired,
}

/// A file, as its owner sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Export {
    /// Which.
    pub id: ExportId,
    /// When it was asked for.
    pub asked_at: Stamp,
    /// How far it is.
    pub progress: Progress,
}

/// What a member sees of the own files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exports {
    /// The newest first.
    pub all: Vec<Export>,
    /// Whether one can be asked for.
    pub may_ask: MayAsk,
}

/// Whether a file can be asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MayAsk {
    /// It can; after asking: it was.
    Yes,
    /// One is being made.
    Waits,
    /// There were [`A_DAY`] within 24 hours.
    From(Stamp),
}

impl Service {
    /// The viewer's files.
    ///
    /// # Errors
    /// [`Fault::ConfirmNeeded`] without a fresh sign-in; only for members.
    pub async fn exports(&self, viewer: &Viewer) -> Result<Exports, Fault> {
        let me = require_fresh(viewer, Capability::TakePart, self.now())?;
        let mut conn = self.db().read().await?;
        let rows = store::export::of_member(&mut conn, me.id(), SHOWN).await?;
        let may_ask = self.may_ask(&rows);
        let all = rows.iter().map(|row| self.shown(row)).collect();
        Ok(Exports { all, may_ask })
    }

    /// Asks for a file.
    ///
    /// # Errors
    /// [`Fault::ConfirmNeeded`] without a fresh sign-in; only for members.
    pub async fn ask_export(&self, viewer: &Viewer) -> Result<MayAsk, Fault> {
        let me = require_fresh(viewer, Capability::TakePart, self.now())?;
        let mut tx = self.db().write().await?;
        // Its row is the member's until the end of the transaction: of two who ask at once, the second sees the first's file.
        self.limit(&mut tx, &format!("export:{}", me.id()), PER_HOUR).await?;
        let rows = store::export::of_member(&mut tx, me.id(), SHOWN).await?;
        let may_ask = self.may_ask(&rows);
        if may_ask != MayAsk::Yes {
            return Ok(may_ask);
        }
        let row = self.new_export(me.id());
        store::export::insert(&mut tx, &row).await?;
        self.enqueue(&mut tx, &Task::ExportMember { export: row.id }).await?;
        self.audit_export(&mut tx, Some(me.id()), "export.ask", &row).await?;
        tx.commit().await?;
        Ok(MayAsk::Yes)
    }

    /// A file that is ready, with its row, open for reading.
    ///
    /// # Errors
    /// [`Fault::NotFound`] for everybody but its owner, and when there is none any more; [`Fault::ConfirmNeeded`] without a
    /// fresh sign-in.
    pub async fn export_file(
        &self,
        viewer: &Viewer,
        id: ExportId,
    ) -> Result<(ExportRow, tokio::fs::File), Fault> {
        let me = require_fresh(viewer, Capability::TakePart, self.now())?;
        let mut tx = self.db().write().await?;
        let row = store::export::by_id(&mut tx, id).await?.ok_or(Fault::NotFound)?;
        let is_there = row.state == ExportState::Ready && row.expires_at > self.now();
        if row.member_id != me.id() || !is_there {
            return Err(Fault::NotFound);
        }
        let file = match tokio::fs::File::open(self.export_path(id)).await {
            Ok(file) => file,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Err(Fault::NotFound),
            Err(error) => return Err(error.into()),
        };
        self.audit_export(&mut tx, Some(me.id()), "export.download", &row).await?;
        tx.commit().await?;
        Ok((row, file))
    }

    fn new_export(&self, member_id: MemberId) -> ExportRow {
        let (now, day) = (self.now(), zoned(self.now(), &self.config().zone).strftime("%Y%m%d").to_string());
        ExportRow {
            id: self.id(),
            member_id,
            state: ExportState::Waiting,
            file_name: format!("enishi-{day}.zip"),
            bytes: 0,
            created_at: now,
            ready_at: None,
            expires_at: now.plus(KEPT),
        }
    }

    /// `rows`: the newest first.
    fn may_ask(&self, rows: &[ExportRow]) -> MayAsk {
        if rows.iter().any(|row| row.state == ExportState::Waiting) {
            return MayAsk::Waits;
        }
        let free_at = rows.get(A_DAY - 1).map(|row| row.created_at.plus(Stamp::DAY));
        free_at.filter(|at| *at > self.now()).map_or(MayAsk::Yes, MayAsk::From)
    }

    fn shown(&self, row: &ExportRow) -> Export {
        let progress = match row.state {
            _ if row.expires_at <= self.now() => Progress::Expired,
            ExportState::Waiting => Progress::Waiting,
            ExportState::Ready => Progress::Ready { bytes: row.bytes, until: row.expires_at },
            ExportState::Failed => Progress::Failed,
        };
        Export { id: row.id, asked_at: row.created_at, progress }
    }

    async fn audit_export(
        &self,
        tx: &mut store::Tx,
        actor: Option<MemberId>,
        action: &str,
        row: &ExportRow,
    ) -> Result<(), Fault> {
        let detail = json!({ "export": row.id.to_string() });
        self.audit(tx, actor, action, format!("member:{}", row.member_id), detail).await
    }

    fn export_folder(&self) -> PathBuf {
        self.config().data.join("exports")
    }

    fn export_path(&self, id: ExportId) -> PathBuf {
        self.export_folder().join(format!("{id}.zip"))
    }
}
