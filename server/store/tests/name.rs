//! Contracts of names, on both engines.
use crate::engines;
use crate::people::{id, person, with};
use store::StoreError;
use store::erasure::account;
use store::name::{self, NameRow};
use types::name::NameKind;
use types::visibility::Visibility;

fn named(n: u128, kind: NameKind, no: i64, reach: Visibility) -> NameRow {
    NameRow {
        member_id: id(n),
        kind,
        no,
        family: format!("{kind}{no}"),
        given: "花".into(),
        reading: "ハナ".into(),
        until_year: (no > 0).then_some(2009),
        reach,
        searchable: no == 0,
    }
}

#[tokio::test]
async fn names_are_kept_in_order_and_forgotten() {
    for engine in engines::both().await {
        let mut tx = with(&engine.db, [person(1), person(2)]).await;
        let former = |no| named(1, NameKind::Former, no, Visibility::Nobody);
        let kanji = named(1, NameKind::Kanji, 0, Visibility::Connections);
        let other = named(2, NameKind::Display, 0, Visibility::Public);
        for row in [&former(1), &kanji, &former(0), &other] {
            name::insert(&mut tx, row).await.unwrap();
        }
        assert_eq!(name::of_member(&mut tx, id(1)).await.unwrap(), [former(0), former(1), kanji]);
        name::clear(&mut tx, id(1)).await.unwrap();
        assert_eq!(name::of_member(&mut tx, id(1)).await.unwrap(), []);
        assert_eq!(name::of_member(&mut tx, id(2)).await.unwrap(), [other]);
        account::delete_rest(&mut tx, id(2)).await.unwrap();
        assert_eq!(name::of_member(&mut tx, id(2)).await.unwrap(), []);
    }
}

#[tokio::test]
async fn a_name_has_a_number_of_its_own() {
    for engine in engines::both().await {
        let mut tx = with(&engine.db, [person(1)]).await;
        let row = named(1, NameKind::Former, 0, Visibility::Nobody);
        name::insert(&mut tx, &row).await.unwrap();
        let again = name::insert(&mut tx, &row).await;
        assert!(matches!(again, Err(StoreError::Duplicate(_))), "{again:?}");
    }
}
