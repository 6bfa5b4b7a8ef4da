//! Contracts of active months and of what the office's home counts, on both engines.
use crate::engines;
use crate::people::{agreed, id, person, with};
use store::activity::{self, MonthCount, MonthRow};
use store::invitation::{self, InvitationRow, ReachRow};
use store::member::{self, GenerationRow, MemberRow, TallyRow};
use store::task::{self, OutboxRow};
use store::{Backlog, join_request, report};
use types::consent::Purpose;
use types::id::{InvitationId, PostId, ReportId, TaskId};
use types::lang::Lang;
use types::member::{MemberState, Relationship};
use types::time::Stamp;
use uuid::Uuid;

fn count(active: i64, members: i64) -> MonthCount {
    MonthCount { active, members }
}

#[tokio::test]
async fn a_month_is_marked_counted_closed_and_forgotten() {
    for engine in engines::both().await {
        let late = MemberRow { joined_at: Stamp(5_000), ..person(3) };
        let resting = MemberRow { state: MemberState::Resting, ..person(4) };
        let left = MemberRow { state: MemberState::Left, ..person(5) };
        let mut tx = with(&engine.db, [person(1), person(2), late, resting, left, person(6)]).await;
        for n in 1..=5 {
            agreed(&mut tx, n, Purpose::Statistics).await;
        }
        agreed(&mut tx, 6, Purpose::Notices).await;
        assert_eq!(activity::first_marked(&mut tx).await.unwrap(), None);
        assert_eq!(activity::last_closed(&mut tx).await.unwrap(), None);
        for (who, month) in
            [(1, "2026-10"), (1, "2026-11"), (1, "2026-11"), (3, "2026-11"), (4, "2026-11"), (6, "2026-11")]
        {
            activity::mark(&mut tx, id(who), month).await.unwrap();
        }
        assert_eq!(activity::first_marked(&mut tx).await.unwrap().as_deref(), Some("2026-10"));
        assert_eq!(activity::count(&mut tx, "2026-10", Stamp(5_000), "").await.unwrap(), count(1, 2));
        assert_eq!(
            activity::count(&mut tx, "2026-11", Stamp(5_001), "2026-11").await.unwrap(),
            count(2, 3),
            "whoever rests, left or does not agree to be counted is in neither number"
        );
        assert_eq!(activity::count(&mut tx, "2026-12", Stamp(9_000), "").await.unwrap(), count(0, 3));
        let newer = activity::count(&mut tx, "2026-11", Stamp(5_001), "2026-12").await.unwrap();
        assert_eq!(newer, count(0, 0), "all agreed to an older text");

        assert_eq!(activity::forget_before(&mut tx, "2027-01").await.unwrap(), 0, "nothing is closed");
        activity::close(&mut tx, "2026-10", count(1, 2)).await.unwrap();
        activity::close(&mut tx, "2026-10", count(9, 9)).await.unwrap();
        activity::close(&mut tx, "2026-11", count(2, 3)).await.unwrap();
        assert_eq!(activity::last_closed(&mut tx).await.unwrap().as_deref(), Some("2026-11"));
        let row = |month: &str, count| MonthRow { month: month.to_owned(), count };
        let all = activity::closed(&mut tx, "2026-01", 10).await.unwrap();
        assert_eq!(all, [row("2026-10", count(1, 2)), row("2026-11", count(2, 3))], "closed once");
        assert_eq!(activity::closed(&mut tx, "2026-11", 10).await.unwrap().len(), 1);
        assert_eq!(activity::closed(&mut tx, "2026-01", 1).await.unwrap().len(), 1);

        assert_eq!(activity::forget_before(&mut tx, "2026-11").await.unwrap(), 1);
        assert_eq!(activity::first_marked(&mut tx).await.unwrap().as_deref(), Some("2026-11"));
        tx.commit().await.unwrap();
    }
}

#[tokio::test]
async fn members_are_tallied_by_relationship_and_by_distance() {
    for engine in engines::both().await {
        let invited = |n, by| MemberRow { invited_by: Some(id(by)), ..person(n) };
        let people = [
            MemberRow { relationship: Relationship::Employee, ..person(1) },
            invited(2, 1),
            MemberRow { state: MemberState::Resting, joined_at: Stamp(2_000), ..invited(3, 1) },
            MemberRow { state: MemberState::Left, ..invited(4, 2) },
            MemberRow { joined_at: Stamp(2_001), ..invited(5, 4) },
        ];
        let mut tx = with(&engine.db, people).await;
        let tally = member::tally(&mut tx, Stamp(2_000)).await.unwrap();
        let row = |relationship, members, active, joined| TallyRow { relationship, members, active, joined };
        assert_eq!(tally, [row(Relationship::Alumnus, 3, 2, 2), row(Relationship::Employee, 1, 1, 0)]);
        assert_eq!(member::generations(&mut tx, "").await.unwrap(), [], "nobody agrees yet");
        for n in 1..=5 {
            agreed(&mut tx, n, Purpose::Statistics).await;
        }
        let generations = member::generations(&mut tx, "").await.unwrap();
        let row = |distance, members| GenerationRow { distance, members };
        assert_eq!(generations, [row(0, 1), row(1, 2), row(3, 1)], "a chain goes on through those who left");
    }
}

#[tokio::test]
async fn the_reach_of_all_invitations_is_summed_up() {
    for engine in engines::both().await {
        let mut tx = with(&engine.db, [person(1)]).await;
        assert_eq!(invitation::reach(&mut tx).await.unwrap(), ReachRow::default());
        for (n, used, started_at) in [(1, 0, None), (2, 3, Some(Stamp(5))), (3, 0, Some(Stamp(6)))] {
            let row = InvitationRow {
                id: InvitationId(Uuid::from_u128(n)),
                token: format!("token{n}"),
                inviter_id: id(1),
                worked_together: String::new(),
                note: String::new(),
                mail: None,
                uses: 5,
                used,
                created_at: Stamp(1),
                expires_at: Stamp(100),
                started_at,
                revoked_at: None,
            };
            invitation::insert(&mut tx, &row).await.unwrap();
        }
        let reach = invitation::reach(&mut tx).await.unwrap();
        assert_eq!(reach, ReachRow { made: 3, started: 2, used: 3 });
    }
}

#[tokio::test]
async fn the_backlogs_say_how_many_wait_and_since_when() {
    for engine in engines::both().await {
        let mut tx = with(&engine.db, [person(1)]).await;
        assert_eq!(join_request::backlog(&mut tx).await.unwrap(), Backlog::default());
        assert_eq!(report::backlog(&mut tx).await.unwrap(), Backlog::default());
        let post = PostId(Uuid::from_u128(1));
        let row = store::post::NewPost {
            id: post,
            author: id(1),
            body: "近況",
            html: "",
            lang: Lang::Ja,
            created_at: Stamp(1),
            quiet_days: None,
        };
        store::post::insert(&mut tx, &row).await.unwrap();
        for (n, created_at) in [(1, Stamp(20)), (2, Stamp(10))] {
            let row = report::NewReport {
                id: ReportId(Uuid::from_u128(n)),
                post,
                comment: None,
                reporter: id(1),
                reason: "?",
                created_at,
            };
            report::insert(&mut tx, &row).await.unwrap();
        }
        let waits = |waiting, at| Backlog { waiting, oldest: Some(Stamp(at)) };
        assert_eq!(report::backlog(&mut tx).await.unwrap(), waits(2, 10));
        let (first, kept) = (ReportId(Uuid::from_u128(2)), types::feed::ReportOutcome::Kept);
        report::handle(&mut tx, first, kept, id(1), Stamp(30)).await.unwrap();
        assert_eq!(report::backlog(&mut tx).await.unwrap(), waits(1, 20));
    }
}

#[tokio::test]
async fn mails_wait_fail_and_are_thrown_away() {
    for engine in engines::both().await {
        let mut tx = engine.db.write().await.unwrap();
        let id = |n| TaskId(Uuid::from_u128(n));
        for (n, kind) in [(1, "mail"), (2, "mail"), (3, "sweep")] {
            task::insert(&mut tx, id(n), kind, "{}", None, Stamp(1)).await.unwrap();
        }
        task::fail(&mut tx, id(1), "unreachable", Stamp(5), None).await.unwrap();
        let outbox = |waiting, retrying| OutboxRow { waiting, retrying };
        assert_eq!(task::outbox(&mut tx).await.unwrap(), outbox(2, 1));
        task::fail(&mut tx, id(1), "unreachable", Stamp(5), Some(Stamp(6))).await.unwrap();
        task::fail(&mut tx, id(3), "other", Stamp(5), Some(Stamp(6))).await.unwrap();
        assert_eq!(task::outbox(&mut tx).await.unwrap(), outbox(1, 0));
        assert!(!task::discard(&mut tx, id(2), "mail").await.unwrap(), "it was not given up");
        assert!(!task::discard(&mut tx, id(3), "mail").await.unwrap(), "of another kind");
        assert!(task::discard(&mut tx, id(1), "mail").await.unwrap());
        assert!(!task::discard(&mut tx, id(1), "mail").await.unwrap(), "twice is once");
    }
}
