//! Joining on a real database: who gets in at once, who waits, who is told what.
mod invitation;
mod queue;

use std::sync::Arc;

use types::id::{InvitationId, JoinRequestId, MemberId};
use types::invitation::InvitationInput;
use types::join::JoinInput;
use types::lang::Lang;
use types::member::Relationship;
use types::role::Role;
use types::text::Mail;
use types::time::Stamp;

use crate::Service;
use crate::clock::StoppedClock;
use crate::fault::{Fault, FormError};
use crate::join::decide::{Decision, Tally};
use crate::join::refusal::Words;
use crate::mail::{Letter, ReceivedMail, read_mailbox};
use crate::sign_in::Proved;
use crate::testing::{Net, member_at};
use crate::viewer::Viewer;

struct World {
    service: Service,
    clock: Arc<StoppedClock>,
    office: Viewer,
    member: Viewer,
    folder: tempfile::TempDir,
}

impl World {
    async fn new() -> Self {
        let Net { service, clock, folder } = Net::new().await;
        let person = async |mail: &str, family: &str, roles: &[Role]| {
            member_at(&service, mail, [family, "花"], Relationship::Alumnus, roles).await
        };
        let office = person("office@example.jp", "髙橋", &[Role::Office]).await;
        let member = person("sasaki@example.jp", "佐々木", &[]).await;
        Self { service, clock, office, member, folder }
    }

    /// The newest mail to `to`, all tasks that are due being done.
    async fn mail(&self, to: &str) -> ReceivedMail {
        self.service.work_all().await.unwrap();
        let mails = read_mailbox(self.folder.path(), 50).await.unwrap();
        mails.into_iter().find(|mail| mail.to == to).unwrap()
    }

    async fn invite(&self, uses: &str) -> (InvitationId, String) {
        let input = InvitationInput {
            worked_together: "2008年、図書館班".into(),
            uses: uses.into(),
            ..InvitationInput::default()
        };
        let id = self.service.invite(&self.member, &input, Lang::Ja).await.unwrap();
        let handout = self.service.invitation(&self.member, id, Lang::Ja).await.unwrap();
        (id, handout.row.token)
    }

    /// Asks by `token`, opens the mailed link and presses its button.
    async fn join(&self, token: Option<&str>, input: &JoinInput) -> Proved {
        self.join_in(Lang::Ja, token, input).await
    }

    async fn join_in(&self, lang: Lang, token: Option<&str>, input: &JoinInput) -> Proved {
        self.service.ask_to_join(token, input, lang, "::1").await.unwrap();
        let mail = self.mail(&input.mail).await;
        self.press(&mail).await.unwrap()
    }

    async fn press(&self, mail: &ReceivedMail) -> Result<Proved, Fault> {
        let token = mail.body.split("/sign-in/link/").nth(1).unwrap().split_whitespace().next().unwrap();
        self.service.sign_in_by_link(token, "test").await
    }

    /// A request that waits, by its page's secret and its id.
    async fn waiting(&self, token: Option<&str>, input: &JoinInput) -> (String, JoinRequestId) {
        self.waiting_in(Lang::Ja, token, input).await
    }

    async fn waiting_in(
        &self,
        lang: Lang,
        token: Option<&str>,
        input: &JoinInput,
    ) -> (String, JoinRequestId) {
        let Proved::Waiting { go_to } = self.join_in(lang, token, input).await else { panic!("should wait") };
        let secret = go_to.rsplit('/').next().unwrap().to_owned();
        let id = self.service.own_join_request(&secret).await.unwrap().id;
        (secret, id)
    }

    async fn approve(&self, id: JoinRequestId) -> Tally {
        self.service.decide_joins(&self.office, &[id], &Decision::Approve).await.unwrap()
    }

    async fn decline(&self, id: JoinRequestId, words: &str) -> Tally {
        let decision = Decision::Decline(Words::Typed(words.to_owned()));
        self.service.decide_joins(&self.office, &[id], &decision).await.unwrap()
    }
}

fn form(mail: &str) -> JoinInput {
    JoinInput {
        family: "久我".into(),
        given: "洋平".into(),
        family_kana: "クガ".into(),
        given_kana: "ヨウヘイ".into(),
        mail: mail.into(),
        department: "公共システム本部".into(),
        year_from: "2001".into(),
        year_to: "2006".into(),
        purpose: vec!["running".into(), "statistics".into()],
        ..JoinInput::default()
    }
}

async fn member_of(world: &World, mail: &str) -> Option<MemberId> {
    let mut conn = world.service.db().read().await.unwrap();
    store::member::by_mail(&mut conn, &mail.parse::<Mail>().unwrap()).await.unwrap()
}

#[tokio::test]
async fn whoever_is_on_the_list_joins_at_once_and_only_once() {
    let w = World::new().await;
    let csv = "氏名,氏名カナ,入社日,退職日\n久我 洋平,クガ ヨウヘイ,2001/4/1,2006/3/31\n";
    let import = w.service.upload_roster(&w.office, "名簿.csv", csv.as_bytes().to_vec()).await.unwrap();
    w.service.import_roster(&w.office, import).await.unwrap();
    w.service.work_all().await.unwrap();

    let (_, token) = w.invite("2").await;
    let Proved::SignedIn(opened) = w.join(Some(&token), &form("kuga@example.jp")).await else {
        panic!("should be in")
    };
    let viewer = w.service.visit(Some(&opened.token)).await.unwrap().0;
    assert_eq!(viewer.me().map(|me| me.person.family.clone()).as_deref(), Some("久我"));
    assert!(w.service.join_queue(&w.office, None).await.unwrap().waiting.is_empty());
    assert_eq!(w.service.roster(&w.office, None).await.unwrap().joined, 1);

    w.clock.advance(Stamp::SECOND);
    w.waiting(None, &form("another@example.jp")).await;
    assert_eq!(w.service.join_queue(&w.office, None).await.unwrap().count, 1);
}

#[tokio::test]
async fn an_address_in_use_is_told_only_by_mail() {
    let w = World::new().await;
    let Proved::SignedIn(_) = w.join(None, &form("sasaki@example.jp")).await else {
        panic!("a member signs in")
    };
    assert!(w.mail("sasaki@example.jp").await.subject.contains("すでに"));
    let (secret, _) = w.waiting(None, &form("kuga@example.jp")).await;
    w.clock.advance(Stamp::SECOND);
    let (again, _) = w.waiting(None, &form("kuga@example.jp")).await;
    assert_eq!(secret, again);
    assert_eq!(w.service.join_queue(&w.office, None).await.unwrap().count, 1);
}

#[tokio::test]
async fn nothing_reaches_the_office_before_the_address_is_proved() {
    let w = World::new().await;
    w.service.ask_to_join(None, &form("kuga@example.jp"), Lang::Ja, "::1").await.unwrap();
    assert!(w.service.join_queue(&w.office, None).await.unwrap().waiting.is_empty());
    let mail = w.mail("kuga@example.jp").await;
    w.clock.advance(crate::sign_in::LIFETIME);
    assert!(matches!(w.press(&mail).await, Err(Fault::NotFound)));
}

#[tokio::test]
async fn a_withdrawn_request_is_forgotten() {
    let w = World::new().await;
    let (secret, _) = w.waiting(None, &form("kuga@example.jp")).await;
    assert!(w.service.withdraw_join_request(&secret).await.unwrap());
    assert!(matches!(w.service.own_join_request(&secret).await, Err(Fault::NotFound)));
}

#[tokio::test]
async fn only_the_office_sees_the_queue_and_only_the_owner_an_invitation() {
    let w = World::new().await;
    let (_, id) = w.waiting(None, &form("kuga@example.jp")).await;
    assert!(matches!(w.service.join_queue(&w.member, None).await, Err(Fault::NotAllowed)));
    assert!(matches!(w.service.join_queue(&Viewer::Visitor, None).await, Err(Fault::SignInNeeded)));
    assert!(matches!(w.service.join_request(&w.member, id).await, Err(Fault::NotAllowed)));
    let (invitation, _) = w.invite("1").await;
    assert!(matches!(w.service.invitation(&w.office, invitation, Lang::Ja).await, Err(Fault::NotFound)));
    assert!(matches!(w.service.revoke_invitation(&w.office, invitation).await, Err(Fault::NotFound)));
    assert!(matches!(
        w.service.invite(&Viewer::Visitor, &InvitationInput::default(), Lang::Ja).await,
        Err(FormError::Fault(Fault::SignInNeeded))
    ));
}

#[tokio::test]
async fn one_network_address_cannot_send_forms_without_end() {
    let w = World::new().await;
    for _ in 0..super::PER_CLIENT {
        assert!(matches!(
            w.service.ask_to_join(None, &JoinInput::default(), Lang::Ja, "::1").await,
            Err(FormError::Problems(_))
        ));
    }
    assert!(matches!(
        w.service.ask_to_join(None, &JoinInput::default(), Lang::Ja, "::1").await,
        Err(FormError::Fault(Fault::TooOften))
    ));
}

#[test]
fn letters_to_people_without_japanese_are_english() {
    let site = types::site::Site::default();
    let letter: Letter =
        super::letters::proof(&"a@example.com".parse().unwrap(), &site, Lang::En, "/l", "123456");
    assert!(letter.subject.contains("confirm") && letter.body.contains("123456"));
}
