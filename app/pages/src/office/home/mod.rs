//! `/office`: what waits, how the network is doing, and whether mail goes out.
mod chart;
mod outbox;
mod view;

use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use axum::{Form, Router};
use serde::Deserialize;
use types::id::TaskId;
use types::words::desk as w;

use crate::App;
use crate::ctx::Ctx;
use crate::fault::PageFault;
use crate::layout::Layout;
use crate::page::{Page, go_with};

pub(super) fn routes() -> Router<App> {
    Router::new().route("/office", get(page).post(settle))
}

/// Which button of a failure was pressed.
#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Act {
    Retry,
    Discard,
}

#[derive(Deserialize)]
struct Settle {
    act: Act,
    task: TaskId,
}

async fn page(State(app): State<App>, ctx: Ctx) -> Result<Response, PageFault> {
    let desk = app.service.desk(&ctx.viewer).await?;
    Ok(Page::new(&ctx, Layout::Office, w::title(ctx.voice)).show(|| view::desk(&ctx, &desk)))
}

async fn settle(State(app): State<App>, ctx: Ctx, Form(form): Form<Settle>) -> Result<Response, PageFault> {
    let v = ctx.voice;
    let (was_there, done) = match form.act {
        Act::Retry => (app.service.retry_task(&ctx.viewer, form.task).await?, w::retried(v)),
        Act::Discard => (app.service.discard_mail(&ctx.viewer, form.task).await?, w::discarded(v)),
    };
    Ok(go_with("/office", if was_there { done } else { w::gone(v) }))
}
