//! Contracts of saved searches, on both engines.
use crate::engines;
use crate::people::{id, person, with};
use store::StoreError;
use store::erasure::account;
use store::saved_search::{self, SavedSearchRow};
use types::id::SavedSearchId;
use types::time::Stamp;
use uuid::Uuid;

/// Search `n` of member `of`.
fn search(n: u128, of: u128, query: &str) -> SavedSearchRow {
    SavedSearchRow {
        id: SavedSearchId(Uuid::from_u128(n)),
        member_id: id(of),
        name: format!("第{n}"),
        query: query.to_owned(),
        created_at: Stamp(10),
    }
}

#[tokio::test]
async fn searches_are_their_members_own() {
    for engine in engines::both().await {
        let mut tx = with(&engine.db, [person(1), person(2)]).await;
        let (one, two, other) = (search(1, 1, "q=a"), search(2, 1, "q=b"), search(3, 2, "q=a"));
        for row in [&two, &one, &other] {
            saved_search::insert(&mut tx, row).await.unwrap();
        }
        assert_eq!(saved_search::of_member(&mut tx, id(1), 9).await.unwrap(), [one.clone(), two.clone()]);
        assert_eq!(saved_search::of_member(&mut tx, id(1), 1).await.unwrap(), std::slice::from_ref(&one));

        assert!(!saved_search::rename(&mut tx, id(2), one.id, "x").await.unwrap(), "not somebody else's");
        assert!(saved_search::rename(&mut tx, id(1), one.id, "沢").await.unwrap());
        saved_search::delete(&mut tx, id(2), one.id).await.unwrap();
        let renamed = SavedSearchRow { name: "沢".into(), ..one.clone() };
        assert_eq!(saved_search::by_id(&mut tx, id(1), one.id).await.unwrap(), Some(renamed));
        assert_eq!(saved_search::by_id(&mut tx, id(2), one.id).await.unwrap(), None);

        saved_search::delete(&mut tx, id(1), one.id).await.unwrap();
        assert_eq!(saved_search::of_member(&mut tx, id(1), 9).await.unwrap(), [two]);
        account::delete_rest(&mut tx, id(1)).await.unwrap();
        assert_eq!(saved_search::of_member(&mut tx, id(1), 9).await.unwrap(), []);
        assert_eq!(saved_search::of_member(&mut tx, id(2), 9).await.unwrap(), [other]);
    }
}

#[tokio::test]
async fn the_same_conditions_are_kept_once() {
    for engine in engines::both().await {
        let mut tx = with(&engine.db, [person(1)]).await;
        saved_search::insert(&mut tx, &search(1, 1, "q=a")).await.unwrap();
        let again = saved_search::insert(&mut tx, &search(2, 1, "q=a")).await;
        assert!(matches!(again, Err(StoreError::Duplicate(_))));
    }
}
