//! Leavers on a real database: who is asked, what comes of the answer, and of silence.
mod leaving;

use types::form::Problem;
use types::handover::{HandoverState, StayInput};
use types::id::MemberId;
use types::join::JoinInput;
use types::lang::Lang;
use types::member::{MemberState, Relationship};
use types::relationship::RelationshipSource;
use types::role::Role;
use types::time::Stamp;

use super::answer::HandoverKey;
use super::webhook::{WebhookError, sign};
use super::{HandoverRow, OWN_HANDOVER, Told};
use crate::fault::{Fault, FormError};
use crate::mail::{ReceivedMail, read_mailbox};
use crate::session::Opened;
use crate::sign_in::Proved;
use crate::testing::{NOW, Net, member_at};
use crate::viewer::{Me, Viewer};

const SECRET: &str = "handover-secret-of-the-tests-0123456789";
const MAIL: &str = "yuki@example.jp";
const HOME: &str = "yuki@example.com";

struct World {
    net: Net,
    office: Viewer,
    me: Viewer,
}

impl World {
    async fn new() -> Self {
        let net = Net::new().await;
        let office = net.member("髙橋", "真理子", &[Role::Office]).await;
        let me = member_at(&net.service, MAIL, ["林", "由紀子"], Relationship::Employee, &[]).await;
        Self { net, office, me }
    }

    fn id(&self) -> MemberId {
        self.me.me().unwrap().id()
    }

    async fn upload(&self, rows: &str) -> super::csv::ListTally {
        let text = format!("社員番号,氏名,メール,退職日\n{rows}");
        self.net.service.take_leavers(&self.office, &text).await.unwrap()
    }

    async fn told(&self) -> Vec<HandoverRow> {
        self.net.service.handovers(&self.office, None).await.unwrap().rows
    }

    async fn mails(&self, to: &str) -> Vec<ReceivedMail> {
        self.net.service.work_all().await.unwrap();
        let mails = read_mailbox(self.net.folder.path(), 200).await.unwrap();
        mails.into_iter().filter(|mail| mail.to == to).collect()
    }

    /// The token of the one link mailed to `to`.
    async fn token(&self, to: &str) -> String {
        let mails = self.mails(to).await;
        let links: Vec<_> = mails.iter().filter_map(|mail| mail.body.split("/handover/").nth(1)).collect();
        assert_eq!(links.len(), 1, "one mail: {mails:?}");
        links[0].split_whitespace().next().unwrap().to_owned()
    }

    /// The account as it is now.
    async fn account(&self) -> (Relationship, MemberState) {
        let desk = self.net.service.member_desk(&self.office, self.id()).await.unwrap();
        (desk.relationships.shown, desk.state)
    }

    /// A session that `id` opened just now.
    async fn open(&self, id: MemberId) -> Opened {
        let s = &self.net.service;
        let mut tx = s.db().write().await.unwrap();
        let opened = s.open_session(&mut tx, id, "", "/").await.unwrap();
        tx.commit().await.unwrap();
        opened
    }

    async fn set_state(&self, id: MemberId, state: MemberState) {
        let mut tx = self.net.service.db().write().await.unwrap();
        store::member::set_state(&mut tx, id, state).await.unwrap();
        tx.commit().await.unwrap();
    }

    async fn pass(&self, days: i64) {
        self.net.clock.advance(days * Stamp::DAY);
        self.net.service.schedule().await.unwrap();
        self.net.service.work_all().await.unwrap();
    }
}

fn yes(mail: &str) -> StayInput {
    StayInput { mail: mail.into(), purpose: vec!["running".into(), "notices".into()] }
}

#[tokio::test]
async fn whoever_agrees_becomes_an_alumnus_on_the_last_day() {
    let w = World::new().await;
    let s = &w.net.service;
    assert_eq!(w.upload(&format!("7,林 由紀子,{MAIL},2026/11/20\n")).await.asked, 1);
    let token = w.token(MAIL).await;
    let seen = s.handover(HandoverKey::Link(&token)).await.unwrap();
    assert_eq!((seen.leaves_on.as_str(), seen.state), ("2026-11-20", HandoverState::Waiting));
    assert!(matches!(s.handover(HandoverKey::Link("x")).await, Err(Fault::NotFound)));

    let Err(FormError::Problems(problems)) = s.stay(HandoverKey::Link(&token), &StayInput::default()).await
    else {
        panic!()
    };
    assert_eq!(problems.of("purpose"), Some(&Problem::ConsentNeeded));
    assert!(s.stay(HandoverKey::Link(&token), &yes(HOME)).await.unwrap().proves);
    let proof = w.mails(HOME).await.remove(0).body;
    let link = proof.split("/addresses/new/").nth(1).unwrap().split_whitespace().next().unwrap();
    s.prove_address_by_link(link).await.unwrap();
    let addresses = s.addresses(&w.me).await.unwrap();
    assert!(addresses.all.iter().any(|it| it.mail.as_str() == HOME && it.verified_at.is_some()));
    let consents = s.consents(&w.me, None).await.unwrap();
    let counts: Vec<bool> = consents.standings.iter().map(|it| it.counts).collect();
    assert_eq!(counts, [true, true, false, false, false]);
    assert_eq!(w.account().await, (Relationship::Employee, MemberState::Active), "not before the day");

    w.pass(2).await;
    assert_eq!(w.account().await, (Relationship::Alumnus, MemberState::Active));
    let rows = s.relationships(&w.me).await.unwrap().rows;
    assert_eq!(rows.len(), 2);
    assert!(rows.iter().any(|it| it.to_on.as_ref().is_some_and(|to| to.as_str() == "2026-11-20")));
    assert!(rows.iter().any(|it| it.source == RelationshipSource::Csv && it.kind == Relationship::Alumnus));
    assert!(s.handover(HandoverKey::Link(&token)).await.unwrap().is_done);
    assert!(
        matches!(s.decline_to_stay(HandoverKey::Link(&token)).await, Err(Fault::NotFound)),
        "that is another page's"
    );
    assert_eq!(w.upload(&format!("7,林 由紀子,{MAIL},2026/11/20\n")).await.known, 1, "no employee any more");
    w.token(MAIL).await;
}

#[tokio::test]
async fn silence_has_the_account_rest_and_an_answer_brings_it_back() {
    let w = World::new().await;
    let s = &w.net.service;
    w.upload(&format!("7,林 由紀子,{MAIL},2026/11/18\n")).await;
    let token = w.token(MAIL).await;
    w.pass(29).await;
    assert_eq!(w.account().await, (Relationship::Employee, MemberState::Active));
    w.pass(1).await;
    assert_eq!(w.account().await, (Relationship::Alumnus, MemberState::Suspended));
    assert_eq!(w.told().await[0].state, HandoverState::Expired);
    let other = w.net.member("佐々木", "健太", &[]).await;
    assert!(matches!(s.profile(&other, w.id()).await, Err(Fault::NotFound)));

    s.ask_sign_in(MAIL, "/", Lang::Ja, "").await.unwrap();
    let mail = w.mails(MAIL).await.into_iter().find(|it| it.body.contains("/sign-in/link/")).unwrap().body;
    let link = mail.split("/sign-in/link/").nth(1).unwrap().split_whitespace().next().unwrap().to_owned();
    let Proved::SignedIn(opened) = s.sign_in_by_link(&link, "").await.unwrap() else { panic!("a member") };
    assert_eq!(opened.go_to, OWN_HANDOVER, "signing in leads to the question");
    assert!(s.handover(HandoverKey::Session(&opened.token)).await.unwrap().is_suspended);
    let visit = async || s.visit(Some(&opened.token)).await.unwrap().0;
    assert!(visit().await.me().is_none(), "and to nothing else");
    let mut tx = s.db().write().await.unwrap();
    let opened_again = s.open_session(&mut tx, w.id(), "", "/events").await.unwrap();
    assert_eq!(opened_again.go_to, opened.go_to, "however it was");
    tx.commit().await.unwrap();
    s.stay(HandoverKey::Link(&token), &yes("")).await.unwrap();
    assert_eq!(visit().await.me().map(Me::id), Some(w.id()), "the session is one from then on");
    assert_eq!(w.account().await, (Relationship::Alumnus, MemberState::Active));
    assert!(s.profile(&other, w.id()).await.is_ok());
    assert_eq!(s.relationships(&w.me).await.unwrap().rows.len(), 2, "the dates are those of leaving");
}

#[tokio::test]
async fn the_link_is_worth_no_more_than_the_address_it_was_mailed_to() {
    let w = World::new().await;
    let s = &w.net.service;
    w.upload(&format!("7,林 由紀子,{MAIL},2026/11/20\n")).await;
    let token = w.token(MAIL).await;
    let (home, mut tx) = (HOME.parse().unwrap(), s.db().write().await.unwrap());
    store::member::insert_mail(&mut tx, &home, w.id(), false, Some(NOW)).await.unwrap();
    store::address::set_primary(&mut tx, w.id(), &home).await.unwrap();
    tx.commit().await.unwrap();

    s.stay(HandoverKey::Link(&token), &yes("other@example.com")).await.unwrap();
    let proof = w.mails("other@example.com").await.remove(0).body;
    let link = proof.split("/addresses/new/").nth(1).unwrap().split_whitespace().next().unwrap().to_owned();
    s.prove_address_by_link(&link).await.unwrap();
    let all = s.addresses(&w.me).await.unwrap().all;
    assert!(all.iter().all(|it| it.mail.as_str() != "other@example.com"), "{all:?}");
    assert!(
        w.mails(HOME).await.iter().any(|it| it.body.contains("/addresses/confirm/")),
        "the primary is asked"
    );

    w.pass(2).await;
    assert_eq!(w.account().await, (Relationship::Alumnus, MemberState::Active));
    let late = s
        .stay(HandoverKey::Link(&token), &StayInput { mail: String::new(), purpose: vec!["running".into()] })
        .await;
    assert!(matches!(late, Err(FormError::Fault(Fault::NotFound))), "what took effect is not answered anew");
}

#[tokio::test]
async fn who_was_asked_to_join_and_did_not_is_forgotten() {
    let w = World::new().await;
    w.upload("8,久我 洋平,kuga@example.com,2026/11/18\n").await;
    w.pass(30).await;
    assert_eq!(w.told().await.len(), 1);
    w.pass(181).await;
    assert!(w.told().await.is_empty());
}

#[tokio::test]
async fn whoever_declines_rests_after_the_last_day_and_may_think_again() {
    let w = World::new().await;
    let s = &w.net.service;
    w.upload(&format!("7,林 由紀子,{MAIL},2026/11/20\n")).await;
    let token = w.token(MAIL).await;
    s.decline_to_stay(HandoverKey::Link(&token)).await.unwrap();
    assert_eq!(w.account().await.1, MemberState::Active);
    s.stay(HandoverKey::Link(&token), &yes("")).await.unwrap();
    s.decline_to_stay(HandoverKey::Link(&token)).await.unwrap();
    assert_eq!(w.upload(&format!("7,林 由紀子,{MAIL},令和8年11月19日\n")).await.moved, 1);
    w.pass(1).await;
    assert_eq!(w.account().await.1, MemberState::Suspended);
    s.restore_member(&w.office, w.id()).await.unwrap();
    assert_eq!(w.account().await.1, MemberState::Resting, "not without the owner, who is told");
    assert!(w.mails(MAIL).await.iter().any(|it| it.subject.contains("アカウントをお返し")));
}

#[tokio::test]
async fn a_last_day_before_all_that_is_known_ends_it_too() {
    let w = World::new().await;
    w.upload(&format!("7,林 由紀子,{MAIL},2020/3/31\n")).await;
    let token = w.token(MAIL).await;
    w.net.service.stay(HandoverKey::Link(&token), &yes("")).await.unwrap();
    assert_eq!(w.account().await, (Relationship::Alumnus, MemberState::Active));
    let rows = w.net.service.relationships(&w.me).await.unwrap().rows;
    let days: Vec<_> =
        rows.iter().map(|it| (it.from_on.as_str(), it.to_on.as_ref().map(types::day::Day::as_str))).collect();
    assert_eq!(days, [("2020-03-31", None), ("2026-11-18", Some("2026-11-18"))]);
}

#[tokio::test]
async fn a_list_is_looked_at_before_anything_is_sent() {
    let w = World::new().await;
    let s = &w.net.service;
    let text = format!(
        "社員番号,氏名,メール,退職日\n7,林 由紀子,{MAIL},2026/11/20\n8,久我 洋平,kuga@example.com,2026/12/31\n9,誰か,x,2026/12/31\n,名 無し,,2026/12/31\n11,月 だけ,m@example.com,2026/12\n"
    );
    let list = s.look_at_leavers(&w.office, text.as_bytes()).await.unwrap();
    let accounts: Vec<bool> = list.leavers.iter().map(|(_, has_account)| *has_account).collect();
    assert_eq!((accounts, list.unusable.len(), list.bad.len()), (vec![true, false], 2, 1));
    assert!(w.told().await.is_empty() && w.mails(MAIL).await.is_empty());
    for (viewer, fault) in [(&w.me, "NotAllowed"), (&Viewer::Visitor, "SignInNeeded")] {
        let looked = s.look_at_leavers(viewer, text.as_bytes()).await.unwrap_err();
        let taken = s.take_leavers(viewer, &text).await.unwrap_err();
        let listed = s.handovers(viewer, None).await.unwrap_err();
        assert!(
            [format!("{looked:?}"), format!("{taken:?}"), format!("{listed:?}")]
                .iter()
                .all(|it| it.contains(fault))
        );
    }
    for (file, problem) in
        [("", Problem::Required), ("氏名,メール\nA,a@example.com\n", Problem::UnreadableFile)]
    {
        let Err(FormError::Problems(problems)) = s.look_at_leavers(&w.office, file.as_bytes()).await else {
            panic!()
        };
        assert_eq!(problems.of("file"), Some(&problem));
    }
    assert_eq!(s.take_leavers(&w.office, &list.text).await.unwrap().asked, 2);
    assert_eq!(s.take_leavers(&w.office, &list.text).await.unwrap().known, 2, "each is asked once");
    assert_eq!(w.told().await.len(), 2);
}

#[tokio::test]
async fn a_leaver_without_an_account_joins_by_the_link_under_the_name_that_was_told() {
    let w = World::new().await;
    let s = &w.net.service;
    w.upload("8,久我 洋平,kuga@example.jp,2026/12/31\n").await;
    let token = w.token("kuga@example.jp").await;
    let form = s.leaver_form(&token).await.unwrap();
    assert_eq!((form.family.as_str(), form.given.as_str()), ("久我", "洋平"));
    assert!(
        matches!(s.stay(HandoverKey::Link(&token), &yes("")).await, Err(FormError::Fault(Fault::NotFound))),
        "nobody to stay"
    );
    let typed = JoinInput {
        family_kana: "クガ".into(),
        given_kana: "ヨウヘイ".into(),
        mail: "kuga@example.com".into(),
        department: "図書館班".into(),
        year_from: "2010".into(),
        purpose: vec!["running".into()],
        ..form
    };
    let wrong = JoinInput { given: "次郎".into(), mail: "jiro@example.com".into(), ..typed.clone() };
    let join = async |input: &JoinInput| {
        s.ask_to_join_leaving(&token, input, Lang::Ja, "::1").await.unwrap();
        let mail = w.mails(&input.mail).await.remove(0).body;
        let link = mail.split("/sign-in/link/").nth(1).unwrap().split_whitespace().next().unwrap().to_owned();
        s.sign_in_by_link(&link, "").await.unwrap()
    };
    assert!(matches!(join(&wrong).await, Proved::Waiting { .. }), "another name is for the office");
    assert!(matches!(join(&typed).await, Proved::SignedIn(_)));
    let row = w.told().await.remove(0);
    assert_eq!(row.state, HandoverState::Agreed);
    let desk = s.member_desk(&w.office, row.member_id.unwrap()).await.unwrap();
    assert_eq!(desk.relationships.shown, Relationship::Employee);
    w.pass(44).await;
    let desk = s.member_desk(&w.office, row.member_id.unwrap()).await.unwrap();
    assert_eq!(desk.relationships.shown, Relationship::Alumnus);
    assert!(matches!(s.leaver_form(&token).await, Err(Fault::NotFound)));
}

#[tokio::test]
async fn whoever_joins_by_the_link_after_the_day_is_an_alumnus() {
    let w = World::new().await;
    let s = &w.net.service;
    w.upload("8,久我 洋平,kuga@example.com,2026/11/18\n").await;
    let token = w.token("kuga@example.com").await;
    w.pass(31).await;
    assert_eq!(w.told().await[0].state, HandoverState::Expired);
    let input = JoinInput {
        family_kana: "クガ".into(),
        given_kana: "ヨウヘイ".into(),
        department: "図書館班".into(),
        year_from: "2010".into(),
        purpose: vec!["running".into()],
        ..s.leaver_form(&token).await.unwrap()
    };
    s.ask_to_join_leaving(&token, &input, Lang::Ja, "::1").await.unwrap();
    let mails = w.mails("kuga@example.com").await;
    let link = mails.iter().find_map(|it| it.body.split("/sign-in/link/").nth(1)).unwrap();
    let link = link.split_whitespace().next().unwrap();
    assert!(matches!(s.sign_in_by_link(link, "").await.unwrap(), Proved::SignedIn(_)));
    let row = w.told().await.remove(0);
    let desk = s.member_desk(&w.office, row.member_id.unwrap()).await.unwrap();
    assert_eq!((row.state, desk.relationships.shown), (HandoverState::Agreed, Relationship::Alumnus));
}

#[tokio::test]
async fn a_call_is_taken_when_it_is_signed_fresh_and_new() {
    let w = World::new().await;
    let s = &w.net.service;
    let body = format!(
        r#"{{"leavers":[{{"name":"林 由紀子","mail":"{MAIL}","leaves_on":"2026-12-31"}},{{"mail":"new@example.com","leaves_on":"2026-12-31"}},{{"external_id":"E9","leaves_on":"2026-12-31"}}]}}"#
    );
    let now = NOW.0 / Stamp::SECOND;
    let call = async |secret: &str, seconds: i64, body: &str| {
        let (stamp, body) = (seconds.to_string(), body.as_bytes());
        s.hear_of_leavers(&stamp, &sign(secret, &stamp, body), body).await
    };
    assert!(matches!(call("another secret", now, &body).await, Err(WebhookError::Signature)));
    assert!(matches!(
        s.hear_of_leavers(&now.to_string(), "", body.as_bytes()).await,
        Err(WebhookError::Signature)
    ));
    for old in [now - 301, now + 301] {
        assert!(matches!(call(SECRET, old, &body).await, Err(WebhookError::Timestamp)), "{old}");
    }
    assert!(matches!(call(SECRET, now, "{}").await, Err(WebhookError::Body(_))));
    let bad = r#"{"leavers":[{"mail":"a@example.com","leaves_on":"soon"}]}"#;
    for _ in 0..2 {
        let refused = call(SECRET, now, bad).await;
        assert!(
            matches!(refused, Err(WebhookError::Leaver(0, _))),
            "what was not taken is no replay: {refused:?}"
        );
    }
    assert!(w.told().await.is_empty(), "nothing was written");

    let told = call(SECRET, now - 299, &body).await.unwrap();
    assert_eq!(told, [Told::Asked, Told::Invited, Told::Unknown]);
    assert!(matches!(call(SECRET, now - 299, &body).await, Err(WebhookError::Replayed)));
    let (stamp, bytes) = ((now - 299).to_string(), body.as_bytes());
    let respelled = format!("sha256={}", sign(SECRET, &stamp, bytes).to_uppercase());
    let again = s.hear_of_leavers(&stamp, &respelled, bytes).await;
    assert!(matches!(again, Err(WebhookError::Replayed)), "however the signature is spelled");
    assert_eq!(
        call(SECRET, now, &body).await.unwrap(),
        [Told::Known, Told::Known, Told::Unknown],
        "each once"
    );
    w.token(MAIL).await;
    w.token("new@example.com").await;
}
