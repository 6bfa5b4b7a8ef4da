//! Many clients, some of whom leave in the middle, and the last seats.
mod load;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use bench::http::{Ask, Client};
use bench::network::{Visitors, token};
use load::{MEMBERS, Network};
use store::Db;
use types::event::RsvpState;

/// Requests in all.
const REQUESTS: usize = 3_000;
/// Clients at once.
const CLIENTS: usize = 8;
/// Of ten clients, so many leave in the middle.
const LEAVE: usize = 3;
/// Memory that the pages of a debug build may come to hold, in bytes.
const MEMORY: u64 = 300 * 1024 * 1024;

/// Pages of all kinds, each as another member sees it.
fn page(visitors: &Visitors, n: usize) -> Ask {
    let me = token(n % MEMBERS);
    let of = |n: usize| n % visitors.profiles.len();
    match n % 10 {
        0 => Ask::get("/", ""),
        1 | 2 => Ask::get("/", &me),
        3 => Ask::get(format!("/feed?before={}", visitors.places[of(n)]), &me),
        4 => Ask::get("/people", &me),
        5 => Ask::get("/people?q=%E5%96%B6%E6%A5%AD", &me),
        6 => Ask::get(format!("/people/{}", visitors.profiles[of(n)]), &me),
        7 => Ask::get("/events", &me),
        8 => Ask { encoding: "gzip, br", ..Ask::get("/", &me) },
        _ => Ask::get(format!("/events/{}", visitors.events[0]), &me),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn clients_who_leave_in_the_middle_of_a_page_do_no_harm() {
    let network = Arc::new(Network::new(1, 1_000).await);
    let server = network.serve().await;
    let (host, next) = (server.host, Arc::new(AtomicUsize::new(0)));
    let mut clients = tokio::task::JoinSet::new();
    for _ in 0..CLIENTS {
        let (network, next) = (network.clone(), next.clone());
        clients.spawn(async move {
            let (mut client, mut left) = (Client::new(host), 0);
            loop {
                let n = next.fetch_add(1, Ordering::Relaxed);
                if n >= REQUESTS {
                    return left;
                }
                // Every seventh step, so that each kind of page is left by some.
                let ask = page(&network.visitors, n);
                if n / 7 % 10 < LEAVE {
                    // Before the answer, within its head, or within its body; a live stream never ends by itself.
                    let live = Ask::get("/feed/new", &token(n % MEMBERS));
                    let (ask, bytes) = if n.is_multiple_of(11) { (&live, 10) } else { (&ask, n % 4 * 700) };
                    client.ask_and_leave(ask, bytes).await.unwrap();
                    left += 1;
                } else {
                    let answer = client.ask(&ask).await.unwrap();
                    assert_eq!(answer.status, 200, "{ask:?}");
                }
            }
        });
    }
    let left: usize = clients.join_all().await.into_iter().sum();
    assert!(left * 10 >= REQUESTS * LEAVE - 100, "only {left} of {REQUESTS} left");
    server.settle().await.unwrap();
    let answer = Client::new(host).ask(&Ask::get("/readyz", "")).await.unwrap();
    assert_eq!(answer.body, b"ready");
    let (log, memory) = (server.log_text(), server.memory().unwrap());
    println!("{REQUESTS} requests, {left} left in the middle, {} MB", memory / 1024 / 1024);
    assert!(!log.contains("panicked at") && !log.contains("ERROR"), "{log}");
    assert!(memory < MEMORY, "{memory} bytes");
}

#[tokio::test]
async fn memory_goes_back_to_the_system_soon() {
    let network = Network::new(1, 1).await;
    let server = network.serve().await;
    assert_eq!(server.variable("MIMALLOC_PURGE_DELAY").unwrap().as_deref(), Some("10"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_hundred_clients_get_exactly_the_twenty_seats() {
    let network = Network::new(1, 20).await;
    let server = network.serve().await;
    let slug = network.visitors.events[0].clone();
    let mut clients = tokio::task::JoinSet::new();
    for who in 0..MEMBERS {
        let (host, path) = (server.host, format!("/events/{slug}"));
        clients.spawn(async move {
            Client::new(host).ask(&Ask::post(path, &token(who), "act=join".into())).await.unwrap().status
        });
    }
    assert_eq!(clients.join_all().await, vec![303; MEMBERS]);
    let db = Db::sqlite(&network.folder.path().join("enishi.db")).await.unwrap();
    let mut conn = db.read().await.unwrap();
    let event = store::event::by_slug(&mut conn, &slug).await.unwrap().unwrap();
    let mut line = Vec::new();
    for member in &network.visitors.members {
        let row = store::rsvp::get(&mut conn, event.id, *member).await.unwrap().unwrap();
        line.push((row.turn, row.state));
    }
    line.sort_by_key(|(turn, _)| *turn);
    let seats = line.iter().take_while(|(_, state)| *state == RsvpState::Going).count();
    assert_eq!(seats, 20, "the first in the line have the seats");
    assert!(line[20..].iter().all(|(_, state)| *state == RsvpState::Waiting), "the rest wait");
    let turns: Vec<i64> = line.into_iter().map(|(turn, _)| turn).collect();
    assert_eq!(turns, (1..=i64::try_from(MEMBERS).unwrap()).collect::<Vec<_>>(), "one turn each");
}
