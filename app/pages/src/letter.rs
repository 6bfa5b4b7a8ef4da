//! Company letters: 便り.
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use axum::routing::get;
use leptos::prelude::*;
use leptos::tachys::html::InertElement;
use serde::Deserialize;
use service::letter::LetterCard;
use service::markdown::excerpt;
use types::id::LetterId;
use types::words::{feed, letter as w};

use crate::App;
use crate::ctx::Ctx;
use crate::fault::PageFault;
use crate::format;
use crate::layout::Layout;
use crate::page::Page;
use crate::ui::pager;

/// Characters of a letter shown before it is opened.
const EXCERPT: usize = 90;

#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Before {
    pub before: Option<LetterId>,
}

pub(crate) fn routes() -> Router<App> {
    Router::new().route("/letters", get(list)).route("/letters/{id}", get(letter))
}

async fn list(State(app): State<App>, ctx: Ctx, Query(query): Query<Before>) -> Result<Response, PageFault> {
    let (letters, next) = app.service.letters(&ctx.viewer, query.before).await?;
    let v = ctx.voice;
    let empty = letters.is_empty().then(|| view! {
        <section class="empty">
            <svg class="scene" viewBox="0 0 160 110" aria-hidden="true"><use href="/art/scenes.svg#letters"></use></svg>
            <h2>{w::empty(v)}</h2><p>{w::empty_text(v)}</p>
        </section>
    });
    let href = next.map(|next| format!("/letters?before={next}"));
    let more = pager(feed::more(v), feed::more(v), href);
    Ok(Page::new(&ctx, Layout::Member, w::title(v)).show(|| {
        view! {
            <header class="head"><div><h1>{w::title(v)}</h1><p class="lead">{w::lead(v)}</p></div></header>
            <div class="feed">{letters.iter().map(|letter| letter_card(&ctx, letter)).collect_view()}</div>
            {empty}
            {more}
        }
    }))
}

async fn letter(State(app): State<App>, ctx: Ctx, Path(id): Path<LetterId>) -> Result<Response, PageFault> {
    let letter = app.service.letter(&ctx.viewer, id).await?;
    let (v, lang) = (ctx.voice, ctx.voice.lang);
    let title = letter.title.get(lang).to_owned();
    Ok(Page::new(&ctx, Layout::Member, title.clone()).show(|| view! {
        <header class="head"><div><p class="meta">{format!("{} · {}", w::from(v), format::date(&ctx, letter.created_at))}</p>
            <h1 lang=letter.title.lang_of(lang).as_str()>{title}</h1></div></header>
        <section class="card"><div class="prose letter-text" lang=letter.html.lang_of(lang).as_str()>
            {InertElement::new(letter.html.get(lang).to_owned())}
            {letter.author.map(|author| view! { <p class="sign" lang=lang.as_str()>{w::sign(v, author.name(lang))}</p> })}
        </div></section>
        <p><a href="/letters">{w::title(v)}</a></p>
    }))
}

/// A letter before it is opened.
pub(crate) fn letter_card(ctx: &Ctx, letter: &LetterCard) -> AnyView {
    let (v, lang) = (ctx.voice, ctx.voice.lang);
    let (title, words) = (letter.title.get(lang).to_owned(), excerpt(letter.body.get(lang), EXCERPT));
    let meta = format!("{} · {}", w::from(v), format::short_date(ctx, letter.created_at));
    view! {
        <article class="card letter" lang=letter.title.lang_of(lang).as_str()>
            <p class="meta" lang=lang.as_str()>{meta}</p>
            <h2><a class="cover" href=format!("/letters/{}", letter.id)>{title}</a></h2>
            <p>{words}</p>
        </article>
    }
    .into_any()
}
