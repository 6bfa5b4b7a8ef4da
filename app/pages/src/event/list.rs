//! The events to come and those that were.
use axum::extract::{Query, State};
use axum::response::Response;
use leptos::prelude::*;
use serde::Deserialize;
use service::event::{EventPage, When};
use service::policy::{Capability, allows};
use types::words::event as w;

use crate::App;
use crate::ctx::Ctx;
use crate::fault::PageFault;
use crate::layout::Layout;
use crate::page::{Head, Page};
use crate::ui::{Icon, pager};

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    view: String,
    from: Option<String>,
}

pub(super) async fn page(
    State(app): State<App>,
    ctx: Ctx,
    Query(asked): Query<Asked>,
) -> Result<Response, PageFault> {
    let when = if asked.view == "past" { When::Past } else { When::Upcoming };
    let events = app.service.events(&ctx.viewer, when, asked.from.as_deref()).await?;
    let v = ctx.voice;
    let lead = if ctx.viewer.me().is_some() { w::lead(v) } else { w::visitor_lead(v) };
    // Only the first page of what comes is worth finding.
    let is_first = when == When::Upcoming && asked.from.is_none();
    let head = Head { description: w::visitor_lead(v).to_owned(), public: is_first, ..Head::default() };
    Ok(Page::new(&ctx, Layout::Public, w::title(v)).head(head).show(|| view(&ctx, lead, when, events)))
}

fn view(ctx: &Ctx, lead: &'static str, when: When, page: EventPage) -> impl IntoView + use<> {
    let v = ctx.voice;
    let current = |tab: When| (tab == when).then_some("page");
    let query = if when == When::Past { "view=past&" } else { "" };
    let href = page.next.map(|next| format!("/events?{query}from={next}"));
    let next = pager(w::continued(v), w::more(v), href);
    let may_host = ctx.viewer.me().is_some_and(|me| allows(me, Capability::HostEvents));
    let new = may_host.then(|| view! { <div class="acts"><a class="btn" href="/office/events/new"><Icon name="calendar-plus"/>{w::new(v)}</a></div> });
    let list = if page.events.is_empty() {
        empty(ctx, when).into_any()
    } else {
        let cards = page.events.into_iter().map(|event| super::card(ctx, event)).collect_view();
        let heading = if when == When::Past { w::past(v) } else { w::upcoming(v) };
        view! { <h2 class="sr">{heading}</h2> <div class="stack">{cards}</div> {next} }.into_any()
    };
    view! {
        <section class="stack">
            <header class="head"><div><h1>{w::title(v)}</h1><p class="lead">{lead}</p></div>{new}</header>
            <nav class="tabs" aria-label=w::view(v)>
                <a href="/events" aria-current=current(When::Upcoming)>{w::upcoming(v)}</a>
                <a href="/events?view=past" aria-current=current(When::Past)>{w::past(v)}</a>
            </nav>
            {list}
        </section>
    }
}

fn empty(ctx: &Ctx, when: When) -> impl IntoView + use<> {
    let v = ctx.voice;
    let (title, text, path, label) = match when {
        When::Upcoming => {
            (w::empty_upcoming(v), w::empty_upcoming_text(v), "/events?view=past", w::see_past(v))
        }
        When::Past => (w::empty_past(v), w::empty_past_text(v), "/events", w::see_upcoming(v)),
    };
    view! {
        <section class="empty">
            <svg class="scene" viewBox="0 0 160 110" aria-hidden="true"><use href="/art/scenes.svg#calendar"></use></svg>
            <h2>{title}</h2>
            <p>{text}</p>
            <p class="acts"><a class="btn" href=path>{label}</a></p>
        </section>
    }
}
