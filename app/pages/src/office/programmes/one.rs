//! One application at the desk: what it says, its team, and the office's decision.
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::get;
use axum::{Form, Router};
use leptos::prelude::*;
use serde::Deserialize;
use service::application::{Application, Desk, Outcome};
use service::fault::FormError;
use types::application::ApplicationState;
use types::form::{Problem, Problems};
use types::id::ApplicationId;
use types::words::application as w;

use super::{crumbs, layout};
use crate::App;
use crate::application::{answers, badge, mates, title};
use crate::ctx::Ctx;
use crate::fault::PageFault;
use crate::format;
use crate::page::{Page, go_with};
use crate::ui::{Choice, Choices, ErrorSummary, Field, Icon, Kind};

pub(super) fn routes() -> Router<App> {
    Router::new().route("/office/programmes/{slug}/applications/{id}", get(page).post(decide))
}

/// A decision as typed.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Decision {
    to: String,
    note: String,
}

async fn page(
    State(app): State<App>,
    ctx: Ctx,
    Path((slug, id)): Path<(String, ApplicationId)>,
) -> Result<Response, PageFault> {
    let desk = app.service.application_desk(&ctx.viewer, id).await?;
    // One application has one address.
    if desk.application.slug != slug {
        return Err(service::fault::Fault::NotFound.into());
    }
    Ok(show(&ctx, &desk, Decision::default(), &Problems::default()))
}

async fn decide(
    State(app): State<App>,
    ctx: Ctx,
    Path((slug, id)): Path<(String, ApplicationId)>,
    Form(typed): Form<Decision>,
) -> Result<Response, PageFault> {
    let v = ctx.voice;
    let decided = if let Ok(to) = typed.to.parse::<ApplicationState>() {
        app.service.decide_application(&ctx.viewer, id, to, &typed.note).await
    } else {
        // Who may not decide learns that first.
        service::policy::require(&ctx.viewer, service::policy::Capability::RunProgrammes)?;
        Err(FormError::of("to", Problem::NotAChoice))
    };
    match decided {
        Ok(outcome) => {
            let notice = if outcome == Outcome::Done { w::decided(v) } else { w::too_late(v) };
            Ok(go_with(&format!("/office/programmes/{slug}/applications/{id}"), notice))
        }
        Err(error) => {
            let problems = error.problems()?;
            let desk = app.service.application_desk(&ctx.viewer, id).await?;
            Ok(show(&ctx, &desk, typed, &problems))
        }
    }
}

fn show(ctx: &Ctx, desk: &Desk, typed: Decision, problems: &Problems) -> Response {
    let v = ctx.voice;
    let a = &desk.application;
    let name = title(v, &a.title);
    let sent = a
        .submitted_at
        .map(|at| view! { <div><dt>{w::sent_on(v)}</dt><dd>{format::date_time(ctx, at)}</dd></div> });
    let note = (!a.note.is_empty())
        .then(|| view! { <div><dt>{w::note(v)}</dt><dd class="kept">{a.note.clone()}</dd></div> });
    let parts: Vec<_> = a.state.is_sent().then(|| said(ctx, a)).into_iter().flatten().collect();
    let taken_back = (!a.state.is_sent())
        .then(|| view! { <p class="notice"><Icon name="info"/><span>{w::taken_back(v)}</span></p> });
    let page = Page::new(ctx, layout(ctx), name.clone()).refused(!problems.is_empty());
    page.show(|| view! {
        {crumbs(ctx, &a.programme.title, name.clone())}
        <header class="head"><div><h1>{name}</h1><p class="chips">{badge(v, a.state)}</p></div></header>
        <ErrorSummary voice=v problems=problems.clone()/>
        <section class="card"><h2>{w::team(v)}</h2>{mates(v, &a.team)}
            <dl class="facts">{sent}<div><dt>{w::state_since(v)}</dt><dd>{format::date_time(ctx, a.state_at)}</dd></div>{note}</dl></section>
        {taken_back}
        {parts}
        {decision(ctx, desk, typed, problems)}
        <p><a href=format!("/office/programmes/{}/applications", a.slug)>{w::back_to_list(v)}</a></p>
    })
}

fn said(ctx: &Ctx, a: &Application) -> Vec<impl IntoView + use<>> {
    let v = ctx.voice;
    let steps = (1..=a.steps()).map(|n| {
        let shown: Vec<_> = a.step(n).collect();
        view! { <section class="card"><h2>{w::step(v, n)}</h2>{answers(v, a.id, &shown)}</section> }
    });
    steps.collect()
}

/// The office's decision; nothing for reviewers.
fn decision(ctx: &Ctx, desk: &Desk, typed: Decision, p: &Problems) -> Option<impl IntoView + use<>> {
    let v = ctx.voice;
    let choices: Vec<Choice> =
        desk.next.iter().map(|state| Choice::new(state.as_str(), state.word(v))).collect();
    (!choices.is_empty()).then(|| view! {
        <section class="card">
            <h2>{w::decide(v)}</h2>
            <form method="post" class="form" novalidate="true">
                <Choices voice=v name="to" label=w::decide_to(v) choices value=typed.to problems=p.clone()/>
                <Field voice=v name="note" label=w::note_to_team(v) value=typed.note problems=p.clone() kind=Kind::Prose hint=w::note_hint(v) optional=true/>
                <p class="acts"><button class="btn primary"><Icon name="send"/>{w::decide_send(v)}</button></p>
            </form>
        </section>
    })
}
