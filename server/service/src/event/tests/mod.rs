//! Waiting list, mails and visibility of events.
mod seats;

use std::sync::Arc;

use store::event::EventRow;
use types::event::{EventKind, EventWords, RsvpState};
use types::form::Problem;
use types::id::EventId;
use types::lang::{Bilingual, Lang};
use types::member::Relationship;
use types::role::Role;
use types::time::Stamp;

use super::{EventInput, RsvpError, When};
use crate::Service;
use crate::clock::StoppedClock;
use crate::fault::{Fault, FormError};
use crate::testing::{self, NOW, Net};
use crate::viewer::Viewer;

struct Site {
    service: Service,
    clock: Arc<StoppedClock>,
    host: Viewer,
    _folder: tempfile::TempDir,
}

async fn site() -> Site {
    site_of(Net::new().await).await
}

async fn site_of(Net { service, clock, folder }: Net) -> Site {
    let host = member(&service, "主催", &[Role::Office]).await;
    Site { service, clock, host, _folder: folder }
}

async fn member(service: &Service, given: &str, roles: &[Role]) -> Viewer {
    testing::member(service, ["桜橋", given], Relationship::Alumnus, roles).await
}

async fn event(site: &Site, capacity: i64, public: bool) -> EventRow {
    let words = EventWords {
        title: Bilingual { ja: "冬の交流会".into(), en: String::new() },
        ..EventWords::default()
    };
    let id: EventId = site.service.id();
    let row = EventRow {
        id,
        slug: format!("fuyu-{id}"),
        kind: EventKind::Meetup,
        words: serde_json::to_string(&words).unwrap(),
        starts_at: NOW.plus(3 * Stamp::DAY),
        ends_at: NOW.plus(3 * Stamp::DAY + 2 * Stamp::HOUR),
        online_url: "https://meet.example.com/secret".to_owned(),
        capacity,
        public,
        host_id: site.host.me().unwrap().id(),
        programme_id: None,
        turns: 0,
        changed_at: NOW,
        called_off_at: None,
        call_off_note: String::new(),
    };
    let mut tx = site.service.db().write().await.unwrap();
    store::event::insert(&mut tx, &row).await.unwrap();
    site.service.schedule_reminder(&mut tx, &row).await.unwrap();
    tx.commit().await.unwrap();
    row
}

/// Members without a role, one a name.
async fn members<const N: usize>(site: &Site, names: [&str; N]) -> [Viewer; N] {
    let mut all = Vec::new();
    for name in names {
        all.push(member(&site.service, name, &[]).await);
    }
    all.try_into().unwrap()
}

async fn subjects(site: &Site) -> Vec<String> {
    site.service.work_all().await.unwrap();
    let mails = crate::mail::read_mailbox(&site.service.config().data, 500).await.unwrap();
    mails.into_iter().rev().map(|mail| mail.subject).collect()
}

#[tokio::test]
async fn cancelling_promotes_the_first_who_waits_and_mails_both() {
    let site = site().await;
    let event = event(&site, 1, false).await;
    let [a, b, c] = members(&site, ["一", "二", "三"]).await;
    let join = |who| site.service.join_event(who, &event.slug);
    assert_eq!(join(&a).await.unwrap(), RsvpState::Going);
    assert_eq!(join(&b).await.unwrap(), RsvpState::Waiting);
    assert_eq!(join(&c).await.unwrap(), RsvpState::Waiting);
    assert_eq!(join(&a).await.unwrap(), RsvpState::Going, "twice is once");
    site.service.leave_event(&a, &event.slug).await.unwrap();
    site.service.leave_event(&a, &event.slug).await.unwrap();
    let state = |view: super::EventView| view.card.mine;
    assert_eq!(state(site.service.event(&a, &event.slug).await.unwrap()), None);
    assert_eq!(state(site.service.event(&b, &event.slug).await.unwrap()), Some(RsvpState::Going));
    assert_eq!(state(site.service.event(&c, &event.slug).await.unwrap()), Some(RsvpState::Waiting));
    let mut got = subjects(&site).await;
    got.sort();
    let mut expected = [
        "【参加】冬の交流会",
        "【空席待ち】冬の交流会",
        "【空席待ち】冬の交流会",
        "【取り消し】冬の交流会",
        "【お席が空きました】冬の交流会",
    ];
    expected.sort_unstable();
    assert_eq!(got, expected);
}

#[tokio::test]
async fn the_reminder_looks_at_the_state_of_its_day() {
    let site = site().await;
    let event = event(&site, 5, false).await;
    let [stays, leaves] = members(&site, ["残", "去"]).await;
    for who in [&stays, &leaves] {
        site.service.join_event(who, &event.slug).await.unwrap();
    }
    site.service.leave_event(&leaves, &event.slug).await.unwrap();
    let before = subjects(&site).await.len();
    site.clock.advance(2 * Stamp::DAY + 1);
    let after = subjects(&site).await;
    assert_eq!(after.len(), before + 1, "one reminder, for the one who still comes");
    assert_eq!(after.last().map(String::as_str), Some("【まもなくです】冬の交流会"));
}

#[tokio::test]
async fn a_moved_event_is_told_and_reminds_once_at_its_new_time() {
    let site = site().await;
    let event = event(&site, 1, false).await;
    let [comes, waits] = members(&site, ["来", "待"]).await;
    for who in [&comes, &waits] {
        site.service.join_event(who, &event.slug).await.unwrap();
    }
    let form = site.service.event_form(&site.host, &event.slug).await.unwrap();
    let moved = EventInput {
        starts: "2026-11-28T19:00".into(),
        ends: "2026-11-28T21:00".into(),
        summary_ja: "集まります".into(),
        capacity: "２".into(),
        ..form
    };
    site.service.change_event(&site.host, &event.slug, &moved).await.unwrap();
    let told = subjects(&site).await;
    let count = |all: &[String], word: &str| all.iter().filter(|subject| subject.contains(word)).count();
    assert_eq!((count(&told, "変更"), count(&told, "お席が空きました")), (1, 1), "{told:?}");
    let mut tx = site.service.db().write().await.unwrap();
    let row = store::event::by_id(&mut tx, event.id).await.unwrap().unwrap();
    tx.commit().await.unwrap();
    site.clock.advance(row.starts_at.0 - Stamp::HOUR - site.service.now().0);
    assert_eq!(count(&subjects(&site).await, "まもなく"), 2);
}

#[tokio::test]
async fn visitors_see_public_events_only_and_nobody_else_the_way_in() {
    let site = site().await;
    let (open, closed) = (event(&site, 5, true).await, event(&site, 5, false).await);
    let listed = site.service.events(&Viewer::Visitor, When::Upcoming, None).await.unwrap();
    assert_eq!(listed.events.iter().map(|e| &e.slug).collect::<Vec<_>>(), [&open.slug]);
    assert!(matches!(site.service.event(&Viewer::Visitor, &closed.slug).await, Err(Fault::NotFound)));
    assert!(matches!(
        site.service.event_calendar(&Viewer::Visitor, &closed.slug, Lang::Ja).await,
        Err(Fault::NotFound)
    ));
    assert!(matches!(
        site.service.join_event(&Viewer::Visitor, &open.slug).await,
        Err(RsvpError::Fault(Fault::SignInNeeded))
    ));
    let who = member(&site.service, "見", &[]).await;
    let seen = |view: super::EventView| view.online_url;
    assert_eq!(seen(site.service.event(&who, &open.slug).await.unwrap()), None);
    let entry = site.service.event_calendar(&who, &open.slug, Lang::Ja).await.unwrap();
    assert!(entry.contains("SUMMARY:冬の交流会") && !entry.contains("secret"), "{entry}");
    site.service.join_event(&who, &open.slug).await.unwrap();
    assert!(seen(site.service.event(&who, &open.slug).await.unwrap()).is_some());
    assert!(site.service.event_calendar(&who, &open.slug, Lang::Ja).await.unwrap().contains("secret"));
}

#[tokio::test]
async fn only_office_and_host_change_an_event_and_only_before_its_end_one_joins() {
    let site = site().await;
    let event = event(&site, 5, true).await;
    let (plain, other) =
        (member(&site.service, "並", &[]).await, member(&site.service, "別", &[Role::Host]).await);
    for who in [&plain, &other] {
        assert!(matches!(site.service.event_form(who, &event.slug).await, Err(Fault::NotAllowed)));
        assert!(matches!(site.service.event_desk(who, &event.slug).await, Err(Fault::NotAllowed)));
    }
    let input = site.service.event_form(&site.host, &event.slug).await.unwrap();
    let refused = site.service.change_event(&other, &event.slug, &input).await;
    assert!(matches!(refused, Err(FormError::Fault(Fault::NotAllowed))));
    assert!(matches!(
        site.service.create_event(&plain, &input).await,
        Err(FormError::Fault(Fault::NotAllowed))
    ));
    let bad = EventInput {
        ends: "2020-01-01T00:00".into(),
        capacity: "0".into(),
        online_url: "javascript:alert(1)".into(),
        ..input
    };
    let Err(FormError::Problems(problems)) = site.service.change_event(&site.host, &event.slug, &bad).await
    else {
        panic!("accepted")
    };
    for (field, problem) in [
        ("ends", Problem::Before),
        ("capacity", Problem::NotInRange { min: 1, max: 10_000 }),
        ("online_url", Problem::NotALink),
    ] {
        assert_eq!(problems.of(field), Some(&problem), "{field}");
    }
    site.clock.advance(4 * Stamp::DAY);
    assert!(matches!(site.service.join_event(&plain, &event.slug).await, Err(RsvpError::Over)));
}

#[tokio::test]
async fn an_event_called_off_is_told_to_all_who_signed_up_and_closed_to_the_rest() {
    let site = site().await;
    let event = event(&site, 1, true).await;
    let [comes, waits, late] = members(&site, ["来", "待", "遅"]).await;
    for who in [&comes, &waits] {
        site.service.join_event(who, &event.slug).await.unwrap();
    }
    let sequence = |entry: String| -> i64 {
        entry.split("SEQUENCE:").nth(1).unwrap().split_whitespace().next().unwrap().parse().unwrap()
    };
    let before = site.service.event_calendar(&comes, &event.slug, Lang::Ja).await.unwrap();
    let form = site.service.event_form(&site.host, &event.slug).await.unwrap();

    let too_long = site.service.call_off_event(&site.host, &event.slug, &"あ".repeat(501)).await;
    assert!(
        matches!(too_long, Err(FormError::Problems(p)) if p.of("note") == Some(&Problem::TooLong { max: 500 }))
    );
    for note in ["台風が近づいています。", "二度目"] {
        site.service.call_off_event(&site.host, &event.slug, note).await.unwrap();
    }
    let got = subjects(&site).await;
    assert_eq!(got.iter().filter(|subject| *subject == "【中止】冬の交流会").count(), 2, "{got:?}");
    let mails = crate::mail::read_mailbox(&site.service.config().data, 10).await.unwrap();
    let told: Vec<_> = mails.iter().filter(|mail| mail.subject.contains("中止")).collect();
    assert!(
        told.iter().all(|mail| mail.body.contains("台風が近づいています。") && !mail.body.contains("secret"))
    );

    let view = site.service.event(&comes, &event.slug).await.unwrap();
    assert!(view.card.called_off && view.online_url.is_none());
    assert_eq!(
        (view.call_off_note.as_str(), view.card.mine),
        ("台風が近づいています。", Some(RsvpState::Going))
    );
    let after = site.service.event_calendar(&comes, &event.slug, Lang::Ja).await.unwrap();
    assert!(after.contains("STATUS:CANCELLED") && !before.contains("STATUS"), "{after}");
    assert!(sequence(after) > sequence(before), "calendars take the newer one");
    assert!(matches!(site.service.join_event(&late, &event.slug).await, Err(RsvpError::CalledOff)));
    assert!(matches!(site.service.leave_event(&comes, &event.slug).await, Err(RsvpError::CalledOff)));
    let change = site.service.change_event(&site.host, &event.slug, &form).await;
    assert!(matches!(change, Err(FormError::Fault(Fault::NotAllowed))));
    site.clock.advance(2 * Stamp::DAY + 1);
    assert_eq!(subjects(&site).await.len(), got.len(), "no reminder");
}

#[tokio::test]
async fn only_office_and_host_call_off_and_only_what_is_to_come() {
    let site = site().await;
    let event = event(&site, 5, true).await;
    let (plain, other) =
        (member(&site.service, "並", &[]).await, member(&site.service, "別", &[Role::Host]).await);
    for who in [&plain, &other] {
        let refused = site.service.call_off_event(who, &event.slug, "").await;
        assert!(matches!(refused, Err(FormError::Fault(Fault::NotAllowed))));
    }
    let refused = site.service.call_off_event(&Viewer::Visitor, &event.slug, "").await;
    assert!(matches!(refused, Err(FormError::Fault(Fault::SignInNeeded))));
    site.clock.advance(4 * Stamp::DAY);
    let over = site.service.call_off_event(&site.host, &event.slug, "").await;
    assert!(matches!(over, Err(FormError::Fault(Fault::NotAllowed))));
}

#[tokio::test]
async fn faces_and_host_are_those_the_viewer_sees() {
    let site = site().await;
    let event = event(&site, 5, false).await;
    let [a, b] = members(&site, ["一", "二"]).await;
    for who in [&a, &b] {
        site.service.join_event(who, &event.slug).await.unwrap();
    }
    let faces = async |by: &Viewer| {
        let view = site.service.event(by, &event.slug).await.unwrap();
        let people: Vec<_> = view.people.into_iter().map(|person| person.given).collect();
        (view.host.is_some(), people, view.counts.going)
    };
    let both = ["一".to_owned(), "二".to_owned()];
    assert_eq!(faces(&a).await, (true, both.to_vec(), 2));
    site.service.block(&a, b.me().unwrap().id()).await.unwrap();
    assert_eq!(faces(&a).await, (true, both[..1].to_vec(), 2), "seats are counted, whoever has them");
    assert_eq!(faces(&b).await, (true, both[1..].to_vec(), 2));
    site.service.block(&a, site.host.me().unwrap().id()).await.unwrap();
    assert_eq!(faces(&a).await, (false, both[..1].to_vec(), 2));
    assert_eq!(
        faces(&site.host).await,
        (true, both[1..].to_vec(), 2),
        "on this page the host is a member too"
    );
}
