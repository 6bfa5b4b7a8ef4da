//! The demonstration fills an empty database only, and its shortcuts exist nowhere else.
use crate::world::World;
use service::fault::Fault;
use types::time::Stamp;

#[tokio::test]
async fn the_demonstration_has_its_members() {
    let world = World::empty().await;
    assert_eq!(world.service.seed_demo().await.unwrap(), 120);
    assert!(matches!(world.service.seed_demo().await, Err(Fault::Internal(_))), "a second time");
    let mut conn = world.service.db().read().await.unwrap();
    let mail = "k.matsumoto@example.jp".parse().unwrap();
    let member = store::member::by_mail(&mut conn, &mail).await.unwrap().unwrap();
    let asking = store::connection::waiting(&mut conn, member, Stamp(0), 9).await.unwrap();
    assert_eq!(asking, 1, "somebody waits for an answer of the long-time member");
}

#[tokio::test]
async fn a_real_site_has_no_shortcuts() {
    let world = World::empty().await;
    world.service.seed_demo().await.unwrap();
    assert!(matches!(world.service.demo_people().await, Err(Fault::NotFound)));
    assert!(matches!(world.service.demo_sign_in("office", "").await, Err(Fault::NotFound)));
}
