//! The office's queue: let in, asked for more, 見送り.
use types::consent::Purpose;
use types::invitation::InvitationState;
use types::join::JoinState;
use types::joining::{JoiningInput, RefusalInput};
use types::lang::Lang;
use types::time::Stamp;

use super::{World, form, member_of};
use crate::fault::{Fault, FormError};
use crate::join::decide::{Decision, HOLD, Tally};
use crate::join::note::TAKE_BACK;
use crate::join::queue::{Outcome, PAGE};
use crate::join::refusal::Words;
use crate::viewer::Me;

const DONE: Tally = Tally { done: 1, late: 0 };
const LATE: Tally = Tally { done: 0, late: 1 };

#[tokio::test]
async fn whoever_is_not_on_the_list_waits_and_is_let_in_by_the_office() {
    let w = World::new().await;
    let (invitation, token) = w.invite("1").await;
    let (secret, id) = w.waiting(Some(&token), &form("kuga@example.jp")).await;
    assert!(member_of(&w, "kuga@example.jp").await.is_none());
    let queued = w.service.join_request(&w.office, id).await.unwrap().queued;
    assert_eq!(
        (queued.worked_together.as_deref(), queued.inviter_family.as_deref()),
        (Some("2008年、図書館班"), Some("佐々木"))
    );
    w.clock.advance(Stamp::SECOND);
    assert_eq!(w.approve(id).await, DONE);
    assert_eq!(w.approve(id).await, LATE);
    assert_eq!(w.service.own_join_request(&secret).await.unwrap().state, JoinState::Waiting, "not told yet");
    assert!(member_of(&w, "kuga@example.jp").await.is_none(), "not in yet");
    w.clock.advance(HOLD);
    assert!(w.mail("kuga@example.jp").await.body.contains("/sign-in?mail=kuga%40example.jp"));
    assert_eq!(w.service.own_join_request(&secret).await.unwrap().state, JoinState::Approved);

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
    let queued = w.service.join_request(&w.office, id).await.unwrap().queued.request;
    assert_eq!((queued.state, queued.answer.as_str()), (JoinState::Waiting, "齋藤さんです"));
}

#[tokio::test]
async fn a_decision_is_held_and_can_be_taken_back_until_it_is_told() {
    let w = World::new().await;
    let (secret, id) = w.waiting(None, &form("kuga@example.jp")).await;
    assert_eq!(w.decline(id, "").await, DONE);
    assert_eq!(w.service.own_join_request(&secret).await.unwrap().state, JoinState::Waiting);
    assert!(!w.mail("kuga@example.jp").await.body.contains("見送"));
    assert_eq!(w.service.undo_joins(&w.office, &[id]).await.unwrap(), DONE);
    assert_eq!(w.service.undo_joins(&w.office, &[id]).await.unwrap(), LATE);
    assert_eq!(w.decline(id, "").await, DONE);
    w.clock.advance(HOLD);
    assert!(w.mail("kuga@example.jp").await.body.contains("在籍されていたことを確認できなかった"));
    assert_eq!(w.service.own_join_request(&secret).await.unwrap().state, JoinState::Declined);
    assert_eq!(w.service.undo_joins(&w.office, &[id]).await.unwrap(), LATE);
    assert_eq!(w.service.tell_joins_now(&w.office, &[id]).await.unwrap(), LATE);
    assert_eq!(w.approve(id).await, LATE);
}

#[tokio::test]
async fn a_decision_is_told_at_once_when_the_office_wishes() {
    let w = World::new().await;
    let (_, id) = w.waiting(None, &form("kuga@example.jp")).await;
    assert_eq!(w.service.tell_joins_now(&w.office, &[id]).await.unwrap(), LATE, "not decided");
    w.approve(id).await;
    w.clock.advance(Stamp::SECOND);
    assert_eq!(w.service.tell_joins_now(&w.office, &[id]).await.unwrap(), DONE);
    assert!(w.mail("kuga@example.jp").await.subject.contains("ようこそ"));
    assert!(member_of(&w, "kuga@example.jp").await.is_some());
}

#[tokio::test]
async fn whoever_withdraws_while_a_decision_is_held_is_forgotten() {
    let w = World::new().await;
    let (secret, id) = w.waiting(None, &form("kuga@example.jp")).await;
    w.approve(id).await;
    assert!(w.service.withdraw_join_request(&secret).await.unwrap());
    w.clock.advance(HOLD);
    w.service.work_all().await.unwrap();
    assert!(member_of(&w, "kuga@example.jp").await.is_none());
}

#[tokio::test]
async fn many_are_answered_at_once_each_in_their_own_language() {
    let w = World::new().await;
    let (_, ja) = w.waiting(None, &form("kuga@example.jp")).await;
    w.clock.advance(Stamp::SECOND);
    let (_, en) = w.waiting_in(Lang::En, None, &form("dubois@example.jp")).await;
    let input = RefusalInput {
        title: "協力会社".into(),
        body_ja: "協力会社の方のための場所ではありません。".into(),
        body_en: "Not for partner companies.".into(),
    };
    w.service.put_refusal(&w.office, None, &input).await.unwrap();
    let key = w.service.refusals(&w.office).await.unwrap().last().unwrap().key();
    let decision = Decision::Decline(Words::Of(key));
    let tally = w.service.decide_joins(&w.office, &[ja, en, en, ja], &decision).await.unwrap();
    assert_eq!(tally, Tally { done: 2, late: 0 });
    w.clock.advance(HOLD);
    assert!(w.mail("kuga@example.jp").await.body.contains("協力会社の方のための"));
    assert!(w.mail("dubois@example.jp").await.body.contains("Not for partner companies."));
    let unknown = Decision::Decline(Words::Of("nothing".into()));
    let refused = w.service.decide_joins(&w.office, &[ja], &unknown).await;
    assert!(matches!(refused, Err(FormError::Problems(_))));
}

#[tokio::test]
async fn only_the_office_decides_and_writes_notes() {
    let w = World::new().await;
    let (_, id) = w.waiting(None, &form("kuga@example.jp")).await;
    let not_allowed = |result: Result<Tally, FormError>| {
        assert!(matches!(result, Err(FormError::Fault(Fault::NotAllowed))));
    };
    not_allowed(w.service.decide_joins(&w.member, &[id], &Decision::Approve).await);
    not_allowed(w.service.undo_joins(&w.member, &[id]).await.map_err(FormError::from));
    not_allowed(w.service.tell_joins_now(&w.member, &[id]).await.map_err(FormError::from));
    let noted = w.service.add_join_note(&w.member, id, "一緒でした").await;
    assert!(matches!(noted, Err(FormError::Fault(Fault::NotAllowed))));
    assert!(matches!(w.service.refusals(&w.member).await, Err(Fault::NotAllowed)));
    let input = JoiningInput::of(&w.service.site().await.unwrap().joining);
    let days = JoiningInput { expected_days: "5".into(), ..input };
    assert!(matches!(
        w.service.change_joining(&w.member, &days).await,
        Err(FormError::Fault(Fault::NotAllowed))
    ));
    w.service.change_joining(&w.office, &days).await.unwrap();
    assert_eq!(w.service.site().await.unwrap().joining.expected_days, 5);
}

#[tokio::test]
async fn a_note_stays_in_the_file_unless_its_author_takes_it_back_in_time() {
    let w = World::new().await;
    let (_, id) = w.waiting(None, &form("kuga@example.jp")).await;
    assert!(matches!(w.service.add_join_note(&w.office, id, " ").await, Err(FormError::Problems(_))));
    w.service.add_join_note(&w.office, id, "人事の台帳で確認").await.unwrap();
    let notes = w.service.join_request(&w.office, id).await.unwrap().notes;
    assert_eq!((notes.len(), notes[0].body.as_str()), (1, "人事の台帳で確認"));
    w.clock.advance(TAKE_BACK);
    assert!(!w.service.take_back_note(&w.office, id, notes[0].id).await.unwrap());
    w.service.add_join_note(&w.office, id, "書き間違い").await.unwrap();
    let notes = w.service.join_request(&w.office, id).await.unwrap().notes;
    assert!(w.service.take_back_note(&w.office, id, notes[1].id).await.unwrap());
    assert_eq!(w.service.join_request(&w.office, id).await.unwrap().notes.len(), 1);
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
