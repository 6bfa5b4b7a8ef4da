//! The way on to the next page of a list.
use leptos::prelude::*;

/// A link to `href`, where a next page is; `label` names the navigation, `text` the link.
pub fn pager(label: &'static str, text: &'static str, href: Option<String>) -> Option<impl IntoView> {
    href.map(|href| {
        view! { <nav class="pager" aria-label=label><a class="btn" rel="next" href=href>{text}</a></nav> }
    })
}
