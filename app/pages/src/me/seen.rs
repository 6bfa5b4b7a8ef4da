//! 誰が見たか: what the office and reviewers read of the member by their role.
use axum::extract::{Query, State};
use axum::response::Response;
use leptos::prelude::*;
use serde::Deserialize;
use service::profile_read::ProfileRead;
use types::words::profile_read as w;

use crate::App;
use crate::ctx::Ctx;
use crate::fault::PageFault;
use crate::format;
use crate::layout::Layout;
use crate::page::Page;
use crate::ui::{pager, spoken};

/// What the address says; what cannot be read counts as not asked.
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
    let (reads, next) = app.service.profile_reads(&ctx.viewer, paging.before.parse().ok()).await?;
    let v = ctx.voice;
    let more = pager(w::title(v), w::more(v), next.map(|key| format!("/me/seen?before={key}")));
    let list = if reads.is_empty() {
        view! {
            <section class="empty">
                <svg class="scene small" viewBox="0 0 160 110" aria-hidden="true"><use href="/art/scenes.svg#door"></use></svg>
                <h2>{w::empty(v)}</h2>
                <p>{w::empty_text(v)}</p>
            </section>
        }
        .into_any()
    } else {
        view! { <ul class="rows card">{reads.into_iter().map(|read| row(&ctx, read)).collect_view()}</ul> }
            .into_any()
    };
    Ok(Page::new(&ctx, Layout::Member, w::title(v)).show(|| {
        view! {
            <header class="head"><div><h1>{w::title(v)}</h1><p class="lead">{w::lead(v, ctx.site.retention.reading_months)}</p></div></header>
            {list}
            {more}
        }
    }))
}

fn row(ctx: &Ctx, read: ProfileRead) -> impl IntoView + use<> {
    let v = ctx.voice;
    let role = read.role.map(|role| view! { <span class="badge">{role.text(v)}</span> });
    let programme = read.programme.map(|(slug, title)| {
        let title = spoken(&title, v.lang);
        view! { " · "<a href=format!("/programmes/{slug}") lang=title.lang>{title.text}</a> }
    });
    view! {
        <li class="stack tight">
            <p class="chips"><span class="strong">{read.reader.name(v.lang)}</span>{role}</p>
            <p>{read.kind.text(v)}{programme}</p>
            <p class="meta">{format::date_time(ctx, read.at)}</p>
        </li>
    }
}
