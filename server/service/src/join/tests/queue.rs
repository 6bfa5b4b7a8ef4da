//! The office's queue: let in, asked for more, 見送り.
use types::consent::Purpose;
use types::invitation::InvitationState;
use types::join::JoinState;
use types::lang::Lang;
use types::time::Stamp;

use super::{World, form, member_of};
use crate::fault::FormError;
use crate::join::queue::{HOLD, Outcome, PAGE};
use crate::viewer::Me;

#[tokio::test]
async fn whoever_is_not_on_the_list_waits_and_is_let_in_by_the_office() {
    let w = World::new().await;
    let (invitation, token) = w.invite("1").await;
    let (secret, id) = w.waiting(Some(&token), &form("kuga@example.jp")).await;
    assert!(member_of(&w, "kuga@example.jp").await.is_none());
    let queued = w.service.join_request(&w.office, id).await.unwrap();
    assert_eq!(
        (queued.worked_together.as_deref(), queued.inviter_family.as_deref()),
        (Some("2008年、図書館班"), Some("佐々木"))
    );
    w.clock.advance(Stamp::SECOND);
    assert_eq!(w.service.approve_join(&w.office, id).await.unwrap(), Outcome::Done);
    assert_eq!(w.service.approve_join(&w.office, id).await.unwrap(), Outcome::TooLate);
    assert_eq!(w.service.own_join_request(&secret).await.unwrap().state, JoinState::Approved);
    assert!(w.mail("kuga@example.jp").await.body.contains("/sign-in?mail=kuga%40example.jp"));

    let member = member_of(&w, "kuga@example.jp").await.unwrap();
    let mut conn = w.service.db().read().await.unwrap();
    let row = store::member::by_id(&mut conn, member).await.unwrap().unwrap();
    assert_eq!(row.invited_by, w.member.me().map(Me::id));
    assert_eq!(row.line, "2001–2006 公共システム本部");
    let consents = store::consent::current(&mut conn, member).await.unwrap();
    let given: Vec<Purpose> = consents.iter().filter(|c| c.given).map(|c| c.purpose).collect();
    assert_eq!(consents.len(), Purpose::ALL.len());
    assert_eq!(given, [Purpose::Running, Purpose::Statistics]);
    assert!(consents.iter().all(|c| c.text_version == c.purpose.version()));
    let handout = w.service.invitation(&w.member, invitation, Lang::Ja).await.unwrap();
    assert_eq!((handout.state, handout.row.used), (InvitationState::UsedUp, 1));
}

#[tokio::test]
async fn a_question_is_answered_on_the_page_of_the_request() {
    let w = World::new().await;
    let (secret, id) = w.waiting(None, &form("kuga@example.jp")).await;
    assert!(!w.service.answer_join_question(&secret, "まだ聞かれていません").await.unwrap());
    assert!(matches!(w.service.ask_joiner(&w.office, id, " ").await, Err(FormError::Problems(_))));
    w.clock.advance(Stamp::SECOND);
    assert_eq!(w.service.ask_joiner(&w.office, id, "当時の上司は?").await.unwrap(), Outcome::Done);
    let mail = w.mail("kuga@example.jp").await;
    assert!(mail.body.contains("当時の上司は?") && mail.body.contains(&secret), "{}", mail.body);
    assert!(w.service.answer_join_question(&secret, "齋藤さんです").await.unwrap());
    let queued = w.service.join_request(&w.office, id).await.unwrap().request;
    assert_eq!((queued.state, queued.answer.as_str()), (JoinState::Waiting, "齋藤さんです"));
}

#[tokio::test]
async fn a_refusal_is_held_and_can_be_taken_back_until_it_is_told() {
    let w = World::new().await;
    let (secret, id) = w.waiting(None, &form("kuga@example.jp")).await;
    let decline = async || w.service.decline_join(&w.office, id, "").await.unwrap();
    assert_eq!(decline().await, Outcome::Done);
    assert_eq!(w.service.own_join_request(&secret).await.unwrap().state, JoinState::Waiting);
    assert!(!w.mail("kuga@example.jp").await.body.contains("見送"));
    assert_eq!(w.service.undo_decline(&w.office, id).await.unwrap(), Outcome::Done);
    assert_eq!(decline().await, Outcome::Done);
    w.clock.advance(HOLD);
    assert!(w.mail("kuga@example.jp").await.body.contains("見送"));
    assert_eq!(w.service.own_join_request(&secret).await.unwrap().state, JoinState::Declined);
    assert_eq!(w.service.undo_decline(&w.office, id).await.unwrap(), Outcome::TooLate);
    assert_eq!(w.service.approve_join(&w.office, id).await.unwrap(), Outcome::TooLate);
}

#[tokio::test]
async fn a_full_page_of_the_queue_tells_of_another_only_when_there_is_one() {
    let w = World::new().await;
    let wait = async |n: usize| {
        w.clock.advance(Stamp::HOUR);
        w.waiting(None, &form(&format!("kuga{n}@example.jp"))).await;
    };
    for n in 1..=PAGE {
        wait(n).await;
    }
    let page = w.service.join_queue(&w.office, None).await.unwrap();
    assert_eq!((page.waiting.len(), page.next), (PAGE, None));
    wait(PAGE + 1).await;
    let first = w.service.join_queue(&w.office, None).await.unwrap();
    assert_eq!((first.waiting.len(), first.count), (PAGE, 31));
    let last = w.service.join_queue(&w.office, first.next).await.unwrap();
    assert_eq!((last.waiting.len(), last.next), (1, None));
}
