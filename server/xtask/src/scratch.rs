//! A folder for what the tests write: in memory where there is room. On a disk with ext4, making and removing folders by the
//! thousand takes longer than the tests themselves.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::{sh, step::step};

/// Where Linux keeps files in memory. In a container nothing may be run from there, so documentation tests are not told of it: they are
/// compiled to where temporary files are.
const MEMORY: &str = "/dev/shm";
const FOLDER: &str = "enishi-tests-";
/// Megabytes that must be free there: the databases of a run take about a quarter of it.
const NEEDED_MB: u64 = 6_000;

/// A folder for temporary files. Dropping it removes it.
pub(crate) struct Scratch(PathBuf);

impl Scratch {
    /// Makes the folder: in `TMPDIR` when that is set, else in memory, else where the system keeps temporary files.
    ///
    /// # Errors
    /// When it cannot be made.
    pub(crate) fn make() -> Result<Self> {
        let parent = parent();
        remove_left_behind(&parent);
        let folder = parent.join(format!("{FOLDER}{}", std::process::id()));
        step(&format!("temporary files go to {}", folder.display()));
        fs::create_dir_all(&folder).context("could not make a folder for temporary files")?;
        Ok(Self(folder))
    }

    /// Where it is.
    pub(crate) fn folder(&self) -> &Path {
        &self.0
    }

    /// The variable by which programs learn of it.
    pub(crate) fn env(&self) -> (String, String) {
        ("TMPDIR".to_owned(), self.0.display().to_string())
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn parent() -> PathBuf {
    let is_chosen = std::env::var_os("TMPDIR").is_some();
    let has_room = || free_mb(Path::new(MEMORY)).is_some_and(|free| free >= NEEDED_MB);
    if !is_chosen && has_room() { PathBuf::from(MEMORY) } else { std::env::temp_dir() }
}

/// Megabytes free in a folder.
fn free_mb(folder: &Path) -> Option<u64> {
    let lines = sh::capture(Command::new("df").args(["--block-size=1M", "--output=avail"]).arg(folder))?;
    lines.lines().last()?.trim().parse().ok()
}

/// Folders of runs that were killed before they could clean up.
fn remove_left_behind(parent: &Path) {
    for entry in fs::read_dir(parent).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if let Some(pid) = name.strip_prefix(FOLDER).and_then(|pid| pid.parse::<u32>().ok())
            && !Path::new(&format!("/proc/{pid}")).exists()
        {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{FOLDER, free_mb, remove_left_behind};

    #[test]
    fn folders_of_the_living_stay() {
        let parent = tempfile::tempdir().unwrap();
        let [own, dead, other] =
            [format!("{FOLDER}{}", std::process::id()), format!("{FOLDER}{}", u32::MAX), "other".to_owned()]
                .map(|name| parent.path().join(name));
        for folder in [&own, &dead, &other] {
            std::fs::create_dir(folder).unwrap();
        }
        remove_left_behind(parent.path());
        assert_eq!([own.exists(), dead.exists(), other.exists()], [true, false, true]);
    }

    #[test]
    fn what_is_free_is_known() {
        assert!(free_mb(std::path::Path::new("/")).is_some());
    }
}
