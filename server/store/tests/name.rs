//! Contracts of names, on both engines.
mod engines;
mod people;

use people::{id, person, with};
use store::StoreError;
use store::directory::{self, AT_ONCE, Entry};
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

#[tokio::test]
async fn beside_cards_stand_names_that_every_member_sees() {
    for engine in engines::both().await {
        let mut tx = with(&engine.db, [person(1), person(2), person(3)]).await;
        let text = String::new;
        for n in 1..=3 {
            let entry = Entry {
                no: n,
                member: id(n.unsigned_abs().into()),
                industry: text(),
                region: text(),
                area: text(),
                tenures_seen: false,
                words: text(),
                skills: text(),
                stays: Vec::new(),
            };
            directory::insert(&mut tx, &entry, &[]).await.unwrap();
        }
        let shown = [
            named(1, NameKind::Display, 0, Visibility::Public),
            named(1, NameKind::Former, 1, Visibility::Members),
            named(2, NameKind::Former, 0, Visibility::Public),
        ];
        let kept = [
            named(1, NameKind::Former, 0, Visibility::Connections),
            named(1, NameKind::Kanji, 0, Visibility::Members),
            named(2, NameKind::Former, 2, Visibility::Office),
            named(2, NameKind::Former, 3, Visibility::Nobody),
            named(3, NameKind::Display, 0, Visibility::Public),
        ];
        for row in shown.iter().chain(&kept) {
            name::insert(&mut tx, row).await.unwrap();
        }
        let mut numbers = [i64::MIN; AT_ONCE];
        numbers[..2].copy_from_slice(&[1, 2]);
        assert_eq!(name::shown_of(&mut tx, &numbers).await.unwrap(), shown);
    }
}
