//! Rounds of measuring on one network.
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use bench::http::{Ask, Client};
use bench::network::prepare;
use bench::process::Server;
use serde::Serialize;
use store::Db;

use crate::load::{self, Browser, CLIENTS};
use crate::scenario::{Requests, Scenario};

/// Bytes of the file to compare with.
pub const FILE: usize = 20 * 1024;
/// Signed-in visitors at most.
const VISITORS: usize = 1_000;
/// Events to sign up for: with the visitors, enough for all rounds.
const EVENTS: usize = 60;
/// The zone the server is in unless told otherwise.
pub const ZONE: &str = "Asia/Tokyo";

/// How long to look.
#[derive(Clone, Copy, Debug)]
pub struct Effort {
    /// Rounds; the median counts.
    rounds: usize,
    /// Of each scenario in a round.
    slice: Duration,
    /// At half load.
    paced: Duration,
    /// Requests to count statements over.
    counted: usize,
}

impl Effort {
    /// To see that it works.
    pub const QUICK: Self =
        Self { rounds: 3, slice: Duration::from_millis(300), paced: Duration::from_millis(700), counted: 10 };
    /// To compare.
    pub const FULL: Self =
        Self { rounds: 5, slice: Duration::from_millis(1_500), paced: Duration::from_secs(5), counted: 50 };
}

/// The figures of one network.
#[derive(Clone, Debug, Serialize)]
pub struct Network {
    /// Its members.
    pub members: usize,
    /// From the start of the process to the first answer, in seconds.
    pub start_s: f64,
    /// Memory before anybody came, in megabytes.
    pub memory_at_rest_mb: f64,
    /// Memory after the measurement, in megabytes.
    pub memory_after_mb: f64,
    /// Requests for the file a second.
    pub file_per_s: f64,
    /// What was measured.
    pub scenarios: Vec<Figures>,
}

/// The figures of one scenario.
#[derive(Clone, Debug, Serialize)]
pub struct Figures {
    /// Which.
    pub name: &'static str,
    /// Requests a second.
    pub per_s: f64,
    /// Requests a second, as a part of those for the file in the same round.
    pub ratio: f64,
    /// Processor time of the server for a request, in milliseconds.
    pub cpu_ms: f64,
    /// SQL statements for a request, those of the background work it causes among them.
    pub statements: f64,
    /// 99 of 100 answers at half load come within so many milliseconds.
    pub p99_ms: f64,
    /// Bytes of an answer's body.
    pub bytes: usize,
}

#[derive(Default)]
struct Rounds {
    per_s: Vec<f64>,
    ratio: Vec<f64>,
    cpu_ms: Vec<f64>,
    bytes: usize,
}

/// Measures the network in the folder `run` with the server at `binary`.
pub async fn network(binary: &Path, run: &Path, members: usize, effort: Effort) -> Result<Network> {
    let db = Db::sqlite(&run.join("enishi.db")).await?;
    let visitors = prepare(&db, VISITORS, EVENTS, 100_000, ZONE).await?;
    db.close().await;
    let requests = Arc::new(Requests::new(visitors));
    let server = Server::start(binary, run, Some(&run.join("site"))).await?;
    tokio::time::sleep(Duration::from_millis(500)).await;
    let memory_at_rest_mb = megabytes(server.memory()?);
    let (mut file_per_s, mut scenarios) = (Vec::new(), Vec::new());
    // Reading comes first: what the benchmark writes is shorter than what people wrote, and would be the first page.
    for writes in [false, true] {
        let part: Vec<Scenario> = Scenario::ALL.into_iter().filter(|it| it.writes() == writes).collect();
        scenarios.extend(measure(&server, &requests, &part, effort, &mut file_per_s).await?);
    }
    Ok(Network {
        members,
        start_s: server.start.as_secs_f64(),
        memory_at_rest_mb,
        memory_after_mb: megabytes(server.memory()?),
        file_per_s: median(&mut file_per_s),
        scenarios,
    })
}

/// Measures scenarios in turns with the file.
async fn measure(
    server: &Server,
    requests: &Arc<Requests>,
    part: &[Scenario],
    effort: Effort,
    file_per_s: &mut Vec<f64>,
) -> Result<Vec<Figures>> {
    let mut statements = Vec::new();
    for scenario in part {
        // The first requests fill caches and prepare statements.
        browse(server, requests, *scenario, effort.slice / 3).await?;
        server.settle().await?;
        statements.push(count(server, requests, *scenario, effort.counted).await?);
    }
    let mut all: Vec<Rounds> = part.iter().map(|_| Rounds::default()).collect();
    for round in 1..=effort.rounds {
        eprintln!("round {round} of {}", effort.rounds);
        for (rounds, scenario) in all.iter_mut().zip(part) {
            let (file, ..) = slice(server, requests, Scenario::File, effort.slice / 3).await?;
            let (per_s, cpu_ms, bytes) = slice(server, requests, *scenario, effort.slice).await?;
            file_per_s.push(file);
            rounds.per_s.push(per_s);
            rounds.ratio.push(per_s / file);
            rounds.cpu_ms.push(cpu_ms);
            rounds.bytes = bytes;
        }
    }
    let mut figures = Vec::new();
    for ((mut rounds, scenario), statements) in all.into_iter().zip(part).zip(statements) {
        let per_s = median(&mut rounds.per_s);
        let browsers = Browser::many(CLIENTS * 2, server.host, requests, *scenario);
        let times = load::paced(browsers, per_s / 2.0, effort.paced).await?;
        server.settle().await?;
        figures.push(Figures {
            name: scenario.name(),
            per_s,
            ratio: median(&mut rounds.ratio),
            cpu_ms: median(&mut rounds.cpu_ms),
            statements,
            p99_ms: load::p99_ms(times),
            bytes: rounds.bytes,
        });
    }
    Ok(figures)
}

/// Requests a second, processor time for one in milliseconds, and bytes of an answer.
async fn slice(
    server: &Server,
    requests: &Arc<Requests>,
    scenario: Scenario,
    time: Duration,
) -> Result<(f64, f64, usize)> {
    let (cpu, begin) = (server.cpu()?, Instant::now());
    let (count, bytes) = browse(server, requests, scenario, time).await?;
    let elapsed = begin.elapsed();
    if scenario.writes() {
        // The mails it causes are part of its cost.
        server.settle().await?;
    }
    let count = f64::from(u32::try_from(count.max(1))?);
    let cpu = server.cpu()?.saturating_sub(cpu).as_secs_f64() * 1_000.0;
    Ok((count / elapsed.as_secs_f64(), cpu / count, bytes))
}

/// As fast as the answers come.
async fn browse(
    server: &Server,
    requests: &Arc<Requests>,
    scenario: Scenario,
    time: Duration,
) -> Result<(usize, usize)> {
    load::fast(Browser::many(CLIENTS, server.host, requests, scenario), time).await
}

/// SQL statements for one request.
async fn count(server: &Server, requests: &Requests, scenario: Scenario, over: usize) -> Result<f64> {
    let (first, second) = (statements(server).await?, statements(server).await?);
    load::sequence(server.host, requests, scenario, over).await?;
    if scenario.writes() {
        server.settle().await?;
    }
    // Asking for the count costs statements too.
    let used = statements(server).await?.saturating_sub(second).saturating_sub(second - first);
    Ok(f64::from(u32::try_from(used)?) / f64::from(u32::try_from(over)?))
}

async fn statements(server: &Server) -> Result<u64> {
    let answer = Client::new(server.host).ask(&Ask::get("/dev/statements", "")).await?;
    String::from_utf8_lossy(&answer.body).trim().parse().context("/dev/statements tells no number")
}

pub fn median(values: &mut [f64]) -> f64 {
    values.sort_unstable_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}

fn megabytes(bytes: u64) -> f64 {
    f64::from(u32::try_from(bytes / 1024).unwrap_or(u32::MAX)) / 1024.0
}
