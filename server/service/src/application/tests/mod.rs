//! Applications: who may see, write, join, send and decide, and until when.
mod desk;
mod draft;
mod team;

use std::sync::Arc;

use store::programme::ProgrammeRow;
use types::application::{QuestionInput, RulesInput};
use types::form::Problem;
use types::id::{ApplicationId, MemberId};
use types::lang::Bilingual;
use types::member::Relationship;
use types::programme::{ProgrammeContent, ProgrammeState, Step, StepKind};
use types::role::Role;
use types::time::Stamp;

use super::{Application, StepInput, Turn, Typed};
use crate::Service;
use crate::clock::StoppedClock;
use crate::fault::FormError;
use crate::mail::read_mailbox;
use crate::testing::{self, NOW, Net};
use crate::viewer::Viewer;

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
    let Net { service, clock, folder } = Net::new().await;
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
    testing::member(service, ["桜橋", given], kind, roles).await
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
