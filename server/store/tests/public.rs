//! Contracts of what the office writes for the public pages, on both engines.
use crate::engines;
use store::programme::ProgrammeRow;
use store::story::StoryRow;
use store::{StoreError, programme, story};
use types::id::{ProgrammeId, StoryId};
use types::programme::ProgrammeState;
use types::time::Stamp;
use uuid::Uuid;

fn a_programme(n: u128, slug: &str) -> ProgrammeRow {
    ProgrammeRow {
        id: ProgrammeId(Uuid::from_u128(n)),
        slug: slug.into(),
        state: ProgrammeState::Draft,
        content: "{}".into(),
        changed_at: Stamp(1),
    }
}

fn a_story(n: u128, slug: &str) -> StoryRow {
    let id = StoryId(Uuid::from_u128(n));
    StoryRow { id, slug: slug.into(), words: "{}".into(), public: true, published_at: Stamp(5) }
}

#[tokio::test]
async fn a_programme_is_changed_under_a_slug_of_its_own() {
    for engine in engines::both().await {
        let mut tx = engine.db.write().await.unwrap();
        programme::insert(&mut tx, &a_programme(1, "third")).await.unwrap();
        programme::insert(&mut tx, &a_programme(2, "fourth")).await.unwrap();
        let open =
            ProgrammeRow { state: ProgrammeState::Open, changed_at: Stamp(9), ..a_programme(1, "round-3") };
        programme::update(&mut tx, &open).await.unwrap();
        assert_eq!(programme::by_slug(&mut tx, "third").await.unwrap(), None);
        assert_eq!(programme::by_slug(&mut tx, "round-3").await.unwrap(), Some(open));
        assert_eq!(programme::list(&mut tx, false, 9).await.unwrap().len(), 1);
        assert_eq!(programme::list(&mut tx, true, 9).await.unwrap().len(), 2);
        let taken = programme::update(&mut tx, &a_programme(2, "round-3")).await;
        assert!(matches!(taken, Err(StoreError::Duplicate(_))), "{taken:?}");
    }
}

#[tokio::test]
async fn a_story_is_changed_and_taken_back() {
    for engine in engines::both().await {
        let mut tx = engine.db.write().await.unwrap();
        story::insert(&mut tx, &a_story(1, "sea")).await.unwrap();
        let inside = StoryRow { public: false, published_at: Stamp(7), ..a_story(1, "to-sea") };
        story::update(&mut tx, &inside).await.unwrap();
        assert_eq!(story::by_slug(&mut tx, "to-sea").await.unwrap(), Some(inside.clone()));
        assert!(story::page(&mut tx, false, (Stamp(9), StoryId::LAST), 9).await.unwrap().is_empty());
        story::delete_people(&mut tx, inside.id).await.unwrap();
        story::delete(&mut tx, inside.id).await.unwrap();
        assert_eq!(story::by_slug(&mut tx, "to-sea").await.unwrap(), None);
    }
}
