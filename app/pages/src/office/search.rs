//! A list of the office: the field that narrows it, its table, and the way to its next page.
use leptos::prelude::*;
use serde::Deserialize;

use crate::ui::Icon;

/// What of a list is asked for.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    /// What was typed.
    pub q: String,
    /// Where the page begins.
    pub after: String,
}

impl Asked {
    /// The address of the next page of the list at `path`.
    pub(super) fn next(&self, path: &str, after: impl ToString) -> String {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        query.append_pair("q", &self.q).append_pair("after", &after.to_string());
        format!("{path}?{}", query.finish())
    }
}

/// The field.
pub(super) fn field(
    path: &'static str,
    q: String,
    label: &'static str,
    button: &'static str,
) -> impl IntoView {
    view! {
        <form method="get" action=path role="search">
            <div class="search"><Icon name="search"/><input type="search" name="q" value=q aria-label=label placeholder=label/><button class="btn">{button}</button></div>
        </form>
    }
}

/// The table, which folds into cards on phones; `none` where there is nothing.
pub(super) fn table(heads: &[&'static str], rows: Vec<AnyView>, none: &'static str) -> AnyView {
    if rows.is_empty() {
        return view! { <p class="meta">{none}</p> }.into_any();
    }
    let heads: Vec<_> = heads.iter().map(|head| view! { <th scope="col">{*head}</th> }).collect();
    view! { <table class="table cards"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table> }
        .into_any()
}
