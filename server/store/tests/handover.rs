//! Contracts of leavers on both engines.
mod engines;
mod people;

use people::{id, person, with};
use store::handover::{self, HandoverRow};
use types::day::Day;
use types::handover::HandoverState;
use types::id::{HandoverId, JoinRequestId};
use types::relationship::RelationshipSource;
use types::text::Mail;
use types::time::Stamp;
use uuid::Uuid;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn mail(text: &str) -> Mail {
    text.parse().unwrap()
}

/// Leaver `n`, told of at `n`, whose last day is `leaves_on`.
fn row(n: u128, member: Option<u128>, leaves_on: &str) -> HandoverRow {
    HandoverRow {
        id: HandoverId(Uuid::from_u128(n)),
        member_id: member.map(id),
        external_id: format!("E{n}"),
        name: "林 由紀子".into(),
        mail: mail(&format!("m{n}@example.jp")),
        leaves_on: day(leaves_on),
        source: RelationshipSource::Csv,
        state: HandoverState::Waiting,
        token: format!("token{n}"),
        join_request_id: None,
        created_at: Stamp(i64::try_from(n).unwrap()),
        answered_at: None,
        done_at: None,
    }
}

#[tokio::test]
async fn a_leaver_is_found_answers_and_is_done() {
    for engine in engines::both().await {
        let mut tx = with(&engine.db, [person(1), person(2)]).await;
        let (first, stranger) = (row(1, Some(1), "2026-12-31"), row(2, None, "2026-12-31"));
        for row in [&first, &stranger] {
            handover::insert(&mut tx, row).await.unwrap();
        }
        assert_eq!(handover::by_token(&mut tx, "token1").await.unwrap(), Some(first.clone()));
        assert_eq!(handover::by_token(&mut tx, "token3").await.unwrap(), None);
        assert_eq!(handover::open_of_member(&mut tx, id(1)).await.unwrap(), Some(first.clone()));
        let of = async |tx: &mut store::Tx, text: &str, external: &str| {
            handover::of_stranger(tx, &mail(text), external).await.unwrap().map(|row| row.id)
        };
        assert_eq!(of(&mut tx, "m2@example.jp", "").await, Some(stranger.id));
        assert_eq!(of(&mut tx, "x@example.jp", "E2").await, Some(stranger.id));
        assert_eq!(of(&mut tx, "m1@example.jp", "E1").await, None, "has an account");
        assert_eq!(of(&mut tx, "x@example.jp", "").await, None);

        handover::move_to(&mut tx, first.id, &day("2027-01-31")).await.unwrap();
        handover::answer(&mut tx, first.id, HandoverState::Agreed, Stamp(7)).await.unwrap();
        handover::finish(&mut tx, first.id, HandoverState::Agreed, Stamp(8)).await.unwrap();
        let done = HandoverRow {
            leaves_on: day("2027-01-31"),
            state: HandoverState::Agreed,
            answered_at: Some(Stamp(7)),
            done_at: Some(Stamp(8)),
            ..first
        };
        assert_eq!(handover::newest_of_member(&mut tx, id(1)).await.unwrap(), Some(done.clone()));
        assert_eq!(handover::open_of_member(&mut tx, id(1)).await.unwrap(), None);
        assert!(!handover::withdraw(&mut tx, id(1)).await.unwrap(), "what is done stays");

        let nobody = JoinRequestId(Uuid::from_u128(9));
        assert_eq!(handover::by_request(&mut tx, nobody).await.unwrap(), None);
        handover::link_member(&mut tx, stranger.id, id(2)).await.unwrap();
        assert_eq!(of(&mut tx, "m2@example.jp", "E2").await, None);
        assert!(handover::withdraw(&mut tx, id(2)).await.unwrap());
        handover::insert(&mut tx, &HandoverRow { done_at: Some(Stamp(9)), ..row(3, None, "2026-12-31") })
            .await
            .unwrap();
        assert_eq!(handover::sweep(&mut tx, Stamp(9)).await.unwrap(), 0);
        assert_eq!(handover::sweep(&mut tx, Stamp(10)).await.unwrap(), 1, "not the member's");
        let first = done.id;
        assert_eq!(handover::page(&mut tx, HandoverId::LAST, 10).await.unwrap(), [done]);
        assert_eq!(handover::page(&mut tx, first, 10).await.unwrap(), []);
    }
}

#[tokio::test]
async fn an_answer_is_due_on_the_last_day_and_silence_later() {
    for engine in engines::both().await {
        let mut tx = with(&engine.db, (1..=4).map(person)).await;
        let answered = |n, leaves_on, state| HandoverRow { state, ..row(n, Some(n), leaves_on) };
        let all = [
            row(1, Some(1), "2026-10-19"),
            row(2, Some(2), "2026-10-20"),
            answered(3, "2026-11-18", HandoverState::Agreed),
            answered(4, "2026-11-19", HandoverState::Declined),
        ];
        for row in &all {
            handover::insert(&mut tx, row).await.unwrap();
        }
        let due = async |tx: &mut store::Tx, today: &str, silent: &str| {
            let rows = handover::due(tx, &day(today), &day(silent), 10).await.unwrap();
            rows.iter().map(|row| row.id.0.as_u128()).collect::<Vec<_>>()
        };
        assert_eq!(due(&mut tx, "2026-11-18", "2026-10-19").await, [1, 3]);
        assert_eq!(due(&mut tx, "2026-11-19", "2026-10-20").await, [1, 2, 3, 4]);
    }
}
