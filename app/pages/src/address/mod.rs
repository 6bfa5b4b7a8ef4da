//! The mail addresses of a member: the list, a request to add one, and the pages behind its mailed links.
mod link;
mod list;
mod request;
mod view;

use axum::Router;
use axum::routing::{get, post};

use crate::App;

/// Path of the list.
const LIST: &str = "/me/addresses";

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/me/addresses", get(list::page).post(list::ask))
        .route("/me/addresses/primary", post(list::make_primary))
        .route("/me/addresses/remove", post(list::remove))
        .route("/me/addresses/requests/{id}", get(request::page).post(request::enter_code))
        .route("/me/addresses/requests/{id}/act", post(request::act))
        .route("/addresses/new/{token}", get(link::new_page).post(link::prove))
        .route("/addresses/confirm/{token}", get(link::confirm_page).post(link::decide))
}
