//! Folding: texts that a reader takes for the same become the same. For search and for comparing names, never for showing.
use std::collections::HashMap;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;

/// Each line: the form that stands for its variants, then the variants. Only variants of one name are here, not different
/// characters of one meaning. Compatibility ideographs (塚 U+FA10, 神 U+FA19) are unified by NFKC already.
const VARIANTS: &[(char, &str)] = &[
    ('高', "髙"),
    ('崎', "﨑嵜碕"),
    ('辺', "邊邉"),
    ('斉', "齋斎齊"),
    ('浜', "濵濱"),
    ('吉', "𠮷"),
    ('沢', "澤"),
    ('広', "廣"),
    ('国', "國"),
    ('桜', "櫻"),
    ('島', "嶋嶌"),
    ('富', "冨"),
    ('黒', "黑"),
    ('竜', "龍"),
    ('真', "眞"),
    ('恵', "惠"),
    ('徳', "德"),
    ('静', "靜"),
    ('瀬', "瀨"),
    ('栄', "榮"),
    ('学', "學"),
    ('与', "與"),
    ('円', "圓"),
    ('実', "實"),
    ('寿', "壽"),
    ('豊', "豐"),
    ('縁', "緣"),
    ('渕', "淵"),
    ('槙', "槇"),
    ('鉄', "鐵"),
    ('児', "兒"),
    ('曽', "曾"),
    ('桧', "檜"),
    ('館', "舘"),
    ('条', "條"),
    ('弥', "彌"),
    ('礼', "禮"),
    ('教', "敎"),
    ('清', "淸"),
    ('増', "增"),
    ('郎', "郞"),
    ('峰', "峯"),
    ('岳', "嶽"),
    ('穂', "穗"),
    ('万', "萬"),
    ('将', "將"),
    ('渋', "澁"),
    ('蔵', "藏"),
    ('会', "會"),
    ('関', "關"),
    ('県', "縣"),
    ('亜', "亞"),
    ('稲', "稻"),
    ('滝', "瀧"),
    ('塩', "鹽"),
    ('巌', "巖"),
    ('検', "檢"),
    ('来', "來"),
    ('剣', "劍劔"),
    ('横', "橫"),
    ('朗', "朖"),
    ('宝', "寶"),
    ('応', "應"),
    ('団', "團"),
    ('浅', "淺"),
    ('糸', "絲"),
    ('荘', "莊"),
    ('晋', "晉"),
    ('鴎', "鷗"),
    ('遥', "遙"),
    ('歩', "步"),
    ('青', "靑"),
    ('土', "圡"),
    ('野', "埜"),
    ('桑', "桒"),
    ('柳', "栁"),
    ('杉', "椙"),
    ('郷', "鄕鄉"),
    ('岡', "崗"),
    ('壮', "壯"),
    ('禄', "祿"),
    ('奥', "奧"),
    ('藪', "薮籔"),
    ('頼', "賴"),
    ('寛', "寬"),
    ('聡', "聰"),
    ('戸', "戶"),
    ('船', "舩"),
    ('橋', "槗𣘺"),
    ('松', "枩"),
    ('尭', "堯"),
    ('薫', "薰"),
    ('枡', "桝"),
];

/// NFKC, lower case, katakana as hiragana, variant kanji as one, 々 spelt out, Latin letters without marks, variation
/// selectors gone, spaces single.
#[must_use]
pub fn fold(text: &str) -> String {
    if text.chars().all(is_normal) {
        return folded(text.len(), text.chars().map(|c| c.to_ascii_lowercase()));
    }
    // Marks are taken off Latin letters only: the voicing marks of kana are other characters and come together again.
    let bare = text.nfkd().filter(|c| !matches!(c, '\u{300}'..='\u{36f}') && !is_selector(*c));
    folded(text.len(), bare.nfkc().flat_map(char::to_lowercase))
}

/// Whether normalising leaves the character as it is whatever stands beside it, but for the case of ASCII: most texts are made of
/// such characters alone.
const fn is_normal(c: char) -> bool {
    matches!(c, '\0'..='\x7f' | '、'..='〃' | 'ぁ'..='ゖ' | 'ァ'..='ー' | '一'..='龯')
}

/// Normal characters in lower case, folded.
fn folded(bytes: usize, chars: impl Iterator<Item = char>) -> String {
    let mut out = String::with_capacity(bytes);
    for c in chars {
        match c {
            '々' => out.extend(out.chars().next_back().filter(|last| !last.is_whitespace())),
            c if c.is_whitespace() => {
                if !out.is_empty() && !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            c => out.push(unified(hiragana(c))),
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// A name folded for comparison: as [`fold`], without spaces, middle dots and hyphens.
#[must_use]
pub fn name(text: &str) -> String {
    fold(text).chars().filter(|c| !c.is_whitespace() && !matches!(c, '・' | '=' | '-' | '.' | '\'')).collect()
}

fn hiragana(c: char) -> char {
    match c {
        'đ' => 'd',
        'ァ'..='ヶ' => char::from_u32(c as u32 - 0x60).unwrap_or(c),
        _ => c,
    }
}

/// The form that stands for a variant.
static STANDARDS: LazyLock<HashMap<char, char>> = LazyLock::new(|| {
    let pairs = |(standard, variants): &(char, &'static str)| {
        let standard = *standard;
        variants.chars().map(move |variant| (variant, standard))
    };
    VARIANTS.iter().flat_map(pairs).collect()
});

fn unified(c: char) -> char {
    if c.is_ascii() || matches!(c, 'ぁ'..='ん') {
        return c;
    }
    STANDARDS.get(&c).copied().unwrap_or(c)
}

/// Characters that choose among glyphs of one character: 葛󠄀 is 葛.
fn is_selector(c: char) -> bool {
    matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}' | '\u{200b}' | '\u{200d}')
}

#[cfg(test)]
mod tests {
    use super::{VARIANTS, fold, name};

    #[test]
    fn variant_kanji_are_one() {
        let same = [
            ("髙橋", "高橋"),
            ("山﨑", "山崎"),
            ("渡邊", "渡辺"),
            ("渡邉", "渡辺"),
            ("齋藤", "斉藤"),
            ("斎藤", "齊藤"),
            ("濵田", "浜田"),
            ("濱田", "浜田"),
            ("𠮷田", "吉田"),
            ("佐々木", "佐佐木"),
            ("葛\u{e0100}西", "葛西"),
            ("塚本", "塚本"),
            ("Nguyễn Đà", "nguyen da"),
        ];
        for (a, b) in same {
            assert_eq!(name(a), name(b), "{a} {b}");
        }
        assert_ne!(name("田中"), name("中田"));
        assert_ne!(name("伊藤"), name("伊東"));
    }

    #[test]
    fn width_case_and_kana_are_one() {
        assert_eq!(fold("ＡＢＣ　ｻﾄｳ"), "abc さとう");
        assert_eq!(fold("バグ ヴァン"), fold("ばぐ ゔぁん"));
        assert_eq!(fold("ﾊﾞｸﾞ"), "ばぐ");
        assert_eq!(fold("  営業  部 "), "営業 部");
    }

    #[test]
    fn what_need_not_be_normalised_folds_as_if_it_were() {
        for c in ('\0'..='龯').filter(|c| super::is_normal(*c)) {
            let beside_another = fold(&format!("a{c}bé"));
            assert_eq!(beside_another, fold(&format!("a{c}b")) + "e", "{c:?}");
        }
    }

    #[test]
    fn names_do_not_depend_on_spaces() {
        assert_eq!(name("山田　太郎"), name("山田太郎"));
        assert_eq!(name("カーター・エミリー"), name("カーター エミリー"));
        assert_eq!(name("々"), "");
    }

    #[test]
    fn no_standard_form_is_itself_a_variant() {
        for (standard, variants) in VARIANTS {
            assert_eq!(fold(&standard.to_string()), standard.to_string());
            assert!(!variants.contains(*standard));
        }
    }
}
