//! The tools that come from npm: Playwright and axe for the browser tests, Lighthouse on demand.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::state::hash;
use crate::step::{plain, step};
use crate::{browser, paths, sh};

/// Installs what `end2end/package.json` asks for, when it or its lock file changed.
///
/// # Errors
/// When Node is missing or too old, or npm fails.
pub(crate) fn ready() -> Result<()> {
    node()?;
    let folder = paths::root().join("end2end");
    let stamp = folder.join("node_modules/.enishi-stamp");
    if fs::read_to_string(&stamp).is_ok_and(|old| old == wanted(&folder)) {
        return Ok(());
    }
    step("npm install in end2end");
    let mut npm = Command::new("npm");
    npm.args(["install", "--no-audit", "--no-fund"]).current_dir(&folder);
    npm.env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    sh::quiet(&mut npm, "install the browser test tools", "check the network, then try again")?;
    fs::write(&stamp, wanted(&folder)).with_context(|| format!("could not write {}", stamp.display()))
}

/// `npx playwright` in `end2end`.
pub(crate) fn playwright() -> Command {
    let mut npx = Command::new("npx");
    plain(&mut npx);
    npx.args(["--no-install", "playwright"]).current_dir(paths::root().join("end2end"));
    npx
}

/// Lighthouse, with the Node it wants, in the target folder.
///
/// # Errors
/// When it cannot be installed.
pub(crate) fn lighthouse() -> Result<Command> {
    node()?;
    let folder = paths::target().join("lighthouse");
    if !folder.join("node_modules/lighthouse/cli/index.js").is_file() {
        step("npm install lighthouse (and the Node 22 it wants)");
        fs::create_dir_all(&folder)?;
        let mut npm = Command::new("npm");
        npm.args(["install", "--no-audit", "--no-fund", "--prefix"]).arg(&folder);
        npm.args(["lighthouse@13", "node@22"]).current_dir(&folder);
        sh::quiet(&mut npm, "install Lighthouse", "check the network, then try again")?;
    }
    let mut lighthouse = Command::new(folder.join("node_modules/node/bin/node"));
    lighthouse.arg("node_modules/lighthouse/cli/index.js").current_dir(&folder);
    lighthouse.env("CHROME_PATH", browser::ready()?);
    Ok(lighthouse)
}

fn node() -> Result<()> {
    let why = "the browser tests run on it";
    let version = sh::need("node", why, "install Node 20 or newer")?;
    sh::need("npm", why, "install npm, which comes with Node")?;
    if major(&version).is_none_or(|major| major < 20) {
        bail!("Node is too old ({version}): Playwright needs 20; install Node 20 or newer");
    }
    Ok(())
}

fn major(version: &str) -> Option<u32> {
    version.strip_prefix('v')?.split('.').next()?.parse().ok()
}

/// Hash of what decides which packages are installed.
fn wanted(folder: &Path) -> String {
    let files =
        ["package.json", "package-lock.json"].map(|name| fs::read(folder.join(name)).unwrap_or_default());
    hash(&files.concat())
}

#[cfg(test)]
mod tests {
    use super::major;

    #[test]
    fn the_version_of_node_is_understood() {
        assert_eq!(major("v20.20.2"), Some(20));
        assert_eq!(major("nonsense"), None);
    }
}
