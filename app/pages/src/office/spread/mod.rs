//! `/office/spread`: how far invitations reached.
mod sunburst;
mod view;

use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use types::words::referral as w;

use crate::App;
use crate::ctx::Ctx;
use crate::fault::PageFault;
use crate::layout::Layout;
use crate::page::Page;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/office/spread", get(page))
}

async fn page(State(app): State<App>, ctx: Ctx) -> Result<Response, PageFault> {
    let spread = app.service.spread(&ctx.viewer).await?;
    Ok(Page::new(&ctx, Layout::Office, w::spread(ctx.voice)).show(|| view::spread(&ctx, &spread)))
}
