//! What of a text can be seen. Characters without a glyph let one text pass for another, turn the text around them, or carry words
//! nobody reads; some of them are parts of emoji, of variant kanji and of scripts that join letters, and stay there.
//!
//! Sources: Unicode 16, `Default_Ignorable_Code_Point` and `Bidi_Control`; UTS 51 for emoji, UTS 37 for variants of kanji.

/// Marks on one letter; more of them run into the lines above and below.
const MARKS_MAX: usize = 3;

/// `text` without what cannot be seen. Line ends and tabs go too: whoever has use for them takes the text apart first.
#[must_use]
pub fn visible(text: &str) -> String {
    let mut seen = String::with_capacity(text.len());
    let mut last = None;
    let mut marks = 0;
    let mut coming = text.chars().peekable();
    while let Some(c) = coming.next() {
        let stays = match c {
            '\u{200c}' | '\u{200d}' => joins(last, c, coming.peek().copied()),
            '\u{fe00}'..='\u{fe0d}' => last.is_some_and(|last| is_kanji(last) || is_full_width_mark(last)),
            '\u{fe0e}' | '\u{fe0f}' => {
                last.is_some_and(|last| is_emoji(last) || is_key(last) || is_kanji(last))
            }
            '\u{e0100}'..='\u{e01ef}' => last.is_some_and(is_kanji),
            c => !(is_invisible(c) || is_mark(c) && marks == MARKS_MAX),
        };
        if stays {
            seen.push(c);
            last = Some(c);
            marks = if is_mark(c) { marks + 1 } else { 0 };
        }
    }
    seen
}

/// Whether `text` holds letters that are written from right to left, which draw what stands beside them to their side.
#[must_use]
pub fn is_right_to_left(text: &str) -> bool {
    text.chars().any(|c| {
        matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
    })
}

/// `text`, kept to itself: the first strong isolate of Unicode around it where it needs one.
#[must_use]
pub fn isolated(text: String) -> String {
    if is_right_to_left(&text) { format!("\u{2068}{text}\u{2069}") } else { text }
}

/// Characters without a glyph. Joiners and selectors are not here: they depend on their neighbours.
fn is_invisible(c: char) -> bool {
    c.is_control()
        || is_noncharacter(c)
        || matches!(c,
            // Soft hyphen, grapheme joiner, the blank letters of Hangul and Khmer.
            '\u{ad}' | '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}' | '\u{17b4}' | '\u{17b5}'
            // Selectors and the vowel separator of Mongolian.
            | '\u{180b}'..='\u{180f}'
            // What turns the direction.
            | '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
            // Widths of nothing, and operators of mathematics and of old machines.
            | '\u{200b}' | '\u{2060}'..='\u{2065}' | '\u{206a}'..='\u{206f}' | '\u{feff}'
            // Ends of line that are none in HTML.
            | '\u{2028}' | '\u{2029}'
            // A braille cell without dots; anchors and places of what is not text.
            | '\u{2800}' | '\u{fff0}'..='\u{fffc}'
            // Controls of shorthand and of music, and a note without a head.
            | '\u{1bca0}'..='\u{1bca3}' | '\u{1d159}' | '\u{1d173}'..='\u{1d17a}'
            // Tags, and all that is set aside for the like.
            | '\u{e0000}'..='\u{e0fff}')
}

fn is_noncharacter(c: char) -> bool {
    matches!(c, '\u{fdd0}'..='\u{fdef}') || (c as u32) & 0xfffe == 0xfffe
}

/// Whether a joiner has something to join: two emoji, or letters of a script that joins.
fn joins(last: Option<char>, joiner: char, next: Option<char>) -> bool {
    let (Some(last), Some(next)) = (last, next) else { return false };
    let is_part = |c| is_emoji(c) || c == '\u{fe0f}';
    (joiner == '\u{200d}' && is_part(last) && is_emoji(next)) || (is_joining(last) && is_joining(next))
}

/// Scripts whose letters take other shapes side by side: Arabic and its like, those of India, Tibet, Burma and Cambodia.
fn is_joining(c: char) -> bool {
    matches!(c, '\u{600}'..='\u{8ff}' | '\u{900}'..='\u{dff}' | '\u{f00}'..='\u{109f}' | '\u{1780}'..='\u{18af}')
}

/// Marks that stand on the letter before, or below it, in scripts whose marks can be heaped; not those of kana, of which one letter
/// takes one.
fn is_mark(c: char) -> bool {
    matches!(c,
            // Hebrew, Arabic, Thai, Lao and Tibetan.
            '\u{591}'..='\u{5bd}' | '\u{5bf}' | '\u{5c1}' | '\u{5c2}' | '\u{5c4}' | '\u{5c5}' | '\u{5c7}'
            | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{6d6}'..='\u{6dc}' | '\u{6df}'..='\u{6e4}' | '\u{6e7}' | '\u{6e8}' | '\u{6ea}'..='\u{6ed}'
            | '\u{e31}' | '\u{e34}'..='\u{e3a}' | '\u{e47}'..='\u{e4e}'
            | '\u{eb1}' | '\u{eb4}'..='\u{ebc}' | '\u{ec8}'..='\u{ece}'
            | '\u{f71}'..='\u{f84}'
            // Those of Latin letters and of all scripts.
            | '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}' | '\u{3099}' | '\u{309a}')
}

fn is_kanji(c: char) -> bool {
    matches!(c, '\u{3005}' | '\u{3007}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// Commas and stops that are set in the middle or in the corner.
fn is_full_width_mark(c: char) -> bool {
    matches!(
        c,
        '\u{3001}' | '\u{3002}' | '\u{ff01}' | '\u{ff0c}' | '\u{ff0e}' | '\u{ff1a}' | '\u{ff1b}' | '\u{ff1f}'
    )
}

/// What becomes a key: 1️⃣
fn is_key(c: char) -> bool {
    matches!(c, '0'..='9' | '#' | '*')
}

/// Pictures, wherever Unicode has them, and the shades of skin.
fn is_emoji(c: char) -> bool {
    matches!(c, '\u{a9}' | '\u{ae}' | '\u{203c}' | '\u{2049}' | '\u{2122}' | '\u{2139}' | '\u{2190}'..='\u{21ff}' | '\u{2300}'..='\u{23ff}' | '\u{24c2}' | '\u{25a0}'..='\u{27bf}' | '\u{2934}' | '\u{2935}' | '\u{2b00}'..='\u{2bff}' | '\u{3030}' | '\u{303d}' | '\u{3297}' | '\u{3299}' | '\u{1f000}'..='\u{1faff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_no_glyph_goes() {
        for c in [
            '\0',
            '\u{7f}',
            '\u{85}',
            '\u{ad}',
            '\u{34f}',
            '\u{61c}',
            '\u{115f}',
            '\u{1160}',
            '\u{17b4}',
            '\u{180b}',
            '\u{180e}',
            '\u{200b}',
            '\u{200c}',
            '\u{200d}',
            '\u{200e}',
            '\u{200f}',
            '\u{2028}',
            '\u{202a}',
            '\u{202e}',
            '\u{2060}',
            '\u{2064}',
            '\u{2066}',
            '\u{2069}',
            '\u{206f}',
            '\u{2800}',
            '\u{3164}',
            '\u{fe00}',
            '\u{fe0f}',
            '\u{feff}',
            '\u{ffa0}',
            '\u{fff9}',
            '\u{fffb}',
            '\u{ffff}',
            '\u{1bca0}',
            '\u{1d159}',
            '\u{1d173}',
            '\u{1fffe}',
            '\u{e0001}',
            '\u{e0041}',
            '\u{e007f}',
            '\u{e0100}',
            '\u{e01ef}',
            '\u{e0fff}',
        ] {
            assert_eq!(visible(&format!("a{c}b{c}")), "ab", "{c:?}");
        }
    }

    #[test]
    fn emoji_kanji_and_scripts_stay_whole() {
        for text in [
            "👨‍👩‍👧‍👦",
            "👩🏽‍💻",
            "❤️‍🔥",
            "🏳️‍🌈",
            "1️⃣",
            "☺️",
            "🇯🇵",
            "©️",
            "葛\u{e0100}城",
            "辻\u{e0101}",
            "神\u{fe00}",
            "、\u{fe00}",
            "𠮷野家",
            "𩸽",
            "が",
            "か\u{3099}",
            "علی\u{200c}رضا",
            "क्\u{200d}ष",
            "Nguyễn",
            "e\u{301}\u{323}",
            "髙﨑",
        ] {
            assert_eq!(visible(text), text);
        }
    }

    #[test]
    fn joiners_without_neighbours_and_second_selectors_go() {
        for (typed, seen) in [
            ("sa\u{200d}to", "sato"),
            ("👩\u{200d}", "👩"),
            ("👩\u{200d}a", "👩a"),
            ("\u{200d}👩", "👩"),
            ("a\u{fe0f}", "a"),
            ("葛\u{e0100}\u{e0101}", "葛\u{e0100}"),
            ("か\u{e0100}", "か"),
            ("佐\u{200b}\u{e0100}", "佐\u{e0100}"),
        ] {
            assert_eq!(visible(typed), seen);
        }
    }

    #[test]
    fn marks_of_other_scripts_stay_and_heap_up_no_more() {
        for name in ["ที่นี่", "مُحَمَّد", "שָׁלוֹם", "नरेन्द्र", "བོད་"]
        {
            assert_eq!(visible(name), name);
        }
        for (letter, mark) in [('ก', '\u{e47}'), ('م', '\u{64e}'), ('ש', '\u{5b8}')] {
            let tower = format!("{letter}{}", mark.to_string().repeat(39));
            assert_eq!(visible(&tower).chars().count(), 1 + MARKS_MAX, "{letter}");
        }
    }

    #[test]
    fn a_tower_of_marks_is_cut() {
        for tower in [format!("Z{}a", "\u{335}".repeat(40)), format!("Z{}a", "\u{335}\u{200b}".repeat(40))] {
            assert_eq!(visible(&tower), format!("Z{}a", "\u{335}".repeat(MARKS_MAX)));
        }
    }

    #[test]
    fn names_from_right_to_left_are_kept_to_themselves() {
        assert_eq!(isolated("دانا".to_owned()), "\u{2068}دانا\u{2069}");
        for text in ["佐々木 健太", "Émile", "𠮷野 𩸽", "👨‍👩‍👧"] {
            assert_eq!(isolated(text.to_owned()), text);
        }
    }
}
