//! `/`: the public home for visitors.
mod visitor;

use axum::Router;
use axum::response::Response;
use axum::routing::get;

use crate::App;
use crate::ctx::Ctx;
use crate::fault::PageFault;

pub(crate) fn routes() -> Router<App> {
    Router::new().route("/", get(home))
}

async fn home(ctx: Ctx) -> Result<Response, PageFault> {
    visitor::page(&ctx).await
}
