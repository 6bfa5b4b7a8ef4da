//! Sessions end: unused, in any case, by their owner, with a change of roles.
use crate::world::{World, link_in};
use service::fault::{Fault, FormError};
use service::session::{ABSOLUTE, IDLE, Opened};
use service::sign_in::Proved;
use service::viewer::Viewer;
use types::form::Problem;
use types::lang::Lang;
use types::role::{Role, Roles};
use types::time::Stamp;

/// A new session of the office's member.
async fn open(world: &World) -> Opened {
    world.service.ask_sign_in("office@example.jp", "/", Lang::Ja, "").await.unwrap();
    let mails = world.mails().await;
    let token = link_in(&mails.iter().find(|mail| mail.body.contains("/sign-in/link/")).unwrap().body);
    world.clock.advance(1);
    match world.service.sign_in_by_link(&token, "iPhone").await.unwrap() {
        Proved::SignedIn(opened) => opened,
        Proved::Waiting { .. } => panic!("the office is a member"),
    }
}

async fn viewer(world: &World, opened: &Opened) -> Viewer {
    world.service.visit(Some(&opened.token)).await.unwrap().0
}

async fn is_open(world: &World, opened: &Opened) -> bool {
    viewer(world, opened).await.me().is_some()
}

#[tokio::test]
async fn a_session_unused_for_sixty_days_ends() {
    let (world, _) = World::started().await;
    let opened = open(&world).await;
    world.clock.advance(IDLE - 1);
    assert!(is_open(&world, &opened).await, "the last moment");
    world.clock.advance(IDLE - 1);
    assert!(is_open(&world, &opened).await, "being used put the end off");
    world.clock.advance(IDLE);
    assert!(!is_open(&world, &opened).await);
}

#[tokio::test]
async fn a_session_used_every_week_ends_after_a_year() {
    let (world, _) = World::started().await;
    let opened = open(&world).await;
    let week = 7 * Stamp::DAY;
    for _ in 0..ABSOLUTE / week {
        assert!(is_open(&world, &opened).await);
        world.clock.advance(week);
    }
    world.clock.advance(ABSOLUTE % week);
    assert!(!is_open(&world, &opened).await);
}

#[tokio::test]
async fn a_device_is_shown_with_the_day_it_was_used() {
    let (world, here) = World::started().await;
    let there = open(&world).await;
    world.clock.advance(3 * Stamp::DAY);
    assert!(is_open(&world, &there).await);
    world.clock.advance(Stamp::HOUR);
    assert!(is_open(&world, &there).await);
    let devices = world.service.devices(&here).await.unwrap();
    let other = devices.iter().find(|device| !device.is_this).unwrap();
    assert_eq!(other.used.0 - other.since.0, 3 * Stamp::DAY, "no finer than a day");
}

#[tokio::test]
async fn all_others_end_and_this_one_stays() {
    let (world, here) = World::started().await;
    let (one, two) = (open(&world).await, open(&world).await);
    let me = viewer(&world, &two).await;
    world.service.sign_out_elsewhere(&me).await.unwrap();
    assert!(!is_open(&world, &one).await && is_open(&world, &two).await);
    assert_eq!(world.service.devices(&here).await.unwrap().len(), 1);
    let visitor = world.service.sign_out_elsewhere(&Viewer::Visitor).await;
    assert!(matches!(visitor, Err(Fault::SignInNeeded)));
}

#[tokio::test]
async fn changed_roles_end_the_sessions_opened_with_the_old_ones() {
    let (world, office) = World::started().await;
    world.service.create_office("森", "葉子", "mori@example.jp").await.unwrap();
    let opened = open(&world).await;
    let me = viewer(&world, &opened).await;
    let id = me.me().unwrap().id();
    let host = Roles::of(&[Role::Host]);
    world.service.change_roles(&office, id, &office.me().unwrap().roles.clone()).await.unwrap();
    assert!(is_open(&world, &opened).await, "nothing changed");
    world.service.change_roles(&office, id, &host).await.unwrap();
    assert!(!is_open(&world, &opened).await);
    let again = viewer(&world, &open(&world).await).await;
    assert_eq!(again.me().unwrap().roles, host);
    // The office no longer is the office.
    let back = world.service.change_roles(&again, id, &Roles::of(&[Role::Office])).await;
    assert!(matches!(back, Err(FormError::Fault(Fault::NotAllowed))));
    let visitor = world.service.change_roles(&Viewer::Visitor, id, &host).await;
    assert!(matches!(visitor, Err(FormError::Fault(Fault::SignInNeeded))));
}

#[tokio::test]
async fn somebody_of_the_office_always_stays() {
    let (world, office) = World::started().await;
    let id = office.me().unwrap().id();
    let alone = world.service.change_roles(&office, id, &Roles::default()).await;
    assert!(matches!(alone, Err(FormError::Problems(p)) if p.of("roles") == Some(&Problem::LastOffice)));
    world.service.create_office("森", "葉子", "mori@example.jp").await.unwrap();
    world.service.change_roles(&office, id, &Roles::default()).await.unwrap();
}
