//! The worker: the sweep comes back, a failing task waits longer each time and is given up.
use crate::world::{NOW, World};
use types::id::TaskId;
use types::time::Stamp;
use uuid::Uuid;

#[tokio::test]
async fn the_recurring_tasks_are_always_there_once() {
    let world = World::empty().await;
    for _ in 0..2 {
        world.service.schedule().await.unwrap();
        world.service.work_all().await.unwrap();
    }
    let mut conn = world.service.db().read().await.unwrap();
    assert_eq!(store::task::waiting(&mut conn).await.unwrap(), 3, "the sweep, the months and the day");
}

#[tokio::test]
async fn a_task_that_cannot_be_done_is_given_up_after_ten_attempts() {
    let world = World::empty().await;
    let mut tx = world.service.db().write().await.unwrap();
    store::task::insert(&mut tx, TaskId(Uuid::from_u128(1)), "unknown", "{}", None, NOW).await.unwrap();
    tx.commit().await.unwrap();
    let mut attempts = 0;
    for _ in 0..20 {
        attempts += i32::from(world.service.work_once().await.unwrap());
        assert!(!world.service.work_once().await.unwrap(), "put off");
        world.clock.advance(6 * Stamp::HOUR);
    }
    assert_eq!(attempts, 10);
    let mut conn = world.service.db().read().await.unwrap();
    assert_eq!(store::task::failed(&mut conn, TaskId(Uuid::nil()), 10).await.unwrap().len(), 1);
}
