//! The first start: from the one-time link in the terminal to a named site with an office member.
mod view;

use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::get;
use axum::{Form, Router};
use service::fault::FormError;
use service::session::Opened;
use service::site::FirstStartInput;
use types::form::Problems;
use types::site::SiteInput;
use types::words::setup as w;

use crate::App;
use crate::ctx::Ctx;
use crate::fault::PageFault;
use crate::layout::Layout;
use crate::page::Page;
use crate::session_cookie;

pub(crate) use view::site_fields;

pub(crate) fn routes() -> Router<App> {
    Router::new().route("/setup/{token}", get(form_page).post(submit))
}

async fn form_page(
    State(app): State<App>,
    ctx: Ctx,
    Path(token): Path<String>,
) -> Result<Response, PageFault> {
    app.service.check_first_start(&token).await?;
    let input = FirstStartInput { site: SiteInput::of(&ctx.site), ..FirstStartInput::default() };
    Ok(show(&ctx, input, Problems::default()))
}

async fn submit(
    State(app): State<App>,
    ctx: Ctx,
    Path(token): Path<String>,
    Form(input): Form<FirstStartInput>,
) -> Result<Response, PageFault> {
    match app.service.first_start(&token, &input, ctx.voice.lang, &ctx.device).await {
        Ok(opened) => Ok(session_cookie::enter(&ctx, &Opened { go_to: "/office".to_owned(), ..opened })?),
        Err(FormError::Problems(problems)) => Ok(show(&ctx, input, problems)),
        Err(FormError::Fault(fault)) => Err(fault.into()),
    }
}

fn show(ctx: &Ctx, input: FirstStartInput, problems: Problems) -> Response {
    let voice = ctx.voice;
    let page = Page::new(ctx, Layout::Narrow, w::title(voice)).refused(!problems.is_empty());
    page.show(move || view::first_start(voice, input, problems))
}
