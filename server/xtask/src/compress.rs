//! `.br` and `.gz` beside every file that gets smaller by it.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::Path;

use anyhow::Result;
use flate2::{Compression, write::GzEncoder};

use crate::paths;
use crate::state::{State, hash};

/// How hard to compress.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Effort {
    /// For development: brotli 9.
    Quick,
    /// For shipping: brotli 11.
    Best,
}

impl Effort {
    fn quality(self) -> u32 {
        match self {
            Self::Quick => 9,
            Self::Best => 11,
        }
    }
}

/// Compresses what changed below `site` since the last time, or was compressed with less effort.
///
/// # Errors
/// When a file cannot be read or written.
pub(crate) fn site(site: &Path, effort: Effort, state: &mut State) -> Result<()> {
    let mut done = BTreeMap::new();
    for file in paths::files(site)? {
        let (path, name) = (site.join(&file), file.to_string_lossy().into_owned());
        if !compressible(&name) {
            continue;
        }
        let content = fs::read(&path)?;
        let digest = hash(&content);
        let entry = match state.compressed.remove(&name) {
            Some((old, quality)) if old == digest && quality >= effort.quality() => (old, quality),
            _ => {
                beside(&path, "br", &content, brotli(&content, effort.quality())?)?;
                beside(&path, "gz", &content, gzip(&content)?)?;
                (digest, effort.quality())
            }
        };
        done.insert(name, entry);
    }
    state.compressed = done;
    Ok(())
}

/// Content in brotli.
///
/// # Errors
/// Never in practice: it writes to memory.
pub(crate) fn brotli(content: &[u8], quality: u32) -> Result<Vec<u8>> {
    let mut out = Vec::new();
    let mut writer = brotli::CompressorWriter::new(&mut out, 1 << 16, quality, 22);
    writer.write_all(content)?;
    writer.flush()?;
    drop(writer);
    Ok(out)
}

/// Content in gzip, at its best.
///
/// # Errors
/// Never in practice: it writes to memory.
pub(crate) fn gzip(content: &[u8]) -> Result<Vec<u8>> {
    let mut writer = GzEncoder::new(Vec::new(), Compression::best());
    writer.write_all(content)?;
    Ok(writer.finish()?)
}

/// Whether a file of this name is worth compressing; `.br`, `.gz`, images and fonts already are.
pub(crate) fn compressible(name: &str) -> bool {
    let kinds = ["wasm", "js", "css", "html", "svg", "json", "webmanifest", "txt", "xml", "ico", "map"];
    name.rsplit_once('.').is_some_and(|(_, kind)| kinds.contains(&kind)) && name != "manifest.json"
}

fn beside(path: &Path, kind: &str, content: &[u8], small: Vec<u8>) -> Result<()> {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(kind);
    if small.len() < content.len() {
        fs::write(name, small)?;
    } else if Path::new(&name).exists() {
        fs::remove_file(name)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{Effort, brotli, compressible, gzip, site};
    use crate::state::State;

    #[test]
    fn both_encodings_shrink_text() {
        let text = "縁 enishi ".repeat(200);
        assert!(brotli(text.as_bytes(), 11).unwrap().len() < 100);
        assert!(gzip(text.as_bytes()).unwrap().len() < 100);
    }

    #[test]
    fn only_text_and_code_are_compressed() {
        assert!(compressible("pkg/enishi.0a.wasm") && compressible("robots.txt"));
        assert!(!compressible("icon.png") && !compressible("robots.txt.br") && !compressible("LICENSE"));
    }

    #[test]
    fn unchanged_files_are_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let small = folder.path().join("a.txt.br");
        fs::write(folder.path().join("a.txt"), "a".repeat(500)).unwrap();
        let mut state = State::default();
        site(folder.path(), Effort::Best, &mut state).unwrap();
        assert!(small.is_file());
        fs::write(&small, "untouched").unwrap();
        site(folder.path(), Effort::Quick, &mut state).unwrap();
        assert_eq!(fs::read_to_string(&small).unwrap(), "untouched");
        fs::write(folder.path().join("a.txt"), "b".repeat(500)).unwrap();
        site(folder.path(), Effort::Quick, &mut state).unwrap();
        assert_ne!(fs::read(&small).unwrap(), b"untouched");
    }
}
