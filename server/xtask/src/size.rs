//! What a visitor loads: the table of bytes, and the budget of the first load.

use std::fs;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::compress::{self, Effort};
use crate::toolchain::Toolchain;
use crate::{paths, site, wasm_names};

/// Bytes of WASM and scripts in brotli 11 that a first load may cost.
const BUDGET: usize = 150_000;

struct Row {
    name: String,
    /// Whether the page cannot come alive without it; a stylesheet is not counted.
    counts: bool,
    raw: usize,
    gzip: usize,
    brotli: usize,
}

/// Builds the site, prints its table and fails when the first load is over budget.
///
/// # Errors
/// When it is, or the site does not build.
pub(crate) fn check(toolchain: Toolchain) -> Result<()> {
    site::build(toolchain, Effort::Quick)?;
    let rows = measure()?;
    print!("{}", table(&rows));
    let load = first_load(&rows);
    if load > BUDGET {
        bail!(
            "the first load is {load} bytes of WASM and scripts, over {BUDGET}: see `cargo xtask size --crates`"
        );
    }
    Ok(())
}

/// Prints how many bytes of code each crate has in the WASM, before wasm-bindgen takes the names out.
///
/// # Errors
/// When the WASM does not compile or has no names.
pub(crate) fn crates(toolchain: Toolchain) -> Result<()> {
    site::build(toolchain, Effort::Quick)?;
    let wasm = fs::read(paths::raw_wasm())?;
    let sizes = wasm_names::by_crate(&wasm).context("the WASM has no names: its format may be new")?;
    let total: usize = sizes.iter().map(|(_, bytes)| bytes).sum();
    for (name, bytes) in &sizes {
        println!("{bytes:>9} {:>5} %  {name}", per_cent(*bytes, total));
    }
    println!("{total:>9} 100.0 %  code in all");
    Ok(())
}

fn measure() -> Result<Vec<Row>> {
    let site = paths::site();
    let manifest: Value = serde_json::from_slice(&fs::read(site.join("manifest.json"))?)?;
    let mut rows = Vec::new();
    for file in paths::files(&site)? {
        let name = file.to_string_lossy().into_owned();
        let listed = |kind: &str| manifest[kind] == format!("/{name}");
        // Of what wasm-bindgen made only snippets are loaded beside; a public script is taken to be on every page.
        let script = file.extension().is_some_and(|kind| kind == "js")
            && (name.starts_with("pkg/snippets.") || !name.starts_with("pkg/"));
        let counts = listed("js") || listed("wasm") || script;
        if counts || listed("css") {
            let content = fs::read(site.join(&file))?;
            let (gzip, brotli) = (compress::gzip(&content)?.len(), compress::brotli(&content, 11)?.len());
            rows.push(Row { name, counts, raw: content.len(), gzip, brotli });
        }
    }
    Ok(rows)
}

fn first_load(rows: &[Row]) -> usize {
    rows.iter().filter(|row| row.counts).map(|row| row.brotli).sum()
}

fn table(rows: &[Row]) -> String {
    let line = |name: &str, numbers: [&str; 3]| {
        let [raw, gzip, brotli] = numbers;
        format!("{name:<32} {raw:>9} {gzip:>9} {brotli:>9}\n")
    };
    let mut text = line("file", ["raw", "gzip", "brotli 11"]);
    for Row { name, raw, gzip, brotli, .. } in rows {
        text += &line(name, [&raw.to_string(), &gzip.to_string(), &brotli.to_string()]);
    }
    text + &format!("first load: {} bytes of WASM and scripts in brotli, budget {BUDGET}\n", first_load(rows))
}

fn per_cent(part: usize, whole: usize) -> String {
    let tenths = part * 1000 / whole.max(1);
    format!("{}.{}", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::{Row, first_load, per_cent, table};

    #[test]
    fn the_stylesheet_is_shown_but_not_in_the_budget() {
        let row = |name: &str, counts, brotli| Row { name: name.into(), counts, raw: 100, gzip: 50, brotli };
        let rows = [row("a.css", false, 7), row("a.js", true, 20), row("a.wasm", true, 30)];
        assert_eq!(first_load(&rows), 50);
        let text = table(&rows);
        assert_eq!(text.lines().count(), 5);
        assert!(text.contains("first load: 50 bytes"), "{text}");
    }

    #[test]
    fn shares_are_in_tenths() {
        assert_eq!(per_cent(1, 3), "33.3");
        assert_eq!(per_cent(0, 0), "0.0");
    }
}
