//! Icons of the sprite.
use leptos::prelude::*;

/// An icon that says nothing to a screen reader; the text beside it does.
#[component]
pub fn Icon(
    /// Name in `public/icons/sprite.svg`.
    name: &'static str,
) -> impl IntoView {
    view! { <svg class="icon" aria-hidden="true" width="24" height="24"><use href=format!("/icons/sprite.svg#{name}")></use></svg> }
}
