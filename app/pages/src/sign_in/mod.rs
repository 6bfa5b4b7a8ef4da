//! Signing in: ask for the mail, enter the code, press the button behind the link; or by a passkey, or the company's account.
mod office_link;
mod oidc;
mod oidc_view;
mod passkey;
mod view;

use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Form, Router};
use serde::Deserialize;
use service::fault::{Fault, FormError};
use service::leave::WELCOME_BACK;
use service::sign_in::{AttemptState, Proved};
use types::form::Problems;
use types::id::SignInId;
use types::words::sign_in as w;

use crate::App;
use crate::ctx::Ctx;
use crate::fault::PageFault;
use crate::layout::Layout;
use crate::leave;
use crate::page::{Page, go};
use crate::passkey::Refused;
use crate::session_cookie;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/sign-in", get(ask_page).post(ask))
        .route("/sign-in/passkey", get(passkey::page).post(passkey::enter))
        .route("/sign-in/passkey/options", post(passkey::options))
        .route("/sign-in/{id}", get(code_page).post(enter_code))
        .route("/sign-in/link/{token}", get(link_page).post(enter_link))
        .route("/sign-out", post(sign_out))
        .merge(oidc::routes())
        .merge(office_link::routes())
}

/// The form that asks for a mail address.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Ask {
    mail: String,
    return_to: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Code {
    code: String,
}

async fn ask_page(
    State(app): State<App>,
    ctx: Ctx,
    headers: HeaderMap,
    Query(ask): Query<Ask>,
) -> Result<Response, PageFault> {
    if ctx.viewer.me().is_some() {
        return Ok(go(service::sign_in::local_path(&ask.return_to)));
    }
    if leave::is_away(&app, &headers).await? {
        return Ok(go(WELCOME_BACK));
    }
    Ok(show_ask(&ctx, ask, Problems::default(), None))
}

async fn ask(State(app): State<App>, ctx: Ctx, Form(ask): Form<Ask>) -> Result<Response, PageFault> {
    match app.service.ask_sign_in(&ask.mail, &ask.return_to, ctx.voice.lang, &ctx.client).await {
        Ok(id) => Ok(go(&format!("/sign-in/{id}"))),
        Err(error) => Ok(show_ask(&ctx, ask, error.problems()?, None)),
    }
}

fn show_ask(ctx: &Ctx, ask: Ask, problems: Problems, refused: Option<Refused>) -> Response {
    let is_refused = !problems.is_empty() || refused.is_some();
    let page = Page::new(ctx, Layout::Narrow, w::title(ctx.voice)).refused(is_refused);
    page.show(|| view::ask(ctx, ask, problems, refused))
}

async fn code_page(
    State(app): State<App>,
    ctx: Ctx,
    Path(id): Path<SignInId>,
) -> Result<Response, PageFault> {
    let state = app.service.attempt(id).await?;
    Ok(show_code(&ctx, state, Problems::default()))
}

async fn enter_code(
    State(app): State<App>,
    ctx: Ctx,
    Path(id): Path<SignInId>,
    Form(form): Form<Code>,
) -> Result<Response, PageFault> {
    match app.service.sign_in_by_code(id, &form.code, &ctx.device).await {
        Ok(proved) => Ok(enter(&ctx, &proved).await?),
        Err(FormError::Fault(Fault::TooOften)) => {
            let page = show_code(&ctx, AttemptState::LinkOnly, Problems::default());
            Ok((StatusCode::TOO_MANY_REQUESTS, page).into_response())
        }
        Err(error) => {
            let problems = error.problems()?;
            Ok(show_code(&ctx, app.service.attempt(id).await?, problems))
        }
    }
}

fn show_code(ctx: &Ctx, state: AttemptState, problems: Problems) -> Response {
    let voice = ctx.voice;
    let page = Page::new(ctx, Layout::Narrow, w::sent_title(voice)).refused(!problems.is_empty());
    match state {
        AttemptState::Open => page.show(move || view::code(voice, problems)),
        AttemptState::LinkOnly => page.show(move || view::link_only(voice)),
        AttemptState::Used | AttemptState::Over => page.show(move || view::over(voice)),
    }
}

async fn link_page(
    State(app): State<App>,
    ctx: Ctx,
    Path(token): Path<String>,
) -> Result<Response, PageFault> {
    let voice = ctx.voice;
    let page = Page::new(&ctx, Layout::Narrow, w::link_title(voice));
    Ok(match app.service.link(&token).await {
        Ok(AttemptState::Open | AttemptState::LinkOnly) => page.show(move || view::link(voice)),
        Ok(_) | Err(Fault::NotFound) => page.show(move || view::over(voice)),
        Err(fault) => return Err(fault.into()),
    })
}

async fn enter_link(
    State(app): State<App>,
    ctx: Ctx,
    Path(token): Path<String>,
) -> Result<Response, PageFault> {
    let voice = ctx.voice;
    match app.service.sign_in_by_link(&token, &ctx.device).await {
        Ok(proved) => Ok(enter(&ctx, &proved).await?),
        Err(Fault::NotFound) => {
            Ok(Page::new(&ctx, Layout::Narrow, w::link_title(voice)).show(move || view::over(voice)))
        }
        Err(fault) => Err(fault.into()),
    }
}

/// Members go in; whoever proved an address to join goes to the page of the request.
async fn enter(ctx: &Ctx, proved: &Proved) -> Result<Response, Fault> {
    match proved {
        Proved::SignedIn(opened) => session_cookie::enter(ctx, opened).await,
        Proved::Waiting { go_to } => Ok(go(go_to)),
    }
}

async fn sign_out(State(app): State<App>, ctx: Ctx) -> Result<Response, PageFault> {
    if let Some(me) = ctx.viewer.me() {
        app.service.sign_out(&ctx.viewer, me.session).await?;
    }
    Ok(session_cookie::leave(&ctx, "/")?)
}
