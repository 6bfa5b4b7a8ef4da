//! A generated network: people with Japanese names, readings, departments and texts, and what they wrote, did and planned.
//!
//! The same seed and size give the same network, but for the time it ends at.
mod names;
mod people;
mod posts;
mod visitors;
mod words;

use std::path::Path;

use anyhow::{Context, Result};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use service::clock::{Clock, SystemClock};
use service::secret::Secrets;
use store::Db;
use types::site::Site;
use types::time::Stamp;

pub use visitors::{Visitors, prepare, token};

/// What the parts of the generator share.
struct Maker {
    rng: ChaCha8Rng,
    secrets: Secrets,
    now: Stamp,
}

/// Writes a network of `members` with `posts` into the new SQLite file at `path`.
///
/// # Errors
/// The file is there already, or cannot be written.
pub async fn generate(path: &Path, members: usize, posts: usize, seed: u64) -> Result<()> {
    anyhow::ensure!(!path.exists(), "{} is there already", path.display());
    let db = Db::sqlite(path).await.context("could not make the database")?;
    db.migrate().await?;
    if let Db::Sqlite { write, .. } = &db {
        // Keys come in no order: without room for the tree each would be written many times over.
        sqlx::query("PRAGMA cache_size = -8000000").execute(write).await?;
    }
    let mut maker = Maker {
        rng: ChaCha8Rng::seed_from_u64(seed),
        secrets: Secrets::seeded(seed),
        now: SystemClock.now(),
    };
    let mut tx = db.write().await?;
    let site = Site { ready: true, ..Site::default() };
    let row = store::site::SiteRow { settings: serde_json::to_string(&site)?, setup_token: None };
    store::site::put(&mut tx, &row).await?;
    let ids = people::write(&mut maker, &mut tx, members).await?;
    posts::write(&mut maker, &mut tx, &ids, posts).await?;
    tx.commit().await?;
    db.gather_index().await?;
    db.close().await;
    Ok(())
}
