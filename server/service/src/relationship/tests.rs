//! What members are to the company through time, and who may say so.
use types::form::Problem;
use types::id::MemberId;
use types::member::{MemberState, Relationship};
use types::relationship::PeriodInput;
use types::role::Role;
use types::site::SiteInput;
use types::time::Stamp;

use super::{Change, Relationships};
use crate::fault::{Fault, FormError};
use crate::mail::read_mailbox;
use crate::testing::{Net, id, member_at};
use crate::viewer::Viewer;

fn add(kind: Relationship, from: &str, to: &str) -> Change {
    Change::Add(PeriodInput { kind: kind.to_string(), from: from.into(), to: to.into() })
}

impl Net {
    async fn employee(&self, mail: &str) -> Viewer {
        member_at(&self.service, mail, ["林", "由紀子"], Relationship::Employee, &[]).await
    }

    async fn known(&self, viewer: &Viewer) -> Relationships {
        self.service.relationships(viewer).await.unwrap()
    }

    /// The subjects of all mails to `to`.
    async fn mailed_subjects(&self, to: &str) -> Vec<String> {
        self.service.work_all().await.unwrap();
        let mails = read_mailbox(self.folder.path(), 50).await.unwrap();
        mails.into_iter().filter(|mail| mail.to == to).map(|mail| mail.subject).collect()
    }
}

#[tokio::test]
async fn one_account_leaves_and_comes_back() {
    let net = Net::new().await;
    let s = &net.service;
    let office = net.member("髙橋", "真理子", &[Role::Office]).await;
    let me = net.employee("yuki@example.com").await;
    let first = net.known(&me).await;
    assert_eq!((first.shown, first.rows.len(), first.rejoined), (Relationship::Employee, 1, false));
    assert_eq!(first.rows[0].from_on.as_str(), "2026-11-18", "since joining, where nothing else is known");

    let work = first.rows[0].id;
    let end = |to: &str| Change::End { id: work, to: to.into() };
    s.change_relationship(&office, id(&me), &end("2026-11-18")).await.unwrap();
    assert_eq!(net.known(&me).await.shown, Relationship::Alumnus, "whoever worked there is an alumnus");
    s.change_relationship(&office, id(&me), &add(Relationship::Alumnus, "2026-11-18", "")).await.unwrap();
    s.change_relationship(&office, id(&me), &add(Relationship::Customer, "2026-11", "")).await.unwrap();
    assert_eq!(net.known(&me).await.shown, Relationship::Customer);
    s.change_relationship(&office, id(&me), &add(Relationship::Employee, "2026-11-20", "")).await.unwrap();
    let waits = net.known(&me).await;
    assert_eq!((waits.shown, waits.rejoined), (Relationship::Customer, false), "not before the day");

    net.clock.advance(2 * Stamp::DAY);
    s.schedule().await.unwrap();
    while s.work_once().await.unwrap() {}
    let back = net.known(&me).await;
    assert_eq!((back.shown, back.rejoined), (Relationship::Employee, true));
    assert_eq!(s.member_desk(&office, id(&me)).await.unwrap().state, MemberState::Active);
}

#[tokio::test]
async fn only_the_office_says_so_and_problems_name_their_fields() {
    let net = Net::new().await;
    let s = &net.service;
    let office = net.member("髙橋", "真理子", &[Role::Office]).await;
    let me = net.employee("yuki@example.com").await;
    let change = add(Relationship::Student, "2020", "");
    for (viewer, expected) in [(&me, "NotAllowed"), (&Viewer::Visitor, "SignInNeeded")] {
        let refused = s.change_relationship(viewer, id(&me), &change).await.unwrap_err();
        assert!(format!("{refused:?}").contains(expected), "{refused:?}");
        assert!(s.member_desk(viewer, id(&me)).await.is_err());
        assert!(s.restore_member(viewer, id(&me)).await.is_err());
    }
    assert!(matches!(s.relationships(&Viewer::Visitor).await, Err(Fault::SignInNeeded)));
    let nobody = s.change_relationship(&office, MemberId::LAST, &change).await;
    assert!(matches!(nobody, Err(FormError::Fault(Fault::NotFound))));

    let problem = async |change: &Change, field: &str| {
        let Err(FormError::Problems(problems)) = s.change_relationship(&office, id(&me), change).await else {
            panic!("{change:?} has a problem")
        };
        problems.of(field).cloned()
    };
    let twice = add(Relationship::Employee, "2026-12-01", "");
    assert_eq!(problem(&twice, "kind").await, Some(Problem::Taken));
    assert_eq!(problem(&add(Relationship::Alumnus, "", ""), "from").await, Some(Problem::Required));
    let backwards = Change::End { id: net.known(&me).await.rows[0].id, to: "2025".into() };
    assert_eq!(problem(&backwards, "end").await, Some(Problem::Before));
    let other = net.known(&office).await.rows[0].id;
    let theirs = s.change_relationship(&office, id(&me), &Change::End { id: other, to: "2027".into() }).await;
    assert!(matches!(theirs, Err(FormError::Fault(Fault::NotFound))));
    assert_eq!(net.known(&me).await.rows.len(), 1, "nothing was written");
}

#[tokio::test]
async fn an_alumnus_with_company_addresses_alone_is_asked_for_another_once() {
    let net = Net::new().await;
    let s = &net.service;
    let office = net.member("髙橋", "真理子", &[Role::Office]).await;
    let site = SiteInput {
        company_ja: "桜橋".into(),
        contact: "office@example.org".into(),
        mail_domains: "co.example.jp".into(),
        ..SiteInput::of(s.site().await.unwrap().as_ref())
    };
    s.change_site(&office, &site).await.unwrap();
    let (work, home) = ("yuki@co.example.jp", "kenta@example.com");
    for mail in [work, home] {
        let me = net.employee(mail).await;
        let end = Change::End { id: net.known(&me).await.rows[0].id, to: "2026-11-18".into() };
        s.change_relationship(&office, id(&me), &end).await.unwrap();
        s.change_relationship(&office, id(&me), &add(Relationship::Alumnus, "2026-11-18", "")).await.unwrap();
        let desk = s.member_desk(&office, id(&me)).await.unwrap();
        assert_eq!((desk.needs_private, desk.state), (mail == work, MemberState::Active), "{mail}");
    }
    let subjects = net.mailed_subjects(work).await;
    assert_eq!(subjects.len(), 1, "{subjects:?}");
    assert!(subjects[0].contains("会社以外のメールアドレス"));
    assert!(net.mailed_subjects(home).await.is_empty());
}

#[tokio::test]
async fn whoever_rests_without_an_answer_is_brought_back_by_the_office() {
    let net = Net::new().await;
    let s = &net.service;
    let office = net.member("髙橋", "真理子", &[Role::Office]).await;
    let me = net.employee("yuki@example.com").await;
    let mut tx = s.db().write().await.unwrap();
    s.suspend(&mut tx, id(&me)).await.unwrap();
    tx.commit().await.unwrap();
    let other = net.member("佐々木", "健太", &[]).await;
    assert!(matches!(s.profile(&other, id(&me)).await, Err(Fault::NotFound)));
    assert_eq!(s.member_desk(&office, id(&me)).await.unwrap().state, MemberState::Suspended);
    s.restore_member(&office, id(&me)).await.unwrap();
    s.restore_member(&office, id(&me)).await.unwrap();
    assert_eq!(s.member_desk(&office, id(&me)).await.unwrap().state, MemberState::Resting);
    assert_eq!(net.mailed_subjects("yuki@example.com").await.len(), 1, "told once");
    assert!(matches!(s.profile(&other, id(&me)).await, Err(Fault::NotFound)), "whoever rests is not shown");
}
