//! The applications of a programme: a list by state, and the table for spreadsheets.
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::HeaderName;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use leptos::prelude::*;
use serde::Deserialize;
use service::application::{DeskList, ListedRow};
use types::application::ApplicationState;
use types::id::ApplicationId;
use types::member::name_in_order;
use types::words::application as w;
use types::words::nav;

use super::{crumbs, layout};
use crate::App;
use crate::application::{badge, title};
use crate::ctx::Ctx;
use crate::fault::PageFault;
use crate::format;
use crate::page::Page;
use crate::ui::{Icon, pager};

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/office/programmes/{slug}/applications", get(list))
        .route("/office/programmes/{slug}/applications.csv", get(csv))
}

/// What the address says; what cannot be read counts as not asked.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Asked {
    state: String,
    after: String,
}

async fn list(
    State(app): State<App>,
    ctx: Ctx,
    Path(slug): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, PageFault> {
    let state = asked.state.parse().ok().filter(|state| *state != ApplicationState::Draft);
    let after = asked.after.parse::<ApplicationId>().ok();
    let list = app.service.applications(&ctx.viewer, &slug, state, after).await?;
    let page = Page::new(&ctx, layout(&ctx), w::applications(ctx.voice));
    Ok(page.show(|| view(&ctx, &slug, state, &list)))
}

async fn csv(State(app): State<App>, ctx: Ctx, Path(slug): Path<String>) -> Result<Response, PageFault> {
    let table = app.service.applications_csv(&ctx.viewer, &slug, ctx.voice).await?;
    let headers: [(HeaderName, &str); 3] = [
        (CONTENT_TYPE, "text/csv; charset=utf-8"),
        (CONTENT_DISPOSITION, "attachment; filename=\"applications.csv\""),
        (CACHE_CONTROL, "private, no-store"),
    ];
    Ok((headers, table).into_response())
}

fn view(ctx: &Ctx, slug: &str, state: Option<ApplicationState>, list: &DeskList) -> impl IntoView + use<> {
    let v = ctx.voice;
    let base = format!("/office/programmes/{slug}/applications");
    let count = |state: ApplicationState| {
        list.counts.iter().find(|count| count.state == state).map_or(0, |count| count.count)
    };
    let drafts = count(ApplicationState::Draft);
    let drafts = (drafts > 0).then(|| view! { <p class="meta">{w::drafts_note(v, drafts)}</p> });
    let others = ApplicationState::ALL.iter().copied().filter(|state| *state != ApplicationState::Draft);
    let all: i64 = others.clone().map(count).sum();
    let tab = |wanted: Option<ApplicationState>| {
        let (href, label, n) = match wanted {
            None => (base.clone(), w::all(v), all),
            Some(state) => (format!("{base}?state={state}"), state.word(v), count(state)),
        };
        let here = (wanted == state).then_some("page");
        view! { <a href=href aria-current=here>{label}" "<span class="meta">{n}</span></a> }
    };
    let tabs: Vec<_> = std::iter::once(None).chain(others.map(Some)).map(tab).collect();
    let rows: Vec<_> = list.rows.iter().map(|listed| row(ctx, &base, listed)).collect();
    let table = if rows.is_empty() {
        view! { <p>{w::none_here(v)}</p> }.into_any()
    } else {
        view! {
            <div class="scroll" tabindex="0" role="region" aria-label=w::applications(v)><table class="table cards">
                <thead><tr><th scope="col">{w::col_title(v)}</th><th scope="col">{w::col_lead(v)}</th><th scope="col" class="num">{w::col_people(v)}</th><th scope="col">{w::col_state(v)}</th><th scope="col">{w::col_sent(v)}</th></tr></thead>
                <tbody>{rows}</tbody></table></div>
        }
        .into_any()
    };
    let wanted = state.map(|state| format!("&state={state}")).unwrap_or_default();
    let href = list.next.map(|after| format!("{base}?after={after}{wanted}"));
    let more = pager(nav::more(v), nav::more(v), href);
    let export = list.may_decide.then(|| view! { <a class="btn" href=format!("{base}.csv") download="applications.csv"><Icon name="download"/>{w::csv(v)}</a> });
    view! {
        {crumbs(ctx, &list.title, w::applications(v).to_owned())}
        <header class="head"><div><h1>{w::applications(v)}</h1></div><div class="acts">{export}</div></header>
        <nav class="tabs" aria-label=w::by_state(v)>{tabs}</nav>
        {table}
        {drafts}
        {more}
    }
}

fn row(ctx: &Ctx, base: &str, listed: &ListedRow) -> impl IntoView + use<> {
    let v = ctx.voice;
    let application = &listed.application;
    let sent = application.submitted_at.map(|at| format::date(ctx, at)).unwrap_or_default();
    let lead = name_in_order(v, &listed.lead_family, &listed.lead_given);
    view! {
        <tr>
            <th scope="row" data-label=w::col_title(v)><a href=format!("{base}/{}", application.id)>{title(v, &application.title)}</a></th>
            <td data-label=w::col_lead(v)>{lead}</td>
            <td data-label=w::col_people(v) class="num">{listed.people}</td>
            <td data-label=w::col_state(v)>{badge(v, application.state)}</td>
            <td data-label=w::col_sent(v)>{sent}</td>
        </tr>
    }
}
