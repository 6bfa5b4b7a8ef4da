//! One SQL text, two engines: each macro expands a statement to an arm for either.
//!
//! Shape of all: `macro!(connection, "SQL with $1, $2", argument, argument)`. The text must be a literal of the first
//! argument position after the connection: the test `every_statement_prepares` reads it from the source.

/// Runs a statement; the number of rows it touched.
macro_rules! execute {
    ($conn:expr, $sql:literal $(, $arg:expr)* $(,)?) => {
        match $conn.raw() {
            $crate::db::Raw::Sqlite(c) => sqlx::query::<sqlx::Sqlite>($sql)$(.bind($arg))*.execute(c).await.map(|r| r.rows_affected()),
            $crate::db::Raw::Postgres(c) => sqlx::query::<sqlx::Postgres>($sql)$(.bind($arg))*.execute(c).await.map(|r| r.rows_affected()),
        }
        .map_err($crate::StoreError::of_statement)
    };
}

/// All rows as `$row: FromRow`.
macro_rules! rows {
    ($conn:expr, $row:ty, $sql:literal $(, $arg:expr)* $(,)?) => {
        $crate::sql::fetch!($conn, query_as, fetch_all, $row, $sql $(, $arg)*)
    };
}

/// The one row there must be.
macro_rules! row {
    ($conn:expr, $row:ty, $sql:literal $(, $arg:expr)* $(,)?) => {
        $crate::sql::fetch!($conn, query_as, fetch_one, $row, $sql $(, $arg)*)
    };
}

/// The row, if any.
macro_rules! maybe_row {
    ($conn:expr, $row:ty, $sql:literal $(, $arg:expr)* $(,)?) => {
        $crate::sql::fetch!($conn, query_as, fetch_optional, $row, $sql $(, $arg)*)
    };
}

/// The first column of the one row there must be.
macro_rules! value {
    ($conn:expr, $value:ty, $sql:literal $(, $arg:expr)* $(,)?) => {
        $crate::sql::fetch!($conn, query_scalar, fetch_one, $value, $sql $(, $arg)*)
    };
}

/// The first column of the row, if any.
macro_rules! maybe_value {
    ($conn:expr, $value:ty, $sql:literal $(, $arg:expr)* $(,)?) => {
        $crate::sql::fetch!($conn, query_scalar, fetch_optional, $value, $sql $(, $arg)*)
    };
}

/// The first column of every row.
macro_rules! values {
    ($conn:expr, $value:ty, $sql:literal $(, $arg:expr)* $(,)?) => {
        $crate::sql::fetch!($conn, query_scalar, fetch_all, $value, $sql $(, $arg)*)
    };
}

/// The row, if any, by a statement that the engines spell differently.
macro_rules! maybe_row_by_engine {
    ($conn:expr, $row:ty, sqlite: $sqlite:literal, postgres: $postgres:literal $(, $arg:expr)* $(,)?) => {
        match $conn.raw() {
            $crate::db::Raw::Sqlite(c) => sqlx::query_as::<sqlx::Sqlite, $row>($sqlite)$(.bind($arg))*.fetch_optional(c).await,
            $crate::db::Raw::Postgres(c) => sqlx::query_as::<sqlx::Postgres, $row>($postgres)$(.bind($arg))*.fetch_optional(c).await,
        }
        .map_err($crate::StoreError::of_statement)
    };
}

/// All rows by a statement that the engines spell differently.
macro_rules! rows_by_engine {
    ($conn:expr, $row:ty, sqlite: $sqlite:literal, postgres: $postgres:literal $(, $arg:expr)* $(,)?) => {
        match $conn.raw() {
            $crate::db::Raw::Sqlite(c) => sqlx::query_as::<sqlx::Sqlite, $row>($sqlite)$(.bind($arg))*.fetch_all(c).await,
            $crate::db::Raw::Postgres(c) => sqlx::query_as::<sqlx::Postgres, $row>($postgres)$(.bind($arg))*.fetch_all(c).await,
        }
        .map_err($crate::StoreError::of_statement)
    };
}

/// The first column of every row by a statement that the engines spell differently.
macro_rules! values_by_engine {
    ($conn:expr, $value:ty, sqlite: $sqlite:literal, postgres: $postgres:literal $(, $arg:expr)* $(,)?) => {
        match $conn.raw() {
            $crate::db::Raw::Sqlite(c) => sqlx::query_scalar::<sqlx::Sqlite, $value>($sqlite)$(.bind($arg))*.fetch_all(c).await,
            $crate::db::Raw::Postgres(c) => sqlx::query_scalar::<sqlx::Postgres, $value>($postgres)$(.bind($arg))*.fetch_all(c).await,
        }
        .map_err($crate::StoreError::of_statement)
    };
}

/// Runs a statement that the engines spell differently.
macro_rules! execute_by_engine {
    ($conn:expr, sqlite: $sqlite:literal, postgres: $postgres:literal $(, $arg:expr)* $(,)?) => {
        match $conn.raw() {
            $crate::db::Raw::Sqlite(c) => sqlx::query::<sqlx::Sqlite>($sqlite)$(.bind($arg))*.execute(c).await.map(|r| r.rows_affected()),
            $crate::db::Raw::Postgres(c) => sqlx::query::<sqlx::Postgres>($postgres)$(.bind($arg))*.execute(c).await.map(|r| r.rows_affected()),
        }
        .map_err($crate::StoreError::of_statement)
    };
}

/// What the reading macros share.
macro_rules! fetch {
    ($conn:expr, $query:ident, $fetch:ident, $out:ty, $sql:literal $(, $arg:expr)*) => {
        match $conn.raw() {
            $crate::db::Raw::Sqlite(c) => sqlx::$query::<sqlx::Sqlite, $out>($sql)$(.bind($arg))*.$fetch(c).await,
            $crate::db::Raw::Postgres(c) => sqlx::$query::<sqlx::Postgres, $out>($sql)$(.bind($arg))*.$fetch(c).await,
        }
        .map_err($crate::StoreError::of_statement)
    };
}

pub(crate) use {
    execute, execute_by_engine, fetch, maybe_row, maybe_row_by_engine, maybe_value, row, rows,
    rows_by_engine, value, values, values_by_engine,
};
