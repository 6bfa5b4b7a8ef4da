//! Languages, and how well somebody speaks them.
use crate::enums::text_enum;
use crate::form::{Problem, Problems};
use crate::lang::Voice;
use crate::words::language as w;

/// Languages one member may list.
pub const LANGUAGES_MAX: usize = 10;

/// Declares the languages: variant, stored text, word.
macro_rules! languages {
    ($($variant:ident = $text:literal => $word:ident;)+) => {
        text_enum! {
            /// A language, as its letters of ISO 639.
            pub enum Language { $(#[doc = $text] $variant = $text),+ }
        }

        impl Language {
            /// Its name for the reader.
            #[must_use]
            pub fn text(self, voice: Voice) -> &'static str {
                match self { $(Self::$variant => w::$word(voice)),+ }
            }
        }
    };
}

languages! {
    Ja = "ja" => ja;
    En = "en" => en;
    Zh = "zh" => zh;
    Yue = "yue" => yue;
    Ko = "ko" => ko;
    Vi = "vi" => vi;
    Th = "th" => th;
    Id = "id" => id;
    Ms = "ms" => ms;
    Fil = "fil" => fil;
    My = "my" => my;
    Km = "km" => km;
    Lo = "lo" => lo;
    Ne = "ne" => ne;
    Hi = "hi" => hi;
    Bn = "bn" => bn;
    Ta = "ta" => ta;
    Te = "te" => te;
    Ur = "ur" => ur;
    Si = "si" => si;
    Mn = "mn" => mn;
    Uz = "uz" => uz;
    Ar = "ar" => ar;
    Fa = "fa" => fa;
    Tr = "tr" => tr;
    He = "he" => he;
    Fr = "fr" => fr;
    De = "de" => de;
    Es = "es" => es;
    Pt = "pt" => pt;
    It = "it" => it;
    Nl = "nl" => nl;
    Ru = "ru" => ru;
    Uk = "uk" => uk;
    Pl = "pl" => pl;
    Cs = "cs" => cs;
    Sk = "sk" => sk;
    Hu = "hu" => hu;
    Ro = "ro" => ro;
    Bg = "bg" => bg;
    El = "el" => el;
    Sv = "sv" => sv;
    Da = "da" => da;
    Nb = "nb" => nb;
    Fi = "fi" => fi;
    Et = "et" => et;
    Lv = "lv" => lv;
    Lt = "lt" => lt;
    Sw = "sw" => sw;
    Jsl = "jsl" => sign;
}

text_enum! {
    /// How well somebody speaks a language.
    pub enum Fluency {
        /// 話せる
        Speak = "speak",
        /// 仕事で使える
        Work = "work",
        /// 母語
        Native = "native",
    }
}

impl Fluency {
    /// Its name for the reader.
    #[must_use]
    pub fn text(self, voice: Voice) -> &'static str {
        match self {
            Self::Speak => w::speak(voice),
            Self::Work => w::work(voice),
            Self::Native => w::native(voice),
        }
    }
}

/// A language somebody speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spoken {
    /// Which.
    pub language: Language,
    /// How well.
    pub fluency: Fluency,
}

/// As stored: one a line.
#[must_use]
pub fn store(all: &[Spoken]) -> String {
    all.iter().map(|it| format!("{} {}", it.language, it.fluency)).collect::<Vec<_>>().join("\n")
}

/// What [`store`] made.
#[must_use]
pub fn stored(text: &str) -> Vec<Spoken> {
    let one = |line: &str| {
        let (language, fluency) = line.split_once(' ')?;
        Some(Spoken { language: language.parse().ok()?, fluency: fluency.parse().ok()? })
    };
    text.lines().filter_map(one).collect()
}

/// The languages typed in rows; a row without a language is left out, one without a level counts as 話せる, and of two rows of
/// one language the better counts.
pub(crate) fn languages(p: &mut Problems, names: &[String], levels: &[String]) -> Vec<Spoken> {
    let mut all: Vec<Spoken> = Vec::new();
    for (i, name) in names.iter().enumerate().filter(|(_, name)| !name.trim().is_empty()) {
        let field = format!("language_{i}");
        let level = levels.get(i).map_or("", |level| level.trim());
        let fluency = if level.is_empty() { Ok(Fluency::Speak) } else { level.parse() };
        let (Ok(language), Ok(fluency)) = (name.trim().parse(), fluency) else {
            p.add(&field, Problem::NotAChoice);
            continue;
        };
        if let Some(before) = all.iter_mut().find(|it| it.language == language) {
            before.fluency = before.fluency.max(fluency);
            continue;
        }
        if all.len() == LANGUAGES_MAX {
            p.add(&field, Problem::TooMany { max: LANGUAGES_MAX });
            break;
        }
        all.push(Spoken { language, fluency });
    }
    all.sort_by_key(|it| std::cmp::Reverse(it.fluency));
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(names: &[&str], levels: &[&str]) -> Result<Vec<Spoken>, Problems> {
        let own = |texts: &[&str]| texts.iter().map(ToString::to_string).collect::<Vec<_>>();
        let mut problems = Problems::default();
        let all = languages(&mut problems, &own(names), &own(levels));
        problems.finish(Some(all))
    }

    #[test]
    fn what_is_spoken_best_comes_first_and_empty_rows_go() {
        let all = typed(&["fr", "", "ja", "en"], &["", "work", "native", "work"]).unwrap();
        assert_eq!(stored(&store(&all)), all);
        let told: Vec<_> = all.iter().map(|it| (it.language, it.fluency)).collect();
        assert_eq!(
            told,
            [(Language::Ja, Fluency::Native), (Language::En, Fluency::Work), (Language::Fr, Fluency::Speak)]
        );
    }

    #[test]
    fn a_language_stands_once_and_is_one_of_the_list() {
        let twice = typed(&["en", "en"], &["work", "native"]).unwrap();
        assert_eq!(twice, [Spoken { language: Language::En, fluency: Fluency::Native }]);
        for (name, level) in [("klingon", "work"), ("en", "well")] {
            assert_eq!(typed(&[name], &[level]).unwrap_err().of("language_0"), Some(&Problem::NotAChoice));
        }
    }
}
