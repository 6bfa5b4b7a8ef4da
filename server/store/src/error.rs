//! What can go wrong between a statement and its rows.

/// A statement or connection that failed.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The row would stand twice where it may stand once.
    #[error("the row is there already")]
    Duplicate(#[source] sqlx::Error),
    /// Anything else: the engine is away, the disk is full, a row cannot be read.
    #[error("the database failed")]
    Database(#[from] sqlx::Error),
    /// Somebody was reading what had to be written anew.
    #[error("the database is being read")]
    Busy,
    /// The schema could not be brought up to date.
    #[error("the database could not be migrated")]
    Migration(#[from] sqlx::migrate::MigrateError),
}

/// Result of a store function.
pub type Result<T> = std::result::Result<T, StoreError>;

impl StoreError {
    /// Sorts a failure of one statement.
    #[must_use]
    pub fn of_statement(error: sqlx::Error) -> Self {
        match error.as_database_error() {
            Some(e) if e.is_unique_violation() => Self::Duplicate(error),
            _ => Self::Database(error),
        }
    }
}
