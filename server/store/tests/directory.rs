//! What is kept beside a line of the directory, on both engines.
use crate::engines;
use crate::people::{id, person, with};
use store::connection;
use store::directory::{self, AT_ONCE, BesideRow, Entry};
use types::time::Stamp;

fn entry(no: i64, member: u128, told: &str) -> Entry {
    Entry { told: told.to_owned(), ..Entry::blank(no, id(member)) }
}

/// Number, what is told, and whether the reader is connected.
fn beside(rows: &[(i64, Option<&str>, bool)]) -> Vec<BesideRow> {
    let row = |(no, told, is_connected): &(i64, Option<&str>, bool)| BesideRow {
        no: *no,
        told: told.map(str::to_owned),
        is_connected: *is_connected,
    };
    rows.iter().map(row).collect()
}

#[tokio::test]
async fn what_is_told_comes_and_goes_with_the_line() {
    for engine in engines::both().await {
        let mut tx = with(&engine.db, [person(1), person(2), person(3)]).await;
        for entry in [entry(10, 1, "one"), entry(20, 2, "two"), entry(30, 3, "")] {
            directory::insert(&mut tx, &entry, &["海".to_owned()]).await.unwrap();
        }
        let mut numbers = [i64::MIN; AT_ONCE];
        (numbers[0], numbers[3], numbers[5]) = (20, 10, 30);
        connection::insert(&mut tx, id(3), id(1), Stamp(1)).await.unwrap();
        let all = [(10, Some("one"), true), (20, Some("two"), false), (30, None, false)];
        assert_eq!(directory::beside_of(&mut tx, id(3), &numbers).await.unwrap(), beside(&all));
        let all = [(10, Some("one"), false), (20, Some("two"), false), (30, None, true)];
        connection::delete(&mut tx, id(3), id(1)).await.unwrap();
        connection::insert(&mut tx, id(2), id(3), Stamp(1)).await.unwrap();
        assert_eq!(directory::beside_of(&mut tx, id(2), &numbers).await.unwrap(), beside(&all));
        directory::replace(&mut tx, 20, &entry(30, 2, "other"), &[]).await.unwrap_err();
        drop(tx);
        let mut tx = with(&engine.db, [person(1), person(2)]).await;
        directory::insert(&mut tx, &entry(10, 1, "one"), &[]).await.unwrap();
        directory::insert(&mut tx, &entry(20, 2, "two"), &[]).await.unwrap();
        directory::replace(&mut tx, 20, &entry(30, 2, "other"), &[]).await.unwrap();
        let all = [(10, Some("one"), false), (30, Some("other"), false)];
        assert_eq!(directory::beside_of(&mut tx, id(1), &numbers).await.unwrap(), beside(&all));
        directory::replace(&mut tx, 30, &entry(30, 2, ""), &[]).await.unwrap();
        directory::remove(&mut tx, 10).await.unwrap();
        assert_eq!(
            directory::beside_of(&mut tx, id(1), &numbers).await.unwrap(),
            beside(&[(30, None, false)])
        );
    }
}
