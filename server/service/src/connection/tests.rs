//! Asked, accepted and ended; and what whoever asked never learns.
use types::form::Problem;
use types::id::MemberId;
use types::member::{MemberState, Relationship};
use types::time::Stamp;

use super::change::{ASKS_PER_HOUR, WORDS_MAX};
use super::{Standing, Ties, WAITS_DAYS, Which};
use crate::fault::{Fault, FormError};
use crate::mail::read_mailbox;
use crate::testing::{Net, id, member_at};
use crate::viewer::Viewer;

const HANA: &str = "hana@example.jp";
const YOHEI: &str = "yohei@example.jp";

/// A network with 佐々木花, who asks, and 久我洋平, who is asked.
async fn two() -> (Net, Viewer, Viewer) {
    let net = Net::new().await;
    let hana = member_at(&net.service, HANA, ["佐々木", "花"], Relationship::Alumnus, &[]).await;
    let yohei = member_at(&net.service, YOHEI, ["久我", "洋平"], Relationship::Alumnus, &[]).await;
    (net, hana, yohei)
}

async fn ask(net: &Net, by: &Viewer, of: &Viewer) {
    net.service.connect(by, id(of), "研修でご一緒しました。").await.unwrap();
}

async fn ties(net: &Net, of: &Viewer, to: &Viewer) -> Ties {
    net.service.ties(of, id(to)).await.unwrap().unwrap()
}

async fn standing(net: &Net, of: &Viewer, to: &Viewer) -> Standing {
    ties(net, of, to).await.standing
}

/// Whom a list of the member has.
async fn list(net: &Net, of: &Viewer, which: Which) -> Vec<MemberId> {
    let page = net.service.connections(of, which, None).await.unwrap();
    page.people.into_iter().map(|it| it.person.id).collect()
}

/// To whom mails went, the latest last.
async fn mails(net: &Net) -> Vec<String> {
    net.service.work_all().await.unwrap();
    let mails = read_mailbox(net.folder.path(), 99).await.unwrap();
    mails.into_iter().rev().map(|mail| mail.to).collect()
}

fn is_unknown<T>(outcome: &Result<T, FormError>) -> bool {
    matches!(outcome, Err(FormError::Fault(Fault::NotFound)))
}

#[tokio::test]
async fn one_asks_the_other_accepts_and_each_hears_once() {
    let (net, hana, yohei) = two().await;
    let s = &net.service;
    assert_eq!(standing(&net, &hana, &yohei).await, Standing::Apart);
    for _ in 0..2 {
        ask(&net, &hana, &yohei).await;
        assert_eq!(mails(&net).await, [YOHEI]);
    }
    let mail = read_mailbox(net.folder.path(), 1).await.unwrap().remove(0);
    assert!(mail.subject.contains("佐々木 花"), "{}", mail.subject);
    for part in ["研修でご一緒しました。", "https://en.example.jp/me/connections/requests"] {
        assert!(mail.body.contains(part), "{}", mail.body);
    }
    assert_eq!(standing(&net, &hana, &yohei).await, Standing::Asked(s.now()));
    assert_eq!(standing(&net, &yohei, &hana).await, Standing::Asks("研修でご一緒しました。".into()));
    assert_eq!(list(&net, &hana, Which::Asked).await, [id(&yohei)]);
    assert_eq!(list(&net, &yohei, Which::Asking).await, [id(&hana)]);
    assert_eq!(s.connections_waiting(&yohei).await.unwrap(), 1);

    for _ in 0..2 {
        s.accept_connection(&yohei, id(&hana)).await.unwrap();
        assert_eq!(mails(&net).await, [YOHEI, HANA]);
    }
    for (one, other) in [(&hana, &yohei), (&yohei, &hana)] {
        assert_eq!(standing(&net, one, other).await, Standing::Connected);
        assert_eq!(list(&net, one, Which::Connected).await, [id(other)]);
        assert_eq!(list(&net, one, Which::Asked).await, []);
        assert_eq!(list(&net, one, Which::Asking).await, []);
    }
    assert_eq!(s.connections_waiting(&yohei).await.unwrap(), 0);
    ask(&net, &hana, &yohei).await;
    assert_eq!(mails(&net).await.len(), 2, "asking whom one is connected with asks nothing");
}

#[tokio::test]
async fn asking_back_is_accepting() {
    let (net, hana, yohei) = two().await;
    ask(&net, &hana, &yohei).await;
    net.service.connect(&yohei, id(&hana), "").await.unwrap();
    assert_eq!(standing(&net, &hana, &yohei).await, Standing::Connected);
    assert_eq!(mails(&net).await, [YOHEI, HANA]);
}

#[tokio::test]
async fn a_no_looks_like_no_answer_until_both_are_over() {
    let (net, hana, yohei) = two().await;
    let silent = net.member("林", "由紀子", &[]).await;
    ask(&net, &hana, &yohei).await;
    ask(&net, &hana, &silent).await;
    let sent = mails(&net).await.len();
    let asked = standing(&net, &hana, &yohei).await;
    let listed = list(&net, &hana, Which::Asked).await;
    for _ in 0..2 {
        net.service.decline_connection(&yohei, id(&hana)).await.unwrap();
    }
    assert_eq!(standing(&net, &yohei, &hana).await, Standing::Apart);
    assert_eq!(list(&net, &yohei, Which::Asking).await, []);
    assert_eq!(net.service.connections_waiting(&yohei).await.unwrap(), 0);
    let accepted = net.service.accept_connection(&yohei, id(&hana)).await;
    assert!(matches!(accepted, Err(Fault::NotFound)), "a no is not taken back behind the other's back");

    ask(&net, &hana, &yohei).await;
    net.clock.advance(WAITS_DAYS * Stamp::DAY - 1);
    assert_eq!(standing(&net, &hana, &yohei).await, asked);
    assert_eq!(ties(&net, &hana, &yohei).await, ties(&net, &hana, &silent).await);
    assert_eq!(list(&net, &hana, Which::Asked).await, listed);
    assert_eq!(list(&net, &yohei, Which::Asking).await, [], "asked again, a no stays a no");
    net.clock.advance(1);
    for other in [&yohei, &silent] {
        assert_eq!(standing(&net, &hana, other).await, Standing::Apart);
        assert_eq!(list(&net, other, Which::Asking).await, []);
    }
    assert_eq!(list(&net, &hana, Which::Asked).await, []);
    assert_eq!(mails(&net).await.len(), sent);
    for other in [&yohei, &silent] {
        ask(&net, &hana, other).await;
        assert_eq!(standing(&net, &hana, other).await, Standing::Asked(net.service.now()));
        assert_eq!(list(&net, other, Which::Asking).await, [id(&hana)]);
    }
    assert_eq!(mails(&net).await.len(), sent + 2, "after that all hear of it anew");
}

#[tokio::test]
async fn what_is_taken_back_and_asked_again_is_mailed_once() {
    let (net, hana, yohei) = two().await;
    let s = &net.service;
    ask(&net, &hana, &yohei).await;
    s.withdraw_connection(&hana, id(&yohei)).await.unwrap();
    assert_eq!(standing(&net, &hana, &yohei).await, Standing::Apart);
    assert_eq!(standing(&net, &yohei, &hana).await, Standing::Apart);
    assert_eq!(list(&net, &hana, Which::Asked).await, []);
    assert_eq!(list(&net, &yohei, Which::Asking).await, []);
    assert!(matches!(s.accept_connection(&yohei, id(&hana)).await, Err(Fault::NotFound)));
    ask(&net, &hana, &yohei).await;
    assert_eq!(list(&net, &yohei, Which::Asking).await, [id(&hana)]);
    s.decline_connection(&yohei, id(&hana)).await.unwrap();
    s.withdraw_connection(&hana, id(&yohei)).await.unwrap();
    ask(&net, &hana, &yohei).await;
    assert_eq!(list(&net, &hana, Which::Asked).await, [id(&yohei)]);
    assert_eq!(list(&net, &yohei, Which::Asking).await, [], "a no stays a no");
    assert_eq!(mails(&net).await, [YOHEI]);
}

#[tokio::test]
async fn only_members_ask_and_only_whom_they_see() {
    let (net, hana, yohei) = two().await;
    let (s, visitor) = (&net.service, Viewer::Visitor);
    let asked = s.connect(&visitor, id(&yohei), "").await;
    assert!(matches!(asked, Err(FormError::Fault(Fault::SignInNeeded))));
    assert!(matches!(s.accept_connection(&visitor, id(&yohei)).await, Err(Fault::SignInNeeded)));
    assert!(matches!(s.decline_connection(&visitor, id(&yohei)).await, Err(Fault::SignInNeeded)));
    assert!(matches!(s.withdraw_connection(&visitor, id(&yohei)).await, Err(Fault::SignInNeeded)));
    assert!(matches!(s.end_connection(&visitor, id(&yohei)).await, Err(Fault::SignInNeeded)));
    assert!(matches!(s.connections(&visitor, Which::Connected, None).await, Err(Fault::SignInNeeded)));
    assert!(matches!(s.connections_waiting(&visitor).await, Err(Fault::SignInNeeded)));
    assert_eq!(s.ties(&visitor, id(&yohei)).await.unwrap(), None);

    let [rests, suspended, blocks] = [
        net.member("森", "一", &[]).await,
        net.member("東", "美咲", &[]).await,
        net.member("堀", "節子", &[]).await,
    ];
    for (who, state) in [(&rests, MemberState::Resting), (&suspended, MemberState::Suspended)] {
        let mut tx = s.db().write().await.unwrap();
        store::leaving::change_state(&mut tx, id(who), MemberState::Active, state).await.unwrap();
        tx.commit().await.unwrap();
    }
    s.block(&blocks, id(&hana)).await.unwrap();
    let nobody = s.id::<MemberId>();
    for to in [nobody, id(&hana), id(&rests), id(&suspended), id(&blocks)] {
        assert!(is_unknown(&s.connect(&hana, to, "").await));
        assert!(matches!(s.accept_connection(&hana, to).await, Err(Fault::NotFound)));
        assert_eq!(s.ties(&hana, to).await.unwrap(), None);
        s.decline_connection(&hana, to).await.unwrap();
        s.withdraw_connection(&hana, to).await.unwrap();
        s.end_connection(&hana, to).await.unwrap();
    }
    assert_eq!(mails(&net).await, [""; 0]);
}

#[tokio::test]
async fn long_words_are_a_problem_of_their_field() {
    let (net, hana, yohei) = two().await;
    let asked = net.service.connect(&hana, id(&yohei), &"あ".repeat(WORDS_MAX + 1)).await;
    let problems = asked.unwrap_err().problems().unwrap();
    assert_eq!(problems.of("words"), Some(&Problem::TooLong { max: WORDS_MAX }));
    assert_eq!(standing(&net, &hana, &yohei).await, Standing::Apart);
    net.service.connect(&hana, id(&yohei), &"あ".repeat(WORDS_MAX)).await.unwrap();
}

#[tokio::test]
async fn nobody_asks_the_whole_directory_in_an_hour() {
    let (net, hana, yohei) = two().await;
    ask(&net, &yohei, &hana).await;
    for _ in 0..ASKS_PER_HOUR {
        let other = net.member("多", "数", &[]).await;
        ask(&net, &hana, &other).await;
    }
    let other = net.member("多", "数", &[]).await;
    let asked = net.service.connect(&hana, id(&other), "").await;
    assert!(matches!(asked, Err(FormError::Fault(Fault::TooOften))));
    ask(&net, &hana, &yohei).await;
    assert_eq!(standing(&net, &hana, &yohei).await, Standing::Connected, "an answer is no request");
    net.clock.advance(Stamp::HOUR);
    ask(&net, &hana, &other).await;
}

#[tokio::test]
async fn whoever_is_avoided_asks_as_always_and_the_other_does_not_hear_of_it() {
    let (net, hana, yohei) = two().await;
    let other = net.member("林", "由紀子", &[]).await;
    net.service.avoid(&yohei, id(&hana), true).await.unwrap();
    ask(&net, &hana, &yohei).await;
    ask(&net, &hana, &other).await;
    assert_eq!(ties(&net, &hana, &yohei).await, ties(&net, &hana, &other).await);
    assert_eq!(list(&net, &hana, Which::Asked).await.len(), 2);
    assert!(!mails(&net).await.contains(&YOHEI.to_owned()));
    assert_eq!(list(&net, &yohei, Which::Asking).await, []);
    assert_eq!(net.service.connections_waiting(&yohei).await.unwrap(), 0);
    let seen = ties(&net, &yohei, &hana).await;
    assert_eq!((seen.standing, seen.avoids), (Standing::Apart, true));
    net.service.avoid(&yohei, id(&hana), false).await.unwrap();
    assert_eq!(list(&net, &yohei, Which::Asking).await, [id(&hana)], "it waited");
}

#[tokio::test]
async fn a_connection_ends_for_both_without_a_word() {
    let (net, hana, yohei) = two().await;
    ask(&net, &hana, &yohei).await;
    net.service.accept_connection(&yohei, id(&hana)).await.unwrap();
    let sent = mails(&net).await.len();
    for _ in 0..2 {
        net.service.end_connection(&hana, id(&yohei)).await.unwrap();
    }
    for (one, other) in [(&hana, &yohei), (&yohei, &hana)] {
        assert_eq!(standing(&net, one, other).await, Standing::Apart);
        assert_eq!(list(&net, one, Which::Connected).await, []);
    }
    assert_eq!(mails(&net).await.len(), sent);
}

/// Whom the other blocked reads a public page, and finds there what everybody does.
#[tokio::test]
async fn a_public_page_tells_nothing_of_a_block() {
    let (net, hana, yohei) = two().await;
    let s = &net.service;
    let third = net.member("林", "由紀子", &[]).await;
    let mut input = s.own_profile(&yohei).await.unwrap();
    input.bio = "店をしています。".into();
    input.seen.retain(|seen| !seen.starts_with("bio:"));
    input.seen.push("bio:public".into());
    s.change_profile(&yohei, &input).await.unwrap();
    s.block(&yohei, id(&hana)).await.unwrap();
    let mut seen = Vec::new();
    for who in [&hana, &third] {
        let mut each = vec![ties(&net, who, &yohei).await];
        ask(&net, who, &yohei).await;
        each.push(ties(&net, who, &yohei).await);
        s.avoid(who, id(&yohei), true).await.unwrap();
        each.push(ties(&net, who, &yohei).await);
        s.avoid(who, id(&yohei), false).await.unwrap();
        s.withdraw_connection(who, id(&yohei)).await.unwrap();
        each.push(ties(&net, who, &yohei).await);
        seen.push(each);
    }
    assert_eq!(seen[0], seen[1]);
    let expected = [
        Standing::Apart,
        Standing::Asked(net.service.now()),
        Standing::Asked(net.service.now()),
        Standing::Apart,
    ];
    assert_eq!(seen[0].iter().map(|ties| ties.standing.clone()).collect::<Vec<_>>(), expected);
    assert_eq!(mails(&net).await.iter().filter(|to| *to == YOHEI).count(), 1, "of the third alone");
    ask(&net, &hana, &yohei).await;
    assert_eq!(list(&net, &yohei, Which::Asking).await, []);
    assert!(matches!(s.accept_connection(&yohei, id(&hana)).await, Err(Fault::NotFound)));
    // Who is blocked and has nothing public is still not there.
    assert!(is_unknown(&s.connect(&yohei, id(&hana), "").await));
}
