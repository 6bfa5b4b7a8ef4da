//! How much finding people costs in a large network, on either engine: what the service asks the store for a page, without the HTML.
//!
//! Beside it what one would write without an index, as controls: LIKE for words, OFFSET for pages.
mod control;
mod question;

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use bench::network::token;
use bench::process::{cpu_of_all, cpu_of_threads};
use serde::Serialize;
use service::Service;
use service::clock::SystemClock;
use service::secret::Secrets;
use service::viewer::Viewer;
use store::Db;

use crate::load::{self, Asks, CLIENTS};
use crate::measure::median;
use crate::same_answer::config;
use control::Control;
use question::Question;

/// Those who search.
pub const VIEWERS: usize = 200;
/// Answers to count processor time over.
const COUNTED: usize = 400;
/// Rounds of them; the median counts.
const ROUNDS: usize = 3;

/// Moves the network at `path` into `target`, unless it is there already.
pub async fn fill(path: &Path, target: &Db, members: usize) -> Result<()> {
    target.migrate().await?;
    let mut conn = target.read().await?;
    let listed = store::directory::listed(&mut conn, i64::MIN, 1).await?;
    drop(conn);
    if listed.is_empty() {
        println!("Moving the network of {members} members …");
        let begin = Instant::now();
        let source = Db::sqlite(path).await?;
        service::move_db::move_db(&source, target).await?;
        source.close().await;
        println!("… in {:.1} s", begin.elapsed().as_secs_f64());
    }
    Ok(())
}

/// What a question costs.
#[derive(Clone, Debug, Serialize)]
pub struct Cost {
    /// Which question, or which control.
    pub name: &'static str,
    /// Processor time of an answer at the store, in milliseconds: of the threads of SQLite, or the processes of PostgreSQL.
    pub store_ms: f64,
    /// The same, with what the service does before and after.
    pub cpu_ms: f64,
    /// SQL statements of an answer.
    pub statements: f64,
    /// 99 of 100 answers at half load come within so many milliseconds; not measured for controls.
    pub p99_ms: Option<f64>,
    /// Whether the bars are about it: not about controls, nor about the numbers beside filters.
    pub has_bar: bool,
}

/// Measures the network in `db`, whose visitors are prepared.
pub async fn measure(db: Db, folder: &Path, pace: Duration) -> Result<Vec<Cost>> {
    let is_postgres = matches!(db, Db::Postgres { .. });
    let service = Service::new(db, Arc::new(SystemClock), Secrets::from_os(), config(folder)?)?;
    let mut viewers = Vec::new();
    for n in 0..VIEWERS {
        viewers.push(service.visit(Some(&token(n))).await?.0);
    }
    let asking = Arc::new(Asking { service, viewers });
    let middle = question::middle(&asking.service, &asking.viewers[0]).await?;
    let mut costs = Vec::new();
    for question in Question::ALL {
        let mut searcher = Searcher { asking: asking.clone(), question, middle, next: 0 };
        let cost = sequence(question.name(), &mut searcher, COUNTED, is_postgres).await?;
        let many = |count: usize| {
            let one = |n: usize| Searcher { next: n * 7, ..searcher.clone() };
            (0..count).map(one).collect::<Vec<_>>()
        };
        let begin = Instant::now();
        let (count, _) = load::fast(many(CLIENTS), pace / 2).await?;
        let per_s = f64::from(u32::try_from(count)?) / begin.elapsed().as_secs_f64();
        let times = load::paced(many(CLIENTS), per_s / 2.0, pace).await?;
        let p99_ms = Some(load::p99_ms(times));
        costs.push(Cost { p99_ms, has_bar: question.has_bar(), ..cost });
    }
    let db = asking.service.db();
    for control in Control::ALL {
        let mut asks = control::Asking::new(db.clone(), control);
        asks.ask().await.with_context(|| control.name())?;
        costs.push(sequence(control.name(), &mut asks, control.counted(), is_postgres).await?);
    }
    db.close().await;
    Ok(costs)
}

/// Processor time so far: at the store, and with the service.
fn cpu(is_postgres: bool) -> Result<[Duration; 2]> {
    let service = cpu_of_threads("")?;
    if is_postgres {
        let store = cpu_of_all("postgres")?;
        return Ok([store, store + service]);
    }
    // The name of sqlx's threads, cut to what Linux keeps of it.
    Ok([cpu_of_threads("sqlx-sqlite-wor")?, service])
}

/// What one of `count` answers costs, one after the other.
async fn sequence(name: &'static str, asks: &mut impl Asks, count: usize, is_postgres: bool) -> Result<Cost> {
    asks.ask().await?;
    let (mut store, mut all, before) = (Vec::new(), Vec::new(), store::db::statements());
    let each = f64::from(u32::try_from(count)?);
    for _ in 0..ROUNDS {
        let begin = cpu(is_postgres)?;
        for _ in 0..count {
            asks.ask().await?;
        }
        let end = cpu(is_postgres)?;
        let ms = |i: usize| end[i].saturating_sub(begin[i]).as_secs_f64() * 1_000.0 / each;
        store.push(ms(0));
        all.push(ms(1));
    }
    let statements = f64::from(u32::try_from(store::db::statements() - before)?);
    let cost = Cost {
        name,
        store_ms: median(&mut store),
        cpu_ms: median(&mut all),
        statements: statements / each / f64::from(u32::try_from(ROUNDS)?),
        p99_ms: None,
        has_bar: false,
    };
    eprintln!("{name}: {:.3} ms", cost.store_ms);
    Ok(cost)
}

/// The network and those who look.
struct Asking {
    service: Service,
    viewers: Vec<Viewer>,
}

/// Asks a question, each time as the next viewer.
#[derive(Clone)]
struct Searcher {
    asking: Arc<Asking>,
    question: Question,
    middle: service::directory::Place,
    next: usize,
}

impl Asks for Searcher {
    async fn ask(&mut self) -> Result<usize> {
        self.next += 1;
        let viewer = &self.asking.viewers[self.next % self.asking.viewers.len()];
        let found = self.question.ask(&self.asking.service, viewer, self.middle).await?;
        ensure!(found > 0 || self.question.may_be_empty(), "{} found nobody", self.question.name());
        Ok(found)
    }
}
