//! The page behind a link made at the server's terminal.
use axum::Router;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::get;
use leptos::prelude::*;
use service::fault::Fault;
use service::sign_in::AttemptState;
use types::lang::Voice;
use types::words::{office_link as w, sign_in as s};

use crate::App;
use crate::ctx::Ctx;
use crate::fault::PageFault;
use crate::layout::Layout;
use crate::page::Page;
use crate::session_cookie;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/sign-in/office/{token}", get(page).post(enter))
}

async fn page(State(app): State<App>, ctx: Ctx, Path(token): Path<String>) -> Result<Response, PageFault> {
    match app.service.office_link(&token).await {
        Ok(state) => Ok(show(&ctx, state == AttemptState::Open)),
        Err(Fault::NotFound) => Ok(show(&ctx, false)),
        Err(fault) => Err(fault.into()),
    }
}

async fn enter(State(app): State<App>, ctx: Ctx, Path(token): Path<String>) -> Result<Response, PageFault> {
    match app.service.sign_in_by_office_link(&token, &ctx.device).await {
        Ok(opened) => Ok(session_cookie::enter(&ctx, &opened).await?),
        Err(Fault::NotFound) => Ok(show(&ctx, false)),
        Err(fault) => Err(fault.into()),
    }
}

fn show(ctx: &Ctx, is_open: bool) -> Response {
    let v = ctx.voice;
    Page::new(ctx, Layout::Narrow, s::title(v)).show(move || {
        let content = if is_open { open(v).into_any() } else { over(v).into_any() };
        view! { <section class="card letter"><h1>{s::title(v)}</h1>{content}</section> }
    })
}

fn open(voice: Voice) -> impl IntoView {
    view! {
        <p class="lead">{w::lead(voice)}</p>
        <form method="post"><p class="acts"><button class="btn primary large block">{s::enter(voice)}</button></p></form>
    }
}

fn over(voice: Voice) -> impl IntoView {
    view! { <p class="notice wait">{w::over(voice)}</p> }
}
