//! Contracts of signing in by the company's account, of the office's links and of roles on both engines.
use crate::engines;
use crate::people::{id, person, with};
use store::member::MemberRow;
use store::office_link::{self, OfficeLinkRow};
use store::oidc::{self, ArrivalRow, AttemptRow};
use store::{member, member_role};
use types::lang::Lang;
use types::member::MemberState;
use types::role::{Role, Roles};
use types::time::Stamp;

const ISSUER: &str = "https://id.example.jp";

fn attempt(n: i64) -> AttemptRow {
    AttemptRow {
        state_hash: format!("state{n}"),
        cookie_hash: format!("cookie{n}"),
        nonce: "nonce".into(),
        verifier: "verifier".into(),
        return_to: "/events".into(),
        expires_at: Stamp(n),
    }
}

fn arrival(n: i64, mail: Option<&str>) -> ArrivalRow {
    ArrivalRow {
        token_hash: format!("token{n}"),
        issuer: ISSUER.into(),
        subject: format!("subject{n}"),
        mail: mail.map(|mail| mail.parse().unwrap()),
        roles: Roles::of(&[Role::Office, Role::Host]),
        family: "神谷".into(),
        given: "楓".into(),
        family_kana: String::new(),
        given_kana: String::new(),
        family_roman: "Kamiya".into(),
        given_roman: "Kaede".into(),
        return_to: "/".into(),
        expires_at: Stamp(n),
    }
}

fn office(n: u128) -> MemberRow {
    MemberRow { roles: Roles::of(&[Role::Office]), ..person(n) }
}

#[tokio::test]
async fn an_attempt_is_taken_once_by_the_browser_that_began() {
    for engine in engines::both().await {
        let mut tx = with(&engine.db, []).await;
        for n in [1, 2] {
            oidc::insert_attempt(&mut tx, &attempt(n)).await.unwrap();
        }
        assert_eq!(oidc::take_attempt(&mut tx, "state1", "cookie2").await.unwrap(), None, "another browser");
        assert_eq!(oidc::take_attempt(&mut tx, "state1", "cookie1").await.unwrap(), Some(attempt(1)));
        assert_eq!(oidc::take_attempt(&mut tx, "state1", "cookie1").await.unwrap(), None, "once");
        assert_eq!(oidc::sweep(&mut tx, Stamp(3)).await.unwrap(), 1);
        assert_eq!(oidc::take_attempt(&mut tx, "state2", "cookie2").await.unwrap(), None);
    }
}

#[tokio::test]
async fn who_arrives_waits_until_taken_or_forgotten() {
    for engine in engines::both().await {
        let mut tx = with(&engine.db, []).await;
        let rows = [arrival(1, Some("kaede@example.jp")), arrival(2, None), arrival(9, None)];
        for row in &rows {
            oidc::insert_arrival(&mut tx, row).await.unwrap();
        }
        assert_eq!(oidc::arrival(&mut tx, "token1").await.unwrap().as_ref(), Some(&rows[0]));
        assert!(oidc::take_arrival(&mut tx, "token1").await.unwrap());
        assert!(!oidc::take_arrival(&mut tx, "token1").await.unwrap());
        assert_eq!(oidc::sweep(&mut tx, Stamp(9)).await.unwrap(), 1);
        assert_eq!(oidc::arrival(&mut tx, "token2").await.unwrap(), None);
        assert_eq!(oidc::arrival(&mut tx, "token9").await.unwrap().as_ref(), Some(&rows[2]));
    }
}

#[tokio::test]
async fn an_account_is_one_members_who_has_not_left() {
    for engine in engines::both().await {
        let left = MemberRow { state: MemberState::Left, ..person(2) };
        let mut tx = with(&engine.db, [person(1), left]).await;
        oidc::link(&mut tx, ISSUER, "a", id(1), Stamp(5)).await.unwrap();
        oidc::link(&mut tx, ISSUER, "b", id(2), Stamp(5)).await.unwrap();
        assert_eq!(oidc::member(&mut tx, ISSUER, "a").await.unwrap(), Some(id(1)));
        assert_eq!(oidc::member(&mut tx, "https://other.example.jp", "a").await.unwrap(), None);
        assert!(oidc::has_account(&mut tx, ISSUER, id(1)).await.unwrap());
        assert!(!oidc::has_account(&mut tx, "https://other.example.jp", id(1)).await.unwrap());
        assert_eq!(oidc::member(&mut tx, ISSUER, "b").await.unwrap(), None, "whoever left comes anew");
        oidc::link(&mut tx, ISSUER, "b", id(1), Stamp(6)).await.unwrap();
        assert_eq!(oidc::member(&mut tx, ISSUER, "b").await.unwrap(), Some(id(1)));
    }
}

#[tokio::test]
async fn a_link_of_the_office_is_used_once_in_time() {
    for engine in engines::both().await {
        let mut tx = with(&engine.db, [office(1)]).await;
        let row = |token: &str| OfficeLinkRow {
            token_hash: token.into(),
            member_id: id(1),
            expires_at: Stamp(100),
            used_at: None,
        };
        for token in ["a", "b"] {
            office_link::insert(&mut tx, &row(token)).await.unwrap();
        }
        assert!(!office_link::spend(&mut tx, "a", Stamp(100)).await.unwrap(), "over");
        assert!(office_link::spend(&mut tx, "b", Stamp(99)).await.unwrap());
        assert!(!office_link::spend(&mut tx, "b", Stamp(99)).await.unwrap(), "once");
        let used = OfficeLinkRow { used_at: Some(Stamp(99)), ..row("b") };
        assert_eq!(office_link::get(&mut tx, "b").await.unwrap(), Some(used));
        assert_eq!(office_link::sweep(&mut tx, Stamp(100)).await.unwrap(), 0);
        assert_eq!(office_link::sweep(&mut tx, Stamp(101)).await.unwrap(), 2);
    }
}

#[tokio::test]
async fn the_office_is_counted_and_written_to_by_its_primary_addresses() {
    for engine in engines::both().await {
        let resting = MemberRow { state: MemberState::Resting, ..office(3) };
        let english = MemberRow { lang: Lang::En, ..office(2) };
        let mut tx = with(&engine.db, [office(1), english, resting, person(4)]).await;
        for (n, mail, is_primary) in [
            (1, "a@example.jp", true),
            (1, "b@example.jp", false),
            (2, "c@example.jp", true),
            (3, "d@example.jp", true),
            (4, "e@example.jp", true),
        ] {
            member::insert_mail(&mut tx, &mail.parse().unwrap(), id(n), is_primary, None).await.unwrap();
        }
        let mails = office_link::office_mails(&mut tx).await.unwrap();
        let seen: Vec<_> = mails.iter().map(|row| (row.member_id, row.mail.as_str(), row.lang)).collect();
        assert_eq!(seen, [(id(1), "a@example.jp", Lang::Ja), (id(2), "c@example.jp", Lang::En)]);

        member_role::hold(&mut tx, Role::Office).await.unwrap();
        assert!(member_role::has_other(&mut tx, id(1), Role::Office).await.unwrap());
        member_role::set(&mut tx, id(2), &Roles::of(&[Role::Host])).await.unwrap();
        assert!(
            !member_role::has_other(&mut tx, id(1), Role::Office).await.unwrap(),
            "whoever rests does not count"
        );
        let roles = member::by_id(&mut tx, id(2)).await.unwrap().unwrap().roles;
        assert!(roles.has(Role::Host) && !roles.has(Role::Office));
    }
}
