//! The leavers' list (卒業生名簿): the office uploads a file, decides what its columns hold, looks, imports or cancels.
//!
//! [`decode`] makes text of bytes, [`header`] suggests columns, [`table`] checks cells, [`import`] writes in the background,
//! [`matching`] recognises whoever joins. People of the list are no members; the office may invite them, once ([`crate::campaign`]).
pub mod day;
pub mod decode;
pub mod header;
mod import;
pub mod matching;
pub mod table;
#[cfg(test)]
mod tests;

pub use store::roster::RosterRow;
pub use store::roster_import::RosterImportRow;

use store::profile_read::Stretch;
use types::form::Problem;
use types::id::{RosterImportId, RosterRowId};
use types::roster::{PreviewRow, RosterField, RosterImportState};
use types::text::line;
use types::time::Stamp;

use crate::Service;
use crate::fault::{Fault, FormError};
use crate::paging;
use crate::policy::{Capability, require};
use crate::task::Task;
use crate::viewer::Viewer;

/// Bytes of the largest file.
pub const FILE_MAX: usize = 20 * 1024 * 1024;
/// People on a page of the list, and rows with problems on a page of the preview.
const PAGE: usize = 50;
/// Uploads the list page shows.
const RECENT: i64 = 10;
/// The text of an upload that is over is kept this long, to mend what could not be used.
pub(crate) const KEPT: i64 = 30 * Stamp::DAY;

/// A page of the list.
#[derive(Clone, Debug)]
pub struct RosterPage {
    /// People in the list.
    pub total: i64,
    /// Of them, those who became members.
    pub joined: i64,
    /// The people of this page.
    pub rows: Vec<RosterRow>,
    /// The last of them, when more follow.
    pub next: Option<RosterRowId>,
    /// The latest uploads.
    pub imports: Vec<RosterImportRow>,
}

/// A column of an upload.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name in the header.
    pub name: String,
    /// The first texts in it.
    pub samples: Vec<String>,
    /// What it holds.
    pub field: RosterField,
}

/// An upload with its preview.
#[derive(Clone, Debug)]
pub struct RosterUpload {
    /// The upload.
    pub import: RosterImportRow,
    /// Its columns; none when the text is no longer kept.
    pub columns: Vec<Column>,
    /// Whether a column holds names, so that it can be imported.
    pub has_names: bool,
    /// The first usable rows.
    pub good: Vec<PreviewRow>,
    /// Rows that cannot be used, one page of them.
    pub bad: Vec<PreviewRow>,
    /// Number of the last of them, when more follow.
    pub next_bad: Option<usize>,
}

impl Service {
    /// The list after `after` in 五十音 order, with the latest uploads. That it was read is listed to the members on the page.
    ///
    /// # Errors
    /// Only the office may.
    pub async fn roster(&self, viewer: &Viewer, after: Option<RosterRowId>) -> Result<RosterPage, Fault> {
        let me = require(viewer, Capability::RunOffice)?;
        let mut conn = self.db().read().await?;
        let from = match after {
            Some(id) => store::roster::by_id(&mut conn, id).await?.map(|row| (row.sort_key, row.id)),
            None => None,
        };
        let (key, id) = from.unwrap_or((String::new(), RosterRowId::FIRST));
        let rows = store::roster::list(&mut conn, &key, id, paging::asked(PAGE)).await?;
        let (rows, next) = paging::cut(rows, PAGE, |row| row.id);
        let page = RosterPage {
            total: store::roster::count(&mut conn).await?,
            joined: store::roster::count_joined(&mut conn).await?,
            next,
            rows,
            imports: store::roster_import::recent(&mut conn, RECENT).await?,
        };
        drop(conn);
        if let Some(last) = page.rows.last().filter(|_| page.rows.iter().any(|row| row.member_id.is_some())) {
            self.note_roster(me.id(), Stretch { after: (&key, id), to: (&last.sort_key, last.id) }).await;
        }
        Ok(page)
    }

    /// Takes a file in and suggests what its columns hold. Nobody of it is in the list yet.
    ///
    /// # Errors
    /// A file that is empty, too large or no text; only the office may.
    pub async fn upload_roster(
        &self,
        viewer: &Viewer,
        file_name: &str,
        bytes: Vec<u8>,
    ) -> Result<RosterImportId, FormError> {
        let me = require(viewer, Capability::RunOffice)?;
        if bytes.len() > FILE_MAX {
            return Err(FormError::of("file", Problem::FileTooLarge { megabytes: FILE_MAX >> 20 }));
        }
        let read = move || {
            let decoded = decode::decode(&bytes)?;
            let table = table::Table::of(&decoded.text, decoded.delimiter);
            let mapping = header::suggest(&table.header);
            let checked = table.check(&mapping);
            Ok((decoded, mapping, checked))
        };
        let read: Result<_, Problem> = tokio::task::spawn_blocking(read).await.map_err(Fault::internal)?;
        let (decoded, mapping, checked) = read.map_err(|problem| FormError::of("file", problem))?;
        let row = RosterImportRow {
            id: self.id(),
            member_id: me.id(),
            state: RosterImportState::Uploaded,
            file_name: line(file_name, 120).unwrap_or_else(|_| "roster.csv".to_owned()),
            encoding: decoded.encoding.to_owned(),
            delimiter: decoded.delimiter.to_string(),
            mapping: serde_json::to_string(&mapping).map_err(Fault::from)?,
            total_rows: int(checked.total),
            bad_rows: int(checked.bad.len()),
            done_rows: 0,
            added: 0,
            updated: 0,
            created_at: self.now(),
            finished_at: None,
        };
        let mut tx = self.db().write().await?;
        store::roster_import::insert(&mut tx, &row, &decoded.text).await?;
        let detail = serde_json::json!({ "rows": row.total_rows });
        self.audit(&mut tx, Some(me.id()), "roster.upload", object(row.id), detail).await?;
        tx.commit().await?;
        Ok(row.id)
    }

    /// An upload and its preview; rows with problems come after row `after`.
    ///
    /// # Errors
    /// [`Fault::NotFound`] when there is none; only the office may.
    pub async fn roster_upload(
        &self,
        viewer: &Viewer,
        id: RosterImportId,
        after: usize,
    ) -> Result<RosterUpload, Fault> {
        require(viewer, Capability::RunOffice)?;
        let mut conn = self.db().read().await?;
        let import = store::roster_import::by_id(&mut conn, id).await?.ok_or(Fault::NotFound)?;
        let mapping: Vec<RosterField> = serde_json::from_str(&import.mapping)?;
        let mut upload = RosterUpload {
            has_names: table::has_names(&mapping),
            import,
            columns: Vec::new(),
            good: Vec::new(),
            bad: Vec::new(),
            next_bad: None,
        };
        if upload.import.state == RosterImportState::Importing {
            return Ok(upload);
        }
        let text = store::roster_import::content(&mut conn, id).await?.unwrap_or_default();
        drop(conn);
        let delimiter = delimiter(&upload.import);
        let read = move || {
            let table = table::Table::of(&text, delimiter);
            let checked = table.check(&mapping);
            let column = |(i, name): (usize, &String)| Column {
                name: name.clone(),
                samples: table.samples(i),
                field: mapping.get(i).copied().unwrap_or_default(),
            };
            (table.header.iter().enumerate().map(column).collect(), checked)
        };
        let (columns, checked): (_, table::Checked) =
            tokio::task::spawn_blocking(read).await.map_err(Fault::internal)?;
        let bad: Vec<PreviewRow> =
            checked.bad.into_iter().filter(|row| row.number > after).take(PAGE + 1).collect();
        (upload.bad, upload.next_bad) = paging::cut(bad, PAGE, |row| row.number);
        (upload.columns, upload.good) = (columns, checked.good);
        Ok(upload)
    }

    /// Decides what each column of an open upload holds, in the order of the columns.
    ///
    /// # Errors
    /// Problems of the choices; [`Fault::NotFound`] when there is no such upload; only the office may.
    pub async fn map_roster(
        &self,
        viewer: &Viewer,
        id: RosterImportId,
        typed: &[String],
    ) -> Result<(), FormError> {
        let me = require(viewer, Capability::RunOffice)?;
        let mut conn = self.db().read().await?;
        let import = store::roster_import::by_id(&mut conn, id).await?.ok_or(Fault::NotFound)?;
        let text = store::roster_import::content(&mut conn, id).await?.unwrap_or_default();
        drop(conn);
        let mapping = table::parse_mapping(typed)?;
        let (delimiter, of) = (delimiter(&import), mapping.clone());
        let check = move || {
            let table = table::Table::of(&text, delimiter);
            (table.header.len() == of.len()).then(|| table.check(&of).bad.len())
        };
        let bad = tokio::task::spawn_blocking(check).await.map_err(Fault::internal)?;
        let bad = bad.ok_or_else(|| FormError::of("columns", Problem::NotAChoice))?;
        let mapping = serde_json::to_string(&mapping).map_err(Fault::from)?;
        let mut tx = self.db().write().await?;
        if store::roster_import::set_mapping(&mut tx, id, &mapping, int(bad)).await? {
            self.audit(
                &mut tx,
                Some(me.id()),
                "roster.map",
                object(id),
                serde_json::json!({ "bad_rows": bad }),
            )
            .await?;
        }
        Ok(tx.commit().await?)
    }

    /// Starts writing the usable rows of an open upload in the background. One that is begun already goes on as it is.
    ///
    /// # Errors
    /// No column holds names; [`Fault::NotFound`] when there is no such upload; only the office may.
    pub async fn import_roster(&self, viewer: &Viewer, id: RosterImportId) -> Result<(), FormError> {
        let me = require(viewer, Capability::RunOffice)?;
        let mut tx = self.db().write().await?;
        let import = store::roster_import::by_id(&mut tx, id).await?.ok_or(Fault::NotFound)?;
        let mapping: Vec<RosterField> = serde_json::from_str(&import.mapping).map_err(Fault::from)?;
        if !table::has_names(&mapping) {
            return Err(FormError::of("columns", Problem::Required));
        }
        if store::roster_import::begin(&mut tx, id, &import.mapping).await? {
            self.audit(&mut tx, Some(me.id()), "roster.import", object(id), serde_json::Value::Null).await?;
            self.enqueue(&mut tx, &Task::ImportRoster { import: id }).await?;
        }
        Ok(tx.commit().await?)
    }

    /// Decides against an open upload; its text is forgotten. One that is begun already goes on as it is.
    ///
    /// # Errors
    /// [`Fault::NotFound`] when there is no such upload; only the office may.
    pub async fn cancel_roster(&self, viewer: &Viewer, id: RosterImportId) -> Result<(), Fault> {
        let me = require(viewer, Capability::RunOffice)?;
        let mut tx = self.db().write().await?;
        store::roster_import::by_id(&mut tx, id).await?.ok_or(Fault::NotFound)?;
        if store::roster_import::cancel(&mut tx, id, self.now()).await? {
            self.audit(&mut tx, Some(me.id()), "roster.cancel", object(id), serde_json::Value::Null).await?;
        }
        Ok(tx.commit().await?)
    }
}

fn object(id: RosterImportId) -> String {
    format!("roster_import:{id}")
}

fn delimiter(import: &RosterImportRow) -> char {
    import.delimiter.chars().next().unwrap_or(',')
}

/// A count as the store keeps it.
fn int(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
