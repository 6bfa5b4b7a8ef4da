//! The desk of the alumni office.
mod settings;

use axum::Router;

use crate::App;

pub(crate) fn routes() -> Router<App> {
    Router::new().merge(settings::routes())
}
