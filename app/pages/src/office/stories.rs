//! Stories at the desk: the list, writing one, changing one.
use app::draft::KeepDraft;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::{get, post};
use axum::{Form, Router};
use leptos::prelude::*;
use service::story::StoryCard;
use service::story_edit::StoryInput;
use types::form::Problems;
use types::words::{form, nav, story_edit as w};

use crate::App;
use crate::ctx::Ctx;
use crate::fault::PageFault;
use crate::feed::session_over;
use crate::format;
use crate::layout::Layout;
use crate::page::{Page, forget_drafts, go_with};
use crate::ui::{Choice, Choices, ErrorSummary, Field, Icon, Kind, spoken};

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/office/stories", get(list))
        .route("/office/stories/new", get(new_page).post(create))
        .route("/office/stories/{slug}/edit", get(edit_page).post(change))
        .route("/office/stories/{slug}/delete", post(delete))
}

async fn list(State(app): State<App>, ctx: Ctx) -> Result<Response, PageFault> {
    let stories = app.service.office_stories(&ctx.viewer).await?;
    let v = ctx.voice;
    let empty = stories.is_empty().then(|| view! {
        <section class="empty">
            <svg class="scene" viewBox="0 0 160 110" aria-hidden="true"><use href="/art/scenes.svg#letters"></use></svg>
            <h2>{w::empty(v)}</h2><p>{w::empty_text(v)}</p>
        </section>
    });
    let rows: Vec<_> = stories.iter().map(|story| row(&ctx, story)).collect();
    let rows = (!rows.is_empty()).then(|| view! { <ul class="rows card">{rows}</ul> });
    Ok(Page::new(&ctx, Layout::Office, nav::stories(v)).show(|| view! {
        <header class="head"><div><h1>{nav::stories(v)}</h1><p class="lead">{w::lead(v)}</p></div>
            <div class="acts"><a class="btn primary" href="/office/stories/new"><Icon name="plus"/>{w::new(v)}</a></div></header>
        {rows}
        {empty}
    }))
}

fn row(ctx: &Ctx, story: &StoryCard) -> impl IntoView + use<> {
    let v = ctx.voice;
    let title = spoken(&story.words.title, v.lang);
    let audience = if story.public { w::audience_public(v) } else { w::audience_members(v) };
    let coming = (story.published > ctx.app.service.now())
        .then(|| view! { <span class="badge wait">{w::coming(v)}</span>" " });
    let label = format!("{}: {}", w::change(v), title.text);
    view! {
        <li class="spread">
            <div>
                <a class="strong" href=format!("/stories/{}", story.slug) lang=title.lang>{title.text}</a>
                <p class="meta">{coming}{format!("{audience} · {}", format::date_time(ctx, story.published))}</p>
            </div>
            <a class="btn small" href=format!("/office/stories/{}/edit", story.slug) aria-label=label><Icon name="pencil"/>{w::change(v)}</a>
        </li>
    }
}

async fn new_page(State(app): State<App>, ctx: Ctx) -> Result<Response, PageFault> {
    let input = app.service.new_story_form(&ctx.viewer)?;
    Ok(show(&ctx, None, input, Problems::default()))
}

async fn create(
    State(app): State<App>,
    ctx: Ctx,
    Form(input): Form<StoryInput>,
) -> Result<Response, PageFault> {
    if ctx.viewer.me().is_none() {
        return Ok(session_over(&ctx, &all_texts(&input)));
    }
    match app.service.create_story(&ctx.viewer, &input).await {
        Ok(slug) => Ok(forget_drafts(go_with(&format!("/stories/{slug}"), w::created(ctx.voice)))),
        Err(error) => Ok(show(&ctx, None, input, error.problems()?)),
    }
}

async fn edit_page(
    State(app): State<App>,
    ctx: Ctx,
    Path(slug): Path<String>,
) -> Result<Response, PageFault> {
    let input = app.service.story_form(&ctx.viewer, &slug).await?;
    Ok(show(&ctx, Some(&slug), input, Problems::default()))
}

async fn change(
    State(app): State<App>,
    ctx: Ctx,
    Path(slug): Path<String>,
    Form(input): Form<StoryInput>,
) -> Result<Response, PageFault> {
    if ctx.viewer.me().is_none() {
        return Ok(session_over(&ctx, &all_texts(&input)));
    }
    match app.service.change_story(&ctx.viewer, &slug, &input).await {
        Ok(slug) => Ok(go_with(&format!("/stories/{slug}"), form::saved(ctx.voice))),
        Err(error) => Ok(show(&ctx, Some(&slug), input, error.problems()?)),
    }
}

async fn delete(State(app): State<App>, ctx: Ctx, Path(slug): Path<String>) -> Result<Response, PageFault> {
    app.service.delete_story(&ctx.viewer, &slug).await?;
    Ok(go_with("/office/stories", w::deleted(ctx.voice)))
}

/// Everything typed, for whom to copy whose session is over.
fn all_texts(i: &StoryInput) -> [&str; 7] {
    [&i.title_ja, &i.lead_ja, &i.body_ja, &i.title_en, &i.lead_en, &i.body_en, &i.people]
}

fn show(ctx: &Ctx, slug: Option<&str>, i: StoryInput, p: Problems) -> Response {
    let voice = ctx.voice;
    let title = if slug.is_some() { w::edit(voice) } else { w::new(voice) };
    let button = if slug.is_some() { form::save(voice) } else { w::create(voice) };
    let keep = slug
        .is_none()
        .then(|| view! { <KeepDraft owner=ctx.owner() name="office-story".to_owned()/> }.into_any());
    let delete = slug.map(|slug| delete_form(ctx, slug).into_any());
    let audiences = vec![
        Choice::new("members", w::audience_members(voice)),
        Choice::new("public", w::audience_public(voice)),
    ];
    let times = w::published_hint(voice, format::zone(ctx));
    let page = Page::new(ctx, Layout::Office, title).refused(!p.is_empty());
    page.show(move || view! {
        <nav class="crumbs" aria-label=types::words::public::here(voice)><ol><li><a href="/office/stories">{nav::stories(voice)}</a></li><li aria-current="page">{title}</li></ol></nav>
        <header class="head"><div><h1>{title}</h1><p class="lead">{w::consent(voice)}</p></div></header>
        <ErrorSummary voice problems=p.clone()/>
        <form method="post" class="form card" novalidate="true">
            {keep}
            <p class="hint">{w::languages(voice)}</p>
            <div class="pair">
                <Field voice name="title_ja" label=w::title_ja(voice) value=i.title_ja problems=p.clone() lang="ja"/>
                <Field voice name="title_en" label=w::title_en(voice) value=i.title_en problems=p.clone() lang="en" optional=true/>
            </div>
            <div class="pair">
                <Field voice name="lead_ja" label=w::lead_ja(voice) value=i.lead_ja problems=p.clone() kind=Kind::Prose lang="ja"/>
                <Field voice name="lead_en" label=w::lead_en(voice) value=i.lead_en problems=p.clone() kind=Kind::Prose lang="en" optional=true/>
            </div>
            <Field voice name="body_ja" label=w::body_ja(voice) value=i.body_ja problems=p.clone() kind=Kind::Prose lang="ja"/>
            <Field voice name="body_en" label=w::body_en(voice) value=i.body_en problems=p.clone() kind=Kind::Prose lang="en" optional=true/>
            <Field voice name="people" label=w::people(voice) value=i.people problems=p.clone() kind=Kind::Prose hint=w::people_hint(voice) optional=true/>
            <Choices voice name="audience" label=w::audience(voice) choices=audiences value=i.audience problems=p.clone()/>
            <div class="pair">
                <Field voice name="published" label=w::published(voice) value=i.published problems=p.clone() kind=Kind::DateTime hint=times/>
                <Field voice name="slug" label=w::slug(voice) value=i.slug problems=p hint=w::slug_hint(voice) optional=true/>
            </div>
            <div class="form-foot"><p class="acts"><button class="btn primary">{button}</button><a class="btn quiet" href="/office/stories">{form::cancel(voice)}</a></p></div>
        </form>
        {delete}
    })
}

fn delete_form(ctx: &Ctx, slug: &str) -> impl IntoView + use<> {
    let v = ctx.voice;
    view! {
        <details class="confirm">
            <summary class="btn danger"><Icon name="trash-2"/>{w::delete(v)}</summary>
            <form class="form card" method="post" action=format!("/office/stories/{slug}/delete")>
                <p>{w::delete_ask(v)}</p>
                <p class="acts"><button class="btn danger primary">{w::delete(v)}</button></p>
            </form>
        </details>
    }
}
