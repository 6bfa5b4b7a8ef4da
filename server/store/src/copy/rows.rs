//! Rows of any table: read, written and summed up.
use futures::TryStreamExt;
use sha2::{Digest as _, Sha256};
use sqlx::{AssertSqlSafe, Row};
use uuid::Uuid;

use super::catalogue::{Kind, Table};
use super::{ROWS_MAX, VALUES_MAX, sql};
use crate::db::Raw;
use crate::{Conn, Result, StoreError, Tx};

/// How many rows a table has and what they say, in whatever order they come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Digest {
    /// Rows.
    pub rows: u64,
    /// The sum of the rows' SHA-256, as four numbers that wrap around.
    pub sum: [u64; 4],
}

impl std::fmt::Display for Digest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.sum.iter().try_for_each(|part| write!(f, "{part:016x}"))
    }
}

/// One value of a row, or none.
#[derive(Clone, Debug, PartialEq)]
enum Value {
    Integer(Option<i64>),
    Real(Option<f64>),
    Boolean(Option<bool>),
    Text(Option<String>),
    Uuid(Option<Uuid>),
    Bytes(Option<Vec<u8>>),
}

/// The values of an engine's row: both engines' rows have the same methods, but no trait that says so.
macro_rules! values {
    ($row:expr, $table:expr) => {
        $table.columns.iter().enumerate().map(|(i, column)| {
            Ok(match column.kind {
                Kind::Integer => Value::Integer($row.try_get(i)?),
                Kind::Real => Value::Real($row.try_get(i)?),
                Kind::Boolean => Value::Boolean($row.try_get(i)?),
                Kind::Text => Value::Text($row.try_get(i)?),
                Kind::Uuid => Value::Uuid($row.try_get(i)?),
                Kind::Bytes => Value::Bytes($row.try_get(i)?),
            })
        })
    };
}

/// Hands each row of `$table` to `$each`, which may wait.
macro_rules! for_rows {
    ($conn:expr, $table:expr, $values:ident => $each:expr) => {{
        let text = sql::select($table);
        match $conn.raw() {
            Raw::Sqlite(c) => {
                let mut rows = sqlx::query(AssertSqlSafe(text)).fetch(c);
                while let Some(row) = rows.try_next().await? {
                    let $values =
                        values!(row, $table).collect::<std::result::Result<Vec<Value>, sqlx::Error>>()?;
                    $each
                }
            }
            Raw::Postgres(c) => {
                let mut rows = sqlx::query(AssertSqlSafe(text)).fetch(c);
                while let Some(row) = rows.try_next().await? {
                    let $values =
                        values!(row, $table).collect::<std::result::Result<Vec<Value>, sqlx::Error>>()?;
                    $each
                }
            }
        }
    }};
}

/// Binds `$values` and runs `$query`.
macro_rules! insert {
    ($query:expr, $values:expr, $conn:expr) => {{
        let mut query = $query;
        for value in $values {
            query = match value {
                Value::Integer(v) => query.bind(v),
                Value::Real(v) => query.bind(v),
                Value::Boolean(v) => query.bind(v),
                Value::Text(v) => query.bind(v),
                Value::Uuid(v) => query.bind(v),
                Value::Bytes(v) => query.bind(v),
            };
        }
        query.execute($conn).await.map(drop)
    }};
}

/// Copies a table, in batches; what was read.
pub(super) async fn copy(source: &mut Conn, target: &mut Tx, table: &Table) -> Result<Digest> {
    let batch = (VALUES_MAX / table.columns.len().max(1)).clamp(1, ROWS_MAX);
    let (mut digest, mut waiting, mut count) = (Digest::default(), Vec::new(), 0);
    for_rows!(source, table, values => {
        digest.add(&values);
        waiting.extend(values);
        count += 1;
        if count == batch {
            write(target, table, std::mem::take(&mut waiting), std::mem::take(&mut count)).await?;
        }
    });
    if count > 0 {
        write(target, table, waiting, count).await?;
    }
    Ok(digest)
}

/// Counts and sums up a table.
pub(super) async fn digest(conn: &mut Conn, table: &Table) -> Result<Digest> {
    let mut digest = Digest::default();
    for_rows!(conn, table, values => digest.add(&values));
    Ok(digest)
}

/// Runs a built statement without values.
pub(super) async fn run(tx: &mut Tx, text: String) -> Result<()> {
    write_text(tx, text, Vec::new()).await
}

async fn write(tx: &mut Tx, table: &Table, values: Vec<Value>, count: usize) -> Result<()> {
    write_text(tx, sql::insert(table, count), values).await
}

async fn write_text(tx: &mut Tx, text: String, values: Vec<Value>) -> Result<()> {
    match tx.raw() {
        Raw::Sqlite(c) => insert!(sqlx::query(AssertSqlSafe(text)), values, c),
        Raw::Postgres(c) => insert!(sqlx::query(AssertSqlSafe(text)), values, c),
    }
    .map_err(StoreError::of_statement)
}

impl Digest {
    fn add(&mut self, values: &[Value]) {
        let mut hash = Sha256::new();
        for value in values {
            let mut part = |bytes: Option<&[u8]>| {
                // Lengths keep neighbours apart; no value is as long as the mark of an absent one.
                hash.update(bytes.map_or(u64::MAX, |bytes| bytes.len() as u64).to_le_bytes());
                hash.update(bytes.unwrap_or_default());
            };
            match value {
                Value::Integer(v) => part(v.map(i64::to_le_bytes).as_ref().map(<[u8; 8]>::as_slice)),
                Value::Real(v) => part(v.map(f64::to_le_bytes).as_ref().map(<[u8; 8]>::as_slice)),
                Value::Boolean(v) => part(v.map(|v| [u8::from(v)]).as_ref().map(<[u8; 1]>::as_slice)),
                Value::Text(v) => part(v.as_deref().map(str::as_bytes)),
                Value::Uuid(v) => part(v.as_ref().map(|v| v.as_bytes().as_slice())),
                Value::Bytes(v) => part(v.as_deref()),
            }
        }
        self.rows += 1;
        for (sum, part) in self.sum.iter_mut().zip(hash.finalize().chunks_exact(8)) {
            let part: [u8; 8] = part.try_into().unwrap_or_default();
            *sum = sum.wrapping_add(u64::from_le_bytes(part));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Digest, Value};

    fn digest(rows: &[&[Option<&str>]]) -> Digest {
        let mut digest = Digest::default();
        for row in rows {
            let values: Vec<_> = row.iter().map(|v| Value::Text(v.map(str::to_owned))).collect();
            digest.add(&values);
        }
        digest
    }

    #[test]
    fn a_digest_sees_everything_but_the_order_of_rows() {
        let a = digest(&[&[Some("佐"), Some("藤")], &[Some("林"), None]]);
        assert_eq!(a, digest(&[&[Some("林"), None], &[Some("佐"), Some("藤")]]));
        assert_eq!(a.to_string().len(), 64);
        assert_ne!(a, digest(&[&[Some("佐藤"), Some("")], &[Some("林"), None]]));
        assert_ne!(a, digest(&[&[Some("佐"), Some("藤")], &[Some("林"), Some("")]]));
        assert_ne!(a, digest(&[&[Some("佐"), Some("藤")]]));
    }
}
