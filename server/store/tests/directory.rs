//! What is kept beside a line of the directory, on both engines.
mod engines;
mod people;

use people::{id, person, with};
use store::directory::{self, AT_ONCE, Entry};

fn entry(no: i64, member: u128, told: &str) -> Entry {
    Entry { told: told.to_owned(), ..Entry::blank(no, id(member)) }
}

fn told(rows: &[(i64, &str)]) -> Vec<(i64, String)> {
    rows.iter().map(|(no, text)| (*no, (*text).to_owned())).collect()
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
        assert_eq!(directory::told_of(&mut tx, &numbers).await.unwrap(), told(&[(10, "one"), (20, "two")]));
        directory::replace(&mut tx, 20, &entry(30, 2, "other"), &[]).await.unwrap_err();
        drop(tx);
        let mut tx = with(&engine.db, [person(1), person(2)]).await;
        directory::insert(&mut tx, &entry(10, 1, "one"), &[]).await.unwrap();
        directory::insert(&mut tx, &entry(20, 2, "two"), &[]).await.unwrap();
        directory::replace(&mut tx, 20, &entry(30, 2, "other"), &[]).await.unwrap();
        assert_eq!(directory::told_of(&mut tx, &numbers).await.unwrap(), told(&[(10, "one"), (30, "other")]));
        directory::replace(&mut tx, 30, &entry(30, 2, ""), &[]).await.unwrap();
        directory::remove(&mut tx, 10).await.unwrap();
        assert_eq!(directory::told_of(&mut tx, &numbers).await.unwrap(), []);
    }
}
