//! Icons of the sprite.
use leptos::prelude::*;
use leptos::tachys::html::InertElement;

/// An icon that says nothing to a screen reader; the text beside it does.
#[component]
pub fn Icon(
    /// Name in `public/icons/sprite.svg`.
    name: &'static str,
) -> impl IntoView {
    // A page holds hundreds: as one piece of text they cost next to nothing.
    InertElement::new(format!(
        r#"<svg class="icon" aria-hidden="true" width="24" height="24"><use href="/icons/sprite.svg#{name}"></use></svg>"#
    ))
}
