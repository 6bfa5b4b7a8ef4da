//! How a Japanese word written in Latin letters sounds: the ways of writing it become one. For search only.
//!
//! Hepburn and Kunrei spell the same syllables differently (shi, si), a long vowel is written in five ways (Satō, Sato, Satou,
//! Satoo, Satoh), and an n before b, m and p also as m. Words of other languages come out as no words at all, which does no harm:
//! they stay findable as they are written.

/// Spellings and the one that stands for them, the longer ones first.
const SYLLABLES: [(&str, &str); 13] = [
    ("dz", "z"),
    ("du", "zu"),
    ("tch", "tty"),
    ("shi", "si"),
    ("sh", "sy"),
    ("chi", "ti"),
    ("ch", "ty"),
    ("tsu", "tu"),
    ("jy", "zy"),
    ("ji", "zi"),
    ("j", "zy"),
    ("fu", "hu"),
    ("ou", "o"),
];

/// How `word`, in lower case, sounds; none when it is written as it sounds, or not in Latin letters.
#[must_use]
pub fn sound(word: &str) -> Option<String> {
    if word.is_empty() || !word.bytes().all(|b| b.is_ascii_lowercase()) {
        return None;
    }
    let mut text = word.to_owned();
    for (written, standard) in SYLLABLES {
        text = text.replace(written, standard);
    }
    let letters: Vec<char> = text.chars().collect();
    let at = |i: usize| letters.get(i).copied();
    let mut out = String::with_capacity(text.len());
    for (i, c) in letters.iter().copied().enumerate() {
        let (last, next) = (i.checked_sub(1).and_then(at), at(i + 1));
        match c {
            'm' if matches!(next, Some('b' | 'm' | 'p')) => out.push('n'),
            // おお and おー, うう.
            'o' | 'u' if last == Some(c) => {}
            'h' if last == Some('o') && !next.is_some_and(is_vowel) => {}
            c => out.push(c),
        }
    }
    (out != word).then_some(out)
}

/// Whether the word ends with a long vowel that [`sound`] makes short.
#[must_use]
pub fn ends_long(word: &str) -> bool {
    ["ou", "oo", "oh", "uu"].iter().any(|end| word.ends_with(end))
}

const fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y')
}

#[cfg(test)]
mod tests {
    use super::sound;

    #[test]
    fn ways_of_writing_a_name_sound_alike() {
        let alike = [
            ["sato", "satou", "satoh"],
            ["ota", "ohta", "oota"],
            ["ohasi", "oohashi", "ohashi"],
            ["simizu", "shimizu", "shimidzu"],
            ["tuzuki", "tsuduki", "tsudzuki"],
            ["tutiya", "tsuchiya", "tsutiya"],
            ["zyunko", "junko", "jyunko"],
            ["yuko", "yuuko", "yuko"],
            ["honda", "honda", "honda"],
            ["nanba", "namba", "nanba"],
            ["hukuda", "fukuda", "hukuda"],
            ["syozi", "shouji", "syouji"],
        ];
        for [standard, a, b] in alike {
            for written in [a, b] {
                assert_eq!(sound(written).as_deref().unwrap_or(written), standard, "{written}");
            }
        }
    }

    #[test]
    fn other_names_stay_apart() {
        let apart = [("sato", "sata"), ("ohara", "ora"), ("ono", "onno"), ("kato", "gato"), ("ken", "kenn")];
        for (a, b) in apart {
            assert_ne!(sound(a).unwrap_or(a.into()), sound(b).unwrap_or(b.into()), "{a} {b}");
        }
        assert_eq!(sound("営業"), None);
        assert_eq!(sound("c3po"), None);
    }
}
