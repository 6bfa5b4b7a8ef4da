//! Many clients at once: as fast as they can, or at a given pace.
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use bench::http::Client;

use crate::scenario::{Requests, Scenario, is_good};

/// Clients at once.
const CLIENTS: usize = 8;

/// Asks as fast as the answers come, for `time`; how many were answered, and the bytes of one of them.
pub async fn fast(
    host: SocketAddr,
    requests: &Arc<Requests>,
    scenario: Scenario,
    time: Duration,
) -> Result<(usize, usize)> {
    let end = Instant::now() + time;
    let mut clients = tokio::task::JoinSet::new();
    for _ in 0..CLIENTS {
        let requests = requests.clone();
        clients.spawn(async move {
            let (mut client, mut count, mut bytes) = (Client::new(host), 0, 0);
            while Instant::now() < end {
                bytes = one(&mut client, &requests, scenario).await?;
                count += 1;
            }
            anyhow::Ok((count, bytes))
        });
    }
    let mut sum = (0, 0);
    while let Some(done) = clients.join_next().await {
        let (count, bytes) = done??;
        sum = (sum.0 + count, bytes);
    }
    Ok(sum)
}

/// Asks `count` times, one after the other.
pub async fn sequence(host: SocketAddr, requests: &Requests, scenario: Scenario, count: usize) -> Result<()> {
    let mut client = Client::new(host);
    for _ in 0..count {
        one(&mut client, requests, scenario).await?;
    }
    Ok(())
}

/// Asks `pace` times a second for `time`; how long each answer took. Whoever comes late because earlier answers were slow
/// counts the wait too.
pub async fn paced(
    host: SocketAddr,
    requests: &Arc<Requests>,
    scenario: Scenario,
    pace: f64,
    time: Duration,
) -> Result<Vec<Duration>> {
    let begin = Instant::now();
    let ticket = Arc::new(AtomicUsize::new(0));
    let mut clients = tokio::task::JoinSet::new();
    for _ in 0..CLIENTS * 2 {
        let (requests, ticket) = (requests.clone(), ticket.clone());
        clients.spawn(async move {
            let (mut client, mut times) = (Client::new(host), Vec::new());
            loop {
                let number = u32::try_from(ticket.fetch_add(1, Ordering::Relaxed))?;
                let after = Duration::from_secs_f64(f64::from(number) / pace);
                if after > time {
                    return anyhow::Ok(times);
                }
                let mut due = begin + after;
                if Instant::now() < due {
                    // The timer may wake a moment late, which is not the server's doing.
                    tokio::time::sleep_until(due.into()).await;
                    due = Instant::now();
                }
                one(&mut client, &requests, scenario).await?;
                times.push(due.elapsed());
            }
        });
    }
    let mut all = Vec::new();
    while let Some(done) = clients.join_next().await {
        all.extend(done??);
    }
    Ok(all)
}

async fn one(client: &mut Client, requests: &Requests, scenario: Scenario) -> Result<usize> {
    let ask = requests.next(scenario);
    let answer = client.ask(&ask).await.with_context(|| format!("{} {}", scenario.name(), ask.path))?;
    ensure!(
        is_good(scenario, &answer),
        "{}: {} was answered with {}\n{}",
        scenario.name(),
        ask.path,
        answer.status,
        String::from_utf8_lossy(&answer.body).chars().take(2_000).collect::<String>()
    );
    Ok(answer.body.len())
}
