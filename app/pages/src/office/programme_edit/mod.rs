//! Making and changing programmes. Rows are added and taken away by buttons that show the form again; nothing is kept before
//! it is saved.
mod fields;

use axum::Router;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::get;
use axum_extra::extract::Form;
use leptos::prelude::*;
use service::event::When;
use service::fault::Fault;
use service::programme_edit::{ProgrammeInput, Rows};
use types::form::Problems;
use types::words::{form, nav, programme_edit as w};

use crate::App;
use crate::ctx::Ctx;
use crate::fault::PageFault;
use crate::feed::session_over;
use crate::layout::Layout;
use crate::page::{Page, go_with};
use crate::ui::{Choice, ErrorSummary};
use fields::fields;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/office/programmes/new", get(new_page).post(create))
        .route("/office/programmes/{slug}/edit", get(edit_page).post(change))
}

async fn new_page(State(app): State<App>, ctx: Ctx) -> Result<Response, PageFault> {
    let input = app.service.new_programme_form(&ctx.viewer)?;
    show(&app, &ctx, None, input, Problems::default()).await
}

async fn create(
    State(app): State<App>,
    ctx: Ctx,
    Form(mut input): Form<ProgrammeInput>,
) -> Result<Response, PageFault> {
    if ctx.viewer.me().is_none() {
        return Ok(session_over(&ctx, &[&all_texts(&input)]));
    }
    if turn(&mut input) {
        return show(&app, &ctx, None, input, Problems::default()).await;
    }
    match app.service.create_programme(&ctx.viewer, &input).await {
        Ok(slug) => Ok(go_with(&format!("/programmes/{slug}"), w::created(ctx.voice))),
        Err(error) => show(&app, &ctx, None, input, error.problems()?).await,
    }
}

async fn edit_page(
    State(app): State<App>,
    ctx: Ctx,
    Path(slug): Path<String>,
) -> Result<Response, PageFault> {
    let input = app.service.programme_form(&ctx.viewer, &slug).await?;
    show(&app, &ctx, Some(slug), input, Problems::default()).await
}

async fn change(
    State(app): State<App>,
    ctx: Ctx,
    Path(slug): Path<String>,
    Form(mut input): Form<ProgrammeInput>,
) -> Result<Response, PageFault> {
    if ctx.viewer.me().is_none() {
        return Ok(session_over(&ctx, &[&all_texts(&input)]));
    }
    if turn(&mut input) {
        return show(&app, &ctx, Some(slug), input, Problems::default()).await;
    }
    match app.service.change_programme(&ctx.viewer, &slug, &input).await {
        Ok(slug) => Ok(go_with(&format!("/programmes/{slug}"), form::saved(ctx.voice))),
        Err(error) => show(&app, &ctx, Some(slug), input, error.problems()?).await,
    }
}

/// Adds or takes away a row when that is the button pressed: then nothing is saved yet.
fn turn(input: &mut ProgrammeInput) -> bool {
    let action = std::mem::take(&mut input.action);
    let mut words = action.split(':');
    let (verb, rows) = (words.next(), words.next().and_then(rows));
    match (verb, rows, words.next().and_then(|row| row.parse().ok())) {
        (Some("add"), Some(rows), _) => input.add_row(rows),
        (Some("remove"), Some(rows), Some(row)) => input.remove_row(rows, row),
        _ => return false,
    }
    true
}

fn rows(word: &str) -> Option<Rows> {
    match word {
        "prizes" => Some(Rows::Prizes),
        "steps" => Some(Rows::Steps),
        "faq" => Some(Rows::Faq),
        _ => None,
    }
}

/// Everything typed, for whom to copy whose session is over.
fn all_texts(input: &ProgrammeInput) -> String {
    let fields = serde_json::to_value(input).unwrap_or_default();
    let mut texts: Vec<&str> = Vec::new();
    for value in fields.as_object().into_iter().flat_map(serde_json::Map::values) {
        match value {
            serde_json::Value::Array(rows) => texts.extend(rows.iter().filter_map(|row| row.as_str())),
            value => texts.extend(value.as_str()),
        }
    }
    texts.retain(|text| !text.trim().is_empty());
    texts.join("\n\n")
}

async fn show(
    app: &App,
    ctx: &Ctx,
    slug: Option<String>,
    input: ProgrammeInput,
    problems: Problems,
) -> Result<Response, PageFault> {
    let v = ctx.voice;
    let events = events(app, ctx, &input).await?;
    let title = if slug.is_some() { w::edit(v) } else { w::new(v) };
    let button = if slug.is_some() { form::save(v) } else { w::create(v) };
    let back = slug.map_or_else(|| "/programmes".to_owned(), |slug| format!("/programmes/{slug}"));
    let page = Page::new(ctx, Layout::Office, title).refused(!problems.is_empty());
    Ok(page.show(|| {
        view! {
            <nav class="crumbs" aria-label=types::words::public::here(v)><ol><li><a href="/programmes">{nav::programmes(v)}</a></li><li aria-current="page">{title}</li></ol></nav>
            <header class="head"><div><h1>{title}</h1><p class="lead">{w::lead(v)}</p></div></header>
            <ErrorSummary voice=v problems=problems.clone()/>
            <form method="post" class="form card" novalidate="true">
                // Enter in a field presses the first button of a form: that must not be one that takes a row away.
                <button class="sr" name="action" value="save" tabindex="-1" aria-hidden="true">{button}</button>
                {fields(ctx, &input, &problems, &events)}
                <div class="form-foot"><p class="acts"><button class="btn primary" name="action" value="save">{button}</button><a class="btn quiet" href=back>{form::cancel(v)}</a></p></div>
            </form>
        }
    }))
}

/// Events a step may happen at: the next and the last ones, and those named already.
async fn events(app: &App, ctx: &Ctx, input: &ProgrammeInput) -> Result<Vec<Choice>, Fault> {
    let mut choices = vec![Choice::new("", w::no_event(ctx.voice))];
    for when in [When::Upcoming, When::Past] {
        let page = app.service.events(&ctx.viewer, when, None).await?;
        choices
            .extend(page.events.into_iter().map(|e| Choice::new(e.slug, e.words.title.get(ctx.voice.lang))));
    }
    for slug in &input.step_event {
        if !choices.iter().any(|choice| choice.value == *slug) {
            choices.push(Choice::new(slug.clone(), slug.clone()));
        }
    }
    Ok(choices)
}
