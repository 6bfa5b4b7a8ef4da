//! Writing, sending and taking back: who may, and until when.
use types::form::Problem;
use types::lang::Voice;
use types::member::Relationship;
use types::role::Role;
use types::time::Stamp;

use super::{CALL, Site, member, problem, site};
use crate::application::{StepInput, Turn, Typed};
use crate::fault::{Fault, FormError};
use crate::viewer::Viewer;

#[tokio::test]
async fn strangers_learn_nothing_of_a_draft() {
    let site = site().await;
    let id = site.draft().await;
    let reviewer = member(&site.service, "審査", Relationship::Friend, &[Role::Reviewer]).await;
    let s = &site.service;
    for viewer in [&site.mate, &site.office, &reviewer] {
        assert!(matches!(s.application(viewer, id).await, Err(Fault::NotFound)));
        assert!(matches!(s.team_invitation(viewer, id).await, Err(Fault::NotFound)));
        let saved = s.save_step(viewer, id, StepInput::default()).await;
        assert!(matches!(saved, Err(FormError::Fault(Fault::NotFound))));
        assert!(matches!(s.submit_application(viewer, id).await, Err(Fault::NotFound)));
        assert!(matches!(s.withdraw_application(viewer, id).await, Err(Fault::NotFound)));
        assert!(matches!(s.remove_from_team(viewer, id, Site::id(&site.lead)).await, Err(Fault::NotFound)));
    }
    for viewer in [&site.office, &reviewer] {
        assert!(
            matches!(s.application_desk(viewer, id).await, Err(Fault::NotFound)),
            "a draft is the team's"
        );
        assert!(s.applications(viewer, CALL, None, None).await.unwrap().rows.is_empty());
    }
    assert!(matches!(s.application(&Viewer::Visitor, id).await, Err(Fault::SignInNeeded)));
    assert!(matches!(s.start_application(&Viewer::Visitor, CALL).await, Err(Fault::SignInNeeded)));
    assert!(s.my_applications(&Viewer::Visitor).await.unwrap().is_empty());
}

#[tokio::test]
async fn beginning_twice_finds_the_first() {
    let site = site().await;
    assert_eq!(site.draft().await, site.draft().await);
    assert_eq!(site.service.my_applications(&site.lead).await.unwrap().len(), 1);
}

#[tokio::test]
async fn nothing_typed_is_overwritten_unseen() {
    let site = site().await;
    let id = site.ready().await;
    let question = site.seen(id).await.answers[0].question.clone();
    let stale = site.typed(id, "わたしの文", "o1").await;
    let other = site.typed(id, "ほかの人の文", "o1").await;
    site.service.save_step(&site.mate, id, other).await.unwrap();
    let saved = site.service.save_step(&site.lead, id, stale).await.unwrap();
    assert_eq!(saved.problems.of(&question.field()), Some(&Problem::ChangedMeanwhile));
    assert_eq!(site.seen(id).await.answers[0].body, "ほかの人の文");
    let both = site.typed(id, "ふたりの文", "o1").await;
    assert!(site.service.save_step(&site.lead, id, both).await.unwrap().problems.is_empty());
}

#[tokio::test]
async fn a_page_is_no_conflict_with_itself() {
    let site = site().await;
    let id = site.ready().await;
    let s = &site.service;
    let first = site.seen(id).await.answers[0].clone();
    let typed = |body: &str| (first.question.id, Typed { body: body.into(), seen: first.revision });
    for body in ["み", "みた", "みたこ"] {
        s.keep_answer(&site.lead, id, typed(body), "page 1".into()).await.unwrap();
    }
    let other = s.keep_answer(&site.mate, id, typed("ほか"), "page 2".into()).await;
    assert!(matches!(other, Err(Fault::NotAllowed)), "another page saw an older text");
    assert_eq!(site.seen(id).await.answers[0].body, "みたこ");
    let stranger = s.keep_answer(&site.office, id, typed("のぞき"), "page 1".into()).await;
    assert!(matches!(stranger, Err(Fault::NotFound)));
}

#[tokio::test]
async fn what_is_too_long_is_kept_but_not_sent() {
    let site = site().await;
    let id = site.ready().await;
    let long = "あ".repeat(21);
    let saved = site.service.save_step(&site.lead, id, site.typed(id, &long, "o1").await).await.unwrap();
    let field = site.seen(id).await.answers[0].question.field();
    assert_eq!(saved.problems.of(&field), Some(&Problem::TooLong { max: 20 }));
    assert_eq!(site.seen(id).await.answers[0].body, long);
    assert_eq!(site.service.submit_application(&site.lead, id).await.unwrap(), Turn::NotReady);
    let saved = site.service.save_step(&site.lead, id, site.typed(id, "短い", "x").await).await.unwrap();
    let choice = site.seen(id).await.answers[1].question.field();
    assert_eq!(saved.problems.of(&choice), Some(&Problem::NotAChoice));
    assert_eq!(site.seen(id).await.answers[1].body, "o1", "the choice made before stays");
}

#[tokio::test]
async fn sending_needs_answers_and_a_team_of_people_who_said_yes() {
    let site = site().await;
    let id = site.draft().await;
    let s = &site.service;
    let missing = site.seen(id).await.missing();
    assert_eq!(missing.iter().map(|m| m.step).collect::<Vec<_>>(), [1, 1, 2], "title, text, choice");
    let input = site.typed(id, "見たこと", "o1").await;
    s.save_step(&site.lead, id, input).await.unwrap();
    assert!(site.seen(id).await.missing().is_empty());
    assert_eq!(s.submit_application(&site.lead, id).await.unwrap(), Turn::NotReady, "alone");
    s.invite_to_team(&site.lead, id, Site::id(&site.mate)).await.unwrap();
    assert_eq!(s.submit_application(&site.lead, id).await.unwrap(), Turn::NotReady, "only asked");
    assert!(matches!(s.application(&site.mate, id).await, Err(Fault::NotFound)), "only asked: sees no draft");
    s.answer_team(&site.mate, id, true).await.unwrap();
    assert!(site.seen(id).await.broken_rule(Voice::default()).is_none());
    assert!(matches!(s.submit_application(&site.mate, id).await, Err(Fault::NotAllowed)), "not the lead");
    assert_eq!(s.submit_application(&site.lead, id).await.unwrap(), Turn::Done);
    assert_eq!(s.submit_application(&site.lead, id).await.unwrap(), Turn::TooLate, "twice");
    let late = s.save_step(&site.mate, id, site.typed(id, "あとから", "o1").await).await.unwrap_err();
    assert!(problem(late, "closed").is_some());
    assert!(
        matches!(s.answer_team(&site.mate, id, false).await, Err(Fault::NotAllowed)),
        "sent: nobody leaves"
    );
    let subjects = site.subjects().await;
    let received = subjects.iter().filter(|subject| subject.contains("受け付けました")).count();
    assert_eq!(received, 2, "both are told: {subjects:?}");
}

#[tokio::test]
async fn the_deadline_holds_for_everything() {
    let site = site().await;
    let id = site.ready().await;
    let input = site.typed(id, "間に合わない", "o1").await;
    site.clock.advance(10 * Stamp::DAY);
    let s = &site.service;
    assert!(problem(s.save_step(&site.lead, id, input).await.unwrap_err(), "closed").is_some());
    assert_eq!(s.submit_application(&site.lead, id).await.unwrap(), Turn::TooLate);
    assert_eq!(s.withdraw_application(&site.lead, id).await.unwrap(), Turn::TooLate);
    assert!(matches!(s.start_application(&site.mate, CALL).await, Err(Fault::NotFound)));
    let asked = s.invite_to_team(&site.lead, id, Site::id(&site.office)).await;
    assert!(matches!(asked, Err(FormError::Fault(Fault::NotFound))));
}

#[tokio::test]
async fn taken_back_and_sent_again() {
    let site = site().await;
    let id = site.submitted().await;
    let s = &site.service;
    assert!(matches!(s.withdraw_application(&site.mate, id).await, Err(Fault::NotAllowed)));
    assert_eq!(s.withdraw_application(&site.lead, id).await.unwrap(), Turn::Done);
    let desk = s.application_desk(&site.office, id).await.unwrap();
    assert!(
        desk.application.answers.is_empty() && desk.next.is_empty(),
        "taken back: the office reads no more"
    );
    assert_eq!(s.reopen_application(&site.lead, id).await.unwrap(), Turn::Done);
    assert_eq!(site.seen(id).await.answers[0].body, "見たこと", "nothing is lost");
    assert_eq!(s.submit_application(&site.lead, id).await.unwrap(), Turn::Done);
}
