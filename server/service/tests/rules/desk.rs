//! The office's home: only for the office, counts of months without a trail of persons, work that was given up.
use crate::world::{NOW, World, first_start};
use service::desk::Desk;
use service::fault::Fault;
use service::viewer::{Me, Viewer};
use store::consent::ConsentRow;
use store::task;
use types::consent::Purpose;
use types::id::{ConsentId, SessionId, TaskId};
use types::lang::Lang;
use types::member::{Relationship, Theme};
use types::role::{Role, Roles};
use types::task::FailureCause;
use types::time::Stamp;
use uuid::Uuid;

/// The office's member with a session to open pages by.
async fn started() -> (World, String, Viewer) {
    let world = World::empty().await;
    let path = world.service.first_start_path().await.unwrap().unwrap();
    let token = path.strip_prefix("/setup/").unwrap();
    let token = world.service.first_start(token, &first_start(), Lang::Ja, "Mac").await.unwrap().token;
    let viewer = world.service.visit(Some(&token)).await.unwrap().0;
    agree(&world, &viewer).await;
    (world, token, viewer)
}

/// The viewer agrees to be counted.
async fn agree(world: &World, viewer: &Viewer) {
    let purpose = Purpose::Statistics;
    world.service.answer_consent(viewer, purpose, true, purpose.version()).await.unwrap();
}

/// Another office member, who agrees to be counted.
async fn colleague(world: &World, family: &str, mail: &str) {
    world.service.create_office(family, "一", mail).await.unwrap();
    let mut tx = world.service.db().write().await.unwrap();
    let member_id = store::member::by_mail(&mut tx, &mail.parse().unwrap()).await.unwrap().unwrap();
    let row = ConsentRow {
        id: ConsentId(member_id.0),
        member_id,
        purpose: Purpose::Statistics,
        text_version: Purpose::Statistics.version().to_owned(),
        given: true,
        at: NOW,
    };
    store::consent::insert(&mut tx, &row).await.unwrap();
    tx.commit().await.unwrap();
}

/// `2026-11 1/2`, month by month; `…` behind the one that runs.
fn months(desk: &Desk) -> Vec<String> {
    let text = |m: &service::activity::MonthFigure| {
        format!("{} {}/{}{}", m.month, m.active, m.members, if m.runs { "…" } else { "" })
    };
    desk.figures.months.iter().map(text).collect()
}

async fn give_up(world: &World, n: u128, kind: &str, payload: &str, error: &str) {
    let mut tx = world.service.db().write().await.unwrap();
    let id = TaskId(Uuid::from_u128(n));
    task::insert(&mut tx, id, kind, payload, None, NOW).await.unwrap();
    task::fail(&mut tx, id, error, NOW, Some(NOW)).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn only_the_office_sees_its_home_and_settles_work() {
    let (world, _, office) = started().await;
    assert!(world.service.desk(&office).await.is_ok());
    let Viewer::Member(me) = office else { panic!("signed in") };
    let mut plain = *me;
    plain.roles = Roles::default();
    let member = Viewer::Member(Box::new(plain));
    let task = TaskId(Uuid::from_u128(1));
    assert!(matches!(world.service.desk(&member).await, Err(Fault::NotAllowed)));
    assert!(matches!(world.service.retry_task(&member, task).await, Err(Fault::NotAllowed)));
    assert!(matches!(world.service.discard_mail(&member, task).await, Err(Fault::NotAllowed)));
    assert!(matches!(world.service.desk(&Viewer::Visitor).await, Err(Fault::SignInNeeded)));
}

#[tokio::test]
async fn a_month_is_marked_once_closed_and_after_13_months_only_a_total() {
    let (world, token, office) = started().await;
    world.service.schedule().await.unwrap();
    colleague(&world, "林", "hayashi@example.jp").await;
    world.service.create_office("谷", "二", "tani@example.jp").await.unwrap();
    // Whoever does not agree is in no number. Marked already: opening pages does not ask for the writer, which somebody else holds.
    let held = world.service.db().write().await.unwrap();
    for _ in 0..3 {
        world.service.visit(Some(&token)).await.unwrap();
    }
    drop(held);
    assert_eq!(months(&world.service.desk(&office).await.unwrap()), ["2026-11 1/2…"]);

    // December: nobody was asked to close November yet, and it is there all the same.
    world.clock.advance(20 * Stamp::DAY);
    assert_eq!(months(&world.service.desk(&office).await.unwrap()), ["2026-11 1/2", "2026-12 0/2…"]);
    world.service.visit(Some(&token)).await.unwrap();
    world.service.work_all().await.unwrap();
    world.clock.advance(Stamp::MINUTE);
    assert_eq!(months(&world.service.desk(&office).await.unwrap()), ["2026-11 1/2", "2026-12 1/2…"]);

    // Who joins later changes no month that is closed.
    colleague(&world, "森", "mori@example.jp").await;
    world.clock.advance(Stamp::MINUTE);
    assert_eq!(months(&world.service.desk(&office).await.unwrap()), ["2026-11 1/2", "2026-12 1/3…"]);

    // More than a year later, without anybody there: totals remain, markers do not.
    world.clock.advance(400 * Stamp::DAY);
    world.service.work_all().await.unwrap();
    let shown = months(&world.service.desk(&office).await.unwrap());
    assert_eq!(shown.len(), 13);
    assert_eq!((shown[0].as_str(), shown[12].as_str()), ("2027-01 0/3", "2028-01 0/3…"));
    let mut conn = world.service.db().read().await.unwrap();
    assert_eq!(store::activity::first_marked(&mut conn).await.unwrap(), None);
    let closed = store::activity::closed(&mut conn, "2026-01", 100).await.unwrap();
    assert_eq!(closed.len(), 14);
    assert_eq!((closed[1].count.active, closed[1].count.members), (1, 3));
}

#[tokio::test]
async fn figures_are_counted_once_a_minute_and_name_nobody() {
    let (world, _, office) = started().await;
    let first = world.service.desk(&office).await.unwrap();
    colleague(&world, "林", "hayashi@example.jp").await;
    assert_eq!(world.service.desk(&office).await.unwrap().figures, first.figures, "within a minute");
    world.clock.advance(Stamp::MINUTE);
    let desk = world.service.desk(&office).await.unwrap();
    assert_eq!((desk.figures.total(), desk.figures.active(), desk.figures.joined()), (2, 2, 2));
    assert_eq!(desk.figures.members[0].relationship, Relationship::Employee);
    assert_eq!((desk.figures.reach.joined(), desk.figures.reach.depth()), (0, 0));
    let (all, me) = (format!("{desk:?}"), office.me().unwrap());
    assert!(!all.contains(&me.id().to_string()) && !all.contains(&me.person.family), "{all}");
}

#[tokio::test]
async fn the_demonstration_rises_from_38_to_66_percent() {
    let world = World::empty().await;
    world.service.seed_demo().await.unwrap();
    let mut conn = world.service.db().read().await.unwrap();
    let person = store::member::office(&mut conn).await.unwrap().remove(0).into();
    drop(conn);
    let office = Viewer::Member(Box::new(Me {
        session: SessionId(Uuid::nil()),
        signed_in_at: Stamp(0),
        roles: Roles::of(&[Role::Office]),
        person,
        lang: Lang::Ja,
        theme: Theme::Auto,
    }));
    let desk = world.service.desk(&office).await.unwrap();
    let shares: Vec<i64> = desk.figures.months.iter().map(service::activity::MonthFigure::percent).collect();
    assert_eq!((shares.len(), shares[0], shares[12]), (13, 38, 66));
    assert!(desk.figures.months[0].members < desk.figures.months[12].members, "the network grew");
    assert!(desk.figures.reach.depth() >= 3 && !desk.events.is_empty() && desk.queue.waiting > 0);
}

#[tokio::test]
async fn what_was_given_up_is_tried_again_or_dropped() {
    let (world, _, office) = started().await;
    let letter = r#"{"kind":"mail","to":"misaki@example.jp","lang":"ja","subject":"秘密","body":"暗号 123456","calendar":null}"#;
    give_up(&world, 1, "mail", letter, "refused Internal(550 misaki@example.jp)").await;
    give_up(&world, 2, "sweep", r#"{"kind":"sweep"}"#, "before causes were noted").await;
    let desk = world.service.desk(&office).await.unwrap();
    let [mail, sweep] = desk.outbox.failures.as_slice() else { panic!("{:?}", desk.outbox) };
    assert_eq!((mail.cause, mail.to.as_deref()), (FailureCause::Refused, Some("m…@example.jp")));
    assert_eq!((sweep.cause, sweep.to.as_deref(), sweep.is_mail()), (FailureCause::Other, None, false));
    let all = format!("{desk:?}");
    for secret in ["misaki", "秘密", "123456"] {
        assert!(!all.contains(secret), "{all}");
    }

    assert!(!world.service.discard_mail(&office, sweep.id).await.unwrap(), "the site needs it");
    assert!(world.service.retry_task(&office, sweep.id).await.unwrap());
    assert!(!world.service.retry_task(&office, sweep.id).await.unwrap(), "it is on its way");
    assert!(world.service.discard_mail(&office, mail.id).await.unwrap());
    assert!(!world.service.discard_mail(&office, mail.id).await.unwrap());
    assert!(world.service.desk(&office).await.unwrap().outbox.failures.is_empty());
}
