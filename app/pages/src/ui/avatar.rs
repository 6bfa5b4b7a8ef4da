//! People: portrait and row.
use leptos::prelude::*;
use leptos::tachys::html::InertElement;
use types::lang::Lang;
use types::member::Person;

use super::text_only;

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
            text_only(&person.initial(lang))
        ),
    };
    InertElement::new(html)
}

/// Portrait, name and line, linked to the profile, which nobody who left has.
#[component]
pub fn PersonRow(
    /// Who.
    person: Person,
    /// The reader's language.
    lang: Lang,
) -> impl IntoView {
    let (id, line, has_page) = (person.id, person.line.clone(), person.has_page());
    let name = person.name(lang);
    let inside = view! {
        <Avatar person lang/>
        <span class="who"><bdi class="name">{name}</bdi><bdi class="meta">{line}</bdi></span>
    };
    if has_page {
        view! { <a class="person" href=format!("/people/{id}")>{inside}</a> }.into_any()
    } else {
        view! { <span class="person">{inside}</span> }.into_any()
    }
}

/// The name, linked to the profile; of somebody who left there is none.
pub fn person_name(person: &Person, lang: Lang) -> AnyView {
    let name = person.name(lang);
    if person.has_page() {
        view! { <a href=format!("/people/{}", person.id)><bdi>{name}</bdi></a> }.into_any()
    } else {
        view! { <bdi>{name}</bdi> }.into_any()
    }
}
