//! Contracts of work since the company and of answers to prompts, on both engines.
use crate::engines;
use crate::people::{id, person, with};
use store::career::{self, CareerRow};
use store::erasure::account;
use store::profile::{self, ProfileRow};
use store::prompt::{self, PromptRow};
use types::id::CareerId;
use types::prompt::PromptKind;
use types::time::Stamp;
use uuid::Uuid;

/// Row `n` of a member.
fn row(n: u128, member: u128, company: &str) -> CareerRow {
    CareerRow {
        id: CareerId(Uuid::from_u128(n)),
        member_id: id(member),
        company: company.into(),
        title: String::new(),
        from_year: Some(2019),
        from_month: Some(4),
        to_year: None,
        to_month: None,
    }
}

#[tokio::test]
async fn rows_come_in_their_order_and_belong_to_their_member() {
    for engine in engines::both().await {
        let mut tx = with(&engine.db, [person(1), person(2)]).await;
        let undated = CareerRow { from_year: None, from_month: None, ..row(3, 1, "しおり堂") };
        for row in [&undated, &row(1, 1, "若葉商会"), &row(2, 2, "古書ひだまり")] {
            career::insert(&mut tx, row).await.unwrap();
        }
        let own = [row(1, 1, "若葉商会"), undated];
        assert_eq!(career::of_member(&mut tx, id(1)).await.unwrap(), own);
        career::clear(&mut tx, id(1)).await.unwrap();
        assert_eq!(career::of_member(&mut tx, id(1)).await.unwrap(), []);
        assert_eq!(career::of_member(&mut tx, id(2)).await.unwrap(), [row(2, 2, "古書ひだまり")]);
    }
}

#[tokio::test]
async fn news_place_and_languages_are_kept_with_the_profile() {
    for engine in engines::both().await {
        let mut tx = with(&engine.db, [person(1)]).await;
        let told = ProfileRow {
            region: "miyagi".into(),
            city: "松島町".into(),
            languages: "ja native\nen work".into(),
            news: "棚を作っています。".into(),
            news_at: Some(Stamp(10)),
            ..ProfileRow::blank(id(1), Stamp(5))
        };
        profile::put(&mut tx, &told).await.unwrap();
        assert_eq!(profile::by_member(&mut tx, id(1)).await.unwrap(), Some(told));
        let blank = ProfileRow::blank(id(1), Stamp(20));
        profile::put(&mut tx, &blank).await.unwrap();
        assert_eq!(profile::by_member(&mut tx, id(1)).await.unwrap(), Some(blank));
    }
}

#[tokio::test]
async fn an_answer_replaces_the_one_before_and_goes_with_the_member() {
    for engine in engines::both().await {
        let mut tx = with(&engine.db, [person(1), person(2)]).await;
        let later = |member, at| PromptRow {
            member_id: id(member),
            kind: PromptKind::News,
            for_good: false,
            at: Stamp(at),
        };
        let never = PromptRow { for_good: true, ..later(1, 20) };
        let bio = PromptRow { kind: PromptKind::Bio, ..later(1, 5) };
        for row in [later(1, 10), later(2, 10), never, bio] {
            prompt::put(&mut tx, &row).await.unwrap();
        }
        assert_eq!(prompt::of_member(&mut tx, id(1)).await.unwrap(), [bio, never]);
        career::insert(&mut tx, &row(1, 1, "若葉商会")).await.unwrap();
        account::delete_rest(&mut tx, id(1)).await.unwrap();
        assert_eq!(prompt::of_member(&mut tx, id(1)).await.unwrap(), []);
        assert_eq!(career::of_member(&mut tx, id(1)).await.unwrap(), []);
        assert_eq!(prompt::of_member(&mut tx, id(2)).await.unwrap(), [later(2, 10)]);
    }
}
