//! Signing in by a passkey, and what does not.
use types::id::SessionId;
use types::time::Stamp;

use super::super::{ANSWER_WITHIN, PasskeyRefusal};
use super::device::Device;
use super::net;
use crate::fault::Fault;
use crate::policy::{Capability, FRESH, require_fresh};
use crate::session::Opened;
use crate::testing::Net;
use crate::viewer::Viewer;

impl Net {
    /// Signs in by what `device` answers, as nobody.
    async fn enter(&self, device: &mut Device) -> Result<Opened, PasskeyRefusal> {
        let question = self.service.ask_passkey("::1").await?;
        let answer = device.get(&question);
        let ceremony = question.ceremony.to_string();
        self.service.sign_in_by_passkey(&Viewer::Visitor, &ceremony, &answer, "/events", "Mac").await
    }

    async fn viewer_by(&self, opened: &Opened) -> Viewer {
        self.service.visit(Some(&opened.token)).await.unwrap().0
    }

    /// Actions of the audit log about passkeys and sessions, the oldest first.
    async fn audited(&self) -> Vec<(String, String)> {
        let pool = match self.service.db() {
            store::Db::Sqlite { read, .. } => read,
            store::Db::Postgres { .. } => unreachable!("tests of this crate run on SQLite"),
        };
        let sql = "SELECT action, detail FROM audit WHERE action LIKE 'passkey.%' OR action LIKE 'session.%' ORDER BY id";
        sqlx::query_as(sql).fetch_all(pool).await.unwrap()
    }
}

#[tokio::test]
async fn a_passkey_signs_in_afresh_and_its_day_is_noted() {
    let (net, me) = net().await;
    let mut device = Device::new(1);
    net.add_passkey(&me, &mut device, "Mac").await.unwrap();
    net.clock.advance(3 * Stamp::DAY + 5 * Stamp::HOUR);
    let opened = net.enter(&mut device).await.unwrap();
    assert_eq!(opened.go_to, "/events");
    let viewer = net.viewer_by(&opened).await;
    assert_eq!(viewer.me().unwrap().id(), me.me().unwrap().id());
    assert!(require_fresh(&viewer, Capability::TakePart, net.service.now()).is_ok());
    assert_eq!(net.service.devices(&viewer).await.unwrap()[0].device, "Mac");
    let day = net.service.passkeys(&viewer).await.unwrap()[0].last_used_on.unwrap();
    let within = net.service.now().0 - day.0;
    assert!(
        (0..Stamp::DAY).contains(&within) && (day.0 + 9 * Stamp::HOUR) % Stamp::DAY == 0,
        "Tokyo's midnight"
    );
    net.enter(&mut device).await.unwrap();
    let opened = ("session.open".to_owned(), "{\"by\":\"passkey\"}".to_owned());
    assert_eq!(net.audited().await[1..], [opened.clone(), opened]);
}

#[tokio::test]
async fn a_device_that_does_not_count_signs_in_again_and_again() {
    let (net, me) = net().await;
    let mut device = Device { counter: 0, ..Device::new(1) };
    net.add_passkey(&me, &mut device, "iPhone").await.unwrap();
    for _ in 0..3 {
        net.enter(&mut device).await.unwrap();
    }
}

#[tokio::test]
async fn the_question_of_a_sign_in_names_nobody() {
    let (net, me) = net().await;
    let before = net.service.ask_passkey("::1").await.unwrap().options;
    net.add_passkey(&me, &mut Device::new(1), "Mac").await.unwrap();
    let after = net.service.ask_passkey("::2").await.unwrap().options;
    for mut options in [before.clone(), after] {
        assert_ne!(options["challenge"], "");
        options["challenge"] = before["challenge"].clone();
        assert_eq!(options, before);
        assert!(options["allowCredentials"].as_array().is_none_or(Vec::is_empty), "{options}");
        assert_eq!(options["userVerification"], "required");
    }
}

#[tokio::test]
async fn a_copied_passkey_is_refused_and_audited() {
    let (net, me) = net().await;
    let mut device = Device::new(1);
    net.add_passkey(&me, &mut device, "Mac").await.unwrap();
    let mut copy = device.clone();
    net.enter(&mut device).await.unwrap();
    net.enter(&mut device).await.unwrap();
    net.clock.advance(1);
    assert!(matches!(net.enter(&mut copy).await, Err(PasskeyRefusal::Copied)));
    let (action, detail) = net.audited().await.pop().unwrap();
    assert!(action == "passkey.copied" && detail.contains("passkey"), "{action} {detail}");
    net.enter(&mut device).await.unwrap();
}

#[tokio::test]
async fn a_question_is_answered_once_in_time_and_by_who_verified_on_this_site() {
    let (net, me) = net().await;
    let s = &net.service;
    let mut device = Device::new(1);
    net.add_passkey(&me, &mut device, "Mac").await.unwrap();
    let tried = async |ceremony: String, answer: String| {
        s.sign_in_by_passkey(&Viewer::Visitor, &ceremony, &answer, "/", "").await.map(|_| ())
    };
    let question = s.ask_passkey("").await.unwrap();
    let answer = device.get(&question);
    tried(question.ceremony.to_string(), answer.clone()).await.unwrap();
    assert!(matches!(tried(question.ceremony.to_string(), answer.clone()).await, Err(PasskeyRefusal::Late)));
    let other = s.ask_passkey("").await.unwrap();
    assert!(matches!(tried(other.ceremony.to_string(), answer).await, Err(PasskeyRefusal::NotAccepted)));
    let answer = device.get(&other);
    assert!(matches!(tried(other.ceremony.to_string(), answer).await, Err(PasskeyRefusal::Late)), "used up");

    let question = s.ask_passkey("").await.unwrap();
    net.clock.advance(ANSWER_WITHIN);
    assert!(matches!(
        tried(question.ceremony.to_string(), device.get(&question)).await,
        Err(PasskeyRefusal::Late)
    ));
    let new = s.ask_new_passkey(&me).await.unwrap();
    assert!(matches!(tried(new.ceremony.to_string(), device.get(&new)).await, Err(PasskeyRefusal::Late)));
    assert!(matches!(tried("nothing".into(), "nothing".into()).await, Err(PasskeyRefusal::Late)));

    device.verifies = false;
    assert!(matches!(net.enter(&mut device).await, Err(PasskeyRefusal::NotAccepted)));
    device.verifies = true;
    device.origin = "https://evil.example";
    assert!(matches!(net.enter(&mut device).await, Err(PasskeyRefusal::NotAccepted)));
    device.origin = "https://en.example.jp";
    let user = std::mem::replace(&mut device.user, vec![7; 16]);
    assert!(matches!(net.enter(&mut device).await, Err(PasskeyRefusal::NotAccepted)), "another's name");
    device.user = user;
    net.enter(&mut device).await.unwrap();
}

#[tokio::test]
async fn a_passkey_that_was_removed_or_whose_owner_left_signs_nobody_in() {
    let (net, me) = net().await;
    let mut device = Device::new(1);
    net.add_passkey(&me, &mut device, "Mac").await.unwrap();
    assert!(matches!(net.enter(&mut Device::new(2)).await, Err(PasskeyRefusal::NotAccepted)), "unknown");
    let [id] = net.ids(&me).await.try_into().unwrap();
    net.service.remove_passkey(&me, id).await.unwrap();
    assert!(matches!(net.enter(&mut device).await, Err(PasskeyRefusal::NotAccepted)));
    net.add_passkey(&me, &mut device, "Mac").await.unwrap();
    let store::Db::Sqlite { write, .. } = net.service.db() else { unreachable!() };
    sqlx::query("UPDATE member SET state = 'left'").execute(write).await.unwrap();
    assert!(matches!(net.enter(&mut device).await, Err(PasskeyRefusal::NotAccepted)));
}

#[tokio::test]
async fn signing_in_takes_the_place_of_the_browsers_session_and_stays_on_this_site() {
    let (net, me) = net().await;
    let s = &net.service;
    let mut device = Device::new(1);
    net.add_passkey(&me, &mut device, "Mac").await.unwrap();
    let before = net.viewer_by(&net.enter(&mut device).await.unwrap()).await;
    let question = s.ask_passkey("").await.unwrap();
    let answer = device.get(&question);
    let ceremony = question.ceremony.to_string();
    let opened =
        s.sign_in_by_passkey(&before, &ceremony, &answer, "https://evil.example/", "").await.unwrap();
    assert_eq!(opened.go_to, "/");
    let after = net.viewer_by(&opened).await;
    let sessions: Vec<SessionId> = s.devices(&after).await.unwrap().into_iter().map(|it| it.id).collect();
    assert_eq!(sessions, [after.me().unwrap().session]);
}

#[tokio::test]
async fn only_an_own_passkey_confirms_who_is_signed_in() {
    let (net, me) = net().await;
    let s = &net.service;
    let other = net.member("木下", "舞", &[]).await;
    let (mut own, mut foreign) = (Device::new(1), Device::new(2));
    net.add_passkey(&me, &mut own, "Mac").await.unwrap();
    net.add_passkey(&other, &mut foreign, "Mac").await.unwrap();
    net.clock.advance(FRESH);
    let confirm = async |viewer: &Viewer, device: &mut Device| {
        let question = s.ask_passkey("").await.unwrap();
        let answer = device.get(&question);
        s.confirm_by_passkey(viewer, &question.ceremony.to_string(), &answer, "/me/passkeys", "").await
    };
    assert!(matches!(confirm(&me, &mut foreign).await, Err(PasskeyRefusal::NotAccepted)));
    let opened = confirm(&me, &mut own).await.unwrap();
    assert_eq!(opened.go_to, "/me/passkeys");
    let viewer = net.viewer_by(&opened).await;
    assert!(require_fresh(&viewer, Capability::TakePart, s.now()).is_ok());
    let visitor = confirm(&Viewer::Visitor, &mut own).await;
    assert!(matches!(visitor, Err(PasskeyRefusal::Fault(Fault::SignInNeeded))));
}

#[tokio::test]
async fn questions_that_are_over_are_forgotten() {
    let (net, _) = net().await;
    net.service.ask_passkey("").await.unwrap();
    let kept = async || {
        let store::Db::Sqlite { read, .. } = net.service.db() else { unreachable!() };
        sqlx::query_scalar::<_, i64>("SELECT COUNT(*) FROM passkey_ceremony").fetch_one(read).await.unwrap()
    };
    assert_eq!(kept().await, 1);
    net.clock.advance(ANSWER_WITHIN);
    net.service.schedule().await.unwrap();
    net.service.work_all().await.unwrap();
    assert_eq!(kept().await, 0);
}
