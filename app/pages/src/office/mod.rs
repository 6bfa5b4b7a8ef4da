//! The desk of the alumni office.
mod letters;
mod reports;
mod settings;

use axum::Router;

use crate::App;

pub(crate) fn routes() -> Router<App> {
    Router::new().merge(letters::routes()).merge(reports::routes()).merge(settings::routes())
}
