//! Moving a network to the other engine.
use store::copy::{Copied, CopyError};
use store::{Db, Tx};

use crate::department::History;
use crate::fault::Fault;
use crate::profile::entries;

/// The search indexes that [`move_db`] knows how to make anew.
const INDEXES: [&str; 1] = ["member_search"];
/// Members indexed with one reading of the list.
const BATCH: i64 = 500;

/// Why nothing was moved.
#[derive(Debug, thiserror::Error)]
pub enum MoveError {
    /// The rows could not be copied, or came out otherwise than they went in.
    #[error(transparent)]
    Copy(#[from] CopyError),
    /// There is an index that nobody here makes.
    #[error("there is a search index that cannot be made anew: {0}")]
    UnknownIndex(String),
    /// Anything else.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl From<store::StoreError> for MoveError {
    fn from(error: store::StoreError) -> Self {
        Self::Fault(error.into())
    }
}

/// Copies everything in `from` into the empty database `to` of the other engine, after bringing both up to date. The tables
/// come back in the order they were copied in, with what each holds in both databases.
///
/// It is one transaction on `to`; `from` cannot be written to meanwhile. Uploads are files and stay where they are.
///
/// # Errors
/// See [`MoveError`]; then `to` is as empty as before.
pub async fn move_db(from: &Db, to: &Db) -> Result<Vec<Copied>, MoveError> {
    from.migrate().await?;
    to.migrate().await?;
    let (mut source, mut target) = (from.write().await?, to.write().await?);
    let copy = store::copy::copy(&mut source, &mut target).await?;
    if let Some(unknown) = copy.indexes.into_iter().find(|name| !INDEXES.contains(&name.as_str())) {
        return Err(MoveError::UnknownIndex(unknown));
    }
    store::directory::drop_word_index(&mut target).await?;
    index_members(&mut target).await?;
    store::directory::make_word_index(&mut target).await?;
    target.commit().await?;
    to.gather_index().await?;
    Ok(copy.tables)
}

/// Makes every listed member findable, under the number the member has.
async fn index_members(tx: &mut Tx) -> Result<(), Fault> {
    let history = History::read(tx).await?;
    let mut after = i64::MIN;
    loop {
        let entries = entries(tx, &history, after, BATCH).await?;
        let Some((last, _)) = entries.last() else { break };
        after = last.no;
        for (entry, words) in &entries {
            store::directory::insert_words(tx, entry, words).await?;
        }
    }
    Ok(store::directory::count_slices(tx).await?)
}
