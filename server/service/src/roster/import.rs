//! Writing the rows of an upload, some at a time, so that others can write between and a stop loses nothing.
use store::Tx;
use store::roster_import::Written;
use types::id::RosterImportId;
use types::roster::{RosterField, RosterImportState};

use super::table::{Entry, Table};
use super::{RosterRow, delimiter, int, object};
use crate::Service;
use crate::fault::Fault;
use crate::member::name_sort_key;
use crate::secret::hash;

/// Rows written in one transaction.
const CHUNK: usize = 500;

impl Service {
    /// Writes what is left of an upload; the work of [`crate::task::Task::ImportRoster`].
    pub(crate) async fn import_roster_rows(&self, id: RosterImportId) -> Result<(), Fault> {
        let mut conn = self.db().read().await?;
        let import = store::roster_import::by_id(&mut conn, id).await?.ok_or(Fault::NotFound)?;
        if import.state != RosterImportState::Importing {
            return Ok(());
        }
        let text = store::roster_import::content(&mut conn, id).await?.unwrap_or_default();
        drop(conn);
        let mapping: Vec<RosterField> = serde_json::from_str(&import.mapping)?;
        let delimiter = delimiter(&import);
        let read = move || Table::of(&text, delimiter).check(&mapping).entries;
        let entries = tokio::task::spawn_blocking(read).await.map_err(Fault::internal)?;
        let mut from = usize::try_from(import.done_rows).unwrap_or(0);
        for chunk in entries.get(from..).unwrap_or_default().chunks(CHUNK) {
            let mut tx = self.db().write().await?;
            let written = self.put_entries(&mut tx, id, chunk).await?;
            if !store::roster_import::advance(&mut tx, id, int(from), written).await? {
                return Ok(()); // Another worker took over.
            }
            tx.commit().await?;
            from += chunk.len();
        }
        let mut tx = self.db().write().await?;
        if store::roster_import::finish(&mut tx, id, self.now()).await? {
            self.audit(&mut tx, None, "roster.done", object(id), serde_json::json!({ "rows": from })).await?;
        }
        Ok(tx.commit().await?)
    }

    /// Writes people into the list; those known who say nothing new stay untouched.
    pub(crate) async fn put_entries(
        &self,
        tx: &mut Tx,
        import: RosterImportId,
        entries: &[Entry],
    ) -> Result<Written, Fault> {
        let mut written = Written { done: int(entries.len()), ..Written::default() };
        for entry in entries {
            let row = self.roster_row(import, entry);
            match store::roster::put(tx, &row).await? {
                Some(id) if id == row.id => written.added += 1,
                Some(_) => written.updated += 1,
                None => {}
            }
        }
        Ok(written)
    }

    fn roster_row(&self, import_id: RosterImportId, entry: &Entry) -> RosterRow {
        let e = entry.clone();
        let said = [
            &e.employee_number,
            &e.family,
            &e.given,
            &e.family_kana,
            &e.given_kana,
            &e.mail,
            &e.department,
            &e.joined_on,
            &e.left_on,
        ];
        RosterRow {
            id: self.id(),
            identity: e.identity(),
            fingerprint: hash(&said.map(String::as_str).join("\u{1f}")),
            import_id,
            name_key: e.name_key(),
            kana_key: e.kana_key(),
            sort_key: name_sort_key(&e.family_kana, &e.given_kana, &e.family, &e.given),
            employee_number: e.employee_number,
            family: e.family,
            given: e.given,
            family_kana: e.family_kana,
            given_kana: e.given_kana,
            mail: e.mail,
            department: e.department,
            joined_on: e.joined_on,
            left_on: e.left_on,
            member_id: None,
            updated_at: self.now(),
        }
    }
}
