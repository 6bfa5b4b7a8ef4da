//! つながり: with whom the viewer is connected, who asks, and whom the viewer asked.
use axum::extract::{Query, State};
use axum::response::Response;
use leptos::prelude::*;
use serde::Deserialize;
use service::connection::{People, Since, Which};
use types::words::connection as w;

use crate::App;
use crate::ctx::Ctx;
use crate::fault::PageFault;
use crate::format;
use crate::layout::Layout;
use crate::page::Page;
use crate::people::{answers, said_words};
use crate::ui::{PersonRow, pager};

/// What the address says; what cannot be read counts as not asked.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Paging {
    before: String,
}

pub(super) async fn connected(
    State(app): State<App>,
    ctx: Ctx,
    Query(paging): Query<Paging>,
) -> Result<Response, PageFault> {
    show(&app, &ctx, Which::Connected, &paging).await
}

pub(super) async fn asking(
    State(app): State<App>,
    ctx: Ctx,
    Query(paging): Query<Paging>,
) -> Result<Response, PageFault> {
    show(&app, &ctx, Which::Asking, &paging).await
}

pub(super) async fn asked(
    State(app): State<App>,
    ctx: Ctx,
    Query(paging): Query<Paging>,
) -> Result<Response, PageFault> {
    show(&app, &ctx, Which::Asked, &paging).await
}

/// Where a list is.
const fn path(which: Which) -> &'static str {
    match which {
        Which::Connected => "/me/connections",
        Which::Asking => "/me/connections/requests",
        Which::Asked => "/me/connections/asked",
    }
}

async fn show(app: &App, ctx: &Ctx, which: Which, paging: &Paging) -> Result<Response, PageFault> {
    let cursor = Some(paging.before.as_str()).filter(|cursor| !cursor.is_empty());
    let page = app.service.connections(&ctx.viewer, which, cursor).await?;
    let waiting = app.service.connections_waiting(&ctx.viewer).await?;
    let v = ctx.voice;
    Ok(Page::new(ctx, Layout::Member, w::title(v)).show(|| {
        let current = |tab: Which| (tab == which).then_some("page");
        let tab = |tab, name, count: i64| {
            let tally = (count > 0).then(|| view! { " "<span class="tally">{count}</span> });
            view! { <a href=path(tab) aria-current=current(tab)>{name}{tally}</a> }
        };
        view! {
            <section class="stack">
                <header class="head"><div><h1>{w::title(v)}</h1><p class="lead">{w::lead(v)}</p></div></header>
                <nav class="tabs" aria-label=w::tabs(v)>
                    {tab(Which::Connected, w::connected(v), 0)}
                    {tab(Which::Asking, w::asking(v), waiting)}
                    {tab(Which::Asked, w::asked(v), 0)}
                </nav>
                {list(ctx, which, page)}
            </section>
        }
    }))
}

fn list(ctx: &Ctx, which: Which, page: People) -> AnyView {
    let v = ctx.voice;
    if page.people.is_empty() {
        return empty(ctx, which).into_any();
    }
    let more = page.next.map(|next| format!("{}?before={next}", path(which)));
    let rows = page.people.into_iter().map(|one| row(ctx, which, one)).collect_view();
    view! { <ul class="rows card">{rows}</ul> {pager(w::title(v), w::more(v), more)} }.into_any()
}

fn row(ctx: &Ctx, which: Which, one: Since) -> impl IntoView + use<> {
    let v = ctx.voice;
    let (name, date) = (one.person.name(v.lang), format::date(ctx, one.at));
    let action = format!("/people/{}/ties", one.person.id);
    let about = match which {
        Which::Connected => view! { <p class="meta">{w::since(v, date)}</p> }.into_any(),
        Which::Asking => view! { {said_words(&one.words)} {answers(ctx, &action, &name)} }.into_any(),
        Which::Asked => {
            let label = format!("{}: {name}", w::withdraw(v));
            view! {
                {said_words(&one.words)}
                <p class="meta">{w::asked_on(v, date)}</p>
                <form method="post" action=action><button class="btn small" name="verb" value="withdraw" aria-label=label>{w::withdraw(v)}</button></form>
            }
            .into_any()
        }
    };
    view! { <li class="stack tight"><PersonRow person=one.person lang=v.lang/>{about}</li> }
}

fn empty(ctx: &Ctx, which: Which) -> impl IntoView + use<> {
    let v = ctx.voice;
    let (title, text) = match which {
        Which::Connected => (w::empty_connected(v), w::empty_connected_text(v)),
        Which::Asking => (w::empty_asking(v), w::empty_asking_text(v)),
        Which::Asked => (w::empty_asked(v), w::empty_asked_text(v)),
    };
    view! {
        <section class="empty">
            <svg class="scene small" viewBox="0 0 160 110" aria-hidden="true"><use href="/art/scenes.svg#seed"></use></svg>
            <h2>{title}</h2>
            <p>{text}</p>
            <p class="acts"><a class="btn" href="/people">{w::to_people(v)}</a></p>
        </section>
    }
}
