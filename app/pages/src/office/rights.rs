//! What members ask about their data: the list by deadline, one request, the answer.
use axum::extract::{Path, Query, State};
use axum::response::Response;
use axum::routing::{get, post};
use axum::{Form, Router};
use leptos::prelude::*;
use serde::Deserialize;
use service::rights::{DeskRow, RightsFile};
use types::form::Problems;
use types::id::RightsRequestId;
use types::member::Person;
use types::rights::RightsState;
use types::words::{form, incident, nav, rights as w};

use crate::App;
use crate::ctx::Ctx;
use crate::fault::PageFault;
use crate::format;
use crate::layout::Layout;
use crate::page::{Page, go_with};
use crate::ui::{ErrorSummary, Field, Icon, Kind, PersonRow, pager};

const PATH: &str = "/office/rights";

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/office/rights", get(list))
        .route("/office/rights/settings", post(settings))
        .route("/office/rights/{id}", get(one).post(answer))
}

/// What the address says; what cannot be read counts as not asked.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Shown {
    /// `answered`, or empty for those that wait.
    view: String,
    after: String,
    before: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Typed {
    answer: String,
    days: String,
}

async fn list(State(app): State<App>, ctx: Ctx, Query(shown): Query<Shown>) -> Result<Response, PageFault> {
    show_list(&app, &ctx, &shown, ctx.site.rights_days.to_string(), Problems::default()).await
}

async fn settings(State(app): State<App>, ctx: Ctx, Form(typed): Form<Typed>) -> Result<Response, PageFault> {
    match app.service.change_rights_days(&ctx.viewer, &typed.days).await {
        Ok(()) => Ok(go_with(PATH, form::saved(ctx.voice))),
        Err(error) => {
            let problems = error.problems()?;
            show_list(&app, &ctx, &Shown::default(), typed.days, problems).await
        }
    }
}

async fn one(
    State(app): State<App>,
    ctx: Ctx,
    Path(id): Path<RightsRequestId>,
) -> Result<Response, PageFault> {
    show_one(&app, &ctx, id, String::new(), Problems::default()).await
}

async fn answer(
    State(app): State<App>,
    ctx: Ctx,
    Path(id): Path<RightsRequestId>,
    Form(typed): Form<Typed>,
) -> Result<Response, PageFault> {
    match app.service.answer_rights(&ctx.viewer, id, &typed.answer).await {
        Ok(true) => Ok(go_with(PATH, w::office_done(ctx.voice))),
        Ok(false) => Ok(go_with(PATH, w::late(ctx.voice))),
        Err(error) => show_one(&app, &ctx, id, typed.answer, error.problems()?).await,
    }
}

async fn show_list(
    app: &App,
    ctx: &Ctx,
    shown: &Shown,
    days: String,
    p: Problems,
) -> Result<Response, PageFault> {
    let v = ctx.voice;
    let is_answered = shown.view == "answered";
    let (rows, href) = if is_answered {
        let (rows, next) = app.service.rights_answered(&ctx.viewer, shown.before.parse().ok()).await?;
        (rows, next.map(|before| format!("{PATH}?view=answered&before={before}")))
    } else {
        let (rows, next) = app.service.rights_desk(&ctx.viewer, shown.after.parse().ok()).await?;
        (rows, next.map(|after| format!("{PATH}?after={after}")))
    };
    let tab = |href: &'static str, label: &'static str, is_current: bool| {
        view! { <a class="chip" href=href aria-current=is_current.then_some("page")>{label}</a> }
    };
    let list = match (rows.is_empty(), is_answered) {
        (false, _) => {
            view! { <ul class="rows card">{rows.into_iter().map(|it| row(ctx, it)).collect_view()}</ul> }
                .into_any()
        }
        (true, true) => view! { <section class="empty"><h2>{w::office_answered_none(v)}</h2></section> }.into_any(),
        (true, false) => view! {
            <section class="empty">
                <svg class="scene small" viewBox="0 0 160 110" aria-hidden="true"><use href="/art/scenes.svg#done"></use></svg>
                <h2>{w::office_none(v)}</h2><p>{w::office_none_text(v)}</p>
            </section>
        }
        .into_any(),
    };
    let more = pager(nav::more(v), nav::more(v), href);
    let page = Page::new(ctx, Layout::Office, w::office_title(v)).refused(!p.is_empty());
    Ok(page.show(|| view! {
        <header class="head"><div><h1>{w::office_title(v)}</h1><p class="lead">{w::office_lead(v)}</p></div></header>
        <nav class="chips" aria-label=w::office_title(v)>
            {tab(PATH, w::office_open(v), !is_answered)}
            {tab("/office/rights?view=answered", w::office_answered(v), is_answered)}
        </nav>
        {list}
        {more}
        <section class="card">
            <h2>{w::office_settings(v)}</h2>
            <ErrorSummary voice=v problems=p.clone()/>
            <form method="post" action="/office/rights/settings" class="form" novalidate="true">
                <Field voice=v name="days" label=w::office_days(v) value=days problems=p kind=Kind::Number hint=w::office_days_hint(v)/>
                <p class="acts"><button class="btn">{form::save(v)}</button></p>
            </form>
        </section>
        <p><a href="/office/incident">{incident::open(v)}</a>" "<span class="meta">{incident::open_note(v)}</span></p>
    }))
}

fn row(ctx: &Ctx, row: DeskRow) -> impl IntoView + use<> {
    let v = ctx.voice;
    let href = format!("{PATH}/{}", row.request_id);
    let name = Person::from(row.person).name(v.lang);
    let is_open = row.state == RightsState::Open;
    let late = (is_open && row.due_at <= ctx.app.service.now())
        .then(|| view! { <span class="badge bad">{w::office_overdue(v)}</span> });
    let asked = w::asked_on(v, format::short_date(ctx, row.created_at));
    let due = is_open.then(|| w::office_due(v, format::date(ctx, row.due_at)));
    let when = due.into_iter().chain([asked]).collect::<Vec<_>>().join(" · ");
    view! {
        <li>
            <span class="who">
                <span class="name"><a href=href>{format!("{name} · {}", row.kind.word(v))}</a>" "{late}</span>
                <span class="meta">{when}</span>
            </span>
        </li>
    }
}

async fn show_one(
    app: &App,
    ctx: &Ctx,
    id: RightsRequestId,
    typed: String,
    p: Problems,
) -> Result<Response, PageFault> {
    let file = app.service.rights_request(&ctx.viewer, id).await?;
    let title = format!("{} · {}", file.row.kind.word(ctx.voice), file.person.name(ctx.voice.lang));
    let page = Page::new(ctx, Layout::Office, title).refused(!p.is_empty());
    Ok(page.show(|| view_one(ctx, file, typed, p)))
}

fn view_one(ctx: &Ctx, file: RightsFile, typed: String, p: Problems) -> impl IntoView + use<> {
    let (v, row) = (ctx.voice, file.row);
    let late = file.is_overdue.then(|| view! { <span class="badge bad">{w::office_overdue(v)}</span> });
    let answer = match row.answered_at {
        Some(at) => view! {
            <section class="card"><h2>{w::answer_of(v, format::date(ctx, at))}</h2><p class="kept">{row.answer}</p></section>
        }
        .into_any(),
        None if file.may_answer => view! {
            <ErrorSummary voice=v problems=p.clone()/>
            <form method="post" class="form card" novalidate="true">
                <Field voice=v name="answer" label=w::office_answer(v) value=typed problems=p kind=Kind::Prose hint=w::office_answer_hint(v)/>
                <p class="acts"><button class="btn primary"><Icon name="send"/>{w::office_send(v)}</button></p>
            </form>
        }
        .into_any(),
        None => ().into_any(),
    };
    view! {
        <header class="head"><div><h1>{row.kind.word(v)}" "{late}</h1><p class="lead">{row.kind.sentence(v)}</p></div></header>
        <section class="card stack tight">
            <PersonRow person=file.person lang=v.lang/>
            <p class="meta">{format!("{} · {}", w::office_due(v, format::date(ctx, row.due_at)), w::asked_on(v, format::date(ctx, row.created_at)))}</p>
            <p class="kept">{row.body}</p>
        </section>
        {answer}
        <p><a href=PATH>{w::office_back(v)}</a></p>
    }
}
