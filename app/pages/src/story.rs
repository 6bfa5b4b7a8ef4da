//! Stories: the list and a story's own page.
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use axum::routing::get;
use leptos::prelude::*;
use serde::Deserialize;
use service::policy::Capability;
use service::story::{StoryCard, StoryPage, StoryView};
use types::words::{nav, public as w, story_edit as edit};

use crate::App;
use crate::ctx::Ctx;
use crate::fault::PageFault;
use crate::format;
use crate::layout::Layout;
use crate::page::{Head, Page};
use crate::ui::{Icon, PersonRow, pager, spoken};

pub(crate) fn routes() -> Router<App> {
    Router::new().route("/stories", get(list)).route("/stories/{slug}", get(page))
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Asked {
    from: Option<String>,
}

async fn list(State(app): State<App>, ctx: Ctx, Query(asked): Query<Asked>) -> Result<Response, PageFault> {
    let stories = app.service.stories(&ctx.viewer, asked.from.as_deref()).await?;
    let v = ctx.voice;
    let head =
        Head { description: w::stories_lead(v).to_owned(), public: asked.from.is_none(), ..Head::default() };
    Ok(Page::new(&ctx, Layout::Public, w::stories(v)).head(head).show(|| list_view(&ctx, stories)))
}

async fn page(State(app): State<App>, ctx: Ctx, Path(slug): Path<String>) -> Result<Response, PageFault> {
    let story = app.service.story(&ctx.viewer, &slug).await?;
    let title = story.card.words.title.get(ctx.voice.lang).to_owned();
    let page = Page::new(&ctx, Layout::Public, title).head(head(&ctx, &story.card));
    Ok(page.show(|| story_view(&ctx, story)))
}

fn head(ctx: &Ctx, story: &StoryCard) -> Head {
    if !story.public {
        return Head::default();
    }
    let (lang, config) = (ctx.voice.lang, ctx.app.service.config());
    let json_ld = serde_json::json!({
        "@context": "https://schema.org",
        "@type": "Article",
        "headline": story.words.title.get(lang),
        "description": story.words.lead.get(lang),
        "datePublished": format::machine(ctx, story.published),
        "inLanguage": story.words.title.lang_of(lang).as_str(),
        "image": config.url("/og.png"),
        "mainEntityOfPage": config.url(&format!("/stories/{}", story.slug)),
        "publisher": { "@type": "Organization", "name": ctx.site.name.get(lang), "url": config.url("/") },
    });
    Head {
        description: story.words.lead.get(lang).to_owned(),
        public: true,
        json_ld: Some(json_ld),
        ..Head::default()
    }
}

/// A story in a list.
pub(crate) fn card(ctx: &Ctx, story: StoryCard) -> AnyView {
    let lang = ctx.voice.lang;
    let (title, lead) = (spoken(&story.words.title, lang), spoken(&story.words.lead, lang));
    view! {
        <article class="card letter">
            <p class="meta"><time datetime=format::machine(ctx, story.published)>{format::date(ctx, story.published)}</time></p>
            <h3><a class="cover" href=format!("/stories/{}", story.slug) lang=title.lang>{title.text}</a></h3>
            <p lang=lead.lang>{lead.text}</p>
        </article>
    }
    .into_any()
}

fn list_view(ctx: &Ctx, page: StoryPage) -> impl IntoView + use<> {
    let v = ctx.voice;
    let href = page.next.map(|next| format!("/stories?from={next}"));
    let next = pager(w::continued(v), w::more(v), href);
    let list = if page.stories.is_empty() {
        view! {
            <section class="empty">
                <svg class="scene" viewBox="0 0 160 110" aria-hidden="true"><use href="/art/scenes.svg#letters"></use></svg>
                <h2>{w::no_stories(v)}</h2>
                <p>{w::no_stories_text(v)}</p>
            </section>
        }
        .into_any()
    } else {
        let cards = page.stories.into_iter().map(|story| card(ctx, story)).collect_view();
        view! { <h2 class="sr">{w::stories(v)}</h2> <div class="grid">{cards}</div> {next} }.into_any()
    };
    view! {
        <section class="stack">
            <header class="head"><div><h1>{w::stories(v)}</h1><p class="lead">{w::stories_lead(v)}</p></div></header>
            {list}
        </section>
    }
}

fn story_view(ctx: &Ctx, story: StoryView) -> impl IntoView + use<> {
    let (v, lang) = (ctx.voice, ctx.voice.lang);
    let words = &story.card.words;
    let (title, lead, body) =
        (spoken(&words.title, lang), spoken(&words.lead, lang), spoken(&words.html, lang));
    let rows: Vec<_> =
        story.people.into_iter().map(|person| view! { <li><PersonRow person lang/></li> }).collect();
    let people = (!rows.is_empty()).then(|| view! { <section class="card"><h2>{w::in_this_story(v)}</h2><ul class="rows">{rows}</ul></section> });
    let published = story.card.published;
    let change = ctx.viewer.may(Capability::RunOffice).then(|| view! {
        <p class="acts end"><a class="btn small" href=format!("/office/stories/{}/edit", story.card.slug)><Icon name="pencil"/>{edit::change(v)}</a></p>
    });
    view! {
        <nav class="crumbs" aria-label=w::here(v)><ol><li><a href="/stories">{nav::stories(v)}</a></li><li aria-current="page" lang=title.lang>{title.text.clone()}</li></ol></nav>
        <section class="text stack">
            {change}
            <header class="stack tight">
                <p class="meta"><time datetime=format::machine(ctx, published)>{format::date(ctx, published)}</time></p>
                <h1 lang=title.lang>{title.text}</h1>
                <p class="lead" lang=lead.lang>{lead.text}</p>
            </header>
            <div class="prose letter-text" lang=body.lang inner_html=body.text></div>
            {people}
        </section>
    }
}
