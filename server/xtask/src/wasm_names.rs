//! Bytes of code per crate, read from a WASM file that still has its `name` section.
//! Format: <https://webassembly.github.io/spec/core/binary/modules.html> and its appendix on custom sections.

use std::collections::BTreeMap;

const IMPORTS: u8 = 2;
const CODE: u8 = 10;
const CUSTOM: u8 = 0;

/// Crates and the bytes of their function bodies, largest first; `None` when the file has no names.
pub(crate) fn by_crate(wasm: &[u8]) -> Option<Vec<(String, usize)>> {
    let mut rest = Reader(wasm.get(8..)?);
    let (mut imported, mut bodies, mut names) = (0, Vec::new(), None);
    while !rest.0.is_empty() {
        let (id, section) = (rest.byte()?, rest.block()?);
        match id {
            IMPORTS => imported = functions(section)?,
            CODE => bodies = sizes(section)?,
            CUSTOM => names = names.or_else(|| function_names(section)),
            _ => {}
        }
    }
    let names = names?;
    let mut crates = BTreeMap::<String, usize>::new();
    for (index, size) in bodies.into_iter().enumerate() {
        let name = names.get(&(imported + index)).map_or("", String::as_str);
        *crates.entry(crate_of(name)).or_default() += size;
    }
    let mut sorted: Vec<_> = crates.into_iter().collect();
    sorted.sort_by_key(|(_, size)| std::cmp::Reverse(*size));
    Some(sorted)
}

/// The crate a mangled name belongs to: the first path in it, also in `<T as crate::Trait>::f`.
fn crate_of(mangled: &str) -> String {
    let name = format!("{:#}", rustc_demangle::demangle(mangled));
    let start = name.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '_');
    let start = start.strip_prefix("dyn ").or_else(|| start.strip_prefix("mut ")).unwrap_or(start);
    match start.split_once("::") {
        Some((first, _)) if first.chars().all(|c| c.is_alphanumeric() || c == '_') => first.to_owned(),
        _ => "(no crate)".to_owned(),
    }
}

/// How many of the imports are functions: they come first in the index space.
fn functions(mut section: Reader) -> Option<usize> {
    let mut found = 0;
    for _ in 0..section.number()? {
        section.block()?;
        section.block()?;
        match section.byte()? {
            0 => {
                section.number()?;
                found += 1;
            }
            1 => {
                section.byte()?;
                section.limits()?;
            }
            2 => section.limits()?,
            3 => {
                section.byte()?;
                section.byte()?;
            }
            _ => {
                section.byte()?;
                section.number()?;
            }
        }
    }
    Some(found)
}

fn sizes(mut section: Reader) -> Option<Vec<usize>> {
    (0..section.number()?).map(|_| section.block().map(|body| body.0.len())).collect()
}

/// Function index to name, when this custom section is `name`.
fn function_names(mut section: Reader) -> Option<BTreeMap<usize, String>> {
    if section.block()?.0 != b"name" {
        return None;
    }
    while !section.0.is_empty() {
        let (id, mut part) = (section.byte()?, section.block()?);
        if id == 1 {
            let mut names = BTreeMap::new();
            for _ in 0..part.number()? {
                let index = part.number()?;
                names.insert(index, String::from_utf8_lossy(part.block()?.0).into_owned());
            }
            return Some(names);
        }
    }
    None
}

#[derive(Clone, Copy)]
struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    /// An unsigned LEB128 number.
    fn number(&mut self) -> Option<usize> {
        let (mut value, mut shift) = (0, 0);
        loop {
            let byte = self.byte()?;
            value |= usize::from(byte & 0x7f).checked_shl(shift)?;
            if byte & 0x80 == 0 {
                return Some(value);
            }
            shift += 7;
        }
    }

    /// As many bytes as the number in front of them says.
    fn block(&mut self) -> Option<Reader<'a>> {
        let length = self.number()?;
        let (block, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(Reader(block))
    }

    fn limits(&mut self) -> Option<()> {
        let has_maximum = self.byte()? & 1 == 1;
        self.number()?;
        if has_maximum {
            self.number()?;
        }
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::{by_crate, crate_of};

    #[test]
    fn names_belong_to_crates() {
        assert_eq!(crate_of("_ZN4core3fmt5Write9write_fmt17h0123456789abcdefE"), "core");
        assert_eq!(crate_of("<app::Feed as core::fmt::Debug>::fmt"), "app");
        assert_eq!(crate_of("memcpy"), "(no crate)");
    }

    #[test]
    fn a_small_module_is_measured() {
        let mut wasm = b"\0asm\x01\0\0\0".to_vec();
        // One imported function `a.b`, two bodies of 2 and 3 bytes, names for functions 1 and 2.
        wasm.extend([2, 7, 1, 1, b'a', 1, b'b', 0, 0]);
        wasm.extend([10, 8, 2, 2, 0, 0x0b, 3, 0, 1, 0x0b]);
        let mut full = wasm.clone();
        full.extend([0, 20, 4, b'n', b'a', b'm', b'e', 1, 13, 2]);
        full.extend(b"\x01\x04x::a\x02\x04x::b");
        assert_eq!(by_crate(&full), Some(vec![("x".to_owned(), 5)]));
        assert_eq!(by_crate(&wasm), None);
    }
}
