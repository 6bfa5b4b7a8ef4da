//! Who sees what was said, when it is asked about, and what the office learns.
use types::form::Problem;
use types::intent::IntentKind::{Found, Learn, News, Rejoin, SideWork};
use types::intent::{IntentAnswer, IntentKind, IntentsInput};
use types::member::MemberState;
use types::profile_read::ReadKind;
use types::role::Role;
use types::time::Stamp;
use types::visibility::Visibility;

use super::LEAST;
use crate::fault::{Fault, FormError};
use crate::testing::{Net, id};
use crate::viewer::Viewer;

const YEAR: i64 = 366 * Stamp::DAY;

fn form(kind: IntentKind, answer: &str, reach: Visibility, period: &str) -> IntentsInput {
    let mut form = IntentsInput::default();
    form.put(&format!("answer_{kind}"), answer);
    form.put(&format!("reach_{kind}"), reach.as_str());
    form.put(&format!("period_{kind}"), period);
    form
}

async fn say(net: &Net, of: &Viewer, kind: IntentKind, answer: &str, reach: Visibility) {
    net.service.say_intents(of, &form(kind, answer, reach, "year")).await.unwrap();
}

/// Kind and age in months of all the member said.
async fn said(net: &Net, of: &Viewer) -> Vec<(IntentKind, i32)> {
    let (_, views) = net.service.my_intents(of).await.unwrap();
    views.into_iter().map(|view| (view.kind, view.age.months)).collect()
}

/// What the member's home asks about.
async fn asked(net: &Net, of: &Viewer) -> Vec<IntentKind> {
    let feed = net.service.feed(of).await.unwrap();
    feed.asks_intents.into_iter().map(|view| view.kind).collect()
}

#[tokio::test]
async fn everybody_sees_as_far_as_the_member_lets_it_reach() {
    let net = Net::new().await;
    let s = &net.service;
    let member = net.member("佐々木", "花", &[]).await;
    let other = net.member("久我", "洋平", &[]).await;
    let office = net.member("髙橋", "真理子", &[Role::Office]).await;
    let visitor = Viewer::Visitor;
    assert!(matches!(s.profile(&visitor, id(&member)).await, Err(Fault::SignInNeeded)));
    for (kind, reach) in [
        (IntentKind::Rejoin, Visibility::Nobody),
        (IntentKind::SideWork, Visibility::Office),
        (IntentKind::Found, Visibility::Connections),
        (IntentKind::Learn, Visibility::Members),
        (IntentKind::News, Visibility::Public),
    ] {
        say(&net, &member, kind, "now", reach).await;
    }
    let seen = async |by: &Viewer| -> Vec<IntentKind> {
        let profile = s.profile(by, id(&member)).await.unwrap();
        profile.intents.into_iter().map(|view| view.kind).collect()
    };
    assert_eq!(seen(&member).await, [Rejoin, SideWork, Found, Learn, News]);
    assert_eq!(seen(&office).await, [SideWork, Found, Learn, News]);
    assert_eq!(seen(&other).await, [Learn, News]);
    assert_eq!(seen(&visitor).await, [News], "what is public opens the page as a public field does");
    let levels = async |by: &Viewer| s.profile(by, id(&member)).await.unwrap().intents[0].level;
    assert_eq!((levels(&member).await, levels(&other).await), (Some(Visibility::Nobody), None));
    assert!(s.profile(&office, id(&member)).await.unwrap().is_read);

    let mut tx = s.db().write().await.unwrap();
    store::leaving::change_state(&mut tx, id(&member), MemberState::Active, MemberState::Resting)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert!(matches!(s.profile(&other, id(&member)).await, Err(Fault::NotFound)), "who rests says nothing");
}

#[tokio::test]
async fn only_members_say_something_and_only_for_themselves() {
    let net = Net::new().await;
    let s = &net.service;
    let (visitor, member) = (Viewer::Visitor, net.member("佐々木", "花", &[]).await);
    let input = form(IntentKind::Learn, "now", Visibility::Members, "year");
    assert!(matches!(s.say_intents(&visitor, &input).await, Err(FormError::Fault(Fault::SignInNeeded))));
    assert!(matches!(s.my_intents(&visitor).await, Err(Fault::SignInNeeded)));
    assert!(matches!(s.keep_intents(&visitor, IntentKind::ALL).await, Err(Fault::SignInNeeded)));
    assert!(matches!(s.put_intents_aside(&visitor, IntentKind::ALL).await, Err(Fault::SignInNeeded)));
    for by in [&visitor, &member] {
        assert!(s.intent_desk(by).await.is_err());
        let list = s.shared_intents(by, IntentKind::Learn, IntentAnswer::Now, None).await;
        assert!(matches!(list, Err(Fault::SignInNeeded | Fault::NotAllowed)));
    }
    let bad = form(IntentKind::Learn, "now", Visibility::Members, "soon");
    let problems = s.say_intents(&member, &bad).await.unwrap_err().problems().unwrap();
    assert_eq!(problems.of("period_learn"), Some(&Problem::NotAChoice));
    assert_eq!(said(&net, &member).await, [], "nothing half-written");
}

#[tokio::test]
async fn what_stays_as_it_was_keeps_its_age_and_what_is_unsaid_goes() {
    let net = Net::new().await;
    let member = net.member("佐々木", "花", &[]).await;
    say(&net, &member, IntentKind::Learn, "now", Visibility::Nobody).await;
    say(&net, &member, IntentKind::Found, "now", Visibility::Nobody).await;
    net.clock.advance(100 * Stamp::DAY);
    let (mut again, _) = net.service.my_intents(&member).await.unwrap();
    again.put("reach_learn", "members");
    again.put("answer_found", "some_day");
    net.service.say_intents(&member, &again).await.unwrap();
    assert_eq!(said(&net, &member).await, [(IntentKind::Found, 0), (IntentKind::Learn, 3)]);
    say(&net, &member, IntentKind::Found, "", Visibility::Nobody).await;
    assert_eq!(said(&net, &member).await, [(IntentKind::Learn, 3)], "a kind that is not on the form stays");
}

#[tokio::test]
async fn the_question_comes_once_and_one_tap_answers_it() {
    let net = Net::new().await;
    let s = &net.service;
    let member = net.member("佐々木", "花", &[]).await;
    let other = net.member("久我", "洋平", &[]).await;
    say(&net, &member, IntentKind::Learn, "now", Visibility::Members).await;
    say(&net, &member, IntentKind::Found, "some_day", Visibility::Nobody).await;
    s.say_intents(&member, &form(IntentKind::News, "now", Visibility::Nobody, "never")).await.unwrap();
    net.clock.advance(360 * Stamp::DAY);
    assert_eq!(asked(&net, &member).await, []);
    s.keep_intents(&member, IntentKind::ALL).await.unwrap();
    assert_eq!(said(&net, &member).await[0].1, 11, "before its time nothing is renewed");
    net.clock.advance(10 * Stamp::DAY);
    assert_eq!(asked(&net, &member).await, [IntentKind::Found, IntentKind::Learn], "all at once");
    s.keep_intents(&other, IntentKind::ALL).await.unwrap();
    assert_eq!(asked(&net, &member).await.len(), 2, "another's answer is another's");
    s.keep_intents(&member, &[IntentKind::Learn]).await.unwrap();
    assert_eq!(asked(&net, &member).await, [IntentKind::Found]);
    let ages = [(IntentKind::Found, 12), (IntentKind::Learn, 0), (IntentKind::News, 12)];
    assert_eq!(said(&net, &member).await, ages);
    s.put_intents_aside(&member, &[IntentKind::Found]).await.unwrap();
    assert_eq!(asked(&net, &member).await, []);
    assert_eq!(said(&net, &member).await, ages, "what is not answered stays, and grows older");
    net.clock.advance(YEAR);
    assert_eq!(asked(&net, &member).await, [IntentKind::Learn], "what was put aside is not asked again");
    let mails = crate::mail::read_mailbox(net.folder.path(), 9).await.unwrap();
    assert!(mails.is_empty(), "no mail asks");
}

#[tokio::test]
async fn an_unanswered_question_goes_by_itself_after_a_month() {
    let net = Net::new().await;
    let member = net.member("佐々木", "花", &[]).await;
    say(&net, &member, IntentKind::Learn, "now", Visibility::Members).await;
    // Nobody was here when it was time: the month begins when it is seen.
    net.clock.advance(3 * YEAR);
    assert_eq!(asked(&net, &member).await, [IntentKind::Learn]);
    net.clock.advance(29 * Stamp::DAY);
    assert_eq!(asked(&net, &member).await, [IntentKind::Learn]);
    net.clock.advance(Stamp::DAY);
    assert_eq!(asked(&net, &member).await, []);
    net.clock.advance(3 * YEAR);
    assert_eq!(asked(&net, &member).await, [], "nothing reminds of it");
    assert_eq!(said(&net, &member).await, [(IntentKind::Learn, 73)]);
    let (form, _) = net.service.my_intents(&member).await.unwrap();
    net.service.say_intents(&member, &form).await.unwrap();
    assert_eq!(said(&net, &member).await, [(IntentKind::Learn, 0)], "written again it counts as said today");
}

#[tokio::test]
async fn what_nobody_touched_grows_no_younger_beside_something_new() {
    let net = Net::new().await;
    let member = net.member("佐々木", "花", &[]).await;
    say(&net, &member, IntentKind::Learn, "now", Visibility::Members).await;
    net.clock.advance(2 * YEAR);
    let (mut form, _) = net.service.my_intents(&member).await.unwrap();
    form.put("answer_news", "now");
    net.service.say_intents(&member, &form).await.unwrap();
    assert_eq!(said(&net, &member).await, [(IntentKind::Learn, 24), (IntentKind::News, 0)]);
    assert_eq!(asked(&net, &member).await, [IntentKind::Learn], "the question stays");
}

#[tokio::test]
async fn a_home_that_was_asked_already_does_not_ask_for_the_writer() {
    let net = Net::new().await;
    let member = net.member("佐々木", "花", &[]).await;
    say(&net, &member, IntentKind::Learn, "now", Visibility::Members).await;
    net.clock.advance(YEAR);
    asked(&net, &member).await;
    let held = net.service.db().write().await.unwrap();
    assert_eq!(asked(&net, &member).await, [IntentKind::Learn]);
    drop(held);
}

#[tokio::test]
async fn who_wishes_for_peace_is_asked_about_that_alone() {
    let net = Net::new().await;
    let member = net.member("佐々木", "花", &[]).await;
    say(&net, &member, IntentKind::Learn, "now", Visibility::Members).await;
    say(&net, &member, IntentKind::Quiet, "now", Visibility::Nobody).await;
    assert_eq!(said(&net, &member).await[0].0, IntentKind::Quiet, "it comes first");
    net.clock.advance(YEAR);
    assert_eq!(asked(&net, &member).await, [IntentKind::Quiet]);
    say(&net, &member, IntentKind::Quiet, "not_now", Visibility::Nobody).await;
    assert_eq!(asked(&net, &member).await, [IntentKind::Learn]);
}

#[tokio::test]
async fn the_office_lists_whoever_shares_page_by_page_and_that_is_listed_to_them() {
    let net = Net::new().await;
    let s = &net.service;
    let office = net.member("髙橋", "真理子", &[Role::Office]).await;
    let shares = net.member("佐々木", "花", &[]).await;
    let keeps = net.member("久我", "洋平", &[]).await;
    net.clock.advance(Stamp::MINUTE);
    let open = net.member("森", "一", &[]).await;
    let silent = net.member("林", "由紀子", &[]).await;
    say(&net, &shares, IntentKind::Rejoin, "now", Visibility::Office).await;
    say(&net, &keeps, IntentKind::Rejoin, "now", Visibility::Nobody).await;
    say(&net, &open, IntentKind::Rejoin, "now", Visibility::Members).await;
    let list =
        async |after| s.shared_intents(&office, IntentKind::Rejoin, IntentAnswer::Now, after).await.unwrap();
    for _ in 0..2 {
        let (shown, next) = list(None).await;
        let names: Vec<_> = shown.iter().map(|it| it.person.family.as_str()).collect();
        assert_eq!((names, next), (vec!["佐々木", "森"], None));
    }
    let reads = async |of: &Viewer| -> Vec<ReadKind> {
        s.profile_reads(of, None).await.unwrap().0.into_iter().map(|read| read.kind).collect()
    };
    assert_eq!(reads(&shares).await, [ReadKind::Intent], "once a day");
    for of in [&keeps, &open, &silent] {
        assert_eq!(reads(of).await, [], "nothing that members do not see was read of them");
    }
    for _ in 0..super::office::PAGE {
        let more = net.member("多", "数", &[]).await;
        say(&net, &more, IntentKind::Rejoin, "now", Visibility::Members).await;
    }
    let (first, next) = list(None).await;
    let (rest, end) = list(next).await;
    assert_eq!((first.len(), rest.len(), end), (super::office::PAGE, 2, None));
}

#[tokio::test]
async fn numbers_stand_for_a_month_and_tell_of_nobody() {
    let net = Net::new().await;
    let s = &net.service;
    let office = net.member("髙橋", "真理子", &[Role::Office]).await;
    let number = async || {
        let desk = s.intent_desk(&office).await.unwrap();
        let (_, row) = desk.cells.into_iter().find(|(kind, _)| *kind == IntentKind::Learn).unwrap();
        (desk.month.map(|month| month.to_string()), row[0])
    };
    assert_eq!(number().await, (None, None));
    let mut members = Vec::new();
    for _ in 0..LEAST - 1 {
        let member = net.member("多", "数", &[]).await;
        say(&net, &member, IntentKind::Learn, "now", Visibility::Nobody).await;
        members.push(member);
    }
    for _ in 0..LEAST {
        let shares = net.member("佐々木", "花", &[]).await;
        say(&net, &shares, IntentKind::Learn, "now", Visibility::Office).await;
    }
    s.schedule().await.unwrap();
    s.work_all().await.unwrap();
    assert_eq!(
        number().await,
        (Some("2026-11".into()), None),
        "too few, and those who share are listed by name"
    );

    for _ in 0..2 {
        let member = net.member("多", "数", &[]).await;
        say(&net, &member, IntentKind::Learn, "now", Visibility::Nobody).await;
        members.push(member);
    }
    net.clock.advance(Stamp::DAY);
    s.work_all().await.unwrap();
    assert_eq!(number().await, (Some("2026-11".into()), None), "the month has its number");
    net.clock.advance(20 * Stamp::DAY);
    s.work_all().await.unwrap();
    assert_eq!(number().await, (Some("2026-12".into()), Some(LEAST)), "six are told as five");
    say(&net, &members[0], IntentKind::Learn, "", Visibility::Nobody).await;
    say(&net, &members[1], IntentKind::Learn, "now", Visibility::Office).await;
    assert_eq!(number().await.1, Some(LEAST));
    net.clock.advance(31 * Stamp::DAY);
    s.work_all().await.unwrap();
    assert_eq!(number().await, (Some("2027-01".into()), None));
}
