//! The last day, silence, and the ways out and back: of the suspended, of the unasked, of a question taken back.
use types::handover::{HandoverAttention, HandoverState, StayInput};
use types::leave::{Fates, LeaveInput};
use types::member::{MemberState, Relationship};
use types::relationship::RelationshipSource;
use types::role::{Role, Roles};
use types::time::Stamp;

use super::{HOME, MAIL, World, yes};
use crate::fault::Fault;
use crate::handover::Told;
use crate::handover::answer::HandoverKey;
use crate::leave::{Farewell, LeaveError};
use crate::testing::{NOW, member_at};
use crate::viewer::{Me, Viewer};

#[tokio::test]
async fn the_last_of_the_office_goes_on_and_who_wants_no_mail_gets_none() {
    let w = World::new().await;
    let s = &w.net.service;
    let desk =
        member_at(s, "desk@example.jp", ["久我", "洋平"], Relationship::Employee, &[Role::Office]).await;
    let office = |viewer: &Viewer| viewer.me().unwrap().id();
    w.set_state(office(&w.office), MemberState::Resting).await;
    w.upload("7,久我 洋平,desk@example.jp,2026/11/18\n").await;
    w.pass(30).await;
    let seen = s.member_desk(&w.office, office(&desk)).await.unwrap();
    assert_eq!((seen.relationships.shown, seen.state), (Relationship::Alumnus, MemberState::Active));
    assert_eq!(w.told().await[0].attention, HandoverAttention::RoleKept, "and the office is told");
    w.set_state(office(&w.office), MemberState::Active).await;
    w.pass(1).await;
    assert_eq!(w.told().await[0].attention, HandoverAttention::None, "until somebody else plays the role");
    let mut conn = s.db().read().await.unwrap();
    let row = store::member::by_id(&mut conn, office(&desk)).await.unwrap().unwrap();
    assert_eq!((row.state, row.roles), (MemberState::Suspended, Roles::default()));
    drop(conn);

    let mail = "gone@example.com".parse().unwrap();
    let mut tx = s.db().write().await.unwrap();
    store::opt_out::put(&mut tx, &crate::campaign::mail_hash(&mail), NOW).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(w.upload("8,去 った,gone@example.com,2026/12/31\n").await.known, 1);
    assert!(w.mails("gone@example.com").await.is_empty());
}

#[tokio::test]
async fn roles_end_on_the_last_day_and_silence_counts_from_the_question() {
    let w = World::new().await;
    let s = &w.net.service;
    let host = member_at(s, "m@example.jp", ["久我", "洋平"], Relationship::Employee, &[Role::Manager]).await;
    let id = host.me().unwrap().id();
    let opened = w.open(id).await;
    w.upload("7,久我 洋平,m@example.jp,2026/11/19\n").await;
    let roles = async || {
        let mut conn = s.db().read().await.unwrap();
        let row = store::member::by_id(&mut conn, id).await.unwrap().unwrap();
        (row.state, row.roles)
    };
    assert_eq!(roles().await.1, Roles::of(&[Role::Manager]), "works there still");
    w.pass(1).await;
    assert_eq!(roles().await, (MemberState::Active, Roles::default()), "without an answer too");
    assert!(s.visit(Some(&opened.token)).await.unwrap().0.me().is_none(), "signed out with it");

    w.upload(&format!("8,林 由紀子,{MAIL},2020/3/31\n")).await;
    w.pass(29).await;
    assert_eq!(w.account().await.1, MemberState::Active, "asked 29 days ago");
    w.pass(1).await;
    assert_eq!(w.account().await.1, MemberState::Suspended);
}

#[tokio::test]
async fn a_member_without_an_address_is_asked_once_there_is_one() {
    let w = World::new().await;
    let s = &w.net.service;
    let mut tx = s.db().write().await.unwrap();
    store::address::remove(&mut tx, w.id(), &MAIL.parse().unwrap()).await.unwrap();
    let leaver = types::handover::Leaver {
        name: String::new(),
        mail: None,
        leaves_on: "2026-11-18".parse().unwrap(),
        external_id: "E7".into(),
    };
    let told = s.tell_of_member(&mut tx, w.id(), &leaver, RelationshipSource::Scim, None).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(told, Told::Unasked);
    w.pass(40).await;
    assert_eq!(w.account().await.1, MemberState::Active, "nobody was asked");
    let mut tx = s.db().write().await.unwrap();
    store::member::insert_mail(&mut tx, &HOME.parse().unwrap(), w.id(), true, Some(NOW)).await.unwrap();
    tx.commit().await.unwrap();
    w.pass(1).await;
    w.token(HOME).await;
    w.pass(29).await;
    assert_eq!(w.account().await.1, MemberState::Active);
    w.pass(1).await;
    assert_eq!(w.account().await.1, MemberState::Suspended);
}

#[tokio::test]
async fn the_office_takes_a_question_back() {
    let w = World::new().await;
    let s = &w.net.service;
    w.upload(&format!("7,林 由紀子,{MAIL},2026/11/20\n")).await;
    let token = w.token(MAIL).await;
    let id = w.told().await[0].id;
    assert!(matches!(s.withdraw_handover(&w.me, id).await, Err(Fault::NotAllowed)));
    for _ in 0..2 {
        s.withdraw_handover(&w.office, id).await.unwrap();
    }
    assert!(matches!(s.decline_to_stay(HandoverKey::Link(&token)).await, Err(Fault::NotFound)));
    assert_eq!(s.handover(HandoverKey::Link(&token)).await.unwrap().state, HandoverState::Withdrawn);
    w.pass(6).await;
    assert_eq!(w.account().await, (Relationship::Employee, MemberState::Active));
    assert_eq!(w.upload(&format!("7,林 由紀子,{MAIL},2026/12/31\n")).await.moved, 1);
    w.token(MAIL).await;
    s.decline_to_stay(HandoverKey::Link(&token)).await.unwrap();
    s.withdraw_handover(&w.office, id).await.unwrap();
    w.pass(8).await;
    assert_eq!(w.upload(&format!("7,林 由紀子,{MAIL},2026/12/31\n")).await.asked, 1, "another question");
    assert!(matches!(s.handover(HandoverKey::Link(&token)).await, Err(Fault::NotFound)), "with its own link");
}

#[tokio::test]
async fn a_link_ends_and_signing_in_goes_on() {
    let w = World::new().await;
    let s = &w.net.service;
    w.upload(&format!("7,林 由紀子,{MAIL},2026/11/18\n")).await;
    let token = w.token(MAIL).await;
    w.pass(1).await;
    s.stay(HandoverKey::Link(&token), &StayInput { mail: HOME.into(), ..yes("") }).await.unwrap();
    let asked = w.mails(MAIL).await;
    assert!(
        asked.iter().any(|it| it.body.contains("/addresses/confirm/")),
        "the old mailbox may be anybody's"
    );
    let mut tx = s.db().write().await.unwrap();
    s.suspend(&mut tx, w.id()).await.unwrap();
    let opened = s.open_session(&mut tx, w.id(), "", "/").await.unwrap();
    tx.commit().await.unwrap();
    w.net.clock.advance(180 * Stamp::DAY);
    assert!(matches!(s.handover(HandoverKey::Link(&token)).await, Err(Fault::NotFound)));
    let later = w.open(w.id()).await;
    assert!(matches!(s.handover(HandoverKey::Session(&opened.token)).await, Err(Fault::NotFound)), "over");
    s.stay(HandoverKey::Session(&later.token), &yes("")).await.unwrap();
    assert_eq!(w.account().await, (Relationship::Alumnus, MemberState::Active));
}

#[tokio::test]
async fn whoever_is_suspended_can_leave_and_returns_to_that() {
    let w = World::new().await;
    let s = &w.net.service;
    w.set_state(w.id(), MemberState::Resting).await;
    w.upload(&format!("7,林 由紀子,{MAIL},2026/11/18\n")).await;
    w.pass(30).await;
    let opened = w.open(w.id()).await;
    assert!(matches!(s.come_back(&opened.token).await, Err(Fault::NotFound)), "not without consent");
    let input = LeaveInput { sure: "yes".into(), ..LeaveInput::of(&Fates::default()) };
    let unsure = LeaveInput::of(&Fates::default());
    assert!(matches!(s.leave_suspended(&opened.token, &unsure).await, Err(LeaveError::Problems(_))));
    s.leave_suspended(&opened.token, &input).await.unwrap();
    assert!(w.mails(MAIL).await.iter().any(|it| it.body.contains("/welcome-back")));
    s.come_back(&opened.token).await.unwrap();
    assert_eq!(w.account().await.1, MemberState::Suspended);
    s.stay(HandoverKey::Session(&opened.token), &yes("")).await.unwrap();
    assert_eq!(w.account().await.1, MemberState::Resting, "as it was before");
    let mut tx = s.db().write().await.unwrap();
    s.suspend(&mut tx, w.id()).await.unwrap();
    let opened = s.open_session(&mut tx, w.id(), "", "/").await.unwrap();
    tx.commit().await.unwrap();
    w.net.clock.advance(crate::policy::FRESH);
    let stale = s.leave_suspended(&opened.token, &input).await;
    assert!(matches!(stale, Err(LeaveError::Fault(Fault::ConfirmNeeded))), "{stale:?}");
}

#[tokio::test]
async fn whoever_comes_back_in_the_week_of_leaving_is_asked_then() {
    let w = World::new().await;
    let s = &w.net.service;
    let input = LeaveInput { sure: "yes".into(), ..LeaveInput::of(&Fates::default()) };
    s.leave(&w.me, &input, Farewell::InAWeek).await.unwrap();
    assert_eq!(w.upload(&format!("7,林 由紀子,{MAIL},2026/12/31\n")).await.unasked, 1);
    assert!(w.mails(MAIL).await.iter().all(|it| !it.body.contains("/handover/")));
    let opened = w.open(w.id()).await;
    s.come_back(&opened.token).await.unwrap();
    w.token(MAIL).await;
}

#[tokio::test]
async fn silence_waits_for_whoever_may_come_back() {
    let w = World::new().await;
    let s = &w.net.service;
    w.upload(&format!("7,林 由紀子,{MAIL},2026/11/18\n")).await;
    w.pass(28).await;
    let signed_in_at = s.now();
    let me = Viewer::Member(Box::new(Me { signed_in_at, ..w.me.me().unwrap().clone() }));
    let input = LeaveInput { sure: "yes".into(), ..LeaveInput::of(&Fates::default()) };
    s.leave(&me, &input, Farewell::InAWeek).await.unwrap();
    w.pass(3).await;
    let opened = w.open(w.id()).await;
    s.come_back(&opened.token).await.unwrap();
    assert_eq!(w.account().await.1, MemberState::Active);
    w.pass(1).await;
    assert_eq!(w.account().await.1, MemberState::Suspended);
}
