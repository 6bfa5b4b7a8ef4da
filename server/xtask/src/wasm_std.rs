//! Debian's compiler as the fallback where rustup cannot fetch the WASM standard library:
//! its packages, and that library built once from the packaged sources (about a minute).

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::toolchain::{Toolchain, WASM};
use crate::{apt, paths, sh, step::step};

const PACKAGES: [&str; 5] = ["rustc-web", "cargo-web", "rust-web-src", "rust-web-llvm", "rust-web-clippy"];
const WHY: &str = "compiling to WASM";

/// Installs Debian's compiler, its linker and the standard library for WASM.
///
/// # Errors
/// When packages are missing or too old, or the library does not build.
pub(crate) fn install() -> Result<()> {
    if !Path::new("/etc/debian_version").exists() {
        bail!(
            "the standard library for {WASM} is missing and this is not Debian: run `rustup target add {WASM}`"
        );
    }
    apt::install(&PACKAGES, WHY)?;
    install_linker()?;
    check_version()?;
    install_library()
}

/// Installs Debian's clippy when it is not there.
///
/// # Errors
/// When the package cannot be had.
pub(crate) fn install_clippy() -> Result<()> {
    if Path::new("/usr/bin/cargo-clippy").exists() {
        return Ok(());
    }
    apt::install(&["rust-web-clippy"], "linting with Debian's compiler")
}

/// `rust-lld` is a link to a linker of one LLVM version, which no package depends on.
fn install_linker() -> Result<()> {
    let link = Path::new("/usr/bin/rust-lld");
    if link.exists() {
        return Ok(());
    }
    let aim =
        fs::read_link(link).context("rust-web-llvm brought no /usr/bin/rust-lld: reinstall that package")?;
    let package = aim.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    apt::install(&[&package], WHY)
}

fn check_version() -> Result<()> {
    let (name, wanted) = (Toolchain::Debian.name(), env!("CARGO_PKG_RUST_VERSION"));
    match (version(&name), version(&format!("rustc {wanted}"))) {
        (Some(has), Some(wants)) if has >= wants => Ok(()),
        _ => {
            bail!("Debian's compiler is too old ({name}; {wanted} is wanted): run `rustup target add {WASM}`")
        }
    }
}

fn install_library() -> Result<()> {
    step("build the WASM standard library from Debian's sources (about a minute, once)");
    let folder = std::env::temp_dir().join(format!("enishi-wasm-std-{}", std::process::id()));
    let built = build_library(&folder).and_then(|rlibs| copy_to_sysroot(&rlibs));
    let _ = fs::remove_dir_all(&folder);
    built
}

fn build_library(folder: &Path) -> Result<Vec<PathBuf>> {
    fs::create_dir_all(folder.join("src"))?;
    fs::write(folder.join("src/lib.rs"), "")?;
    let manifest = "[package]\nname = \"wasmstd\"\nversion = \"0.0.0\"\nedition = \"2021\"\n\n\
                    [lib]\ncrate-type = [\"cdylib\"]\n\n[workspace]\n";
    fs::write(folder.join("Cargo.toml"), manifest)?;
    let mut cargo = Toolchain::Debian.cargo("build");
    cargo.args(["--release", "--target", WASM, "-Zbuild-std=std,panic_abort,proc_macro"]).current_dir(folder);
    cargo.env("RUSTC_BOOTSTRAP", "1").env("CARGO_TARGET_DIR", folder.join("target")).env_remove("RUSTFLAGS");
    sh::quiet(
        &mut cargo,
        "build the WASM standard library",
        "run `rustup target add` with a network instead",
    )?;
    let deps = folder.join("target").join(WASM).join("release/deps");
    let all = paths::files(&deps)?.into_iter().map(|file| deps.join(file));
    Ok(all.filter(|file| file.extension().is_some_and(|kind| kind == "rlib")).collect())
}

fn copy_to_sysroot(rlibs: &[PathBuf]) -> Result<()> {
    let mut rustc = Toolchain::Debian.rustc();
    let lib = sh::capture(rustc.args(["--print", "target-libdir", "--target", WASM])).unwrap_or_default();
    if !lib.ends_with(&format!("rustlib/{WASM}/lib")) {
        bail!(
            "Debian's compiler does not know {WASM}: run `rustup target add {WASM}` with a network instead"
        );
    }
    let (what, remedy) = ("put the WASM standard library beside Debian's compiler", "run the set-up as root");
    // Libraries of an earlier compiler version would be found first and refused.
    sh::quiet(apt::as_root("rm").args(["-rf", &lib]), what, remedy)?;
    sh::quiet(apt::as_root("mkdir").args(["-p", &lib]), what, remedy)?;
    sh::quiet(apt::as_root("cp").args(rlibs).arg(&lib), what, remedy)
}

fn version(text: &str) -> Option<(u32, u32)> {
    let mut numbers = text.split_whitespace().nth(1)?.split('.');
    Some((numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::version;

    #[test]
    fn compiler_versions_compare_by_number() {
        assert_eq!(version("rustc 1.96.0 (ac68faa20 2026-05-25)"), Some((1, 96)));
        assert!(version("rustc 1.100.0") > version("rustc 1.95"));
        assert_eq!(version("no Rust compiler"), None);
    }
}
