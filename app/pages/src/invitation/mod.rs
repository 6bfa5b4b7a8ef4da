//! Personal invitation links of a member.
mod branch;
mod view;

use axum::extract::{Path, Query, State};
use axum::response::Response;
use axum::routing::{get, post};
use axum::{Form, Router};
use serde::Deserialize;
use types::form::Problems;
use types::id::InvitationId;
use types::invitation::InvitationInput;
use types::words::invitation as w;

use crate::App;
use crate::ctx::Ctx;
use crate::fault::PageFault;
use crate::layout::Layout;
use crate::page::{Page, go_with};

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/invitations", get(list).post(create))
        .route("/invitations/people", get(branch::people))
        .route("/invitations/{id}", get(one))
        .route("/invitations/{id}/revoke", post(revoke))
        .route("/invitations/{id}/restore", post(restore))
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Paging {
    before: Option<InvitationId>,
}

async fn list(State(app): State<App>, ctx: Ctx, Query(paging): Query<Paging>) -> Result<Response, PageFault> {
    show(&app, &ctx, paging.before, InvitationInput::default(), Problems::default()).await
}

async fn create(
    State(app): State<App>,
    ctx: Ctx,
    Form(input): Form<InvitationInput>,
) -> Result<Response, PageFault> {
    match app.service.invite(&ctx.viewer, &input, ctx.voice.lang).await {
        Ok(id) => {
            let mailed = !input.mail.trim().is_empty();
            let notice = if mailed { w::created_mailed(ctx.voice) } else { w::created(ctx.voice) };
            Ok(go_with(&format!("/invitations/{id}"), notice))
        }
        Err(error) => show(&app, &ctx, None, input, error.problems()?).await,
    }
}

async fn show(
    app: &App,
    ctx: &Ctx,
    before: Option<InvitationId>,
    input: InvitationInput,
    problems: Problems,
) -> Result<Response, PageFault> {
    let invitations = app.service.invitations(&ctx.viewer, before).await?;
    let branch = app.service.branch_count(&ctx.viewer).await?;
    let page = Page::new(ctx, Layout::Member, w::title(ctx.voice)).refused(!problems.is_empty());
    let list = || view::list(ctx, &invitations, input, &problems);
    Ok(page.show_beside(list, || branch::card(ctx.voice, branch)))
}

async fn one(State(app): State<App>, ctx: Ctx, Path(id): Path<InvitationId>) -> Result<Response, PageFault> {
    let handout = app.service.invitation(&ctx.viewer, id, ctx.voice.lang).await?;
    Ok(Page::new(&ctx, Layout::Member, w::link(ctx.voice)).show(|| view::one(&ctx, handout)))
}

async fn revoke(
    State(app): State<App>,
    ctx: Ctx,
    Path(id): Path<InvitationId>,
) -> Result<Response, PageFault> {
    app.service.revoke_invitation(&ctx.viewer, id).await?;
    Ok(go_with(&format!("/invitations/{id}"), w::revoked_done(ctx.voice)))
}

async fn restore(
    State(app): State<App>,
    ctx: Ctx,
    Path(id): Path<InvitationId>,
) -> Result<Response, PageFault> {
    app.service.restore_invitation(&ctx.viewer, id).await?;
    Ok(go_with(&format!("/invitations/{id}"), w::restored_done(ctx.voice)))
}
