//! The desk of the alumni office.
mod roster;
mod settings;

use axum::Router;

use crate::App;

pub(crate) fn routes() -> Router<App> {
    Router::new().merge(roster::routes()).merge(settings::routes())
}
