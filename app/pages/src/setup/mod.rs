//! The first start: from the one-time link in the terminal to a named site with an office member.
mod view;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Path, Request, State};
use axum::response::Response;
use axum::routing::get;
use service::fault::FormError;
use service::site::FirstStartInput;
use types::form::Problems;
use types::id::MediaId;
use types::site::SiteInput;
use types::words::setup as w;

use crate::App;
use crate::ctx::Ctx;
use crate::fault::PageFault;
use crate::layout::Layout;
use crate::page::{Page, forget_drafts};
use crate::parts::Parts;
use crate::session_cookie;

pub(crate) use view::{logo_field, site_fields};

pub(crate) fn routes() -> Router<App> {
    let form = get(form_page).post(submit).layer(DefaultBodyLimit::max(Parts::limit(1)));
    Router::new().route("/setup/{token}", form)
}

async fn form_page(
    State(app): State<App>,
    ctx: Ctx,
    Path(token): Path<String>,
) -> Result<Response, PageFault> {
    app.service.check_first_start(&token).await?;
    let input = FirstStartInput { site: SiteInput::of(&ctx.site), ..FirstStartInput::default() };
    Ok(show(&ctx, input, Problems::default(), ctx.site.logo))
}

async fn submit(
    State(app): State<App>,
    ctx: Ctx,
    Path(token): Path<String>,
    request: Request,
) -> Result<Response, PageFault> {
    app.service.check_first_start(&token).await?;
    let mut parts = match Parts::read(&app, request, 1).await {
        Ok(parts) => parts,
        Err(answer) => return Ok(answer),
    };
    let input: FirstStartInput = parts.typed();
    // A logo that could be read stays, whatever becomes of the rest of the form.
    let held = match parts.files.pop() {
        Some(Ok(file)) => app.service.hold_logo(&token, file).await,
        Some(Err(problem)) => Err(FormError::of("logo", problem)),
        None => Ok(()),
    };
    let started = match held {
        Ok(()) => app.service.first_start(&token, &input, ctx.voice.lang, &ctx.device).await,
        Err(error) => Err(error),
    };
    match started {
        Ok(opened) => Ok(forget_drafts(session_cookie::enter(&ctx, &opened).await?)),
        Err(error) => {
            let problems = error.problems()?;
            let logo = app.service.site().await?.logo;
            Ok(show(&ctx, input, problems, logo))
        }
    }
}

fn show(ctx: &Ctx, input: FirstStartInput, problems: Problems, logo: Option<MediaId>) -> Response {
    let voice = ctx.voice;
    let page = Page::new(ctx, Layout::Narrow, w::title(voice)).refused(!problems.is_empty());
    page.show(move || view::first_start(voice, input, problems, logo))
}
