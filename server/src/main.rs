//! `enishi`: the one binary. Reads the command line and the configuration, then hands over to a subcommand.
#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::expect_used, clippy::allow_attributes))]
mod allocator;
mod api;
mod assets;
mod cli;
mod commands;
mod config;
mod demo;
mod feeds;
mod headers;
mod health;
mod leavers;
mod oidc;
mod origin;
mod router;
mod scim;
mod serve;
#[cfg(test)]
mod tests;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    allocator::settle();
    run()
}

#[tokio::main]
async fn run() -> ExitCode {
    let cli = cli::Cli::parse();
    match commands::run(cli).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("enishi: {}", sentence(&*error));
            ExitCode::FAILURE
        }
    }
}

/// An error and what caused it, on one line.
fn sentence(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text = format!("{text}: {error}");
        cause = error.source();
    }
    text
}
