//! Files whose time is over go, and whatever has no row.
use store::export::ExportRow;
use types::export::ExportState;
use types::id::ExportId;
use types::time::Stamp;

use crate::Service;
use crate::fault::Fault;

/// What is still being made after this time is given up; its task was before.
const GIVEN_UP: i64 = 2 * Stamp::DAY;
/// Rows looked at at once.
const CHUNK: i64 = 100;

impl Service {
    /// Removes files and rows whose time is over, and files without a row.
    pub(crate) async fn sweep_exports(&self) -> Result<(), Fault> {
        let now = self.now();
        let mut tx = self.db().write().await?;
        store::export::give_up(&mut tx, now.plus(-GIVEN_UP)).await?;
        // The rows go first: a file that cannot be removed now is one without a row at the next time.
        while let rows = store::export::over(&mut tx, now, CHUNK).await?
            && !rows.is_empty()
        {
            for row in rows {
                store::export::delete(&mut tx, row.id).await?;
            }
        }
        tx.commit().await?;
        self.remove_strays().await
    }

    /// Removes a file before its row goes; one that is not there is removed.
    pub(crate) async fn remove_export(&self, id: ExportId) -> Result<(), Fault> {
        match tokio::fs::remove_file(self.export_path(id)).await {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
            _ => Ok(()),
        }
    }

    async fn remove_strays(&self) -> Result<(), Fault> {
        let mut folder = match tokio::fs::read_dir(self.export_folder()).await {
            Ok(folder) => folder,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(error.into()),
        };
        let mut conn = self.db().read().await?;
        while let Some(entry) = folder.next_entry().await? {
            let name = entry.file_name().to_string_lossy().into_owned();
            let row = match name.split('.').next().and_then(|id| id.parse::<ExportId>().ok()) {
                Some(id) => store::export::by_id(&mut conn, id).await?,
                None => None,
            };
            if !row.is_some_and(|row| belongs(&row, &name))
                && let Err(error) = tokio::fs::remove_file(entry.path()).await
            {
                tracing::warn!(%error, name, "the file of an export stays on the disk");
            }
        }
        Ok(())
    }
}

/// A finished file is in its place a moment before its row says so.
fn belongs(row: &ExportRow, name: &str) -> bool {
    match row.state {
        ExportState::Waiting => true,
        ExportState::Ready => name == format!("{}.zip", row.id),
        ExportState::Failed => false,
    }
}
