//! Whoever writes sees what was written before and is seen by all who write after: decision 0006.
use crate::engines;
use store::Db;
use store::site::SiteRow;

/// Reads a number and writes the next, as a rule reads what it decides by.
async fn count_on(db: &Db, times: i64) {
    for _ in 0..times {
        let mut tx = db.write().await.unwrap();
        let before = store::site::search_edition(&mut tx).await.unwrap().unwrap();
        store::site::set_search_edition(&mut tx, before + 1).await.unwrap();
        tx.commit().await.unwrap();
    }
}

#[tokio::test]
async fn nobody_writes_beside_a_transaction() {
    let (sqlite, url) = (engines::sqlite().await, engines::postgres_url().await);
    let [one, other] = [engines::postgres_at(&url).await, engines::postgres_at(&url).await];
    for [a, b] in [[&sqlite.db, &sqlite.db], [&one.db, &one.db], [&one.db, &other.db]] {
        let mut tx = a.write().await.unwrap();
        let site = SiteRow { settings: "{}".into(), setup_token: None };
        store::site::put(&mut tx, &site).await.unwrap();
        store::site::set_search_edition(&mut tx, 0).await.unwrap();
        tx.commit().await.unwrap();
        tokio::join!(count_on(a, 20), count_on(a, 20), count_on(b, 20));
        let mut conn = b.read().await.unwrap();
        assert_eq!(store::site::search_edition(&mut conn).await.unwrap(), Some(60), "{}", a.engine());
    }
}
