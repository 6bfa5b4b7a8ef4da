//! Changing the own profile.
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use axum_extra::extract::Form;
use types::form::Problems;
use types::profile::ProfileInput;
use types::words::people as w;

use super::edit_view;
use crate::App;
use crate::ctx::Ctx;
use crate::fault::PageFault;
use crate::feed::session_over;
use crate::layout::Layout;
use crate::page::{Page, go_with};

pub(super) fn routes() -> Router<App> {
    Router::new().route("/me/profile", get(page).post(change))
}

async fn page(State(app): State<App>, ctx: Ctx) -> Result<Response, PageFault> {
    let input = app.service.own_profile(&ctx.viewer).await?;
    show(&app, &ctx, input, Problems::default()).await
}

async fn change(
    State(app): State<App>,
    ctx: Ctx,
    Form(input): Form<ProfileInput>,
) -> Result<Response, PageFault> {
    if ctx.viewer.me().is_none() {
        let i = &input;
        return Ok(session_over(&ctx, &[&i.news, &i.skills, &i.help, &i.looking, &i.bio]));
    }
    match app.service.change_profile(&ctx.viewer, &input).await {
        Ok(()) => Ok(go_with("/me/profile", w::saved(ctx.voice))),
        Err(error) => show(&app, &ctx, input, error.problems()?).await,
    }
}

async fn show(app: &App, ctx: &Ctx, input: ProfileInput, problems: Problems) -> Result<Response, PageFault> {
    let departments = app.service.departments(&ctx.viewer).await?;
    let common = app.service.common_skills(&ctx.viewer).await?;
    let (voice, owner) = (ctx.voice, ctx.owner());
    let page = Page::new(ctx, Layout::Member, w::edit(voice)).refused(!problems.is_empty());
    Ok(page.show(move || edit_view::form(voice, owner, input, &problems, departments, &common)))
}
