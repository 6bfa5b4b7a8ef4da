//! Installing system packages, only when something is missing.

use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::{Result, bail};

use crate::{sh, step::step};

static UPDATED: AtomicBool = AtomicBool::new(false);

/// Installs Debian packages; `why` says what wants them.
///
/// # Errors
/// When the system has no apt-get, we may not use it, or the packages cannot be had.
pub(crate) fn install(packages: &[&str], why: &str) -> Result<()> {
    let names = packages.join(" ");
    if sh::capture(Command::new("apt-get").arg("--version")).is_none() {
        bail!("{why} needs {names}, and this system has no apt-get: install them by hand, then try again");
    }
    if !UPDATED.swap(true, Ordering::Relaxed) {
        step("apt-get update");
        sh::quiet(as_root("apt-get").args(["update", "-q"]), "read the package lists", "check the network")?;
    }
    step(&format!("apt-get install {names} ({why})"));
    sh::quiet(
        as_root("apt-get").args(["install", "-y", "-q", "--no-install-recommends"]).args(packages),
        &format!("install {names}, wanted for {why}"),
        "install them by hand, then try again",
    )
}

/// Whether the lists of packages that the system has offer `package`.
pub(crate) fn offers(package: &str) -> bool {
    sh::capture(Command::new("apt-cache").args(["show", package])).is_some_and(|found| !found.is_empty())
}

/// A command run as root: by itself when we are root, else through `sudo`.
pub(crate) fn as_root(program: &str) -> Command {
    if is_root() {
        let mut command = Command::new(program);
        command.env("DEBIAN_FRONTEND", "noninteractive");
        return command;
    }
    let mut command = Command::new("sudo");
    command.args(["env", "DEBIAN_FRONTEND=noninteractive", program]);
    command
}

/// Whether we run as root.
pub(crate) fn is_root() -> bool {
    sh::capture(Command::new("id").arg("-u")).is_some_and(|id| id == "0")
}
