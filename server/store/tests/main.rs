//! The contracts of the store, one program. A module for each file beside this one.
mod activity;
mod address;
mod application;
mod campaign;
mod career;
mod consent;
mod core;
mod department;
mod directory;
mod dynamic_sql;
mod engines;
mod event;
mod export;
mod facet;
mod feed;
mod handover;
mod incident;
mod intent;
mod invitation;
mod leaving;
mod migration;
mod name;
mod oidc;
mod passkey;
mod people;
mod portrait;
mod profile_read;
mod public;
mod referral;
mod relationship;
mod retention;
mod rights;
mod rights_request;
mod saved_search;
mod scim;
mod search_index;
mod sight;
mod sight_statements;
mod skill;
mod slice;
mod source;
mod statements;
mod suggestion;
mod vouch;

use std::collections::BTreeSet;
use std::path::Path;

/// A file that is not named above would be compiled by nobody, and its tests would never run.
#[test]
fn every_file_is_a_module() {
    let code = include_str!("main.rs");
    let named = code.lines().filter_map(|line| line.strip_prefix("mod ")?.strip_suffix(';'));
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let stems = folder.read_dir().unwrap().map(|entry| entry.unwrap().path());
    let mut files: BTreeSet<String> =
        stems.map(|path| path.file_stem().unwrap().to_str().unwrap().into()).collect();
    files.remove("main");
    assert_eq!(named.map(str::to_owned).collect::<BTreeSet<_>>(), files);
}
