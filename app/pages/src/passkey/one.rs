//! One passkey: its name, and removing it.
use axum::Form;
use axum::extract::{Path, State};
use axum::response::Response;
use serde::Deserialize;
use service::fault::Fault;
use service::passkey::RemovePasskeyError;
use types::form::Problems;
use types::id::PasskeyId;
use types::words::passkey as w;

use super::{LIST, view};
use crate::App;
use crate::ctx::Ctx;
use crate::fault::PageFault;
use crate::layout::Layout;
use crate::page::{Page, go, go_with};

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    name: String,
}

pub(super) async fn page(
    State(app): State<App>,
    ctx: Ctx,
    Path(id): Path<PasskeyId>,
) -> Result<Response, PageFault> {
    show(&app, &ctx, id, None, Problems::default()).await
}

pub(super) async fn rename(
    State(app): State<App>,
    ctx: Ctx,
    Path(id): Path<PasskeyId>,
    Form(typed): Form<Typed>,
) -> Result<Response, PageFault> {
    match app.service.rename_passkey(&ctx.viewer, id, &typed.name).await {
        Ok(()) => Ok(go_with(LIST, w::renamed(ctx.voice))),
        Err(error) => show(&app, &ctx, id, Some(typed.name), error.problems()?).await,
    }
}

pub(super) async fn remove(
    State(app): State<App>,
    ctx: Ctx,
    Path(id): Path<PasskeyId>,
) -> Result<Response, PageFault> {
    match app.service.remove_passkey(&ctx.viewer, id).await {
        Ok(()) => Ok(go_with(LIST, w::removed(ctx.voice))),
        Err(RemovePasskeyError::LastWayIn) => Ok(go_with(LIST, w::last_way(ctx.voice))),
        // Back to the page with the button: its own address only takes forms.
        Err(RemovePasskeyError::Fault(Fault::ConfirmNeeded)) => {
            Ok(go(&format!("/me/confirm?back=%2Fme%2Fpasskeys%2F{id}")))
        }
        Err(RemovePasskeyError::Fault(fault)) => Err(fault.into()),
    }
}

async fn show(
    app: &App,
    ctx: &Ctx,
    id: PasskeyId,
    typed: Option<String>,
    problems: Problems,
) -> Result<Response, PageFault> {
    let all = app.service.passkeys(&ctx.viewer).await?;
    let passkey = all.into_iter().find(|passkey| passkey.id == id).ok_or(Fault::NotFound)?;
    let page = Page::new(ctx, Layout::Member, passkey.name.clone()).refused(!problems.is_empty());
    Ok(page.show(|| view::one(ctx, passkey, typed, problems)))
}
