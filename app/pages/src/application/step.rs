//! One page a step, saved on the server each time, and the review at the end.
use std::collections::HashMap;

use app::saved_step::SavedStep;
use axum::Router;
use axum::extract::{DefaultBodyLimit, Multipart, Path, Query, State};
use axum::response::Response;
use axum::routing::get;
use leptos::prelude::*;
use serde::Deserialize;
use service::application::{Application, Turn};
use service::policy::{Capability, require};
use types::form::Problems;
use types::id::{ApplicationId, QuestionId};
use types::words::application as w;
use types::words::form as f;

use super::form::{Shown, answers, field};
use super::{back, team, upload};
use crate::App;
use crate::ctx::Ctx;
use crate::fault::PageFault;
use crate::format;
use crate::layout::Layout;
use crate::page::{Page, go, go_with};
use crate::ui::{ErrorSummary, Field, Icon, spoken};

pub(super) fn routes() -> Router<App> {
    let step = get(page).post(save).layer(DefaultBodyLimit::max(upload::BODY_MAX));
    Router::new()
        .route("/applications/{id}/steps/{n}", step)
        .route("/applications/{id}/review", get(review).post(submit))
}

/// What was typed and is not saved.
#[derive(Default)]
struct Unsaved {
    title: Option<String>,
    answers: HashMap<QuestionId, String>,
    problems: Problems,
    /// Whether this answers a form that was not accepted.
    is_refused: bool,
}

#[derive(Deserialize)]
struct Check {
    /// Whether to say what is missing: the review leads here to find it.
    #[serde(default)]
    check: bool,
}

async fn page(
    State(app): State<App>,
    ctx: Ctx,
    Path((id, n)): Path<(ApplicationId, usize)>,
    Query(Check { check }): Query<Check>,
) -> Result<Response, PageFault> {
    let application = app.service.application(&ctx.viewer, id).await?;
    if !application.may_edit() || n == 0 || n > application.steps() {
        return Ok(go(&format!("/applications/{id}")));
    }
    let mut problems = Problems::default();
    for missing in application.missing().into_iter().filter(|missing| check && missing.step == n) {
        problems.add(&missing.field, missing.problem);
    }
    Ok(show(&ctx, &application, n, Unsaved { problems, ..Unsaved::default() }))
}

async fn save(
    State(app): State<App>,
    ctx: Ctx,
    Path((id, n)): Path<(ApplicationId, usize)>,
    parts: Multipart,
) -> Result<Response, PageFault> {
    // Who may not write need not send files.
    require(&ctx.viewer, Capability::TakePart)?;
    app.service.application(&ctx.viewer, id).await?;
    let sent = upload::read(parts).await?;
    let title = sent.input.title.clone();
    let typed = sent.input.answers.iter().map(|(question, typed)| (*question, typed.body.clone()));
    let typed = typed.collect();
    match app.service.save_step(&ctx.viewer, id, sent.input).await {
        Ok(saved) => {
            let application = app.service.application(&ctx.viewer, id).await?;
            if !saved.problems.is_empty() {
                let unsaved = Unsaved { title, answers: typed, problems: saved.problems, is_refused: true };
                return Ok(show(&ctx, &application, n, unsaved));
            }
            let notice = w::saved_at(ctx.voice, format::time(&ctx, saved.at));
            let next = match sent.action.as_str() {
                "next" if n < application.steps() => format!("/applications/{id}/steps/{}", n + 1),
                "next" => format!("/applications/{id}/review"),
                _ => format!("/applications/{id}/steps/{n}"),
            };
            Ok(go_with(&next, &notice))
        }
        // The typed text stays in view, so that it can be copied.
        Err(error) => {
            let problems = error.problems()?;
            let application = app.service.application(&ctx.viewer, id).await?;
            Ok(show(&ctx, &application, n, Unsaved { title, answers: typed, problems, is_refused: true }))
        }
    }
}

fn show(ctx: &Ctx, application: &Application, n: usize, mut unsaved: Unsaved) -> Response {
    let (v, id) = (ctx.voice, application.id);
    let is_closed = unsaved.problems.of("closed").is_some();
    let problems = std::mem::take(&mut unsaved.problems);
    let title = unsaved.title.unwrap_or_else(|| application.title.clone());
    let name = (n == 1).then(|| view! {
        <Field voice=v name="title" label=w::field_title(v) value=title problems=problems.clone() hint=w::title_hint(v)/>
    });
    let fields: Vec<AnyView> = application
        .step(n)
        .map(|answer| {
            let typed = unsaved.answers.remove(&answer.question.id);
            field(v, Shown { id, answer, typed, problems: &problems })
        })
        .collect();
    let heading = w::step_of(v, n, application.steps());
    let page_title = format!("{} {heading}", super::title(v, &application.title));
    let page = Page::new(ctx, Layout::Member, page_title).refused(unsaved.is_refused);
    let summary = if is_closed {
        view! { <p class="notice bad" role="alert"><Icon name="circle-alert"/><span>{w::closed(v)}</span></p> }.into_any()
    } else {
        view! { <ErrorSummary voice=v problems/> }.into_any()
    };
    let failed = w::save_failed(v).to_owned();
    let saved = w::saved_last(v, format::date_time(ctx, application.saved_at));
    page.show(|| view! {
        <header class="head"><div><h1>{heading}</h1><p class="lead">{w::step_lead(v)}</p></div></header>
        {steps(ctx, application, n)}
        {summary}
        <form method="post" class="form card" enctype="multipart/form-data" novalidate="true">
            <input type="hidden" name="page" value=ctx.nonce.clone()/>
            {name}
            {fields}
            <div class="form-foot">
                <SavedStep application=id.to_string() said=saved failed/>
                <div class="acts">
                    <button class="btn primary" name="action" value="next">{w::save_next(v)}</button>
                    <button class="btn" name="action" value="save"><Icon name="save"/>{f::save(v)}</button>
                    {back(v, id)}
                </div>
            </div>
        </form>
    })
}

/// The way through the application; `current` is a step, or past the last for the review.
pub(super) fn steps(ctx: &Ctx, application: &Application, current: usize) -> impl IntoView + use<> {
    let (v, id) = (ctx.voice, application.id);
    let missing = application.missing();
    let steps = (1..=application.steps()).map(|n| {
        let is_done = !missing.iter().any(|missing| missing.step == n);
        let class = (is_done && n != current).then_some("done");
        let here = (n == current).then_some("step");
        view! { <li class=class aria-current=here><a href=format!("/applications/{id}/steps/{n}")>{w::step(v, n)}</a></li> }
    });
    let steps: Vec<_> = steps.collect();
    let is_review = current > application.steps();
    view! {
        <ol class="steps across" aria-label=w::way(v)>
            {steps}
            <li aria-current=is_review.then_some("step")><a href=format!("/applications/{id}/review")>{w::review(v)}</a></li>
        </ol>
    }
}

async fn review(
    State(app): State<App>,
    ctx: Ctx,
    Path(id): Path<ApplicationId>,
) -> Result<Response, PageFault> {
    let application = app.service.application(&ctx.viewer, id).await?;
    if !application.may_edit() {
        return Ok(go(&format!("/applications/{id}")));
    }
    Ok(show_review(&ctx, &application, false))
}

async fn submit(
    State(app): State<App>,
    ctx: Ctx,
    Path(id): Path<ApplicationId>,
) -> Result<Response, PageFault> {
    match app.service.submit_application(&ctx.viewer, id).await? {
        Turn::Done => Ok(go_with(&format!("/applications/{id}"), w::submitted(ctx.voice))),
        Turn::TooLate => Ok(go_with(&format!("/applications/{id}"), w::too_late(ctx.voice))),
        Turn::NotReady => {
            let application = app.service.application(&ctx.viewer, id).await?;
            Ok(show_review(&ctx, &application, true))
        }
    }
}

fn show_review(ctx: &Ctx, application: &Application, refused: bool) -> Response {
    let (v, id) = (ctx.voice, application.id);
    let missing = application.missing();
    let broken = application.broken_rule(v);
    let is_ready = missing.is_empty() && broken.is_none();
    let items: Vec<_> = missing
        .iter()
        .map(|missing| {
            let href = format!("/applications/{id}/steps/{}?check=true#{}", missing.step, missing.field);
            let label = missing.label.as_ref().map_or_else(|| w::field_title(v), |label| label.get(v.lang));
            let text = format!("{label}: {}", missing.problem.text(v));
            view! { <li><a href=href>{text}</a></li> }
        })
        .collect();
    let rule = broken.map(|text| view! { <li><a href=format!("/applications/{id}/team")>{text}</a></li> });
    let summary = (!is_ready).then(|| view! {
        <div class="errors" role="alert" tabindex="-1"><h2>{w::not_ready(v)}</h2><ul>{items}{rule}</ul></div>
    });
    let parts: Vec<_> = (1..=application.steps())
        .map(|n| {
            let shown: Vec<_> = application.step(n).collect();
            let label = format!("{}: {}", w::change(v), w::step(v, n));
            view! {
                <section class="card">
                    <div class="spread"><h2>{w::step(v, n)}</h2><a class="btn small" href=format!("/applications/{id}/steps/{n}") aria-label=label><Icon name="pencil"/>{w::change(v)}</a></div>
                    {answers(v, id, &shown)}
                </section>
            }
        })
        .collect();
    let send = if application.is_lead {
        view! {
            <form method="post" class="acts"><button class="btn primary large"><Icon name="send"/>{w::submit(v)}</button>{back(v, id)}</form>
            <p class="meta">{w::submit_note(v)}</p>
        }
        .into_any()
    } else {
        view! { <p class="notice"><Icon name="info"/><span>{w::lead_submits(v)}</span></p> }.into_any()
    };
    let programme = spoken(&application.programme.title, v.lang);
    let page = Page::new(ctx, Layout::Member, w::review(v)).refused(refused);
    page.show(|| view! {
        <header class="head"><div><p class="meta" lang=programme.lang>{programme.text}</p><h1>{super::title(v, &application.title)}</h1><p class="lead">{w::review_lead(v)}</p></div></header>
        {steps(ctx, application, usize::MAX)}
        {summary}
        {parts}
        <section class="card"><div class="spread"><h2>{w::team(v)}</h2><a class="btn small" href=format!("/applications/{id}/team")><Icon name="users"/>{w::team_change(v)}</a></div>{team::mates(v, &application.team)}</section>
        {send}
    })
}
