//! 五十音 order as numbers: who reads alike stands together, and a row of the index is a stretch.
use std::hash::{Hash as _, Hasher as _};

use types::id::MemberId;

/// Bits for people whose names begin alike.
const SAME_BITS: u32 = 15;
/// Numbers for people whose names begin alike.
pub(crate) const SAME: i64 = 1 << SAME_BITS;
/// Characters of a reading that make up a place.
const LETTERS: u32 = 8;
/// Kana in 五十音 order; voicing and size of a kana do not count.
const KANA: &str =
    "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヰヱヲン";
/// First kana of each row of the index.
pub const ROWS: [char; 10] = ['ア', 'カ', 'サ', 'タ', 'ナ', 'ハ', 'マ', 'ヤ', 'ラ', 'ワ'];

/// First number of a row of the index and the first past it.
pub(super) fn row(name: &str) -> Option<(i64, i64)> {
    let first = |kana: char| letter(kana) << shift(0);
    let mut rows = ROWS.iter().map(|kana| first(*kana)).chain([OTHER << shift(0), i64::MAX]);
    let index =
        if name == "other" { ROWS.len() } else { ROWS.iter().position(|kana| name.chars().eq([*kana]))? };
    let start = rows.nth(index)?;
    rows.next().map(|end| (start, end))
}

/// Class of names without a reading: after all kana.
const OTHER: i64 = 63;

/// The first number for a name: its first eight kana in 五十音 order, six bits each, above the bits that tell people read alike
/// apart. Names without a reading come last, by their characters. A number is below 2⁶³.
#[must_use]
pub fn place(family_kana: &str, given_kana: &str, family: &str) -> i64 {
    if family_kana.is_empty() {
        let codes = family.chars().chain("\0\0".chars()).take(2);
        let codes = codes.fold(0, |codes, c| (codes << 21) | i64::from(u32::from(c)));
        return (OTHER << shift(0)) | (codes << SAME_BITS);
    }
    let reading = family_kana.chars().chain([' ']).chain(given_kana.chars());
    let letters = reading.take(LETTERS as usize).enumerate();
    letters.fold(0, |place, (i, c)| place | (letter(c) << shift(i)))
}

/// Bits to the right of the letter at `index`.
fn shift(index: usize) -> u32 {
    let index = u32::try_from(index).unwrap_or(LETTERS);
    SAME_BITS + 6 * (LETTERS - 1).saturating_sub(index)
}

/// 0 for what separates, 1 for ー, then the kana.
fn letter(c: char) -> i64 {
    let plain = crate::member::unvoiced(c);
    match KANA.chars().position(|kana| kana == plain) {
        Some(at) => i64::try_from(at).unwrap_or_default() + 2,
        None => i64::from(c == 'ー'),
    }
}

/// A place in 五十音 order for `member` that is another each `day`.
pub(crate) fn random_place(member: MemberId, day: i64) -> i64 {
    let mut hasher = std::hash::DefaultHasher::new();
    (member, day).hash(&mut hasher);
    let kana = i64::try_from(KANA.chars().count()).unwrap_or(1);
    let letters = i64::try_from(hasher.finish() >> 1).unwrap_or_default();
    ((letters % kana + 2) << shift(0)) | ((letters / kana % kana + 2) << shift(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_follow_the_readings() {
        let names = [
            ("アベ", "ミナ"),
            ("アベカワ", "アイ"),
            ("カトウ", "アキ"),
            ("カトウ", "イチロウ"),
            ("ガモウ", "ケン"),
            ("サトウ", ""),
            ("ワタナベ", "ジロウ"),
            ("ン", ""),
        ];
        let places: Vec<i64> = names.iter().map(|(family, given)| place(family, given, "")).collect();
        assert!(places.is_sorted(), "{places:?}");
        assert!(
            places[7] < place("", "", "Nguyen") && place("", "", "\u{10ffff}\u{10ffff}") < i64::MAX - SAME
        );
    }

    #[test]
    fn a_row_holds_its_names() {
        for (name, kana) in [("ア", "オオタ"), ("カ", "ゴトウ"), ("ワ", "ワタナベ"), ("ハ", "パク")]
        {
            let (first, before) = row(name).unwrap();
            assert!((first..before).contains(&place(kana, "", "")), "{kana}");
        }
        let (first, before) = row("other").unwrap();
        assert!((first..before).contains(&place("", "", "林")));
        assert_eq!(row("x"), None);
    }
}
