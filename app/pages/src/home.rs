//! `/`: the public home for visitors.
use axum::Router;
use axum::response::Response;
use axum::routing::get;
use leptos::prelude::*;

use crate::App;
use crate::ctx::Ctx;
use crate::layout::Layout;
use crate::page::{Head, Page};

pub(crate) fn routes() -> Router<App> {
    Router::new().route("/", get(home))
}

async fn home(ctx: Ctx) -> Response {
    let lang = ctx.voice.lang;
    let (name, welcome) = (ctx.site.name.get(lang).to_owned(), ctx.site.welcome.get(lang).to_owned());
    let head = Head { description: welcome.clone(), public: true, ..Head::default() };
    Page::new(&ctx, Layout::Public, name.clone()).head(head).show(move || view! { <section class="hero"><h1>{name}</h1><p class="lead">{welcome}</p></section> })
}
