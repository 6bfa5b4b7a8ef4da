//! Contracts of the names of skills, on both engines.
use crate::engines;
use crate::people::{id, person, with};
use store::skill;
use types::id::{MemberId, SkillId};
use uuid::Uuid;

fn name(n: u128) -> SkillId {
    SkillId(Uuid::from_u128(n))
}

#[tokio::test]
async fn names_are_counted_suggested_and_forgotten() {
    for engine in engines::both().await {
        let mut tx = with(&engine.db, [person(1), person(2), person(3)]).await;
        for n in 1..=3 {
            skill::add(&mut tx, name(n), "rust", "Rust", id(n)).await.unwrap();
        }
        skill::add(&mut tx, name(9), "go", "Go", id(1)).await.unwrap();
        let keys = |rows: Vec<skill::SkillRow>| rows.into_iter().map(|row| row.key).collect::<Vec<_>>();
        let rust = skill::by_key(&mut tx, "rust").await.unwrap().unwrap();
        assert_eq!((rust.id, rust.members), (name(1), skill::SHOWN_FROM), "one row for all");
        assert_eq!(keys(skill::of_member(&mut tx, id(1)).await.unwrap()), ["go", "rust"]);
        assert_eq!(keys(skill::common(&mut tx, 9).await.unwrap()), ["rust"]);
        assert_eq!(keys(skill::page(&mut tx, "", "\u{10ffff}", "", 9).await.unwrap()), ["go", "rust"]);
        assert_eq!(keys(skill::page(&mut tx, "", "\u{10ffff}", "go", 9).await.unwrap()), ["rust"]);
        assert!(skill::page(&mut tx, "r", "r\u{10ffff}", "rust", 9).await.unwrap().is_empty());
        assert_eq!(skill::members(&mut tx, rust.id, id(1), 1).await.unwrap(), [id(2)]);
        skill::remove(&mut tx, rust.id, id(2)).await.unwrap();
        assert!(skill::common(&mut tx, 9).await.unwrap().is_empty());
        skill::remove(&mut tx, name(9), id(1)).await.unwrap();
        assert_eq!(skill::by_id(&mut tx, name(9)).await.unwrap(), None, "nobody tells it any more");
    }
}

#[tokio::test]
async fn what_is_merged_follows_and_comes_back() {
    for engine in engines::both().await {
        let mut tx = with(&engine.db, [person(1)]).await;
        skill::add(&mut tx, name(1), "ml", "ML", id(1)).await.unwrap();
        let ai = skill::make(&mut tx, name(2), "ai", "AI").await.unwrap();
        assert_eq!(skill::make(&mut tx, name(3), "ai", "Ai").await.unwrap(), ai, "made once");
        skill::rename(&mut tx, ai.id, "A.I.").await.unwrap();
        skill::merge(&mut tx, name(1), ai.id).await.unwrap();
        skill::forget(&mut tx, ai.id).await.unwrap();
        assert_eq!(skill::merged_into(&mut tx, ai.id, 9).await.unwrap()[0].id, name(1));
        skill::add(&mut tx, name(4), "ai", "AI", id(1)).await.unwrap();
        let same = [("A.I.".to_owned(), "ML".to_owned())];
        assert_eq!(skill::merged_of(&mut tx, id(1), 9).await.unwrap(), same);
        let top = skill::make(&mut tx, name(5), "jinkouchinou", "人工知能").await.unwrap();
        skill::merge(&mut tx, ai.id, top.id).await.unwrap();
        assert_eq!(skill::merged_into(&mut tx, top.id, 9).await.unwrap().len(), 2, "all of it moves");
        skill::part(&mut tx, name(1)).await.unwrap();
        assert_eq!(skill::by_id(&mut tx, name(1)).await.unwrap().unwrap().into_id, None);
        assert!(skill::members(&mut tx, top.id, MemberId::FIRST, 9).await.unwrap().is_empty());
    }
}
