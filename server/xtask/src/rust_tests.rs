//! The Rust tests: one build for all packages, then every test binary run for the part it belongs to.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::tally::{self, Tally};
use crate::toolchain::{Toolchain, host_cargo};
use crate::{paths, sh, step::step};

/// A compiled test binary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TestBinary {
    /// Package it tests.
    pub(crate) package: String,
    /// Name of its target, for messages.
    pub(crate) target: String,
    /// Whether it tests a library, which may have documentation tests besides.
    pub(crate) library: bool,
    folder: PathBuf,
    executable: PathBuf,
}

#[cfg(test)]
impl TestBinary {
    /// A test that is nowhere.
    pub(crate) fn named(package: &str, target: &str) -> Self {
        let nowhere = PathBuf::new();
        let (package, target) = (package.to_owned(), target.to_owned());
        Self { package, target, library: false, folder: nowhere.clone(), executable: nowhere }
    }
}

/// Compiles the tests of some packages, or of the whole workspace (all but xtask) when none is named.
///
/// # Errors
/// When they do not compile.
pub(crate) fn build(toolchain: Toolchain, packages: &[&str]) -> Result<Vec<TestBinary>> {
    step("compile the tests");
    let mut cargo = toolchain.cargo("test");
    select(&mut cargo, packages);
    cargo.args(["--no-run", "--message-format=json-render-diagnostics"]);
    let output = cargo.stderr(Stdio::inherit()).output().context("could not start cargo")?;
    if !output.status.success() {
        bail!("could not compile the tests: see the errors above; correct them");
    }
    Ok(String::from_utf8_lossy(&output.stdout).lines().filter_map(parse).collect())
}

/// Runs test binaries as cargo would, each in the folder of its package.
///
/// # Errors
/// When a binary cannot be started; failing tests are counted, not errors.
pub(crate) fn run(toolchain: Toolchain, tests: &[&TestBinary], env: &[(String, String)]) -> Result<Tally> {
    let mut sum = Tally::default();
    for test in tests {
        println!("\n{} · {}", test.package, test.target);
        let mut command = toolchain.test_binary(&test.executable);
        command.arg("--quiet").current_dir(&test.folder).env("CARGO_MANIFEST_DIR", &test.folder);
        command.envs(env.iter().cloned()).env("CARGO_PKG_NAME", &test.package);
        sum += count(&mut command)?;
    }
    Ok(sum)
}

/// Runs the documentation tests of some packages' libraries, or of the whole workspace when none is named:
/// the same choice as for [`build`], since other packages would mean other features and another build.
///
/// # Errors
/// When cargo cannot be started.
pub(crate) fn run_docs(toolchain: Toolchain, packages: &[&str], tests: &[TestBinary]) -> Result<Tally> {
    let libraries: Vec<_> = packages.iter().copied().filter(|name| is_library(tests, name)).collect();
    if libraries.is_empty() && !packages.is_empty() {
        return Ok(Tally::default());
    }
    let mut cargo = toolchain.cargo("test");
    select(&mut cargo, &libraries);
    count(cargo.args(["--doc", "--no-fail-fast", "--", "--quiet"]))
}

/// Runs the tests of this crate, with the compiler and the profile that built it.
///
/// # Errors
/// When cargo cannot be started.
pub(crate) fn run_own() -> Result<Tally> {
    println!("\nxtask");
    count(host_cargo("test").args(["--profile", "xtask", "-p", "xtask", "--quiet"]))
}

/// Runs something that prints libtest's results; ending badly without a failed test counts as one.
fn count(command: &mut Command) -> Result<Tally> {
    let mut tally = Tally::default();
    let ended_well = sh::watch_lines(command, "run the tests", |line| tally += tally::libtest(line))?;
    if !ended_well && tally.failed == 0 {
        tally.failed = 1;
    }
    Ok(tally)
}

fn select(cargo: &mut Command, packages: &[&str]) {
    if packages.is_empty() {
        cargo.args(["--workspace", "--exclude", "xtask"]);
    }
    for package in packages {
        cargo.args(["-p", package]);
    }
}

fn is_library(tests: &[TestBinary], package: &str) -> bool {
    tests.iter().any(|test| test.library && test.package == package)
}

/// One line of cargo's JSON messages, when it is about a test binary.
fn parse(line: &str) -> Option<TestBinary> {
    let message: Value = serde_json::from_str(line).ok()?;
    if message["reason"] != "compiler-artifact" || message["profile"]["test"] != true {
        return None;
    }
    let executable = PathBuf::from(message["executable"].as_str()?);
    let folder = Path::new(message["manifest_path"].as_str()?).parent()?.to_path_buf();
    let target = &message["target"];
    let kinds = target["kind"].as_array().into_iter().flatten().filter_map(Value::as_str);
    Some(TestBinary {
        package: package_name(message["package_id"].as_str()?)?.to_owned(),
        target: target["name"].as_str()?.to_owned(),
        library: kinds.into_iter().any(|kind| kind.ends_with("lib")),
        folder,
        executable,
    })
}

/// The name in `path+file:///x/server#0.1.0` or `path+file:///x/app/pages#name@0.1.0`.
fn package_name(id: &str) -> Option<&str> {
    let (place, version) = id.rsplit_once('#')?;
    version.split_once('@').map_or_else(|| place.rsplit('/').next(), |(name, _)| Some(name))
}

/// Binaries of each part, by package.
pub(crate) fn by_package(tests: &[TestBinary]) -> BTreeMap<&str, Vec<&TestBinary>> {
    let mut map = BTreeMap::<_, Vec<_>>::new();
    for test in tests {
        map.entry(test.package.as_str()).or_default().push(test);
    }
    map
}

impl Toolchain {
    /// A test binary, with the `CARGO` that tests may want to call.
    fn test_binary(self, executable: &Path) -> Command {
        let cargo = self.cargo("test");
        let mut command = Command::new(executable);
        for (name, value) in cargo.get_envs() {
            match value {
                Some(value) => command.env(name, value),
                None => command.env_remove(name),
            };
        }
        command.env("CARGO", cargo.get_program()).current_dir(paths::root());
        command
    }
}

#[cfg(test)]
mod tests {
    use super::{package_name, parse};

    #[test]
    fn package_names_are_found_in_ids() {
        assert_eq!(package_name("path+file:///x/server/store#0.1.0"), Some("store"));
        assert_eq!(package_name("path+file:///x/y#pages@0.1.0"), Some("pages"));
    }

    #[test]
    fn only_test_binaries_are_taken() {
        let line = r#"{"reason":"compiler-artifact","package_id":"path+file:///x/store#0.1.0",
            "manifest_path":"/x/store/Cargo.toml","target":{"kind":["lib"],"name":"store"},
            "profile":{"test":true},"executable":"/t/store-1"}"#;
        let test = parse(line).unwrap();
        assert_eq!((test.package.as_str(), test.library), ("store", true));
        assert_eq!(test.folder.to_str(), Some("/x/store"));
        assert_eq!(parse(&line.replace("\"test\":true", "\"test\":false")), None);
        assert_eq!(parse("Compiling"), None);
    }
}
