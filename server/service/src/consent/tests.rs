//! Answers count at once, for as long as their text allows, and are the member's own business.
use types::consent::{Purpose, TextVersion, Wordings};
use types::lang::{Lang, Voice};
use types::time::Stamp;

use super::{Answered, Standing, agrees, asks_again, standings};
use crate::fault::Fault;
use crate::mail::{Letter, read_mailbox};
use crate::task::Task;
use crate::testing::Net;
use crate::viewer::{Me, Viewer};

fn me(viewer: &Viewer) -> types::id::MemberId {
    viewer.me().map(Me::id).unwrap()
}

/// As if the texts of 運営 and 便り had come to allow more, and the one of 協業 was only put in clearer words.
fn later(purpose: Purpose) -> Wordings {
    const FIRST: &[TextVersion] =
        &[TextVersion { name: "2026-11", needs_new_consent: false, text: |_| "前" }];
    let version = |needs_new_consent| TextVersion { name: "2027-04", needs_new_consent, text: |_| "新" };
    match purpose {
        Purpose::Running | Purpose::Notices => Wordings { current: version(true), earlier: FIRST },
        Purpose::CoOperation => Wordings { current: version(false), earlier: FIRST },
        Purpose::Openings | Purpose::Statistics => purpose.wordings(),
    }
}

async fn with(net: &Net, viewer: &Viewer, purpose: Purpose) -> Standing {
    let mut conn = net.service.db().read().await.unwrap();
    let all = standings(&mut conn, me(viewer), later).await.unwrap();
    all.into_iter().find(|standing| standing.purpose == purpose).unwrap()
}

#[tokio::test]
async fn an_answer_counts_at_once_and_the_ledger_keeps_every_one() {
    let net = Net::new().await;
    let (s, member) = (&net.service, net.member("佐々木", "花", &[]).await);
    let other = net.member("久我", "洋平", &[]).await;
    let version = Purpose::Notices.version();
    let answer = async |given| s.answer_consent(&member, Purpose::Notices, given, version).await.unwrap();
    let counts = async || {
        let consents = s.consents(&member, None).await.unwrap();
        consents.standings.iter().find(|it| it.purpose == Purpose::Notices).unwrap().counts
    };
    assert!(counts().await);
    // The clock stands still, and the newest answer is the one that counts all the same.
    for given in [false, false, true, false] {
        assert_eq!(answer(given).await, Answered::Done);
        assert_eq!(counts().await, given);
    }
    let consents = s.consents(&member, None).await.unwrap();
    let given: Vec<bool> = consents.entries.iter().take(3).map(|row| row.given).collect();
    assert_eq!((consents.entries.len(), given), (Purpose::ALL.len() + 3, vec![false, true, false]));
    assert!(consents.entries.iter().take(3).all(|row| row.purpose == Purpose::Notices));
    let others = s.consents(&other, None).await.unwrap();
    assert!(
        others.entries.iter().all(|row| row.member_id == me(&other) && row.given),
        "not a row of another's"
    );
}

#[tokio::test]
async fn the_ledger_is_read_page_by_page() {
    let net = Net::new().await;
    let (s, member) = (&net.service, net.member("佐々木", "花", &[]).await);
    let version = Purpose::Openings.version();
    for n in 0..super::PAGE {
        net.clock.advance(Stamp::MINUTE);
        s.answer_consent(&member, Purpose::Openings, n % 2 == 1, version).await.unwrap();
    }
    let first = s.consents(&member, None).await.unwrap();
    assert_eq!(first.entries.len(), super::PAGE);
    let rest = s.consents(&member, first.next).await.unwrap();
    assert_eq!((rest.entries.len(), rest.next), (Purpose::ALL.len(), None));
    assert!(first.entries.iter().chain(&rest.entries).map(|row| row.id).is_sorted_by(|a, b| a > b));
}

#[tokio::test]
async fn who_may_not() {
    let net = Net::new().await;
    let (s, member) = (&net.service, net.member("佐々木", "花", &[]).await);
    let version = Purpose::Running.version();
    assert!(matches!(s.consents(&Viewer::Visitor, None).await, Err(Fault::SignInNeeded)));
    assert!(matches!(s.consent_text(&Viewer::Visitor, Purpose::Notices, version), Err(Fault::SignInNeeded)));
    let visitor = s.answer_consent(&Viewer::Visitor, Purpose::Notices, true, version).await;
    assert!(matches!(visitor, Err(Fault::SignInNeeded)));
    let needed = s.answer_consent(&member, Purpose::Running, false, version).await;
    assert!(matches!(needed, Err(Fault::NotAllowed)), "leaving is how one withdraws that");
    assert!(matches!(s.consent_text(&member, Purpose::Notices, "1999-01"), Err(Fault::NotFound)));
    assert!(!(s.consent_text(&member, Purpose::Notices, version).unwrap().text)(Voice::default()).is_empty());
}

#[tokio::test]
async fn a_letter_that_waits_already_is_not_sent_after_a_withdrawal() {
    let net = Net::new().await;
    let s = &net.service;
    let (stays, leaves) = (net.member("佐々木", "花", &[]).await, net.member("久我", "洋平", &[]).await);
    let mut tx = s.db().write().await.unwrap();
    for (member, to) in [(&stays, "hana@example.jp"), (&leaves, "kuga@example.jp")] {
        let letter = Letter {
            to: to.parse().unwrap(),
            lang: Lang::Ja,
            subject: "便り".into(),
            body: "秋です。".into(),
            calendar: None,
        };
        let task = Task::Notice { member: me(member), purpose: Purpose::Notices, letter };
        s.enqueue(&mut tx, &task).await.unwrap();
    }
    tx.commit().await.unwrap();
    s.answer_consent(&leaves, Purpose::Notices, false, Purpose::Notices.version()).await.unwrap();
    s.work_all().await.unwrap();
    let sent = read_mailbox(net.folder.path(), 10).await.unwrap();
    assert_eq!(sent.iter().map(|mail| mail.to.as_str()).collect::<Vec<_>>(), ["hana@example.jp"]);
    assert!(!s.work_once().await.unwrap(), "the other is not tried again");
}

#[tokio::test]
async fn whoever_withdraws_is_not_counted() {
    let net = Net::new().await;
    let s = &net.service;
    let office = net.member("髙橋", "花", &[types::role::Role::Office]).await;
    let member = net.member("佐々木", "花", &[]).await;
    let spread = async || s.spread(&office).await.unwrap().members();
    let month = async || s.desk(&office).await.unwrap().figures.months.last().unwrap().members;
    assert_eq!((spread().await, month().await), (2, 2));
    s.answer_consent(&member, Purpose::Statistics, false, Purpose::Statistics.version()).await.unwrap();
    net.clock.advance(10 * Stamp::MINUTE);
    assert_eq!((spread().await, month().await), (1, 1));
}

#[tokio::test]
async fn a_new_text_asks_again_and_the_old_consent_allows_what_it_did() {
    let net = Net::new().await;
    let (s, member) = (&net.service, net.member("佐々木", "花", &[]).await);
    let mut conn = s.db().read().await.unwrap();
    let mut asks = async |texts| asks_again(&mut conn, me(&member), texts).await.unwrap();
    assert!(!asks(Purpose::wordings).await);
    assert!(asks(later).await);

    let notices = with(&net, &member, Purpose::Notices).await;
    assert!(notices.asks_again() && !notices.counts, "it allows more, so the old consent is none");
    let old = notices.earlier.map(|version| (version.text)(Voice::default()));
    assert_eq!((old, (notices.current.text)(Voice::default())), (Some("前"), "新"));
    let partners = with(&net, &member, Purpose::CoOperation).await;
    assert!(partners.asks_again() && partners.counts);
    let running = with(&net, &member, Purpose::Running).await;
    assert!(running.asks_again() && running.counts, "membership goes on");
    assert!(!with(&net, &member, Purpose::Openings).await.asks_again());

    let answer =
        async |purpose, given, read| s.answer_by(me(&member), purpose, given, read, later).await.unwrap();
    assert_eq!(answer(Purpose::Notices, true, "2026-11").await, Answered::Unread, "nobody agrees unread");
    assert!(!with(&net, &member, Purpose::Notices).await.counts);
    // Withdrawing from a page that is out of date is taken for what was read: the new text still asks.
    assert_eq!(answer(Purpose::CoOperation, false, "2026-11").await, Answered::Done);
    let partners = with(&net, &member, Purpose::CoOperation).await;
    assert!(partners.asks_again() && !partners.counts);
    for (purpose, given) in
        [(Purpose::Notices, true), (Purpose::CoOperation, false), (Purpose::Running, true)]
    {
        assert_eq!(answer(purpose, given, "2027-04").await, Answered::Done);
        let standing = with(&net, &member, purpose).await;
        assert_eq!(
            (standing.asks_again(), standing.counts, standing.earlier.is_some()),
            (false, given, false)
        );
    }
    assert!(!asks(later).await, "answered, with yes or no");
    let mut conn = s.db().read().await.unwrap();
    assert!(agrees(&mut conn, me(&member), Purpose::Notices, later).await.unwrap());
    assert!(!agrees(&mut conn, me(&member), Purpose::CoOperation, later).await.unwrap());
}
