//! わたし: what a member decides about the own account.
mod confirm;
mod connections;
pub(crate) mod consents;
mod export;
pub(crate) mod intents;
mod origin;
mod preview;
mod private;
mod prompt;
mod requests;
mod seen;
mod view;

use axum::Router;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::{get, post};
use types::id::SessionId;
use types::words::me as w;
use types::words::sign_in as s;

use crate::App;
use crate::ctx::Ctx;
use crate::fault::PageFault;
use crate::layout::Layout;
use crate::page::{Page, go_with};
use crate::session_cookie;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/me", get(home))
        .route("/me/devices", get(devices))
        .route("/me/consents", get(consents::page).post(consents::answer))
        .route("/me/consents/{purpose}/{version}", get(consents::text))
        .route("/me/seen", get(seen::page))
        .route("/me/connections", get(connections::connected))
        .route("/me/connections/requests", get(connections::asking))
        .route("/me/connections/asked", get(connections::asked))
        .route("/me/private", get(private::page).post(private::change))
        .route("/me/profile/as/{who}", get(preview::page))
        .route("/me/confirm", get(confirm::page).post(confirm::ask))
        .route("/me/confirm/passkey", get(confirm::again).post(confirm::by_passkey))
        .route("/me/origin", get(origin::page).post(origin::show))
        .route("/me/origin/leave", post(origin::leave))
        .route("/me/export", get(export::page).post(export::ask))
        .route("/me/export/{id}", get(export::file))
        .route("/me/requests", get(requests::page).post(requests::ask))
        .route("/me/requests/{id}/withdraw", post(requests::withdraw))
        .merge(intents::routes())
        .route("/me/prompts/later", post(prompt::later))
        .route("/me/prompts/never", post(prompt::never))
        .route("/me/devices/{id}/end", post(end))
        .route("/me/devices/end-others", post(end_others))
        .route("/me/devices/end-all", post(end_all))
}

async fn home(State(app): State<App>, ctx: Ctx) -> Result<Response, PageFault> {
    let me = service::policy::require(&ctx.viewer, service::policy::Capability::TakePart)?;
    let (voice, person) = (ctx.voice, me.person.clone());
    let switches = crate::reading::switches(&ctx);
    let applications = crate::application::mine(voice, app.service.my_applications(&ctx.viewer).await?);
    let relationships = crate::relationship::mine(voice, &app.service.relationships(&ctx.viewer).await?);
    let waiting = app.service.connections_waiting(&ctx.viewer).await?;
    let lacks_private = app.service.lacks_private_address(&ctx.viewer).await?;
    let prompt = app.service.prompt(&ctx.viewer).await?.map(|kind| prompt::card(voice, kind));
    let page = Page::new(&ctx, Layout::Member, w::title(voice));
    Ok(page.show(move || {
        view::home(voice, person, lacks_private, waiting, (prompt, applications, relationships), switches)
    }))
}

async fn devices(State(app): State<App>, ctx: Ctx) -> Result<Response, PageFault> {
    let devices = app.service.devices(&ctx.viewer).await?;
    let page = Page::new(&ctx, Layout::Member, s::devices(ctx.voice));
    Ok(page.show(|| view::devices(&ctx, devices)))
}

async fn end(State(app): State<App>, ctx: Ctx, Path(id): Path<SessionId>) -> Result<Response, PageFault> {
    app.service.sign_out(&ctx.viewer, id).await?;
    if ctx.viewer.me().is_some_and(|me| me.session == id) {
        return Ok(session_cookie::leave(&ctx, "/")?);
    }
    Ok(go_with("/me/devices", w::device_ended(ctx.voice)))
}

async fn end_others(State(app): State<App>, ctx: Ctx) -> Result<Response, PageFault> {
    app.service.sign_out_elsewhere(&ctx.viewer).await?;
    Ok(go_with("/me/devices", w::devices_ended(ctx.voice)))
}

async fn end_all(State(app): State<App>, ctx: Ctx) -> Result<Response, PageFault> {
    app.service.sign_out_everywhere(&ctx.viewer).await?;
    Ok(session_cookie::leave(&ctx, "/")?)
}
