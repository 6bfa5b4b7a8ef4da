//! `/`: the public home for visitors, the feed for members.
mod visitor;

use axum::Router;
use axum::extract::{DefaultBodyLimit, State};
use axum::response::Response;
use axum::routing::get;

use crate::App;
use crate::ctx::Ctx;
use crate::fault::PageFault;
use crate::feed;

pub(crate) fn routes() -> Router<App> {
    Router::new().route("/", get(home).post(feed::publish).layer(DefaultBodyLimit::max(feed::POST_LIMIT)))
}

async fn home(State(app): State<App>, ctx: Ctx) -> Result<Response, PageFault> {
    if ctx.viewer.me().is_some() { feed::home(&app, &ctx).await } else { visitor::page(&ctx).await }
}
