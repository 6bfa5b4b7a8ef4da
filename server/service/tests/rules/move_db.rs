//! A network moves to the other engine and back, and nothing changes.
use crate::world::{World, postgres};
use service::directory::DirectoryQuery;
use service::move_db::{MoveError, move_db};
use service::viewer::{Me, Viewer};
use store::Db;
use store::copy::CopyError;
use types::id::{MemberId, SessionId};
use types::lang::Lang;
use types::member::{Person, Theme};
use types::role::Roles;
use types::time::Stamp;
use uuid::Uuid;

async fn sqlite(folder: &tempfile::TempDir, name: &str) -> Db {
    Db::sqlite(&folder.path().join(name)).await.unwrap()
}

fn anybody() -> Viewer {
    let person = Person {
        id: MemberId(Uuid::nil()),
        family: String::new(),
        given: String::new(),
        family_roman: String::new(),
        given_roman: String::new(),
        line: String::new(),
        photo: None,
    };
    let (session, signed_in_at, roles) = (SessionId(Uuid::nil()), Stamp(0), Roles::default());
    Viewer::Member(Box::new(Me { session, signed_in_at, roles, person, lang: Lang::Ja, theme: Theme::Auto }))
}

/// The names found by a search, in their order.
async fn found(world: &World, db: &Db, text: &str) -> Vec<String> {
    let query = DirectoryQuery { q: text.into(), ..DirectoryQuery::default() };
    let page = world.service_on(db.clone()).directory(&anybody(), &query).await.unwrap();
    page.people.into_iter().map(|p| format!("{}{}", p.person.family, p.person.given)).collect()
}

#[tokio::test]
async fn a_network_moves_to_postgresql_and_back() {
    let folder = tempfile::tempdir().unwrap();
    let world = World::empty().await;
    world.service.seed_demo().await.unwrap();
    let home = world.service.db();
    let (there, back) = (postgres::database().await, sqlite(&folder, "back.db").await);

    let went = move_db(home, &there).await.unwrap();
    let came = move_db(&there, &back).await.unwrap();
    assert_eq!(went, came, "the digests of all tables");
    let rows = |table: &str| went.iter().find(|t| t.table == table).unwrap().digest.rows;
    assert_eq!(rows("member"), 120);
    assert!(rows("post") > 10 && rows("tenure") > 100 && rows("media") > 10, "{went:?}");

    for text in ["営業", "高橋", "ken"] {
        let before = found(&world, home, text).await;
        assert!(!before.is_empty(), "{text}");
        assert_eq!(found(&world, &there, text).await, before, "{text} in PostgreSQL");
        assert_eq!(found(&world, &back, text).await, before, "{text} back in SQLite");
    }
    // Keys that waited during the copy are what the migrations made them again, in both: nothing refers to nobody.
    for db in [&there, &back] {
        let mut tx = db.write().await.unwrap();
        let photo = types::id::MediaId(Uuid::from_u128(1));
        let member = store::directory::listed(&mut tx, i64::MIN, 1).await.unwrap()[0].1;
        assert!(store::member::set_photo(&mut tx, member, Some(photo)).await.is_err(), "{}", db.engine());
    }
}

#[tokio::test]
async fn only_an_empty_database_of_the_other_engine_is_filled() {
    let folder = tempfile::tempdir().unwrap();
    let (world, _) = World::started().await;
    let there = postgres::database().await;
    let same = sqlite(&folder, "same.db").await;
    let refused = move_db(world.service.db(), &same).await;
    assert!(matches!(refused, Err(MoveError::Copy(CopyError::SameEngine("SQLite")))), "{refused:?}");
    move_db(world.service.db(), &there).await.unwrap();
    let refused = move_db(world.service.db(), &there).await;
    assert!(matches!(&refused, Err(MoveError::Copy(CopyError::NotEmpty(_)))), "{refused:?}");
}
