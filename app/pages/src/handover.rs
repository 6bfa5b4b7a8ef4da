//! The page of a leaver: what staying means, and the answer. It is reached by the mailed link, whose holder need not be signed
//! in, or as `/handover/mine` by signing in; nothing changes without a button.
use axum::Router;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use axum::routing::{get, post};
use axum_extra::extract::Form;
use leptos::prelude::*;
use service::fault::{Fault, FormError};
use service::handover::OWN_HANDOVER;
use service::handover::answer::{HandoverKey, HandoverView};
use types::form::Problems;
use types::handover::{HandoverState, StayInput};
use types::join::JoinInput;
use types::lang::Voice;
use types::words::{form as f, handover as w};

use crate::App;
use crate::ctx::Ctx;
use crate::fault::PageFault;
use crate::format;
use crate::join::view::consents;
use crate::layout::Layout;
use crate::leave::LEAVE_SUSPENDED;
use crate::page::{Page, go, go_with};
use crate::session_cookie;
use crate::ui::{ErrorSummary, Field, Icon, Kind};

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/handover/{token}", get(page).post(stay))
        .route("/handover/{token}/decline", post(decline))
        .route("/handover/{token}/join", get(join_page).post(ask_to_join))
}

/// What opened the page: the last part of a link, or the session of whoever comes to `mine`.
enum Opened {
    Link(String),
    Session(String),
}

impl Opened {
    fn by(app: &App, headers: &HeaderMap, token: &str) -> Result<Self, Fault> {
        if token != "mine" {
            return Ok(Self::Link(token.to_owned()));
        }
        session_cookie::token(app, headers).map(Self::Session).ok_or(Fault::SignInNeeded)
    }

    fn key(&self) -> HandoverKey<'_> {
        match self {
            Self::Link(token) => HandoverKey::Link(token),
            Self::Session(token) => HandoverKey::Session(token),
        }
    }
}

async fn page(
    State(app): State<App>,
    ctx: Ctx,
    headers: HeaderMap,
    Path(token): Path<String>,
) -> Result<Response, PageFault> {
    let opened = Opened::by(&app, &headers, &token)?;
    let Some(seen) = found(app.service.handover(opened.key()).await)? else { return Ok(dead(&ctx)) };
    if seen.person.is_none() {
        return Ok(go(&format!("/handover/{token}/join")));
    }
    // The one nobody stays without is never ticked beforehand.
    let given = seen.agreed.iter().filter(|purpose| !purpose.is_required());
    let input = StayInput {
        purpose: given.map(|purpose| purpose.as_str().to_owned()).collect(),
        ..StayInput::default()
    };
    Ok(show(&ctx, &token, &seen, input, Problems::default()))
}

async fn stay(
    State(app): State<App>,
    ctx: Ctx,
    headers: HeaderMap,
    Path(token): Path<String>,
    Form(input): Form<StayInput>,
) -> Result<Response, PageFault> {
    let (v, opened) = (ctx.voice, Opened::by(&app, &headers, &token)?);
    match app.service.stay(opened.key(), &input).await {
        Ok(stayed) => {
            let Some(seen) = found(app.service.handover(opened.key()).await)? else { return Ok(dead(&ctx)) };
            let said = if seen.is_done { w::agreed_now(v) } else { w::agreed(v) };
            let said = if stayed.proves { format!("{said} {}", w::agreed_mail(v)) } else { said.to_owned() };
            Ok(go_with(&format!("/handover/{token}"), &said))
        }
        Err(FormError::Fault(Fault::NotFound)) => Ok(go(&format!("/handover/{token}"))),
        Err(error) => {
            let problems = error.problems()?;
            let Some(seen) = found(app.service.handover(opened.key()).await)? else { return Ok(dead(&ctx)) };
            Ok(show(&ctx, &token, &seen, input, problems))
        }
    }
}

async fn decline(
    State(app): State<App>,
    ctx: Ctx,
    headers: HeaderMap,
    Path(token): Path<String>,
) -> Result<Response, PageFault> {
    let opened = Opened::by(&app, &headers, &token)?;
    let path = format!("/handover/{token}");
    match found(app.service.decline_to_stay(opened.key()).await)? {
        Some(()) => Ok(go_with(&path, w::declined(ctx.voice))),
        None => Ok(go(&path)),
    }
}

async fn join_page(
    State(app): State<App>,
    ctx: Ctx,
    Path(token): Path<String>,
) -> Result<Response, PageFault> {
    match found(app.service.leaver_form(&token).await)? {
        Some(input) => Ok(crate::join::show_form(&ctx, input, Problems::default())),
        None => Ok(dead(&ctx)),
    }
}

async fn ask_to_join(
    State(app): State<App>,
    ctx: Ctx,
    Path(token): Path<String>,
    Form(input): Form<JoinInput>,
) -> Result<Response, PageFault> {
    match app.service.ask_to_join_leaving(&token, &input, ctx.voice.lang, &ctx.client).await {
        Ok(attempt) => Ok(go(&format!("/sign-in/{attempt}"))),
        Err(FormError::Fault(Fault::NotFound)) => Ok(dead(&ctx)),
        Err(error) => Ok(crate::join::show_form(&ctx, input, error.problems()?)),
    }
}

/// What there is, or nothing.
fn found<T>(result: Result<T, Fault>) -> Result<Option<T>, Fault> {
    match result {
        Err(Fault::NotFound) => Ok(None),
        other => other.map(Some),
    }
}

fn dead(ctx: &Ctx) -> Response {
    let v = ctx.voice;
    Page::new(ctx, Layout::Narrow, w::dead_title(v)).show(|| {
        view! {
            <section class="card letter">
                <h1>{w::dead_title(v)}</h1>
                <p>{w::dead_text(v)}</p>
                <p class="acts"><a class="btn primary" href=format!("/sign-in?return_to={OWN_HANDOVER}")>{w::sign_in(v)}</a></p>
            </section>
        }
    })
}

fn show(ctx: &Ctx, token: &str, seen: &HandoverView, input: StayInput, problems: Problems) -> Response {
    let v = ctx.voice;
    let name = seen.person.as_ref().map_or_else(|| seen.name.clone(), |person| person.name(v.lang));
    let page = Page::new(ctx, Layout::Narrow, w::page_title(v)).refused(!problems.is_empty());
    if seen.is_done && !seen.is_suspended {
        return page.show(|| over(v, seen.state, name));
    }
    let so_far = match (seen.is_suspended, seen.state) {
        (true, _) => Some(w::is_suspended(v)),
        (_, HandoverState::Agreed) => Some(w::is_agreed(v)),
        (_, HandoverState::Declined) => Some(w::is_declined(v)),
        _ => None,
    };
    let so_far = so_far.map(|text| view! { <p class="notice">{text}</p> });
    let may_decline = !seen.is_done && seen.state != HandoverState::Declined;
    let decline = may_decline.then(|| {
        let action = format!("/handover/{token}/decline");
        view! { <form method="post" action=action class="acts"><button class="btn quiet block">{w::decline(v)}</button></form> }
    });
    let leave = seen.is_suspended.then(|| leave(v, token));
    let action = format!("/handover/{token}");
    page.show(|| {
        view! {
            <section class="card letter">
                <h1>{w::page_title(v)}</h1>
                <p class="lead">{w::page_lead(v, format::day(v, &seen.leaves_on), name)}</p>
                {so_far}
                <h2>{w::what(v)}</h2>
                <p>{w::what_account(v)}</p>
                <p>{w::what_nothing(v)}</p>
                <p>{w::what_decline(v)}</p>
            </section>
            <section class="card">
                <ErrorSummary voice=v problems=problems.clone()/>
                <form method="post" action=action class="form" novalidate="true">
                    {private(v, seen, &input, &problems)}
                    {consents(v, f::needed(v), |purpose| input.has(purpose), &problems)}
                    <p class="acts"><button class="btn primary large block">{w::stay(v)}</button></p>
                </form>
                {decline}
            </section>
            {leave}
        }
    })
}

fn over(v: Voice, state: HandoverState, name: String) -> impl IntoView {
    let (title, text) = match state {
        HandoverState::Withdrawn => (w::withdrawn_title(v), w::withdrawn_text(v, name)),
        HandoverState::Declined | HandoverState::Expired => (w::over_title(v), w::kept_text(v, name)),
        HandoverState::Agreed | HandoverState::Waiting => (w::over_title(v), w::over_text(v, name)),
    };
    view! {
        <section class="card letter">
            <h1>{title}</h1>
            <p class="lead">{text}</p>
            <p class="acts"><a class="btn primary" href="/sign-in">{w::sign_in(v)}</a></p>
        </section>
    }
}

/// Leaving for good needs to have signed in.
fn leave(v: Voice, token: &str) -> impl IntoView + use<> {
    let (text, path) = if token == "mine" {
        (w::leave_text(v), LEAVE_SUSPENDED)
    } else {
        (w::leave_text_link(v), "/sign-in")
    };
    view! {
        <details class="more">
            <summary>{w::leave(v)}</summary>
            <p>{text}</p>
            <p class="acts"><a class="btn" href=path>{w::leave_button(v)}</a></p>
        </details>
    }
}

fn private(v: Voice, seen: &HandoverView, input: &StayInput, problems: &Problems) -> impl IntoView + use<> {
    let needed = seen.needs_private.then(|| {
        view! { <p class="notice wait"><Icon name="circle-alert"/><span>{w::mail_needed(v)}</span></p> }
    });
    view! {
        {needed}
        <Field voice=v name="mail" label=w::mail(v) value=input.mail.clone() problems=problems.clone() kind=Kind::Mail
            hint=w::mail_hint(v) autocomplete="email" optional=true/>
    }
}
