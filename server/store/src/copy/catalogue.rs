//! Tables, columns and foreign keys, as the migrated schemas of both engines say.
use std::collections::{BTreeMap, BTreeSet};

use super::CopyError;
use crate::sql::rows_by_engine;
use crate::{Conn, Result};

/// What a column holds in both engines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A whole number.
    Integer,
    /// A number with a fraction.
    Real,
    /// True or false: 1 or 0 in SQLite.
    Boolean,
    /// Text.
    Text,
    /// An id: 16 bytes in SQLite.
    Uuid,
    /// Bytes.
    Bytes,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub kind: Kind,
}

/// A table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Its name.
    pub name: String,
    /// Its columns, by name.
    pub columns: Vec<Column>,
}

/// A foreign key.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, sqlx::FromRow)]
pub struct ForeignKey {
    /// The table that refers.
    pub child: String,
    /// The table referred to.
    pub parent: String,
    /// The constraint; SQLite gives it no name.
    pub name: String,
}

/// All that is copied, and all that is not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Catalogue {
    /// Tables, those referred to before those that refer.
    pub tables: Vec<Table>,
    /// Foreign keys that point at the table itself or at a later one.
    pub circular: Vec<ForeignKey>,
    /// Search indexes: virtual tables in SQLite. What an engine keeps for one alone begins with its name.
    pub indexes: Vec<String>,
}

#[derive(sqlx::FromRow)]
struct ColumnRow {
    table_name: String,
    column_name: String,
    declared: String,
    is_index: bool,
}

/// Reads what both databases have.
///
/// # Errors
/// [`CopyError::Schema`] when they do not have the same.
pub async fn read(sqlite: &mut Conn, postgres: &mut Conn) -> std::result::Result<Catalogue, CopyError> {
    let (indexes, ours) = by_table(columns(sqlite).await?);
    let (_, theirs) = by_table(columns(postgres).await?);
    let mut tables = Vec::new();
    for (name, columns) in &ours {
        let theirs = theirs.get(name).ok_or_else(|| misfit(name, "is missing in PostgreSQL"))?;
        tables.push(Table { name: name.clone(), columns: merged(name, columns, theirs)? });
    }
    let is_of_index = |name: &str| {
        indexes.iter().any(|index| {
            name.strip_prefix(index).is_some_and(|rest| rest.is_empty() || rest.starts_with('_'))
        })
    };
    if let Some(extra) = theirs.keys().find(|name| !ours.contains_key(*name) && !is_of_index(name)) {
        return Err(misfit(extra, "is missing in SQLite"));
    }
    let keys = foreign_keys(postgres).await?;
    let tables = in_order(tables, &keys);
    let place = |name: &str| tables.iter().position(|table| table.name == name);
    let circular = keys.into_iter().filter(|key| place(&key.parent) >= place(&key.child)).collect();
    Ok(Catalogue { tables, circular, indexes: indexes.into_iter().collect() })
}

async fn columns(conn: &mut Conn) -> Result<Vec<ColumnRow>> {
    rows_by_engine!(
        conn,
        ColumnRow,
        sqlite: "SELECT t.name AS table_name, c.name AS column_name, c.type AS declared, t.type = 'virtual' AS is_index
            FROM pragma_table_list t JOIN pragma_table_info(t.name) c
            WHERE t.schema = 'main' AND t.type IN ('table', 'virtual') AND substr(t.name, 1, 7) <> 'sqlite_'
                AND substr(t.name, 1, 5) <> '_sqlx'",
        postgres: "SELECT CAST(t.table_name AS TEXT) AS table_name, CAST(c.column_name AS TEXT) AS column_name,
                CAST(c.data_type AS TEXT) AS declared, FALSE AS is_index
            FROM information_schema.tables t
            JOIN information_schema.columns c ON c.table_schema = t.table_schema AND c.table_name = t.table_name
            WHERE t.table_schema = current_schema() AND t.table_type = 'BASE TABLE' AND substr(t.table_name, 1, 5) <> '_sqlx'",
    )
}

async fn foreign_keys(conn: &mut Conn) -> Result<Vec<ForeignKey>> {
    rows_by_engine!(
        conn,
        ForeignKey,
        sqlite: "SELECT t.name AS child, k.\"table\" AS parent, '' AS name
            FROM pragma_table_list t JOIN pragma_foreign_key_list(t.name) k WHERE t.schema = 'main' AND t.type = 'table'",
        postgres: "SELECT CAST(c.relname AS TEXT) AS child, CAST(p.relname AS TEXT) AS parent, CAST(k.conname AS TEXT) AS name
            FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_class p ON p.oid = k.confrelid
            JOIN pg_namespace n ON n.oid = k.connamespace WHERE k.contype = 'f' AND n.nspname = current_schema()",
    )
}

type Columns = BTreeMap<String, String>;

/// Names of the indexes, and the declared types of the columns of each table.
fn by_table(rows: Vec<ColumnRow>) -> (BTreeSet<String>, BTreeMap<String, Columns>) {
    let (mut indexes, mut tables) = (BTreeSet::new(), BTreeMap::<String, Columns>::new());
    for row in rows {
        if row.is_index {
            indexes.insert(row.table_name);
        } else {
            tables.entry(row.table_name).or_default().insert(row.column_name, row.declared);
        }
    }
    (indexes, tables)
}

fn merged(table: &str, sqlite: &Columns, postgres: &Columns) -> std::result::Result<Vec<Column>, CopyError> {
    if !sqlite.keys().eq(postgres.keys()) {
        return Err(misfit(table, "has other columns in SQLite than in PostgreSQL"));
    }
    let column = |((name, ours), theirs): ((&String, &String), &String)| {
        let kind = match (ours.as_str(), theirs.as_str()) {
            ("INTEGER", "bigint") => Kind::Integer,
            ("INTEGER", "boolean") => Kind::Boolean,
            ("REAL", "double precision") => Kind::Real,
            ("TEXT", "text") => Kind::Text,
            ("BLOB", "uuid") => Kind::Uuid,
            ("BLOB", "bytea") => Kind::Bytes,
            _ => return Err(misfit(table, &format!("has {name}: {ours} in SQLite, {theirs} in PostgreSQL"))),
        };
        Ok(Column { name: name.clone(), kind })
    };
    sqlite.iter().zip(postgres.values()).map(column).collect()
}

fn misfit(table: &str, what: &str) -> CopyError {
    CopyError::Schema(format!("the table {table} {what}"))
}

/// Those referred to first; where tables refer to each other in a circle, by name.
fn in_order(mut waiting: Vec<Table>, keys: &[ForeignKey]) -> Vec<Table> {
    let mut done: Vec<Table> = Vec::new();
    while !waiting.is_empty() {
        let is_free = |table: &Table| {
            let mut parents = keys.iter().filter(|k| k.child == table.name && k.parent != k.child);
            parents.all(|key| done.iter().any(|table| table.name == key.parent))
        };
        let next = waiting.iter().position(is_free).unwrap_or(0);
        done.push(waiting.remove(next));
    }
    done
}
