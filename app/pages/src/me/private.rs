//! 見え方と距離: whether the directory lists the viewer, whom the viewer keeps away, and how the own page looks to others.
use axum::Form;
use axum::extract::{Query, State};
use axum::response::Response;
use leptos::prelude::*;
use serde::Deserialize;
use service::connection::{People, Since};
use types::words::{form, private as w};

use crate::App;
use crate::ctx::Ctx;
use crate::fault::PageFault;
use crate::layout::Layout;
use crate::page::{Page, go_with};
use crate::ui::{PersonRow, pager};

/// Where each of the lists goes on.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Paging {
    blocked: Option<String>,
    avoided: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Listed {
    listed: String,
}

pub(super) async fn page(
    State(app): State<App>,
    ctx: Ctx,
    Query(paging): Query<Paging>,
) -> Result<Response, PageFault> {
    let (blocked, avoided) = (paging.blocked.as_deref(), paging.avoided.as_deref());
    let private = app.service.private(&ctx.viewer, blocked, avoided).await?;
    let v = ctx.voice;
    Ok(Page::new(&ctx, Layout::Member, w::title(v)).show(|| {
        let other = |name: &'static str, cursor: &Option<String>| {
            cursor.as_ref().map(|cursor| format!("{name}={cursor}&")).unwrap_or_default()
        };
        let (with_avoided, with_blocked) =
            (other("avoided", &paging.avoided), other("blocked", &paging.blocked));
        let blocked = List {
            title: w::blocked(v),
            none: w::blocked_none(v),
            verb: "unblock",
            undo: w::unblock(v),
            key: "blocked",
            has_page: false,
        };
        let avoided = List {
            title: w::avoided(v),
            none: w::avoided_none(v),
            verb: "unavoid",
            undo: w::avoid_undo(v),
            key: "avoided",
            has_page: true,
        };
        view! {
            <header class="head"><div><h1>{w::title(v)}</h1><p class="lead">{w::lead(v)}</p></div></header>
            <section class="card stack">
                <h2>{w::preview(v)}</h2>
                <p>{w::preview_text(v)}</p>
                <p class="acts">{super::preview::links(v)}</p>
            </section>
            <section class="card">
                <h2>{w::listed(v)}</h2>
                <form method="post" action="/me/private" class="form">
                    <label class="check">
                        <input type="checkbox" name="listed" value="on" checked=private.listed/>
                        <span>{w::listed_box(v)}<small class="hint">{w::listed_hint(v)}</small></span>
                    </label>
                    <p class="acts"><button class="btn primary">{form::save(v)}</button></p>
                </form>
            </section>
            {list(&ctx, &blocked, private.blocked, &with_avoided)}
            {list(&ctx, &avoided, private.avoided, &with_blocked)}
        }
    }))
}

/// One of the two lists.
struct List {
    title: &'static str,
    none: &'static str,
    verb: &'static str,
    undo: &'static str,
    key: &'static str,
    /// Whether the viewer may see the pages of those in it.
    has_page: bool,
}

fn list(ctx: &Ctx, list: &List, page: People, other: &str) -> impl IntoView + use<> {
    let v = ctx.voice;
    let (verb, undo, has_page) = (list.verb, list.undo, list.has_page);
    let row = |one: Since| {
        let action = format!("/people/{}/ties", one.person.id);
        let label = format!("{undo}: {}", one.person.name(v.lang));
        let person = if has_page {
            view! { <PersonRow person=one.person lang=v.lang/> }.into_any()
        } else {
            view! { <bdi class="strong">{one.person.name(v.lang)}</bdi> }.into_any()
        };
        view! {
            <li class="spread">
                {person}
                <form method="post" action=action><button class="btn small" name="verb" value=verb aria-label=label>{undo}</button></form>
            </li>
        }
    };
    let more = page.next.map(|next| format!("/me/private?{other}{}={next}", list.key));
    let more = pager(list.title, w::more(v), more);
    let rows = if page.people.is_empty() {
        view! { <p class="meta">{list.none}</p> }.into_any()
    } else {
        view! { <ul class="rows">{page.people.into_iter().map(row).collect_view()}</ul> }.into_any()
    };
    view! { <section class="card stack"><h2>{list.title}</h2>{rows}{more}</section> }
}

pub(super) async fn change(
    State(app): State<App>,
    ctx: Ctx,
    Form(form): Form<Listed>,
) -> Result<Response, PageFault> {
    let listed = form.listed == "on";
    app.service.list_me(&ctx.viewer, listed).await?;
    let notice = if listed { w::listed_on(ctx.voice) } else { w::listed_off(ctx.voice) };
    Ok(go_with("/me/private", notice))
}
