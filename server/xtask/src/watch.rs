//! `cargo xtask watch`: builds what a change needs and starts the server again.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::thread;
use std::time::{Duration, SystemTime};

use anyhow::Result;

use crate::child::Server;
use crate::compress::Effort;
use crate::serve::{self, Options};
use crate::toolchain::Toolchain;
use crate::{paths, site, step::step};

const FOLDERS: [&str; 4] = ["app", "server", "style", "public"];
const PAUSE: Duration = Duration::from_millis(300);

type Snapshot = BTreeMap<PathBuf, (SystemTime, u64)>;

/// How much a change needs; more includes less.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Work {
    /// A stylesheet or a public file: bundle, and let the server read the new manifest.
    Bundle,
    /// Only the server compiles it.
    Server,
    /// Both halves compile it.
    Both,
}

/// Serves, and builds again whenever a file changes; returns only on failure.
///
/// # Errors
/// When the first build fails, or the data folder belongs to the other kind of network.
pub(crate) fn run(options: &Options) -> Result<()> {
    let data = paths::root().join("data");
    serve::check_data(&data, options.empty)?;
    let toolchain = Toolchain::ready()?;
    let mut seen = snapshot();
    let mut profile = rebuild(toolchain, Work::Both, options)?;
    serve::seed(profile, &data, options.empty)?;
    let mut server = Server::start(&serve::command(profile, options), Stdio::inherit)?;
    step("watch app, server, style and public");
    loop {
        thread::sleep(PAUSE);
        let now = settled(&seen);
        let Some(work) = work_for(&changes(&seen, &now)) else { continue };
        seen = now;
        match rebuild(toolchain, work, options) {
            Ok(built) => {
                profile = built;
                drop(server);
                server = Server::start(&serve::command(profile, options), Stdio::inherit)?;
                step("watch");
            }
            // The old server stays up while the developer corrects the mistake.
            Err(error) => eprintln!("{error:#}"),
        }
    }
}

fn rebuild(toolchain: Toolchain, work: Work, options: &Options) -> Result<&'static str> {
    match work {
        Work::Both => site::build(toolchain, Effort::Quick)?,
        Work::Bundle => site::assemble(Effort::Quick)?,
        Work::Server => {}
    }
    if work == Work::Bundle {
        return Ok(if options.release { "release" } else { "debug" });
    }
    serve::build_server(toolchain, options.release)
}

/// A snapshot taken when files have stopped changing: editors write in several steps.
fn settled(seen: &Snapshot) -> Snapshot {
    let mut now = snapshot();
    while now != *seen {
        thread::sleep(PAUSE / 2);
        let next = snapshot();
        if next == now {
            break;
        }
        now = next;
    }
    now
}

fn snapshot() -> Snapshot {
    let mut all = Snapshot::new();
    for folder in FOLDERS {
        let folder = paths::root().join(folder);
        for file in paths::files(&folder).unwrap_or_default() {
            let path = folder.join(file);
            if let Ok(meta) = path.metadata()
                && let Ok(time) = meta.modified()
            {
                let relative = path.strip_prefix(paths::root()).map(Path::to_path_buf).unwrap_or(path);
                all.insert(relative, (time, meta.len()));
            }
        }
    }
    all
}

/// Files that are new, gone or different.
fn changes(old: &Snapshot, new: &Snapshot) -> Vec<PathBuf> {
    let differs = |path: &&PathBuf| old.get(*path) != new.get(*path);
    let mut paths: Vec<_> = old.keys().chain(new.keys()).filter(differs).cloned().collect();
    paths.sort();
    paths.dedup();
    paths
}

fn work_for(changed: &[PathBuf]) -> Option<Work> {
    changed.iter().filter_map(|path| work(path)).max()
}

fn work(path: &Path) -> Option<Work> {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let temporary =
        name.starts_with('.') || name.ends_with('~') || path.extension().is_some_and(|kind| kind == "swp");
    if temporary || path.starts_with("server/xtask") || path.starts_with("server/docs") {
        None
    } else if path.starts_with("style") || path.starts_with("public") {
        Some(Work::Bundle)
    } else if path.starts_with("server") || path.starts_with("app/pages") {
        Some(Work::Server)
    } else {
        Some(Work::Both)
    }
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};
    use std::time::SystemTime;

    use super::{Snapshot, Work, changes, work, work_for};

    #[test]
    fn a_change_costs_no_more_than_it_must() {
        let needs = |path: &str| work(Path::new(path));
        assert_eq!(needs("style/base.css"), Some(Work::Bundle));
        assert_eq!(needs("app/pages/src/feed.rs"), Some(Work::Server));
        assert_eq!(needs("server/store/src/lib.rs"), Some(Work::Server));
        assert_eq!(needs("app/types/src/ids.rs"), Some(Work::Both));
        assert_eq!(needs("app/locales/ja/feed.toml"), Some(Work::Both));
        assert_eq!(needs("server/xtask/src/main.rs"), None);
        assert_eq!(needs("app/src/.lib.rs.swp"), None);
    }

    #[test]
    fn the_dearest_change_decides() {
        let changed = ["style/a.css", "app/src/lib.rs", "server/src/main.rs"].map(PathBuf::from);
        assert_eq!(work_for(&changed), Some(Work::Both));
        assert_eq!(work_for(&[]), None);
    }

    #[test]
    fn new_changed_and_removed_files_are_found() {
        let time = SystemTime::UNIX_EPOCH;
        let old = Snapshot::from([("a".into(), (time, 1)), ("b".into(), (time, 1)), ("c".into(), (time, 1))]);
        let new = Snapshot::from([("a".into(), (time, 1)), ("b".into(), (time, 2)), ("d".into(), (time, 1))]);
        assert_eq!(changes(&old, &new), ["b", "c", "d"].map(PathBuf::from));
    }
}
