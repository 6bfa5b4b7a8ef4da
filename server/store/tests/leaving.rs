//! Contracts of resting, leaving and being erased on both engines.
use crate::engines;
use crate::people::{id, person, with};
use store::erasure::{self, ErasureRow, account, content, traces};
use store::invitation::{self, InvitationRow};
use store::leaving::{self, LeavingRow};
use store::member::{self, MemberRow};
use store::post::{self, NewPost};
use store::session::{self, SessionRow};
use store::sight::Eye;
use store::{StoreError, audit, rate, task};
use types::id::{AuditId, InvitationId, MemberId, PostId, SessionId, TaskId};
use types::lang::Lang;
use types::member::MemberState;
use types::role::{Role, Roles};
use types::time::Stamp;
use uuid::Uuid;

fn about(n: u128) -> LeavingRow {
    LeavingRow {
        member_id: id(n),
        asked_at: Stamp(10),
        due_at: Stamp(90),
        fates: "posts=keep".into(),
        from_state: MemberState::Suspended,
        named_id: None,
        unnamed_id: None,
    }
}

#[tokio::test]
async fn whoever_is_away_is_found_by_the_token_until_the_erasure_begins() {
    for engine in engines::both().await {
        let mut tx = with(&engine.db, [person(1), person(2)]).await;
        for n in [1, 2] {
            let row = SessionRow {
                id: SessionId(Uuid::from_u128(n)),
                member_id: id(n),
                device: String::new(),
                created_at: Stamp(1),
                idle_until: Stamp(100),
                expires_at: Stamp(100),
            };
            session::insert(&mut tx, &format!("hash{n}"), &row).await.unwrap();
        }
        let now = Stamp(20);
        assert_eq!(leaving::away(&mut tx, "hash1", now).await.unwrap(), None, "an active member is not away");
        let rest = leaving::change_state(&mut tx, id(1), MemberState::Active, MemberState::Resting).await;
        assert!(rest.unwrap());
        let again = leaving::change_state(&mut tx, id(1), MemberState::Active, MemberState::Leaving).await;
        assert!(!again.unwrap(), "only from the state it is in");
        assert!(session::viewer(&mut tx, "hash1", now, "2026-11").await.unwrap().is_none());
        let away = leaving::away(&mut tx, "hash1", now).await.unwrap().unwrap();
        assert_eq!((away.person.id, away.state, away.due_at), (id(1), MemberState::Resting, None));
        assert_eq!(leaving::away(&mut tx, "hash1", Stamp(100)).await.unwrap(), None, "the session is over");

        leaving::change_state(&mut tx, id(2), MemberState::Active, MemberState::Leaving).await.unwrap();
        leaving::insert(&mut tx, &about(2)).await.unwrap();
        leaving::set_due(&mut tx, id(2), Stamp(50)).await.unwrap();
        let away = leaving::away(&mut tx, "hash2", now).await.unwrap().unwrap();
        assert_eq!((away.due_at, away.signed_in_at), (Some(Stamp(50)), Stamp(1)));
        assert_eq!(away.from_state, Some(MemberState::Suspended));
        leaving::set_stand_ins(&mut tx, id(2), None, id(1)).await.unwrap();
        assert_eq!(leaving::away(&mut tx, "hash2", now).await.unwrap(), None, "too late");
        let row = leaving::get(&mut tx, id(2)).await.unwrap().unwrap();
        assert_eq!(row, LeavingRow { due_at: Stamp(50), unnamed_id: Some(id(1)), ..about(2) });
        leaving::delete(&mut tx, id(2)).await.unwrap();
        assert_eq!(leaving::get(&mut tx, id(2)).await.unwrap(), None);
        leaving::insert(&mut tx, &about(2)).await.unwrap();
        tx.commit().await.unwrap();
        let mut tx = engine.db.write().await.unwrap();
        assert!(matches!(leaving::insert(&mut tx, &about(2)).await, Err(StoreError::Duplicate(_))));
    }
}

#[tokio::test]
async fn nothing_is_mailed_to_who_rests_and_the_office_is_counted() {
    for engine in engines::both().await {
        let office = |n| MemberRow { roles: Roles::of(&[Role::Office]), ..person(n) };
        let resting = MemberRow { state: MemberState::Resting, ..office(2) };
        let mut tx = with(&engine.db, [office(1), resting, office(3)]).await;
        for n in [1, 2] {
            let mail = format!("m{n}@example.jp").parse().unwrap();
            member::insert_mail(&mut tx, &mail, id(n), true, None).await.unwrap();
        }
        let to = member::mail_to(&mut tx, id(1)).await.unwrap().unwrap();
        assert_eq!(to.as_str(), "m1@example.jp");
        assert_eq!(member::mail_to(&mut tx, id(2)).await.unwrap(), None);
        assert_eq!(member::mail_to(&mut tx, id(3)).await.unwrap(), None, "without an address");
        assert_eq!(leaving::counts(&mut tx, id(1), Stamp(9)).await.unwrap(), leaving::CountsRow::default());
    }
}

#[tokio::test]
async fn a_stand_in_has_a_name_or_nothing_and_is_no_member() {
    for engine in engines::both().await {
        let full = MemberRow { line: "経理部".into(), family_kana: "ささき".into(), ..person(1) };
        let mut tx = with(&engine.db, [full, person(2)]).await;
        let named = MemberId::stand_in(id(77));
        assert!(named.is_stand_in() && MemberId::SOMEBODY.is_stand_in() && !id(1).is_stand_in());
        for _ in 0..2 {
            erasure::stand_in(&mut tx, MemberId::SOMEBODY, Stamp(1)).await.unwrap();
            erasure::stand_in(&mut tx, named, Stamp(1)).await.unwrap();
        }
        erasure::name_stand_in(&mut tx, named, id(1)).await.unwrap();
        let row = member::by_id(&mut tx, named).await.unwrap().unwrap();
        assert_eq!((row.family.as_str(), row.given.as_str(), row.line.as_str()), ("佐々木", "第1", ""));
        assert_eq!((row.family_kana.as_str(), row.state), ("", MemberState::StandIn));
        assert_eq!(member::count(&mut tx).await.unwrap(), 2, "two members");
        assert!(erasure::is_there(&mut tx, id(1)).await.unwrap());
        erasure::empty(&mut tx, id(1)).await.unwrap();
        assert!(!erasure::is_there(&mut tx, id(1)).await.unwrap());
        let row = member::by_id(&mut tx, id(1)).await.unwrap().unwrap();
        assert_eq!((row.state, row.family.as_str(), row.line.as_str()), (MemberState::Left, "", ""));
        let gone = ErasureRow { member_id: id(1), fates: "posts=keep".into(), at: Stamp(5) };
        for _ in 0..2 {
            erasure::insert(&mut tx, &gone).await.unwrap();
        }
        assert_eq!(erasure::list(&mut tx, MemberId::FIRST, 9).await.unwrap(), [gone]);
        assert_eq!(erasure::list(&mut tx, id(1), 9).await.unwrap(), []);
    }
}

#[tokio::test]
async fn posts_and_invitations_lose_their_member_one_by_one() {
    for engine in engines::both().await {
        let mut tx = with(&engine.db, [person(1), person(2)]).await;
        erasure::stand_in(&mut tx, MemberId::SOMEBODY, Stamp(1)).await.unwrap();
        let [first, second] = [1, 2].map(|n| PostId(Uuid::from_u128(n)));
        for id_ in [first, second] {
            let new = NewPost {
                id: id_,
                author: id(1),
                body: "本文",
                html: "<p>本文</p>",
                lang: Lang::Ja,
                created_at: Stamp(3),
                quiet_days: Some(40),
            };
            post::insert(&mut tx, &new).await.unwrap();
        }
        content::hand_over_post(&mut tx, first, MemberId::SOMEBODY).await.unwrap();
        let row = post::by_id(&mut tx, Eye::NOBODY, first).await.unwrap().unwrap();
        assert_eq!(
            (row.author.author_id, row.html.as_str(), row.quiet_days),
            (MemberId::SOMEBODY, "<p>本文</p>", None)
        );
        assert_eq!(content::posts(&mut tx, id(1), 9).await.unwrap().len(), 1, "what is left to do");
        content::empty_post(&mut tx, second, Stamp(9)).await.unwrap();
        assert_eq!(post::by_id(&mut tx, Eye::NOBODY, second).await.unwrap(), None);
        assert_eq!(content::posts(&mut tx, id(1), 9).await.unwrap(), []);

        let link = InvitationRow {
            id: InvitationId(Uuid::from_u128(1)),
            token: "token".into(),
            inviter_id: id(1),
            worked_together: "図書館班".into(),
            note: "また".into(),
            mail: None,
            uses: 1,
            used: 1,
            created_at: Stamp(1),
            expires_at: Stamp(9),
            started_at: Some(Stamp(2)),
            revoked_at: None,
        };
        invitation::insert(&mut tx, &link).await.unwrap();
        let before = invitation::reach(&mut tx).await.unwrap();
        let (found, token) = account::invitation(&mut tx, id(1)).await.unwrap().unwrap();
        assert_eq!((found, token.as_str()), (link.id, "token"));
        account::empty_invitation(&mut tx, found, "another", Stamp(5)).await.unwrap();
        assert_eq!(account::invitation(&mut tx, id(1)).await.unwrap(), None);
        assert_eq!(invitation::reach(&mut tx).await.unwrap(), before, "what is counted stays");
        assert_eq!(invitation::by_token(&mut tx, "token").await.unwrap(), None);
        let row = invitation::by_token(&mut tx, "another").await.unwrap().unwrap();
        assert_eq!(
            (row.worked_together.as_str(), row.note.as_str(), row.revoked_at),
            ("", "", Some(Stamp(5)))
        );
    }
}

#[tokio::test]
async fn texts_no_longer_name_the_member_and_campaigns_go_on() {
    for engine in engines::both().await {
        let mut tx = with(&engine.db, [person(1), person(2)]).await;
        let (simple, hyphenated) = (id(1).0.as_simple().to_string(), id(1).0.as_hyphenated().to_string());
        for (n, actor, object, detail) in [
            (1, Some(id(1)), "post:1".to_owned(), "null".to_owned()),
            (2, Some(id(2)), format!("member:{simple}"), format!("{{\"asked\":\"{hyphenated}\"}}")),
            (3, Some(id(2)), "post:2".into(), "null".into()),
        ] {
            let row = audit::AuditRow {
                id: AuditId(Uuid::from_u128(n)),
                at: Stamp(1),
                actor_id: actor,
                action: "noun.verb".into(),
                object,
                detail,
            };
            audit::insert(&mut tx, &row).await.unwrap();
        }
        let to = traces::audit_stretch(&mut tx, AuditId::FIRST, 2).await.unwrap().unwrap();
        assert_eq!(to, AuditId(Uuid::from_u128(2)));
        let cleared =
            traces::clear_audit(&mut tx, id(1), (&simple, &hyphenated), AuditId::FIRST, to).await.unwrap();
        assert_eq!(cleared, 2);
        let rows = audit::page(&mut tx, AuditId::LAST, 9).await.unwrap();
        let seen: Vec<_> = rows.iter().map(|r| (r.actor_id, r.object.as_str(), r.detail.as_str())).collect();
        assert_eq!(
            seen,
            [
                (Some(id(2)), "post:2", "null"),
                (Some(id(2)), "member:", "{\"asked\":\"\"}"),
                (None, "post:1", "null")
            ]
        );
        let last = traces::audit_stretch(&mut tx, AuditId(Uuid::from_u128(3)), 2).await.unwrap();
        assert_eq!(last, None);

        for (n, kind, payload) in [
            (1, "mail", "{\"to\":\"a_b@example.jp\"}"),
            (2, "mail", "{\"to\":\"aXb@example.jp\"}"),
            (3, "tell_interested", "{\"after\":\"a_b@example.jp\"}"),
        ] {
            let task_id = TaskId(Uuid::from_u128(n));
            task::insert(&mut tx, task_id, kind, payload, None, Stamp(1)).await.unwrap();
        }
        // `_` is a letter, not any letter.
        assert_eq!(traces::delete_tasks(&mut tx, "a_b@example.jp").await.unwrap(), 1);
        assert_eq!(task::waiting(&mut tx).await.unwrap(), 2);
        rate::hit(&mut tx, "sign-in:mail:a_b@example.jp", Stamp(5), Stamp(1)).await.unwrap();
        rate::hit(&mut tx, "sign-in:mail:aXb@example.jp", Stamp(5), Stamp(1)).await.unwrap();
        assert_eq!(traces::delete_rates(&mut tx, "a_b@example.jp").await.unwrap(), 1);
    }
}
