//! The server functions of `app`, each at its pinned `/api/…` address, with what they need in their context.
use axum::extract::{Request, State};
use axum::http::HeaderValue;
use axum::http::header::CACHE_CONTROL;
use axum::response::{IntoResponse, Response};
use leptos::prelude::provide_context;
use pages::App;
use pages::ctx::Ctx;

/// Runs the server function the path names. What it answers is for whoever asked, now.
pub async fn serve(State(app): State<App>, ctx: Ctx, request: Request) -> Response {
    let provide = move || {
        provide_context(app.service.clone());
        provide_context(ctx.viewer.clone());
        provide_context(ctx.voice);
    };
    let mut answer = leptos_axum::handle_server_fns_with_context(provide, request).await.into_response();
    answer.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    answer
}
