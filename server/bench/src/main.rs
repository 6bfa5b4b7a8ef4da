//! `enishi-bench`: how much a page costs, and how that grows with the network.
//!
//! For each size it generates a network once, serves a copy with the real server and measures what people do most, against a
//! plain file of the same server in the same minute: the ratio says more than requests per second of some machine.
mod load;
mod measure;
mod report;
mod same_answer;
mod scenario;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clap::Parser;

use crate::measure::Effort;

/// Measures the optimised server on generated networks
#[derive(Debug, Parser)]
#[command(name = "enishi-bench", args_override_self = true)]
struct Options {
    /// Sizes of the networks
    #[arg(long, value_delimiter = ',', default_value = "1000,10000,100000")]
    members: Vec<usize>,
    /// Short rounds: to see that it works, not to compare
    #[arg(long)]
    quick: bool,
    /// Only measure whether the time of an answer tells if an address is a member's, on a network of its own
    #[arg(long)]
    same_answer: bool,
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
    for members in &options.members {
        let run = run_folder(&options, *members).await?;
        let network = measure::network(&server, &run, *members, effort).await;
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
    let apart = compared.iter().filter(|c| c.difference_ms() > same_answer::BAR_MS).count();
    anyhow::ensure!(apart == 0, "{apart} of {} answers tell by their time who is a member", compared.len());
    Ok(())
}

/// A folder with a copy of the network of `members`, which is made when there is none, and the site with the file to compare with.
async fn run_folder(options: &Options, members: usize) -> Result<PathBuf> {
    let kept = options.work.join(format!("network-{members}-{}.db", options.seed));
    if !kept.exists() {
        println!("Making a network of {members} members …");
        let begin = std::time::Instant::now();
        let partial = kept.with_extension("partial");
        remove_db(&partial);
        bench::network::generate(&partial, members, options.seed).await?;
        std::fs::rename(&partial, &kept)?;
        println!("… in {:.1} s, {} MB", begin.elapsed().as_secs_f64(), kept.metadata()?.len() / 1_000_000);
    }
    let run = options.work.join(format!("run-{}-{members}", std::process::id()));
    let site = run.join("site/pkg");
    std::fs::create_dir_all(&site)?;
    std::fs::copy(&kept, run.join("enishi.db"))?;
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
