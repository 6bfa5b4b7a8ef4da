//! The office's queue of those who ask to join.
mod view;

use axum::extract::{Path, Query, State};
use axum::response::Response;
use axum::routing::get;
use axum::{Form, Router};
use serde::Deserialize;
use service::fault::FormError;
use service::join::queue::Outcome;
use types::form::Problems;
use types::id::JoinRequestId;
use types::words::queue as w;

use crate::App;
use crate::ctx::Ctx;
use crate::fault::PageFault;
use crate::layout::Layout;
use crate::page::{Page, go_with};

pub(super) fn routes() -> Router<App> {
    Router::new().route("/office/queue", get(list)).route("/office/queue/{id}", get(one).post(decide))
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
}

/// One press on a button, with the words that go with it.
#[derive(Deserialize)]
struct Decision {
    verb: Verb,
    #[serde(default)]
    question: String,
    #[serde(default)]
    words: String,
}

async fn list(State(app): State<App>, ctx: Ctx, Query(paging): Query<Paging>) -> Result<Response, PageFault> {
    let queue = app.service.join_queue(&ctx.viewer, paging.after).await?;
    Ok(Page::new(&ctx, Layout::Office, w::title(ctx.voice)).show(|| view::list(&ctx, &queue)))
}

async fn one(State(app): State<App>, ctx: Ctx, Path(id): Path<JoinRequestId>) -> Result<Response, PageFault> {
    show(&app, &ctx, id, view::Typed::default(), Problems::default()).await
}

async fn decide(
    State(app): State<App>,
    ctx: Ctx,
    Path(id): Path<JoinRequestId>,
    Form(d): Form<Decision>,
) -> Result<Response, PageFault> {
    let v = ctx.voice;
    let (viewer, service) = (&ctx.viewer, &app.service);
    let (outcome, done, too_late) = match d.verb {
        Verb::Approve => (
            service.approve_join(viewer, id).await.map_err(FormError::from),
            w::approved_done(v),
            w::too_late(v),
        ),
        Verb::Ask => (service.ask_joiner(viewer, id, &d.question).await, w::asked_done(v), w::too_late(v)),
        Verb::Decline => {
            (service.decline_join(viewer, id, &d.words).await, w::declined_done(v), w::too_late(v))
        }
        Verb::Undo => (
            service.undo_decline(viewer, id).await.map_err(FormError::from),
            w::undone(v),
            w::too_late_undo(v),
        ),
    };
    match outcome {
        Ok(Outcome::Done) => Ok(go_with("/office/queue", done)),
        Ok(Outcome::TooLate) => Ok(go_with("/office/queue", too_late)),
        Err(error) => {
            let problems = error.problems()?;
            let typed = view::Typed { question: d.question, words: d.words };
            show(&app, &ctx, id, typed, problems).await
        }
    }
}

async fn show(
    app: &App,
    ctx: &Ctx,
    id: JoinRequestId,
    typed: view::Typed,
    problems: Problems,
) -> Result<Response, PageFault> {
    let queued = app.service.join_request(&ctx.viewer, id).await?;
    let title = view::name(ctx.voice, &queued.request);
    let page = Page::new(ctx, Layout::Office, title).refused(!problems.is_empty());
    Ok(page.show(|| view::one(ctx, &queued, typed, &problems)))
}
