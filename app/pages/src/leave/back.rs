//! おかえりなさい: the one page of whoever rests or is about to leave, leaving while suspended, and the pages of having gone.
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use axum::routing::get;
use axum::{Form, Router};
use leptos::prelude::*;
use serde::Deserialize;
use service::fault::Fault;
use service::handover::OWN_HANDOVER;
use service::leave::{Away, LeaveError, WELCOME_BACK};
use types::form::Problems;
use types::leave::{Fates, LeaveInput};
use types::member::MemberState;
use types::words::leave as w;
use types::words::{error, sign_in as s};

use super::{LEAVE_SUSPENDED, view};
use crate::App;
use crate::ctx::Ctx;
use crate::fault::PageFault;
use crate::format;
use crate::layout::Layout;
use crate::page::{Page, go, go_with};
use crate::session_cookie;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/welcome-back", get(page).post(press))
        .route("/welcome-back/leave", get(suspended_form).post(leave_suspended))
        .route("/left/{how}", get(gone))
}

/// Whether the request is of somebody who rests, is suspended or about to leave.
///
/// # Errors
/// The database failed.
pub(crate) async fn is_away(app: &App, headers: &HeaderMap) -> Result<bool, Fault> {
    let token = session_cookie::token(app, headers);
    Ok(app.service.away(token.as_deref()).await?.is_some())
}

/// Which button was pressed.
#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Verb {
    Back,
    Now,
    Out,
}

#[derive(Deserialize)]
struct Press {
    verb: Verb,
}

async fn page(State(app): State<App>, ctx: Ctx, headers: HeaderMap) -> Result<Response, PageFault> {
    let token = session_cookie::token(&app, &headers);
    // Members are back already, and visitors have nowhere to come back to.
    let Some(away) = app.service.away(token.as_deref()).await? else { return Ok(go("/")) };
    if away.state == MemberState::Suspended {
        return Ok(go(OWN_HANDOVER));
    }
    Ok(Page::new(&ctx, Layout::Narrow, w::back(ctx.voice)).show(|| welcome(&ctx, &away)))
}

async fn press(
    State(app): State<App>,
    ctx: Ctx,
    headers: HeaderMap,
    Form(press): Form<Press>,
) -> Result<Response, PageFault> {
    let token = session_cookie::token(&app, &headers).ok_or(Fault::SignInNeeded)?;
    match press.verb {
        Verb::Back => {
            let state = app.service.come_back(&token).await?;
            let is_suspended = state == MemberState::Suspended;
            Ok(if is_suspended { go(OWN_HANDOVER) } else { go_with("/", w::returned(ctx.voice)) })
        }
        Verb::Now => {
            app.service.leave_now(&token).await?;
            Ok(session_cookie::leave(&ctx, "/left/erased")?)
        }
        Verb::Out => {
            app.service.stay_away(&token).await?;
            Ok(session_cookie::leave(&ctx, "/")?)
        }
    }
}

async fn suspended_form(State(app): State<App>, ctx: Ctx, headers: HeaderMap) -> Result<Response, PageFault> {
    let token = session_cookie::token(&app, &headers).ok_or(Fault::SignInNeeded)?;
    match app.service.leave_form_suspended(&token).await {
        Ok(counts) => {
            let input = LeaveInput::of(&Fates::default());
            Ok(view::form(&ctx, LEAVE_SUSPENDED, counts, input, Problems::default()))
        }
        Err(Fault::ConfirmNeeded) => sign_in_again(&app, &ctx, &token).await,
        Err(fault) => Err(fault.into()),
    }
}

async fn leave_suspended(
    State(app): State<App>,
    ctx: Ctx,
    headers: HeaderMap,
    Form(input): Form<LeaveInput>,
) -> Result<Response, PageFault> {
    let token = session_cookie::token(&app, &headers).ok_or(Fault::SignInNeeded)?;
    match app.service.leave_suspended(&token, &input).await {
        Ok(()) => Ok(go(WELCOME_BACK)),
        Err(LeaveError::Problems(problems)) => {
            let counts = app.service.leave_form_suspended(&token).await?;
            Ok(view::form(&ctx, LEAVE_SUSPENDED, counts, input, problems))
        }
        Err(LeaveError::Fault(Fault::ConfirmNeeded)) => sign_in_again(&app, &ctx, &token).await,
        Err(LeaveError::Fault(fault)) => Err(fault.into()),
        Err(LeaveError::LastOfOffice) => Err(Fault::NotAllowed.into()),
    }
}

/// Signed in too long ago to leave: out, and in again.
async fn sign_in_again(app: &App, ctx: &Ctx, token: &str) -> Result<Response, PageFault> {
    app.service.stay_away(token).await?;
    Ok(session_cookie::leave(ctx, "/sign-in")?)
}

fn welcome(ctx: &Ctx, away: &Away) -> impl IntoView + use<> {
    let v = ctx.voice;
    let name = away.person.name(v.lang);
    let (text, button) = match away.erased_at {
        None => (w::back_resting(v, name), w::back_button(v)),
        Some(at) => (w::back_leaving(v, format::date_time(ctx, at), name), w::back_stop(v)),
    };
    let now = away.erased_at.is_some().then(|| {
        view! {
            <details class="more">
                <summary>{w::back_now(v)}</summary>
                <p>{w::back_now_text(v)}</p>
                <form method="post" action=WELCOME_BACK><p class="acts"><button class="btn danger" name="verb" value="now">{w::back_now_button(v)}</button></p></form>
            </details>
        }
    });
    view! {
        <section class="card letter">
            <h1>{w::back(v)}</h1>
            <p class="lead">{text}</p>
            <form method="post" action=WELCOME_BACK>
                <p class="acts"><button class="btn primary large block" name="verb" value="back">{button}</button></p>
                <p class="acts"><button class="btn quiet" name="verb" value="out">{w::back_later(v)}</button></p>
            </form>
            {now}
        </section>
    }
}

async fn gone(ctx: Ctx, Path(how): Path<String>) -> Result<Response, PageFault> {
    let v = ctx.voice;
    let (title, text) = match how.as_str() {
        "rested" => (w::rested(v), w::rested_text(v)),
        "asked" => (w::asked(v), w::asked_text(v)),
        "erased" => (w::erased(v), w::erased_text(v)),
        _ => return Err(Fault::NotFound.into()),
    };
    let sign_in = (how != "erased").then(|| view! { <a class="btn" href="/sign-in">{s::title(v)}</a> });
    Ok(Page::new(&ctx, Layout::Narrow, title).show(|| {
        view! {
            <section class="card letter">
                <h1>{title}</h1>
                <p class="lead">{text}</p>
                <p class="acts"><a class="btn primary" href="/">{error::home(v)}</a>{sign_in}</p>
            </section>
        }
    }))
}
