//! The list, and adding to it.
use axum::extract::State;
use axum::response::Response;
use axum::{Form, Json};
use service::fault::Fault;
use service::passkey::NewPasskey;
use types::form::Problems;
use types::words::passkey as w;

use super::{Asked, LIST, view};
use crate::App;
use crate::ctx::Ctx;
use crate::fault::PageFault;
use crate::layout::Layout;
use crate::page::{Page, go, go_with};

/// Where the member confirms and comes back to the list from.
pub(super) const CONFIRM: &str = "/me/confirm?back=%2Fme%2Fpasskeys";

pub(super) async fn page(State(app): State<App>, ctx: Ctx) -> Result<Response, PageFault> {
    let new = NewPasskey { name: ctx.device.clone(), ..NewPasskey::default() };
    show(&app, &ctx, new, Problems::default()).await
}

/// A question to the device for a new passkey.
pub(super) async fn options(State(app): State<App>, ctx: Ctx) -> Asked {
    Ok(Json(app.service.ask_new_passkey(&ctx.viewer).await?))
}

pub(super) async fn add(
    State(app): State<App>,
    ctx: Ctx,
    Form(new): Form<NewPasskey>,
) -> Result<Response, PageFault> {
    let problems = match app.service.add_passkey(&ctx.viewer, &new).await {
        Ok(()) => return Ok(go_with(LIST, w::added(ctx.voice))),
        Err(error) => match error.problems() {
            Err(Fault::ConfirmNeeded) => return Ok(go(CONFIRM)),
            problems => problems?,
        },
    };
    // An answer that was refused serves no second time.
    let new = if problems.of("credential").is_some() {
        NewPasskey { name: new.name, ..NewPasskey::default() }
    } else {
        new
    };
    show(&app, &ctx, new, problems).await
}

async fn show(app: &App, ctx: &Ctx, new: NewPasskey, problems: Problems) -> Result<Response, PageFault> {
    let passkeys = app.service.passkeys(&ctx.viewer).await?;
    let page = Page::new(ctx, Layout::Member, w::title(ctx.voice)).refused(!problems.is_empty());
    Ok(page.show(|| view::list(ctx, passkeys, new, problems)))
}
