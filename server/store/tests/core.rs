//! Contracts of the core tables, told as one story per noun on both engines.
use crate::engines;
use crate::people::{person, with};
use store::member::MemberRow;
use store::session::SessionRow;
use store::sign_in::SignInRow;
use store::{StoreError, activity, audit, member, rate, session, sign_in, site, task};
use types::id::{AuditId, MemberId, SessionId, SignInId, TaskId};
use types::lang::Lang;
use types::member::Theme;
use types::role::{Role, Roles};
use types::text::Mail;
use types::time::Stamp;
use uuid::Uuid;

fn mail(text: &str) -> Mail {
    text.parse().unwrap()
}

fn sasaki() -> MemberRow {
    MemberRow {
        roles: Roles::of(&[Role::Office, Role::Host]),
        given: "健太".into(),
        family_kana: "ササキ".into(),
        given_kana: "ケンタ".into(),
        family_roman: "Sasaki".into(),
        given_roman: "Kenta".into(),
        sort_key: "0ササキ ケンタ".into(),
        line: "2009–2018 公共システム本部".into(),
        ..person(1)
    }
}

#[tokio::test]
async fn a_member_is_found_by_id_and_mail() {
    for engine in engines::both().await {
        let (row, address) = (sasaki(), mail("kenta@example.jp"));
        let mut tx = with(&engine.db, [row.clone()]).await;
        member::insert_mail(&mut tx, &address, row.id, true, None).await.unwrap();
        member::insert_mail(&mut tx, &mail("a@example.jp"), row.id, false, None).await.unwrap();
        member::set_reading(&mut tx, row.id, Lang::En, Theme::Dark).await.unwrap();
        member::verify_mail(&mut tx, &address, Stamp(2_000)).await.unwrap();
        let host = Roles::of(&[Role::Host]);
        store::member_role::set(&mut tx, row.id, &host).await.unwrap();
        assert_eq!(member::roles(&mut tx, row.id).await.unwrap(), Some(host));
        assert_eq!(member::roles(&mut tx, MemberId(Uuid::from_u128(9))).await.unwrap(), None);
        store::member_role::set(&mut tx, row.id, &row.roles).await.unwrap();
        tx.commit().await.unwrap();

        let mut conn = engine.db.read().await.unwrap();
        let expected = MemberRow { lang: Lang::En, theme: Theme::Dark, ..row.clone() };
        assert_eq!(member::by_id(&mut conn, row.id).await.unwrap(), Some(expected));
        assert_eq!(member::by_mail(&mut conn, &address).await.unwrap(), Some(row.id));
        assert_eq!(member::by_mail(&mut conn, &mail("b@example.jp")).await.unwrap(), None);
        assert_eq!(member::mails(&mut conn, row.id).await.unwrap(), [address, mail("a@example.jp")]);
        assert_eq!(member::person(&mut conn, row.id).await.unwrap().unwrap().family, "佐々木");
        assert_eq!(member::office(&mut conn).await.unwrap().len(), 1);
        assert_eq!(member::count(&mut conn).await.unwrap(), 1);
    }
}

#[tokio::test]
async fn an_address_belongs_to_one_member() {
    for engine in engines::both().await {
        let mut tx = with(&engine.db, [sasaki()]).await;
        member::insert_mail(&mut tx, &mail("kenta@example.jp"), sasaki().id, true, None).await.unwrap();
        let again = member::insert_mail(&mut tx, &mail("kenta@example.jp"), sasaki().id, false, None).await;
        assert!(matches!(again, Err(StoreError::Duplicate(_))), "{again:?}");
    }
}

#[tokio::test]
async fn a_transaction_without_commit_leaves_no_trace() {
    for engine in engines::both().await {
        let tx = with(&engine.db, [sasaki()]).await;
        drop(tx);
        let mut conn = engine.db.read().await.unwrap();
        assert_eq!(member::count(&mut conn).await.unwrap(), 0);
    }
}

#[tokio::test]
async fn a_session_ends_idle_expired_or_deleted() {
    for engine in engines::both().await {
        let me = sasaki().id;
        let row = |n: u128, idle: i64, end: i64| SessionRow {
            id: SessionId(Uuid::from_u128(n)),
            member_id: me,
            device: "iPhone · Safari".into(),
            created_at: Stamp(i64::try_from(n).unwrap()),
            idle_until: Stamp(idle),
            expires_at: Stamp(end),
        };
        let mut tx = with(&engine.db, [sasaki()]).await;
        session::insert(&mut tx, "one", &row(1, 100, 1_000)).await.unwrap();
        session::insert(&mut tx, "two", &row(2, 1_000, 100)).await.unwrap();
        session::insert(&mut tx, "three", &row(3, 1_000, 1_000)).await.unwrap();
        activity::mark(&mut tx, me, "2026-11").await.unwrap();
        activity::mark(&mut tx, me, "2026-11").await.unwrap();
        tx.commit().await.unwrap();

        let mut conn = engine.db.read().await.unwrap();
        let viewer = session::viewer(&mut conn, "three", Stamp(500), "2026-11").await.unwrap().unwrap();
        assert!(viewer.active_this_month && viewer.roles.has(Role::Office));
        assert!(
            !session::viewer(&mut conn, "three", Stamp(500), "2026-12")
                .await
                .unwrap()
                .unwrap()
                .active_this_month
        );
        assert_eq!(session::viewer(&mut conn, "one", Stamp(100), "2026-11").await.unwrap(), None, "idle");
        assert_eq!(session::viewer(&mut conn, "two", Stamp(100), "2026-11").await.unwrap(), None, "expired");
        assert_eq!(session::of_member(&mut conn, me, Stamp(50)).await.unwrap().len(), 3);
        drop(conn);

        let mut tx = engine.db.write().await.unwrap();
        session::prolong(&mut tx, row(1, 0, 0).id, Stamp(900)).await.unwrap();
        assert_eq!(session::sweep(&mut tx, Stamp(500)).await.unwrap(), 1, "only the expired one");
        assert!(session::delete(&mut tx, me, row(3, 0, 0).id).await.unwrap());
        assert!(
            !session::delete(&mut tx, MemberId(Uuid::from_u128(9)), row(1, 0, 0).id).await.unwrap(),
            "not mine"
        );
        session::insert(&mut tx, "four", &row(4, 1_000, 1_000)).await.unwrap();
        let kept = row(4, 0, 0).id;
        assert_eq!(
            session::delete_others(&mut tx, MemberId(Uuid::from_u128(9)), kept).await.unwrap(),
            0,
            "not mine"
        );
        assert_eq!(session::delete_others(&mut tx, me, kept).await.unwrap(), 1);
        assert!(session::viewer(&mut tx, "four", Stamp(500), "2026-11").await.unwrap().is_some());
        assert_eq!(session::delete_all(&mut tx, me).await.unwrap(), 1);
    }
}

#[tokio::test]
async fn an_attempt_to_sign_in_is_spent_once() {
    for engine in engines::both().await {
        let row = SignInRow {
            id: SignInId(Uuid::from_u128(1)),
            mail: mail("kenta@example.jp"),
            link_hash: "link".into(),
            code_hash: "code".into(),
            return_to: "/".into(),
            join_request_id: None,
            tries: 0,
            created_at: Stamp(1),
            expires_at: Stamp(100),
            used_at: None,
        };
        let mut tx = engine.db.write().await.unwrap();
        sign_in::insert(&mut tx, &row).await.unwrap();
        assert_eq!(sign_in::by_link(&mut tx, "link").await.unwrap(), Some(row.clone()));
        sign_in::add_try(&mut tx, row.id).await.unwrap();
        assert_eq!(sign_in::by_id(&mut tx, row.id).await.unwrap().unwrap().tries, 1);
        assert!(sign_in::spend(&mut tx, row.id, Stamp(5)).await.unwrap());
        assert!(!sign_in::spend(&mut tx, row.id, Stamp(6)).await.unwrap());
        assert_eq!(sign_in::sweep(&mut tx, Stamp(100)).await.unwrap(), 0);
        assert_eq!(sign_in::sweep(&mut tx, Stamp(101)).await.unwrap(), 1);
    }
}

#[tokio::test]
async fn a_task_is_claimed_by_one_worker_at_a_time() {
    for engine in engines::both().await {
        let (first, second) = (TaskId(Uuid::from_u128(1)), TaskId(Uuid::from_u128(2)));
        let mut tx = engine.db.write().await.unwrap();
        task::insert(&mut tx, first, "mail", "{}", Some("once"), Stamp(10)).await.unwrap();
        task::insert(&mut tx, second, "mail", "{}", Some("once"), Stamp(10)).await.unwrap();
        assert_eq!(task::waiting(&mut tx).await.unwrap(), 1, "the second has the same dedupe");
        assert_eq!(task::claim(&mut tx, Stamp(9), Stamp(20)).await.unwrap(), None, "not due");
        let claimed = task::claim(&mut tx, Stamp(10), Stamp(20)).await.unwrap().unwrap();
        assert_eq!((claimed.id, claimed.attempts), (first, 1));
        assert_eq!(task::claim(&mut tx, Stamp(15), Stamp(30)).await.unwrap(), None, "leased");
        assert_eq!(
            task::claim(&mut tx, Stamp(21), Stamp(30)).await.unwrap().unwrap().attempts,
            2,
            "the lease is over"
        );
        task::fail(&mut tx, first, "no route", Stamp(40), Some(Stamp(25))).await.unwrap();
        assert_eq!(task::claim(&mut tx, Stamp(99), Stamp(100)).await.unwrap(), None, "given up");
        assert_eq!(task::failed(&mut tx, TaskId(Uuid::nil()), 10).await.unwrap()[0].error, "no route");
        assert!(task::retry(&mut tx, first, Stamp(50)).await.unwrap());
        assert!(!task::retry(&mut tx, first, Stamp(50)).await.unwrap());
        assert_eq!(task::claim(&mut tx, Stamp(50), Stamp(60)).await.unwrap().unwrap().attempts, 1);
        task::finish(&mut tx, first).await.unwrap();
        assert_eq!(task::waiting(&mut tx).await.unwrap(), 0);
    }
}

#[tokio::test]
async fn hits_are_counted_within_their_window() {
    for engine in engines::both().await {
        let mut tx = engine.db.write().await.unwrap();
        assert_eq!(rate::hit(&mut tx, "mail:a", Stamp(100), Stamp(0)).await.unwrap(), 1);
        assert_eq!(rate::hit(&mut tx, "mail:a", Stamp(150), Stamp(50)).await.unwrap(), 2);
        assert_eq!(rate::hit(&mut tx, "mail:b", Stamp(150), Stamp(50)).await.unwrap(), 1);
        assert_eq!(rate::hits(&mut tx, "mail:a", Stamp(50)).await.unwrap(), 2);
        assert_eq!(rate::hits(&mut tx, "mail:a", Stamp(100)).await.unwrap(), 0, "the window is over");
        assert_eq!(rate::hits(&mut tx, "mail:c", Stamp(0)).await.unwrap(), 0);
        rate::give_back(&mut tx, "mail:a").await.unwrap();
        rate::give_back(&mut tx, "mail:c").await.unwrap();
        assert_eq!(rate::hits(&mut tx, "mail:a", Stamp(50)).await.unwrap(), 1);
        assert_eq!(rate::hit(&mut tx, "mail:a", Stamp(200), Stamp(100)).await.unwrap(), 1, "a new window");
        assert_eq!(rate::sweep(&mut tx, Stamp(180)).await.unwrap(), 1);
    }
}

#[tokio::test]
async fn the_audit_log_pages_backwards() {
    for engine in engines::both().await {
        let row = |n: u128| audit::AuditRow {
            id: AuditId(Uuid::from_u128(n)),
            at: Stamp(1),
            actor_id: None,
            action: "site.change".into(),
            object: "site".into(),
            detail: "null".into(),
        };
        let mut tx = engine.db.write().await.unwrap();
        for n in 1..=3 {
            audit::insert(&mut tx, &row(n)).await.unwrap();
        }
        let ids = |rows: Vec<audit::AuditRow>| rows.iter().map(|r| r.id.0.as_u128()).collect::<Vec<_>>();
        assert_eq!(ids(audit::page(&mut tx, AuditId(Uuid::max()), 2).await.unwrap()), [3, 2]);
        assert_eq!(ids(audit::page(&mut tx, AuditId(Uuid::from_u128(2)), 2).await.unwrap()), [1]);
    }
}

#[tokio::test]
async fn there_is_one_site() {
    for engine in engines::both().await {
        let mut tx = engine.db.write().await.unwrap();
        assert_eq!(site::get(&mut tx).await.unwrap(), None);
        for settings in ["{}", "{\"ready\":true}"] {
            site::put(&mut tx, &site::SiteRow { settings: settings.into(), setup_token: None })
                .await
                .unwrap();
        }
        assert_eq!(site::get(&mut tx).await.unwrap().unwrap().settings, "{\"ready\":true}");
    }
}
