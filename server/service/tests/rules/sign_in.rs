//! Signing in by mail: link or code, once, within fifteen minutes, for members only.
use crate::world::{World, code_in, link_in};
use service::fault::{Fault, FormError};
use service::policy::{Capability, FRESH, require_fresh};
use service::session::Opened;
use service::sign_in::{AttemptState, CODES_PER_ADDRESS, LIFETIME, Proved, TRIES, local_path};
use service::viewer::Viewer;
use types::form::Problem;
use types::id::SignInId;
use types::lang::Lang;
use types::time::Stamp;

async fn ask(world: &World, mail: &str) -> SignInId {
    world.service.ask_sign_in(mail, "/events", Lang::Ja, "127.0.0.1").await.unwrap()
}

fn signed_in(proved: Proved) -> Opened {
    match proved {
        Proved::SignedIn(opened) => opened,
        Proved::Waiting { go_to } => panic!("sent to {go_to} instead of signed in"),
    }
}

fn is_wrong_code<T>(result: &Result<T, FormError>) -> bool {
    matches!(result, Err(FormError::Problems(p)) if p.of("code") == Some(&Problem::WrongCode))
}

#[tokio::test]
async fn the_link_only_works_by_its_button_and_once() {
    let (world, _) = World::started().await;
    ask(&world, "Office@Example.jp").await;
    let token = link_in(&world.mails().await[0].body);
    assert_eq!(world.service.link(&token).await.unwrap(), AttemptState::Open);
    assert_eq!(world.service.link(&token).await.unwrap(), AttemptState::Open, "looking changes nothing");
    let opened = signed_in(world.service.sign_in_by_link(&token, "iPhone").await.unwrap());
    assert_eq!(opened.go_to, "/events");
    assert!(world.service.visit(Some(&opened.token)).await.unwrap().0.me().is_some());
    assert!(matches!(world.service.sign_in_by_link(&token, "iPhone").await, Err(Fault::NotFound)));
    assert_eq!(world.service.link(&token).await.unwrap(), AttemptState::Used);
}

#[tokio::test]
async fn the_code_takes_full_width_digits_and_works_once() {
    let (world, _) = World::started().await;
    let id = ask(&world, "office@example.jp").await;
    let code = code_in(&world.mails().await[0].body);
    let wide: String = code.chars().map(|c| char::from_u32(c as u32 + 0xfee0).unwrap()).collect();
    assert!(world.service.sign_in_by_code(id, &format!(" {wide} "), "").await.is_ok());
    assert!(is_wrong_code(&world.service.sign_in_by_code(id, &code, "").await));
}

#[tokio::test]
async fn a_code_ends_with_its_time_or_its_tries() {
    let (world, _) = World::started().await;
    let id = ask(&world, "office@example.jp").await;
    let code = code_in(&world.mails().await[0].body);
    world.clock.advance(LIFETIME);
    assert!(is_wrong_code(&world.service.sign_in_by_code(id, &code, "").await));

    let id = ask(&world, "office@example.jp").await;
    let code = code_in(&world.mails().await[0].body);
    let wrong = if code == "000000" { "111111" } else { "000000" };
    for _ in 0..TRIES {
        assert!(is_wrong_code(&world.service.sign_in_by_code(id, wrong, "").await));
    }
    assert!(is_wrong_code(&world.service.sign_in_by_code(id, &code, "").await), "even the right one");
}

/// Attempts for the office's address, each from another network address, with wrong codes until none is taken any more.
async fn guess_until_stopped(world: &World) -> i64 {
    for tried in 0.. {
        let client = format!("192.0.2.{tried}");
        let id = world.service.ask_sign_in("office@example.jp", "/", Lang::Ja, &client).await.unwrap();
        match world.service.sign_in_by_code(id, "", "").await {
            Err(FormError::Fault(Fault::TooOften)) => return tried,
            result => assert!(is_wrong_code(&result)),
        }
    }
    unreachable!()
}

#[tokio::test]
async fn ten_wrong_codes_an_hour_are_all_from_anywhere() {
    let (world, _) = World::started().await;
    assert_eq!(guess_until_stopped(&world).await, CODES_PER_ADDRESS);
    let id = ask(&world, "office@example.jp").await;
    assert_eq!(world.service.attempt(id).await.unwrap(), AttemptState::LinkOnly, "and the page says so");
    let other = ask(&world, "somebody@example.jp").await;
    assert_eq!(world.service.attempt(other).await.unwrap(), AttemptState::Open, "nobody else is concerned");
}

#[tokio::test]
async fn past_the_limit_the_right_code_is_refused_and_counts_again_later() {
    let (world, _) = World::started().await;
    let id = ask(&world, "office@example.jp").await;
    let code = code_in(&world.mails().await[0].body);
    guess_until_stopped(&world).await;
    let refused = world.service.sign_in_by_code(id, &code, "").await;
    assert!(matches!(refused, Err(FormError::Fault(Fault::TooOften))), "a lucky guess is worth nothing");
    world.clock.advance(Stamp::HOUR + 1);
    let id = ask(&world, "office@example.jp").await;
    let code = code_in(&world.mails().await[0].body);
    assert_eq!(world.service.attempt(id).await.unwrap(), AttemptState::Open);
    assert!(world.service.sign_in_by_code(id, &code, "").await.is_ok());
}

#[tokio::test]
async fn right_codes_are_not_counted() {
    let (world, _) = World::started().await;
    for _ in 0..3 * CODES_PER_ADDRESS {
        let id = ask(&world, "office@example.jp").await;
        let code = code_in(&world.mails().await[0].body);
        assert!(world.service.sign_in_by_code(id, &code, "").await.is_ok());
        world.clock.advance(LIFETIME / 4);
    }
}

/// Whatever somebody else does with the address: who reads its mail comes in, at any moment.
#[tokio::test]
async fn the_owner_is_never_kept_out() {
    let (world, _) = World::started().await;
    guess_until_stopped(&world).await;
    for _ in 0..12 {
        for _ in 0..8 {
            ask(&world, "office@example.jp").await;
        }
        world.clock.advance(LIFETIME - 1);
        ask(&world, "office@example.jp").await;
        let mails = world.mails().await;
        let mut entered = false;
        for token in mails.iter().map(|mail| link_in(&mail.body)) {
            entered |= world.service.sign_in_by_link(&token, "").await.is_ok();
        }
        assert!(entered, "one of the mailed links works");
    }
}

#[tokio::test]
async fn a_link_works_after_wrong_codes_of_its_own_attempt() {
    let (world, _) = World::started().await;
    let id = ask(&world, "office@example.jp").await;
    let token = link_in(&world.mails().await[0].body);
    for _ in 0..TRIES {
        assert!(is_wrong_code(&world.service.sign_in_by_code(id, "", "").await));
    }
    assert_eq!(world.service.attempt(id).await.unwrap(), AttemptState::LinkOnly);
    assert_eq!(world.service.link(&token).await.unwrap(), AttemptState::Open);
    signed_in(world.service.sign_in_by_link(&token, "").await.unwrap());
}

#[tokio::test]
async fn an_unknown_address_gets_the_same_answer_and_no_way_in() {
    let (world, _) = World::started().await;
    let id = ask(&world, "nobody@example.jp").await;
    assert_eq!(world.service.attempt(id).await.unwrap(), AttemptState::Open);
    let mail = world.mails().await.remove(0);
    assert_eq!(mail.to, "nobody@example.jp");
    assert!(!mail.body.contains("/sign-in/link/"), "{}", mail.body);
}

#[tokio::test]
async fn one_address_gets_five_mails_while_their_links_work() {
    let (world, _) = World::started().await;
    for _ in 0..7 {
        ask(&world, "office@example.jp").await;
    }
    assert_eq!(world.mails().await.len(), 5);
    world.clock.advance(LIFETIME);
    ask(&world, "office@example.jp").await;
    assert_eq!(world.mails().await.len(), 6);
}

#[tokio::test]
async fn a_mistyped_address_is_said_beside_its_field() {
    let (world, _) = World::started().await;
    let result = world.service.ask_sign_in("office", "/", Lang::Ja, "").await;
    assert!(matches!(result, Err(FormError::Problems(p)) if p.of("mail") == Some(&Problem::NotAMail)));
}

#[tokio::test]
async fn devices_are_listed_and_ended() {
    let (world, here) = World::started().await;
    ask(&world, "office@example.jp").await;
    let token = link_in(&world.mails().await[0].body);
    let there = signed_in(world.service.sign_in_by_link(&token, "iPhone · Safari").await.unwrap());
    world.clock.advance(1);
    let devices = world.service.devices(&here).await.unwrap();
    assert_eq!(devices.iter().filter(|d| d.is_this).count(), 1);
    let other = devices.iter().find(|d| !d.is_this).unwrap();
    assert_eq!(other.device, "iPhone · Safari");
    world.service.sign_out(&here, other.id).await.unwrap();
    assert!(world.service.visit(Some(&there.token)).await.unwrap().0.me().is_none());
    assert!(matches!(world.service.sign_out(&here, other.id).await, Err(Fault::NotFound)));
    world.service.sign_out_everywhere(&here).await.unwrap();
    assert!(world.service.devices(&here).await.unwrap().is_empty());
}

#[test]
fn nobody_is_sent_to_another_site() {
    for (asked, path) in [
        ("/events?x=1", "/events?x=1"),
        ("//evil.example", "/"),
        ("https://evil.example", "/"),
        ("/\\evil", "/"),
        ("", "/"),
    ] {
        assert_eq!(local_path(asked), path);
    }
}

#[tokio::test]
async fn what_needs_a_fresh_sign_in_is_refused_after_fifteen_minutes_and_allowed_again_by_a_mail() {
    let (world, viewer) = World::started().await;
    let fresh =
        |viewer: &Viewer| require_fresh(viewer, Capability::TakePart, world.service.now()).map(|_| ());
    assert!(fresh(&viewer).is_ok());
    world.clock.advance(FRESH);
    assert!(matches!(fresh(&viewer), Err(Fault::ConfirmNeeded)));
    assert!(matches!(fresh(&Viewer::Visitor), Err(Fault::SignInNeeded)));
    let id = world.service.ask_again(&viewer, "/me/export", "::1").await.unwrap();
    let code = code_in(&world.mails().await[0].body);
    let opened = signed_in(world.service.sign_in_by_code(id, &code, "").await.unwrap());
    assert_eq!(opened.go_to, "/me/export");
    assert!(fresh(&world.service.visit(Some(&opened.token)).await.unwrap().0).is_ok());
}
