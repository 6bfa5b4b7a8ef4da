//! The office's queue of those who ask to join.
mod file;
mod list;
mod settings;
mod vouches;

use axum::Router;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use axum::routing::{get, post};
use axum_extra::extract::Form;
use leptos::prelude::*;
use serde::Deserialize;
use service::fault::FormError;
use service::join::decide::{Decision, Tally};
use service::join::queue::Outcome;
use service::join::refusal::Words;
use service::join::{JoinRequestRow, QueuedRow};
use types::form::Problems;
use types::glyph::isolated;
use types::id::{JoinRequestId, StaffNoteId};
use types::join::JoinState;
use types::lang::Voice;
use types::member::name_in_order;
use types::words::queue as w;

use crate::App;
use crate::ctx::Ctx;
use crate::fault::PageFault;
use crate::layout::Layout;
use crate::page::{Page, go_with};

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/office/queue", get(list).post(decide_many))
        .route("/office/queue/{id}", get(one).post(decide))
        .route("/office/queue/{id}/notes", post(add_note))
        .route("/office/queue/{id}/notes/{note}", post(take_back_note))
        .merge(settings::routes())
        .merge(vouches::routes())
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Paging {
    after: Option<JoinRequestId>,
}

/// Which button was pressed.
#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Verb {
    Approve,
    Ask,
    Decline,
    Undo,
    Now,
}

/// One press on a button, with the words that go with it.
#[derive(Deserialize)]
struct Press {
    verb: Verb,
    #[serde(default)]
    question: String,
    #[serde(default)]
    words: String,
}

/// One press for all requests that are chosen.
#[derive(Deserialize)]
struct BulkPress {
    verb: Verb,
    #[serde(default)]
    id: Vec<JoinRequestId>,
    #[serde(default)]
    refusal: String,
}

/// What the office typed into the forms of one request.
#[derive(Default)]
struct Typed {
    question: String,
    words: String,
    note: String,
}

/// Which wording is to be filled in.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Wording {
    refusal: String,
}

#[derive(Deserialize)]
struct Note {
    #[serde(default)]
    note: String,
}

async fn list(State(app): State<App>, ctx: Ctx, Query(paging): Query<Paging>) -> Result<Response, PageFault> {
    let queue = app.service.join_queue(&ctx.viewer, paging.after).await?;
    let refusals = app.service.refusals(&ctx.viewer).await?;
    Ok(Page::new(&ctx, Layout::Office, w::title(ctx.voice)).show(|| list::view(&ctx, &queue, &refusals)))
}

async fn decide_many(
    State(app): State<App>,
    ctx: Ctx,
    Form(press): Form<BulkPress>,
) -> Result<Response, PageFault> {
    let v = ctx.voice;
    let (viewer, service) = (&ctx.viewer, &app.service);
    let (tally, done): (Tally, fn(Voice, usize) -> String) = match press.verb {
        Verb::Approve => {
            (decided(service.decide_joins(viewer, &press.id, &Decision::Approve).await)?, |v, n| {
                w::tally_approved(v, n)
            })
        }
        Verb::Decline => {
            let decision = Decision::Decline(Words::Of(press.refusal));
            (decided(service.decide_joins(viewer, &press.id, &decision).await)?, |v, n| {
                w::tally_declined(v, n)
            })
        }
        Verb::Undo => (service.undo_joins(viewer, &press.id).await?, |v, n| w::tally_undone(v, n)),
        Verb::Now | Verb::Ask => {
            (service.tell_joins_now(viewer, &press.id).await?, |v, n| w::tally_now(v, n))
        }
    };
    let late = (tally.late > 0).then(|| w::tally_late(v, tally.late));
    let done = (tally.done > 0).then(|| done(v, tally.done));
    let notice = match (done, late) {
        (None, None) => w::none_chosen(v).to_owned(),
        (done, late) => done.into_iter().chain(late).collect::<Vec<_>>().join(v.pick("", " ")),
    };
    Ok(go_with("/office/queue", &notice))
}

/// A wording that was removed meanwhile decides nothing.
fn decided(result: Result<Tally, FormError>) -> Result<Tally, PageFault> {
    match result {
        Ok(tally) => Ok(tally),
        Err(error) => {
            error.problems()?;
            Ok(Tally::default())
        }
    }
}

async fn one(
    State(app): State<App>,
    ctx: Ctx,
    Path(id): Path<JoinRequestId>,
    Query(wording): Query<Wording>,
) -> Result<Response, PageFault> {
    show(&app, &ctx, id, &wording, Typed::default(), Problems::default()).await
}

async fn decide(
    State(app): State<App>,
    ctx: Ctx,
    Path(id): Path<JoinRequestId>,
    Form(press): Form<Press>,
) -> Result<Response, PageFault> {
    let v = ctx.voice;
    let (viewer, service) = (&ctx.viewer, &app.service);
    let outcome = match press.verb {
        Verb::Ask => {
            service.ask_joiner(viewer, id, &press.question).await.map(|outcome| outcome == Outcome::Done)
        }
        Verb::Approve => service.decide_joins(viewer, &[id], &Decision::Approve).await.map(is_done),
        Verb::Decline => {
            let decision = Decision::Decline(Words::Typed(press.words.clone()));
            service.decide_joins(viewer, &[id], &decision).await.map(is_done)
        }
        Verb::Undo => service.undo_joins(viewer, &[id]).await.map(is_done).map_err(FormError::from),
        Verb::Now => service.tell_joins_now(viewer, &[id]).await.map(is_done).map_err(FormError::from),
    };
    let (done, too_late) = match press.verb {
        Verb::Ask => (w::asked_done(v), w::too_late(v)),
        Verb::Approve => (w::approved_done(v), w::too_late(v)),
        Verb::Decline => (w::declined_done(v), w::too_late(v)),
        Verb::Undo => (w::undone(v), w::too_late_undo(v)),
        Verb::Now => (w::now_done(v), w::too_late_undo(v)),
    };
    match outcome {
        Ok(is_done) => Ok(go_with("/office/queue", if is_done { done } else { too_late })),
        Err(error) => {
            let problems = error.problems()?;
            let typed = Typed { question: press.question, words: press.words, note: String::new() };
            show(&app, &ctx, id, &Wording::default(), typed, problems).await
        }
    }
}

fn is_done(tally: Tally) -> bool {
    tally.done > 0
}

async fn add_note(
    State(app): State<App>,
    ctx: Ctx,
    Path(id): Path<JoinRequestId>,
    Form(form): Form<Note>,
) -> Result<Response, PageFault> {
    match app.service.add_join_note(&ctx.viewer, id, &form.note).await {
        Ok(()) => Ok(go_with(&format!("/office/queue/{id}#notes"), w::note_added(ctx.voice))),
        Err(error) => {
            let problems = error.problems()?;
            let typed = Typed { note: form.note, ..Typed::default() };
            show(&app, &ctx, id, &Wording::default(), typed, problems).await
        }
    }
}

async fn take_back_note(
    State(app): State<App>,
    ctx: Ctx,
    Path((id, note)): Path<(JoinRequestId, StaffNoteId)>,
) -> Result<Response, PageFault> {
    let gone = app.service.take_back_note(&ctx.viewer, id, note).await?;
    let notice = if gone { w::note_gone(ctx.voice) } else { w::note_late(ctx.voice) };
    Ok(go_with(&format!("/office/queue/{id}#notes"), notice))
}

async fn show(
    app: &App,
    ctx: &Ctx,
    id: JoinRequestId,
    wording: &Wording,
    mut typed: Typed,
    problems: Problems,
) -> Result<Response, PageFault> {
    let file = app.service.join_request(&ctx.viewer, id).await?;
    let refusals = app.service.refusals(&ctx.viewer).await?;
    let request = &file.queued.request;
    if let Some(chosen) = refusals.iter().find(|refusal| refusal.key() == wording.refusal) {
        typed.words = chosen.text(ctx.site.voice(request.lang));
    }
    let page = Page::new(ctx, Layout::Office, name(ctx.voice, request)).refused(!problems.is_empty());
    Ok(page.show(|| file::view(ctx, &file, &refusals, typed, &problems)))
}

/// The name as written, for titles and rows.
fn name(v: Voice, r: &JoinRequestRow) -> String {
    if v.pick(false, !r.family_roman.is_empty()) {
        format!("{} {}", r.given_roman, r.family_roman)
    } else {
        isolated(format!("{} {}", r.family, r.given))
    }
}

/// Whether a decision is not told yet.
fn is_held(r: &JoinRequestRow) -> bool {
    r.decided_at.is_some() && r.told_at.is_none()
}

fn years(v: Voice, r: &JoinRequestRow) -> String {
    let to = r.year_to.map_or_else(|| w::still(v).to_owned(), |year| year.to_string());
    format!("{}–{to}", r.year_from)
}

/// 佐々木 花「2008年、図書館班」
fn inviter(v: Voice, row: &QueuedRow) -> String {
    match (&row.inviter_family, &row.inviter_given) {
        (Some(family), Some(given)) => {
            let words = row.worked_together.as_deref().unwrap_or_default();
            format!(
                "{}{}",
                name_in_order(v, family, given),
                v.pick(format!("「{words}」"), format!(": {words}"))
            )
        }
        _ => w::no_inviter(v).to_owned(),
    }
}

fn badge(v: Voice, state: JoinState) -> impl IntoView {
    let (class, label) = match state {
        JoinState::Unverified | JoinState::Waiting => ("badge wait", w::waiting(v)),
        JoinState::Asked => ("badge ai", w::asked(v)),
        JoinState::Approved => ("badge ok", w::approved(v)),
        JoinState::Declined => ("badge", w::declined(v)),
    };
    view! { <span class=class>{label}</span> }
}
