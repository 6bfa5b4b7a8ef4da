//! The portrait of a person, on pages and in what islands are answered.
use leptos::prelude::*;
use leptos::tachys::html::InertElement;
use types::lang::Lang;
use types::member::Person;

/// The portrait, or the first character of the name. Silent for screen readers: the name stands beside it.
#[component]
pub fn Avatar(
    /// Whose.
    person: Person,
    /// The reader's language.
    lang: Lang,
    /// `""`, `s`, `l` or `xl`.
    #[prop(optional)]
    size: &'static str,
) -> impl IntoView {
    // One of five tints, fixed for a person, so that a list without portraits does not look like one block.
    let tint = ["", "t2", "t3", "t4", "t5"][usize::from(person.id.0.as_bytes()[15] % 5)];
    let html = match person.photo {
        Some(photo) => format!(
            r#"<img class="avatar {size}" src="/media/{photo}/small" alt="" width="88" height="88" loading="lazy">"#
        ),
        None => format!(
            r#"<span class="avatar {size} {tint}" aria-hidden="true">{}</span>"#,
            html_escape::encode_text(&person.initial(lang))
        ),
    };
    InertElement::new(html)
}
