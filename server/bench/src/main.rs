//! `enishi-bench`: how much a page costs, and how that grows with the network.
//!
//! For each size it generates a network once, serves a copy with the real server and measures what people do most, against a
//! plain file of the same server in the same minute: the ratio says more than requests per second of some machine.
mod load;
mod measure;
mod report;
mod same_answer;
mod scenario;
mod search;

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result};
use clap::Parser;
use store::Db;

use crate::measure::Effort;

/// As the server has it: what is measured in this process allocates as much as there.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Measures the optimised server on generated networks
#[derive(Debug, Parser)]
#[command(name = "enishi-bench", args_override_self = true)]
struct Options {
    /// Sizes of the networks [default: 1000,10000,100000; with --search 1000000]
    #[arg(long, value_delimiter = ',')]
    members: Vec<usize>,
    /// Short rounds: to see that it works, not to compare
    #[arg(long)]
    quick: bool,
    /// Only measure whether the time of an answer tells if an address is a member's, on a network of its own
    #[arg(long)]
    same_answer: bool,
    /// Only measure what finding people costs at the store
    #[arg(long)]
    search: bool,
    /// With --search: an empty PostgreSQL database to measure too; the network stays in it for the next time
    #[arg(long, value_name = "URL", requires = "search")]
    postgres: Option<String>,
    /// The server to measure [default: beside this program]
    #[arg(long, value_name = "FILE")]
    server: Option<PathBuf>,
    /// Folder of the built site
    #[arg(long, env = "ENISHI_SITE_DIR", value_name = "FOLDER")]
    site_dir: Option<PathBuf>,
    /// Folder for the generated networks, which are kept for the next time
    #[arg(long, default_value = "target/bench", value_name = "FOLDER")]
    work: PathBuf,
    /// Where to write the figures
    #[arg(long, default_value = "target/bench.json", value_name = "FILE")]
    json: PathBuf,
    /// Seed of the networks
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

#[tokio::main]
async fn main() -> Result<()> {
    let options = Options::parse();
    if options.same_answer {
        return same_answer(&options).await;
    }
    if options.search {
        return search(&options).await;
    }
    let beside = std::env::current_exe()?.with_file_name("enishi");
    let server = options.server.clone().unwrap_or(beside);
    anyhow::ensure!(
        server.exists(),
        "there is no server at {}; build it or name one with --server",
        server.display()
    );
    std::fs::create_dir_all(&options.work).context("could not make the folder for the networks")?;
    let effort = if options.quick { Effort::QUICK } else { Effort::FULL };
    let mut networks = Vec::new();
    for members in sizes(&options.members, &[1_000, 10_000, 100_000]) {
        let run = run_folder(&options, members).await?;
        let network = measure::network(&server, &run, members, effort).await;
        std::fs::remove_dir_all(&run)?;
        let network = network?;
        print!("{}", report::table(&network));
        networks.push(network);
    }
    print!("{}", report::targets(&networks));
    if let Some(folder) = options.json.parent() {
        std::fs::create_dir_all(folder)?;
    }
    std::fs::write(&options.json, report::json(&networks, options.quick)?)?;
    println!("Figures are in {}.", options.json.display());
    Ok(())
}

/// In this process, on a network just large enough.
async fn same_answer(options: &Options) -> Result<()> {
    std::fs::create_dir_all(&options.work).context("could not make the folder for the networks")?;
    let run = run_folder(options, same_answer::ASKS).await?;
    let compared = same_answer::measure(&run.join("enishi.db"), &run).await;
    std::fs::remove_dir_all(&run)?;
    let compared = compared?;
    print!("{}", report::same_answer(&compared));
    let apart = compared.iter().filter(|c| c.difference_ms() > c.bar_ms).count();
    anyhow::ensure!(apart == 0, "{apart} of {} answers tell by their time who is there", compared.len());
    Ok(())
}

/// In this process, on networks that are kept as they are: searching changes nothing.
async fn search(options: &Options) -> Result<()> {
    std::fs::create_dir_all(&options.work).context("could not make the folder for the networks")?;
    let pace = Duration::from_secs(if options.quick { 1 } else { 8 });
    for members in sizes(&options.members, &[1_000_000]) {
        let path = options.work.join(format!("search-{members}-{}.db", options.seed));
        kept(&path, members, members.min(1_000), options.seed, search::VIEWERS).await?;
        let costs = search::measure(Db::sqlite(&path).await?, &options.work, pace).await?;
        print!("{}", report::search(&format!("{members} members, SQLite"), &costs, 10.0));
        if let Some(url) = &options.postgres {
            let target = Db::postgres(url).await?;
            search::fill(&path, &target, members).await?;
            let costs = search::measure(target, &options.work, pace).await?;
            print!("{}", report::search(&format!("{members} members, PostgreSQL"), &costs, 3.0));
        }
    }
    Ok(())
}

/// The sizes asked for, or the usual ones.
fn sizes(asked: &[usize], usual: &[usize]) -> Vec<usize> {
    if asked.is_empty() { usual.to_vec() } else { asked.to_vec() }
}

/// Makes the network at `path` when there is none, with so many signed-in visitors.
async fn kept(path: &Path, members: usize, posts: usize, seed: u64, visitors: usize) -> Result<()> {
    if path.exists() {
        return Ok(());
    }
    println!("Making a network of {members} members …");
    let begin = std::time::Instant::now();
    let partial = path.with_extension("partial");
    remove_db(&partial);
    bench::network::generate(&partial, members, posts, seed).await?;
    if visitors > 0 {
        let db = Db::sqlite(&partial).await?;
        bench::network::prepare(&db, visitors, 0, 0, measure::ZONE).await?;
        db.close().await;
    }
    std::fs::rename(&partial, path)?;
    println!("… in {:.1} s, {} MB", begin.elapsed().as_secs_f64(), path.metadata()?.len() / 1_000_000);
    Ok(())
}

/// A folder with a copy of the network of `members`, which is made when there is none, and the site with the file to compare with.
async fn run_folder(options: &Options, members: usize) -> Result<PathBuf> {
    let path = options.work.join(format!("network-{members}-{}.db", options.seed));
    // A million posts are enough for any page.
    kept(&path, members, (members * 10).min(1_000_000), options.seed, 0).await?;
    let run = options.work.join(format!("run-{}-{members}", std::process::id()));
    let site = run.join("site/pkg");
    std::fs::create_dir_all(&site)?;
    std::fs::copy(&path, run.join("enishi.db"))?;
    std::fs::write(site.join("file.bin"), vec![b'x'; measure::FILE])?;
    let manifest = options.site_dir.as_ref().map(|folder| std::fs::read(folder.join("manifest.json")));
    let manifest = manifest.and_then(Result::ok).unwrap_or_else(|| br#"{"js":"","css":""}"#.to_vec());
    std::fs::write(run.join("site/manifest.json"), manifest)?;
    Ok(run)
}

/// What an interrupted run left.
fn remove_db(path: &Path) {
    for ending in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{}{ending}", path.display()));
    }
}
