//! Resting takes nothing away; leaving takes everything, after a week or at once; and who may not.
mod canary;
mod fates;
mod planting;

use types::id::MemberId;
use types::leave::{Fates, LeaveInput};
use types::role::Role;
use types::time::Stamp;

use super::{Farewell, GRACE, LeaveError, WELCOME_BACK};
use crate::Service;
use crate::directory::DirectoryQuery;
use crate::fault::Fault;
use crate::mail::read_mailbox;
use crate::sign_in::Proved;
use crate::testing::{Net, id, member_at};
use crate::viewer::Viewer;

fn sure(fates: Fates) -> LeaveInput {
    LeaveInput { sure: "yes".into(), ..LeaveInput::of(&fates) }
}

/// A session's token of the member.
async fn token(service: &Service, member: MemberId) -> String {
    let mut tx = service.db().write().await.unwrap();
    let opened = service.open_session(&mut tx, member, "Mac", "/").await.unwrap();
    tx.commit().await.unwrap();
    opened.token
}

/// Family names in the directory, as `viewer` sees it.
async fn listed(service: &Service, viewer: &Viewer) -> Vec<String> {
    let page = service.directory(viewer, &DirectoryQuery::default()).await.unwrap();
    page.people.into_iter().map(|p| p.person.family).collect()
}

async fn is_signed_in(service: &Service, token: &str) -> bool {
    service.visit(Some(token)).await.unwrap().0.me().is_some()
}

#[tokio::test]
async fn a_rest_hides_the_member_and_ends_with_one_button() {
    let net = Net::new().await;
    let s = &net.service;
    let office = net.member("髙橋", "真理子", &[Role::Office]).await;
    let mail = "hana@example.jp";
    let member = member_at(s, mail, ["佐々木", "花"], types::member::Relationship::Alumnus, &[]).await;
    let post = s.publish(&member, "おひさしぶりです").await.unwrap();
    let device = token(s, id(&member)).await;

    s.rest(&member).await.unwrap();
    assert!(!is_signed_in(s, &device).await, "signed out everywhere");
    assert_eq!(listed(s, &office).await, ["髙橋"]);
    let other = net.member("林", "健", &[]).await;
    assert!(matches!(s.profile(&other, id(&member)).await, Err(Fault::NotFound)));
    assert_eq!(
        s.post(&other, post, None).await.unwrap().post.author.family,
        "佐々木",
        "what was written stays"
    );
    assert!(matches!(s.rest(&member).await, Err(LeaveError::Fault(Fault::NotFound))), "twice is once");

    // Nothing is mailed but what the member asks for.
    let mut conn = s.db().read().await.unwrap();
    assert_eq!(store::member::mail_to(&mut conn, id(&member)).await.unwrap(), None);
    drop(conn);
    s.ask_sign_in(mail, "/people", types::lang::Lang::Ja, "::1").await.unwrap();
    s.work_all().await.unwrap();
    let mails = read_mailbox(net.folder.path(), 9).await.unwrap();
    let link = mails[0].body.split("/sign-in/link/").nth(1).unwrap().split_whitespace().next().unwrap();
    let Proved::SignedIn(opened) = s.sign_in_by_link(link, "Mac").await.unwrap() else { panic!("a member") };
    assert_eq!(opened.go_to, WELCOME_BACK, "wherever the link was to lead");
    assert!(!is_signed_in(s, &opened.token).await, "no page but the one");
    let away = s.away(Some(&opened.token)).await.unwrap().unwrap();
    assert_eq!((away.person.family.as_str(), away.erased_at), ("佐々木", None));
    assert!(matches!(s.leave_now(&opened.token).await, Err(Fault::NotFound)), "a rest is no leaving");

    s.come_back(&opened.token).await.unwrap();
    assert!(is_signed_in(s, &opened.token).await);
    assert_eq!(listed(s, &office).await.len(), 3);
    assert!(matches!(s.come_back(&opened.token).await, Err(Fault::NotFound)));
    assert_eq!(s.away(Some(&opened.token)).await.unwrap(), None);
}

#[tokio::test]
async fn no_network_is_left_without_an_office() {
    let net = Net::new().await;
    let s = &net.service;
    let first = net.member("髙橋", "真理子", &[Role::Office]).await;
    assert!(!s.can_step_away(&first).await.unwrap());
    assert!(matches!(s.rest(&first).await, Err(LeaveError::LastOfOffice)));
    let outcome = s.leave(&first, &sure(Fates::default()), Farewell::Now).await;
    assert!(matches!(outcome, Err(LeaveError::LastOfOffice)));
    let second = net.member("中村", "拓也", &[Role::Office]).await;
    s.rest(&first).await.unwrap();
    assert!(matches!(s.rest(&second).await, Err(LeaveError::LastOfOffice)), "who rests runs nothing");
}

#[tokio::test]
async fn leaving_is_for_members_who_just_signed_in_and_are_sure() {
    let net = Net::new().await;
    let s = &net.service;
    let member = net.member("佐々木", "花", &[]).await;
    let input = sure(Fates::default());
    let visitor = s.leave(&Viewer::Visitor, &input, Farewell::Now).await;
    assert!(matches!(visitor, Err(LeaveError::Fault(Fault::SignInNeeded))));
    assert!(matches!(s.rest(&Viewer::Visitor).await, Err(LeaveError::Fault(Fault::SignInNeeded))));
    let unsure = LeaveInput::of(&Fates::default());
    assert!(matches!(s.leave(&member, &unsure, Farewell::Now).await, Err(LeaveError::Problems(_))));
    let active = token(s, id(&member)).await;
    assert!(matches!(s.leave_now(&active).await, Err(Fault::NotFound)), "nobody is erased without the form");
    net.clock.advance(crate::policy::FRESH);
    assert!(matches!(s.leave_form(&member).await, Err(Fault::ConfirmNeeded)));
    let late = s.leave(&member, &input, Farewell::Now).await;
    assert!(matches!(late, Err(LeaveError::Fault(Fault::ConfirmNeeded))));
    s.rest(&member).await.unwrap();
}

#[tokio::test]
async fn for_a_week_leaving_can_be_taken_back() {
    let net = Net::new().await;
    let s = &net.service;
    let member = net.member("佐々木", "花", &[]).await;
    let other = net.member("林", "健", &[]).await;
    let post = s.publish(&member, "おひさしぶりです").await.unwrap();
    s.leave(&member, &sure(Fates::default()), Farewell::InAWeek).await.unwrap();
    assert_eq!(listed(s, &other).await, ["林"]);
    s.work_all().await.unwrap();
    let mails = read_mailbox(net.folder.path(), 9).await.unwrap();
    assert!(mails[0].subject.contains("退会のお手続き"), "{mails:?}");

    net.clock.advance(GRACE - 1);
    s.work_all().await.unwrap();
    let back = token(s, id(&member)).await;
    let away = s.away(Some(&back)).await.unwrap().unwrap();
    assert_eq!(away.erased_at, Some(s.now().plus(1)));
    s.come_back(&back).await.unwrap();
    net.clock.advance(30 * Stamp::DAY);
    s.work_all().await.unwrap();
    assert_eq!(s.post(&other, post, None).await.unwrap().post.author.family, "佐々木");
    assert!(s.profile(&other, id(&member)).await.is_ok());
}

#[tokio::test]
async fn after_the_week_or_at_once_nobody_comes_back() {
    let net = Net::new().await;
    let s = &net.service;
    let other = net.member("林", "健", &[]).await;
    let (slow, fast) = (net.member("佐々木", "花", &[]).await, net.member("久我", "洋", &[]).await);
    s.leave(&slow, &sure(Fates::default()), Farewell::InAWeek).await.unwrap();
    s.leave(&fast, &sure(Fates::default()), Farewell::InAWeek).await.unwrap();
    let impatient = token(s, id(&fast)).await;
    s.leave_now(&impatient).await.unwrap();
    s.work_all().await.unwrap();
    let state = async |who: &Viewer| {
        let mut conn = s.db().read().await.unwrap();
        store::member::by_id(&mut conn, id(who)).await.unwrap().unwrap()
    };
    let row = state(&fast).await;
    assert_eq!((row.state.as_str(), row.family.as_str(), row.given.as_str()), ("left", "", ""));
    assert_eq!(state(&slow).await.state.as_str(), "leaving");
    assert_eq!(s.away(Some(&impatient)).await.unwrap(), None);

    net.clock.advance(GRACE);
    s.work_all().await.unwrap();
    assert_eq!(state(&slow).await.state.as_str(), "left");
    assert!(matches!(s.profile(&other, id(&slow)).await, Err(Fault::NotFound)));
    let log = std::fs::read_to_string(net.folder.path().join("erased.log")).unwrap();
    let ids: Vec<&str> = log.lines().map(|line| line.split(' ').next().unwrap()).collect();
    assert_eq!(ids, [id(&fast).to_string(), id(&slow).to_string()]);
}

/// An old copy of the database comes back; whoever was erased since does not.
#[tokio::test]
async fn an_old_database_brings_nobody_back() {
    let net = Net::new().await;
    let s = &net.service;
    let (member, other) = (net.member("佐々木", "花", &[]).await, net.member("林", "健", &[]).await);
    let post = s.publish(&member, "おひさしぶりです").await.unwrap();
    let backup = net.folder.path().join("backup.db");
    let store::Db::Sqlite { write, .. } = s.db() else { unreachable!() };
    sqlx::query("VACUUM INTO $1").bind(backup.to_str().unwrap()).execute(write).await.unwrap();
    s.leave(&member, &sure(Fates::default()), Farewell::Now).await.unwrap();
    s.work_all().await.unwrap();

    let old = store::Db::sqlite(&backup).await.unwrap();
    old.migrate().await.unwrap();
    let secrets = crate::secret::Secrets::seeded(9);
    let restored = Service::new(old, net.clock.clone(), secrets, s.config().clone()).unwrap();
    assert!(restored.profile(&other, id(&member)).await.is_ok(), "the copy still knows the member");
    assert_eq!(restored.replay_erasures().await.unwrap(), 1);
    assert!(matches!(restored.profile(&other, id(&member)).await, Err(Fault::NotFound)));
    let post = restored.post(&other, post, None).await.unwrap().post;
    assert_eq!(post.author.id, MemberId::SOMEBODY, "what was chosen is chosen again");
    assert_eq!(restored.replay_erasures().await.unwrap(), 0, "once");

    // The list in the database makes the file again when only that was lost.
    std::fs::remove_file(net.folder.path().join("erased.log")).unwrap();
    assert_eq!(s.replay_erasures().await.unwrap(), 0);
    let log = std::fs::read_to_string(net.folder.path().join("erased.log")).unwrap();
    assert_eq!(log.lines().count(), 1);
}
