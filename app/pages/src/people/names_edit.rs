//! Changing the own names.
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use axum_extra::extract::Form;
use types::form::Problems;
use types::name::NamesInput;
use types::words::name as w;

use super::names_view;
use crate::App;
use crate::ctx::Ctx;
use crate::fault::PageFault;
use crate::layout::Layout;
use crate::page::{Page, go_with};

pub(super) fn routes() -> Router<App> {
    Router::new().route("/me/names", get(page).post(change))
}

async fn page(State(app): State<App>, ctx: Ctx) -> Result<Response, PageFault> {
    let input = app.service.own_names(&ctx.viewer).await?;
    Ok(show(&ctx, input, Problems::default()))
}

async fn change(
    State(app): State<App>,
    ctx: Ctx,
    Form(input): Form<NamesInput>,
) -> Result<Response, PageFault> {
    match app.service.change_names(&ctx.viewer, &input).await {
        Ok(()) => Ok(go_with("/me/names", w::saved(ctx.voice))),
        Err(error) => Ok(show(&ctx, input, error.problems()?)),
    }
}

fn show(ctx: &Ctx, input: NamesInput, problems: Problems) -> Response {
    let (voice, owner) = (ctx.voice, ctx.owner());
    let page = Page::new(ctx, Layout::Member, w::title(voice)).refused(!problems.is_empty());
    page.show(move || names_view::form(voice, owner, &input, &problems))
}
