//! The desk of the alumni office.
mod addresses;
mod call_off;
mod campaigns;
mod departments;
mod event_form;
mod events;
mod handover;
mod home;
mod incident;
mod intents;
mod letters;
mod member;
mod programme_edit;
mod programmes;
mod queue;
mod reports;
mod retention;
mod rights;
mod roles;
mod roster;
mod search;
mod settings;
mod skills;
mod spread;
mod stories;

use axum::Router;
use leptos::prelude::*;

use crate::App;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .merge(home::routes())
        .merge(addresses::routes())
        .merge(call_off::routes())
        .merge(campaigns::routes())
        .merge(events::routes())
        .merge(handover::routes())
        .merge(letters::routes())
        .merge(member::routes())
        .merge(programmes::routes())
        .merge(programme_edit::routes())
        .merge(stories::routes())
        .merge(reports::routes())
        .merge(retention::routes())
        .merge(rights::routes())
        .merge(incident::routes())
        .merge(intents::routes())
        .merge(queue::routes())
        .merge(roles::routes())
        .merge(roster::routes())
        .merge(settings::routes())
        .merge(skills::routes())
        .merge(departments::routes())
        .merge(spread::routes())
}

/// A figure of the desk, with where it leads, if anywhere.
fn tile(name: &'static str, path: Option<&'static str>, value: String, meta: String) -> AnyView {
    let name = match path {
        Some(path) => view! { <a href=path>{name}</a> }.into_any(),
        None => name.into_any(),
    };
    view! { <div class="stat"><dt>{name}</dt><dd><b>{value}</b></dd><dd class="meta">{meta}</dd></div> }
        .into_any()
}
