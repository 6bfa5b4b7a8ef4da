//! What the member asks the office to do about the own data: 訂正, 利用停止, 第三者提供の停止, 開示.
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use leptos::prelude::*;
use serde::Deserialize;
use service::policy::{Capability, require};
use service::rights::RightsRow;
use types::form::Problems;
use types::id::RightsRequestId;
use types::rights::{RightsInput, RightsKind, RightsState};
use types::words::{export, rights as w};

use crate::App;
use crate::ctx::Ctx;
use crate::fault::PageFault;
use crate::format;
use crate::layout::Layout;
use crate::page::{Page, go_with};
use crate::ui::{Choice, Choices, ErrorSummary, Field, Icon, Kind, pager};

const PATH: &str = "/me/requests";

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Paging {
    before: String,
}

pub(super) async fn page(
    State(app): State<App>,
    ctx: Ctx,
    Query(paging): Query<Paging>,
) -> Result<Response, PageFault> {
    show(&app, &ctx, paging.before.parse().ok(), RightsInput::default(), Problems::default()).await
}

pub(super) async fn ask(
    State(app): State<App>,
    ctx: Ctx,
    Form(input): Form<RightsInput>,
) -> Result<Response, PageFault> {
    match app.service.ask_rights(&ctx.viewer, &input).await {
        Ok(_) => Ok(go_with(PATH, w::sent(ctx.voice))),
        Err(error) => show(&app, &ctx, None, input, error.problems()?).await,
    }
}

pub(super) async fn withdraw(
    State(app): State<App>,
    ctx: Ctx,
    Path(id): Path<RightsRequestId>,
) -> Result<Response, PageFault> {
    let was_open = app.service.withdraw_rights(&ctx.viewer, id).await?;
    Ok(go_with(PATH, if was_open { w::withdrawn(ctx.voice) } else { w::late(ctx.voice) }))
}

async fn show(
    app: &App,
    ctx: &Ctx,
    before: Option<RightsRequestId>,
    input: RightsInput,
    p: Problems,
) -> Result<Response, PageFault> {
    require(&ctx.viewer, Capability::TakePart)?;
    let (rows, next) = app.service.rights_requests(&ctx.viewer, before).await?;
    let v = ctx.voice;
    let form = before.is_none().then(|| form(ctx, input, &p));
    let list = if rows.is_empty() {
        view! { <p class="meta">{w::mine_none(v)}</p> }.into_any()
    } else {
        view! { <ul class="rows card">{rows.iter().map(|row| request(ctx, row)).collect_view()}</ul> }
            .into_any()
    };
    let more = pager(w::more(v), w::more(v), next.map(|before| format!("{PATH}?before={before}")));
    let page = Page::new(ctx, Layout::Member, w::title(v)).refused(!p.is_empty());
    Ok(page.show(|| view! {
        <header class="head"><div><h1>{w::title(v)}</h1><p class="lead">{w::lead(v, ctx.site.rights_days)}</p></div></header>
        <p>{w::lead_export(v)}" "<a href="/me/export">{export::title(v)}</a></p>
        {form}
        <section class="section"><h2>{w::mine(v)}</h2>{list}</section>
        {more}
    }))
}

fn form(ctx: &Ctx, input: RightsInput, p: &Problems) -> impl IntoView + use<> {
    let v = ctx.voice;
    let kinds = RightsKind::ALL.iter();
    let choices = kinds.clone().map(|kind| Choice::new(kind.as_str(), kind.word(v))).collect();
    let meanings = kinds.map(|kind| view! { <div><dt>{kind.word(v)}</dt><dd>{kind.sentence(v)}</dd></div> });
    view! {
        <ErrorSummary voice=v problems=p.clone()/>
        <form method="post" action=PATH class="form card" novalidate="true">
            <Choices voice=v name="kind" label=w::kind(v) choices value=input.kind problems=p.clone()/>
            <dl class="facts">{meanings.collect_view()}</dl>
            <Field voice=v name="body" label=w::body(v) value=input.body problems=p.clone() kind=Kind::Prose hint=w::body_hint(v)/>
            <p class="acts"><button class="btn primary"><Icon name="send"/>{w::send(v)}</button></p>
        </form>
    }
}

fn request(ctx: &Ctx, row: &RightsRow) -> impl IntoView + use<> {
    let v = ctx.voice;
    let asked = format::date(ctx, row.created_at);
    let class = match row.state {
        RightsState::Open => "badge wait",
        RightsState::Answered => "badge ok",
        RightsState::Withdrawn => "badge",
    };
    let is_open = row.state == RightsState::Open;
    let due = is_open.then(|| {
        let text = if row.due_at > ctx.app.service.now() {
            w::due(v, format::date(ctx, row.due_at))
        } else {
            w::overdue(v, &ctx.site.contact)
        };
        view! { <p class="meta">{text}</p> }
    });
    let answer = row.answered_at.map(|at| {
        view! {
            <p class="meta">{w::answer_of(v, format::date(ctx, at))}</p>
            <blockquote class="diff">{row.answer.clone()}</blockquote>
        }
    });
    let withdraw = is_open.then(|| {
        let label = w::withdraw_label(v, &asked);
        view! {
            <form method="post" action=format!("{PATH}/{}/withdraw", row.id)><button class="btn small quiet" aria-label=label><Icon name="undo-2"/>{w::withdraw(v)}</button></form>
        }
    });
    view! {
        <li class="stack tight">
            <p class="chips"><span class="strong">{row.kind.word(v)}</span><span class=class>{row.state.word(v)}</span></p>
            <p class="meta">{w::asked_on(v, &asked)}</p>
            <p class="kept">{row.body.clone()}</p>
            {due}
            {answer}
            {withdraw}
        </li>
    }
}
