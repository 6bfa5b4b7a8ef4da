//! `erased.log` in the data folder: the ids of those who were erased. A database restored from a backup knows nothing of them;
//! this file is beside it, and whoever came back with the old copy is erased again at the start.
//!
//! One line for each: the id, the time in milliseconds, and what was to stay. An id is random and says nothing of its member.
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use store::erasure::{self, ErasureRow};
use store::leaving::LeavingRow;
use tokio::io::AsyncWriteExt;
use types::id::MemberId;
use types::leave::Fates;
use types::member::MemberState;
use types::time::Stamp;

use crate::Service;
use crate::fault::Fault;

/// Rows read from the database at a time.
const PAGE: i64 = 500;

impl Service {
    /// Erases again whoever was erased and is in the database all the same; how many. What the file lacks of the database's
    /// list is added to it. The program calls it at its start.
    ///
    /// # Errors
    /// The database failed, or the file cannot be read or written.
    pub async fn replay_erasures(&self) -> Result<usize, Fault> {
        let known = self.complete_log().await?;
        let mut again = 0;
        for row in known {
            let mut conn = self.db().read().await?;
            let is_there = erasure::is_there(&mut conn, row.member_id).await?;
            drop(conn);
            if is_there {
                self.erase_again(row).await?;
                again += 1;
            }
        }
        if again > 0 {
            tracing::warn!(
                again,
                "members who were erased had come back with an old database and were erased again"
            );
        }
        Ok(again)
    }

    /// The list of both, which the file holds from then on.
    async fn complete_log(&self) -> Result<Vec<ErasureRow>, Fault> {
        let mut known = read(&self.config().data).await?;
        let ids: BTreeSet<MemberId> = known.iter().map(|row| row.member_id).collect();
        let (mut conn, mut after, mut missing) = (self.db().read().await?, MemberId::FIRST, Vec::new());
        loop {
            let rows = erasure::list(&mut conn, after, PAGE).await?;
            let Some(last) = rows.last() else { break };
            after = last.member_id;
            missing.extend(rows.into_iter().filter(|row| !ids.contains(&row.member_id)));
        }
        append(&self.config().data, &missing).await?;
        known.extend(missing);
        Ok(known)
    }

    async fn erase_again(&self, row: ErasureRow) -> Result<(), Fault> {
        let (id, now) = (row.member_id, self.now());
        let mut tx = self.db().write().await?;
        let state = store::member::by_id(&mut tx, id).await?.ok_or(Fault::NotFound)?.state;
        store::leaving::change_state(&mut tx, id, state, MemberState::Leaving).await?;
        let begun = store::leaving::get(&mut tx, id).await?;
        let (named_id, unnamed_id) = begun.map_or((None, None), |row| (row.named_id, row.unnamed_id));
        store::leaving::delete(&mut tx, id).await?;
        let leaving = LeavingRow {
            member_id: id,
            asked_at: now,
            due_at: now,
            fates: row.fates,
            from_state: MemberState::Active,
            named_id,
            unnamed_id,
        };
        store::leaving::insert(&mut tx, &leaving).await?;
        tx.commit().await?;
        self.erase_member(id).await
    }
}

fn file(data: &Path) -> PathBuf {
    data.join("erased.log")
}

/// What the file says.
async fn read(data: &Path) -> Result<Vec<ErasureRow>, Fault> {
    Ok(rows(&text(data).await?))
}

async fn text(data: &Path) -> Result<String, Fault> {
    match tokio::fs::read_to_string(file(data)).await {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(String::new()),
        read => Ok(read?),
    }
}

/// A line that was cut short by a crash is not one.
fn rows(text: &str) -> Vec<ErasureRow> {
    text.lines().filter_map(parse).collect()
}

fn parse(line: &str) -> Option<ErasureRow> {
    let (id, rest) = line.split_once(' ')?;
    let (at, fates) = rest.split_once(' ')?;
    let fates: Fates = fates.parse().ok()?;
    Some(ErasureRow { member_id: id.parse().ok()?, at: Stamp(at.parse().ok()?), fates: fates.to_string() })
}

/// Adds those of `new` that are not in the file yet, and makes sure that they last.
pub(super) async fn append(data: &Path, new: &[ErasureRow]) -> Result<(), Fault> {
    if new.is_empty() {
        return Ok(());
    }
    let text = text(data).await?;
    let known: BTreeSet<MemberId> = rows(&text).into_iter().map(|row| row.member_id).collect();
    let lines: String = new
        .iter()
        .filter(|row| !known.contains(&row.member_id))
        .map(|row| format!("{} {} {}\n", row.member_id, row.at.0, row.fates))
        .collect();
    if lines.is_empty() {
        return Ok(());
    }
    let mut file = tokio::fs::OpenOptions::new().create(true).append(true).open(file(data)).await?;
    // A line that was cut short ends here.
    let is_cut = !text.is_empty() && !text.ends_with('\n');
    file.write_all(if is_cut { format!("\n{lines}") } else { lines }.as_bytes()).await?;
    Ok(file.sync_all().await?)
}
