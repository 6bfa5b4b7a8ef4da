//! The link made at the server's terminal: for the office alone, once, in time, and everybody in the office hears of it.
use crate::world::World;
use service::fault::Fault;
use service::office_link::OfficeLinkError;
use service::policy::Capability;
use service::sign_in::AttemptState;
use types::id::AuditId;
use types::time::Stamp;

async fn link(world: &World, mail: &str) -> String {
    let path = world.service.make_office_link(mail).await.unwrap();
    path.strip_prefix("/sign-in/office/").unwrap().to_owned()
}

async fn with_office() -> World {
    let world = World::empty().await;
    for (given, mail) in [("亜希", "aki@example.jp"), ("花", "hana@example.jp")] {
        world.service.create_office("山本", given, mail).await.unwrap();
    }
    world
}

#[tokio::test]
async fn a_link_lets_the_office_in_once_and_is_told() {
    let world = with_office().await;
    let s = &world.service;
    let token = link(&world, " AKI@example.jp").await;
    assert_eq!(s.office_link(&token).await.unwrap(), AttemptState::Open);
    let told: Vec<_> = world.mails().await.into_iter().map(|mail| (mail.to, mail.body)).collect();
    let mut to: Vec<_> = told.iter().map(|(to, _)| to.as_str()).collect();
    to.sort_unstable();
    assert_eq!(to, ["aki@example.jp", "hana@example.jp"]);
    assert!(told.iter().all(|(_, body)| body.contains("山本 亜希") && !body.contains(&token)), "{told:?}");

    let opened = s.sign_in_by_office_link(&token, "test").await.unwrap();
    assert_eq!(opened.go_to, "/office");
    let viewer = s.visit(Some(&opened.token)).await.unwrap().0;
    assert!(viewer.may(Capability::RunOffice));
    assert_eq!(s.office_link(&token).await.unwrap(), AttemptState::Used);
    assert!(matches!(s.sign_in_by_office_link(&token, "test").await, Err(Fault::NotFound)));
    let addresses = s.addresses(&viewer).await.unwrap();
    assert_eq!(addresses.all[0].verified_at, None, "no mail was read");

    let mut conn = s.db().read().await.unwrap();
    let audit = store::audit::page(&mut conn, AuditId::LAST, 100).await.unwrap();
    assert!(audit.iter().any(|row| row.action == "break_glass.link" && row.actor_id.is_none()));
    assert!(audit.iter().any(|row| row.action == "session.open" && row.detail.contains("break_glass")));
}

#[tokio::test]
async fn a_link_ends_after_fifteen_minutes() {
    let world = with_office().await;
    let token = link(&world, "aki@example.jp").await;
    world.clock.advance(15 * Stamp::MINUTE);
    assert_eq!(world.service.office_link(&token).await.unwrap(), AttemptState::Over);
    assert!(matches!(world.service.sign_in_by_office_link(&token, "test").await, Err(Fault::NotFound)));
    assert!(matches!(world.service.office_link("another").await, Err(Fault::NotFound)));
}

#[tokio::test]
async fn nobody_but_the_office_gets_one() {
    let world = with_office().await;
    let s = &world.service;
    assert!(matches!(s.make_office_link("aki").await, Err(OfficeLinkError::NotAMail(_))));
    assert!(matches!(s.make_office_link("nobody@example.jp").await, Err(OfficeLinkError::NotOffice(_))));
    let token = link(&world, "aki@example.jp").await;
    let mut tx = s.db().write().await.unwrap();
    let id = store::member::by_mail(&mut tx, &"aki@example.jp".parse().unwrap()).await.unwrap().unwrap();
    store::member_role::set(&mut tx, id, &types::role::Roles::default()).await.unwrap();
    tx.commit().await.unwrap();
    assert!(matches!(s.make_office_link("aki@example.jp").await, Err(OfficeLinkError::NotOffice(_))));
    let late = s.sign_in_by_office_link(&token, "test").await;
    assert!(matches!(late, Err(Fault::NotFound)), "of the office no longer");
}
