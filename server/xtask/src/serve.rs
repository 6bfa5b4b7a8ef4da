//! `run` and `build`: the server with its site, for development and for shipping.

use std::fs;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::child::enishi;
use crate::compress::Effort;
use crate::toolchain::Toolchain;
use crate::{paths, sh, site, step::step};

/// What `cargo xtask run` was asked for.
#[derive(clap::Args, Clone, Debug, Default)]
pub(crate) struct Options {
    /// Serve an empty network: no demonstration company, no sign-in shortcuts
    #[arg(long)]
    pub(crate) empty: bool,
    /// Port on the loopback address, instead of the server's default
    #[arg(long, value_name = "N")]
    pub(crate) port: Option<u16>,
    /// Compile the server with optimisations
    #[arg(long)]
    pub(crate) release: bool,
    /// Further arguments for `enishi serve`
    #[arg(last = true)]
    pub(crate) rest: Vec<String>,
}

/// Sets up, builds and serves; becomes the server, so it returns only on failure.
///
/// # Errors
/// When something does not build, or the data folder belongs to the other kind of network.
pub(crate) fn run(options: &Options) -> Result<()> {
    let data = paths::root().join("data");
    check_data(&data, options.empty)?;
    let toolchain = Toolchain::ready()?;
    site::build(toolchain, Effort::Quick)?;
    let profile = build_server(toolchain, options.release)?;
    seed(profile, &data, options.empty)?;
    step("serve");
    let error = command(profile, options).exec();
    bail!("could not start the server: {error}; build it with `cargo xtask run`")
}

/// The one binary to ship: optimised, with the site inside. Prints its path.
///
/// # Errors
/// When something does not build.
pub(crate) fn build() -> Result<()> {
    let toolchain = Toolchain::ready()?;
    site::build(toolchain, Effort::Best)?;
    step("build the server with the site inside (some minutes)");
    let mut cargo = toolchain.cargo("build");
    cargo.args(["--release", "-p", "server", "--bin", "enishi", "--features", "embed-site"]);
    // The macro that embeds the site does not tell cargo about added files; this variable does.
    cargo.env("ENISHI_SITE_DIR", paths::site()).env("ENISHI_SITE_VERSION", site::version()?);
    sh::run(&mut cargo, "build the server", "correct the errors above")?;
    println!("{}", paths::server("release").display());
    Ok(())
}

/// Compiles the server; the folder of the profile it is in.
///
/// # Errors
/// When it does not compile.
pub(crate) fn build_server(toolchain: Toolchain, release: bool) -> Result<&'static str> {
    step("build the server");
    let mut cargo = toolchain.cargo("build");
    cargo.args(["-p", "server", "--bin", "enishi"]);
    if release {
        cargo.arg("--release");
    }
    sh::run(&mut cargo, "build the server", "correct the errors above")?;
    Ok(if release { "release" } else { "debug" })
}

/// `enishi serve` as asked for.
pub(crate) fn command(profile: &str, options: &Options) -> Command {
    let mut server = enishi(profile, "serve");
    if !options.empty {
        server.arg("--demo");
    }
    if let Some(port) = options.port {
        server.args(["--port", &port.to_string()]);
    }
    server.args(&options.rest);
    server
}

/// Fills an empty data folder with the demonstration company.
///
/// # Errors
/// When the server cannot do so.
pub(crate) fn seed(profile: &str, data: &Path, empty: bool) -> Result<()> {
    if empty || has_database(data) {
        return Ok(());
    }
    step("fill the data folder with the demonstration company");
    let mut seed = enishi(profile, "seed-demo");
    seed.arg("--data").arg(data);
    if let Err(error) = sh::run(&mut seed, "make the demonstration company", "look at the message above") {
        // Half a company must not be taken for a whole one next time.
        for kind in ["", "-wal", "-shm"] {
            let _ = fs::remove_file(data.join(format!("enishi.db{kind}")));
        }
        return Err(error);
    }
    fs::write(data.join("DEMO"), "Made by `enishi seed-demo`: nothing in this folder is real.\n")
        .context("could not mark the data folder as a demonstration: make it writable")
}

/// Stops before a demonstration is served as a real network, or the other way round.
///
/// # Errors
/// One sentence: which folder, why not, what to do.
pub(crate) fn check_data(data: &Path, empty: bool) -> Result<()> {
    let (name, demo) = (data.display(), data.join("DEMO").exists());
    if empty && demo {
        bail!(
            "{name} holds the demonstration company, so `--empty` cannot serve it: remove that folder first"
        );
    }
    if !empty && !demo && has_database(data) {
        bail!(
            "{name} holds a real network, which is not served with the demonstration's sign-in shortcuts: \
             run with `--empty`, or move that folder away"
        );
    }
    Ok(())
}

fn has_database(data: &Path) -> bool {
    data.join("enishi.db").exists()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{Options, check_data, command};

    #[test]
    fn a_demonstration_and_a_real_network_are_never_mixed_up() {
        let data = tempfile::tempdir().unwrap();
        assert!(check_data(data.path(), true).is_ok() && check_data(data.path(), false).is_ok());
        fs::write(data.path().join("enishi.db"), "").unwrap();
        assert!(check_data(data.path(), true).is_ok());
        assert!(check_data(data.path(), false).unwrap_err().to_string().contains("real network"));
        fs::write(data.path().join("DEMO"), "").unwrap();
        assert!(check_data(data.path(), true).unwrap_err().to_string().contains("demonstration"));
        assert!(check_data(data.path(), false).is_ok());
    }

    #[test]
    fn options_become_arguments() {
        let options = Options { port: Some(4000), rest: vec!["--x".into()], ..Options::default() };
        let server = command("debug", &options);
        assert_eq!(server.get_args().collect::<Vec<_>>(), ["serve", "--demo", "--port", "4000", "--x"]);
    }
}
