//! Invitations: who may see and use them, and when they count as begun.
use types::form::Problem;
use types::invitation::{InvitationInput, InvitationState};
use types::join::JoinInput;
use types::lang::Lang;
use types::member::MemberState;
use types::time::Stamp;

use super::{World, form};
use crate::fault::{Fault, FormError};
use crate::invitation::PAGE;
use crate::viewer::Viewer;

#[tokio::test]
async fn a_closed_door_lets_nobody_ask() {
    let w = World::new().await;
    let ask = async |token: &str| {
        w.service.ask_to_join(Some(token), &form("kuga@example.jp"), Lang::Ja, "::1").await
    };
    let (id, token) = w.invite("1").await;
    assert_eq!(w.service.door(&Viewer::Visitor, &token).await.unwrap().worked_together, "2008年、図書館班");
    w.service.revoke_invitation(&w.member, id).await.unwrap();
    let door = w.service.door(&Viewer::Visitor, &token).await.unwrap();
    assert_eq!((door.state, door.worked_together.as_str()), (InvitationState::Revoked, ""));
    assert!(matches!(ask(&token).await, Err(FormError::Fault(Fault::NotFound))));
    w.service.restore_invitation(&w.member, id).await.unwrap();
    w.clock.advance(30 * Stamp::DAY);
    assert_eq!(w.service.door(&w.member, &token).await.unwrap().state, InvitationState::Expired);
    assert!(matches!(ask("nonsense").await, Err(FormError::Fault(Fault::NotFound))));
}

#[tokio::test]
async fn a_door_shows_visitors_no_more_than_the_name_and_nobody_an_account_that_is_put_away() {
    let w = World::new().await;
    let (_, token) = w.invite("1").await;
    let inviter = w.member.me().unwrap().id();
    let mut tx = w.service.db().write().await.unwrap();
    store::member::set_line(&mut tx, inviter, "図書館班 2005–2012").await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(w.service.door(&w.member, &token).await.unwrap().inviter.line, "図書館班 2005–2012");
    assert_eq!(w.service.door(&Viewer::Visitor, &token).await.unwrap().inviter.line, "");
    for (state, opens) in [(MemberState::Resting, true), (MemberState::Suspended, false)] {
        let mut tx = w.service.db().write().await.unwrap();
        store::member::set_state(&mut tx, inviter, state).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(w.service.door(&Viewer::Visitor, &token).await.is_ok(), opens, "{state}");
    }
}

#[tokio::test]
async fn an_invitation_is_started_by_its_form_and_not_by_a_look() {
    let w = World::new().await;
    let (id, token) = w.invite("2").await;
    w.service.door(&Viewer::Visitor, &token).await.unwrap();
    assert_eq!(w.service.invitation(&w.member, id, Lang::Ja).await.unwrap().row.started_at, None);
    let refused = w.service.ask_to_join(Some(&token), &JoinInput::default(), Lang::Ja, "::1").await;
    let Err(FormError::Problems(problems)) = refused else { panic!("an empty form") };
    assert_eq!(problems.of("purpose"), Some(&Problem::ConsentNeeded));
    assert_eq!(
        w.service.invitation(&w.member, id, Lang::Ja).await.unwrap().row.started_at,
        Some(w.service.now())
    );
}

#[tokio::test]
async fn an_invitation_is_mailed_with_its_words_and_not_too_often() {
    let w = World::new().await;
    let input = InvitationInput {
        worked_together: "2008年、図書館班".into(),
        note: "また話しましょう".into(),
        mail: "kuga@example.jp".into(),
        ..InvitationInput::default()
    };
    let id = w.service.invite(&w.member, &input, Lang::Ja).await.unwrap();
    let mail = w.mail("kuga@example.jp").await;
    assert!(
        mail.body.contains("2008年、図書館班") && mail.body.contains("また話しましょう"),
        "{}",
        mail.body
    );
    assert!(mail.body.contains("openExternalBrowser=1"));
    let handout = w.service.invitation(&w.member, id, Lang::Ja).await.unwrap();
    assert!(
        handout.line.starts_with("https://line.me/R/msg/text/?")
            && handout.line.contains("openExternalBrowser%3D1"),
        "{}",
        handout.line
    );
    w.service.invite(&w.member, &input, Lang::Ja).await.unwrap();
    assert!(matches!(
        w.service.invite(&w.member, &input, Lang::Ja).await,
        Err(FormError::Fault(Fault::TooOften))
    ));
}

#[tokio::test]
async fn a_full_page_of_invitations_tells_of_another_only_when_there_is_one() {
    let w = World::new().await;
    for _ in 0..PAGE {
        w.invite("1").await;
    }
    let page = w.service.invitations(&w.member, None).await.unwrap();
    assert_eq!((page.invitations.len(), page.next), (PAGE, None));
    w.clock.advance(Stamp::HOUR);
    let (newest, _) = w.invite("1").await;
    let first = w.service.invitations(&w.member, None).await.unwrap();
    assert_eq!((first.invitations.len(), first.invitations[0].0.id), (PAGE, newest));
    let last = w.service.invitations(&w.member, first.next).await.unwrap();
    assert_eq!((last.invitations.len(), last.next), (1, None));
}
