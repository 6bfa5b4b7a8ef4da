//! The two engines behind one type.
use std::ops::{Deref, DerefMut};
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use sqlx::pool::PoolConnection;
use sqlx::postgres::{PgConnectOptions, PgConnection, PgPool, PgPoolOptions};
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqlitePool, SqlitePoolOptions,
    SqliteSynchronous,
};
use sqlx::{Executor, Postgres, Sqlite, Transaction};

use crate::{Result, StoreError};

/// Begins to write on PostgreSQL when nobody else does, in this instance or another. The number stands for writing; nothing else has one.
const BEGIN_ALONE: &str = "BEGIN; SELECT pg_advisory_xact_lock(1)";

/// Pages of the search index put together in one step: some 30 ms in which nobody else writes.
const PAGES_GATHERED: i64 = 500;

/// Bytes of the file mapped into memory at most: 16 GiB, more than twice what a network of a million members takes.
const MAPPED: &str = "17179869184";

/// A database: SQLite embedded in this process, or a PostgreSQL server.
#[derive(Clone, Debug)]
pub enum Db {
    /// One writer and a pool of readers on one file in WAL mode.
    Sqlite {
        /// Readers.
        read: SqlitePool,
        /// The one writer.
        write: SqlitePool,
    },
    /// One writer and a pool of readers; the writers of all instances wait for each other (decision 0006).
    Postgres {
        /// Readers.
        read: PgPool,
        /// The one writer of this instance.
        write: PgPool,
    },
}

/// A connection that reads, or the inside of a transaction.
#[derive(Debug)]
pub struct Conn(Inner);

#[derive(Debug)]
enum Inner {
    Sqlite(PoolConnection<Sqlite>),
    Postgres(PoolConnection<Postgres>),
    SqliteTx(Transaction<'static, Sqlite>),
    PostgresTx(Transaction<'static, Postgres>),
}

/// A transaction; dropped without [`Tx::commit`] it leaves no trace.
#[derive(Debug)]
pub struct Tx(Conn);

/// The engine's own connection, for the macros of [`crate::sql`].
pub(crate) enum Raw<'c> {
    Sqlite(&'c mut SqliteConnection),
    Postgres(&'c mut PgConnection),
}

static STATEMENTS: AtomicU64 = AtomicU64::new(0);

/// Statements sent by this process so far: what the benchmark divides by requests.
#[must_use]
pub fn statements() -> u64 {
    STATEMENTS.load(Ordering::Relaxed)
}

impl Db {
    /// Opens (and makes) the SQLite file at `path`.
    ///
    /// # Errors
    /// The folder cannot be written, or the file is no database.
    pub async fn sqlite(path: &Path) -> Result<Self> {
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            // FULL: what was acknowledged survives the power cord.
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(10))
            .optimize_on_close(true, None)
            .pragma("temp_store", "MEMORY")
            // As much as a large network has use for; a small one is not as large as this.
            .pragma("cache_size", "-64000")
            // Pages that the system has in memory are read where they are, not copied: a third of what a search costs.
            .pragma("mmap_size", MAPPED)
            // What is deleted is overwritten, not only given free.
            .pragma("secure_delete", "ON");
        let write = SqlitePoolOptions::new().max_connections(1).connect_with(options.clone()).await?;
        let read = SqlitePoolOptions::new()
            .max_connections(4)
            // A file does not hang up: asking whether it is there costs as much as a statement.
            .test_before_acquire(false)
            .connect_with(options.pragma("query_only", "ON"))
            .await?;
        Ok(Self::Sqlite { read, write })
    }

    /// Connects to `postgres://…`.
    ///
    /// # Errors
    /// The address cannot be read or nobody answers there.
    pub async fn postgres(url: &str) -> Result<Self> {
        let options: PgConnectOptions = url.parse()?;
        let pool = |connections, patience, settings: &'static str| {
            let pool = PgPoolOptions::new().max_connections(connections).acquire_timeout(patience);
            pool.after_connect(move |conn, _| Box::pin(async move { conn.execute(settings).await.map(drop) }))
        };
        // As on SQLite, a statement has one plan whatever it is asked with: planning takes longer than most of them.
        let read = pool(16, Duration::from_secs(10), "SET plan_cache_mode = force_generic_plan");
        // An instance that vanishes while it writes lets the others wait for no longer than this.
        let write = pool(
            1,
            Duration::from_secs(30),
            "SET plan_cache_mode = force_generic_plan; SET idle_in_transaction_session_timeout = '60s'",
        );
        let read = read.connect_with(options.clone()).await?;
        Ok(Self::Postgres { read, write: write.connect_with(options).await? })
    }

    /// Brings the schema up to date; does nothing when it is.
    ///
    /// # Errors
    /// A migration fails, or the database was migrated by a newer Enishi.
    pub async fn migrate(&self) -> Result<()> {
        match self {
            Self::Sqlite { write, .. } => sqlx::migrate!("./migrations/sqlite").run(write).await?,
            Self::Postgres { write, .. } => sqlx::migrate!("./migrations/postgres").run(write).await?,
        }
        Ok(())
    }

    /// A connection for reading. On SQLite it cannot write.
    ///
    /// # Errors
    /// No connection became free in time.
    pub async fn read(&self) -> Result<Conn> {
        Ok(Conn(match self {
            Self::Sqlite { read, .. } => Inner::Sqlite(read.acquire().await?),
            Self::Postgres { read, .. } => Inner::Postgres(read.acquire().await?),
        }))
    }

    /// A transaction that may write; on SQLite it holds the write lock from the start.
    ///
    /// # Errors
    /// No connection became free in time.
    pub async fn write(&self) -> Result<Tx> {
        Ok(Tx(Conn(match self {
            Self::Sqlite { write, .. } => Inner::SqliteTx(begin(write).await?),
            Self::Postgres { write, .. } => Inner::PostgresTx(write.begin_with(BEGIN_ALONE).await?),
        })))
    }

    /// Leaves no bytes of deleted rows in the files: SQLite writes its file anew, which takes about as long as copying it, while
    /// readers go on and writers wait. PostgreSQL does so by itself, in its own time.
    ///
    /// # Errors
    /// The disk is full, or somebody read for too long; worth another try.
    pub async fn scrub(&self) -> Result<()> {
        let Self::Sqlite { write, .. } = self else { return Ok(()) };
        let mut conn = write.acquire().await?;
        // Words of members taken off the list stay in the index until its parts are put together.
        sqlx::query("INSERT INTO member_search (member_search) VALUES ('optimize')")
            .execute(&mut *conn)
            .await?;
        sqlx::query("VACUUM").execute(&mut *conn).await?;
        let (is_busy, _, _): (bool, i64, i64) =
            sqlx::query_as("PRAGMA wal_checkpoint(TRUNCATE)").fetch_one(&mut *conn).await?;
        if is_busy { Err(StoreError::Busy) } else { Ok(()) }
    }

    /// Puts the parts of the search index together, a little at a time, so that others write in between: each token of a search is
    /// looked for in every part. PostgreSQL also learns anew how many rows hold what, on which its plans depend.
    ///
    /// # Errors
    /// The database failed; worth another try.
    pub async fn gather_index(&self) -> Result<()> {
        let write = match self {
            Self::Sqlite { write, .. } => write,
            // Not by the writing connection, for which all who write would wait.
            Self::Postgres { read, .. } => {
                let mut tx = self.write().await?;
                crate::directory::count_slices(&mut tx).await?;
                tx.commit().await?;
                sqlx::query("VACUUM (ANALYZE) member_search").execute(read).await?;
                sqlx::query("ANALYZE").execute(read).await?;
                return Ok(());
            }
        };
        // The first step takes all parts for a whole to be made; the rest go on with it.
        let mut pages = -PAGES_GATHERED;
        loop {
            let mut conn = write.acquire().await?;
            let before = changes(&mut conn).await?;
            sqlx::query("INSERT INTO member_search (member_search, rank) VALUES ('merge', $1)")
                .bind(pages)
                .execute(&mut *conn)
                .await?;
            // Asking is a change by itself: https://sqlite.org/fts5.html#the_merge_command.
            if changes(&mut conn).await? - before < 2 {
                return Ok(());
            }
            pages = PAGES_GATHERED;
        }
    }

    /// Closes all connections; on SQLite this also folds the log into the file.
    pub async fn close(&self) {
        match self {
            Self::Sqlite { read, write } => {
                read.close().await;
                write.close().await;
            }
            Self::Postgres { read, write } => {
                read.close().await;
                write.close().await;
            }
        }
    }

    /// Name of the engine, for `doctor` and logs.
    #[must_use]
    pub fn engine(&self) -> &'static str {
        match self {
            Self::Sqlite { .. } => "SQLite",
            Self::Postgres { .. } => "PostgreSQL",
        }
    }
}

/// Rows changed by this connection so far.
async fn changes(conn: &mut SqliteConnection) -> Result<i64> {
    Ok(sqlx::query_scalar("SELECT total_changes()").fetch_one(conn).await?)
}

/// Begins to write. A full disk makes SQLite end a transaction by itself, which sqlx does not learn of: it would refuse that
/// connection for ever, so the connection is closed and another one opened.
async fn begin(pool: &SqlitePool) -> Result<Transaction<'static, Sqlite>> {
    const BEGIN: &str = "BEGIN IMMEDIATE";
    match pool.begin_with(BEGIN).await {
        Err(sqlx::Error::InvalidSavePointStatement) => {
            pool.acquire().await?.close().await?;
            Ok(pool.begin_with(BEGIN).await?)
        }
        begun => Ok(begun?),
    }
}

impl Conn {
    /// Whether PostgreSQL is at the other end, where a statement or its literals differ.
    pub(crate) fn is_postgres(&self) -> bool {
        matches!(self.0, Inner::Postgres(_) | Inner::PostgresTx(_))
    }

    /// Counts the statement and hands out the engine's connection.
    pub(crate) fn raw(&mut self) -> Raw<'_> {
        STATEMENTS.fetch_add(1, Ordering::Relaxed);
        match &mut self.0 {
            Inner::Sqlite(c) => Raw::Sqlite(c),
            Inner::SqliteTx(c) => Raw::Sqlite(c),
            Inner::Postgres(c) => Raw::Postgres(c),
            Inner::PostgresTx(c) => Raw::Postgres(c),
        }
    }
}

impl Tx {
    /// Makes everything since [`Db::write`] last, at once.
    ///
    /// # Errors
    /// The engine could not; then nothing lasts.
    pub async fn commit(self) -> Result<()> {
        match self.0.0 {
            Inner::SqliteTx(tx) => tx.commit().await?,
            Inner::PostgresTx(tx) => tx.commit().await?,
            Inner::Sqlite(_) | Inner::Postgres(_) => {}
        }
        Ok(())
    }
}

impl Deref for Tx {
    type Target = Conn;
    fn deref(&self) -> &Conn {
        &self.0
    }
}

impl DerefMut for Tx {
    fn deref_mut(&mut self) -> &mut Conn {
        &mut self.0
    }
}

#[cfg(test)]
mod tests {
    use super::{Db, MAPPED, Raw};

    #[tokio::test]
    async fn a_transaction_that_sqlite_ended_by_itself_does_not_end_all_writing() {
        let folder = tempfile::tempdir().unwrap();
        let db = Db::sqlite(&folder.path().join("t.db")).await.unwrap();
        let mut tx = db.write().await.unwrap();
        // What SQLite does when the disk is full.
        let Raw::Sqlite(c) = tx.raw() else { unreachable!() };
        sqlx::query("ROLLBACK").execute(c).await.unwrap();
        drop(tx);
        for _ in 0..2 {
            let mut tx = db.write().await.unwrap();
            let Raw::Sqlite(c) = tx.raw() else { unreachable!() };
            sqlx::query("CREATE TABLE IF NOT EXISTS written (id INTEGER)").execute(c).await.unwrap();
            tx.commit().await.unwrap();
        }
    }

    /// The settings of decision 0002 are those of the build, which nothing else would notice missing.
    #[tokio::test]
    async fn sqlite_is_built_for_many_readers() {
        let folder = tempfile::tempdir().unwrap();
        let db = Db::sqlite(&folder.path().join("t.db")).await.unwrap();
        let mut conn = db.read().await.unwrap();
        let Raw::Sqlite(c) = conn.raw() else { unreachable!() };
        let built: Vec<String> =
            sqlx::query_scalar("PRAGMA compile_options").fetch_all(&mut *c).await.unwrap();
        for option in ["DEFAULT_MEMSTATUS=0", "ENABLE_QPSG"] {
            assert!(built.iter().any(|it| it == option), "without {option}: {built:?}");
        }
        for option in ["ENABLE_MEMORY_MANAGEMENT", "ENABLE_STAT4"] {
            assert!(built.iter().all(|it| it != option), "with {option}");
        }
        let mapped: i64 = sqlx::query_scalar("PRAGMA mmap_size").fetch_one(c).await.unwrap();
        assert_eq!(mapped.to_string(), MAPPED, "no more is mapped than SQLite was built for");
    }
}
