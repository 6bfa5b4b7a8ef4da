//! The site: WASM, script, stylesheet and public files, under content-hashed names, ready to be served.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde_json::json;

use crate::compress::{self, Effort};
use crate::state::{State, hash};
use crate::toolchain::{Toolchain, WASM};
use crate::{bindgen, css, paths, sh, step::step};

/// Builds the whole site into `$TARGET/site`.
///
/// # Errors
/// When the WASM does not compile or the stylesheet is wrong.
pub(crate) fn build(toolchain: Toolchain, effort: Effort) -> Result<()> {
    build_wasm(toolchain)?;
    assemble(effort)
}

/// Bundles, names and compresses what is compiled already: after a change of CSS or a public file.
///
/// # Errors
/// When the stylesheet is wrong or there is no WASM yet.
pub(crate) fn assemble(effort: Effort) -> Result<()> {
    step("bundle the site");
    let (site, mut state) = (paths::site(), State::load());
    let pkg = site.join("pkg");
    fs::create_dir_all(&pkg)?;
    let (js, wasm) = script_and_wasm(&pkg, &mut state)?;
    let sheet = css::bundle(&paths::root().join("style/main.css"))?;
    let css = format!("enishi.{}.css", hash(sheet.as_bytes()));
    write_changed(&pkg.join(&css), sheet.as_bytes())?;

    let mut kept: BTreeSet<_> = state.bindgen.iter().map(|name| format!("pkg/{name}")).collect();
    kept.insert(format!("pkg/{css}"));
    kept.insert("manifest.json".to_owned());
    kept.extend(copy_public(&paths::root().join("public"), &site)?);
    prune(&site, &kept)?;
    compress::site(&site, effort, &mut state)?;
    state.save()?;
    let manifest = json!({
        "js": format!("/pkg/{js}"), "wasm": format!("/pkg/{wasm}"), "css": format!("/pkg/{css}"),
    });
    write_changed(&site.join("manifest.json"), manifest.to_string().as_bytes())
}

/// A name for the content of the whole site, for the release build to notice that it changed.
///
/// # Errors
/// When the site cannot be read.
pub(crate) fn version() -> Result<String> {
    let (site, mut all) = (paths::site(), String::new());
    for file in paths::files(&site)? {
        all += &file.to_string_lossy();
        all += &hash(&fs::read(site.join(&file))?);
    }
    Ok(hash(all.as_bytes()))
}

fn build_wasm(toolchain: Toolchain) -> Result<()> {
    step("compile the islands to WASM");
    let mut cargo = toolchain.cargo("build");
    cargo.args(["-p", "app", "--lib", "--profile", "wasm", "--target", WASM]);
    cargo.args(["--no-default-features", "--features", "hydrate"]);
    // wasm-bindgen reads the enabled WASM features from a section that stripping removes, and strips itself.
    cargo.args(["--config", "profile.wasm.strip=false"]);
    sh::run(&mut cargo, "compile the islands to WASM", "correct the errors above")
}

/// Names of the script and the WASM; wasm-bindgen runs only when cargo made another file.
fn script_and_wasm(pkg: &Path, state: &mut State) -> Result<(String, String)> {
    let raw = fs::read(paths::raw_wasm()).context("there is no WASM yet: run `cargo xtask run` once")?;
    let digest = hash(&raw);
    let there = state.bindgen.len() >= 2 && state.bindgen.iter().all(|name| pkg.join(name).is_file());
    if state.raw != digest || !there {
        let package = bindgen::package(&raw)?;
        for (name, content) in &package.files {
            write_changed(&pkg.join(name), content)?;
        }
        let rest = package.files.into_keys().filter(|name| *name != package.js && *name != package.wasm);
        state.bindgen = [package.js.clone(), package.wasm.clone()].into_iter().chain(rest).collect();
        state.raw = digest;
    }
    Ok((state.bindgen[0].clone(), state.bindgen[1].clone()))
}

/// Copies what changed; names of all public files.
fn copy_public(public: &Path, site: &Path) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for file in paths::files(public)? {
        let content = fs::read(public.join(&file))?;
        write_changed(&site.join(&file), &content)?;
        names.push(file.to_string_lossy().into_owned());
    }
    Ok(names)
}

/// Removes what no part of the site wants any more, with its compressed copies.
fn prune(site: &Path, kept: &BTreeSet<String>) -> Result<()> {
    for file in paths::files(site)? {
        let name = file.to_string_lossy();
        let source = name.strip_suffix(".br").or_else(|| name.strip_suffix(".gz"));
        if !kept.contains(name.as_ref()) && !source.is_some_and(|source| kept.contains(source)) {
            fs::remove_file(site.join(&file))?;
        }
    }
    Ok(())
}

/// Leaves a file of the same content alone: its time tells cargo and the watcher that nothing changed.
fn write_changed(path: &Path, content: &[u8]) -> Result<()> {
    if fs::read(path).is_ok_and(|old| old == content) {
        return Ok(());
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, content).with_context(|| format!("could not write {}", path.display()))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fs;

    use super::{copy_public, prune};

    #[test]
    fn the_site_holds_what_is_wanted_and_nothing_else() {
        let (public, site) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        fs::create_dir(public.path().join("icons")).unwrap();
        fs::write(public.path().join("icons/a.svg"), "<svg/>").unwrap();
        fs::create_dir(site.path().join("pkg")).unwrap();
        fs::write(site.path().join("pkg/enishi.old.css"), "").unwrap();
        fs::write(site.path().join("pkg/enishi.old.css.br"), "").unwrap();
        let kept: BTreeSet<_> = copy_public(public.path(), site.path()).unwrap().into_iter().collect();
        fs::write(site.path().join("icons/a.svg.br"), "").unwrap();
        prune(site.path(), &kept).unwrap();
        let left = crate::paths::files(site.path()).unwrap();
        assert_eq!(left, [std::path::PathBuf::from("icons/a.svg"), "icons/a.svg.br".into()]);
    }
}
