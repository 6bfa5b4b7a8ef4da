//! The office's own texts: about, privacy, terms.
use axum::Router;
use axum::response::Response;
use axum::routing::get;
use leptos::prelude::*;
use service::markdown;
use types::lang::Bilingual;
use types::words::{nav, public as w};

use crate::App;
use crate::ctx::Ctx;
use crate::layout::Layout;
use crate::page::{Head, Page};
use crate::ui::spoken;

pub(crate) fn routes() -> Router<App> {
    Router::new().route("/about", get(about)).route("/privacy", get(privacy)).route("/terms", get(terms))
}

async fn about(ctx: Ctx) -> Response {
    show(&ctx, nav::about(ctx.voice), &ctx.site.about)
}

async fn privacy(ctx: Ctx) -> Response {
    show(&ctx, nav::privacy(ctx.voice), &ctx.site.privacy)
}

async fn terms(ctx: Ctx) -> Response {
    show(&ctx, nav::terms(ctx.voice), &ctx.site.terms)
}

fn show(ctx: &Ctx, title: &'static str, text: &Bilingual) -> Response {
    let v = ctx.voice;
    let text = spoken(text, v.lang);
    let html = markdown::render(&text.text);
    // A text with a heading of its own needs no second one.
    let heading = (!html.contains("<h1")).then(|| view! { <h1>{title}</h1> });
    let is_written = !html.is_empty();
    let head = Head {
        description: format!("{title} · {}", ctx.site.name.get(v.lang)),
        public: is_written,
        ..Head::default()
    };
    let body = if is_written {
        view! { {heading} <div class="prose" lang=text.lang inner_html=html></div> }.into_any()
    } else {
        view! { <h1>{title}</h1> <p class="lead">{w::not_written(v)}</p> <p>{w::not_written_text(v)}</p> }
            .into_any()
    };
    Page::new(ctx, Layout::Public, title)
        .head(head)
        .show(move || view! { <section class="text stack">{body}</section> })
}
