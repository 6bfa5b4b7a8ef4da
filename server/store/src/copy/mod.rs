//! A whole database in the other engine: what `enishi move-db` does.
//!
//! Which tables and columns there are is read from the two migrated schemas ([`catalogue`]), so a new migration needs nothing
//! here. Search indexes are not copied: the engines keep them differently, and whoever calls makes them anew from the rows.
pub mod catalogue;
mod rows;
pub mod sql;

use crate::sql::execute_by_engine;
use crate::{StoreError, Tx};

pub use catalogue::{Catalogue, Column, Kind, Table};
pub use rows::Digest;

/// Values of one INSERT: SQLite takes 32,766.
const VALUES_MAX: usize = 8_000;
/// Rows of one INSERT: texts may be long.
const ROWS_MAX: usize = 500;

/// Why nothing was copied.
#[derive(Debug, thiserror::Error)]
pub enum CopyError {
    /// A statement failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Both databases are of one engine.
    #[error("both databases are {0}; copy a {0} database with its own tools")]
    SameEngine(&'static str),
    /// The schemas differ, or hold what cannot be copied.
    #[error("the schemas of the engines do not fit: {0}")]
    Schema(String),
    /// There is something in the target already.
    #[error("the target is not empty: the table {0} has rows; choose an empty database")]
    NotEmpty(String),
    /// What came out is not what went in.
    #[error("the copy of the table {table} differs ({went} rows went in, {came} came out); nothing was kept")]
    Differs {
        /// Which table.
        table: String,
        /// Rows read from the source.
        went: u64,
        /// Rows read from the target.
        came: u64,
    },
}

/// A table that was copied and compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copied {
    /// Its name.
    pub table: String,
    /// Rows and what they say, the same in both databases.
    pub digest: Digest,
}

/// What was copied, and what whoever called has to make anew before the commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copy {
    /// Tables, in the order of their foreign keys.
    pub tables: Vec<Copied>,
    /// Search indexes, which are empty.
    pub indexes: Vec<String>,
}

/// Copies every row of `source` into the empty `target`, then reads them back and compares. Nothing is committed here.
///
/// # Errors
/// See [`CopyError`]; dropping `target` then leaves no trace.
pub async fn copy(source: &mut Tx, target: &mut Tx) -> Result<Copy, CopyError> {
    // One moment of the source for all tables: nobody else writes as long as its transaction is open.
    let catalogue = match (source.is_postgres(), target.is_postgres()) {
        (false, true) => catalogue::read(source, target).await?,
        (true, false) => catalogue::read(target, source).await?,
        (is_postgres, _) => {
            return Err(CopyError::SameEngine(if is_postgres { "PostgreSQL" } else { "SQLite" }));
        }
    };
    for table in &catalogue.tables {
        if rows::digest(target, table).await?.rows > 0 {
            return Err(CopyError::NotEmpty(table.name.clone()));
        }
    }
    put_off(target, &catalogue).await?;
    let mut went = Vec::new();
    for table in &catalogue.tables {
        went.push(rows::copy(source, target, table).await?);
    }
    check_now(target, &catalogue).await?;
    // Until then PostgreSQL plans as if nothing had come.
    execute_by_engine!(target, sqlite: "SELECT 1", postgres: "ANALYZE")?;
    let mut tables = Vec::new();
    for (table, went) in catalogue.tables.iter().zip(went) {
        let came = rows::digest(target, table).await?;
        if came != went {
            return Err(CopyError::Differs { table: table.name.clone(), went: went.rows, came: came.rows });
        }
        tables.push(Copied { table: table.name.clone(), digest: came });
    }
    Ok(Copy { tables, indexes: catalogue.indexes })
}

/// Foreign keys that no order of tables satisfies (to the table itself, in a circle) wait until all rows are there.
async fn put_off(target: &mut Tx, catalogue: &Catalogue) -> Result<(), StoreError> {
    if !target.is_postgres() {
        execute_by_engine!(target, sqlite: "PRAGMA defer_foreign_keys = ON", postgres: "SELECT 1")?;
        return Ok(());
    }
    for key in &catalogue.circular {
        rows::run(target, sql::put_off(key)).await?;
    }
    Ok(())
}

/// Checks the keys that waited. On SQLite the commit does.
async fn check_now(target: &mut Tx, catalogue: &Catalogue) -> Result<(), StoreError> {
    if target.is_postgres() {
        execute_by_engine!(target, sqlite: "SELECT 1", postgres: "SET CONSTRAINTS ALL IMMEDIATE")?;
        for key in &catalogue.circular {
            rows::run(target, sql::at_once(key)).await?;
        }
    }
    Ok(())
}
