//! Vouching on a real database: who is asked, what is told, who gets in.
use types::id::{JoinRequestId, MemberId, VouchId};
use types::join::{JoinInput, JoinState};
use types::joining::JoiningInput;
use types::lang::Lang;
use types::member::Relationship;
use types::role::{Role, Roles};
use types::text::Mail;
use types::time::Stamp;
use types::vouch::{Doubt, VouchState};

use crate::fault::{Fault, FormError};
use crate::join::decide::Decision;
use crate::join::refusal::Words;
use crate::mail::read_mailbox;
use crate::sign_in::Proved;
use crate::testing::{Net, member_at, viewer_of};
use crate::viewer::Viewer;

struct World {
    net: Net,
    office: Viewer,
    colleagues: Vec<Viewer>,
}

impl World {
    /// An office and four colleagues: 佐藤 一, 佐藤 二, …
    async fn new() -> Self {
        let net = Net::new().await;
        let person = async |mail: String, name: [&str; 2], roles: &[Role]| {
            member_at(&net.service, &mail, name, Relationship::Alumnus, roles).await
        };
        let office = person("office@example.jp".into(), ["髙橋", "花"], &[Role::Office]).await;
        let mut colleagues = Vec::new();
        for (n, given) in ["一", "二", "三", "四"].into_iter().enumerate() {
            colleagues.push(person(format!("sato{n}@example.jp"), ["佐藤", given], &[]).await);
        }
        Self { net, office, colleagues }
    }

    /// Somebody who waits: the secret of the page and the request.
    async fn waiting(&self, mail: &str) -> (String, JoinRequestId) {
        let input = JoinInput {
            family: "久我".into(),
            given: "洋平".into(),
            family_kana: "クガ".into(),
            given_kana: "ヨウヘイ".into(),
            mail: mail.into(),
            department: "図書館班".into(),
            year_from: "2001".into(),
            year_to: "2006".into(),
            purpose: vec!["running".into()],
            ..JoinInput::default()
        };
        self.net.clock.advance(Stamp::SECOND);
        self.net.service.ask_to_join(None, &input, Lang::Ja, "::1").await.unwrap();
        let body = self.mails(mail).await.remove(0);
        let token = body.split("/sign-in/link/").nth(1).unwrap().split_whitespace().next().unwrap();
        let Proved::Waiting { go_to } = self.net.service.sign_in_by_link(token, "test").await.unwrap() else {
            panic!("should wait")
        };
        let secret = go_to.rsplit('/').next().unwrap().to_owned();
        let id = self.net.service.own_join_request(&secret).await.unwrap().id;
        (secret, id)
    }

    /// The mails to `to`, newest first, all tasks that are due being done.
    async fn mails(&self, to: &str) -> Vec<String> {
        self.net.service.work_all().await.unwrap();
        let mails = read_mailbox(self.net.folder.path(), 200).await.unwrap();
        mails.into_iter().filter(|mail| mail.to == to).map(|mail| mail.body).collect()
    }

    async fn name(&self, secret: &str, names: &str) {
        self.net.service.name_colleagues(secret, names).await.unwrap();
    }

    async fn asked(&self, n: usize) -> Vec<VouchId> {
        let vouches = self.net.service.vouches(&self.colleagues[n], None).await.unwrap();
        vouches.asked.iter().map(|row| row.vouch.id).collect()
    }

    /// The colleague `n` vouches for the one request that asks.
    async fn vouch(&self, n: usize) {
        let id = self.asked(n).await[0];
        assert!(self.net.service.give_vouch(&self.colleagues[n], id, "").await.unwrap());
    }

    async fn member(&self, mail: &str) -> Option<MemberId> {
        let mut conn = self.net.service.db().read().await.unwrap();
        store::member::by_mail(&mut conn, &mail.parse::<Mail>().unwrap()).await.unwrap()
    }

    async fn doubts(&self) -> Vec<Option<Doubt>> {
        let (rows, _) = self.net.service.vouches_given(&self.office, true, None).await.unwrap();
        rows.into_iter().map(|row| row.vouch.doubt).collect()
    }
}

#[tokio::test]
async fn two_colleagues_let_somebody_in() {
    let w = World::new().await;
    let (secret, id) = w.waiting("kuga@example.jp").await;
    w.name(&secret, "佐藤 一\nsato1@example.jp、佐藤三\n知らない 人").await;
    let body = w.mails("sato0@example.jp").await.remove(0);
    assert!(body.contains("久我 洋平") && body.contains("/vouches"), "{body}");
    w.vouch(0).await;
    assert!(w.member("kuga@example.jp").await.is_none(), "one is not enough");
    w.vouch(2).await;
    assert!(w.member("kuga@example.jp").await.is_some());
    assert!(w.mails("kuga@example.jp").await[0].contains("/sign-in?mail="));
    assert_eq!(w.net.service.own_join_request(&secret).await.unwrap().state, JoinState::Approved);
    assert!(w.asked(1).await.is_empty(), "nobody is asked any more");
    let file = w.net.service.join_request(&w.office, id).await.unwrap();
    assert_eq!(file.vouches.len(), 2);
    assert_eq!(file.queued.request.colleagues.lines().count(), 4);
}

#[tokio::test]
async fn silence_is_silent_and_nobody_is_asked_twice() {
    let w = World::new().await;
    let (secret, id) = w.waiting("kuga@example.jp").await;
    w.name(&secret, "佐藤 一").await;
    w.net.service.pass_vouch(&w.colleagues[0], w.asked(0).await[0]).await.unwrap();
    w.name(&secret, "sato0@example.jp").await;
    assert!(w.asked(0).await.is_empty());
    assert_eq!(w.mails("sato0@example.jp").await.len(), 1);
    assert!(w.net.service.join_request(&w.office, id).await.unwrap().vouches.is_empty());
    assert!(w.net.service.vouches_given(&w.office, false, None).await.unwrap().0.is_empty());
}

#[tokio::test]
async fn a_vouch_taken_back_does_not_count_and_the_office_sees_it() {
    let w = World::new().await;
    let (secret, id) = w.waiting("kuga@example.jp").await;
    w.name(&secret, "佐藤 一\n佐藤 二").await;
    let first = w.asked(0).await[0];
    w.vouch(0).await;
    assert!(matches!(w.net.service.withdraw_vouch(&w.colleagues[1], first).await, Err(Fault::NotFound)));
    assert!(w.net.service.withdraw_vouch(&w.colleagues[0], first).await.unwrap());
    w.vouch(1).await;
    assert!(w.member("kuga@example.jp").await.is_none());
    let file = w.net.service.join_request(&w.office, id).await.unwrap();
    let states: Vec<VouchState> = file.vouches.iter().map(|row| row.vouch.state).collect();
    assert_eq!(states, [VouchState::Withdrawn, VouchState::Given]);
    assert_eq!(w.doubts().await, [None], "the one taken back");
}

#[tokio::test]
async fn more_than_the_months_number_leaves_it_to_the_office() {
    let w = World::new().await;
    let joining = w.net.service.site().await.unwrap().joining.clone();
    let input =
        JoiningInput { vouches: "1".into(), vouches_a_month: "1".into(), ..JoiningInput::of(&joining) };
    w.net.service.change_joining(&w.office, &input).await.unwrap();
    for (n, mail) in ["a@example.jp", "b@example.jp"].into_iter().enumerate() {
        let (secret, _) = w.waiting(mail).await;
        w.name(&secret, "佐藤 一").await;
        w.vouch(0).await;
        assert_eq!(w.member(mail).await.is_some(), n == 0, "{mail}");
    }
    assert_eq!(w.doubts().await, [Some(Doubt::Limit)]);
    w.net.clock.advance(31 * Stamp::DAY);
    let (secret, _) = w.waiting("c@example.jp").await;
    w.name(&secret, "佐藤 一").await;
    w.vouch(0).await;
    assert!(w.member("c@example.jp").await.is_some(), "another month");
}

#[tokio::test]
async fn whoever_was_let_in_by_a_vouch_does_not_let_in_with_the_same_member() {
    let w = World::new().await;
    let (secret, _) = w.waiting("kuga@example.jp").await;
    w.name(&secret, "佐藤 一\n佐藤 二").await;
    w.vouch(0).await;
    w.vouch(1).await;
    let (secret, id) = w.waiting("next@example.jp").await;
    w.name(&secret, "佐藤 一\nkuga@example.jp\n佐藤 三").await;
    let kuga = w.member("kuga@example.jp").await.unwrap();
    let kuga = viewer_of(&w.net.service, kuga, Roles::of(&[])).await;
    w.vouch(0).await;
    let asked = w.net.service.vouches(&kuga, None).await.unwrap().asked[0].vouch.id;
    w.net.service.give_vouch(&kuga, asked, "").await.unwrap();
    w.vouch(2).await;
    assert!(w.member("next@example.jp").await.is_none(), "the office looks");
    assert_eq!(w.doubts().await, [Some(Doubt::Ring)]);
    assert_eq!(w.net.service.join_request(&w.office, id).await.unwrap().vouches.len(), 3);
}

#[tokio::test]
async fn the_same_two_do_not_let_in_one_after_the_other() {
    let w = World::new().await;
    for (mail, is_in) in [("a@example.jp", true), ("b@example.jp", true), ("c@example.jp", false)] {
        let (secret, _) = w.waiting(mail).await;
        w.name(&secret, "佐藤 一\n佐藤 二").await;
        w.vouch(0).await;
        w.vouch(1).await;
        assert_eq!(w.member(mail).await.is_some(), is_in, "{mail}");
    }
    assert_eq!(w.doubts().await, [Some(Doubt::Pair)]);
}

#[tokio::test]
async fn while_a_decision_is_held_nobody_is_asked_and_nobody_can_tell() {
    let w = World::new().await;
    let (secret, id) = w.waiting("kuga@example.jp").await;
    let decline = Decision::Decline(Words::Typed(String::new()));
    w.net.service.decide_joins(&w.office, &[id], &decline).await.unwrap();
    w.name(&secret, "佐藤 一").await;
    assert!(w.asked(0).await.is_empty());
    assert_eq!(w.net.service.own_join_request(&secret).await.unwrap().colleagues, "佐藤 一");
}

#[tokio::test]
async fn only_who_is_asked_answers_and_only_the_office_sees() {
    let w = World::new().await;
    let (secret, _) = w.waiting("kuga@example.jp").await;
    w.name(&secret, "佐藤 一").await;
    let id = w.asked(0).await[0];
    let service = &w.net.service;
    for stranger in [&w.colleagues[1], &w.office] {
        assert!(matches!(service.give_vouch(stranger, id, "").await, Err(FormError::Fault(Fault::NotFound))));
        assert!(matches!(service.pass_vouch(stranger, id).await, Err(Fault::NotFound)));
    }
    let visitor = &Viewer::Visitor;
    assert!(matches!(service.vouches(visitor, None).await, Err(Fault::SignInNeeded)));
    assert!(matches!(service.vouches_given(&w.colleagues[0], false, None).await, Err(Fault::NotAllowed)));
    let long = "あ".repeat(201);
    assert!(matches!(service.give_vouch(&w.colleagues[0], id, &long).await, Err(FormError::Problems(_))));
    let six = "a,b,c,d,e,f";
    assert!(matches!(service.name_colleagues(&secret, six).await, Err(FormError::Problems(_))));
    let off =
        JoiningInput { vouches: "0".into(), ..JoiningInput::of(&service.site().await.unwrap().joining) };
    service.change_joining(&w.office, &off).await.unwrap();
    let closed = service.name_colleagues(&secret, "佐藤 二").await;
    assert!(matches!(closed, Err(FormError::Fault(Fault::NotFound))));
}
