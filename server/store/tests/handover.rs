//! Contracts of leavers on both engines.
use crate::engines;
use crate::people::{id, person, with};
use store::handover::{self, HandoverRow};
use types::day::Day;
use types::handover::{HandoverAttention, HandoverState};
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
        mail: Some(mail(&format!("m{n}@example.jp"))),
        leaves_on: day(leaves_on),
        source: RelationshipSource::Csv,
        state: HandoverState::Waiting,
        token_hash: format!("token{n}"),
        join_request_id: None,
        created_at: Stamp(i64::try_from(n).unwrap()),
        asked_at: Some(Stamp(i64::try_from(n).unwrap())),
        answered_at: None,
        left_at: Some(Stamp(0)),
        done_at: None,
        attention: HandoverAttention::None,
        rested: false,
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

        handover::move_to(&mut tx, first.id, &day("2027-01-31"), RelationshipSource::Webhook, Stamp(6))
            .await
            .unwrap();
        handover::answer(&mut tx, first.id, HandoverState::Agreed, Stamp(7)).await.unwrap();
        let finish = async |tx: &mut store::Tx, before| {
            handover::finish(tx, first.id, before, HandoverState::Agreed, Stamp(8)).await.unwrap()
        };
        assert!(!finish(&mut tx, HandoverState::Waiting).await, "it was answered in the meantime");
        assert!(finish(&mut tx, HandoverState::Agreed).await);
        assert!(!finish(&mut tx, HandoverState::Agreed).await, "once");
        let done = HandoverRow {
            leaves_on: day("2027-01-31"),
            state: HandoverState::Agreed,
            asked_at: Some(Stamp(6)),
            source: RelationshipSource::Webhook,
            left_at: None,
            answered_at: Some(Stamp(7)),
            done_at: Some(Stamp(8)),
            ..first
        };
        assert_eq!(handover::newest_of_member(&mut tx, id(1)).await.unwrap(), Some(done.clone()));
        assert_eq!(handover::open_of_member(&mut tx, id(1)).await.unwrap(), None);

        let nobody = JoinRequestId(Uuid::from_u128(9));
        assert_eq!(handover::by_request(&mut tx, nobody).await.unwrap(), None);
        handover::link_member(&mut tx, stranger.id, id(2)).await.unwrap();
        assert_eq!(of(&mut tx, "m2@example.jp", "E2").await, None);
        let linked = handover::newest_of_member(&mut tx, id(2)).await.unwrap().unwrap();
        let (waiting, withdrawn) = (HandoverState::Waiting, HandoverState::Withdrawn);
        assert!(handover::finish(&mut tx, linked.id, waiting, withdrawn, Stamp(9)).await.unwrap());
        assert_eq!(handover::open_of_member(&mut tx, id(2)).await.unwrap(), None);
        handover::reopen(&mut tx, linked.id, &day("2027-03-31"), Stamp(11)).await.unwrap();
        let open = HandoverRow {
            leaves_on: day("2027-03-31"),
            asked_at: Some(Stamp(11)),
            left_at: None,
            ..linked.clone()
        };
        assert_eq!(handover::open_of_member(&mut tx, id(2)).await.unwrap(), Some(open));
        handover::insert(&mut tx, &HandoverRow { done_at: Some(Stamp(9)), ..row(3, None, "2026-12-31") })
            .await
            .unwrap();
        assert_eq!(handover::sweep(&mut tx, Stamp(9)).await.unwrap(), 0);
        assert_eq!(handover::sweep(&mut tx, Stamp(10)).await.unwrap(), 1, "not the member's");
        let first = done.id;
        let page = handover::page(&mut tx, HandoverId::LAST, 10).await.unwrap();
        assert_eq!(page.iter().map(|row| row.id).collect::<Vec<_>>(), [linked.id, first]);
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
        let due = async |tx: &mut store::Tx, today: &str, silent: &str, asked, after| {
            let after = HandoverId(Uuid::from_u128(after));
            let rows = handover::due(tx, &day(today), &day(silent), Stamp(asked), after, 10).await.unwrap();
            rows.iter().map(|row| row.id.0.as_u128()).collect::<Vec<_>>()
        };
        assert_eq!(due(&mut tx, "2026-11-18", "2026-10-19", 9, 0).await, [1, 3]);
        assert_eq!(due(&mut tx, "2026-11-19", "2026-10-20", 9, 0).await, [1, 2, 3, 4]);
        assert_eq!(due(&mut tx, "2026-11-19", "2026-10-20", 1, 0).await, [1, 3, 4], "asked too late");
        assert_eq!(due(&mut tx, "2026-11-19", "2026-10-20", 9, 2).await, [3, 4]);

        let (new, unasked) = (row(5, Some(1), "2026-11-18"), row(6, Some(2), "2026-10-01"));
        handover::insert(&mut tx, &HandoverRow { left_at: None, ..new }).await.unwrap();
        let unasked = HandoverRow { mail: None, asked_at: None, ..unasked };
        handover::insert(&mut tx, &unasked).await.unwrap();
        assert_eq!(
            due(&mut tx, "2026-11-18", "2026-10-20", 9, 4).await,
            [5],
            "the day came; the other was not asked"
        );
        handover::leave(&mut tx, HandoverId(Uuid::from_u128(5)), HandoverAttention::RoleKept, Stamp(9))
            .await
            .unwrap();
        assert_eq!(
            due(&mut tx, "2026-11-18", "2026-10-20", 4, 4).await,
            [5],
            "until the role is somebody else's"
        );
        assert_eq!(handover::to_look_at(&mut tx).await.unwrap(), 2);
        assert_eq!(handover::unasked(&mut tx, HandoverId::FIRST, 10).await.unwrap(), [], "no address");
        store::member::insert_mail(&mut tx, &mail("p2@example.jp"), id(2), true, Some(Stamp(1)))
            .await
            .unwrap();
        assert_eq!(
            handover::unasked(&mut tx, HandoverId::FIRST, 10).await.unwrap(),
            std::slice::from_ref(&unasked)
        );
        assert_eq!(handover::unasked(&mut tx, unasked.id, 10).await.unwrap(), []);
        handover::ask(&mut tx, unasked.id, &mail("p2@example.jp"), "hash", Stamp(9)).await.unwrap();
        assert_eq!(handover::unasked(&mut tx, HandoverId::FIRST, 10).await.unwrap(), []);
    }
}
