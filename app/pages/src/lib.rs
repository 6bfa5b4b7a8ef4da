//! The pages: rendered whole on the server, one folder a feature, never compiled to WASM.
//!
//! A page is an axum handler that makes one service call and hands a Leptos view to [`page::Page`]. A form posts to the
//! address of its page: success redirects, failure renders the page again with what was typed and what is wrong.
pub mod app_state;
pub mod ctx;
pub mod fault;
pub mod format;
pub mod layout;
pub mod page;
pub mod ui;

mod home;
mod me;
mod media;
mod office;
mod people;
mod reading;
pub mod session_cookie;
mod setup;
mod sign_in;

pub use app_state::{App, Assets};

use axum::Router;

/// All pages.
#[must_use]
pub fn router() -> Router<App> {
    Router::new()
        .merge(home::routes())
        .merge(me::routes())
        .merge(media::routes())
        .merge(office::routes())
        .merge(people::routes())
        .merge(reading::routes())
        .merge(setup::routes())
        .merge(sign_in::routes())
}
