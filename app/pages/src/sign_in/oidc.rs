//! Signing in by the company's account: off to the provider, back from it, and the page of the first time.
use axum::Form;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::header::{REFRESH, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::Response;
use axum::routing::get;
use axum_extra::extract::CookieJar;
use axum_extra::extract::Form as ManyForm;
use serde::Deserialize;
use service::fault::Fault;
use service::oidc::{ARRIVAL_FOR, ATTEMPT_FOR, OidcAnswer, OidcEntered, OidcError};
use types::form::Problems;
use types::join::JoinInput;
use types::time::Stamp;
use types::words::oidc as w;

use super::oidc_view as view;
use crate::App;
use crate::ctx::Ctx;
use crate::fault::PageFault;
use crate::layout::Layout;
use crate::page::{Page, go};
use crate::session_cookie;

/// The page of the first time.
const WELCOME: &str = "/sign-in/oidc/welcome";

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/sign-in/oidc", get(back_to_start).post(begin))
        .route("/sign-in/oidc/callback", get(finish))
        .route("/sign-in/oidc/failed/{why}", get(failed_page))
        .route("/sign-in/oidc/welcome", get(welcome_page).post(welcome))
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Begin {
    return_to: String,
}

/// Whoever reloads the page on the way begins anew.
async fn back_to_start(ctx: Ctx) -> Result<Response, PageFault> {
    ctx.app.service.oidc_label(ctx.voice).ok_or(Fault::NotFound)?;
    Ok(go("/sign-in"))
}

/// The page on the way, which leaves by itself. A redirect would be a form that goes to another site, which browsers hold
/// `form-action` against, and every site the provider goes on to would have to stand there.
async fn begin(State(app): State<App>, ctx: Ctx, Form(form): Form<Begin>) -> Result<Response, PageFault> {
    let begun = match app.service.begin_oidc(&form.return_to, &ctx.client).await {
        Ok(begun) => begun,
        Err(error) => return failed(&ctx, error),
    };
    let refresh = HeaderValue::from_str(&format!("0; url={}", begun.go_to)).map_err(Fault::internal)?;
    let page = Page::new(&ctx, Layout::Narrow, w::going_title(ctx.voice));
    let mut response = page.show(|| view::going(ctx.voice, begun.go_to));
    response.headers_mut().insert(REFRESH, refresh);
    set_cookie(&ctx, response, &begun.cookie, ATTEMPT_FOR)
}

async fn finish(
    State(app): State<App>,
    ctx: Ctx,
    headers: HeaderMap,
    Query(answer): Query<OidcAnswer>,
) -> Result<Response, PageFault> {
    match app.service.finish_oidc(&cookie(&ctx, &headers), &answer, &ctx.device).await {
        Ok(OidcEntered::SignedIn(opened)) => {
            set_cookie(&ctx, session_cookie::enter(&ctx, &opened).await?, "", 0)
        }
        Ok(OidcEntered::Arrived { token }) => set_cookie(&ctx, go(WELCOME), &token, ARRIVAL_FOR),
        Err(error) => failed(&ctx, error),
    }
}

async fn welcome_page(State(app): State<App>, ctx: Ctx, headers: HeaderMap) -> Result<Response, PageFault> {
    show_welcome(&app, &ctx, &cookie(&ctx, &headers), None, Problems::default()).await
}

async fn welcome(
    State(app): State<App>,
    ctx: Ctx,
    headers: HeaderMap,
    ManyForm(input): ManyForm<JoinInput>,
) -> Result<Response, PageFault> {
    let token = cookie(&ctx, &headers);
    match app.service.accept_oidc(&token, &input, ctx.voice.lang, &ctx.device).await {
        Ok(opened) => set_cookie(&ctx, session_cookie::enter(&ctx, &opened).await?, "", 0),
        Err(error) => match error.problems() {
            Ok(problems) => show_welcome(&app, &ctx, &token, Some(input), problems).await,
            Err(fault) => over(&ctx, fault),
        },
    }
}

/// The form with what was typed, or with what the provider knows.
async fn show_welcome(
    app: &App,
    ctx: &Ctx,
    token: &str,
    typed: Option<JoinInput>,
    problems: Problems,
) -> Result<Response, PageFault> {
    let arrival = match app.service.oidc_arrival(token).await {
        Ok(arrival) => arrival,
        Err(fault) => return over(ctx, fault),
    };
    let input = typed.unwrap_or(arrival.input);
    let page = Page::new(ctx, Layout::Narrow, w::welcome_title(ctx.voice)).refused(!problems.is_empty());
    Ok(page.show(|| view::welcome(ctx, &input, arrival.mail, &problems)))
}

/// An arrival that is over is told to start again, where there is a provider to start with.
fn over(ctx: &Ctx, fault: Fault) -> Result<Response, PageFault> {
    match fault {
        Fault::NotFound if ctx.app.service.oidc_label(ctx.voice).is_some() => {
            failed(ctx, OidcError::NoAttempt)
        }
        fault => Err(fault.into()),
    }
}

/// Goes to the page that says what the person can do now; what went wrong is for the log.
fn failed(ctx: &Ctx, error: OidcError) -> Result<Response, PageFault> {
    let why = match &error {
        OidcError::Unreachable(_) => Why::Unreachable,
        OidcError::TurnedBack(_) => Why::TurnedBack,
        OidcError::NoAttempt => Why::NoAttempt,
        OidcError::NotAccepted(_) | OidcError::Fault(_) => Why::NotAccepted,
    };
    match error {
        OidcError::Fault(fault) => return Err(fault.into()),
        OidcError::NoAttempt => tracing::info!("an answer of the provider belongs to no open attempt"),
        error => {
            tracing::warn!(error = &error as &dyn std::error::Error, "nobody was signed in by the provider");
        }
    }
    // Away from an address with the provider's words in it.
    set_cookie(ctx, go(&format!("/sign-in/oidc/failed/{}", why.as_str())), "", 0)
}

/// Why nobody was signed in, as far as the person can do something about it.
#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Why {
    Unreachable,
    TurnedBack,
    NoAttempt,
    NotAccepted,
}

impl Why {
    fn as_str(self) -> &'static str {
        match self {
            Self::Unreachable => "unreachable",
            Self::TurnedBack => "turned-back",
            Self::NoAttempt => "no-attempt",
            Self::NotAccepted => "not-accepted",
        }
    }
}

async fn failed_page(ctx: Ctx, Path(why): Path<Why>) -> Result<Response, PageFault> {
    let v = ctx.voice;
    ctx.app.service.oidc_label(v).ok_or(Fault::NotFound)?;
    let (title, text) = match why {
        Why::Unreachable => (w::unreachable_title(v), w::unreachable_text(v)),
        Why::TurnedBack => (w::turned_back_title(v), w::turned_back_text(v)),
        Why::NoAttempt => (w::no_attempt_title(v), w::no_attempt_text(v)),
        Why::NotAccepted => (w::not_accepted_title(v), w::not_accepted_text(v)),
    };
    Ok(Page::new(&ctx, Layout::Narrow, title).show(|| view::failed(v, title, text)))
}

/// Name of the cookie that binds the way to the browser.
fn cookie_name(ctx: &Ctx) -> &'static str {
    if ctx.app.service.config().is_https() { "__Host-enishi-oidc" } else { "enishi-oidc" }
}

fn cookie(ctx: &Ctx, headers: &HeaderMap) -> String {
    let jar = CookieJar::from_headers(headers);
    jar.get(cookie_name(ctx)).map(|cookie| cookie.value().to_owned()).unwrap_or_default()
}

/// Sets the cookie for `lifetime` milliseconds. `Lax`, because the provider's answer comes from another site.
fn set_cookie(ctx: &Ctx, mut response: Response, value: &str, lifetime: i64) -> Result<Response, PageFault> {
    let secure = if ctx.app.service.config().is_https() { "; Secure" } else { "" };
    let (name, max_age) = (cookie_name(ctx), lifetime / Stamp::SECOND);
    let cookie = format!("{name}={value}; Path=/; Max-Age={max_age}; HttpOnly; SameSite=Lax{secure}");
    response.headers_mut().append(SET_COOKIE, HeaderValue::from_str(&cookie).map_err(Fault::internal)?);
    Ok(response)
}
