//! The desk of the alumni office.
mod event_form;
mod events;
mod letters;
mod programme_edit;
mod queue;
mod reports;
mod roster;
mod settings;
mod stories;

use axum::Router;

use crate::App;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .merge(events::routes())
        .merge(letters::routes())
        .merge(programme_edit::routes())
        .merge(stories::routes())
        .merge(reports::routes())
        .merge(queue::routes())
        .merge(roster::routes())
        .merge(settings::routes())
}
