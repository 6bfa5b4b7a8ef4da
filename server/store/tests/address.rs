//! Contracts of addresses and requests for them on both engines.
use crate::engines;
use crate::people::{id, person, with};
use store::address::{self, AddressRow};
use store::address_request::{self as request, AddressRequestRow};
use store::member::MemberRow;
use store::session::{self, OpeningRow, SessionRow};
use store::{Tx, member};
use types::address::AddressRequestState;
use types::id::{AddressRequestId, SessionId};
use types::member::MemberState;
use types::text::Mail;
use types::time::Stamp;
use uuid::Uuid;

fn mail(text: &str) -> Mail {
    text.parse().unwrap()
}

/// Request `n` of member 1 for `mail`, made at `n`, open until 1,000.
fn row(n: u128, new: &str) -> AddressRequestRow {
    let at = Stamp(i64::try_from(n).unwrap());
    AddressRequestRow {
        id: AddressRequestId(Uuid::from_u128(n)),
        member_id: id(1),
        state: AddressRequestState::Open,
        mail: mail(new),
        primary_mail: mail("a@example.jp"),
        link_hash: format!("link{n}"),
        code_hash: format!("code{n}"),
        tries: 0,
        proof_until: at.plus(100),
        confirm_hash: format!("confirm{n}"),
        created_at: at,
        expires_at: Stamp(1_000),
        proved_at: None,
        confirmed_at: None,
        office_asked_at: None,
    }
}

/// Members 1 and 2, of whom 1 has an address that is not proved.
async fn members(engine: &engines::Engine) -> Tx {
    let mut tx = with(&engine.db, [person(1), person(2)]).await;
    member::insert_mail(&mut tx, &mail("a@example.jp"), id(1), true, None).await.unwrap();
    tx
}

#[tokio::test]
async fn an_address_is_added_once_chosen_and_removed() {
    for engine in engines::both().await {
        let mut tx = members(&engine).await;
        assert!(address::add(&mut tx, &mail("b@example.jp"), id(1), Stamp(5)).await.unwrap());
        assert!(!address::add(&mut tx, &mail("b@example.jp"), id(2), Stamp(6)).await.unwrap(), "anybody's");
        assert_eq!(address::holder(&mut tx, &mail("b@example.jp")).await.unwrap(), Some(id(1)));
        assert_eq!(address::holder(&mut tx, &mail("c@example.jp")).await.unwrap(), None);
        let of = |text: &str, is_primary, verified_at: Option<i64>| AddressRow {
            mail: mail(text),
            is_primary,
            verified_at: verified_at.map(Stamp),
        };
        address::hold(&mut tx, id(1)).await.unwrap();
        let all = address::of_member(&mut tx, id(1)).await.unwrap();
        assert_eq!(all, [of("a@example.jp", true, None), of("b@example.jp", false, Some(5))]);

        address::set_primary(&mut tx, id(1), &mail("b@example.jp")).await.unwrap();
        let all = address::of_member(&mut tx, id(1)).await.unwrap();
        assert_eq!(all, [of("b@example.jp", true, Some(5)), of("a@example.jp", false, None)]);
        assert!(!address::remove(&mut tx, id(2), &mail("a@example.jp")).await.unwrap(), "not the own one");
        assert!(address::remove(&mut tx, id(1), &mail("a@example.jp")).await.unwrap());
        assert!(!address::remove(&mut tx, id(1), &mail("a@example.jp")).await.unwrap());
        assert_eq!(member::mails(&mut tx, id(1)).await.unwrap(), [mail("b@example.jp")]);
    }
}

#[tokio::test]
async fn the_address_of_somebody_who_left_is_still_somebodys() {
    for engine in engines::both().await {
        let left = MemberRow { state: MemberState::Left, ..person(1) };
        let mut tx = with(&engine.db, [left]).await;
        member::insert_mail(&mut tx, &mail("a@example.jp"), id(1), true, None).await.unwrap();
        assert_eq!(member::by_mail(&mut tx, &mail("a@example.jp")).await.unwrap(), None);
        assert_eq!(address::holder(&mut tx, &mail("a@example.jp")).await.unwrap(), Some(id(1)));
    }
}

#[tokio::test]
async fn a_request_is_found_by_its_links_and_ends_once() {
    for engine in engines::both().await {
        let mut tx = members(&engine).await;
        let one = row(1, "b@example.jp");
        request::insert(&mut tx, &one).await.unwrap();
        assert_eq!(request::by_id(&mut tx, one.id).await.unwrap(), Some(one.clone()));
        assert_eq!(request::by_link(&mut tx, "link1").await.unwrap(), Some(one.clone()));
        assert_eq!(request::by_confirmation(&mut tx, "confirm1").await.unwrap(), Some(one.clone()));
        assert_eq!(request::by_confirmation(&mut tx, "link1").await.unwrap(), None);

        request::add_try(&mut tx, one.id).await.unwrap();
        assert_eq!(request::by_id(&mut tx, one.id).await.unwrap().unwrap().tries, 1);
        request::renew(&mut tx, one.id, "again", "code", Stamp(200)).await.unwrap();
        let renewed = AddressRequestRow {
            link_hash: "again".into(),
            code_hash: "code".into(),
            proof_until: Stamp(200),
            ..one.clone()
        };
        assert_eq!(request::by_link(&mut tx, "again").await.unwrap(), Some(renewed.clone()));
        assert_eq!(request::by_link(&mut tx, "link1").await.unwrap(), None);

        let proved = AddressRequestRow { proved_at: Some(Stamp(20)), ..renewed };
        assert_eq!(request::prove(&mut tx, one.id, Stamp(20)).await.unwrap(), Some(proved.clone()));
        assert_eq!(request::prove(&mut tx, one.id, Stamp(21)).await.unwrap(), Some(proved.clone()), "once");
        let confirmed = AddressRequestRow { confirmed_at: Some(Stamp(22)), ..proved };
        assert_eq!(request::confirm(&mut tx, one.id, Stamp(22)).await.unwrap(), Some(confirmed));
        assert_eq!(request::confirm(&mut tx, one.id, Stamp(1_000)).await.unwrap(), None, "too late");
        assert!(request::end(&mut tx, one.id, AddressRequestState::Done).await.unwrap());
        assert!(!request::end(&mut tx, one.id, AddressRequestState::Stopped).await.unwrap());
        assert_eq!(request::prove(&mut tx, one.id, Stamp(23)).await.unwrap(), None, "not open");
        let ended = request::by_id(&mut tx, one.id).await.unwrap().unwrap();
        assert_eq!(ended.state, AddressRequestState::Done);
    }
}

#[tokio::test]
async fn open_requests_are_listed_ended_with_their_addresses_and_swept() {
    for engine in engines::both().await {
        let mut tx = members(&engine).await;
        let all = [
            row(1, "b@example.jp"),
            AddressRequestRow { primary_mail: mail("b@example.jp"), ..row(2, "c@example.jp") },
            AddressRequestRow {
                primary_mail: mail("b@example.jp"),
                confirmed_at: Some(Stamp(4)),
                ..row(3, "d@example.jp")
            },
            AddressRequestRow { member_id: id(2), ..row(4, "b@example.jp") },
        ];
        for row in &all {
            request::insert(&mut tx, row).await.unwrap();
        }
        let open = async |tx: &mut Tx, n, now| {
            let rows = request::open_of(tx, id(n), Stamp(now)).await.unwrap();
            rows.iter().map(|row| row.id.0.as_u128()).collect::<Vec<_>>()
        };
        assert_eq!(open(&mut tx, 1, 999).await, [1, 2, 3]);
        assert_eq!(open(&mut tx, 1, 1_000).await, []);
        request::end_about(&mut tx, id(1), &mail("b@example.jp")).await.unwrap();
        assert_eq!(open(&mut tx, 1, 999).await, [3], "what is confirmed stays");
        assert_eq!(open(&mut tx, 2, 999).await, [4], "another member's stays");
        assert_eq!(request::sweep(&mut tx, Stamp(1_000)).await.unwrap(), 0);
        assert_eq!(request::sweep(&mut tx, Stamp(1_001)).await.unwrap(), 4);
    }
}

#[tokio::test]
async fn the_office_is_asked_once_about_what_is_proved() {
    for engine in engines::both().await {
        let mut tx = members(&engine).await;
        for n in [1, 2] {
            request::insert(&mut tx, &row(n, &format!("n{n}@example.jp"))).await.unwrap();
        }
        let (one, two) = (row(1, "n@example.jp").id, row(2, "n@example.jp").id);
        let asked = async |tx: &mut Tx, id, hash: &str| {
            request::ask_office(tx, id, hash, Stamp(50), Stamp(5_000)).await.unwrap()
        };
        assert!(!asked(&mut tx, one, "x").await, "not proved");
        request::prove(&mut tx, one, Stamp(40)).await.unwrap();
        assert!(asked(&mut tx, one, "x").await);
        assert!(!asked(&mut tx, one, "y").await, "twice");
        assert_eq!(request::by_confirmation(&mut tx, "x").await.unwrap().unwrap().expires_at, Stamp(5_000));
        request::prove(&mut tx, two, Stamp(41)).await.unwrap();
        request::confirm(&mut tx, two, Stamp(42)).await.unwrap();
        assert!(!asked(&mut tx, two, "z").await, "confirmed already");

        let waiting = async |tx: &mut Tx, but, now| {
            let rows = request::for_office(tx, id(but), Stamp(now)).await.unwrap();
            rows.iter().map(|row| (row.id, row.person().given)).collect::<Vec<_>>()
        };
        assert_eq!(waiting(&mut tx, 2, 4_999).await, [(one, "第1".to_owned())]);
        assert_eq!(waiting(&mut tx, 2, 5_000).await, [], "over");
        assert_eq!(waiting(&mut tx, 1, 4_999).await, [], "the own one");
        request::confirm(&mut tx, one, Stamp(60)).await.unwrap();
        assert_eq!(waiting(&mut tx, 2, 4_999).await, []);
    }
}

#[tokio::test]
async fn a_session_knows_the_mail_that_opened_it() {
    for engine in engines::both().await {
        let mut tx = members(&engine).await;
        let device = SessionId(Uuid::from_u128(7));
        let row = SessionRow {
            id: device,
            member_id: id(1),
            device: String::new(),
            created_at: Stamp(30),
            idle_until: Stamp(900),
            expires_at: Stamp(900),
        };
        session::insert(&mut tx, "token", &row).await.unwrap();
        assert_eq!(session::opening(&mut tx, device).await.unwrap(), None);
        session::note_mail(&mut tx, "token", &mail("a@example.jp")).await.unwrap();
        let opening = OpeningRow { proved_mail: mail("a@example.jp"), created_at: Stamp(30) };
        assert_eq!(session::opening(&mut tx, device).await.unwrap(), Some(opening));
    }
}
