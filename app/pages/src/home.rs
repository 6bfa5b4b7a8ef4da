//! `/`: the public home for visitors, the feed for members.
mod visitor;

use axum::Router;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::HeaderMap;
use axum::response::Response;
use axum::routing::get;
use service::leave::WELCOME_BACK;

use crate::App;
use crate::ctx::Ctx;
use crate::fault::PageFault;
use crate::page::go;
use crate::{feed, leave};

pub(crate) fn routes() -> Router<App> {
    Router::new().route("/", get(home).post(feed::publish).layer(DefaultBodyLimit::max(feed::POST_LIMIT)))
}

async fn home(State(app): State<App>, ctx: Ctx, headers: HeaderMap) -> Result<Response, PageFault> {
    if ctx.viewer.me().is_some() {
        return feed::home(&app, &ctx).await;
    }
    // However somebody signed in who rests: this is where one arrives.
    if leave::is_away(&app, &headers).await? { Ok(go(WELCOME_BACK)) } else { visitor::page(&ctx).await }
}
