//! Departments, what became of them and who was in them, on both engines.
use crate::engines;
use crate::people::{id, person, with};
use store::department::{self, ChangeRow, DepartmentRow};
use store::profile::{self, TenureRow};
use store::{StoreError, Tx};
use types::department::ChangeKind;
use types::id::{DepartmentId, MemberId, TenureId};
use uuid::Uuid;

fn known(n: u128) -> DepartmentId {
    DepartmentId(Uuid::from_u128(n + 900))
}

fn row(n: u128) -> DepartmentRow {
    DepartmentRow {
        id: known(n),
        company_ja: "みやこ帳票".into(),
        company_en: String::new(),
        name_ja: format!("第{n}部"),
        name_en: format!("Dept. {n}"),
        from_year: 1990,
        to_year: None,
    }
}

async fn period(tx: &mut Tx, n: u128, member: u128, department: Option<u128>) {
    let tenure = TenureRow {
        id: TenureId(Uuid::from_u128(n)),
        member_id: id(member),
        department_id: department.map(known),
        department: "第1部".into(),
        title: String::new(),
        from_year: 2001,
        to_year: Some(2004),
    };
    profile::insert_tenure(tx, &tenure).await.unwrap();
}

#[tokio::test]
async fn a_department_is_written_over_and_removed() {
    for engine in engines::both().await {
        let mut tx = with(&engine.db, []).await;
        for n in 1..=2 {
            department::insert(&mut tx, &row(n)).await.unwrap();
        }
        let ended = DepartmentRow { to_year: Some(2016), name_en: String::new(), ..row(1) };
        department::update(&mut tx, &ended).await.unwrap();
        assert_eq!(department::all(&mut tx).await.unwrap(), [ended, row(2)]);
        department::remove(&mut tx, known(1)).await.unwrap();
        assert_eq!(department::all(&mut tx).await.unwrap(), [row(2)]);
    }
}

#[tokio::test]
async fn changes_come_by_their_years_and_each_once() {
    for engine in engines::both().await {
        let mut tx = with(&engine.db, []).await;
        for n in 1..=3 {
            department::insert(&mut tx, &row(n)).await.unwrap();
        }
        let change = |from, to, kind, at_year| ChangeRow {
            from_id: known(from),
            to_id: known(to),
            kind,
            at_year,
            was_to_year: Some(2_011),
        };
        let later = change(1, 3, ChangeKind::Merged, 2010);
        let earlier = change(2, 3, ChangeKind::Renamed, 2005);
        for change in [&later, &earlier] {
            department::insert_change(&mut tx, change).await.unwrap();
        }
        assert_eq!(department::changes(&mut tx).await.unwrap(), [earlier, later.clone()]);
        department::remove_changes(&mut tx, known(2)).await.unwrap();
        assert_eq!(department::changes(&mut tx).await.unwrap(), std::slice::from_ref(&later));
        let again = department::insert_change(&mut tx, &later).await;
        assert!(matches!(again, Err(StoreError::Duplicate(_))), "{again:?}");
    }
}

#[tokio::test]
async fn those_who_were_there_come_in_parts_and_words_are_assigned() {
    for engine in engines::both().await {
        let mut tx = with(&engine.db, (1..=3).map(person)).await;
        department::insert(&mut tx, &row(1)).await.unwrap();
        assert!(!department::is_named(&mut tx, known(1)).await.unwrap());
        period(&mut tx, 1, 1, Some(1)).await;
        period(&mut tx, 2, 1, Some(1)).await;
        period(&mut tx, 3, 2, None).await;
        period(&mut tx, 4, 3, Some(1)).await;
        assert!(department::is_named(&mut tx, known(1)).await.unwrap());
        let first = department::members(&mut tx, known(1), MemberId::FIRST, 1).await.unwrap();
        assert_eq!(first, [id(1)]);
        assert_eq!(department::members(&mut tx, known(1), id(1), 9).await.unwrap(), [id(3)]);
        let unassigned = department::unassigned(&mut tx, TenureId::FIRST, 9).await.unwrap();
        let [found] = unassigned.as_slice() else { panic!("{unassigned:?}") };
        department::assign(&mut tx, found.id, known(1)).await.unwrap();
        assert_eq!(department::unassigned(&mut tx, TenureId::FIRST, 9).await.unwrap(), []);
        assert_eq!(department::members(&mut tx, known(1), id(1), 9).await.unwrap(), [id(2), id(3)]);
    }
}
