//! What the last build of the site left behind, so that the next one does only what changed.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use anyhow::Result;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::paths;

/// The memory of the last build; a missing or unreadable file is an empty memory.
#[derive(Default, Debug, PartialEq, Eq)]
pub(crate) struct State {
    /// Hash of the WASM that wasm-bindgen last read.
    pub(crate) raw: String,
    /// Files below `pkg/` that came out of it: `js`, `wasm`, and snippets.
    pub(crate) bindgen: Vec<String>,
    /// Compressed files: site path to hash of the content and brotli quality.
    pub(crate) compressed: BTreeMap<String, (String, u32)>,
}

impl State {
    /// Reads the memory of the last build.
    pub(crate) fn load() -> Self {
        let text = fs::read_to_string(file()).unwrap_or_default();
        Self::parse(&serde_json::from_str(&text).unwrap_or_default())
    }

    /// Writes the memory for the next build.
    ///
    /// # Errors
    /// When the target folder cannot be written.
    pub(crate) fn save(&self) -> Result<()> {
        fs::write(file(), self.print().to_string())?;
        Ok(())
    }

    fn parse(value: &Value) -> Self {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let compressed = value["compressed"].as_object().into_iter().flatten().map(|(path, entry)| {
            let quality = entry[1].as_u64().and_then(|quality| u32::try_from(quality).ok()).unwrap_or(0);
            (path.clone(), (text(&entry[0]), quality))
        });
        Self {
            raw: text(&value["raw"]),
            bindgen: value["bindgen"].as_array().into_iter().flatten().map(text).collect(),
            compressed: compressed.collect(),
        }
    }

    fn print(&self) -> Value {
        json!({ "raw": self.raw, "bindgen": self.bindgen, "compressed": self.compressed })
    }
}

/// The name of some content: 16 hexadecimal digits of its SHA-256.
pub(crate) fn hash(content: &[u8]) -> String {
    Sha256::digest(content)[..8].iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}

/// Beside the site, not in it: it is neither served nor embedded.
fn file() -> PathBuf {
    paths::target().join("site.state.json")
}

#[cfg(test)]
mod tests {
    use super::{State, hash};

    #[test]
    fn what_is_written_is_read_again() {
        let mut state = State { raw: "a".into(), bindgen: vec!["x.js".into()], ..State::default() };
        state.compressed.insert("/robots.txt".into(), ("b".into(), 11));
        assert_eq!(State::parse(&state.print()), state);
        assert_eq!(State::parse(&serde_json::Value::Null), State::default());
    }

    #[test]
    fn a_hash_is_short_and_known() {
        assert_eq!(hash(b""), "e3b0c44298fc1c14");
    }
}
