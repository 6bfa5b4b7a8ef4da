//! Requests about data: asked, answered by the deadline's order, taken back, and nobody else's.
use types::form::Problem;
use types::rights::{RightsInput, RightsState};
use types::role::Role;
use types::time::Stamp;

use crate::fault::{Fault, FormError};
use crate::mail::read_mailbox;
use crate::testing::Net;
use crate::viewer::{Me, Viewer};

fn input(kind: &str, body: &str) -> RightsInput {
    RightsInput { kind: kind.into(), body: body.into() }
}

fn problem<T>(outcome: Result<T, FormError>, field: &str) -> Option<Problem> {
    match outcome {
        Err(FormError::Problems(problems)) => problems.of(field).cloned(),
        _ => None,
    }
}

async fn contact(net: &Net, office: &Viewer) {
    let mut site = (*net.service.site().await.unwrap()).clone();
    site.contact = "office@example.jp".into();
    let office = office.me().map(Me::id).unwrap();
    net.service.put_site(office, &site, "site.change").await.unwrap();
}

#[tokio::test]
async fn a_request_is_answered_in_words_and_both_sides_hear_of_it() {
    let net = Net::new().await;
    let (s, member) = (&net.service, net.member("佐々木", "花", &[]).await);
    let office = net.member("髙橋", "真理子", &[Role::Office]).await;
    contact(&net, &office).await;
    let id = s.ask_rights(&member, &input("correction", "生年が違います。")).await.unwrap();
    let (mine, next) = s.rights_requests(&member, None).await.unwrap();
    assert_eq!((mine.len(), next, mine[0].state), (1, None, RightsState::Open));
    assert_eq!(mine[0].due_at, s.now().plus(14 * Stamp::DAY));
    assert_eq!(s.desk(&office).await.unwrap().rights.waiting, 1);
    s.work_all().await.unwrap();
    let mails = read_mailbox(net.folder.path(), 9).await.unwrap();
    assert_eq!((mails.len(), mails[0].to.as_str()), (1, "office@example.jp"));
    assert!(mails[0].body.contains(&format!("/office/rights/{id}")) && !mails[0].body.contains("生年"));

    assert_eq!(problem(s.answer_rights(&office, id, " ").await, "answer"), Some(Problem::Required));
    assert!(s.answer_rights(&office, id, "直しました。").await.unwrap());
    assert!(!s.answer_rights(&office, id, "もう一度").await.unwrap(), "once");
    let row = s.rights_requests(&member, None).await.unwrap().0.remove(0);
    assert_eq!((row.state, row.answer.as_str()), (RightsState::Answered, "直しました。"));
    assert!(!s.withdraw_rights(&member, id).await.unwrap(), "it is over");
    s.work_all().await.unwrap();
    let mails = read_mailbox(net.folder.path(), 9).await.unwrap();
    assert!(
        mails.iter().any(|mail| mail.body.contains("直しました。") && mail.body.contains("/me/requests"))
    );
    assert_eq!(s.rights_desk(&office, None).await.unwrap().0, []);
    assert_eq!(s.rights_answered(&office, None).await.unwrap().0.len(), 1);
}

#[tokio::test]
async fn the_most_urgent_comes_first_and_the_deadline_is_a_setting() {
    let net = Net::new().await;
    let (s, member) = (&net.service, net.member("佐々木", "花", &[]).await);
    let office = net.member("髙橋", "真理子", &[Role::Office]).await;
    let late = s.ask_rights(&member, &input("disclosure", "何を持っていますか。")).await.unwrap();
    assert_eq!(
        problem(s.change_rights_days(&office, "31").await, "days"),
        Some(Problem::NotInRange { min: 3, max: 30 })
    );
    s.change_rights_days(&office, "3").await.unwrap();
    net.clock.advance(Stamp::MINUTE);
    let soon = s.ask_rights(&member, &input("stop_use", "便りを止めてください。")).await.unwrap();
    let (rows, _) = s.rights_desk(&office, None).await.unwrap();
    assert_eq!(rows.iter().map(|row| row.request_id).collect::<Vec<_>>(), [soon, late]);
    net.clock.advance(4 * Stamp::DAY);
    assert!(s.rights_request(&office, soon).await.unwrap().is_overdue);
    assert!(!s.rights_request(&office, late).await.unwrap().is_overdue);
    for n in 0..super::PAGE {
        net.clock.advance(Stamp::HOUR);
        s.ask_rights(&member, &input("stop_use", &format!("{n}つ目"))).await.unwrap();
    }
    let (first, next) = s.rights_desk(&office, None).await.unwrap();
    let (rest, end) = s.rights_desk(&office, next).await.unwrap();
    assert_eq!((first.len(), rest.len(), end), (super::PAGE, 2, None));
    assert!(rest.iter().all(|row| first.iter().all(|seen| seen.request_id != row.request_id)));
}

#[tokio::test]
async fn who_may_not() {
    let net = Net::new().await;
    let (s, member) = (&net.service, net.member("佐々木", "花", &[]).await);
    let (other, office) =
        (net.member("久我", "洋平", &[]).await, net.member("髙橋", "真理子", &[Role::Office]).await);
    let id = s.ask_rights(&member, &input("stop_provision", "渡さないでください。")).await.unwrap();
    let visitor = Viewer::Visitor;
    assert!(matches!(s.rights_requests(&visitor, None).await, Err(Fault::SignInNeeded)));
    assert!(matches!(
        s.ask_rights(&visitor, &input("", "")).await,
        Err(FormError::Fault(Fault::SignInNeeded))
    ));
    assert_eq!(s.rights_requests(&other, None).await.unwrap().0, []);
    assert!(!s.withdraw_rights(&other, id).await.unwrap(), "another's");
    assert!(matches!(s.rights_desk(&member, None).await, Err(Fault::NotAllowed)));
    assert!(matches!(s.rights_answered(&member, None).await, Err(Fault::NotAllowed)));
    assert!(matches!(s.rights_request(&member, id).await, Err(Fault::NotAllowed)));
    let answer = s.answer_rights(&other, id, "x").await;
    assert!(matches!(answer, Err(FormError::Fault(Fault::NotAllowed))));
    let days = s.change_rights_days(&member, "5").await;
    assert!(matches!(days, Err(FormError::Fault(Fault::NotAllowed))));

    let own = s.ask_rights(&office, &input("disclosure", "自分の分")).await.unwrap();
    assert!(!s.rights_request(&office, own).await.unwrap().may_answer);
    let answer = s.answer_rights(&office, own, "x").await;
    assert!(matches!(answer, Err(FormError::Fault(Fault::NotAllowed))), "nobody answers the own one");
    assert!(s.withdraw_rights(&member, id).await.unwrap());
    assert!(!s.withdraw_rights(&member, id).await.unwrap());
    assert!(matches!(s.rights_request(&office, id).await, Err(Fault::NotFound)), "taken back");
    assert_eq!(problem(s.ask_rights(&member, &input("all", "")).await, "kind"), Some(Problem::NotAChoice));
}
