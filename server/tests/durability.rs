//! What was acknowledged is there, whenever the process is killed.
mod load;

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use bench::http::{Ask, Client};
use bench::network::token;
use load::{MEMBERS, Network};
use store::Db;
use types::id::{MemberId, PostId};

/// How often the server is killed.
const ROUNDS: u64 = 100;
/// Clients that write at once.
const CLIENTS: usize = 4;
/// Events, so that nobody has to sign up twice for one.
const EVENTS: usize = 60;

/// What the server said it had done.
#[derive(Debug)]
enum Written {
    Post(PostId),
    SignUp { event: String, member: MemberId },
}

/// Writes until the server is gone, posts and sign-ups in turn.
async fn write(host: SocketAddr, network: Arc<Network>, next: Arc<AtomicUsize>) -> Vec<Written> {
    let (mut client, mut written) = (Client::new(host), Vec::new());
    loop {
        let n = next.fetch_add(1, Ordering::Relaxed);
        let (who, event) = (n / 2 % MEMBERS, &network.visitors.events[n / 2 / MEMBERS % EVENTS]);
        let is_post = n.is_multiple_of(2);
        let ask = if is_post {
            Ask::post("/", &token(who), format!("action=publish&body=No.{n}"))
        } else {
            Ask::post(format!("/events/{event}"), &token(who), "act=join".into())
        };
        // An answer that was cut off acknowledges nothing.
        let Ok(answer) = client.ask(&ask).await else { return written };
        assert_eq!(answer.status, 303, "{ask:?}: {}", String::from_utf8_lossy(&answer.body));
        written.push(if is_post {
            Written::Post(answer.location.strip_prefix("/#p-").expect("a post").parse().unwrap())
        } else {
            Written::SignUp { event: event.clone(), member: network.visitors.members[who] }
        });
    }
}

/// Those of `written` that are not there.
async fn missing(db: &Db, written: &[Written]) -> Vec<String> {
    let (mut conn, mut missing) = (db.read().await.unwrap(), Vec::new());
    for it in written {
        let is_there = match it {
            Written::Post(id) => {
                store::post::by_id(&mut conn, store::sight::Eye::NOBODY, *id).await.unwrap().is_some()
            }
            Written::SignUp { event, member } => {
                let event = store::event::by_slug(&mut conn, event).await.unwrap().unwrap();
                store::rsvp::get(&mut conn, event.id, *member).await.unwrap().is_some()
            }
        };
        if !is_there {
            missing.push(format!("{it:?}"));
        }
    }
    missing
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_acknowledged_is_lost_when_the_server_is_killed_100_times() {
    let network = Arc::new(Network::new(EVENTS, 1_000).await);
    let next = Arc::new(AtomicUsize::new(0));
    let mut all = Vec::new();
    let mut server = network.serve().await;
    for round in 1..=ROUNDS {
        let mut clients = tokio::task::JoinSet::new();
        for _ in 0..CLIENTS {
            clients.spawn(write(server.host, network.clone(), next.clone()));
        }
        // Each time at another moment of the writing.
        tokio::time::sleep(Duration::from_millis(60 + round * 37 % 80)).await;
        server.kill().unwrap();
        let written: Vec<Written> = clients.join_all().await.into_iter().flatten().collect();
        // Starting reads what the killed process left in the log of the database.
        server = network.serve().await;
        let db = Db::sqlite(&network.folder.path().join("enishi.db")).await.unwrap();
        let lost = missing(&db, &written).await;
        assert!(lost.is_empty(), "round {round} lost {lost:?}");
        all.extend(written);
        if round == ROUNDS {
            assert_eq!(missing(&db, &all).await, Vec::<String>::new(), "from earlier rounds");
        }
        db.close().await;
    }
    println!("{} writes acknowledged in {ROUNDS} rounds, all there", all.len());
    assert!(all.len() > 500, "only {} writes were acknowledged: nothing was proved", all.len());
    assert!(!server.log_text().contains("panicked at"), "{}", server.log_text());
}
