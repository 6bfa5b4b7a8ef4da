//! `cargo xtask …`: sets up a machine, builds, serves, tests and measures the project.

mod apt;
mod bindgen;
mod browser;
mod checks;
mod child;
mod compress;
mod css;
mod lighthouse;
#[cfg(test)]
mod modules;
mod npm;
mod parts;
mod paths;
mod postgres;
mod rust_tests;
mod scim;
mod scratch;
mod serve;
mod sh;
mod site;
mod size;
mod state;
mod step;
mod tally;
mod toolchain;
mod wasm_names;
mod wasm_std;
mod watch;

use std::process::{Command, ExitCode};

use anyhow::Result;
use clap::{Parser, Subcommand};

use crate::parts::Part;
use crate::toolchain::Toolchain;

/// Development tasks of Enishi
#[derive(Parser)]
#[command(name = "xtask", bin_name = "cargo xtask")]
struct Cli {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Install everything that building and testing needs; at once when all is there
    Setup,
    /// Build and serve the demonstration company from ./data
    Run(serve::Options),
    /// Build the one binary to ship: optimised, with the site inside
    Build,
    /// Run the tests: all parts in order, or the named ones
    Test {
        /// Parts to run
        parts: Vec<Part>,
        /// Further arguments for Playwright
        #[arg(last = true)]
        rest: Vec<String>,
    },
    /// Format the code
    Fmt,
    /// Run clippy on both halves and check the documentation's links
    Lint,
    /// Build the optimised server and run its benchmark, `enishi-bench`
    Bench {
        /// Arguments of the benchmark
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        rest: Vec<String>,
    },
    /// Serve, and build again whenever a file changes
    Watch(serve::Options),
    /// Print the bytes of WASM, script and stylesheet, and check the budget
    Size {
        /// Print the bytes of code per crate instead
        #[arg(long)]
        crates: bool,
    },
    /// Build the documentation of the workspace
    Doc,
    /// Measure the pages most visits begin with in Lighthouse, as on a phone, against their bars
    Lighthouse {
        /// Compile the server with optimisations
        #[arg(long)]
        release: bool,
    },
}

fn main() -> ExitCode {
    step::start();
    match perform(Cli::parse().task) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Whether the task found everything well.
fn perform(task: Task) -> Result<bool> {
    match task {
        Task::Setup => set_up()?,
        Task::Run(options) => serve::run(&options)?,
        Task::Build => serve::build()?,
        Task::Test { parts, rest } => return parts::test(&parts, &rest),
        Task::Fmt => checks::fmt(false)?,
        Task::Lint => checks::lint(Toolchain::ready()?)?,
        Task::Bench { rest } => bench(&rest)?,
        Task::Watch(options) => watch::run(&options)?,
        Task::Size { crates: false } => size::check(Toolchain::ready()?)?,
        Task::Size { crates: true } => size::crates(Toolchain::ready()?)?,
        Task::Doc => checks::doc(Toolchain::ready()?, false)?,
        Task::Lighthouse { release } => return lighthouse::run(release),
    }
    Ok(true)
}

fn set_up() -> Result<()> {
    let toolchain = Toolchain::ready()?;
    toolchain.clippy()?;
    let postgres = postgres::programs()?;
    let chromium = browser::for_tests()?;
    npm::ready()?;
    scim::ready()?;
    step::step("ready");
    println!("compiler    {}", toolchain.name());
    println!("PostgreSQL  {}", postgres.display());
    println!("Chromium    {}", chromium.display());
    Ok(())
}

fn bench(rest: &[String]) -> Result<()> {
    let toolchain = Toolchain::ready()?;
    site::build(toolchain, compress::Effort::Best)?;
    step::step("build the server and its benchmark");
    let mut cargo = toolchain.cargo("build");
    // Together, so that both are built with the same features of what they share.
    cargo.args(["--release", "-p", "server", "-p", "bench", "--bin", "enishi", "--bin", "enishi-bench"]);
    sh::run(&mut cargo, "build the benchmark", "correct the errors above")?;
    step::step("run the benchmark");
    let mut bench = Command::new(paths::server("release").with_file_name("enishi-bench"));
    bench.current_dir(paths::root()).env("ENISHI_SITE_DIR", paths::site());
    bench
        .arg("--work")
        .arg(paths::target().join("bench"))
        .arg("--json")
        .arg(paths::target().join("bench.json"));
    sh::run(bench.args(rest), "run the benchmark", "look at the message above")
}
