//! Texts the office gave in one or both languages.
use types::lang::{Bilingual, Lang};

/// A text and, where it is not the page's, its language for the `lang` attribute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spoken {
    /// The text.
    pub text: String,
    /// Its language, if another.
    pub lang: Option<&'static str>,
}

/// `text` for a reader of `lang`.
#[must_use]
pub fn spoken(text: &Bilingual, lang: Lang) -> Spoken {
    let other = text.lang_of(lang);
    Spoken { text: text.get(lang).to_owned(), lang: (other != lang).then(|| other.as_str()) }
}
