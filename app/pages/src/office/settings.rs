//! The site's settings.
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use axum::{Form, Router};
use leptos::prelude::*;
use service::fault::FormError;
use service::policy::{Capability, require};
use types::form::Problems;
use types::site::SiteInput;
use types::words::{form, nav, setup as w};

use crate::App;
use crate::ctx::Ctx;
use crate::fault::PageFault;
use crate::layout::Layout;
use crate::page::{Page, go_with};
use crate::setup::site_fields;
use crate::ui::ErrorSummary;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/office/settings", get(page).post(change))
}

async fn page(ctx: Ctx) -> Result<Response, PageFault> {
    require(&ctx.viewer, Capability::RunOffice)?;
    Ok(show(&ctx, SiteInput::of(&ctx.site), Problems::default()))
}

async fn change(
    State(app): State<App>,
    ctx: Ctx,
    Form(input): Form<SiteInput>,
) -> Result<Response, PageFault> {
    match app.service.change_site(&ctx.viewer, &input).await {
        Ok(site) => Ok(go_with("/office/settings", form::saved(site.voice(ctx.voice.lang)))),
        Err(FormError::Problems(problems)) => Ok(show(&ctx, input, problems)),
        Err(FormError::Fault(fault)) => Err(fault.into()),
    }
}

fn show(ctx: &Ctx, input: SiteInput, problems: Problems) -> Response {
    let voice = ctx.voice;
    let page = Page::new(ctx, Layout::Office, nav::settings(voice)).refused(!problems.is_empty());
    page.show(move || view! {
        <header class="head"><div><h1>{nav::settings(voice)}</h1><p class="lead">{w::settings_note(voice)}</p></div></header>
        <ErrorSummary voice problems=problems.clone()/>
        <form method="post" class="form card" novalidate="true">
            {site_fields(voice, &input, &problems)}
            <p class="acts"><button class="btn primary">{form::save(voice)}</button></p>
        </form>
    })
}
