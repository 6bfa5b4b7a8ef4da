//! Formatting, lints and documentation.

use std::process::Command;

use anyhow::Result;

use crate::toolchain::{Toolchain, WASM, host_cargo};
use crate::{sh, step::step};

/// Formats the workspace, or only checks that it is formatted.
///
/// # Errors
/// When `check` finds a file that is not formatted, or rustfmt is missing.
pub(crate) fn fmt(check: bool) -> Result<()> {
    let mut cargo = host_cargo("fmt");
    cargo.arg("--all");
    if check {
        return sh::run(cargo.arg("--check"), "find every file formatted", "run `cargo xtask fmt`");
    }
    sh::run(&mut cargo, "format the code", "run `rustup component add rustfmt` if it is missing")
}

/// Clippy for both halves and the documentation's links; any warning fails, but all three run.
///
/// # Errors
/// When one of them found something.
pub(crate) fn lint(toolchain: Toolchain) -> Result<()> {
    let remedy = "correct what is listed above";
    let server =
        lint_with(toolchain.clippy()?.args(["--workspace", "--all-targets"]), "the server's half", remedy);
    let mut islands = toolchain.clippy()?;
    islands.args(["-p", "app", "--lib", "--target", WASM, "--no-default-features", "--features", "hydrate"]);
    let browser = lint_with(&mut islands, "the browser's half", remedy);
    let documented = doc(toolchain, true);
    server.and(browser).and(documented)
}

/// Builds the documentation; `strict` makes every warning an error.
///
/// # Errors
/// When it does not build.
pub(crate) fn doc(toolchain: Toolchain, strict: bool) -> Result<()> {
    step("cargo doc");
    let mut cargo = toolchain.cargo("doc");
    cargo.args(["--no-deps", "--workspace"]);
    if strict {
        cargo.env("RUSTDOCFLAGS", "-D warnings");
    }
    sh::run(&mut cargo, "build the documentation", "correct what is listed above")
}

fn lint_with(clippy: &mut Command, half: &str, remedy: &str) -> Result<()> {
    step(&format!("cargo clippy, {half}"));
    sh::run(clippy.args(["--", "-D", "warnings"]), &format!("find {half} free of lints"), remedy)
}
