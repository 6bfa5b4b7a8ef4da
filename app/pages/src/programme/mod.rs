//! Startup programmes: the list, a programme's page, 興味あり.
mod view;

use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::get;
use axum::{Form, Router};
use serde::Deserialize;
use service::programme::ProgrammeView;
use types::words::programme as w;

use crate::App;
use crate::ctx::Ctx;
use crate::fault::PageFault;
use crate::layout::Layout;
use crate::page::{Head, Page, go_with};

pub(crate) use view::due;

pub(crate) fn routes() -> Router<App> {
    Router::new().route("/programmes", get(list)).route("/programmes/{slug}", get(page).post(interest))
}

/// The button 興味あり.
#[derive(Deserialize)]
struct Interest {
    /// `yes`, or `no` to take it back.
    interested: String,
}

async fn list(State(app): State<App>, ctx: Ctx) -> Result<Response, PageFault> {
    let programmes = app.service.programmes().await?;
    let v = ctx.voice;
    let head = Head { description: w::lead(v).to_owned(), public: true, ..Head::default() };
    Ok(Page::new(&ctx, Layout::Public, w::title(v)).head(head).show(|| view::list(&ctx, programmes)))
}

async fn page(State(app): State<App>, ctx: Ctx, Path(slug): Path<String>) -> Result<Response, PageFault> {
    let programme = app.service.programme(&ctx.viewer, &slug).await?;
    let title = programme.content.title.get(ctx.voice.lang).to_owned();
    let mine = app.service.my_applications(&ctx.viewer).await?;
    let mine = mine.into_iter().filter(|one| one.slug == slug).collect();
    let page = Page::new(&ctx, Layout::Public, title).head(head(&ctx, &programme));
    Ok(page.show(|| view::programme(&ctx, programme, mine)))
}

async fn interest(
    State(app): State<App>,
    ctx: Ctx,
    Path(slug): Path<String>,
    Form(form): Form<Interest>,
) -> Result<Response, PageFault> {
    let interested = form.interested == "yes";
    app.service.set_interest(&ctx.viewer, &slug, interested).await?;
    let notice = if interested { w::interest_on(ctx.voice) } else { w::interest_off(ctx.voice) };
    Ok(go_with(&format!("/programmes/{slug}"), notice))
}

fn head(ctx: &Ctx, programme: &ProgrammeView) -> Head {
    let lang = ctx.voice.lang;
    let answers = programme.content.faq.iter().map(|faq| {
        let answer = serde_json::json!({ "@type": "Answer", "text": faq.a.get(lang) });
        serde_json::json!({ "@type": "Question", "name": faq.q.get(lang), "acceptedAnswer": answer })
    });
    let json_ld = serde_json::json!({
        "@context": "https://schema.org",
        "@type": "FAQPage",
        "name": programme.content.title.get(lang),
        "mainEntity": answers.collect::<Vec<_>>(),
    });
    let description = programme.content.tagline.get(lang).to_owned();
    Head { description, public: true, json_ld: Some(json_ld), ..Head::default() }
}
