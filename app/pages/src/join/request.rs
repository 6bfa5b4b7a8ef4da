//! The page of whoever asked to join.
use axum::Form;
use axum::extract::{Path, State};
use axum::response::Response;
use leptos::prelude::*;
use serde::Deserialize;
use service::join::{JoinRequestRow, request_path};
use types::form::Problems;
use types::glyph::isolated;
use types::join::JoinState;
use types::time::Stamp;
use types::vouch::COLLEAGUES_MAX;
use types::words::{join as w, sign_in as s, vouch};

use crate::App;
use crate::ctx::Ctx;
use crate::fault::PageFault;
use crate::format;
use crate::layout::Layout;
use crate::page::{Page, go_with};
use crate::ui::{ErrorSummary, Field, Kind};

/// What is typed on the page of a request.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Answer {
    answer: String,
    colleagues: String,
}

pub(super) async fn page(
    State(app): State<App>,
    ctx: Ctx,
    Path(secret): Path<String>,
) -> Result<Response, PageFault> {
    let request = app.service.own_join_request(&secret).await?;
    Ok(show(&ctx, request, Answer::default(), Problems::default()))
}

pub(super) async fn answer(
    State(app): State<App>,
    ctx: Ctx,
    Path(secret): Path<String>,
    Form(form): Form<Answer>,
) -> Result<Response, PageFault> {
    match app.service.answer_join_question(&secret, &form.answer).await {
        Ok(true) => Ok(go_with(&format!("/join/request/{secret}"), w::answered(ctx.voice))),
        Ok(false) => Ok(go_with(&format!("/join/request/{secret}"), w::too_late(ctx.voice))),
        Err(error) => {
            let problems = error.problems()?;
            let request = app.service.own_join_request(&secret).await?;
            Ok(show(&ctx, request, form, problems))
        }
    }
}

pub(super) async fn name_colleagues(
    State(app): State<App>,
    ctx: Ctx,
    Path(secret): Path<String>,
    Form(form): Form<Answer>,
) -> Result<Response, PageFault> {
    match app.service.name_colleagues(&secret, &form.colleagues).await {
        Ok(()) => Ok(go_with(&format!("/join/request/{secret}"), vouch::name_done(ctx.voice))),
        Err(error) => {
            let problems = error.problems()?;
            let request = app.service.own_join_request(&secret).await?;
            Ok(show(&ctx, request, form, problems))
        }
    }
}

pub(super) async fn withdraw(
    State(app): State<App>,
    ctx: Ctx,
    Path(secret): Path<String>,
) -> Result<Response, PageFault> {
    if app.service.withdraw_join_request(&secret).await? {
        Ok(go_with("/join", w::withdrawn(ctx.voice)))
    } else {
        Ok(go_with(&format!("/join/request/{secret}"), w::too_late(ctx.voice)))
    }
}

fn show(ctx: &Ctx, request: JoinRequestRow, typed: Answer, problems: Problems) -> Response {
    let v = ctx.voice;
    let title = match request.state {
        JoinState::Unverified => w::unverified_title(v),
        JoinState::Waiting => w::waiting_title(v),
        JoinState::Asked => w::asked_title(v),
        JoinState::Approved => w::approved_title(v),
        JoinState::Declined => w::declined_title(v),
    };
    let page = Page::new(ctx, Layout::Narrow, title).refused(!problems.is_empty());
    page.show(|| {
        view! {
            <section class="card letter">
                <h1>{title}</h1>
                {body(ctx, &request, typed.answer, &problems)}
            </section>
            {colleagues(ctx, &request, typed.colleagues, &problems)}
            {withdrawal(ctx, &request)}
        }
    })
}

fn body(ctx: &Ctx, request: &JoinRequestRow, typed: String, problems: &Problems) -> AnyView {
    let v = ctx.voice;
    let name = isolated(v.pick(
        format!("{} {}", request.family, request.given),
        format!("{} {}", request.given, request.family),
    ));
    match request.state {
        JoinState::Unverified => view! { <p class="lead">{w::unverified_text(v)}</p> }.into_any(),
        JoinState::Waiting => {
            let since = request.proved_at.unwrap_or(request.created_at);
            let days = ctx.site.joining.expected_days;
            view! {
                <p class="lead">{w::waiting_text(v, days, name)}</p>
                <p>{w::waiting_date(v, format::date(ctx, since.plus(days * Stamp::DAY)))}</p>
                <p class="meta">{w::keep_page(v)}</p>
            }
            .into_any()
        }
        JoinState::Asked => view! {
            <div class="prose"><blockquote>{lines(&request.question)}</blockquote></div>
            <ErrorSummary voice=v problems=problems.clone()/>
            <form method="post" class="form" novalidate="true">
                <Field voice=v name="answer" label=w::answer(v) value=typed problems=problems.clone() kind=Kind::Prose/>
                <p class="acts"><button class="btn primary large block">{w::answer_send(v)}</button></p>
            </form>
        }
        .into_any(),
        JoinState::Approved => view! {
            <p class="lead">{w::approved_text(v, name)}</p>
            <p class="acts"><a class="btn primary large block" href="/sign-in">{s::title(v)}</a></p>
        }
        .into_any(),
        JoinState::Declined => {
            let contact = ctx.site.contact.clone();
            view! {
                <p class="lead">{w::declined_text(v)}</p>
                <p><a href=format!("mailto:{contact}")>{contact.clone()}</a></p>
            }
            .into_any()
        }
    }
}

/// Naming colleagues, where the network asks members to vouch.
fn colleagues(ctx: &Ctx, request: &JoinRequestRow, typed: String, p: &Problems) -> Option<AnyView> {
    let v = ctx.voice;
    let open = matches!(request.state, JoinState::Waiting | JoinState::Asked);
    let names: Vec<String> = request.colleagues.lines().map(str::to_owned).collect();
    let room = COLLEAGUES_MAX.saturating_sub(names.len());
    let action = format!("{}/colleagues", request_path(request));
    let named = (!names.is_empty()).then(|| {
        view! { <p class="meta">{vouch::name_named(v)}</p><ul>{names.into_iter().map(|name| view! { <li>{name}</li> }).collect_view()}</ul> }
    });
    let summary = p.of("colleagues").is_some().then(|| view! { <ErrorSummary voice=v problems=p.clone()/> });
    let form = (room > 0).then(|| view! {
        <form method="post" action=action class="form" novalidate="true">
            <Field voice=v name="colleagues" label=vouch::name_field(v) value=typed problems=p.clone() kind=Kind::Prose hint=vouch::name_hint(v, room)/>
            <p class="acts"><button class="btn">{vouch::name_send(v)}</button></p>
        </form>
    });
    (open && ctx.site.joining.vouches > 0).then(|| {
        view! {
            <section class="card stack">
                <h2>{vouch::name_title(v)}</h2>
                <p>{vouch::name_text(v)}</p>
                <p class="meta">{vouch::name_private(v)}</p>
                {summary}
                {named}
                {form}
            </section>
        }
        .into_any()
    })
}

/// Lines of a text as paragraphs.
fn lines(text: &str) -> Vec<AnyView> {
    text.lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| view! { <p>{line.to_owned()}</p> }.into_any())
        .collect()
}

fn withdrawal(ctx: &Ctx, request: &JoinRequestRow) -> Option<AnyView> {
    let v = ctx.voice;
    let open = matches!(request.state, JoinState::Unverified | JoinState::Waiting | JoinState::Asked);
    let action = format!("{}/withdraw", request_path(request));
    open.then(|| {
        view! {
            <details class="confirm">
                <summary class="btn danger">{w::withdraw(v)}</summary>
                <form class="card" method="post" action=action>
                    <p>{w::withdraw_ask(v)}</p>
                    <p class="acts"><button class="btn danger">{w::withdraw(v)}</button></p>
                </form>
            </details>
        }
        .into_any()
    })
}
