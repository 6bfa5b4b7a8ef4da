//! No Rust file is left out of the program: one that nobody names as a module is compiled by nobody, and its tests never run.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The Rust files below some folders, with what they hold.
type Sources = BTreeMap<PathBuf, String>;

fn sources() -> Sources {
    let mut found = Sources::new();
    for top in ["app", "server"].map(|top| crate::paths::root().join(top)) {
        for file in crate::paths::files(&top).unwrap() {
            let path = top.join(file);
            if path.extension().is_some_and(|ending| ending == "rs") {
                let code = std::fs::read_to_string(&path).unwrap();
                found.insert(path, code);
            }
        }
    }
    found
}

/// Whether cargo finds each file of `folder` by itself: it is called `tests` and has no program of its own.
fn of_programs(folder: &Path, sources: &Sources) -> bool {
    folder.ends_with("tests")
        && ["main.rs", "mod.rs"].iter().all(|root| !sources.contains_key(&folder.join(root)))
}

/// The texts of the files that may name what lies in `folder`.
fn parents<'a>(folder: &'a Path, sources: &'a Sources) -> impl Iterator<Item = &'a String> {
    let roots = ["mod.rs", "main.rs", "lib.rs"].map(|root| folder.join(root));
    let beside = of_programs(folder, sources);
    let is_parent = move |path: &Path| {
        roots.iter().any(|root| root == path)
            || path.with_extension("") == folder
            || (beside && path.parent() == Some(folder))
    };
    sources.iter().filter(move |(path, _)| is_parent(path)).map(|(_, code)| code)
}

fn is_named(path: &Path, sources: &Sources) -> bool {
    let (Some(folder), Some(stem)) = (path.parent(), path.file_stem().and_then(|stem| stem.to_str())) else {
        return false;
    };
    match stem {
        "main" | "lib" | "build" => return true,
        "mod" => return is_named(folder, sources),
        _ => {}
    }
    let (own, shared) = (format!("mod {stem};"), format!(" mod {stem};"));
    let names = |line: &str| line == own || (line.starts_with("pub") && line.ends_with(&shared));
    let named = parents(folder, sources).flat_map(|code| code.lines()).any(|line| names(line.trim()));
    named || (of_programs(folder, sources) && sources.contains_key(path))
}

fn forgotten(sources: &Sources) -> Vec<&PathBuf> {
    sources.keys().filter(|path| !is_named(path, sources)).collect()
}

#[test]
fn every_file_is_compiled() {
    let sources = sources();
    let forgotten = forgotten(&sources);
    assert!(forgotten.is_empty(), "name them as modules, or remove them: {forgotten:#?}");
}

#[test]
fn a_file_that_nobody_names_is_found() {
    let files = [
        ("s/src/lib.rs", "mod a;\n    // mod hidden;\n"),
        ("s/src/a.rs", "pub mod inner;"),
        ("s/src/a/inner.rs", ""),
        ("s/src/hidden.rs", ""),
        ("s/tests/alone.rs", "mod shared;"),
        ("s/tests/shared/mod.rs", ""),
        ("s/tests/apart/mod.rs", ""),
        ("p/tests/main.rs", "mod named;"),
        ("p/tests/named.rs", ""),
        ("p/tests/other.rs", ""),
    ];
    let sources: Sources = files.into_iter().map(|(path, code)| (path.into(), code.to_owned())).collect();
    assert_eq!(
        forgotten(&sources),
        ["p/tests/other.rs", "s/src/hidden.rs", "s/tests/apart/mod.rs"].map(Path::new)
    );
}
