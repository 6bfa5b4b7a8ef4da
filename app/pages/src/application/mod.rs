//! Applications (応募) as their teams see them: beginning, steps, review, team, status.
mod form;
mod status;
mod step;
mod team;
mod upload;

use axum::Router;
use axum::extract::{Path, State};
use axum::http::HeaderName;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use leptos::prelude::*;
use service::application::{Mine, Turn};
use types::application::{ApplicationState, TeamState};
use types::id::{ApplicationId, MediaId};
use types::lang::Voice;
use types::words::application as w;
use types::words::{form as f, nav, public};

use crate::App;
use crate::ctx::Ctx;
use crate::fault::PageFault;
use crate::format;
use crate::layout::Layout;
use crate::page::{Page, attachment, go, go_with};
use crate::ui::{Icon, spoken};

pub(crate) use form::answers;
pub(crate) use team::mates;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/programmes/{slug}/apply", get(start_page).post(start))
        .route("/applications/{id}", get(status_page))
        .route("/applications/{id}/withdraw", post(withdraw))
        .route("/applications/{id}/reopen", post(reopen))
        .route("/applications/{id}/files/{file}", get(file))
        .merge(step::routes())
        .merge(team::routes())
}

async fn start_page(
    State(app): State<App>,
    ctx: Ctx,
    Path(slug): Path<String>,
) -> Result<Response, PageFault> {
    let start = app.service.application_start(&ctx.viewer, &slug).await?;
    if let Some(begun) = start.begun {
        return Ok(go(&format!("/applications/{begun}")));
    }
    let v = ctx.voice;
    let title = spoken(&start.programme.title, v.lang);
    let deadline = start.deadline.map(|at| view! {
        <div><dt>{w::deadline(v)}</dt><dd><time datetime=format::machine(&ctx, at)>{format::date_time(&ctx, at)}</time></dd></div>
    });
    let page = Page::new(&ctx, Layout::Member, w::start(v));
    Ok(page.show(|| view! {
        <nav class="crumbs" aria-label=public::here(v)><ol>
            <li><a href="/programmes">{nav::programmes(v)}</a></li>
            <li><a href=format!("/programmes/{slug}") lang=title.lang>{title.text}</a></li>
            <li aria-current="page">{w::start(v)}</li>
        </ol></nav>
        <header class="head"><div><h1>{w::start(v)}</h1><p class="lead">{w::start_lead(v)}</p></div></header>
        <section class="card">
            <dl class="facts">{deadline}<div><dt>{w::team(v)}</dt><dd>{team::rules(v, start.rules)}</dd></div></dl>
            <form method="post" class="acts"><button class="btn primary large"><Icon name="pencil"/>{w::start_now(v)}</button></form>
            <p class="meta">{w::start_note(v)}</p>
        </section>
    }))
}

async fn start(State(app): State<App>, ctx: Ctx, Path(slug): Path<String>) -> Result<Response, PageFault> {
    let id = app.service.start_application(&ctx.viewer, &slug).await?;
    Ok(go(&format!("/applications/{id}/steps/1")))
}

async fn status_page(
    State(app): State<App>,
    ctx: Ctx,
    Path(id): Path<ApplicationId>,
) -> Result<Response, PageFault> {
    let application = app.service.application(&ctx.viewer, id).await?;
    let page = Page::new(&ctx, Layout::Member, title(ctx.voice, &application.title));
    Ok(page.show(|| status::page(&ctx, &application)))
}

async fn withdraw(
    State(app): State<App>,
    ctx: Ctx,
    Path(id): Path<ApplicationId>,
) -> Result<Response, PageFault> {
    let turn = app.service.withdraw_application(&ctx.viewer, id).await?;
    Ok(turned(&ctx, id, turn, w::withdrawn(ctx.voice)))
}

async fn reopen(
    State(app): State<App>,
    ctx: Ctx,
    Path(id): Path<ApplicationId>,
) -> Result<Response, PageFault> {
    let turn = app.service.reopen_application(&ctx.viewer, id).await?;
    Ok(turned(&ctx, id, turn, w::reopened(ctx.voice)))
}

fn turned(ctx: &Ctx, id: ApplicationId, turn: Turn, done: &str) -> Response {
    let notice = if turn == Turn::Done { done } else { w::too_late(ctx.voice) };
    go_with(&format!("/applications/{id}"), notice)
}

/// A file is only ever a download: nothing in it runs in our pages.
async fn file(
    State(app): State<App>,
    ctx: Ctx,
    Path((id, file)): Path<(ApplicationId, MediaId)>,
) -> Result<Response, PageFault> {
    let (row, bytes) = app.service.answer_file(&ctx.viewer, id, file).await?;
    let ascii: String = row.name.chars().map(|c| if c.is_ascii_graphic() { c } else { '_' }).collect();
    let headers: [(HeaderName, String); 3] = [
        (CONTENT_TYPE, row.mime),
        (CONTENT_DISPOSITION, attachment(&ascii, &row.name)),
        (CACHE_CONTROL, "private, no-store".to_owned()),
    ];
    Ok((headers, bytes).into_response())
}

/// What an application is called, also before it has a name.
pub(crate) fn title(v: Voice, title: &str) -> String {
    if title.is_empty() { w::untitled(v).to_owned() } else { title.to_owned() }
}

/// The state as a word.
pub(crate) fn badge(v: Voice, state: ApplicationState) -> impl IntoView {
    let class = match state {
        ApplicationState::Draft => "badge wait",
        ApplicationState::Accepted => "badge ok",
        ApplicationState::Declined | ApplicationState::Withdrawn => "badge",
        _ => "badge ai",
    };
    view! { <span class=class>{state.word(v)}</span> }
}

/// The viewer's applications as a card, for pages that lead to them; nothing when there are none.
pub(crate) fn mine(v: Voice, mine: Vec<Mine>) -> Option<impl IntoView + use<>> {
    let row = |one: Mine| {
        let is_asked = one.seat == TeamState::Invited;
        let href = if is_asked {
            format!("/applications/{}/invitation", one.id)
        } else {
            format!("/applications/{}", one.id)
        };
        let state = if is_asked {
            view! { <span class="badge kaki">{w::you_are_asked(v)}</span> }.into_any()
        } else {
            badge(v, one.state).into_any()
        };
        view! { <li class="spread"><a href=href>{title(v, &one.title)}</a>{state}</li> }
    };
    (!mine.is_empty()).then(|| view! {
        <section class="card"><h2>{w::mine(v)}</h2><ul class="rows">{mine.into_iter().map(row).collect_view()}</ul></section>
    })
}

/// Back to the application.
fn back(v: Voice, id: ApplicationId) -> impl IntoView {
    view! { <a class="btn quiet" href=format!("/applications/{id}")>{f::back(v)}</a> }
}
