//! Joining: the page an invitation opens, the form, and the page of whoever waits.
mod opt_out;
mod request;
pub(crate) mod view;

use axum::Router;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::{get, post};
use axum_extra::extract::Form;
use service::join::Door;
use types::form::Problems;
use types::invitation::InvitationState;
use types::join::JoinInput;
use types::words::join as w;

use crate::App;
use crate::ctx::Ctx;
use crate::fault::PageFault;
use crate::layout::Layout;
use crate::page::{Head, Page, forget_drafts, go};

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/join", get(how).post(ask))
        .route("/join/{token}", get(door_page).post(ask_invited))
        .route("/join/list/{token}", get(opt_out::listed).post(ask))
        .route("/opt-out/{token}", get(opt_out::page).post(opt_out::choose))
        .route("/join/request/{secret}", get(request::page).post(request::answer))
        .route("/join/request/{secret}/colleagues", post(request::name_colleagues))
        .route("/join/request/{secret}/withdraw", post(request::withdraw))
}

async fn how(ctx: Ctx) -> Response {
    show(&ctx, None, JoinInput::default(), Problems::default())
}

async fn ask(State(app): State<App>, ctx: Ctx, Form(input): Form<JoinInput>) -> Result<Response, PageFault> {
    take(&app, &ctx, None, input).await
}

async fn door_page(
    State(app): State<App>,
    ctx: Ctx,
    Path(token): Path<String>,
) -> Result<Response, PageFault> {
    let door = app.service.door(&ctx.viewer, &token).await?;
    Ok(show(&ctx, Some(door), JoinInput::default(), Problems::default()))
}

async fn ask_invited(
    State(app): State<App>,
    ctx: Ctx,
    Path(token): Path<String>,
    Form(input): Form<JoinInput>,
) -> Result<Response, PageFault> {
    let door = app.service.door(&ctx.viewer, &token).await?;
    take(&app, &ctx, Some((token, door)), input).await
}

/// Whoever is signed in, or comes by a link that does not work, is told so instead of asked again.
async fn take(
    app: &App,
    ctx: &Ctx,
    by: Option<(String, Door)>,
    input: JoinInput,
) -> Result<Response, PageFault> {
    let closed = by.as_ref().is_some_and(|(_, door)| door.state != InvitationState::Open);
    if ctx.viewer.me().is_some() || closed {
        return Ok(show(ctx, by.map(|(_, door)| door), input, Problems::default()));
    }
    let token = by.as_ref().map(|(token, _)| token.as_str());
    match app.service.ask_to_join(token, &input, ctx.voice.lang, &ctx.client).await {
        Ok(attempt) => Ok(forget_drafts(go(&format!("/sign-in/{attempt}")))),
        Err(error) => Ok(show(ctx, by.map(|(_, door)| door), input, error.problems()?)),
    }
}

/// The form without an invitation, as it is known from elsewhere.
pub(crate) fn show_form(ctx: &Ctx, input: JoinInput, problems: Problems) -> Response {
    let page = Page::new(ctx, Layout::Narrow, w::title(ctx.voice)).refused(!problems.is_empty());
    match ctx.viewer.me() {
        Some(me) => page.show(|| view::member(ctx, me, None)),
        None => page.show(|| view::form(ctx, None, input, &problems)),
    }
}

fn show(ctx: &Ctx, door: Option<Door>, input: JoinInput, problems: Problems) -> Response {
    let head = Head {
        description: ctx.site.welcome.get(ctx.voice.lang).to_owned(),
        public: door.is_none(),
        ..Head::default()
    };
    let page = Page::new(ctx, Layout::Narrow, w::title(ctx.voice)).head(head).refused(!problems.is_empty());
    match (ctx.viewer.me(), door) {
        (Some(me), door) => page.show(|| view::member(ctx, me, door.and_then(|door| door.mine))),
        (None, Some(door)) if door.state != InvitationState::Open => page.show(|| view::closed(ctx, &door)),
        (None, door) => page.show(|| view::form(ctx, door, input, &problems)),
    }
}
