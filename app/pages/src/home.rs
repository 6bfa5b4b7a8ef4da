//! `/`: the public home for visitors, the feed for members.
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use leptos::prelude::*;

use crate::App;
use crate::ctx::Ctx;
use crate::fault::PageFault;
use crate::feed;
use crate::layout::Layout;
use crate::page::{Head, Page};

pub(crate) fn routes() -> Router<App> {
    Router::new().route("/", get(home).post(feed::publish))
}

async fn home(State(app): State<App>, ctx: Ctx) -> Result<Response, PageFault> {
    if ctx.viewer.me().is_some() { feed::home(&app, &ctx).await } else { Ok(public(&ctx)) }
}

fn public(ctx: &Ctx) -> Response {
    let lang = ctx.voice.lang;
    let (name, welcome) = (ctx.site.name.get(lang).to_owned(), ctx.site.welcome.get(lang).to_owned());
    let head = Head { description: welcome.clone(), public: true, ..Head::default() };
    Page::new(ctx, Layout::Public, name.clone()).head(head).show(move || view! { <section class="hero"><h1>{name}</h1><p class="lead">{welcome}</p></section> })
}
