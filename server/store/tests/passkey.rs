//! Contracts of passkeys and the questions to devices on both engines.
use crate::engines;
use crate::people::{id, person, with};
use store::member::MemberRow;
use store::passkey::{self, PasskeyRow};
use store::passkey_ceremony::{self as ceremony, PasskeyCeremonyRow};
use types::id::{PasskeyCeremonyId, PasskeyId};
use types::member::MemberState;
use types::time::Stamp;
use uuid::Uuid;

/// Passkey `n` of member `member`.
fn row(n: u128, member: u128) -> PasskeyRow {
    PasskeyRow {
        id: PasskeyId(Uuid::from_u128(n)),
        member_id: id(member),
        credential_id: format!("credential{n}"),
        credential: "{\"counter\":1}".into(),
        name: format!("端末{n}"),
        created_at: Stamp(10),
        last_used_on: None,
    }
}

#[tokio::test]
async fn a_passkey_is_added_once_used_renamed_and_removed() {
    for engine in engines::both().await {
        let mut tx = with(&engine.db, [person(1), person(2)]).await;
        for n in [2, 1] {
            assert!(passkey::add(&mut tx, &row(n, 1)).await.unwrap());
        }
        let theirs = PasskeyRow { credential_id: "credential1".into(), ..row(3, 2) };
        assert!(!passkey::add(&mut tx, &theirs).await.unwrap(), "anybody's already");
        assert_eq!(passkey::of_member(&mut tx, id(1)).await.unwrap(), [row(1, 1), row(2, 1)]);
        assert_eq!(passkey::of_member(&mut tx, id(2)).await.unwrap(), []);
        assert_eq!(passkey::count(&mut tx, id(1)).await.unwrap(), 2);
        assert_eq!(passkey::by_credential(&mut tx, "credential1").await.unwrap(), Some(row(1, 1)));
        assert_eq!(passkey::by_credential(&mut tx, "credential9").await.unwrap(), None);

        passkey::note_use(&mut tx, row(1, 1).id, "{\"counter\":2}", Stamp(86_400_000)).await.unwrap();
        assert!(passkey::rename(&mut tx, id(1), row(1, 1).id, "仕事の端末").await.unwrap());
        assert!(!passkey::rename(&mut tx, id(2), row(1, 1).id, "x").await.unwrap(), "not the own one");
        let used = PasskeyRow {
            credential: "{\"counter\":2}".into(),
            name: "仕事の端末".into(),
            last_used_on: Some(Stamp(86_400_000)),
            ..row(1, 1)
        };
        assert_eq!(passkey::of_member(&mut tx, id(1)).await.unwrap(), [used, row(2, 1)]);

        assert!(!passkey::remove(&mut tx, id(2), row(1, 1).id).await.unwrap(), "not the own one");
        assert!(passkey::remove(&mut tx, id(1), row(1, 1).id).await.unwrap());
        assert!(!passkey::remove(&mut tx, id(1), row(1, 1).id).await.unwrap());
        assert_eq!(passkey::by_credential(&mut tx, "credential1").await.unwrap(), None);
        assert_eq!(passkey::count(&mut tx, id(1)).await.unwrap(), 1);
    }
}

#[tokio::test]
async fn only_whoever_can_use_the_account_is_found_by_a_passkey() {
    for engine in engines::both().await {
        let in_state = |n, state| MemberRow { state, ..person(n) };
        let people = [in_state(1, MemberState::Left), in_state(2, MemberState::Resting), person(3)];
        let mut tx = with(&engine.db, people).await;
        let mut found = Vec::new();
        for n in 1..=3 {
            passkey::add(&mut tx, &row(n, n)).await.unwrap();
            found.push(passkey::by_credential(&mut tx, &row(n, n).credential_id).await.unwrap().is_some());
        }
        assert_eq!(found, [false, false, true]);
    }
}

#[tokio::test]
async fn a_question_is_answered_once_and_swept_when_over() {
    for engine in engines::both().await {
        let mut tx = with(&engine.db, [person(1)]).await;
        let question = |n, member_id| PasskeyCeremonyRow {
            id: PasskeyCeremonyId(Uuid::from_u128(n)),
            member_id,
            state: "{}".into(),
            expires_at: Stamp(i64::try_from(n).unwrap() * 100),
        };
        let all = [question(1, None), question(2, Some(id(1))), question(3, None)];
        for row in &all {
            ceremony::insert(&mut tx, row).await.unwrap();
        }
        assert_eq!(ceremony::take(&mut tx, all[1].id).await.unwrap(), Some(all[1].clone()));
        assert_eq!(ceremony::take(&mut tx, all[1].id).await.unwrap(), None, "twice");
        assert_eq!(ceremony::sweep(&mut tx, Stamp(99)).await.unwrap(), 0);
        assert_eq!(ceremony::sweep(&mut tx, Stamp(100)).await.unwrap(), 1);
        assert_eq!(ceremony::take(&mut tx, all[0].id).await.unwrap(), None);
        assert_eq!(ceremony::take(&mut tx, all[2].id).await.unwrap(), Some(all[2].clone()));
    }
}
