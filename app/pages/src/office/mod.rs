//! The desk of the alumni office.
mod call_off;
mod event_form;
mod events;
mod home;
mod letters;
mod programme_edit;
mod programmes;
mod queue;
mod reports;
mod roster;
mod settings;
mod spread;
mod stories;

use axum::Router;

use crate::App;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .merge(home::routes())
        .merge(call_off::routes())
        .merge(events::routes())
        .merge(letters::routes())
        .merge(programmes::routes())
        .merge(programme_edit::routes())
        .merge(stories::routes())
        .merge(reports::routes())
        .merge(queue::routes())
        .merge(roster::routes())
        .merge(settings::routes())
        .merge(spread::routes())
}
