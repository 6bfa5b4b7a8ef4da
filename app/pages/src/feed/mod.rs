//! The feed of members: what is new, one post, writing.
mod beside;
mod composer;
mod form;
mod home;
mod live;
mod post;
mod shots;
mod view;
mod welcome;

pub(crate) use form::POST_LIMIT;
pub(crate) use home::{home, publish, session_over};

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post as posted};

use crate::App;

pub(crate) fn routes() -> Router<App> {
    let edit = get(post::edit_page).post(post::edit).layer(DefaultBodyLimit::max(POST_LIMIT));
    Router::new()
        .route("/feed", get(home::older))
        .route("/feed/read", posted(home::mark_read))
        .route("/feed/new", get(live::stream))
        .route("/welcome", get(welcome::page))
        .route("/posts/{id}", get(post::page).post(post::comment))
        .route("/posts/{id}/edit", edit)
        .route("/posts/{id}/history", get(post::history))
        .route("/posts/{id}/delete", posted(post::delete))
        .route("/posts/{id}/react", posted(post::react))
        .route("/posts/{id}/report", get(post::report_page).post(post::report))
        .route("/posts/{id}/comments/{comment}/delete", posted(post::delete_comment))
}
