//! Empty databases in the PostgreSQL that the harness starts. A missing one fails: no engine is skipped.
use std::sync::atomic::{AtomicU32, Ordering};

use sqlx::{AssertSqlSafe, Connection, PgConnection};
use store::Db;

static NEXT: AtomicU32 = AtomicU32::new(0);

/// A fresh database in the cluster of `TEST_POSTGRES_URL`.
pub async fn database() -> Db {
    let url = std::env::var("TEST_POSTGRES_URL")
        .expect("TEST_POSTGRES_URL: run `cargo xtask test unit`, which starts a PostgreSQL");
    let name = format!("s{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
    let mut admin = PgConnection::connect(&url).await.unwrap();
    sqlx::query(AssertSqlSafe(format!("CREATE DATABASE {name}"))).execute(&mut admin).await.unwrap();
    let (base, _) = url.rsplit_once('/').unwrap();
    Db::postgres(&format!("{base}/{name}")).await.unwrap()
}
