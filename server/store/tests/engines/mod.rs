//! Fresh, migrated databases for contract tests, on both engines. A missing PostgreSQL fails: no engine is skipped.
use std::sync::atomic::{AtomicU32, Ordering};

use sqlx::{AssertSqlSafe, Connection, PgConnection};
use store::Db;

static NEXT: AtomicU32 = AtomicU32::new(0);

/// A database that is gone when dropped (SQLite) or with its cluster (PostgreSQL).
pub struct Engine {
    /// The database.
    pub db: Db,
    _folder: Option<tempfile::TempDir>,
}

/// A fresh SQLite file.
pub async fn sqlite() -> Engine {
    let folder = tempfile::tempdir().unwrap();
    let db = Db::sqlite(&folder.path().join("test.db")).await.unwrap();
    db.migrate().await.unwrap();
    Engine { db, _folder: Some(folder) }
}

/// A fresh database in the cluster of `TEST_POSTGRES_URL`.
pub async fn postgres() -> Engine {
    postgres_at(&postgres_url().await).await
}

/// The address of a fresh database in the cluster of `TEST_POSTGRES_URL`.
pub async fn postgres_url() -> String {
    let url = std::env::var("TEST_POSTGRES_URL")
        .expect("TEST_POSTGRES_URL: run `cargo xtask test store`, which starts a PostgreSQL");
    let name = format!("t{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
    let mut admin = PgConnection::connect(&url).await.unwrap();
    sqlx::query(AssertSqlSafe(format!("CREATE DATABASE {name}"))).execute(&mut admin).await.unwrap();
    let (base, _) = url.rsplit_once('/').unwrap();
    format!("{base}/{name}")
}

/// The database at an address, as one instance of the site has it.
pub async fn postgres_at(url: &str) -> Engine {
    let db = Db::postgres(url).await.unwrap();
    db.migrate().await.unwrap();
    Engine { db, _folder: None }
}

/// Both engines, one after the other.
pub async fn both() -> [Engine; 2] {
    [sqlite().await, postgres().await]
}
