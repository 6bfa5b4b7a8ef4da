//! Searching slice by slice finds whom searching everybody finds, whatever was counted, on both engines.
use crate::engines;
use crate::people::{id, person, with};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};
use store::directory::{self, Entry, Phrase, Range, Wanted};
use store::sight::Eye;
use store::{Db, Tx};

const MEMBERS: u128 = 60;
/// Words, and one in how many members has them.
const WORDS: [(&str, u32); 4] = [("all", 1), ("some", 3), ("few", 12), ("nobody", u32::MAX)];

/// Lists everybody at random places; number and words of each, in order.
async fn list(tx: &mut Tx, rng: &mut ChaCha8Rng) -> Vec<(i64, Vec<String>)> {
    let mut listed = Vec::new();
    for n in 1..=MEMBERS {
        // More slices than are asked at once, of which some hold several; the last bits tell people apart.
        let first = i64::from(rng.next_u32() % 48) << 54;
        let no = first | i64::from(rng.next_u32()) << 20 | i64::try_from(n).unwrap();
        let has = |(_, one_in): &&(&str, u32)| rng.next_u32().is_multiple_of(*one_in);
        let words: Vec<String> = WORDS.iter().filter(has).map(|(word, _)| (*word).to_owned()).collect();
        directory::insert(tx, &Entry::blank(no, id(n)), &words).await.unwrap();
        listed.push((no, words));
    }
    listed.sort();
    listed
}

/// What the engine believes that each slice holds.
async fn believe(db: &Db, members: i64) {
    if let Db::Postgres { read: pool, .. } = db {
        sqlx::query("UPDATE member_search_slice SET members = $1").bind(members).execute(pool).await.unwrap();
    }
}

#[tokio::test]
async fn slices_hide_nobody() {
    for engine in engines::both().await {
        let mut rng = ChaCha8Rng::seed_from_u64(38);
        let mut tx = with(&engine.db, (1..=MEMBERS).map(person)).await;
        let listed = list(&mut tx, &mut rng).await;
        tx.commit().await.unwrap();
        // One that fits, all at once, and one after the other.
        for members in [1, 0, 500, 3_000, 1_000_000] {
            believe(&engine.db, members).await;
            let mut conn = engine.db.read().await.unwrap();
            for (word, _) in WORDS {
                let phrase = Phrase { tokens: vec![word.to_owned()], is_prefix: false, sound: None };
                let wanted = Wanted { phrases: &[phrase], ..Wanted::default() };
                let stretches = [(listed[20].0, i64::MAX, 25), (2 << 57, listed[50].0, 99)];
                // One more than were found so far may be wanted, or many.
                let all = (1..30).map(|limit| (i64::MIN, i64::MAX, limit));
                for (after, before, limit) in all.chain(stretches) {
                    let range = Range { after, before, limit, ..Range::default() };
                    let found =
                        directory::search(&mut conn, Eye::member(id(1)), &wanted, &range).await.unwrap();
                    let found: Vec<i64> = found.into_iter().map(|row| row.no).collect();
                    let is_wanted = |(no, words): &&(i64, Vec<String>)| {
                        (after + i64::from(after < i64::MAX)..before).contains(no)
                            && words.iter().any(|w| w == word)
                    };
                    let expected = listed.iter().filter(is_wanted).map(|(no, _)| *no);
                    let expected: Vec<i64> = expected.take(usize::try_from(limit).unwrap()).collect();
                    assert_eq!(found, expected, "{} {members} {word} {after}", engine.db.engine());
                }
            }
        }
    }
}

#[tokio::test]
async fn slices_are_counted() {
    for engine in engines::both().await {
        let Db::Postgres { read: pool, .. } = &engine.db else { continue };
        let mut tx = with(&engine.db, (1..=3).map(person)).await;
        for (no, n) in [(1, 1), (2, 2), (9 << 57, 3)] {
            directory::insert(&mut tx, &Entry::blank(no, id(n)), &[]).await.unwrap();
        }
        directory::remove(&mut tx, 9 << 57).await.unwrap();
        directory::count_slices(&mut tx).await.unwrap();
        tx.commit().await.unwrap();
        let counts = "SELECT width, slice, members FROM member_search_slice ORDER BY width, slice";
        let counts: Vec<(i64, i64, i64)> = sqlx::query_as(counts).fetch_all(pool).await.unwrap();
        let expected = [36, 42, 48, 54].map(|width| [(width, 0, 2), (width, 9 << (57 - width), 0)]);
        assert_eq!(counts, expected.as_flattened());
    }
}
