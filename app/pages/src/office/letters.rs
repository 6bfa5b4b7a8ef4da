//! The office writes letters.
use app::draft::KeepDraft;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use axum::routing::get;
use axum::{Form, Router};
use leptos::prelude::*;
use service::letter::LetterCard;
use service::policy::{Capability, require};
use types::feed::LetterInput;
use types::form::Problems;
use types::id::LetterId;
use types::words::{feed, form, letter as w};

use crate::App;
use crate::ctx::Ctx;
use crate::fault::PageFault;
use crate::format;
use crate::layout::Layout;
use crate::letter::Before;
use crate::page::{Page, forget_drafts, go_with};
use crate::ui::{ErrorSummary, Field, Kind, pager};

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/office/letters", get(page).post(write))
        .route("/office/letters/{id}", get(edit_page).post(edit))
}

async fn page(State(app): State<App>, ctx: Ctx, Query(query): Query<Before>) -> Result<Response, PageFault> {
    require(&ctx.viewer, Capability::RunOffice)?;
    show(&app, &ctx, query.before, LetterInput::default(), Problems::default()).await
}

async fn write(
    State(app): State<App>,
    ctx: Ctx,
    Form(input): Form<LetterInput>,
) -> Result<Response, PageFault> {
    match app.service.write_letter(&ctx.viewer, &input).await {
        Ok(id) => Ok(forget_drafts(go_with(&format!("/letters/{id}"), w::sent(ctx.voice)))),
        Err(error) => show(&app, &ctx, None, input, error.problems()?).await,
    }
}

async fn show(
    app: &App,
    ctx: &Ctx,
    before: Option<LetterId>,
    input: LetterInput,
    problems: Problems,
) -> Result<Response, PageFault> {
    let (letters, next) = app.service.letters(&ctx.viewer, before).await?;
    let v = ctx.voice;
    let row = |letter: &LetterCard| {
        let pinned = letter.pinned.then(|| view! { <span class="badge ai">{w::pinned(v)}</span> });
        view! {
            <li><a href=format!("/office/letters/{}", letter.id)>{letter.title.get(v.lang).to_owned()}</a>" "{pinned}
                <span class="meta">" "{format::short_date(ctx, letter.created_at)}</span></li>
        }
    };
    let href = next.map(|next| format!("/office/letters?before={next}"));
    let more = pager(feed::more(v), feed::more(v), href);
    let page = Page::new(ctx, Layout::Office, w::office_title(v)).refused(!problems.is_empty());
    Ok(page.show(|| view! {
        <header class="head"><div><h1>{w::office_title(v)}</h1><p class="lead">{w::office_lead(v)}</p></div></header>
        {letter_form(ctx, input, problems, w::new(v), w::send(v), true)}
        <section class="section"><h2>{w::written(v)}</h2><ul class="rows card">{letters.iter().map(row).collect_view()}</ul>{more}</section>
    }))
}

async fn edit_page(
    State(app): State<App>,
    ctx: Ctx,
    Path(id): Path<LetterId>,
) -> Result<Response, PageFault> {
    require(&ctx.viewer, Capability::RunOffice)?;
    let letter = app.service.letter(&ctx.viewer, id).await?;
    Ok(show_edit(&ctx, letter.input(), Problems::default()))
}

async fn edit(
    State(app): State<App>,
    ctx: Ctx,
    Path(id): Path<LetterId>,
    Form(input): Form<LetterInput>,
) -> Result<Response, PageFault> {
    match app.service.edit_letter(&ctx.viewer, id, &input).await {
        Ok(()) => Ok(go_with(&format!("/letters/{id}"), w::changed(ctx.voice))),
        Err(error) => Ok(show_edit(&ctx, input, error.problems()?)),
    }
}

fn show_edit(ctx: &Ctx, input: LetterInput, problems: Problems) -> Response {
    let v = ctx.voice;
    let page = Page::new(ctx, Layout::Office, w::edit(v)).refused(!problems.is_empty());
    page.show(|| view! { <header class="head"><div><h1>{w::edit(v)}</h1></div></header> {letter_form(ctx, input, problems, w::edit(v), form::save(v), false)} })
}

fn letter_form(
    ctx: &Ctx,
    i: LetterInput,
    p: Problems,
    heading: &'static str,
    send: &'static str,
    is_new: bool,
) -> impl IntoView + use<> {
    let v = ctx.voice;
    let keep = is_new.then(|| view! { <KeepDraft owner=ctx.owner() name="office-letter".to_owned()/> });
    view! {
        <ErrorSummary voice=v problems=p.clone()/>
        <form method="post" class="form card" novalidate="true">
            <h2>{heading}</h2>
            <p class="hint">{w::languages(v)}</p>
            <Field voice=v name="title_ja" label=w::title_ja(v) value=i.title_ja problems=p.clone() lang="ja" optional=true/>
            <Field voice=v name="body_ja" label=w::body_ja(v) value=i.body_ja problems=p.clone() kind=Kind::Prose lang="ja" optional=true/>
            <Field voice=v name="title_en" label=w::title_en(v) value=i.title_en problems=p.clone() lang="en" optional=true/>
            <Field voice=v name="body_en" label=w::body_en(v) value=i.body_en problems=p kind=Kind::Prose lang="en" optional=true/>
            <label class="check"><input type="checkbox" name="pinned" checked={i.pinned == "on"}/><span>{w::pin(v)}</span></label>
            {keep}
            <p class="acts"><button class="btn primary">{send}</button></p>
        </form>
    }
}
