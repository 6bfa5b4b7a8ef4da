//! Contracts of vouching on both engines.
use crate::engines;
use crate::people::{person, with};
use store::join_request::JoinRequestRow;
use store::name::NameRow;
use store::vouch::Bond;
use store::{Tx, join_request, member, read_marker, vouch};
use types::id::{JoinRequestId, MemberId, VouchId};
use types::join::JoinState;
use types::lang::Lang;
use types::name::NameKind;
use types::time::Stamp;
use types::visibility::Visibility;
use types::vouch::{Doubt, VouchState};
use uuid::Uuid;

fn request(n: u128) -> JoinRequestRow {
    let text = String::new;
    JoinRequestRow {
        id: JoinRequestId(Uuid::from_u128(n)),
        secret: format!("secret{n}"),
        state: JoinState::Waiting,
        invitation_id: None,
        shows_origin: false,
        family: "久我".into(),
        given: "洋平".into(),
        family_kana: text(),
        given_kana: text(),
        family_roman: text(),
        given_roman: text(),
        former_family: text(),
        mail: format!("kuga{n}@example.jp").parse().unwrap(),
        department: "公共".into(),
        year_from: 2001,
        year_to: None,
        note: text(),
        lang: Lang::Ja,
        purposes: "running".into(),
        text_version: "1".into(),
        question: text(),
        answer: text(),
        created_at: Stamp(10),
        proved_at: Some(Stamp(11)),
        decided_at: None,
        decided_by: None,
        colleagues: text(),
        told_at: None,
        member_id: None,
    }
}

fn who(n: u128) -> MemberId {
    MemberId(Uuid::from_u128(n))
}

fn id(n: u128) -> VouchId {
    VouchId(Uuid::from_u128(n))
}

async fn ask(tx: &mut Tx, n: u128, of: u128, by: u128) {
    assert!(vouch::ask(tx, id(n), request(of).id, who(by), Stamp(20)).await.unwrap());
}

#[tokio::test]
async fn a_vouch_is_asked_once_given_and_taken_back() {
    for engine in engines::both().await {
        let mut tx = with(&engine.db, [person(1), person(2)]).await;
        join_request::insert(&mut tx, &request(1)).await.unwrap();
        assert!(!read_marker::reader(&mut tx, who(1), 9).await.unwrap().asked_to_vouch);
        ask(&mut tx, 1, 1, 1).await;
        assert!(!vouch::ask(&mut tx, id(9), request(1).id, who(1), Stamp(21)).await.unwrap(), "once");
        ask(&mut tx, 2, 1, 2).await;
        assert!(read_marker::reader(&mut tx, who(1), 9).await.unwrap().asked_to_vouch);
        assert_eq!(vouch::asked(&mut tx, who(1), 9).await.unwrap()[0].family, "久我");
        assert!(vouch::of_member(&mut tx, who(2), id(1)).await.unwrap().is_none(), "not that member's");

        assert!(vouch::give(&mut tx, id(1), "図書館班", None, Stamp(30)).await.unwrap());
        assert!(!vouch::give(&mut tx, id(1), "", None, Stamp(31)).await.unwrap(), "given");
        assert!(!vouch::pass(&mut tx, id(1), Stamp(31)).await.unwrap(), "given");
        assert!(vouch::pass(&mut tx, id(2), Stamp(31)).await.unwrap());
        assert_eq!(vouch::counting(&mut tx, request(1).id).await.unwrap(), 1);
        assert_eq!(vouch::vouchers(&mut tx, request(1).id).await.unwrap(), [who(1)]);
        assert_eq!(vouch::of_request(&mut tx, request(1).id, 9).await.unwrap().len(), 1, "silence is silent");
        let given = vouch::given(&mut tx, who(1), VouchId::LAST, 9).await.unwrap();
        assert_eq!((given[0].vouch.id, given[0].vouch.words.as_str()), (id(1), "図書館班"));
        assert!(vouch::given(&mut tx, who(1), id(1), 9).await.unwrap().is_empty());

        assert!(vouch::withdraw(&mut tx, id(1), Stamp(40)).await.unwrap());
        assert!(!vouch::withdraw(&mut tx, id(2), Stamp(40)).await.unwrap(), "never given");
        assert_eq!(vouch::counting(&mut tx, request(1).id).await.unwrap(), 0);
        assert_eq!(vouch::count_given(&mut tx, who(1), Stamp(30)).await.unwrap(), 1, "counts all the same");
        assert_eq!(vouch::count_given(&mut tx, who(1), Stamp(31)).await.unwrap(), 0);
        let seen = vouch::page(&mut tx, true, VouchId::LAST, 9).await.unwrap();
        assert_eq!(seen.len(), 1);
        assert_eq!(
            (seen[0].vouch.state, seen[0].vouch.withdrawn_at),
            (VouchState::Withdrawn, Some(Stamp(40)))
        );
        assert!(join_request::withdraw(&mut tx, request(1).id).await.unwrap());
        assert!(
            vouch::page(&mut tx, false, VouchId::LAST, 9).await.unwrap().is_empty(),
            "gone with the request"
        );
    }
}

#[tokio::test]
async fn nobody_is_asked_about_what_is_decided() {
    for engine in engines::both().await {
        let mut tx = with(&engine.db, [person(1)]).await;
        join_request::insert(&mut tx, &request(1)).await.unwrap();
        ask(&mut tx, 1, 1, 1).await;
        join_request::decide(&mut tx, request(1).id, JoinState::Declined, None, Stamp(30)).await.unwrap();
        assert!(vouch::asked(&mut tx, who(1), 9).await.unwrap().is_empty());
        assert!(!read_marker::reader(&mut tx, who(1), 9).await.unwrap().asked_to_vouch);
    }
}

#[tokio::test]
async fn doubts_about_who_vouches_keep_a_request_from_counting() {
    for engine in engines::both().await {
        let mut tx = with(&engine.db, [person(1), person(2), person(3)]).await;
        for n in 1..=3 {
            join_request::insert(&mut tx, &request(n)).await.unwrap();
        }
        // The second member came in by a vouch of the first.
        ask(&mut tx, 1, 1, 1).await;
        vouch::give(&mut tx, id(1), "", None, Stamp(30)).await.unwrap();
        join_request::decide(&mut tx, request(1).id, JoinState::Approved, None, Stamp(31)).await.unwrap();
        join_request::tell(&mut tx, request(1).id, Some(who(2)), Stamp(31)).await.unwrap();
        let bond = async |tx: &mut Tx, a, b, since| {
            vouch::bond(tx, request(3).id, who(a), who(b), Stamp(since)).await.unwrap()
        };
        assert_eq!(bond(&mut tx, 1, 2, 0).await, Bond { ring: true, together: 0 });
        assert_eq!(bond(&mut tx, 2, 1, 0).await, Bond { ring: true, together: 0 });
        assert_eq!(bond(&mut tx, 1, 3, 0).await, Bond { ring: false, together: 0 });

        for (n, by) in [(2, 1), (3, 3)] {
            ask(&mut tx, n, 2, by).await;
            vouch::give(&mut tx, id(n), "", None, Stamp(40)).await.unwrap();
        }
        assert_eq!(bond(&mut tx, 3, 1, 40).await.together, 1);
        assert_eq!(bond(&mut tx, 3, 1, 41).await.together, 0, "long ago");
        assert_eq!(vouch::counting(&mut tx, request(2).id).await.unwrap(), 2);
        ask(&mut tx, 4, 2, 2).await;
        vouch::give(&mut tx, id(4), "", Some(Doubt::Ring), Stamp(41)).await.unwrap();
        assert_eq!(vouch::counting(&mut tx, request(2).id).await.unwrap(), 0);
        assert_eq!(vouch::page(&mut tx, true, VouchId::LAST, 9).await.unwrap().len(), 1);
        assert_eq!(vouch::page(&mut tx, false, VouchId::LAST, 2).await.unwrap().len(), 2);
    }
}

#[tokio::test]
async fn colleagues_are_found_by_reading_and_by_the_name_they_bore() {
    for engine in engines::both().await {
        let mut tx = engine.db.write().await.unwrap();
        let row = member::MemberRow {
            family: "横井".into(),
            given: "澄江".into(),
            family_kana: "ヨコイ".into(),
            given_kana: "スミエ".into(),
            ..person(1)
        };
        member::insert(&mut tx, &row).await.unwrap();
        let name = |kind, no, family: &str, given: &str, reach, searchable| NameRow {
            member_id: row.id,
            kind,
            no,
            family: family.into(),
            given: given.into(),
            reading: String::new(),
            until_year: None,
            reach,
            searchable,
        };
        for name in [
            name(NameKind::Kanji, 0, "橫井", "澄江", Visibility::Connections, true),
            name(NameKind::Former, 0, "川端", "", Visibility::Nobody, true),
            name(NameKind::Former, 1, "石田", "スミ", Visibility::Members, false),
            name(NameKind::Former, 2, "渋谷", "", Visibility::Connections, false),
        ] {
            store::name::insert(&mut tx, &name).await.unwrap();
        }
        for name in ["ヨコイスミエ", "川端澄江", "石田スミ", "橫井澄江"] {
            assert_eq!(vouch::namesakes(&mut tx, name).await.unwrap(), [who(1)], "{name}");
        }
        for name in ["澄江", "渋谷澄江", "川端", "石田澄江"] {
            assert!(vouch::namesakes(&mut tx, name).await.unwrap().is_empty(), "{name}");
        }
        assert!(join_request::name_colleagues(&mut tx, request(1).id, "x").await.is_ok_and(|named| !named));
    }
}
