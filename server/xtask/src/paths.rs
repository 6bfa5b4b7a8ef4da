//! Where things are: the workspace, the target folder, the finished site.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// The root of the workspace that `cargo xtask` was called in; two checkouts may share one target folder, and so this program.
pub(crate) fn root() -> &'static Path {
    static ROOT: LazyLock<PathBuf> = LazyLock::new(|| {
        let built = || PathBuf::from(env!("CARGO_MANIFEST_DIR"));
        let xtask = std::env::var_os("CARGO_MANIFEST_DIR").map_or_else(built, PathBuf::from);
        xtask.ancestors().nth(2).unwrap_or(&xtask).to_owned()
    });
    &ROOT
}

/// Cargo's target folder: `CARGO_TARGET_DIR`, or `target` in the workspace.
pub(crate) fn target() -> PathBuf {
    match std::env::var_os("CARGO_TARGET_DIR") {
        // A relative folder is relative to where cargo was called, as for cargo itself.
        Some(folder) => std::path::absolute(&folder).unwrap_or_else(|_| PathBuf::from(folder)),
        None => root().join("target"),
    }
}

/// The finished site: what the server serves, embeds, and lists in `manifest.json`.
pub(crate) fn site() -> PathBuf {
    target().join("site")
}

/// The server's binary of a cargo profile folder (`debug`, `release`).
pub(crate) fn server(profile: &str) -> PathBuf {
    target().join(profile).join("enishi")
}

/// The WASM as cargo leaves it, before wasm-bindgen.
pub(crate) fn raw_wasm() -> PathBuf {
    target().join("wasm32-unknown-unknown/wasm/app.wasm")
}

/// All files below a folder as paths relative to it, sorted; empty when there is no such folder.
///
/// # Errors
/// When a folder cannot be read.
pub(crate) fn files(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        if !next.is_dir() {
            continue;
        }
        for entry in std::fs::read_dir(&next)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if let Ok(relative) = path.strip_prefix(folder) {
                found.push(relative.to_path_buf());
            }
        }
    }
    found.sort();
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::{files, root};

    #[test]
    fn the_root_holds_the_workspace() {
        assert!(root().join("Cargo.toml").is_file());
        assert!(root().join("server/xtask").is_dir());
    }

    #[test]
    fn files_are_relative_and_sorted() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("a")).unwrap();
        std::fs::write(folder.path().join("b"), "").unwrap();
        std::fs::write(folder.path().join("a/c"), "").unwrap();
        let found = files(folder.path()).unwrap();
        assert_eq!(found, [std::path::PathBuf::from("a/c"), "b".into()]);
        assert!(files(&folder.path().join("missing")).unwrap().is_empty());
    }
}
