//! People: portrait and row.
pub use app::avatar::Avatar;

use leptos::prelude::*;
use types::lang::Lang;
use types::member::Person;

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
