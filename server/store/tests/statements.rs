//! What the compiler cannot check of SQL: every statement is prepared on both engines, and both schemas are the same.
use std::collections::BTreeSet;
use std::path::Path;

use crate::engines::{self, Engine};
use crate::source::{MACROS, Statement, sources, statements};
use sqlx::{AssertSqlSafe, Executor, Row, SqlSafeStr};
use store::copy;

#[tokio::test]
async fn every_statement_prepares_on_both_engines() {
    let found = statements();
    assert!(found.both.len() > 20, "the visitor finds the statements");
    let (sqlite, postgres) = (engines::sqlite().await, engines::postgres().await);
    let store::Db::Sqlite { write, .. } = &sqlite.db else { unreachable!() };
    let store::Db::Postgres { read: pool, .. } = &postgres.db else { unreachable!() };
    for Statement { sql, .. } in found.both.iter().chain(&found.sqlite) {
        let prepared =
            write.acquire().await.unwrap().prepare(AssertSqlSafe(sql.clone()).into_sql_str()).await;
        assert!(prepared.is_ok(), "SQLite: {:?}\n{sql}", prepared.err());
    }
    for Statement { sql, .. } in found.both.iter().chain(&found.postgres) {
        let prepared = pool.acquire().await.unwrap().prepare(AssertSqlSafe(sql.clone()).into_sql_str()).await;
        assert!(prepared.is_ok(), "PostgreSQL: {:?}\n{sql}", prepared.err());
    }
}

#[test]
fn every_macro_of_statements_is_looked_at() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/sql.rs");
    let code = std::fs::read_to_string(file).unwrap();
    let names = code.lines().filter_map(|line| line.strip_prefix("macro_rules! ")?.strip_suffix(" {"));
    // What the others share.
    let names: BTreeSet<&str> = names.filter(|name| *name != "fetch").collect();
    assert_eq!(names, MACROS.into());
}

/// Rows that come one by one wake whoever waits for each of them: decision 0002.
#[tokio::test]
async fn rows_of_a_search_come_all_at_once_on_sqlite() {
    let (found, engine) = (statements(), engines::sqlite().await);
    let store::Db::Sqlite { read, .. } = &engine.db else { unreachable!() };
    for place in ["directory::search::find", "directory::beside_of"] {
        let mut all = found.both.iter().chain(&found.sqlite);
        let statement = all.find(|statement| statement.place == place).unwrap();
        let plan = AssertSqlSafe(format!("EXPLAIN QUERY PLAN {}", statement.sql)).into_sql_str();
        let steps = sqlx::query(plan).fetch_all(read).await.unwrap();
        let steps: Vec<String> = steps.iter().map(|step| step.get("detail")).collect();
        assert!(steps.iter().any(|step| step == "USE TEMP B-TREE FOR ORDER BY"), "{place}: {steps:?}");
    }
}

/// `store::copy::sql` is the one place that builds statements.
#[tokio::test]
async fn every_built_statement_prepares() {
    let builder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/copy");
    for file in sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src")) {
        let code = std::fs::read_to_string(&file).unwrap();
        let builds = code.contains("AssertSqlSafe") || code.contains("QueryBuilder");
        assert!(!builds || file.starts_with(&builder), "{} builds statements", file.display());
    }
    let (sqlite, postgres) = (engines::sqlite().await, engines::postgres().await);
    let (mut ours, mut theirs) = (sqlite.db.read().await.unwrap(), postgres.db.read().await.unwrap());
    let catalogue = copy::catalogue::read(&mut ours, &mut theirs).await.unwrap();
    let tables = catalogue.tables.iter().flat_map(|t| [copy::sql::select(t), copy::sql::insert(t, 2)]);
    let (tables, keys): (Vec<String>, _) = (tables.collect(), &catalogue.circular);
    assert!(tables.len() > 20 && !keys.is_empty(), "{tables:?} {keys:?}");
    let postgres_only = keys.iter().flat_map(|key| [copy::sql::put_off(key), copy::sql::at_once(key)]);
    let store::Db::Sqlite { write, .. } = &sqlite.db else { unreachable!() };
    let store::Db::Postgres { read: pool, .. } = &postgres.db else { unreachable!() };
    for sql in &tables {
        let prepared =
            write.acquire().await.unwrap().prepare(AssertSqlSafe(sql.clone()).into_sql_str()).await;
        assert!(prepared.is_ok(), "SQLite: {:?}\n{sql}", prepared.err());
    }
    for sql in tables.iter().cloned().chain(postgres_only) {
        let prepared = pool.acquire().await.unwrap().prepare(AssertSqlSafe(sql.clone()).into_sql_str()).await;
        assert!(prepared.is_ok(), "PostgreSQL: {:?}\n{sql}", prepared.err());
    }
}

#[test]
fn migrations_have_the_same_names() {
    let names = |engine: &str| -> BTreeSet<String> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations").join(engine);
        std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect()
    };
    assert_eq!(names("sqlite"), names("postgres"));
}

#[tokio::test]
async fn both_schemas_have_the_same_tables_and_columns() {
    let (sqlite, postgres) = (engines::sqlite().await, engines::postgres().await);
    assert_eq!(columns(&sqlite).await, columns(&postgres).await);
}

/// `table.column` of everything but the engines' own tables.
async fn columns(engine: &Engine) -> BTreeSet<String> {
    let sqlite = "SELECT m.name || '.' || c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c
        WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' AND m.name NOT LIKE '%\\_search%' ESCAPE '\\'";
    let postgres = "SELECT table_name || '.' || column_name FROM information_schema.columns
        WHERE table_schema = 'public' AND table_name NOT LIKE '%\\_search%'";
    let names: Vec<String> = match &engine.db {
        store::Db::Sqlite { write, .. } => {
            sqlx::query(sqlite).fetch_all(write).await.unwrap().iter().map(|row| row.get(0)).collect()
        }
        store::Db::Postgres { read: pool, .. } => {
            sqlx::query(postgres).fetch_all(pool).await.unwrap().iter().map(|row| row.get(0)).collect()
        }
    };
    names.into_iter().filter(|name| !name.starts_with("_sqlx")).collect()
}

/// Markers of activity are set, counted and deleted. The one statement that looks at a marker of somebody in particular asks
/// for the holder of a session, by the hash of its token.
#[test]
fn no_statement_tells_who_was_active() {
    let found = statements();
    let all = found.both.iter().chain(&found.sqlite).chain(&found.postgres).map(|found| &found.sql);
    let about: Vec<&String> = all.filter(|sql| sql.contains("active_month")).collect();
    assert!(about.len() >= 5, "the visitor finds the statements");
    for sql in about {
        let words = sql.split_whitespace().collect::<Vec<_>>().join(" ");
        let is_counted = words.contains("SELECT COUNT(*) FROM active_month") && !words.contains("GROUP BY");
        let names_months_only = words == "SELECT MIN(month) FROM active_month";
        let changes =
            words.starts_with("INSERT INTO active_month") || words.starts_with("DELETE FROM active_month");
        let asks_for_oneself = words.contains("a.member_id IS NOT NULL AS active_this_month")
            && words.contains("WHERE s.token_hash = $1");
        assert!(
            (is_counted || names_months_only || changes || asks_for_oneself) && !words.contains("RETURNING"),
            "{sql}"
        );
    }
}
