//! The desk of the alumni office.
mod queue;
mod settings;

use axum::Router;

use crate::App;

pub(crate) fn routes() -> Router<App> {
    Router::new().merge(queue::routes()).merge(settings::routes())
}
