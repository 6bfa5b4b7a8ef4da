//! ひと: the directory, profiles, and changing the own one.
mod directory;
mod edit;
mod edit_view;
mod photo;
mod profile;

use axum::Router;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::get;
use axum_extra::extract::Query;
use service::directory::DirectoryQuery;
use service::fault::Fault;
use types::id::MemberId;
use types::words::people as w;

use crate::App;
use crate::ctx::Ctx;
use crate::fault::PageFault;
use crate::layout::Layout;
use crate::page::Page;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/people", get(list))
        .route("/people/{id}", get(person))
        .merge(edit::routes())
        .merge(photo::routes())
}

async fn list(
    State(app): State<App>,
    ctx: Ctx,
    Query(query): Query<DirectoryQuery>,
) -> Result<Response, PageFault> {
    let found = app.service.directory(&ctx.viewer, &query).await?;
    let departments = app.service.departments(&ctx.viewer).await?;
    let voice = ctx.voice;
    Ok(Page::new(&ctx, Layout::Member, w::title(voice))
        .show(move || directory::view(voice, query, found, departments)))
}

async fn person(State(app): State<App>, ctx: Ctx, Path(id): Path<String>) -> Result<Response, PageFault> {
    let id: MemberId = id.parse().map_err(|_| Fault::NotFound)?;
    let profile = app.service.profile(&ctx.viewer, id).await?;
    let voice = ctx.voice;
    Ok(Page::new(&ctx, Layout::Member, profile.person.name(voice.lang))
        .show(move || profile::view(voice, profile)))
}
