//! おかえりなさい: what happened during a long absence, on one page.
use axum::extract::State;
use axum::response::Response;
use leptos::prelude::*;
use service::home::Beside;
use service::welcome::{Meanwhile, Welcome};
use types::member::Person;
use types::words::welcome as w;

use super::beside::beside;
use super::home::mark;
use crate::App;
use crate::ctx::Ctx;
use crate::fault::PageFault;
use crate::format;
use crate::layout::Layout;
use crate::page::{Page, go};
use crate::ui::PersonRow;

pub(super) async fn page(State(app): State<App>, ctx: Ctx) -> Result<Response, PageFault> {
    let Some(welcome) = app.service.welcome(&ctx.viewer).await? else { return Ok(go("/")) };
    let v = ctx.voice;
    let Welcome { newcomers, posts, beside: offers, newest } = welcome;
    // They stand in the page itself.
    let offers = Beside { newcomers: Vec::new(), ..offers };
    let main = || {
        view! {
            <header class="greet"><h1>{w::title(v)}</h1><p class="lead">{w::lead(v)}</p></header>
            {joined(&ctx, newcomers)}
            {written(&ctx, posts)}
            <p class="center meta">{w::end(v)}</p>
            {mark(v, newest)}
            <p class="center"><a href="/">{w::to_feed(v)}</a></p>
        }
    };
    Ok(Page::new(&ctx, Layout::Member, w::title(v)).show_beside(main, || beside(&ctx, offers)))
}

fn joined(ctx: &Ctx, people: Vec<Person>) -> impl IntoView + use<> {
    let v = ctx.voice;
    let rows = people.into_iter().map(|person| view! { <li><PersonRow person lang=v.lang/></li> });
    let rows: Vec<_> = rows.collect();
    (!rows.is_empty()).then(|| {
        view! {
            <section class="card stack"><h2>{w::joined(v)}</h2><ul class="rows">{rows}</ul></section>
        }
    })
}

fn written(ctx: &Ctx, posts: Vec<Meanwhile>) -> impl IntoView + use<> {
    let v = ctx.voice;
    let row = |post: Meanwhile| {
        let href = format!("/posts/{}", post.id);
        view! {
            <li class="stack tight">
                <PersonRow person=post.author lang=v.lang/>
                <div class="prose fold" lang=post.lang.as_str() inner_html=post.html></div>
                <p class="meta"><a href=href>{format::date(ctx, post.created_at)}</a></p>
            </li>
        }
    };
    let rows: Vec<_> = posts.into_iter().map(row).collect();
    (!rows.is_empty()).then(|| {
        view! {
            <section class="card stack"><h2>{w::written(v)}</h2><ul class="rows">{rows}</ul></section>
        }
    })
}
