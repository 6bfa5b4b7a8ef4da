//! Searches that a member keeps: a quiet list in the directory, and a page for each of them.
use axum::Form;
use axum::Router;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::{get, post};
use leptos::prelude::*;
use serde::Deserialize;
use service::department::Choice;
use service::directory::DirectoryQuery;
use service::saved_search::{NAME_MAX, SAVED_MAX, SavedSearch};
use types::form::Problems;
use types::id::{DepartmentId, SavedSearchId};
use types::industry::Industry;
use types::intent::{IntentAnswer, IntentKind};
use types::lang::Voice;
use types::place::Place;
use types::tie::TieKind;
use types::words::saved_search as w;

use crate::App;
use crate::ctx::Ctx;
use crate::fault::PageFault;
use crate::layout::Layout;
use crate::page::{Page, go_with};
use crate::ui::{ErrorSummary, Field, Icon, error_line};

const PATH: &str = "/me/searches";

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/me/searches", post(save))
        .route("/me/searches/{id}", get(one).post(rename))
        .route("/me/searches/{id}/remove", post(remove))
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Saving {
    name: String,
    #[serde(flatten)]
    query: DirectoryQuery,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Naming {
    name: String,
}

/// What the directory's address says besides: what a search was called that was removed just now.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Removed {
    removed: String,
}

async fn save(State(app): State<App>, ctx: Ctx, Form(saving): Form<Saving>) -> Result<Response, PageFault> {
    match app.service.save_search(&ctx.viewer, &saving.name, &saving.query).await {
        Ok(()) => Ok(go_with(&saving.query.conditions().address(), w::saved(ctx.voice))),
        Err(error) => {
            let removed = Removed { removed: saving.name };
            super::show_list(&app, &ctx, saving.query, removed, error.problems()?).await
        }
    }
}

async fn one(State(app): State<App>, ctx: Ctx, Path(id): Path<SavedSearchId>) -> Result<Response, PageFault> {
    show(&app, &ctx, id, None, Problems::default()).await
}

async fn rename(
    State(app): State<App>,
    ctx: Ctx,
    Path(id): Path<SavedSearchId>,
    Form(typed): Form<Naming>,
) -> Result<Response, PageFault> {
    match app.service.rename_search(&ctx.viewer, id, &typed.name).await {
        Ok(()) => Ok(go_with("/people", w::renamed(ctx.voice))),
        Err(error) => show(&app, &ctx, id, Some(typed.name), error.problems()?).await,
    }
}

/// Goes to what the search finds, where it can be kept again under its name.
async fn remove(
    State(app): State<App>,
    ctx: Ctx,
    Path(id): Path<SavedSearchId>,
) -> Result<Response, PageFault> {
    let removed = app.service.remove_search(&ctx.viewer, id).await?;
    let name: String = url::form_urlencoded::byte_serialize(removed.name.as_bytes()).collect();
    let path = format!("{}&removed={name}", removed.query.address());
    Ok(go_with(&path, &w::removed(ctx.voice, removed.name)))
}

async fn show(
    app: &App,
    ctx: &Ctx,
    id: SavedSearchId,
    typed: Option<String>,
    problems: Problems,
) -> Result<Response, PageFault> {
    let search = app.service.saved_search(&ctx.viewer, id).await?;
    let page = Page::new(ctx, Layout::Member, search.name.clone()).refused(!problems.is_empty());
    let v = ctx.voice;
    Ok(page.show(move || view(v, search, typed, problems)))
}

fn view(v: Voice, search: SavedSearch, typed: Option<String>, problems: Problems) -> impl IntoView {
    let path = format!("{PATH}/{}", search.id);
    let (address, remove) = (search.query.address(), format!("{path}/remove"));
    let name = typed.unwrap_or_else(|| search.name.clone());
    view! {
        <header class="head"><div><h1>{search.name}</h1><p class="lead">{w::lead(v)}</p></div></header>
        <ErrorSummary voice=v problems=problems.clone()/>
        <p class="acts"><a class="btn" href=address><Icon name="search"/>{w::open(v)}</a></p>
        <form method="post" action=path class="card form">
            <Field voice=v name="name" label=w::name(v) value=name problems=problems/>
            <p class="acts"><button class="btn primary">{w::rename(v)}</button></p>
        </form>
        <form method="post" action=remove class="acts"><button class="btn quiet"><Icon name="x"/>{w::remove(v)}</button></form>
    }
}

/// What is kept, folded; nothing as long as nothing is.
pub(super) fn list(v: Voice, kept: &[SavedSearch]) -> Option<impl IntoView + use<>> {
    let row = |search: &SavedSearch| {
        let label = w::edit_label(v, &search.name);
        view! {
            <li>
                <a class="name" href=search.query.address()>{search.name.clone()}</a>
                <a class="btn small quiet icon-only" href=format!("{PATH}/{}", search.id) aria-label=label><Icon name="pencil"/></a>
            </li>
        }
    };
    (!kept.is_empty()).then(|| {
        view! {
            <details class="more saved-searches">
                <summary>{w::kept(v, kept.len())}</summary>
                <ul>{kept.iter().map(row).collect_view()}</ul>
            </details>
        }
    })
}

/// The button that keeps what is looked for, or what stands in its place.
pub(super) fn keep(
    v: Voice,
    query: &DirectoryQuery,
    name: String,
    kept: &[SavedSearch],
    removed: Removed,
    problems: &Problems,
) -> AnyView {
    let query = query.conditions();
    if let Some(search) = kept.iter().find(|search| search.query == query) {
        return view! { <p class="hint">{w::is_kept(v, &search.name)}</p> }.into_any();
    }
    let error = problems.of("name").cloned();
    if kept.len() >= SAVED_MAX && error.is_none() {
        return view! { <p class="hint">{w::full(v, SAVED_MAX)}</p> }.into_any();
    }
    let is_undo = !removed.removed.is_empty() && error.is_none();
    let (label, class) = if is_undo { (w::undo(v), "btn small") } else { (w::keep(v), "btn small quiet") };
    let name = if removed.removed.is_empty() { name } else { removed.removed };
    let fields = query.fields().map(|(name, value)| (name, value.to_owned())).into_iter();
    let fields = fields.filter(|(_, value)| !value.is_empty());
    let fields = fields.map(|(name, value)| view! { <input type="hidden" name=name value=value/> });
    view! {
        <form method="post" action=PATH class="keep-search">
            {fields.collect_view()}
            <input type="hidden" name="name" value=name/>
            <button class=class><Icon name="bookmark"/>{label}</button>
            {error_line(v, "name", error)}
        </form>
    }
    .into_any()
}

/// What a search is called at first: its conditions.
pub(super) fn name_of(v: Voice, query: &DirectoryQuery, departments: &[Choice]) -> String {
    let department = query.department.parse::<DepartmentId>().ok();
    let department = departments.iter().find(|it| Some(it.id) == department);
    let years = match (query.from.trim(), query.to.trim()) {
        ("", "") => String::new(),
        (from, to) => format!("{from}–{to}"),
    };
    let kind = query.intent.parse::<IntentKind>().map(|it| it.text(v)).unwrap_or_default();
    let answer = query.answer.parse::<IntentAnswer>().ok().filter(|_| !kind.is_empty());
    let row = match query.row.as_str() {
        "other" => types::words::people::kana_other(v),
        row => row,
    };
    let parts = [
        query.q.trim().to_owned(),
        department.map(|it| it.name.get(v.lang).to_owned()).unwrap_or_default(),
        years,
        query.industry.parse::<Industry>().map(|it| it.text(v).to_owned()).unwrap_or_default(),
        query.region.parse::<Place>().map(|it| it.text(v).to_owned()).unwrap_or_default(),
        kind.to_owned(),
        answer.map(|it| it.text(v).to_owned()).unwrap_or_default(),
        row.to_owned(),
        query.tie.parse::<TieKind>().map(|it| it.text(v).to_owned()).unwrap_or_default(),
    ];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(v.pick("・", ", ")).chars().take(NAME_MAX).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_is_called_by_its_conditions() {
        let [q, to, intent, answer] = [" 営業 ", "2010", "learn", "now"].map(String::from);
        let query = DirectoryQuery { q, to, intent, answer, ..DirectoryQuery::default() };
        assert_eq!(name_of(Voice::default(), &query, &[]), "営業・–2010・学びたい・いま");
        for (region, name) in [("tokyo", "東京都"), ("FR", "フランス"), ("tohoku", "東北")] {
            let query = DirectoryQuery { region: region.into(), ..DirectoryQuery::default() };
            assert_eq!(name_of(Voice::default(), &query, &[]), name);
        }
        let long = DirectoryQuery { q: "あ".repeat(99), ..DirectoryQuery::default() };
        assert_eq!(name_of(Voice::default(), &long, &[]).chars().count(), NAME_MAX);
    }
}
