//! From the raw WASM to what a browser loads: wasm-bindgen, with the content in every name.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

use crate::state::hash;

/// Files below `pkg/`: name to content. The first two names are the script and the WASM.
pub(crate) struct Package {
    /// Name of the script, as in `enishi.<hash>.js`.
    pub(crate) js: String,
    /// Name of the WASM, as in `enishi.<hash>_bg.wasm`.
    pub(crate) wasm: String,
    /// Everything, snippets included.
    pub(crate) files: BTreeMap<String, Vec<u8>>,
}

/// Runs wasm-bindgen for `<script type=module>`.
///
/// # Errors
/// When the WASM was built with another version of the `wasm-bindgen` crate.
pub(crate) fn package(raw: &[u8]) -> Result<Package> {
    let mut output = Bindgen::new()
        .input_bytes("enishi", raw.to_vec())
        .web(true)?
        .typescript(false)
        .omit_default_module_path(true)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate_output()
        .context("wasm-bindgen cannot read the WASM: its version must equal the one in Cargo.lock exactly")?;
    let mut snippets = BTreeMap::new();
    for (folder, scripts) in output.snippets() {
        for (index, script) in scripts.iter().enumerate() {
            snippets.insert(format!("{folder}/inline{index}.js"), script.clone());
        }
    }
    snippets.extend(output.local_modules().iter().map(|(path, script)| (path.clone(), script.clone())));
    let js = output.js().to_owned();
    Ok(name(&js, output.wasm_mut().emit_wasm(), snippets))
}

/// Snippets live in one folder named after all they contain, since their own names do not change with it.
fn name(js: &str, wasm: Vec<u8>, snippets: BTreeMap<String, String>) -> Package {
    let all: String = snippets.iter().flat_map(|(path, script)| [path.as_str(), script]).collect();
    let folder = format!("snippets.{}", hash(all.as_bytes()));
    let js =
        if snippets.is_empty() { js.to_owned() } else { js.replace("./snippets/", &format!("./{folder}/")) };
    // One name for both, because Leptos derives both from one; it adds `_bg` to the WASM as wasm-bindgen does.
    let content = hash(&[js.as_bytes(), &wasm].concat());
    let (js_name, wasm_name) = (format!("enishi.{content}.js"), format!("enishi.{content}_bg.wasm"));
    let scripts =
        snippets.into_iter().map(|(path, script)| (format!("{folder}/{path}"), script.into_bytes()));
    let mut files: BTreeMap<_, _> = scripts.collect();
    files.insert(js_name.clone(), js.into_bytes());
    files.insert(wasm_name.clone(), wasm);
    Package { js: js_name, wasm: wasm_name, files }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::name;

    #[test]
    fn names_carry_the_content() {
        let one = name("js", vec![1], BTreeMap::new());
        let two = name("js", vec![2], BTreeMap::new());
        assert_ne!(one.js, two.js);
        assert_ne!(one.wasm, two.wasm);
        assert_eq!(one.files.len(), 2);
        assert_eq!(one.js.strip_suffix(".js"), one.wasm.strip_suffix("_bg.wasm"));
    }

    #[test]
    fn a_changed_snippet_changes_the_script() {
        let js = "import { a } from './snippets/x-0/inline0.js';";
        let build =
            |text: &str| name(js, Vec::new(), BTreeMap::from([("x-0/inline0.js".into(), text.into())]));
        assert_ne!(build("a").js, build("b").js);
        let files = build("a").files;
        let snippet = files.keys().find(|name| name.ends_with("/x-0/inline0.js")).unwrap();
        let folder = snippet.split('/').next().unwrap();
        let script = files.values().find(|text| text.starts_with(b"import")).unwrap();
        assert!(String::from_utf8_lossy(script).contains(&format!("'./{folder}/x-0/inline0.js'")));
    }
}
