//! The desk: who reads, who decides, files, questions, the table and those interested.
use types::application::{ApplicationState, QuestionInput, RulesInput};
use types::consent::Purpose;
use types::form::Problem;
use types::id::{MediaId, QuestionId};
use types::lang::Voice;
use types::member::Relationship;
use types::profile_read::ReadKind;
use types::role::Role;
use types::time::Stamp;

use super::{CALL, Site, member, problem, site};
use crate::application::{Outcome, Shift, StepInput, Turn, Upload};
use crate::fault::{Fault, FormError};
use crate::viewer::Viewer;

#[tokio::test]
async fn files_are_for_the_team_and_those_who_read() {
    let site = site().await;
    let id = site.ready().await;
    let s = &site.service;
    let question = site.seen(id).await.answers[2].question.clone();
    let send = |name: &str, bytes: &[u8]| StepInput {
        files: vec![(question.id, Upload { name: name.into(), bytes: bytes.to_vec() })],
        ..StepInput::default()
    };
    let refused = s.save_step(&site.lead, id, send("図.pdf", b"<html>")).await.unwrap();
    assert_eq!(refused.problems.of(&question.field()), Some(&Problem::NotADocument));
    s.save_step(&site.lead, id, send("図.exe", b"%PDF-1.7")).await.unwrap();
    let first = site.seen(id).await.answers[2].file.clone().unwrap();
    assert_eq!(first.name, "図.pdf", "named for what it is");
    s.save_step(&site.mate, id, send("新.pdf", b"%PDF-1.7 new")).await.unwrap();
    let second = site.seen(id).await.answers[2].file.clone().unwrap().id;
    assert!(matches!(s.answer_file(&site.lead, id, first.id).await, Err(Fault::NotFound)), "replaced");
    assert_eq!(std::fs::read_dir(site.folder.path().join("answers")).unwrap().count(), 1);
    assert_eq!(s.answer_file(&site.mate, id, second).await.unwrap().1, b"%PDF-1.7 new");
    let stranger = member(s, "他人", Relationship::Alumnus, &[]).await;
    let reviewer = member(s, "審査", Relationship::Friend, &[Role::Reviewer]).await;
    for viewer in [&stranger, &reviewer, &site.office] {
        assert!(matches!(s.answer_file(viewer, id, second).await, Err(Fault::NotFound)), "a draft");
    }
    assert!(matches!(s.answer_file(&Viewer::Visitor, id, second).await, Err(Fault::SignInNeeded)));
    s.submit_application(&site.lead, id).await.unwrap();
    for viewer in [&reviewer, &site.office] {
        s.answer_file(viewer, id, second).await.unwrap();
    }
    assert!(matches!(s.answer_file(&stranger, id, second).await, Err(Fault::NotFound)));
    assert!(matches!(s.answer_file(&site.lead, id, MediaId(uuid::Uuid::max())).await, Err(Fault::NotFound)));
    s.withdraw_application(&site.lead, id).await.unwrap();
    assert!(matches!(s.answer_file(&reviewer, id, second).await, Err(Fault::NotFound)), "taken back");
    s.reopen_application(&site.lead, id).await.unwrap();
    let remove = StepInput { removed: vec![question.id], ..StepInput::default() };
    s.save_step(&site.lead, id, remove).await.unwrap();
    assert_eq!(site.seen(id).await.answers[2].file, None);
    assert_eq!(std::fs::read_dir(site.folder.path().join("answers")).unwrap().count(), 0);
}

#[tokio::test]
async fn the_office_decides_and_reviewers_read() {
    let site = site().await;
    let id = site.submitted().await;
    let s = &site.service;
    let reviewer = member(s, "審査", Relationship::Friend, &[Role::Reviewer]).await;
    let to = ApplicationState::Screening;
    assert_eq!(s.application_desk(&reviewer, id).await.unwrap().application.answers[0].body, "見たこと");
    assert!(s.application_desk(&reviewer, id).await.unwrap().next.is_empty());
    for viewer in [&reviewer, &site.lead] {
        let refused = s.decide_application(viewer, id, to, "").await;
        assert!(matches!(refused, Err(FormError::Fault(Fault::NotAllowed))));
        assert!(matches!(s.applications_csv(viewer, CALL, Voice::default()).await, Err(Fault::NotAllowed)));
        assert!(matches!(s.questions(viewer, CALL).await, Err(Fault::NotAllowed)));
        assert!(matches!(s.interested(viewer, CALL, None).await, Err(Fault::NotAllowed)));
    }
    assert!(matches!(s.application_desk(&site.lead, id).await, Err(Fault::NotAllowed)));
    assert!(matches!(s.applications(&site.mate, CALL, None, None).await, Err(Fault::NotAllowed)));
    let decide = |to, note: &'static str| s.decide_application(&site.office, id, to, note);
    assert_eq!(
        decide(ApplicationState::Interview, "").await.unwrap(),
        Outcome::TooLate,
        "not a step from here"
    );
    assert_eq!(decide(to, "これから拝読します。").await.unwrap(), Outcome::Done);
    let bare = decide(ApplicationState::Declined, " ").await.unwrap_err();
    assert_eq!(problem(bare, "note"), Some(Problem::Required), "見送り needs words");
    assert_eq!(decide(ApplicationState::Declined, "扉は開いています。").await.unwrap(), Outcome::Done);
    let seen = site.seen(id).await;
    assert_eq!((seen.state, seen.note.as_str()), (ApplicationState::Declined, "扉は開いています。"));
    let about = site.subjects().await.iter().filter(|subject| subject.contains("について")).count();
    assert_eq!(about, 4, "two decisions, two people");
}

#[tokio::test]
async fn nobody_decides_about_the_own_team() {
    let site = site().await;
    let id = site.draft().await;
    let s = &site.service;
    s.invite_to_team(&site.lead, id, Site::id(&site.office)).await.unwrap();
    s.answer_team(&site.office, id, true).await.unwrap();
    s.save_step(&site.lead, id, site.typed(id, "見たこと", "o1").await).await.unwrap();
    assert_eq!(s.submit_application(&site.lead, id).await.unwrap(), Turn::Done);
    let own = s.decide_application(&site.office, id, ApplicationState::Screening, "").await;
    assert!(matches!(own, Err(FormError::Fault(Fault::NotAllowed))));
}

#[tokio::test]
async fn the_table_holds_what_was_sent_and_no_formulas() {
    let site = site().await;
    let id = site.ready().await;
    let s = &site.service;
    let table = s.applications_csv(&site.office, CALL, Voice::default()).await.unwrap();
    assert_eq!(String::from_utf8(table).unwrap().lines().count(), 1, "no draft");
    s.save_step(&site.lead, id, site.typed(id, "=1+1, \"x\"", "o1").await).await.unwrap();
    s.submit_application(&site.lead, id).await.unwrap();
    let table = s.applications_csv(&site.office, CALL, Voice::default()).await.unwrap();
    let table = String::from_utf8(table).unwrap();
    assert!(table.starts_with("\u{feff}番号,"), "{table}");
    assert!(table.ends_with("\r\n") && table.contains("\"'=1+1, \"\"x\"\"\",窓口,"), "{table}");
}

#[tokio::test]
async fn questions_move_between_steps_and_keep_their_answers_when_removed() {
    let site = site().await;
    let id = site.submitted().await;
    let s = &site.service;
    let order = async || -> Vec<(String, i64)> {
        let all = s.questions(&site.office, CALL).await.unwrap().questions;
        all.into_iter().map(|q| (q.label.ja, q.step)).collect()
    };
    let [text, choice, file]: [QuestionId; 3] = {
        let all = s.questions(&site.office, CALL).await.unwrap().questions;
        [all[0].id, all[1].id, all[2].id]
    };
    s.shift_question(&site.office, CALL, file, Shift::Up).await.unwrap();
    let expected = [("問いtext", 1), ("問いfile", 2), ("問いchoice", 2)].map(|(l, n)| (l.to_owned(), n));
    assert_eq!(order().await, expected);
    s.shift_question(&site.office, CALL, file, Shift::Up).await.unwrap();
    assert_eq!(order().await[1], ("問いfile".to_owned(), 1), "from the top of a step into the one before");
    s.shift_question(&site.office, CALL, text, Shift::Up).await.unwrap();
    s.shift_question(&site.office, CALL, choice, Shift::Remove).await.unwrap();
    assert_eq!(order().await.len(), 2);
    let desk = s.application_desk(&site.office, id).await.unwrap().application;
    assert!(desk.answers.iter().any(|a| a.body == "o1"), "what was sent stays as it was sent");
    let shift = s.shift_question(&site.lead, CALL, text, Shift::Remove).await;
    assert!(matches!(shift, Err(Fault::NotAllowed)));
    let form = s.question_form(&site.office, CALL, text).await.unwrap();
    let wrong = QuestionInput { label_ja: String::new(), step: "9".into(), ..form };
    let wrong = s.put_question(&site.office, CALL, Some(text), &wrong).await.unwrap_err();
    let FormError::Problems(problems) = wrong else { panic!("{wrong:?}") };
    assert!(problems.of("label_ja").is_some() && problems.of("step").is_some());
    let rules = RulesInput { min_people: "3".into(), max_people: "2".into(), ..RulesInput::default() };
    let wrong = s.set_team_rules(&site.office, CALL, &rules).await.unwrap_err();
    assert!(problem(wrong, "max_people").is_some());
}

#[tokio::test]
async fn those_interested_hear_once_a_week_before() {
    let site = site().await;
    let s = &site.service;
    s.set_interest(&site.mate, CALL, true).await.unwrap();
    s.set_interest(&site.lead, CALL, true).await.unwrap();
    let interested = s.interested(&site.office, CALL, None).await.unwrap();
    assert_eq!((interested.count, interested.people.len()), (2, 2));
    let id = site.submitted().await;
    s.look_ahead().await.unwrap();
    let near = |subjects: Vec<String>| subjects.iter().filter(|s| s.contains("近づいています")).count();
    assert_eq!(near(site.subjects().await), 0, "ten days before");
    s.withdraw_application(&site.lead, id).await.unwrap();
    site.clock.advance(4 * Stamp::DAY);
    s.set_interest(&site.mate, CALL, false).await.unwrap();
    for _ in 0..2 {
        s.look_ahead().await.unwrap();
    }
    assert_eq!(near(site.subjects().await), 1, "only who is still interested and has not applied, and once");
}

#[tokio::test]
async fn a_notice_that_waits_is_not_sent_once_notices_are_withdrawn() {
    let site = site().await;
    let s = &site.service;
    s.set_interest(&site.mate, CALL, true).await.unwrap();
    s.set_interest(&site.lead, CALL, true).await.unwrap();
    site.clock.advance(4 * Stamp::DAY);
    let withdraw = async |who: &Viewer| {
        s.answer_consent(who, Purpose::Notices, false, Purpose::Notices.version()).await.unwrap();
    };
    withdraw(&site.lead).await;
    s.work_all().await.unwrap();
    s.look_ahead().await.unwrap();
    assert!(s.work_once().await.unwrap(), "the notices are written");
    let mut conn = s.db().read().await.unwrap();
    assert_eq!(store::task::outbox(&mut conn).await.unwrap().waiting, 1, "none for whoever withdrew before");
    drop(conn);
    withdraw(&site.mate).await;
    assert!(site.subjects().await.iter().all(|subject| !subject.contains("近づいています")));
}

#[tokio::test]
async fn what_is_read_and_exported_is_listed_to_the_team() {
    let site = site().await;
    let id = site.submitted().await;
    let s = &site.service;
    let reviewer = member(s, "審査", Relationship::Friend, &[Role::Reviewer]).await;
    let reads = async |of: &Viewer| {
        let (reads, _) = s.profile_reads(of, None).await.unwrap();
        reads.into_iter().map(|read| (read.kind, read.role)).collect::<Vec<_>>()
    };
    s.application(&site.mate, id).await.unwrap();
    assert_eq!(reads(&site.lead).await, [], "the team reads its own");
    s.application_desk(&reviewer, id).await.unwrap();
    site.clock.advance(Stamp::MINUTE);
    for _ in 0..2 {
        s.applications_csv(&site.office, CALL, Voice::default()).await.unwrap();
    }
    let expected = [(ReadKind::Export, Some(Role::Office)), (ReadKind::Application, Some(Role::Reviewer))];
    for of in [&site.lead, &site.mate] {
        assert_eq!(reads(of).await, expected);
    }
    assert_eq!(reads(&site.office).await, []);
    let (listed, _) = s.profile_reads(&site.lead, None).await.unwrap();
    let (slug, title) = listed[0].programme.clone().unwrap();
    assert_eq!((slug.as_str(), title.ja.as_str()), (CALL, "創出制度"));
    s.withdraw_application(&site.lead, id).await.unwrap();
    site.clock.advance(Stamp::DAY);
    s.applications_csv(&site.office, CALL, Voice::default()).await.unwrap();
    assert_eq!(reads(&site.lead).await, expected, "what was taken back is in no table");
}
