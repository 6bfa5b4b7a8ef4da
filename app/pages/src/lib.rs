//! The pages: rendered whole on the server, one folder a feature, never compiled to WASM.
//!
//! A page is an axum handler that makes one service call and hands a Leptos view to [`page::Page`]. A form posts to the
//! address of its page: success redirects, failure renders the page again with what was typed and what is wrong.
#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::expect_used, clippy::allow_attributes))]
pub mod app_state;
pub mod ctx;
pub mod fault;
pub mod format;
pub mod layout;
pub mod page;
pub mod ui;

mod address;
mod application;
mod event;
mod feed;
mod handover;
mod home;
mod intent;
mod invitation;
mod join;
mod leave;
mod letter;
mod me;
mod media;
mod office;
mod parts;
mod passkey;
mod people;
mod programme;
mod reading;
mod relationship;
pub mod session_cookie;
mod setup;
mod sign_in;
mod site_text;
mod story;
mod vouch;

pub use app_state::{App, Assets};

use axum::Router;

/// All pages.
pub fn router() -> Router<App> {
    Router::new()
        .merge(address::routes())
        .merge(application::routes())
        .merge(event::routes())
        .merge(feed::routes())
        .merge(handover::routes())
        .merge(home::routes())
        .merge(letter::routes())
        .merge(invitation::routes())
        .merge(vouch::routes())
        .merge(join::routes())
        .merge(leave::routes())
        .merge(me::routes())
        .merge(media::routes())
        .merge(office::routes())
        .merge(passkey::routes())
        .merge(programme::routes())
        .merge(people::routes())
        .merge(reading::routes())
        .merge(setup::routes())
        .merge(sign_in::routes())
        .merge(site_text::routes())
        .merge(story::routes())
}
