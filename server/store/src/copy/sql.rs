//! The one builder of statements: everywhere else a statement is a literal in the source.
//!
//! Names come from the catalogues of the databases themselves, never from anybody's input, and stand in quotes. The test
//! `every_built_statement_prepares` prepares what is built here, and finds no `AssertSqlSafe` outside this folder.
use super::catalogue::{ForeignKey, Table};

/// All rows of a table, in no order.
#[must_use]
pub fn select(table: &Table) -> String {
    format!("SELECT {} FROM {}", columns(table), quoted(&table.name))
}

/// Adds `count` rows.
#[must_use]
pub fn insert(table: &Table, count: usize) -> String {
    let width = table.columns.len();
    let row = |row: usize| {
        let values: Vec<String> = (1..=width).map(|column| format!("${}", row * width + column)).collect();
        format!("({})", values.join(", "))
    };
    let rows: Vec<String> = (0..count).map(row).collect();
    format!("INSERT INTO {} ({}) VALUES {}", quoted(&table.name), columns(table), rows.join(", "))
}

/// PostgreSQL: the key is checked when the transaction says so.
#[must_use]
pub fn put_off(key: &ForeignKey) -> String {
    altered(key, "DEFERRABLE INITIALLY DEFERRED")
}

/// PostgreSQL: the key is checked with every row again, as the migrations made it.
#[must_use]
pub fn at_once(key: &ForeignKey) -> String {
    altered(key, "NOT DEFERRABLE")
}

fn altered(key: &ForeignKey, how: &str) -> String {
    format!("ALTER TABLE {} ALTER CONSTRAINT {} {how}", quoted(&key.child), quoted(&key.name))
}

fn columns(table: &Table) -> String {
    table.columns.iter().map(|column| quoted(&column.name)).collect::<Vec<_>>().join(", ")
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}
