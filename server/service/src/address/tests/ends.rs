//! Both ends have to speak; neither tells whose another address is.
use types::address::AddressRequestState;
use types::form::Problem;

use super::{NEW, OLD, list, net, sign_in};
use crate::fault::{Fault, FormError};
use crate::policy::FRESH;
use crate::sign_in::{AttemptState, LIFETIME, TRIES};

use AddressRequestState::{Done, Open, Stopped};

#[tokio::test]
async fn an_address_signs_in_only_when_proved_and_confirmed() {
    let (net, me) = net().await;
    let s = &net.service;
    let id = s.ask_address(&me, NEW).await.unwrap();
    let code = net.code(NEW).await;
    let wide: String = code.chars().map(|c| char::from_u32(c as u32 + 0xfee0).unwrap()).collect();
    assert!(sign_in(&net, NEW).await.is_none(), "neither proved nor confirmed");

    assert_eq!(s.prove_address_by_code(&me, id, &wide).await.unwrap(), Open);
    assert!(sign_in(&net, NEW).await.is_none(), "proved, not confirmed");
    assert_eq!(list(s, &me).await, [OLD]);

    let token = net.token(OLD, "/addresses/confirm/").await;
    let seen = s.address_confirmation(&token).await.unwrap();
    assert_eq!(
        (seen.mail.as_str(), seen.state, seen.is_confirmed),
        (NEW, Open, false),
        "looking changes nothing"
    );
    assert_eq!(s.confirm_address(&token).await.unwrap(), Done);
    assert_eq!(list(s, &me).await, [OLD, NEW]);
    assert!(sign_in(&net, NEW).await.is_some());
    net.mail_with(OLD, "加えました").await;
    assert!(matches!(s.confirm_address(&token).await, Err(Fault::NotFound)), "once");
    s.stop_address(&token).await.unwrap();
    assert_eq!(list(s, &me).await, [OLD, NEW], "what is done is not stopped");
}

#[tokio::test]
async fn a_confirmed_address_still_has_to_be_proved() {
    let (net, me) = net().await;
    let s = &net.service;
    let id = s.ask_address(&me, NEW).await.unwrap();
    let confirmation = net.token(OLD, "/addresses/confirm/").await;
    assert_eq!(s.confirm_address(&confirmation).await.unwrap(), Open);
    assert!(sign_in(&net, NEW).await.is_none(), "confirmed, not proved");
    let link = net.token(NEW, "/addresses/new/").await;
    assert_eq!(s.address_link(&link).await.unwrap().proof, AttemptState::Open);
    assert_eq!(s.prove_address_by_link(&link).await.unwrap(), Done);
    assert_eq!(s.address_request(&me, id).await.unwrap().state, Done);
    assert!(matches!(s.prove_address_by_link(&link).await, Err(Fault::NotFound)), "once");
}

#[tokio::test]
async fn the_primary_address_stops_a_change() {
    let (net, me) = net().await;
    let s = &net.service;
    let id = s.ask_address(&me, NEW).await.unwrap();
    let confirmation = net.token(OLD, "/addresses/confirm/").await;
    s.stop_address(&confirmation).await.unwrap();
    s.stop_address(&confirmation).await.unwrap();
    assert_eq!(s.address_request(&me, id).await.unwrap().state, Stopped);
    let link = net.token(NEW, "/addresses/new/").await;
    assert!(matches!(s.prove_address_by_link(&link).await, Err(Fault::NotFound)));
    assert!(matches!(s.confirm_address(&confirmation).await, Err(Fault::NotFound)));
    assert_eq!(list(s, &me).await, [OLD]);
}

#[tokio::test]
async fn somebody_elses_address_is_answered_as_any_other() {
    let (net, me) = net().await;
    let s = &net.service;
    let theirs = "yuki@example.org";
    crate::testing::member_at(s, theirs, ["林", "由紀子"], types::member::Relationship::Alumnus, &[]).await;
    let (taken, free) = (s.ask_address(&me, theirs).await.unwrap(), s.ask_address(&me, NEW).await.unwrap());
    let (taken_view, free_view) =
        (s.address_request(&me, taken).await.unwrap(), s.address_request(&me, free).await.unwrap());
    let same = crate::address::AddressRequest { id: free, mail: free_view.mail.clone(), ..taken_view };
    assert_eq!(same, free_view);
    net.mail_with(OLD, theirs).await;
    let told = net.mails(theirs).await;
    assert_eq!(told.len(), 1);
    assert!(told[0].body.contains("すでに登録されている"), "{}", told[0].body);
    assert!(!told[0].body.contains("/addresses/new/") && !told[0].subject.contains("番号"), "{told:?}");

    let wrong = async |id, code: &str| {
        let result = s.prove_address_by_code(&me, id, code).await;
        matches!(result, Err(FormError::Problems(p)) if p.of("code") == Some(&Problem::WrongCode))
    };
    assert!(wrong(taken, "").await && wrong(free, "").await && wrong(taken, "123456").await);
    s.mail_address_again(&me, taken).await.unwrap();
    assert_eq!(net.mails(theirs).await.len(), 2);
    assert!(matches!(s.ask_office_for_address(&me, taken).await, Err(Fault::NotFound)), "not proved");
    for id in [taken, free] {
        let row = s.address_request(&me, id).await.unwrap();
        assert_eq!((row.state, row.is_confirmed), (Open, false));
    }
}

#[tokio::test]
async fn an_address_taken_meanwhile_ends_the_request() {
    let (net, me) = net().await;
    let s = &net.service;
    let other = crate::testing::member_at(
        s,
        "yuki@example.org",
        ["林", "由紀子"],
        types::member::Relationship::Alumnus,
        &[],
    )
    .await;
    s.ask_address(&me, NEW).await.unwrap();
    let mine = net.token(NEW, "/addresses/new/").await;
    net.add(&other, "yuki@example.org", NEW).await;
    let confirmation = net.token(OLD, "/addresses/confirm/").await;
    assert_eq!(s.confirm_address(&confirmation).await.unwrap(), Open);
    net.clock.advance(-types::time::Stamp::HOUR - 1);
    assert_eq!(s.prove_address_by_link(&mine).await.unwrap(), Stopped);
    assert_eq!(list(s, &me).await, [OLD]);
    assert_eq!(list(s, &other).await, ["yuki@example.org", NEW]);
}

#[tokio::test]
async fn a_code_ends_with_its_time_or_its_tries_and_can_be_sent_again() {
    let (net, me) = net().await;
    let s = &net.service;
    let id = s.ask_address(&me, NEW).await.unwrap();
    let first = (net.code(NEW).await, net.token(NEW, "/addresses/new/").await);
    net.clock.advance(LIFETIME);
    assert!(s.prove_address_by_code(&me, id, &first.0).await.is_err());
    assert!(matches!(s.prove_address_by_link(&first.1).await, Err(Fault::NotFound)));

    s.mail_address_again(&me, id).await.unwrap();
    assert!(matches!(s.address_link(&first.1).await, Err(Fault::NotFound)), "the earlier link ended");
    let code = net.code(NEW).await;
    let wrong = if code == "000000" { "111111" } else { "000000" };
    for _ in 0..TRIES {
        assert!(s.prove_address_by_code(&me, id, wrong).await.is_err());
    }
    assert!(s.prove_address_by_code(&me, id, &code).await.is_err(), "even the right one");
    assert_eq!(s.address_request(&me, id).await.unwrap().proof, AttemptState::Over);

    s.mail_address_again(&me, id).await.unwrap();
    let mut stopped = false;
    for _ in 0..TRIES {
        stopped |=
            matches!(s.prove_address_by_code(&me, id, "").await, Err(FormError::Fault(Fault::TooOften)));
    }
    assert!(!stopped, "ten wrong codes are the most");
    s.mail_address_again(&me, id).await.unwrap();
    let eleventh = s.prove_address_by_code(&me, id, "").await;
    assert!(matches!(eleventh, Err(FormError::Fault(Fault::TooOften))), "{eleventh:?}");
}

#[tokio::test]
async fn signing_in_by_the_primary_address_just_now_confirms() {
    let (net, me) = net().await;
    let s = &net.service;
    net.add(&me, OLD, NEW).await;
    let device = async |mail| {
        let opened = sign_in(&net, mail).await.unwrap();
        s.visit(Some(&opened.token)).await.unwrap().0
    };
    let id = s.ask_address(&me, "third@example.com").await.unwrap();
    assert!(matches!(s.confirm_address_here(&me, id).await, Err(Fault::NotAllowed)));
    let by_other = device(NEW).await;
    assert!(!s.address_request(&by_other, id).await.unwrap().may_confirm);
    assert!(matches!(s.confirm_address_here(&by_other, id).await, Err(Fault::NotAllowed)));

    let fresh = device(OLD).await;
    assert!(s.address_request(&fresh, id).await.unwrap().may_confirm);
    assert!(!s.address_request(&me, id).await.unwrap().may_confirm, "only that device");
    assert_eq!(s.confirm_address_here(&fresh, id).await.unwrap(), Open);
    let fourth = s.ask_address(&fresh, "fourth@example.com").await.unwrap();
    assert!(s.address_request(&fresh, fourth).await.unwrap().is_confirmed);
    net.mail_with(OLD, "fourth@example.com").await;

    net.clock.advance(FRESH);
    let fifth = s.ask_address(&fresh, "fifth@example.com").await.unwrap();
    assert!(!s.address_request(&fresh, fifth).await.unwrap().is_confirmed, "fifteen minutes later");
    assert!(matches!(s.confirm_address_here(&fresh, fifth).await, Err(Fault::NotAllowed)));
}

#[tokio::test]
async fn an_address_that_is_gone_confirms_nothing() {
    let (net, me) = net().await;
    let s = &net.service;
    net.add(&me, OLD, NEW).await;
    let id = s.ask_address(&me, "third@example.com").await.unwrap();
    let confirmation = net.token(OLD, "/addresses/confirm/").await;
    s.make_primary(&me, NEW).await.unwrap();
    s.remove_address(&me, OLD).await.unwrap();
    assert_eq!(s.address_request(&me, id).await.unwrap().state, Stopped);
    assert!(matches!(s.confirm_address(&confirmation).await, Err(Fault::NotFound)));
}
