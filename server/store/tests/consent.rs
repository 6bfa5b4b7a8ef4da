//! Contracts of the ledger of consents on both engines.
use crate::engines;
use crate::people::{id, person, with};
use store::consent::{self, ConsentRow};
use types::consent::Purpose;
use types::id::ConsentId;
use types::time::Stamp;
use uuid::Uuid;

fn entry(n: u128, member: u128, purpose: Purpose, given: bool) -> ConsentRow {
    ConsentRow {
        id: ConsentId(Uuid::from_u128(n)),
        member_id: id(member),
        purpose,
        text_version: "2026-11".into(),
        given,
        at: Stamp(1),
    }
}

#[tokio::test]
async fn the_newest_entry_of_a_purpose_is_the_answer() {
    for engine in engines::both().await {
        let mut tx = with(&engine.db, [person(1), person(2)]).await;
        let (running, given) = (entry(1, 1, Purpose::Running, true), entry(2, 1, Purpose::Notices, true));
        let withdrawn = entry(3, 1, Purpose::Notices, false);
        for row in [&running, &given, &entry(4, 2, Purpose::Notices, true)] {
            consent::insert(&mut tx, row).await.unwrap();
        }
        let notices = Purpose::Notices;
        assert!(consent::agrees(&mut tx, id(1), notices, "").await.unwrap());
        assert!(consent::agrees(&mut tx, id(1), notices, "2026-11").await.unwrap());
        assert!(!consent::agrees(&mut tx, id(1), notices, "2027-04").await.unwrap(), "an older text");
        assert!(!consent::agrees(&mut tx, id(1), Purpose::Openings, "").await.unwrap(), "never asked");
        consent::insert(&mut tx, &withdrawn).await.unwrap();
        assert!(!consent::agrees(&mut tx, id(1), notices, "").await.unwrap());
        assert!(consent::agrees(&mut tx, id(2), notices, "").await.unwrap(), "another's answer is another's");
        assert_eq!(consent::newest(&mut tx, id(1), notices).await.unwrap(), Some(withdrawn.clone()));
        assert_eq!(consent::newest(&mut tx, id(1), Purpose::Openings).await.unwrap(), None);
        assert_eq!(consent::current(&mut tx, id(1)).await.unwrap(), [withdrawn, running]);
    }
}

#[tokio::test]
async fn the_ledger_pages_backwards_and_holds_one_member_only() {
    for engine in engines::both().await {
        let mut tx = with(&engine.db, [person(1), person(2)]).await;
        let rows = [1, 2, 4].map(|n| entry(n, 1, Purpose::Openings, n % 2 == 0));
        for row in rows.iter().chain([&entry(3, 2, Purpose::Openings, true)]) {
            consent::insert(&mut tx, row).await.unwrap();
        }
        let [first, second, third] = rows;
        let page = consent::ledger(&mut tx, id(1), ConsentId::LAST, 2).await.unwrap();
        assert_eq!(page, [third, second.clone()]);
        assert_eq!(consent::ledger(&mut tx, id(1), second.id, 2).await.unwrap(), [first]);
    }
}
