//! Many clients at once: as fast as they can, or at a given pace.
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use bench::http::Client;

use crate::scenario::{Requests, Scenario, is_good};

/// Clients at once.
pub const CLIENTS: usize = 8;

/// One client of those at once.
pub trait Asks: Send + 'static {
    /// Asks once; the size of the answer.
    fn ask(&mut self) -> impl Future<Output = Result<usize>> + Send;
}

/// A client of the server.
pub struct Browser {
    client: Client,
    requests: Arc<Requests>,
    scenario: Scenario,
}

impl Browser {
    /// So many that ask for a scenario.
    pub fn many(count: usize, host: SocketAddr, requests: &Arc<Requests>, scenario: Scenario) -> Vec<Self> {
        let one = || Self { client: Client::new(host), requests: requests.clone(), scenario };
        std::iter::repeat_with(one).take(count).collect()
    }
}

impl Asks for Browser {
    async fn ask(&mut self) -> Result<usize> {
        one(&mut self.client, &self.requests, self.scenario).await
    }
}

/// Asks as fast as the answers come, for `time`; how many were answered, and the size of one of them.
pub async fn fast(clients: Vec<impl Asks>, time: Duration) -> Result<(usize, usize)> {
    let end = Instant::now() + time;
    let mut all = tokio::task::JoinSet::new();
    for mut client in clients {
        all.spawn(async move {
            let (mut count, mut bytes) = (0, 0);
            while Instant::now() < end {
                bytes = client.ask().await?;
                count += 1;
            }
            anyhow::Ok((count, bytes))
        });
    }
    let mut sum = (0, 0);
    while let Some(done) = all.join_next().await {
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
pub async fn paced(clients: Vec<impl Asks>, pace: f64, time: Duration) -> Result<Vec<Duration>> {
    let begin = Instant::now();
    let ticket = Arc::new(AtomicUsize::new(0));
    let mut all = tokio::task::JoinSet::new();
    for mut client in clients {
        let ticket = ticket.clone();
        all.spawn(async move {
            let mut times = Vec::new();
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
                client.ask().await?;
                times.push(due.elapsed());
            }
        });
    }
    let mut times = Vec::new();
    while let Some(done) = all.join_next().await {
        times.extend(done??);
    }
    Ok(times)
}

/// 99 of 100 took at most so many milliseconds.
pub fn p99_ms(mut times: Vec<Duration>) -> f64 {
    times.sort_unstable();
    let at = (times.len() * 99 / 100).min(times.len().saturating_sub(1));
    times.get(at).map_or(0.0, Duration::as_secs_f64) * 1_000.0
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
