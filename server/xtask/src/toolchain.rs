//! One Rust compiler for both halves of the build: the server and the WASM.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::{Result, bail};

use crate::step::{plain, step};
use crate::{paths, sh, wasm_std};

/// The target of the browser half.
pub(crate) const WASM: &str = "wasm32-unknown-unknown";

/// The compiler that builds everything, chosen so that it can build WASM.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Toolchain {
    /// Whatever `cargo` means to the caller (rustup, a distribution).
    Host,
    /// Debian's compiler in `/usr/bin`, with a WASM standard library that we built.
    Debian,
}

impl Toolchain {
    /// Finds a compiler that builds WASM; installs what is missing.
    ///
    /// # Errors
    /// When neither rustup nor Debian can provide the standard library for WASM.
    pub(crate) fn ready() -> Result<Self> {
        if let Some(found) = [Self::Host, Self::Debian].into_iter().find(|it| it.builds_wasm()) {
            return Ok(found);
        }
        if sh::capture(Command::new("rustup").arg("--version")).is_some() {
            step(&format!("rustup target add {WASM}"));
            let mut rustup = bare("rustup");
            rustup.args(["target", "add", WASM]);
            if sh::succeeds_within(&mut rustup, Duration::from_mins(3)) && Self::Host.builds_wasm() {
                return Ok(Self::Host);
            }
            step("rustup could not fetch it: fall back to Debian's compiler");
        }
        wasm_std::install()?;
        if Self::Debian.builds_wasm() {
            return Ok(Self::Debian);
        }
        bail!(
            "no compiler here builds for {WASM}: rustup could not fetch its standard library and the one \
             built from Debian's sources does not link; run `rustup target add {WASM}` with a network"
        )
    }

    /// `cargo <subcommand>` in the workspace, with this compiler.
    pub(crate) fn cargo(self, subcommand: &str) -> Command {
        let mut command = match self {
            Self::Host => bare("cargo"),
            Self::Debian => debian("/usr/bin/cargo"),
        };
        command.arg(subcommand).current_dir(paths::root());
        command
    }

    /// `cargo clippy` in the workspace, with this compiler.
    ///
    /// # Errors
    /// When this compiler has no clippy and it cannot be installed.
    pub(crate) fn clippy(self) -> Result<Command> {
        if self == Self::Host {
            return Ok(self.cargo("clippy"));
        }
        wasm_std::install_clippy()?;
        // Called directly: cargo would prefer a cargo-clippy of another compiler in its own folder.
        let mut command = debian("/usr/bin/cargo-clippy");
        command.arg("clippy").current_dir(paths::root());
        Ok(command)
    }

    /// A short name for messages.
    pub(crate) fn name(self) -> String {
        sh::capture(self.rustc().arg("--version")).unwrap_or_else(|| "no Rust compiler".to_owned())
    }

    /// `rustc` itself.
    pub(crate) fn rustc(self) -> Command {
        match self {
            Self::Host => bare("rustc"),
            Self::Debian => debian("/usr/bin/rustc"),
        }
    }

    /// Links an empty library: proves the standard library, its version and the linker at once.
    fn builds_wasm(self) -> bool {
        if self == Self::Debian && !Path::new("/usr/bin/rustc").exists() {
            return false;
        }
        let out = std::env::temp_dir().join(format!("enishi-probe-{}.wasm", std::process::id()));
        let mut rustc = self.rustc();
        rustc.args(["--crate-name", "probe", "--crate-type", "cdylib", "--target", WASM, "-o"]).arg(&out);
        rustc.arg("-").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let links = rustc.status().is_ok_and(|status| status.success());
        let _ = std::fs::remove_file(out);
        links
    }
}

/// `cargo <subcommand>` as the caller's shell would run it: for rustfmt, and for this crate's own tests.
pub(crate) fn host_cargo(subcommand: &str) -> Command {
    Toolchain::Host.cargo(subcommand)
}

/// A program without the variables that `cargo run` set for us: build scripts that watch them would
/// otherwise run again whenever plain cargo and xtask take turns.
fn bare(program: &str) -> Command {
    let mut command = Command::new(program);
    plain(&mut command);
    for (name, _) in std::env::vars_os() {
        if name.to_str().is_some_and(set_by_cargo_run) {
            command.env_remove(name);
        }
    }
    if std::env::var_os("CARGO_TARGET_DIR").is_some() {
        // A relative folder would mean another one from the root of the workspace.
        command.env("CARGO_TARGET_DIR", paths::target());
    }
    if let Some(folders) = library_path() {
        command.env("LD_LIBRARY_PATH", folders);
    } else {
        command.env_remove("LD_LIBRARY_PATH");
    }
    command
}

fn debian(program: &str) -> Command {
    let mut command = bare(program);
    let rest = std::env::var_os("PATH").unwrap_or_default();
    let folders = std::iter::once(PathBuf::from("/usr/bin")).chain(std::env::split_paths(&rest));
    if let Ok(path) = std::env::join_paths(folders) {
        command.env("PATH", path);
    }
    command.env_remove("RUSTUP_TOOLCHAIN").env_remove("RUSTC");
    command
}

fn set_by_cargo_run(name: &str) -> bool {
    matches!(name, "CARGO" | "CARGO_PRIMARY_PACKAGE" | "CARGO_BIN_NAME" | "CARGO_CRATE_NAME" | "OUT_DIR")
        || ["CARGO_PKG_", "CARGO_MANIFEST_", "RUST_RECURSION_"].iter().any(|start| name.starts_with(start))
}

/// `LD_LIBRARY_PATH` without what cargo put in front: its own libraries must not reach another compiler.
fn library_path() -> Option<OsString> {
    let all = std::env::var_os("LD_LIBRARY_PATH")?;
    let kept: Vec<_> = std::env::split_paths(&all).filter(|folder| !folder_of_cargo(folder)).collect();
    if kept.is_empty() { None } else { std::env::join_paths(kept).ok() }
}

fn folder_of_cargo(folder: &Path) -> bool {
    folder.starts_with(paths::target())
        || folder.components().any(|part| matches!(part.as_os_str().to_str(), Some("rustlib" | "toolchains")))
}

#[cfg(test)]
mod tests {
    use super::{Toolchain, folder_of_cargo, set_by_cargo_run};

    #[test]
    fn only_what_cargo_run_sets_is_dropped() {
        assert!(set_by_cargo_run("CARGO_PKG_NAME") && set_by_cargo_run("CARGO"));
        assert!(!set_by_cargo_run("CARGO_TARGET_DIR") && !set_by_cargo_run("CARGO_HOME"));
        assert!(!set_by_cargo_run("CARGO_NET_OFFLINE") && !set_by_cargo_run("RUSTFLAGS"));
    }

    #[test]
    fn folders_of_a_compiler_are_recognised() {
        assert!(folder_of_cargo("/x/toolchains/stable/lib".as_ref()));
        assert!(!folder_of_cargo("/opt/lib".as_ref()));
    }

    #[test]
    fn debian_goes_first_on_the_path() {
        let cargo = Toolchain::Debian.cargo("build");
        let path = cargo.get_envs().find(|(name, _)| *name == "PATH").unwrap().1.unwrap();
        assert!(path.to_str().unwrap().starts_with("/usr/bin"));
    }
}
