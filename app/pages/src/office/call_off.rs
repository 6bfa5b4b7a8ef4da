//! Calling an event off: the page that asks first.
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::get;
use axum::{Form, Router};
use leptos::prelude::*;
use serde::Deserialize;
use service::event::EventDesk;
use service::fault::Fault;
use types::form::Problems;
use types::words::event as w;

use super::events::layout;
use crate::App;
use crate::ctx::Ctx;
use crate::fault::PageFault;
use crate::page::{Page, go, go_with};
use crate::ui::{ErrorSummary, Field, Icon, Kind};

pub(super) fn routes() -> Router<App> {
    Router::new().route("/office/events/{slug}/call-off", get(page).post(call_off))
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Input {
    note: String,
}

async fn page(State(app): State<App>, ctx: Ctx, Path(slug): Path<String>) -> Result<Response, PageFault> {
    let desk = app.service.event_desk(&ctx.viewer, &slug).await?;
    if desk.card.called_off {
        return Ok(go(&format!("/events/{slug}")));
    }
    if desk.card.ends <= app.service.now() {
        return Err(Fault::NotFound.into());
    }
    Ok(show(&ctx, &desk, Input::default(), Problems::default()))
}

async fn call_off(
    State(app): State<App>,
    ctx: Ctx,
    Path(slug): Path<String>,
    Form(input): Form<Input>,
) -> Result<Response, PageFault> {
    match app.service.call_off_event(&ctx.viewer, &slug, &input.note).await {
        Ok(()) => Ok(go_with(&format!("/events/{slug}"), w::call_off_done(ctx.voice))),
        Err(error) => {
            let problems = error.problems()?;
            let desk = app.service.event_desk(&ctx.viewer, &slug).await?;
            Ok(show(&ctx, &desk, input, problems))
        }
    }
}

fn show(ctx: &Ctx, desk: &EventDesk, input: Input, problems: Problems) -> Response {
    let v = ctx.voice;
    let (going, waiting) = (desk.going.len(), desk.waiting.len());
    let lead = match (going, waiting) {
        (0, 0) => w::call_off_nobody(v).to_owned(),
        (_, 0) => w::call_off_lead_seats(v, going),
        _ => w::call_off_lead(v, going, waiting),
    };
    let title = w::call_off_title(v, desk.card.words.title.get(v.lang));
    let back = format!("/office/events/{}", desk.card.slug);
    let page = Page::new(ctx, layout(ctx), title.clone()).refused(!problems.is_empty());
    page.show(move || view! {
        <header class="head"><div><h1>{title}</h1><p class="lead">{lead}</p></div></header>
        <ErrorSummary voice=v problems=problems.clone()/>
        <form method="post" class="form card" novalidate="true">
            <p>{w::call_off_after(v)}</p>
            <Field voice=v name="note" label=w::call_off_note(v) hint=w::call_off_note_hint(v) value=input.note problems=problems kind=Kind::Prose optional=true/>
            <p class="acts"><button class="btn danger"><Icon name="ban"/>{w::call_off_do(v)}</button><a class="btn quiet" href=back>{w::call_off_keep(v)}</a></p>
        </form>
    })
}
