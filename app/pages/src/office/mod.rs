//! The desk of the alumni office.
mod event_form;
mod events;
mod queue;
mod roster;
mod settings;

use axum::Router;

use crate::App;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .merge(events::routes())
        .merge(queue::routes())
        .merge(roster::routes())
        .merge(settings::routes())
}
