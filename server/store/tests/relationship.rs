//! Contracts of dated relationships on both engines.
use crate::engines;
use crate::people::{id, person, with};
use store::member;
use store::relationship::{self, RelationshipRow};
use types::day::Day;
use types::id::{MemberId, RelationshipId};
use types::member::{MemberState, Relationship};
use types::relationship::RelationshipSource;
use types::time::Stamp;
use uuid::Uuid;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn row(n: u128, member: u128, kind: Relationship, from: &str, to: &str) -> RelationshipRow {
    RelationshipRow {
        id: RelationshipId(Uuid::from_u128(n)),
        member_id: id(member),
        kind,
        from_on: day(from),
        to_on: to.parse().ok(),
        source: RelationshipSource::Join,
        created_at: Stamp(1),
    }
}

#[tokio::test]
async fn periods_stand_in_the_order_they_began_and_end_once_more() {
    for engine in engines::both().await {
        let mut tx = with(&engine.db, [person(1), person(2)]).await;
        let work = row(1, 1, Relationship::Employee, "2001-04-01", "2006");
        let alumnus = row(2, 1, Relationship::Alumnus, "2006", "");
        let theirs = row(3, 2, Relationship::Student, "2025", "");
        for row in [&alumnus, &work, &theirs] {
            relationship::insert(&mut tx, row).await.unwrap();
        }
        assert_eq!(relationship::of_member(&mut tx, id(1)).await.unwrap(), [work.clone(), alumnus.clone()]);
        assert!(
            !relationship::end(&mut tx, id(2), alumnus.id, &day("2026-04-01")).await.unwrap(),
            "not theirs"
        );
        assert!(relationship::end(&mut tx, id(1), alumnus.id, &day("2026-04-01")).await.unwrap());
        let ended = RelationshipRow { to_on: Some(day("2026-04-01")), ..alumnus };
        assert_eq!(relationship::of_member(&mut tx, id(1)).await.unwrap(), [work, ended.clone()]);
        assert_eq!(ended.period().to, Some(day("2026-04-01")));
        relationship::show(&mut tx, id(1), Relationship::Customer).await.unwrap();
        member::set_state(&mut tx, id(1), MemberState::Suspended).await.unwrap();
        let seen = member::by_id(&mut tx, id(1)).await.unwrap().unwrap();
        assert_eq!((seen.relationship, seen.state), (Relationship::Customer, MemberState::Suspended));
    }
}

#[tokio::test]
async fn whose_period_begins_or_ends_in_these_days_is_found_once() {
    for engine in engines::both().await {
        let mut tx = with(&engine.db, (1..=4).map(person)).await;
        let all = [
            row(1, 1, Relationship::Employee, "2020-04-01", "2026-11-18"),
            row(2, 1, Relationship::Alumnus, "2026-11-18", ""),
            row(3, 2, Relationship::Customer, "2026-11-12", ""),
            row(4, 3, Relationship::Customer, "2026-11-11", "2026-11-19"),
            row(5, 4, Relationship::Student, "2026-11-17", ""),
        ];
        for row in &all {
            relationship::insert(&mut tx, row).await.unwrap();
        }
        let (from, to) = (day("2026-11-11"), day("2026-11-18"));
        let found = relationship::turning(&mut tx, &from, &to, MemberId::FIRST, 10).await.unwrap();
        assert_eq!(found, [id(1), id(2), id(4)]);
        assert_eq!(relationship::turning(&mut tx, &from, &to, MemberId::FIRST, 1).await.unwrap(), [id(1)]);
        assert_eq!(relationship::turning(&mut tx, &from, &to, id(1), 10).await.unwrap(), [id(2), id(4)]);
    }
}
