//! Contracts of requests about data, on both engines.
use crate::engines;
use crate::people::{id, person, with};
use crate::rights::request;
use store::Backlog;
use store::rights_request::{self, RightsRow};
use types::id::RightsRequestId;
use types::rights::{DueKey, RightsState};
use types::time::Stamp;
use uuid::Uuid;

#[tokio::test]
async fn a_request_is_listed_by_its_deadline_until_it_is_over() {
    for engine in engines::both().await {
        let mut tx = with(&engine.db, (1..=3).map(person)).await;
        assert_eq!(rights_request::backlog(&mut tx).await.unwrap(), Backlog::default());
        for row in [request(1, 1, 30), request(2, 2, 20), request(3, 1, 20)] {
            rights_request::insert(&mut tx, &row).await.unwrap();
        }
        let first = (DueKey::FIRST.due, DueKey::FIRST.id);
        let open = rights_request::open(&mut tx, first, 9).await.unwrap();
        let ids = |n: u128| RightsRequestId(Uuid::from_u128(n));
        let told: Vec<_> = open.iter().map(|row| (row.request_id, row.person.id)).collect();
        assert_eq!(told, [(ids(2), id(2)), (ids(3), id(1)), (ids(1), id(1))]);
        let rest = rights_request::open(&mut tx, (Stamp(20), ids(2)), 1).await.unwrap();
        assert_eq!((rest.len(), rest[0].request_id), (1, ids(3)));
        let backlog = rights_request::backlog(&mut tx).await.unwrap();
        assert_eq!(backlog, Backlog { waiting: 3, oldest: Some(Stamp(20)) });

        assert!(!rights_request::withdraw(&mut tx, ids(2), id(1), Stamp(5)).await.unwrap(), "another's");
        assert!(rights_request::withdraw(&mut tx, ids(2), id(2), Stamp(5)).await.unwrap());
        assert!(!rights_request::answer(&mut tx, ids(2), "x", id(3), Stamp(6)).await.unwrap(), "taken back");
        assert!(rights_request::answer(&mut tx, ids(1), "直しました。", id(3), Stamp(6)).await.unwrap());
        assert!(!rights_request::answer(&mut tx, ids(1), "x", id(3), Stamp(7)).await.unwrap(), "once");
        assert!(!rights_request::withdraw(&mut tx, ids(1), id(1), Stamp(7)).await.unwrap());
        let row = rights_request::by_id(&mut tx, ids(1)).await.unwrap().unwrap();
        let answered = RightsRow {
            state: RightsState::Answered,
            answer: "直しました。".into(),
            answered_at: Some(Stamp(6)),
            answered_by: Some(id(3)),
            ..request(1, 1, 30)
        };
        assert_eq!(row, answered);
        let done = rights_request::answered(&mut tx, RightsRequestId::LAST, 9).await.unwrap();
        assert_eq!(done.iter().map(|row| row.request_id).collect::<Vec<_>>(), [ids(1)]);
        assert_eq!(rights_request::answered(&mut tx, ids(1), 9).await.unwrap(), []);
        let mine = rights_request::of_member(&mut tx, id(1), RightsRequestId::LAST, 9).await.unwrap();
        assert_eq!(mine.iter().map(|row| row.id).collect::<Vec<_>>(), [ids(3), ids(1)]);
        assert_eq!(rights_request::of_member(&mut tx, id(1), ids(3), 9).await.unwrap().len(), 1);
    }
}
