//! Who is found by tokens of ties, and who may be suggested, on both engines.
use crate::engines;
use crate::people::{id, person, with};
use store::directory::{Entry, Phrase, Range, Wanted};
use store::sight::Eye;
use store::suggestion::Stretch;
use store::{Tx, avoid, block, connection, directory, suggestion};
use types::id::MemberId;
use types::time::Stamp;

const NOW: Stamp = Stamp(5_000);

/// Members 1 to `count`, listed under their numbers, with the tokens `of` gives.
async fn listed(tx: &mut Tx, count: u128, of: impl Fn(u128) -> &'static [&'static str]) {
    for n in 1..=count {
        let no = i64::try_from(n).unwrap();
        let entry = Entry::blank(no, id(n));
        let tokens: Vec<String> = of(n).iter().map(ToString::to_string).collect();
        directory::insert(tx, &entry, &tokens).await.unwrap();
    }
}

fn tokens(all: &[&str]) -> Vec<String> {
    all.iter().map(ToString::to_string).collect()
}

#[tokio::test]
async fn any_of_some_tokens_none_of_others_unless_one_more() {
    for engine in engines::both().await {
        let mut tx = with(&engine.db, (1..=4).map(person)).await;
        let of = |n: u128| -> &'static [&'static str] {
            match n {
                1 => &["海", "\u{e002}d1y2001"],
                2 => &["海", "\u{e002}j2001", "\u{e002}s2"],
                3 => &["海"],
                _ => &["山", "\u{e002}d1y2001"],
            }
        };
        listed(&mut tx, 4, of).await;
        let range = Range {
            after: 0,
            before: i64::MAX,
            department: None,
            from_year: 0,
            to_year: 9999,
            industry: String::new(),
            region: String::new(),
            intent: String::new(),
            answer: String::new(),
            limit: 9,
        };
        let sea = [Phrase { tokens: tokens(&["海"]), is_prefix: false, sound: None }];
        let (near, own) = (tokens(&["\u{e002}d1y2001", "\u{e002}j2001"]), tokens(&["\u{e002}s2"]));
        let mut found = async |wanted: Wanted<'_>| {
            let rows = directory::search(&mut tx, Eye::NOBODY, &wanted, &range).await.unwrap();
            rows.into_iter().map(|row| row.no).collect::<Vec<_>>()
        };
        let phrases = sea.as_slice();
        let (any, none) = (near.as_slice(), near.as_slice());
        assert_eq!(found(Wanted { phrases, any, ..Wanted::default() }).await, [1, 2]);
        assert_eq!(found(Wanted { any, ..Wanted::default() }).await, [1, 2, 4]);
        assert_eq!(found(Wanted { any, none: &own, ..Wanted::default() }).await, [1, 4]);
        assert_eq!(found(Wanted { phrases, none, ..Wanted::default() }).await, [3]);
        assert_eq!(found(Wanted { phrases, none, unless: &own, ..Wanted::default() }).await, [2, 3]);
    }
}

async fn suggested(tx: &mut Tx, from: i64, limit: i64) -> Vec<MemberId> {
    let any = tokens(&["\u{e002}j2001"]);
    let wanted = Wanted { any: &any, ..Wanted::default() };
    let stretch = Stretch { after: from - 1, before: i64::MAX, limit };
    let rows = suggestion::page(tx, Eye::member(id(1)), &wanted, stretch, NOW).await.unwrap();
    rows.into_iter().map(|row| row.id).collect()
}

#[tokio::test]
async fn whoever_is_waved_off_avoided_or_unseen_is_not_suggested() {
    for engine in engines::both().await {
        let mut tx = with(&engine.db, (1..=9).map(person)).await;
        listed(&mut tx, 9, |_| &["\u{e002}j2001"]).await;
        assert_eq!(suggested(&mut tx, 0, 99).await, (2..=9).map(id).collect::<Vec<_>>(), "never oneself");
        assert_eq!(suggested(&mut tx, 4, 2).await, [id(4), id(5)]);

        avoid::insert(&mut tx, id(1), id(2), NOW).await.unwrap();
        avoid::insert(&mut tx, id(3), id(1), NOW).await.unwrap();
        block::insert(&mut tx, id(4), id(1), NOW).await.unwrap();
        connection::ask(&mut tx, id(1), id(5), "", NOW).await.unwrap();
        suggestion::hide(&mut tx, id(1), id(6), NOW, None).await.unwrap();
        suggestion::hide(&mut tx, id(1), id(7), NOW, Some(Stamp(NOW.0 + 1))).await.unwrap();
        suggestion::hide(&mut tx, id(1), id(8), Stamp(4_000), Some(NOW)).await.unwrap();
        assert_eq!(suggested(&mut tx, 0, 99).await, [id(8), id(9)], "until then, not at that moment");

        let all = (Stamp(i64::MAX), MemberId::LAST);
        let list = suggestion::hidden(&mut tx, id(1), NOW, all, 99).await.unwrap();
        assert_eq!(list.iter().map(|row| row.person.id).collect::<Vec<_>>(), [id(7), id(6)]);
        let rest = suggestion::hidden(&mut tx, id(1), NOW, (NOW, id(7)), 99).await.unwrap();
        assert_eq!(rest.len(), 1);
        // Waved off again, it counts from then.
        suggestion::hide(&mut tx, id(1), id(6), NOW, Some(NOW)).await.unwrap();
        assert!(suggestion::show(&mut tx, id(1), id(7)).await.unwrap());
        assert!(!suggestion::show(&mut tx, id(1), id(7)).await.unwrap());
        assert_eq!(suggested(&mut tx, 0, 99).await, [6, 7, 8, 9].map(id));
    }
}

#[tokio::test]
async fn who_came_by_an_invitation_is_suggested_until_connected() {
    for engine in engines::both().await {
        let invited = |n: u128, shows_origin| {
            let invited_by = Some(id(1));
            store::member::MemberRow { invited_by, shows_origin, ..person(n) }
        };
        let people = [person(1), invited(2, true), invited(3, false), invited(4, true), invited(5, true)];
        let mut tx = with(&engine.db, people).await;
        connection::insert(&mut tx, id(1), id(4), NOW).await.unwrap();
        let branch = suggestion::branch(&mut tx, Eye::member(id(1)), NOW, 9).await.unwrap();
        assert_eq!(branch.iter().map(|row| row.id).collect::<Vec<_>>(), [id(5), id(2)]);
    }
}
