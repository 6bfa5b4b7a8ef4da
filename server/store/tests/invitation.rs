//! Contracts of invitations and of requests to join, told as one story per noun on both engines.
use crate::engines;
use crate::people::{person, with};
use store::invitation::InvitationRow;
use store::join_request::JoinRequestRow;
use store::refusal::RefusalRow;
use store::{invitation, join_request, refusal, staff_note, task};
use types::id::{InvitationId, JoinRequestId, MemberId, RefusalId, StaffNoteId, TaskId};
use types::join::JoinState;
use types::lang::Lang;
use types::time::Stamp;
use uuid::Uuid;

const SASAKI: MemberId = MemberId(Uuid::from_u128(1));

fn link(n: u128) -> InvitationRow {
    InvitationRow {
        id: InvitationId(Uuid::from_u128(n)),
        token: format!("token{n}"),
        inviter_id: SASAKI,
        worked_together: "2008年、図書館班".into(),
        note: String::new(),
        mail: Some("a@example.jp".parse().unwrap()),
        uses: 1,
        used: 0,
        created_at: Stamp(1),
        expires_at: Stamp(100),
        started_at: None,
        revoked_at: None,
    }
}

fn request(n: u128) -> JoinRequestRow {
    let text = String::new;
    JoinRequestRow {
        id: JoinRequestId(Uuid::from_u128(n)),
        secret: format!("secret{n}"),
        state: JoinState::Unverified,
        invitation_id: None,
        shows_origin: false,
        family: "久我".into(),
        given: "洋平".into(),
        family_kana: "クガ".into(),
        given_kana: "ヨウヘイ".into(),
        family_roman: text(),
        given_roman: text(),
        former_family: text(),
        mail: "kuga@example.jp".parse().unwrap(),
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
        proved_at: None,
        decided_at: None,
        decided_by: None,
        told_at: None,
        colleagues: text(),
        member_id: None,
    }
}

#[tokio::test]
async fn an_invitation_is_started_spent_and_taken_back() {
    for engine in engines::both().await {
        let mut tx = with(&engine.db, [person(1)]).await;
        for n in [1, 2, 3] {
            invitation::insert(&mut tx, &link(n)).await.unwrap();
        }
        let id = link(2).id;
        invitation::start(&mut tx, id, Stamp(5)).await.unwrap();
        invitation::start(&mut tx, id, Stamp(6)).await.unwrap();
        assert!(invitation::spend(&mut tx, id).await.unwrap());
        assert!(!invitation::spend(&mut tx, id).await.unwrap(), "it was for one");
        assert!(invitation::revoke(&mut tx, SASAKI, id, Stamp(7)).await.unwrap());
        assert!(!invitation::revoke(&mut tx, SASAKI, id, Stamp(8)).await.unwrap(), "twice is once");
        assert!(
            !invitation::restore(&mut tx, MemberId(Uuid::from_u128(9)), id).await.unwrap(),
            "not the owner"
        );
        tx.commit().await.unwrap();

        let mut conn = engine.db.read().await.unwrap();
        let expected =
            InvitationRow { used: 1, started_at: Some(Stamp(5)), revoked_at: Some(Stamp(7)), ..link(2) };
        assert_eq!(invitation::by_id(&mut conn, id).await.unwrap(), Some(expected.clone()));
        assert_eq!(invitation::by_token(&mut conn, "token2").await.unwrap(), Some(expected.clone()));
        assert_eq!(invitation::by_token(&mut conn, "token9").await.unwrap(), None);
        assert_eq!(invitation::of_member(&mut conn, SASAKI, link(3).id, 1).await.unwrap(), [expected]);
        drop(conn);
        let mut tx = engine.db.write().await.unwrap();
        assert!(invitation::restore(&mut tx, SASAKI, id).await.unwrap());
        assert!(!invitation::restore(&mut tx, SASAKI, id).await.unwrap());
    }
}

#[tokio::test]
async fn a_request_is_proved_queued_asked_and_decided_once() {
    for engine in engines::both().await {
        let mut tx = with(&engine.db, [person(1)]).await;
        invitation::insert(&mut tx, &link(1)).await.unwrap();
        let row = JoinRequestRow { invitation_id: Some(link(1).id), ..request(1) };
        join_request::insert(&mut tx, &row).await.unwrap();
        join_request::insert(&mut tx, &request(2)).await.unwrap();
        assert_eq!(join_request::by_id(&mut tx, row.id).await.unwrap(), Some(row.clone()));
        assert!(join_request::queued(&mut tx, row.id).await.unwrap().is_none(), "not proved");
        assert!(!join_request::ask(&mut tx, row.id, "?").await.unwrap(), "not proved");
        join_request::prove(&mut tx, row.id, &row.mail, Stamp(20)).await.unwrap();
        assert!(
            join_request::by_secret(&mut tx, "secret2").await.unwrap().is_none(),
            "the other one is forgotten"
        );
        assert_eq!(join_request::pending_of(&mut tx, &row.mail).await.unwrap().unwrap().id, row.id);
        assert_eq!(join_request::waiting(&mut tx).await.unwrap(), 1);

        let queue = join_request::queue(&mut tx, JoinRequestId(Uuid::nil()), 10).await.unwrap();
        assert_eq!(queue[0].inviter_family.as_deref(), Some("佐々木"));
        assert_eq!(queue[0].worked_together.as_deref(), Some("2008年、図書館班"));
        assert_eq!(queue[0].request.proved_at, Some(Stamp(20)));
        assert!(join_request::queue(&mut tx, row.id, 10).await.unwrap().is_empty());

        assert!(!join_request::answer(&mut tx, row.id, "?").await.unwrap(), "nobody asked");
        assert!(join_request::ask(&mut tx, row.id, "上司は?").await.unwrap());
        assert!(join_request::answer(&mut tx, row.id, "齋藤さん").await.unwrap());
        let (approved, declined) = (JoinState::Approved, JoinState::Declined);
        assert!(join_request::decide(&mut tx, row.id, declined, Some(SASAKI), Stamp(30)).await.unwrap());
        assert!(!join_request::decide(&mut tx, row.id, approved, None, Stamp(31)).await.unwrap(), "decided");
        assert_eq!(join_request::held(&mut tx, 10).await.unwrap().len(), 1);
        assert_eq!(join_request::pending_of(&mut tx, &row.mail).await.unwrap().unwrap().id, row.id, "held");
        assert!(join_request::undecide(&mut tx, row.id).await.unwrap());
        assert!(join_request::decide(&mut tx, row.id, approved, Some(SASAKI), Stamp(32)).await.unwrap());
        assert!(join_request::decided(&mut tx, 10).await.unwrap().is_empty(), "not told yet");
        assert!(join_request::tell(&mut tx, row.id, Some(SASAKI), Stamp(33)).await.unwrap());
        assert!(!join_request::tell(&mut tx, row.id, None, Stamp(34)).await.unwrap(), "told");
        assert!(!join_request::undecide(&mut tx, row.id).await.unwrap(), "told");
        assert!(!join_request::withdraw(&mut tx, row.id).await.unwrap(), "told");
        assert!(join_request::pending_of(&mut tx, &row.mail).await.unwrap().is_none());
        let decided = &join_request::decided(&mut tx, 10).await.unwrap()[0].request;
        assert_eq!((decided.state, decided.told_at), (approved, Some(Stamp(33))));
        assert_eq!((decided.decided_by, decided.member_id), (Some(SASAKI), Some(SASAKI)));
        assert!(join_request::held(&mut tx, 10).await.unwrap().is_empty());
        assert_eq!(join_request::waiting(&mut tx).await.unwrap(), 0);
    }
}

#[tokio::test]
async fn requests_are_withdrawn_and_swept() {
    for engine in engines::both().await {
        let mut tx = with(&engine.db, [person(1)]).await;
        join_request::insert(&mut tx, &request(1)).await.unwrap();
        assert!(join_request::withdraw(&mut tx, request(1).id).await.unwrap());
        assert!(!join_request::withdraw(&mut tx, request(1).id).await.unwrap());
        let declined =
            JoinRequestRow { state: JoinState::Declined, decided_at: Some(Stamp(50)), ..request(2) };
        join_request::insert(&mut tx, &declined).await.unwrap();
        join_request::insert(&mut tx, &request(3)).await.unwrap();
        assert_eq!(join_request::sweep(&mut tx, Stamp(10), Stamp(50)).await.unwrap(), 0);
        assert_eq!(join_request::sweep(&mut tx, Stamp(11), Stamp(51)).await.unwrap(), 2);
    }
}

#[tokio::test]
async fn a_task_is_cancelled_until_a_worker_has_it() {
    for engine in engines::both().await {
        let mut tx = engine.db.write().await.unwrap();
        let id = |n| TaskId(Uuid::from_u128(n));
        task::insert(&mut tx, id(1), "mail", "{}", Some("held"), Stamp(10)).await.unwrap();
        assert!(task::cancel(&mut tx, "held").await.unwrap());
        assert!(!task::cancel(&mut tx, "held").await.unwrap());
        task::insert(&mut tx, id(2), "mail", "{}", Some("held"), Stamp(10)).await.unwrap();
        task::claim(&mut tx, Stamp(10), Stamp(20)).await.unwrap().unwrap();
        assert!(!task::cancel(&mut tx, "held").await.unwrap());
        assert!(!task::hasten(&mut tx, "held", Stamp(11)).await.unwrap(), "a worker has it");
        task::insert(&mut tx, id(3), "mail", "{}", Some("later"), Stamp(99)).await.unwrap();
        assert!(task::claim(&mut tx, Stamp(12), Stamp(20)).await.unwrap().is_none());
        assert!(task::hasten(&mut tx, "later", Stamp(12)).await.unwrap());
        assert_eq!(task::claim(&mut tx, Stamp(12), Stamp(20)).await.unwrap().unwrap().id, id(3));
    }
}

#[tokio::test]
async fn notes_stay_with_their_request_and_go_with_it() {
    for engine in engines::both().await {
        let mut tx = with(&engine.db, [person(1), person(2)]).await;
        join_request::insert(&mut tx, &request(1)).await.unwrap();
        let (first, second) = (StaffNoteId(Uuid::from_u128(1)), StaffNoteId(Uuid::from_u128(2)));
        for (id, at) in [(first, 10), (second, 20)] {
            let note = staff_note::NewNote {
                id,
                join_request: request(1).id,
                author: SASAKI,
                body: "社員番号を確認",
                created_at: Stamp(at),
            };
            staff_note::insert(&mut tx, &note).await.unwrap();
        }
        let other = MemberId(Uuid::from_u128(2));
        assert!(!staff_note::take_back(&mut tx, second, other, Stamp(1)).await.unwrap(), "not the author");
        assert!(!staff_note::take_back(&mut tx, first, SASAKI, Stamp(10)).await.unwrap(), "too late");
        assert!(staff_note::take_back(&mut tx, second, SASAKI, Stamp(10)).await.unwrap());
        let notes = staff_note::of_request(&mut tx, request(1).id, 10).await.unwrap();
        assert_eq!(notes.iter().map(|n| (n.id, n.family.as_str())).collect::<Vec<_>>(), [(first, "佐々木")]);
        assert!(join_request::withdraw(&mut tx, request(1).id).await.unwrap());
        assert!(staff_note::of_request(&mut tx, request(1).id, 10).await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn wordings_of_refusals_are_added_changed_and_removed() {
    for engine in engines::both().await {
        let mut tx = engine.db.write().await.unwrap();
        let row = |n, title: &str| RefusalRow {
            id: RefusalId(Uuid::from_u128(n)),
            title: title.into(),
            body_ja: "恐れ入ります。".into(),
            body_en: String::new(),
            created_at: Stamp(1),
        };
        refusal::put(&mut tx, &row(1, "協力会社")).await.unwrap();
        refusal::put(&mut tx, &row(2, "退職前")).await.unwrap();
        refusal::put(&mut tx, &row(1, "グループ会社")).await.unwrap();
        let all = refusal::all(&mut tx, 10).await.unwrap();
        assert_eq!(all, [row(1, "グループ会社"), row(2, "退職前")]);
        assert!(refusal::delete(&mut tx, row(1, "").id).await.unwrap());
        assert!(!refusal::delete(&mut tx, row(1, "").id).await.unwrap());
    }
}
