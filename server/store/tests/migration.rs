//! What becomes of rows that were there before a migration, on both engines.

use crate::people::{id, person, with};
use sqlx::{AssertSqlSafe, Connection, PgConnection, SqliteConnection, raw_sql};
use store::Db;
use store::media::{self, PortraitRow};
use store::name::{self, NameRow};
use store::profile::{self, ProfileRow};
use types::id::MediaId;
use types::name::NameKind;
use types::time::Stamp;
use types::visibility::Visibility;
use uuid::Uuid;

/// A migration, and how the schema was before.
struct Migration {
    sqlite: [&'static str; 2],
    postgres: [&'static str; 2],
    /// Rows as they were.
    held: &'static str,
}

const NAMES: Migration = Migration {
    sqlite: [
        "DROP TABLE name; ALTER TABLE member ADD COLUMN former_family TEXT NOT NULL DEFAULT '';
        ALTER TABLE profile ADD COLUMN former_shown INTEGER NOT NULL DEFAULT 0;",
        include_str!("../migrations/sqlite/0029_name.sql"),
    ],
    postgres: [
        "DROP TABLE name; ALTER TABLE member ADD COLUMN former_family TEXT NOT NULL DEFAULT '';
        ALTER TABLE profile ADD COLUMN former_shown BOOLEAN NOT NULL DEFAULT FALSE;",
        include_str!("../migrations/postgres/0029_name.sql"),
    ],
    // The first two had another family name; the first shows it, the second has no profile, the third had none.
    held: "UPDATE member SET former_family = '大槻' WHERE given IN ('第1', '第2');
        UPDATE profile SET former_shown = (1 = 1);",
};

const PORTRAITS: Migration = Migration {
    sqlite: [
        "DROP INDEX media_portrait; ALTER TABLE media DROP COLUMN reach;",
        include_str!("../migrations/sqlite/0041_portrait_reach.sql"),
    ],
    postgres: [
        "DROP INDEX media_portrait; ALTER TABLE media DROP COLUMN reach;",
        include_str!("../migrations/postgres/0041_portrait_reach.sql"),
    ],
    // The first was stored twice, the second time under the id of the fourth member.
    held: "INSERT INTO media (id, owner_id, kind, mime, name, bytes, width, height, public, created_at)
        SELECT id, id, CASE WHEN given = '第1' THEN 'portrait' ELSE 'picture' END, 'image/webp', '', 1, 1, 1, 1 = 0, 1 FROM member WHERE given <> '第4';
        UPDATE member SET photo_id = id WHERE given = '第1';
        INSERT INTO media (id, owner_id, kind, mime, name, bytes, width, height, public, created_at)
        SELECT other.id, m.id, 'portrait', 'image/webp', '', 1, 1, 1, 1 = 0, 1 FROM member m JOIN member other ON other.given = '第4' WHERE m.given = '第1';",
};

async fn fill(db: &Db) {
    db.migrate().await.unwrap();
    let mut tx = with(db, [person(1), person(2), person(3), person(4)]).await;
    for n in [1, 3] {
        profile::put(&mut tx, &ProfileRow::blank(id(n), Stamp(1))).await.unwrap();
    }
    tx.commit().await.unwrap();
}

/// The database after the migration; and what is to be kept while it is looked at.
async fn sqlite(migration: &Migration) -> (Db, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("test.db");
    fill(&Db::sqlite(&path).await.unwrap()).await;
    let mut conn = SqliteConnection::connect(path.to_str().unwrap()).await.unwrap();
    let [before, sql] = migration.sqlite;
    for sql in [before, migration.held, sql] {
        raw_sql(sql).execute(&mut conn).await.unwrap();
    }
    conn.close().await.unwrap();
    (Db::sqlite(&path).await.unwrap(), folder)
}

/// The same on PostgreSQL, in a database of this name.
async fn postgres(migration: &Migration, name: &str) -> Db {
    let url = std::env::var("TEST_POSTGRES_URL")
        .expect("TEST_POSTGRES_URL: run `cargo xtask test store`, which starts a PostgreSQL");
    let name = format!("{name}{}", std::process::id());
    let mut admin = PgConnection::connect(&url).await.unwrap();
    raw_sql(AssertSqlSafe(format!("CREATE DATABASE {name}"))).execute(&mut admin).await.unwrap();
    let url = format!("{}/{name}", url.rsplit_once('/').unwrap().0);
    fill(&Db::postgres(&url).await.unwrap()).await;
    let mut conn = PgConnection::connect(&url).await.unwrap();
    let [before, sql] = migration.postgres;
    for sql in [before, migration.held, sql] {
        raw_sql(sql).execute(&mut conn).await.unwrap();
    }
    Db::postgres(&url).await.unwrap()
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

async fn portraits_reach_members(db: &Db) {
    let mut conn = db.read().await.unwrap();
    let kept = PortraitRow { id: MediaId(Uuid::from_u128(1)), reach: Visibility::Members };
    assert_eq!(media::portrait(&mut conn, id(1)).await.unwrap(), Some(kept));
    assert_eq!(media::portrait(&mut conn, id(2)).await.unwrap(), None);
    let picture = media::by_id(&mut conn, MediaId(Uuid::from_u128(2))).await.unwrap().unwrap();
    assert_eq!(picture.reach, None);
}

#[tokio::test]
async fn former_names_are_kept_as_they_were_shown() {
    let (db, _folder) = sqlite(&NAMES).await;
    names_are_kept(&db).await;
    names_are_kept(&postgres(&NAMES, "n").await).await;
}

#[tokio::test]
async fn portraits_reach_whom_they_reached() {
    let (db, _folder) = sqlite(&PORTRAITS).await;
    portraits_reach_members(&db).await;
    portraits_reach_members(&postgres(&PORTRAITS, "p").await).await;
}
