//! Adding, choosing and removing addresses, and who may not.
mod ends;
mod office;

use types::form::Problem;
use types::id::AddressRequestId;
use types::lang::Lang;
use types::member::Relationship;
use types::site::SiteInput;
use types::time::Stamp;

use super::{Kept, MOST, RemoveError};
use crate::Service;
use crate::fault::{Fault, FormError};
use crate::mail::{ReceivedMail, read_mailbox};
use crate::session::Opened;
use crate::sign_in::Proved;
use crate::testing::{Net, member_at};
use crate::viewer::Viewer;

const OLD: &str = "kenta@example.jp";
const NEW: &str = "kenta@example.com";

/// A network with one member at [`OLD`].
async fn net() -> (Net, Viewer) {
    let net = Net::new().await;
    let me = member_at(&net.service, OLD, ["佐々木", "健太"], Relationship::Alumnus, &[]).await;
    (net, me)
}

impl Net {
    /// The newest mail to `to` whose text has `part`.
    async fn mail_with(&self, to: &str, part: &str) -> ReceivedMail {
        let mails = self.mails(to).await;
        let found = mails.iter().find(|mail| mail.body.contains(part)).cloned();
        found.unwrap_or_else(|| panic!("no mail to {to} with {part}: {mails:?}"))
    }

    /// All mails to `to`, the newest first.
    async fn mails(&self, to: &str) -> Vec<ReceivedMail> {
        self.service.work_all().await.unwrap();
        let mut mails = read_mailbox(self.folder.path(), 200).await.unwrap();
        mails.retain(|mail| mail.to == to);
        mails
    }

    /// The six digits mailed to `to` last.
    async fn code(&self, to: &str) -> String {
        let body = self.mail_with(to, "/addresses/new/").await.body;
        let mut words = body.split(|c: char| !c.is_ascii_digit());
        words.rfind(|word| word.len() == 6).expect("a code").to_owned()
    }

    /// The token of the newest link to `path` mailed to `to`.
    async fn token(&self, to: &str, path: &str) -> String {
        let body = self.mail_with(to, path).await.body;
        body.split(path).nth(1).unwrap().split_whitespace().next().unwrap().to_owned()
    }

    /// Adds `mail` at both ends.
    async fn add(&self, me: &Viewer, primary: &str, mail: &str) {
        let id = self.service.ask_address(me, mail).await.unwrap();
        let link = self.token(mail, "/addresses/new/").await;
        self.service.prove_address_by_link(&link).await.unwrap();
        let confirmation = self.token(primary, "/addresses/confirm/").await;
        self.service.confirm_address(&confirmation).await.unwrap();
        assert!(self.service.address_request(me, id).await.is_ok());
        // The hour's limits are another test's.
        self.clock.advance(Stamp::HOUR + 1);
    }
}

/// Signs in by a link mailed to `mail`.
async fn sign_in(net: &Net, mail: &str) -> Option<Opened> {
    net.service.ask_sign_in(mail, "/", Lang::Ja, "").await.unwrap();
    let newest = net.mails(mail).await.remove(0);
    let token = newest.body.split("/sign-in/link/").nth(1)?.split_whitespace().next()?.to_owned();
    match net.service.sign_in_by_link(&token, "").await.unwrap() {
        Proved::SignedIn(opened) => Some(opened),
        Proved::Waiting { .. } => None,
    }
}

async fn list(s: &Service, me: &Viewer) -> Vec<String> {
    s.addresses(me).await.unwrap().all.iter().map(|it| it.mail.to_string()).collect()
}

fn problem(result: &Result<AddressRequestId, FormError>) -> Option<&Problem> {
    let Err(FormError::Problems(problems)) = result else { return None };
    problems.of("mail")
}

#[tokio::test]
async fn another_address_can_be_made_primary_and_the_first_be_removed() {
    let (net, me) = net().await;
    let s = &net.service;
    net.add(&me, OLD, NEW).await;
    assert_eq!(list(s, &me).await, [OLD, NEW]);
    let kept = async |mail: &str| match s.remove_address(&me, mail).await {
        Err(RemoveError::Kept(kept)) => Some(kept),
        other => panic!("{other:?}"),
    };
    assert_eq!(kept(OLD).await, Some(Kept::Primary));

    s.make_primary(&me, NEW).await.unwrap();
    s.make_primary(&me, NEW).await.unwrap();
    assert_eq!(list(s, &me).await, [NEW, OLD], "the primary one first");
    assert_eq!(s.addresses(&me).await.unwrap().all.iter().filter(|it| it.is_primary).count(), 1);
    net.mail_with(OLD, "これから次のアドレスにお届けします").await;
    net.mail_with(NEW, "これから次のアドレスにお届けします").await;

    s.remove_address(&me, OLD).await.unwrap();
    assert_eq!(list(s, &me).await, [NEW]);
    assert!(sign_in(&net, OLD).await.is_none(), "a removed address signs nobody in");
    net.mail_with(OLD, "外しました").await;
    net.mail_with(NEW, "外しました").await;
    assert_eq!(kept(NEW).await, Some(Kept::LastVerified));
    assert_eq!(list(s, &me).await, [NEW]);
}

#[tokio::test]
async fn addresses_are_their_owners_alone() {
    let (net, me) = net().await;
    let s = &net.service;
    let other = net.member("林", "由紀子", &[]).await;
    let id = s.ask_address(&me, NEW).await.unwrap();

    assert!(matches!(s.addresses(&Viewer::Visitor).await, Err(Fault::SignInNeeded)));
    assert!(matches!(s.ask_address(&Viewer::Visitor, NEW).await, Err(FormError::Fault(Fault::SignInNeeded))));
    assert!(matches!(s.lacks_private_address(&Viewer::Visitor).await, Err(Fault::SignInNeeded)));
    let refused = s.remove_address(&Viewer::Visitor, OLD).await;
    assert!(matches!(refused, Err(RemoveError::Fault(Fault::SignInNeeded))));

    assert!(matches!(s.address_request(&other, id).await, Err(Fault::NotFound)));
    assert!(matches!(s.mail_address_again(&other, id).await, Err(Fault::NotFound)));
    assert!(matches!(s.drop_address_request(&other, id).await, Err(Fault::NotFound)));
    assert!(matches!(s.confirm_address_here(&other, id).await, Err(Fault::NotFound)));
    assert!(matches!(s.ask_office_for_address(&other, id).await, Err(Fault::NotFound)));
    let code = net.code(NEW).await;
    let stolen = s.prove_address_by_code(&other, id, &code).await;
    assert!(matches!(stolen, Err(FormError::Fault(Fault::NotFound))));
    assert!(matches!(s.make_primary(&other, OLD).await, Err(Fault::NotFound)));
    assert!(matches!(s.remove_address(&other, OLD).await, Err(RemoveError::Fault(Fault::NotFound))));
    assert!(matches!(s.make_primary(&me, NEW).await, Err(Fault::NotFound)), "not verified yet");
    assert_eq!(list(s, &me).await, [OLD]);
    assert!(s.addresses(&other).await.unwrap().asked.is_empty());
}

#[tokio::test]
async fn there_are_at_most_five_addresses_and_five_requests_an_hour() {
    let (net, me) = net().await;
    let s = &net.service;
    assert_eq!(problem(&s.ask_address(&me, "kenta").await), Some(&Problem::NotAMail));
    assert_eq!(problem(&s.ask_address(&me, OLD).await), Some(&Problem::Taken), "one's own may be told");
    for n in 1..MOST {
        assert!(!s.addresses(&me).await.unwrap().is_full());
        s.ask_address(&me, &format!("a{n}@example.com")).await.unwrap();
    }
    assert!(s.addresses(&me).await.unwrap().is_full());
    let sixth = s.ask_address(&me, "b@example.com").await;
    assert_eq!(problem(&sixth), Some(&Problem::TooMany { max: MOST }));

    let again = s.ask_address(&me, "a1@example.com").await.unwrap();
    assert_eq!(s.addresses(&me).await.unwrap().asked.len(), MOST - 1, "asking again replaces");
    let sixth = s.mail_address_again(&me, again).await;
    assert!(matches!(sixth, Err(Fault::TooOften)));
    s.drop_address_request(&me, again).await.unwrap();
    let sixth = s.ask_address(&me, "b@example.com").await;
    assert!(matches!(sixth, Err(FormError::Fault(Fault::TooOften))));
    net.clock.advance(Stamp::HOUR + 1);
    s.ask_address(&me, "b@example.com").await.unwrap();
}

#[tokio::test]
async fn an_alumnus_keeps_an_address_outside_the_company_and_an_employee_is_asked_to_add_one() {
    let (net, me) = net().await;
    let s = &net.service;
    let office = net.member("髙橋", "真理子", &[types::role::Role::Office]).await;
    let site = SiteInput {
        company_ja: "桜橋".into(),
        contact: "office@example.org".into(),
        mail_domains: "co.example.jp".into(),
        ..SiteInput::of(s.site().await.unwrap().as_ref())
    };
    s.change_site(&office, &site).await.unwrap();
    net.add(&me, OLD, "kenta@co.example.jp").await;
    let seen = s.addresses(&me).await.unwrap();
    assert!(!seen.needs_private && !seen.all[0].is_company && seen.all[1].is_company);
    s.make_primary(&me, "kenta@co.example.jp").await.unwrap();
    let refused = s.remove_address(&me, OLD).await;
    assert!(matches!(refused, Err(RemoveError::Kept(Kept::LastPrivate))), "{refused:?}");
    assert_eq!(s.addresses(&me).await.unwrap().all[1].kept, Some(Kept::LastPrivate));
    assert!(!s.lacks_private_address(&me).await.unwrap());

    let work = "yuki@co.example.jp";
    let employee = member_at(s, work, ["林", "由紀子"], Relationship::Employee, &[]).await;
    assert!(s.lacks_private_address(&employee).await.unwrap());
    assert!(s.addresses(&employee).await.unwrap().needs_private);
    let mut conn = s.db().read().await.unwrap();
    assert!(s.needs_private_address(&mut conn, employee.me().unwrap().id()).await.unwrap());
    drop(conn);
    net.add(&employee, work, "yuki@example.com").await;
    assert!(!s.lacks_private_address(&employee).await.unwrap());
    s.remove_address(&employee, "yuki@example.com").await.unwrap();
    assert!(s.lacks_private_address(&employee).await.unwrap());
}

#[tokio::test]
async fn requests_that_are_over_are_forgotten() {
    let (net, me) = net().await;
    let s = &net.service;
    let id = s.ask_address(&me, NEW).await.unwrap();
    net.clock.advance(super::OPEN_FOR);
    assert!(s.address_request(&me, id).await.unwrap().is_over);
    assert!(s.addresses(&me).await.unwrap().asked.is_empty());
    net.clock.advance(Stamp::DAY + 1);
    s.schedule().await.unwrap();
    while s.work_once().await.unwrap() {}
    assert!(matches!(s.address_request(&me, id).await, Err(Fault::NotFound)));
}
