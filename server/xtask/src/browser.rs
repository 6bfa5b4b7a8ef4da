//! Chromium and Japanese fonts, for the browser tests and Lighthouse.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Result, bail};

use crate::{apt, sh, step::step};

/// Debian's Chromium without its windows: pages and scripts are the same, a page takes half the time, a new visitor a quarter.
const SHELL: &str = "chromium-headless-shell";

/// What the browser tests run in: `CHROMIUM`, else Chromium without its windows, where the system has it or offers it as a
/// package, else Chromium itself.
///
/// # Errors
/// As [`ready`]; that there is no Chromium without windows is none.
pub(crate) fn for_tests() -> Result<PathBuf> {
    let chromium = ready()?;
    if chosen().is_some() {
        return Ok(chromium);
    }
    let shell = PathBuf::from("/usr/bin").join(SHELL);
    if !shell.is_file()
        && let Err(error) = install_shell()
    {
        step(&format!("the browser tests take longer, in Chromium itself: {error:#}"));
    }
    Ok(if shell.is_file() { shell } else { chromium })
}

fn install_shell() -> Result<()> {
    if !apt::offers(SHELL) {
        bail!("there is no package {SHELL}");
    }
    // Both are of one version, or neither can be installed.
    apt::install(&["chromium", SHELL], "faster browser tests")
}

/// Finds Chromium (`CHROMIUM`, else the system's) and Japanese fonts; installs what is missing.
///
/// # Errors
/// When they cannot be installed.
pub(crate) fn ready() -> Result<PathBuf> {
    let mut missing = Vec::new();
    if find().is_none() {
        missing.push("chromium");
    }
    match sh::capture(Command::new("fc-list").arg(":lang=ja")) {
        None => missing.extend(["fontconfig", "fonts-noto-cjk"]),
        Some(fonts) if fonts.is_empty() => missing.push("fonts-noto-cjk"),
        Some(_) => {}
    }
    if !missing.is_empty() {
        apt::install(&missing, "the browser tests")?;
    }
    match find() {
        Some(chromium) => Ok(chromium),
        None => bail!("no Chromium was found: the browser tests run in it; set CHROMIUM to its path"),
    }
}

fn find() -> Option<PathBuf> {
    let usual = ["/usr/bin/chromium", "/usr/bin/chromium-browser"].map(PathBuf::from);
    chosen().into_iter().chain(usual).find(|path| path.is_file())
}

fn chosen() -> Option<PathBuf> {
    std::env::var_os("CHROMIUM").map(PathBuf::from).filter(|path| path.is_file())
}
