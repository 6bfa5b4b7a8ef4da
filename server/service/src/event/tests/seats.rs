//! The last seats, on both engines.
use types::event::RsvpState;
use types::id::MemberId;

use super::{Site, event, member, site, site_of};
use crate::testing::{Net, postgres};

/// 200 people at once for 20 seats: exactly 20 in, the rest in the order of their turns.
async fn last_seats(site: Site) {
    let event = event(&site, 20, false).await;
    let mut members = Vec::new();
    for n in 0..200 {
        members.push(member(&site.service, &format!("第{n}"), &[]).await);
    }
    let mut attempts = tokio::task::JoinSet::new();
    for who in &members {
        let (service, slug, who) = (site.service.clone(), event.slug.clone(), who.clone());
        attempts
            .spawn(async move { (who.me().unwrap().id(), service.join_event(&who, &slug).await.unwrap()) });
    }
    let states: Vec<(MemberId, RsvpState)> = attempts.join_all().await;
    let going = |state: RsvpState| states.iter().filter(|(_, s)| *s == state).count();
    assert_eq!((going(RsvpState::Going), going(RsvpState::Waiting)), (20, 180));

    let mut conn = site.service.db().read().await.unwrap();
    let mut turns = Vec::new();
    for (id, told) in &states {
        let row = store::rsvp::get(&mut conn, event.id, *id).await.unwrap().unwrap();
        assert_eq!(row.state, *told, "what was answered is what is stored");
        turns.push((row.turn, row.state, *id));
    }
    turns.sort_by_key(|(turn, ..)| *turn);
    let order: Vec<i64> = turns.iter().map(|(turn, ..)| *turn).collect();
    assert_eq!(order, (1..=200).collect::<Vec<_>>(), "one turn each");
    assert!(
        turns[..20].iter().all(|(_, state, _)| *state == RsvpState::Going),
        "the first twenty turns have the seats"
    );
    drop(conn);

    // Five cancel at once: the five who wait longest move up, nobody else.
    let mut cancels = tokio::task::JoinSet::new();
    for (_, _, id) in turns[..5].iter().copied() {
        let (service, slug) = (site.service.clone(), event.slug.clone());
        let who = members.iter().find(|who| who.me().unwrap().id() == id).unwrap().clone();
        cancels.spawn(async move { service.leave_event(&who, &slug).await.unwrap() });
    }
    cancels.join_all().await;
    let mut conn = site.service.db().read().await.unwrap();
    let seated = store::rsvp::going(&mut conn, event.id, 100).await.unwrap();
    let expected: Vec<MemberId> = turns[5..25].iter().map(|(_, _, id)| *id).collect();
    assert_eq!(seated, expected);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn the_last_seats_go_to_exactly_as_many_on_sqlite() {
    last_seats(site().await).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn the_last_seats_go_to_exactly_as_many_on_postgres() {
    last_seats(site_of(Net::on(postgres::database().await).await).await).await;
}
