//! Adding, keeping and removing passkeys, signing in by them, and who may not.
mod device;
mod signing_in;

use types::form::Problem;
use types::id::PasskeyId;
use types::member::Relationship;
use types::time::Stamp;

use super::{ANSWER_WITHIN, MOST, NewPasskey, RemovePasskeyError};
use crate::fault::{Fault, FormError};
use crate::mail::read_mailbox;
use crate::policy::FRESH;
use crate::testing::{Net, member_at};
use crate::viewer::Viewer;
use device::Device;

const MAIL: &str = "kenta@example.jp";

/// A network with one member at [`MAIL`].
async fn net() -> (Net, Viewer) {
    let net = Net::new().await;
    let me = member_at(&net.service, MAIL, ["佐々木", "健太"], Relationship::Alumnus, &[]).await;
    (net, me)
}

impl Net {
    /// Adds the passkey of `device` as the member.
    async fn add_passkey(&self, me: &Viewer, device: &mut Device, name: &str) -> Result<(), FormError> {
        let question = self.service.ask_new_passkey(me).await?;
        let credential = device.create(&question);
        let new = NewPasskey { name: name.into(), ceremony: question.ceremony.to_string(), credential };
        self.service.add_passkey(me, &new).await
    }

    /// Subjects of the mails to `to`.
    async fn subjects(&self, to: &str) -> Vec<String> {
        self.service.work_all().await.unwrap();
        let mails = read_mailbox(self.folder.path(), 100).await.unwrap();
        mails.into_iter().filter(|mail| mail.to == to).map(|mail| mail.subject).collect()
    }

    async fn ids(&self, me: &Viewer) -> Vec<PasskeyId> {
        self.service.passkeys(me).await.unwrap().into_iter().map(|it| it.id).collect()
    }
}

fn problem<'e>(result: &'e Result<(), FormError>, field: &str) -> Option<&'e Problem> {
    let Err(FormError::Problems(problems)) = result else { return None };
    problems.of(field)
}

#[tokio::test]
async fn a_passkey_is_added_listed_renamed_and_removed_and_the_addresses_are_told() {
    let (net, me) = net().await;
    let s = &net.service;
    net.add_passkey(&me, &mut Device::new(1), " 仕事の  Mac ").await.unwrap();
    let [listed] = s.passkeys(&me).await.unwrap().try_into().unwrap();
    assert_eq!((listed.name.as_str(), listed.last_used_on), ("仕事の Mac", None));
    assert_eq!(listed.created_at, s.now());
    let told = net.subjects(MAIL).await;
    assert!(told.len() == 1 && told[0].contains("パスキーを加えました"), "{told:?}");

    s.rename_passkey(&me, listed.id, "家の Mac").await.unwrap();
    assert_eq!(s.passkeys(&me).await.unwrap()[0].name, "家の Mac");
    let empty = s.rename_passkey(&me, listed.id, "  ").await;
    assert_eq!(problem(&empty, "name"), Some(&Problem::Required));

    s.remove_passkey(&me, listed.id).await.unwrap();
    assert!(net.ids(&me).await.is_empty());
    let told = net.subjects(MAIL).await;
    assert!(told.iter().any(|subject| subject.contains("パスキーを外しました")), "{told:?}");
    let again = s.remove_passkey(&me, listed.id).await;
    assert!(matches!(again, Err(RemovePasskeyError::Fault(Fault::NotFound))));
}

#[tokio::test]
async fn the_question_for_a_new_passkey_wants_one_that_the_device_finds_and_verifies() {
    let (net, me) = net().await;
    let mut device = Device::new(1);
    net.add_passkey(&me, &mut device, "Mac").await.unwrap();
    let options = net.service.ask_new_passkey(&me).await.unwrap().options;
    let selection = &options["authenticatorSelection"];
    assert_eq!(selection["residentKey"], "required");
    assert_eq!(selection["userVerification"], "required");
    assert_eq!(options["rp"]["id"], "en.example.jp");
    assert_eq!(options["user"]["displayName"], "佐々木 健太");
    assert_eq!(options["excludeCredentials"].as_array().unwrap().len(), 1, "the one there is");
    assert_eq!(device.user, me.me().unwrap().id().0.as_bytes());
}

#[tokio::test]
async fn a_name_that_does_not_fit_leaves_the_answer_good() {
    let (net, me) = net().await;
    let s = &net.service;
    let question = s.ask_new_passkey(&me).await.unwrap();
    let credential = Device::new(1).create(&question);
    let new = NewPasskey { name: "あ".repeat(61), ceremony: question.ceremony.to_string(), credential };
    let long = s.add_passkey(&me, &new).await;
    assert_eq!(problem(&long, "name"), Some(&Problem::TooLong { max: 60 }));
    s.add_passkey(&me, &NewPasskey { name: "Mac".into(), ..new.clone() }).await.unwrap();
    let twice = s.add_passkey(&me, &NewPasskey { name: "Mac".into(), ..new }).await;
    assert_eq!(problem(&twice, "credential"), Some(&Problem::NotAPasskey));
    assert_eq!(net.ids(&me).await.len(), 1);
}

#[tokio::test]
async fn an_answer_that_is_late_foreign_or_unverified_adds_nothing() {
    let (net, me) = net().await;
    let s = &net.service;
    let other = net.member("木下", "舞", &[]).await;
    let refused = async |viewer: &Viewer, ceremony: String, credential: String| {
        let result = s.add_passkey(viewer, &NewPasskey { name: "Mac".into(), ceremony, credential }).await;
        assert_eq!(problem(&result, "credential"), Some(&Problem::NotAPasskey), "{result:?}");
    };
    let question = s.ask_new_passkey(&me).await.unwrap();
    refused(&other, question.ceremony.to_string(), Device::new(1).create(&question)).await;
    refused(&me, question.ceremony.to_string(), Device::new(1).create(&question)).await;

    let question = s.ask_new_passkey(&me).await.unwrap();
    net.clock.advance(ANSWER_WITHIN);
    refused(&me, question.ceremony.to_string(), Device::new(1).create(&question)).await;

    let question = s.ask_new_passkey(&me).await.unwrap();
    let mut careless = Device { verifies: false, ..Device::new(1) };
    refused(&me, question.ceremony.to_string(), careless.create(&question)).await;

    let question = s.ask_new_passkey(&me).await.unwrap();
    let mut deceived = Device { origin: "https://evil.example", ..Device::new(1) };
    refused(&me, question.ceremony.to_string(), deceived.create(&question)).await;

    refused(&me, "nothing".into(), "nothing".into()).await;
    let question = s.ask_new_passkey(&me).await.unwrap();
    refused(&me, question.ceremony.to_string(), "nothing".into()).await;
    assert!(net.ids(&me).await.is_empty());
}

#[tokio::test]
async fn a_passkey_is_one_members_and_nobody_has_more_than_ten() {
    let (net, me) = net().await;
    let other = net.member("木下", "舞", &[]).await;
    for n in 1..=u8::try_from(MOST).unwrap() {
        net.add_passkey(&me, &mut Device::new(n), &format!("端末{n}")).await.unwrap();
    }
    assert!(matches!(net.service.ask_new_passkey(&me).await, Err(Fault::NotAllowed)));
    let same = net.add_passkey(&other, &mut Device::new(1), "Mac").await;
    assert_eq!(problem(&same, "credential"), Some(&Problem::Taken));
    assert!(net.ids(&other).await.is_empty());
    let theirs = net.ids(&me).await[0];
    let s = &net.service;
    assert!(matches!(s.rename_passkey(&other, theirs, "x").await, Err(FormError::Fault(Fault::NotFound))));
    let removed = s.remove_passkey(&other, theirs).await;
    assert!(matches!(removed, Err(RemovePasskeyError::Fault(Fault::NotFound))));
    assert_eq!(net.ids(&me).await.len(), MOST);
}

#[tokio::test]
async fn adding_and_removing_need_a_fresh_sign_in_and_nothing_is_a_visitors() {
    let (net, me) = net().await;
    let s = &net.service;
    net.add_passkey(&me, &mut Device::new(1), "Mac").await.unwrap();
    let [id] = net.ids(&me).await.try_into().unwrap();
    let question = s.ask_new_passkey(&me).await.unwrap();
    let late = NewPasskey {
        name: "Mac".into(),
        ceremony: question.ceremony.to_string(),
        credential: Device::new(2).create(&question),
    };
    net.clock.advance(FRESH - Stamp::MINUTE);
    assert!(s.ask_new_passkey(&me).await.is_ok());
    net.clock.advance(Stamp::MINUTE);
    assert!(matches!(s.ask_new_passkey(&me).await, Err(Fault::ConfirmNeeded)));
    assert!(matches!(s.add_passkey(&me, &late).await, Err(FormError::Fault(Fault::ConfirmNeeded))));
    let removed = s.remove_passkey(&me, id).await;
    assert!(matches!(removed, Err(RemovePasskeyError::Fault(Fault::ConfirmNeeded))));
    s.rename_passkey(&me, id, "家の Mac").await.unwrap();
    assert_eq!(net.ids(&me).await, [id]);

    let nobody = &Viewer::Visitor;
    assert!(matches!(s.passkeys(nobody).await, Err(Fault::SignInNeeded)));
    assert!(matches!(s.ask_new_passkey(nobody).await, Err(Fault::SignInNeeded)));
    assert!(matches!(s.add_passkey(nobody, &late).await, Err(FormError::Fault(Fault::SignInNeeded))));
    assert!(matches!(s.rename_passkey(nobody, id, "x").await, Err(FormError::Fault(Fault::SignInNeeded))));
    let removed = s.remove_passkey(nobody, id).await;
    assert!(matches!(removed, Err(RemovePasskeyError::Fault(Fault::SignInNeeded))));
}

#[tokio::test]
async fn without_a_verified_address_the_passkey_stays() {
    let (net, me) = net().await;
    net.add_passkey(&me, &mut Device::new(1), "Mac").await.unwrap();
    let [id] = net.ids(&me).await.try_into().unwrap();
    let mut tx = net.service.db().write().await.unwrap();
    let (mail, member) = (MAIL.parse().unwrap(), me.me().unwrap().id());
    store::address::remove(&mut tx, member, &mail).await.unwrap();
    store::member::insert_mail(&mut tx, &mail, member, true, None).await.unwrap();
    tx.commit().await.unwrap();
    assert!(matches!(net.service.remove_passkey(&me, id).await, Err(RemovePasskeyError::LastWayIn)));
    assert_eq!(net.ids(&me).await, [id]);
}
