//! SCIM as a directory uses it: scim2-tester, a conformance test in Python, against a server of ours.

use std::fs;
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::child::Server;
use crate::state::hash;
use crate::tally::{self, Tally};
use crate::toolchain::Toolchain;
use crate::{apt, paths, serve, sh, step::step};

/// A token for this one run.
const TOKEN: &str = "scim-token-of-the-conformance-test-0123456789";

/// Runs the conformance test; `has_server` when the server is compiled already.
///
/// # Errors
/// When something does not build, install or answer.
pub(crate) fn test(toolchain: Toolchain, has_server: bool) -> Result<Tally> {
    let python = ready()?;
    let profile = if has_server { "debug" } else { serve::build_server(toolchain, false)? };
    let data = paths::target().join("scim-data");
    if data.exists() {
        fs::remove_dir_all(&data).context("could not empty the data folder of the conformance test")?;
    }
    let port = free_port()?;
    let mut serve = Command::new(paths::server(profile));
    serve.arg("serve").env("ENISHI_SCIM_TOKEN", TOKEN).current_dir(paths::root());
    serve.args(["--port", &port.to_string(), "--data"]).arg(&data);
    let _server = Server::start(&serve, Stdio::null)?;
    wait(port)?;
    step("run scim2-tester");
    let mut check = Command::new(python);
    check.arg(folder().join("check.py")).arg(format!("http://127.0.0.1:{port}/scim/v2"));
    check.env("SCIM_TOKEN", TOKEN);
    let mut sum = Tally::default();
    // It ends with counts as Playwright's.
    let ended_well = sh::watch_lines(&mut check, "run scim2-tester", |line| sum += tally::playwright(line))?;
    if !ended_well && sum.failed == 0 {
        sum.failed = 1;
    }
    Ok(sum)
}

/// The Python that has scim2-tester; installs what is missing.
///
/// # Errors
/// When it cannot be installed.
pub(crate) fn ready() -> Result<PathBuf> {
    let list = folder().join("requirements.txt");
    let wanted = hash(&fs::read(&list).context("could not read what scim2-tester needs")?);
    let home = paths::target().join("scim-python");
    let (python, installed) = (home.join("bin/python"), home.join("installed"));
    if fs::read_to_string(&installed).is_ok_and(|installed| installed == wanted) {
        return Ok(python);
    }
    if sh::capture(Command::new("python3").args(["-c", "import venv, ensurepip; print(1)"])).is_none() {
        apt::install(&["python3", "python3-venv"], "the conformance test of SCIM")?;
    }
    step("install scim2-tester");
    let mut venv = Command::new("python3");
    venv.args(["-m", "venv", "--clear"]).arg(&home);
    sh::quiet(&mut venv, "make a folder for Python packages", "look at the message above")?;
    let mut pip = Command::new(&python);
    pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r"]).arg(&list);
    sh::quiet(&mut pip, "install scim2-tester", "check the network")?;
    fs::write(&installed, wanted).context("could not note what was installed")?;
    Ok(python)
}

fn folder() -> PathBuf {
    paths::root().join("server/xtask/scim")
}

/// A port nobody listens on now.
fn free_port() -> Result<u16> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).context("could not find a free port")?;
    Ok(listener.local_addr()?.port())
}

/// Waits until the server takes connections.
fn wait(port: u16) -> Result<()> {
    let end = Instant::now() + Duration::from_secs(20);
    while TcpStream::connect(("127.0.0.1", port)).is_err() {
        if Instant::now() > end {
            bail!("the server did not listen on port {port} within 20 s: run `cargo xtask run` to see why");
        }
        thread::sleep(Duration::from_millis(50));
    }
    Ok(())
}
