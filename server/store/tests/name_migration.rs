//! What becomes of former names that were there before names had levels, on both engines.
mod people;

use people::{id, person, with};
use sqlx::{AssertSqlSafe, Connection, PgConnection, SqliteConnection, raw_sql};
use store::Db;
use store::name::{self, NameRow};
use store::profile::{self, ProfileRow};
use types::name::NameKind;
use types::time::Stamp;
use types::visibility::Visibility;

const SQLITE: &str = include_str!("../migrations/sqlite/0029_name.sql");
const POSTGRES: &str = include_str!("../migrations/postgres/0029_name.sql");
/// What the migration takes away, as it was.
const SQLITE_BEFORE: &str =
    "DROP TABLE name; ALTER TABLE member ADD COLUMN former_family TEXT NOT NULL DEFAULT '';
    ALTER TABLE profile ADD COLUMN former_shown INTEGER NOT NULL DEFAULT 0;";
const POSTGRES_BEFORE: &str =
    "DROP TABLE name; ALTER TABLE member ADD COLUMN former_family TEXT NOT NULL DEFAULT '';
    ALTER TABLE profile ADD COLUMN former_shown BOOLEAN NOT NULL DEFAULT FALSE;";
/// The first two had another family name; the first shows it, the second has no profile, the third had none.
const HELD: &str = "UPDATE member SET former_family = '大槻' WHERE given IN ('第1', '第2');
    UPDATE profile SET former_shown = (1 = 1);";

async fn fill(db: &Db) {
    db.migrate().await.unwrap();
    let mut tx = with(db, [person(1), person(2), person(3)]).await;
    for n in [1, 3] {
        profile::put(&mut tx, &ProfileRow::blank(id(n), Stamp(1))).await.unwrap();
    }
    tx.commit().await.unwrap();
}

async fn names_are_kept(db: &Db) {
    let mut conn = db.read().await.unwrap();
    let kept = |n, reach| NameRow {
        member_id: id(n),
        kind: NameKind::Former,
        no: 0,
        family: "大槻".into(),
        given: String::new(),
        reading: String::new(),
        until_year: None,
        reach,
        searchable: true,
    };
    assert_eq!(name::of_member(&mut conn, id(1)).await.unwrap(), [kept(1, Visibility::Members)]);
    assert_eq!(name::of_member(&mut conn, id(2)).await.unwrap(), [kept(2, Visibility::Nobody)]);
    assert_eq!(name::of_member(&mut conn, id(3)).await.unwrap(), []);
}

#[tokio::test]
async fn sqlite_keeps_former_names_as_they_were_shown() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("test.db");
    fill(&Db::sqlite(&path).await.unwrap()).await;
    let mut conn = SqliteConnection::connect(path.to_str().unwrap()).await.unwrap();
    for sql in [SQLITE_BEFORE, HELD, SQLITE] {
        raw_sql(sql).execute(&mut conn).await.unwrap();
    }
    conn.close().await.unwrap();
    names_are_kept(&Db::sqlite(&path).await.unwrap()).await;
}

#[tokio::test]
async fn postgres_keeps_former_names_as_they_were_shown() {
    let url = std::env::var("TEST_POSTGRES_URL")
        .expect("TEST_POSTGRES_URL: run `cargo xtask test store`, which starts a PostgreSQL");
    let name = format!("n{}", std::process::id());
    let mut admin = PgConnection::connect(&url).await.unwrap();
    raw_sql(AssertSqlSafe(format!("CREATE DATABASE {name}"))).execute(&mut admin).await.unwrap();
    let url = format!("{}/{name}", url.rsplit_once('/').unwrap().0);
    fill(&Db::postgres(&url).await.unwrap()).await;
    let mut conn = PgConnection::connect(&url).await.unwrap();
    for sql in [POSTGRES_BEFORE, HELD, POSTGRES] {
        raw_sql(sql).execute(&mut conn).await.unwrap();
    }
    names_are_kept(&Db::postgres(&url).await.unwrap()).await;
}
