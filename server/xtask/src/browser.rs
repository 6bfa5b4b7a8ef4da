//! Chromium and Japanese fonts, for the browser tests and Lighthouse.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Result, bail};

use crate::{apt, sh};

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
    let chosen = std::env::var_os("CHROMIUM").map(PathBuf::from);
    let usual = ["/usr/bin/chromium", "/usr/bin/chromium-browser"].map(PathBuf::from);
    chosen.into_iter().chain(usual).find(|path| path.is_file())
}
