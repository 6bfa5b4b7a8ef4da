//! The search index of SQLite: its parts become one, and find what they found.
use crate::engines;
use store::Db;
use store::directory::Entry;
use types::id::MemberId;

/// Parts of the index, and rows that hold a word.
async fn parts(db: &Db) -> (i64, i64) {
    let Db::Sqlite { read, .. } = db else { unreachable!("SQLite was opened") };
    let parts = "SELECT COUNT(DISTINCT segid) FROM member_search_idx";
    let found = "SELECT COUNT(*) FROM member_search WHERE member_search MATCH '松本'";
    let count = |sql: &'static str| sqlx::query_scalar(sql).fetch_one(read);
    (count(parts).await.unwrap(), count(found).await.unwrap())
}

#[tokio::test]
async fn parts_of_the_index_become_one() {
    let engine = engines::sqlite().await;
    let db = &engine.db;
    let words = ["松本".to_owned(), "本".to_owned()];
    for no in 0..10 {
        let mut tx = db.write().await.unwrap();
        store::directory::insert_words(&mut tx, &Entry::blank(no, MemberId::FIRST), &words).await.unwrap();
        tx.commit().await.unwrap();
    }
    let (before, found) = parts(db).await;
    assert!(before > 1, "{before}");
    assert_eq!(found, 10);
    db.gather_index().await.unwrap();
    assert_eq!(parts(db).await, (1, 10));
    db.gather_index().await.unwrap();
    assert_eq!(parts(db).await, (1, 10));
}
