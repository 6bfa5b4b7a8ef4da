//! Contracts of いまの気持ち, on both engines.
use crate::engines;
use crate::people::{agreed, id, person, with};
use store::Tx;
use store::consent::{self, ConsentRow};
use store::erasure::account;
use store::intent::{self, IntentCount, IntentRow};
use store::member::{self, MemberRow};
use store::sight::Eye;
use types::consent::Purpose;
use types::id::{ConsentId, MemberId};
use types::intent::{IntentAnswer, IntentKind, Period};
use types::member::MemberState;
use types::time::Stamp;
use types::visibility::Visibility;
use uuid::Uuid;

/// Member `n` wants to learn now, and tells nobody.
fn learns(n: u128) -> IntentRow {
    IntentRow {
        member_id: id(n),
        kind: IntentKind::Learn,
        answer: IntentAnswer::Now,
        reach: Visibility::Nobody,
        said_at: Stamp(10),
        period: Period::Year,
        review_at: Some(Stamp(100)),
        asked_at: None,
    }
}

#[tokio::test]
async fn what_is_said_replaces_what_was_said_and_is_taken_back() {
    for engine in engines::both().await {
        let mut tx = with(&engine.db, [person(1), person(2)]).await;
        let collaborates = IntentRow { kind: IntentKind::Collaborate, review_at: None, ..learns(1) };
        for row in [&learns(1), &collaborates, &learns(2)] {
            intent::put(&mut tx, row).await.unwrap();
        }
        assert_eq!(intent::of_member(&mut tx, id(1)).await.unwrap(), [collaborates.clone(), learns(1)]);
        let changed = IntentRow {
            answer: IntentAnswer::NotNow,
            reach: Visibility::Public,
            said_at: Stamp(20),
            period: Period::Never,
            review_at: None,
            asked_at: Some(Stamp(30)),
            ..learns(1)
        };
        intent::put(&mut tx, &changed).await.unwrap();
        assert_eq!(intent::of_member(&mut tx, id(1)).await.unwrap(), [collaborates, changed.clone()]);
        intent::delete(&mut tx, id(1), IntentKind::Collaborate).await.unwrap();
        assert_eq!(intent::of_member(&mut tx, id(1)).await.unwrap(), [changed]);
        account::delete_rest(&mut tx, id(1)).await.unwrap();
        assert_eq!(intent::of_member(&mut tx, id(1)).await.unwrap(), []);
        assert_eq!(intent::of_member(&mut tx, id(2)).await.unwrap(), [learns(2)]);
    }
}

#[tokio::test]
async fn a_question_begins_once_and_ends() {
    for engine in engines::both().await {
        let mut tx = with(&engine.db, [person(1), person(2)]).await;
        intent::put(&mut tx, &learns(1)).await.unwrap();
        intent::put(&mut tx, &learns(2)).await.unwrap();
        let kind = IntentKind::Learn;
        intent::set_asked(&mut tx, id(1), kind, Stamp(99)).await.unwrap();
        assert_eq!(asked(&mut tx, 1).await, None, "it is not time yet");
        intent::set_asked(&mut tx, id(1), kind, Stamp(100)).await.unwrap();
        intent::set_asked(&mut tx, id(1), kind, Stamp(120)).await.unwrap();
        assert_eq!(asked(&mut tx, 1).await, Some(Stamp(100)), "the first time counts");
        assert_eq!(asked(&mut tx, 2).await, None, "another's");
        assert!(!intent::set_aside(&mut tx, id(1), kind, Stamp(99)).await.unwrap());
        assert!(intent::set_aside(&mut tx, id(1), kind, Stamp(130)).await.unwrap());
        assert!(!intent::set_aside(&mut tx, id(1), kind, Stamp(130)).await.unwrap(), "once");
        let aside = IntentRow { review_at: None, ..learns(1) };
        assert_eq!(intent::of_member(&mut tx, id(1)).await.unwrap(), [aside]);
        intent::set_asked(&mut tx, id(1), kind, Stamp(140)).await.unwrap();
        assert_eq!(asked(&mut tx, 1).await, None, "there is no question");
    }
}

async fn asked(tx: &mut Tx, n: u128) -> Option<Stamp> {
    intent::of_member(tx, id(n)).await.unwrap()[0].asked_at
}

#[tokio::test]
async fn the_office_lists_whoever_shares_and_is_here() {
    for engine in engines::both().await {
        let rests = MemberRow { state: MemberState::Resting, ..person(5) };
        let mut tx = with(&engine.db, (1..=4).map(person).chain([rests, person(6)])).await;
        for (n, reach) in [
            (1, Visibility::Office),
            (2, Visibility::Nobody),
            (3, Visibility::Public),
            (4, Visibility::Connections),
            (5, Visibility::Members),
        ] {
            intent::put(&mut tx, &IntentRow { reach, ..learns(n) }).await.unwrap();
        }
        let other = IntentRow { answer: IntentAnswer::SomeDay, reach: Visibility::Office, ..learns(6) };
        intent::put(&mut tx, &other).await.unwrap();
        let all = listed(&mut tx, MemberId::FIRST, 9).await;
        assert_eq!(all, [id(1), id(3), id(4)]);
        assert_eq!(listed(&mut tx, MemberId::FIRST, 2).await, [id(1), id(3)]);
        assert_eq!(listed(&mut tx, id(3), 2).await, [id(4)]);
    }
}

async fn listed(tx: &mut Tx, after: MemberId, limit: i64) -> Vec<MemberId> {
    let rows = intent::shared(tx, IntentKind::Learn, IntentAnswer::Now, after, limit).await.unwrap();
    rows.into_iter().map(|row| row.person.id).collect()
}

#[tokio::test]
async fn only_what_is_kept_is_counted_of_those_who_agree_and_are_here() {
    for engine in engines::both().await {
        let rests = MemberRow { state: MemberState::Resting, ..person(5) };
        let mut tx = with(&engine.db, (1..=4).map(person).chain([rests, person(6), person(7)])).await;
        for n in [1, 2, 3, 5, 6, 7] {
            agreed(&mut tx, n, Purpose::Statistics).await;
        }
        let withdrawn = ConsentRow {
            id: ConsentId(Uuid::from_u128(9_999)),
            member_id: id(6),
            purpose: Purpose::Statistics,
            text_version: "2026-11".into(),
            given: false,
            at: Stamp(2_000),
        };
        consent::insert(&mut tx, &withdrawn).await.unwrap();
        for n in [1, 2, 4, 5, 6] {
            intent::put(&mut tx, &learns(n)).await.unwrap();
        }
        intent::put(&mut tx, &IntentRow { reach: Visibility::Office, ..learns(3) }).await.unwrap();
        intent::put(&mut tx, &IntentRow { answer: IntentAnswer::NotNow, ..learns(7) }).await.unwrap();
        let count = |answer, members| IntentCount { kind: IntentKind::Learn, answer, members };
        let counted = [count(IntentAnswer::NotNow, 1), count(IntentAnswer::Now, 2)];
        assert_eq!(intent::count_kept(&mut tx, "2026-11").await.unwrap(), counted);
        assert_eq!(
            intent::count_kept(&mut tx, "2026-12").await.unwrap(),
            [],
            "to a newer text nobody agreed"
        );

        assert_eq!(intent::published_month(&mut tx).await.unwrap(), None);
        intent::publish(&mut tx, "2026-11", &counted).await.unwrap();
        intent::publish(&mut tx, "2026-12", &counted[..1]).await.unwrap();
        assert_eq!(intent::published_month(&mut tx).await.unwrap().as_deref(), Some("2026-12"));
        assert_eq!(intent::published(&mut tx).await.unwrap(), counted[..1], "in place of what was shown");
    }
}

#[tokio::test]
async fn whoever_wishes_for_peace_is_not_among_those_who_are_new() {
    for engine in engines::both().await {
        let mut tx = with(&engine.db, (1..=3).map(person)).await;
        let quiet = |n, answer| IntentRow { kind: IntentKind::Quiet, answer, ..learns(n) };
        intent::put(&mut tx, &quiet(1, IntentAnswer::Now)).await.unwrap();
        intent::put(&mut tx, &quiet(2, IntentAnswer::SomeDay)).await.unwrap();
        let new = member::newest(&mut tx, Eye::NOBODY, Stamp(0), 9).await.unwrap();
        assert_eq!(new.iter().map(|row| row.id).collect::<Vec<_>>(), [id(3), id(2)]);
    }
}
