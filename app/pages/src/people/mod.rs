//! ひと: the directory, profiles, and changing the own one.
mod card;
mod career;
mod crop;
pub(crate) mod department;
mod directory;
mod edit;
mod edit_rest;
mod edit_view;
mod map;
mod map_grid;
pub(crate) mod names;
mod names_edit;
mod names_view;
mod photo;
mod place;
mod profile;
mod reach;
mod saved;
mod skill;
mod tie;
mod ties;
mod timeline;
mod together;

use axum::Router;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::{get, post};
use axum_extra::extract::Query;
use leptos::prelude::*;
use service::directory::DirectoryQuery;
use service::fault::Fault;
use types::form::Problems;
use types::id::MemberId;
use types::words::people as w;

use crate::App;
use crate::ctx::Ctx;
use crate::fault::PageFault;
use crate::layout::Layout;
use crate::page::Page;

pub(crate) use profile::view as profile_view;
pub(crate) use ties::{answers, said_words};

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/people", get(list))
        .route("/together", get(together::page).post(together::change))
        .route("/together/hidden", get(together::hidden))
        .route("/places", get(map::page))
        .route("/people/{id}", get(person))
        .route("/people/{id}/card.vcf", get(card::file))
        .route("/people/{id}/connect", post(ties::connect))
        .route("/people/{id}/ties", post(ties::change))
        .merge(edit::routes())
        .merge(names_edit::routes())
        .merge(photo::routes())
        .merge(saved::routes())
}

async fn list(
    State(app): State<App>,
    ctx: Ctx,
    Query(query): Query<DirectoryQuery>,
    Query(removed): Query<saved::Removed>,
) -> Result<Response, PageFault> {
    show_list(&app, &ctx, query, removed, Problems::default()).await
}

/// The directory, with what is wrong with a search that was to be kept.
async fn show_list(
    app: &App,
    ctx: &Ctx,
    query: DirectoryQuery,
    removed: saved::Removed,
    problems: Problems,
) -> Result<Response, PageFault> {
    let (found, counts) = app.service.counted_directory(&ctx.viewer, &query).await?;
    let departments = app.service.departments(&ctx.viewer).await?;
    let kept = app.service.saved_searches(&ctx.viewer).await?;
    let voice = ctx.voice;
    let list = saved::list(voice, &kept);
    let keep = (query.conditions() != DirectoryQuery::default()).then(|| {
        let name = saved::name_of(voice, &query, &departments);
        saved::keep(voice, &query, name, &kept, removed, &problems)
    });
    Ok(Page::new(ctx, Layout::Member, w::title(voice))
        .refused(!problems.is_empty())
        .show(move || directory::view(voice, query, found, &counts, &departments, view! { {keep} {list} })))
}

async fn person(State(app): State<App>, ctx: Ctx, Path(id): Path<String>) -> Result<Response, PageFault> {
    let id: MemberId = id.parse().map_err(|_| Fault::NotFound)?;
    show(&app, &ctx, id, "", Problems::default()).await
}

/// The profile, with what was typed to ask the person and what is wrong with it.
async fn show(
    app: &App,
    ctx: &Ctx,
    id: MemberId,
    typed: &str,
    problems: Problems,
) -> Result<Response, PageFault> {
    let profile = app.service.profile(&ctx.viewer, id).await?;
    let ties = app.service.ties(&ctx.viewer, id).await?;
    let (voice, name) = (ctx.voice, profile.person.name(ctx.voice.lang));
    let is_refused = !problems.is_empty();
    let waiting = ties.as_ref().and_then(|ties| ties::waiting(ctx, &name, ties));
    let foot = ties.map(|ties| ties::view(ctx, id, &name, ties, typed, problems));
    Ok(Page::new(ctx, Layout::Member, name)
        .refused(is_refused)
        .show(move || view! { {waiting} {profile::view(voice, profile, true)} {foot} }))
}
