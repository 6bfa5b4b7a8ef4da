//! The list: adding, choosing the primary one, removing.
use axum::Form;
use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;
use service::address::{Kept, RemoveError};
use types::form::Problems;
use types::words::address as w;

use super::{LIST, view};
use crate::App;
use crate::ctx::Ctx;
use crate::fault::PageFault;
use crate::layout::Layout;
use crate::page::{Page, go, go_with};

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    pub(super) mail: String,
}

pub(super) async fn page(State(app): State<App>, ctx: Ctx) -> Result<Response, PageFault> {
    show(&app, &ctx, Typed::default(), Problems::default()).await
}

pub(super) async fn ask(
    State(app): State<App>,
    ctx: Ctx,
    Form(typed): Form<Typed>,
) -> Result<Response, PageFault> {
    match app.service.ask_address(&ctx.viewer, &typed.mail).await {
        Ok(id) => Ok(go(&format!("{LIST}/requests/{id}"))),
        Err(error) => show(&app, &ctx, typed, error.problems()?).await,
    }
}

pub(super) async fn make_primary(
    State(app): State<App>,
    ctx: Ctx,
    Form(form): Form<Typed>,
) -> Result<Response, PageFault> {
    app.service.make_primary(&ctx.viewer, &form.mail).await?;
    Ok(go_with(LIST, w::primary_made(ctx.voice)))
}

pub(super) async fn remove(
    State(app): State<App>,
    ctx: Ctx,
    Form(form): Form<Typed>,
) -> Result<Response, PageFault> {
    let said = match app.service.remove_address(&ctx.viewer, &form.mail).await {
        Ok(()) => w::removed(ctx.voice),
        // The list has no button for these: it was of an earlier look.
        Err(RemoveError::Kept(kept)) => kept_words(&ctx, kept),
        Err(RemoveError::Fault(fault)) => return Err(fault.into()),
    };
    Ok(go_with(LIST, said))
}

pub(super) fn kept_words(ctx: &Ctx, kept: Kept) -> &'static str {
    match kept {
        Kept::LastVerified => w::kept_last(ctx.voice),
        Kept::Primary => w::kept_primary(ctx.voice),
        Kept::LastPrivate => w::kept_private(ctx.voice),
    }
}

async fn show(app: &App, ctx: &Ctx, typed: Typed, problems: Problems) -> Result<Response, PageFault> {
    let addresses = app.service.addresses(&ctx.viewer).await?;
    let page = Page::new(ctx, Layout::Member, w::title(ctx.voice)).refused(!problems.is_empty());
    Ok(page.show(|| view::list(ctx, addresses, typed, problems)))
}
