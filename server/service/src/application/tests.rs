//! Applications: who may see, write, join, send and decide, and until when.
use std::sync::Arc;

use store::Db;
use store::programme::ProgrammeRow;
use types::application::{ApplicationState, QuestionInput, RulesInput, TeamState};
use types::form::Problem;
use types::id::{ApplicationId, MediaId, MemberId, QuestionId, SessionId};
use types::lang::{Bilingual, Lang, Voice};
use types::member::{Name, Person, Relationship, Theme};
use types::programme::{ProgrammeContent, ProgrammeState, Step, StepKind};
use types::role::{Role, Roles};
use types::time::Stamp;

use super::{Application, Outcome, Shift, StepInput, Turn, Typed, Upload};
use crate::Service;
use crate::clock::StoppedClock;
use crate::config::Config;
use crate::fault::{Fault, FormError};
use crate::mail::read_mailbox;
use crate::member::NewMember;
use crate::secret::Secrets;
use crate::viewer::{Me, Viewer};

const NOW: Stamp = Stamp(1_795_000_000_000);
const CALL: &str = "startup-1";

struct Site {
    service: Service,
    clock: Arc<StoppedClock>,
    office: Viewer,
    lead: Viewer,
    mate: Viewer,
    folder: tempfile::TempDir,
}

/// A site with an open programme: one text, one choice, one file; teams of two with one employee; ten days until the deadline.
async fn site() -> Site {
    let folder = tempfile::tempdir().unwrap();
    let db = Db::sqlite(&folder.path().join("t.db")).await.unwrap();
    db.migrate().await.unwrap();
    let clock = Arc::new(StoppedClock::at(NOW));
    let config = Config {
        data: folder.path().to_owned(),
        base_url: "https://en.example.jp".parse().unwrap(),
        zone: jiff::tz::TimeZone::get("Asia/Tokyo").unwrap(),
        smtp_url: None,
        mail_from: "Enishi <enishi@example.jp>".to_owned(),
        demo: false,
    };
    let service = Service::new(db, clock.clone(), Secrets::seeded(5), config).unwrap();
    let office = member(&service, "事務", Relationship::Employee, &[Role::Office]).await;
    let lead = member(&service, "代表", Relationship::Alumnus, &[]).await;
    let mate = member(&service, "社員", Relationship::Employee, &[]).await;
    let step = |kind, days: i64| Step {
        kind,
        title: Bilingual { ja: format!("{kind}の日"), en: String::new() },
        note: Bilingual::default(),
        at: NOW.plus(days * Stamp::DAY),
        event: None,
    };
    let timeline =
        vec![step(StepKind::EntryOpens, -5), step(StepKind::Deadline, 10), step(StepKind::Screening, 20)];
    let content = ProgrammeContent {
        title: Bilingual { ja: "創出制度".into(), en: "Programme".into() },
        timeline,
        ..ProgrammeContent::default()
    };
    let row = ProgrammeRow {
        id: service.id(),
        slug: CALL.into(),
        state: ProgrammeState::Open,
        content: serde_json::to_string(&content).unwrap(),
        changed_at: NOW,
    };
    let mut tx = service.db().write().await.unwrap();
    store::programme::insert(&mut tx, &row).await.unwrap();
    tx.commit().await.unwrap();
    let rules = RulesInput {
        min_people: "2".into(),
        max_people: "3".into(),
        min_employees: "1".into(),
        min_alumni: "0".into(),
    };
    service.set_team_rules(&office, CALL, &rules).await.unwrap();
    for (kind, step, required) in [("text", "1", "yes"), ("choice", "2", "yes"), ("file", "2", "no")] {
        let input = QuestionInput {
            kind: kind.into(),
            step: step.into(),
            label_ja: format!("問い{kind}"),
            required: required.into(),
            max_length: "20".into(),
            options: "窓口 | Counters\n自由".into(),
            ..QuestionInput::default()
        };
        service.put_question(&office, CALL, None, &input).await.unwrap();
    }
    Site { service, clock, office, lead, mate, folder }
}

async fn member(service: &Service, given: &str, kind: Relationship, roles: &[Role]) -> Viewer {
    let name = Name {
        family: "桜橋".parse().unwrap(),
        given: given.parse().unwrap(),
        family_kana: None,
        given_kana: None,
        family_roman: None,
        given_roman: None,
    };
    let mail = format!("m{}@example.jp", service.secrets().uuid(NOW).simple()).parse().unwrap();
    let new = NewMember { roles: Roles::of(roles), ..NewMember::named(name, kind) };
    let mut tx = service.db().write().await.unwrap();
    let id = service.add_member(&mut tx, new, &[(mail, Some(NOW))]).await.unwrap();
    tx.commit().await.unwrap();
    let person = Person {
        id,
        family: "桜橋".to_owned(),
        given: given.to_owned(),
        family_roman: String::new(),
        given_roman: String::new(),
        line: String::new(),
        photo: None,
    };
    Viewer::Member(Box::new(Me {
        session: SessionId(uuid::Uuid::nil()),
        roles: Roles::of(roles),
        person,
        lang: Lang::Ja,
        theme: Theme::Auto,
    }))
}

impl Site {
    async fn draft(&self) -> ApplicationId {
        self.service.start_application(&self.lead, CALL).await.unwrap()
    }

    /// A draft with the mate in its team and all that is required answered.
    async fn ready(&self) -> ApplicationId {
        let id = self.draft().await;
        self.service.invite_to_team(&self.lead, id, Site::id(&self.mate)).await.unwrap();
        self.service.answer_team(&self.mate, id, true).await.unwrap();
        let input = self.typed(id, "見たこと", "o1").await;
        assert!(self.service.save_step(&self.lead, id, input).await.unwrap().problems.is_empty());
        id
    }

    async fn submitted(&self) -> ApplicationId {
        let id = self.ready().await;
        assert_eq!(self.service.submit_application(&self.lead, id).await.unwrap(), Turn::Done);
        id
    }

    fn id(viewer: &Viewer) -> MemberId {
        viewer.me().unwrap().id()
    }

    async fn seen(&self, id: ApplicationId) -> Application {
        self.service.application(&self.lead, id).await.unwrap()
    }

    async fn typed(&self, id: ApplicationId, text: &str, choice: &str) -> StepInput {
        let seen = self.seen(id).await;
        let answer = |n: usize, body: &str| {
            let seen = &seen.answers[n];
            (seen.question.id, Typed { body: body.into(), seen: seen.revision })
        };
        StepInput {
            title: Some("沢の電気".into()),
            answers: vec![answer(0, text), answer(1, choice)],
            ..StepInput::default()
        }
    }

    async fn subjects(&self) -> Vec<String> {
        self.service.work_all().await.unwrap();
        let mails = read_mailbox(self.folder.path(), 100).await.unwrap();
        mails.into_iter().map(|mail| mail.subject).collect()
    }
}

fn problem(error: FormError, field: &str) -> Option<Problem> {
    match error {
        FormError::Problems(problems) => problems.of(field).cloned(),
        FormError::Fault(_) => None,
    }
}

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

#[tokio::test]
async fn teams_agree_on_both_sides() {
    let site = site().await;
    let id = site.draft().await;
    let s = &site.service;
    s.invite_to_team(&site.lead, id, Site::id(&site.mate)).await.unwrap();
    s.invite_to_team(&site.lead, id, Site::id(&site.mate)).await.unwrap();
    assert_eq!(site.subjects().await.len(), 1, "asked twice is asked once");
    s.answer_team(&site.mate, id, false).await.unwrap();
    assert_eq!(site.seen(id).await.team[1].seat, TeamState::Declined);
    s.invite_to_team(&site.lead, id, Site::id(&site.mate)).await.unwrap();
    assert_eq!(site.seen(id).await.team[1].seat, TeamState::Declined, "a no is not asked again");
    s.answer_team(&site.mate, id, true).await.unwrap();
    s.application(&site.mate, id).await.unwrap();
    let third = member(&s.clone(), "三人目", Relationship::Alumnus, &[]).await;
    let refused = s.invite_to_team(&site.mate, id, Site::id(&third)).await;
    assert!(matches!(refused, Err(FormError::Fault(Fault::NotFound))), "only the lead asks");
    s.remove_from_team(&site.lead, id, Site::id(&site.mate)).await.unwrap();
    assert!(matches!(s.application(&site.mate, id).await, Err(Fault::NotFound)), "removed: sees no more");
    assert!(matches!(s.remove_from_team(&site.lead, id, Site::id(&site.lead)).await, Err(Fault::NotFound)));
    let unknown = s.invite_to_team(&site.lead, id, MemberId(uuid::Uuid::max())).await;
    assert!(matches!(unknown, Err(FormError::Fault(Fault::NotFound))));
}

#[tokio::test]
async fn asking_by_mail_tells_nobody_whose_address_it_is() {
    let site = site().await;
    let id = site.draft().await;
    let s = &site.service;
    let mut conn = s.db().read().await.unwrap();
    let mail = store::member::mails(&mut conn, Site::id(&site.mate)).await.unwrap().remove(0);
    drop(conn);
    s.invite_to_team_by_mail(&site.lead, id, "nobody@example.jp").await.unwrap();
    s.invite_to_team_by_mail(&site.lead, id, mail.as_str()).await.unwrap();
    assert_eq!(site.seen(id).await.team.len(), 1, "both addresses look the same");
    let candidates = s.team_candidates(&site.lead, id, "社員").await.unwrap();
    assert_eq!(candidates.len(), 1, "the search does not tell either");
    assert_eq!(s.my_applications(&site.mate).await.unwrap()[0].seat, TeamState::Invited);
    s.answer_team(&site.mate, id, true).await.unwrap();
    assert_eq!(site.seen(id).await.team.len(), 2);
    let wrong = s.invite_to_team_by_mail(&site.lead, id, "x").await.unwrap_err();
    assert_eq!(problem(wrong, "mail"), Some(Problem::NotAMail));
    let mut last = Ok(());
    for n in 0..40 {
        last = s.invite_to_team_by_mail(&site.lead, id, &format!("n{n}@example.jp")).await;
    }
    assert!(matches!(last, Err(FormError::Fault(Fault::TooOften))));
}

#[tokio::test]
async fn a_full_team_takes_nobody_more() {
    let site = site().await;
    let id = site.ready().await;
    let s = &site.service;
    let mut late = Vec::new();
    for given in ["三", "四"] {
        let person = member(s, given, Relationship::Alumnus, &[]).await;
        s.invite_to_team(&site.lead, id, Site::id(&person)).await.unwrap();
        late.push(person);
    }
    s.answer_team(&late[0], id, true).await.unwrap();
    assert!(matches!(s.answer_team(&late[1], id, true).await, Err(Fault::NotAllowed)), "three at most");
}

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
