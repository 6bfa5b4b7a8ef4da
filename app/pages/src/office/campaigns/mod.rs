//! Invitations of the office to a part of the leavers' list.
mod one;

use axum::extract::{Path, Query, State};
use axum::response::Response;
use axum::routing::{get, post};
use axum::{Form, Router};
use leptos::prelude::*;
use serde::Deserialize;
use service::campaign::CampaignRow;
use service::fault::FormError;
use service::policy::{Capability, require};
use types::campaign::{CampaignInput, CampaignState};
use types::form::Problems;
use types::id::CampaignId;
use types::lang::{Lang, Voice};
use types::words::{campaign as w, nav};

use crate::App;
use crate::ctx::Ctx;
use crate::fault::PageFault;
use crate::format;
use crate::layout::Layout;
use crate::page::{Page, go_with};
use crate::ui::{Choice, Choices, ErrorSummary, Field, Icon, Kind, pager};

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/office/roster/campaigns", get(list))
        .route("/office/roster/campaigns/new", get(new_page).post(write))
        .route("/office/roster/campaigns/{id}", get(one_page).post(act))
        .route("/office/roster/campaigns/{id}/edit", get(edit_page).post(edit))
        .route("/office/roster/campaigns/{id}/bounces", post(note_bounces))
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Paging {
    before: Option<CampaignId>,
}

/// Where the list of addresses goes on.
#[derive(Default, Deserialize)]
#[serde(default)]
struct After {
    after: String,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Verb {
    Try,
    Start,
    Pause,
    Resume,
    Retry,
    Remove,
}

#[derive(Deserialize)]
struct Act {
    verb: Verb,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Bounces {
    mails: String,
}

async fn list(State(app): State<App>, ctx: Ctx, Query(paging): Query<Paging>) -> Result<Response, PageFault> {
    let (rows, next) = app.service.campaigns(&ctx.viewer, paging.before).await?;
    let v = ctx.voice;
    let more = pager(
        nav::more(v),
        nav::more(v),
        next.map(|before| format!("/office/roster/campaigns?before={before}")),
    );
    let body = if rows.is_empty() {
        view! {
            <section class="empty">
                <svg class="scene small" viewBox="0 0 160 110" aria-hidden="true"><use href="/art/scenes.svg#letters"></use></svg>
                <h2>{w::none(v)}</h2><p>{w::none_text(v)}</p>
            </section>
        }
        .into_any()
    } else {
        let row = |row: &CampaignRow| {
            let href = format!("/office/roster/campaigns/{}", row.id);
            view! {
                <li>
                    <span class="who">
                        <span class="name"><a href=href>{row.title.clone()}</a>" "{badge(v, row.state)}</span>
                        <span class="meta">{format!("{} · {}", segment(v, row), format::short_date(&ctx, row.created_at))}</span>
                    </span>
                </li>
            }
        };
        view! { <ul class="rows card">{rows.iter().map(row).collect_view()}</ul> {more} }.into_any()
    };
    Ok(Page::new(&ctx, Layout::Office, w::title(v)).show(|| {
        view! {
            <header class="head">
                <div><h1>{w::title(v)}</h1><p class="lead">{w::lead(v)}</p></div>
                <a class="btn primary" href="/office/roster/campaigns/new"><Icon name="plus"/>{w::new(v)}</a>
            </header>
            {body}
        }
    }))
}

async fn new_page(ctx: Ctx) -> Result<Response, PageFault> {
    require(&ctx.viewer, Capability::RunOffice)?;
    let input = CampaignInput { lang: ctx.site.lang.to_string(), ..CampaignInput::default() };
    Ok(form(&ctx, w::new(ctx.voice), input, Problems::default()))
}

async fn write(
    State(app): State<App>,
    ctx: Ctx,
    Form(input): Form<CampaignInput>,
) -> Result<Response, PageFault> {
    match app.service.put_campaign(&ctx.viewer, None, &input).await {
        Ok(id) => Ok(go_with(&path(id), w::saved(ctx.voice))),
        Err(error) => Ok(form(&ctx, w::new(ctx.voice), input, error.problems()?)),
    }
}

async fn edit_page(
    State(app): State<App>,
    ctx: Ctx,
    Path(id): Path<CampaignId>,
) -> Result<Response, PageFault> {
    let row = app.service.campaign(&ctx.viewer, id, "").await?.row;
    if row.state != CampaignState::Draft {
        return Err(service::fault::Fault::NotFound.into());
    }
    let year = |year: Option<i64>| year.map(|year| year.to_string()).unwrap_or_default();
    let input = CampaignInput {
        title: row.title,
        left_from: year(row.left_from),
        left_to: year(row.left_to),
        department: row.department,
        lang: row.lang.to_string(),
        subject: row.subject,
        body: row.body,
    };
    Ok(form(&ctx, w::edit(ctx.voice), input, Problems::default()))
}

async fn edit(
    State(app): State<App>,
    ctx: Ctx,
    Path(id): Path<CampaignId>,
    Form(input): Form<CampaignInput>,
) -> Result<Response, PageFault> {
    match app.service.put_campaign(&ctx.viewer, Some(id), &input).await {
        Ok(id) => Ok(go_with(&path(id), w::saved(ctx.voice))),
        Err(error) => Ok(form(&ctx, w::edit(ctx.voice), input, error.problems()?)),
    }
}

async fn one_page(
    State(app): State<App>,
    ctx: Ctx,
    Path(id): Path<CampaignId>,
    Query(after): Query<After>,
) -> Result<Response, PageFault> {
    show(&app, &ctx, id, &after.after, Bounces::default(), Problems::default()).await
}

async fn act(
    State(app): State<App>,
    ctx: Ctx,
    Path(id): Path<CampaignId>,
    Form(form): Form<Act>,
) -> Result<Response, PageFault> {
    let (v, viewer, service) = (ctx.voice, &ctx.viewer, &app.service);
    let notice = match form.verb {
        Verb::Try => w::tried(v, service.try_campaign(viewer, id).await?.as_str()),
        Verb::Start => match service.start_campaign(viewer, id).await {
            Ok(()) => w::started(v).to_owned(),
            Err(error) => {
                let problems = error.problems()?;
                return show(&app, &ctx, id, "", Bounces::default(), problems).await;
            }
        },
        Verb::Pause => {
            service.pause_campaign(viewer, id).await?;
            w::pausing(v).to_owned()
        }
        Verb::Resume => {
            service.resume_campaign(viewer, id).await?;
            w::resumed(v).to_owned()
        }
        Verb::Retry => match service.retry_campaign(viewer, id).await? {
            0 => w::no_retry(v).to_owned(),
            count => w::retried(v, count),
        },
        Verb::Remove => {
            service.remove_campaign(viewer, id).await?;
            return Ok(go_with("/office/roster/campaigns", w::removed(v)));
        }
    };
    Ok(go_with(&path(id), &notice))
}

async fn note_bounces(
    State(app): State<App>,
    ctx: Ctx,
    Path(id): Path<CampaignId>,
    Form(form): Form<Bounces>,
) -> Result<Response, PageFault> {
    match app.service.note_bounces(&ctx.viewer, id, &form.mails).await {
        Ok(count) => Ok(go_with(&path(id), &w::noted(ctx.voice, count))),
        Err(FormError::Problems(problems)) => show(&app, &ctx, id, "", form, problems).await,
        Err(FormError::Fault(fault)) => Err(fault.into()),
    }
}

async fn show(
    app: &App,
    ctx: &Ctx,
    id: CampaignId,
    after: &str,
    typed: Bounces,
    problems: Problems,
) -> Result<Response, PageFault> {
    let campaign = app.service.campaign(&ctx.viewer, id, after).await?;
    let page = Page::new(ctx, Layout::Office, campaign.row.title.clone()).refused(!problems.is_empty());
    Ok(page.show(|| one::view(ctx, &campaign, typed.mails, &problems)))
}

fn path(id: CampaignId) -> String {
    format!("/office/roster/campaigns/{id}")
}

fn form(ctx: &Ctx, title: &'static str, i: CampaignInput, p: Problems) -> Response {
    let v = ctx.voice;
    let langs = Lang::ALL
        .iter()
        .map(|lang| Choice::new(lang.as_str(), if *lang == Lang::Ja { "日本語" } else { "English" }))
        .collect();
    let page = Page::new(ctx, Layout::Office, title).refused(!p.is_empty());
    page.show(move || view! {
        <header class="head"><div><h1>{title}</h1></div></header>
        <ErrorSummary voice=v problems=p.clone()/>
        <form method="post" class="form card" novalidate="true">
            <Field voice=v name="title" label=w::name(v) value=i.title problems=p.clone() hint=w::name_hint(v)/>
            <fieldset class="fields">
                <legend>{w::to(v)}</legend>
                <p class="hint">{w::to_hint(v)}</p>
                <div class="pair">
                    <Field voice=v name="left_from" label=w::left_from(v) value=i.left_from problems=p.clone() kind=Kind::Year optional=true/>
                    <Field voice=v name="left_to" label=w::left_to(v) value=i.left_to problems=p.clone() kind=Kind::Year optional=true/>
                </div>
                <Field voice=v name="department" label=w::department(v) value=i.department problems=p.clone() hint=w::department_hint(v) optional=true/>
            </fieldset>
            <Choices voice=v name="lang" label=w::lang(v) choices=langs value=i.lang problems=p.clone()/>
            <Field voice=v name="subject" label=w::subject(v) value=i.subject problems=p.clone()/>
            <Field voice=v name="body" label=w::body(v) value=i.body problems=p kind=Kind::Prose hint=w::body_hint(v)/>
            <p class="acts"><button class="btn primary">{w::save(v)}</button><a class="btn quiet" href="/office/roster/campaigns">{w::back(v)}</a></p>
        </form>
    })
}

/// 2010〜2015年に退社 · 公共
fn segment(v: Voice, row: &CampaignRow) -> String {
    let year = |year: Option<i64>| year.map(|year| year.to_string()).unwrap_or_default();
    let years = match (row.left_from, row.left_to) {
        (None, None) => w::all_years(v).to_owned(),
        (from, to) => w::years(v, year(from), year(to)),
    };
    let department = if row.department.is_empty() { w::all_departments(v) } else { &row.department };
    format!("{years} · {department}")
}

fn badge(v: Voice, state: CampaignState) -> impl IntoView {
    let (class, label) = match state {
        CampaignState::Draft => ("badge", w::draft(v)),
        CampaignState::Sending => ("badge ai", w::sending(v)),
        CampaignState::Paused => ("badge wait", w::paused(v)),
        CampaignState::Done => ("badge ok", w::done(v)),
    };
    view! { <span class=class>{label}</span> }
}
