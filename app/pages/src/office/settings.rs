//! The site's settings.
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::response::Response;
use axum::routing::{get, post};
use axum::{Form, Router};
use leptos::prelude::*;
use service::fault::FormError;
use service::policy::{Capability, require};
use types::form::{Problem, Problems};
use types::site::SiteInput;
use types::words::{form, nav, retention, role, setup as w};

use crate::App;
use crate::ctx::Ctx;
use crate::fault::PageFault;
use crate::layout::Layout;
use crate::page::{Page, go_with};
use crate::parts::Parts;
use crate::setup::{logo_field, site_fields};
use crate::ui::{ErrorSummary, Icon};

pub(super) fn routes() -> Router<App> {
    let logo = post(change_logo).layer(DefaultBodyLimit::max(Parts::limit(1)));
    Router::new()
        .route("/office/settings", get(page).post(change))
        .route("/office/settings/logo", logo)
        .route("/office/settings/logo/remove", post(remove_logo))
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
        Err(error) => Ok(show(&ctx, input, error.problems()?)),
    }
}

async fn change_logo(State(app): State<App>, ctx: Ctx, request: Request) -> Result<Response, PageFault> {
    // Who may not change the logo need not send one.
    require(&ctx.viewer, Capability::RunOffice)?;
    let mut parts = match Parts::read(&app, request, 1).await {
        Ok(parts) => parts,
        Err(answer) => return Ok(answer),
    };
    let changed = match parts.files.pop().unwrap_or(Err(Problem::NoFile)) {
        Ok(file) => app.service.change_logo(&ctx.viewer, Some(file)).await,
        Err(problem) => Err(FormError::of("logo", problem)),
    };
    match changed {
        Ok(()) => Ok(go_with("/office/settings", w::logo_saved(ctx.voice))),
        Err(error) => Ok(show(&ctx, SiteInput::of(&ctx.site), error.problems()?)),
    }
}

async fn remove_logo(State(app): State<App>, ctx: Ctx) -> Result<Response, PageFault> {
    match app.service.change_logo(&ctx.viewer, None).await {
        Ok(()) => Ok(go_with("/office/settings", w::logo_removed(ctx.voice))),
        Err(error) => Ok(show(&ctx, SiteInput::of(&ctx.site), error.problems()?)),
    }
}

/// The logo, in a form of its own: it is there at once, and its file is not lost with another field.
fn logo(ctx: &Ctx, problems: &Problems) -> impl IntoView + use<> {
    let voice = ctx.voice;
    let remove = ctx.site.logo.map(|_| view! {
        <form method="post" action="/office/settings/logo/remove"><button class="btn quiet"><Icon name="x"/>{w::logo_remove(voice)}</button></form>
    });
    view! {
        <section class="card">
            <h2>{w::logo(voice)}</h2>
            <form method="post" action="/office/settings/logo" class="form" enctype="multipart/form-data" novalidate="true">
                {logo_field(voice, ctx.site.logo, problems, false)}
                <p class="acts"><button class="btn">{w::logo_save(voice)}</button></p>
            </form>
            {remove}
        </section>
    }
}

fn show(ctx: &Ctx, input: SiteInput, problems: Problems) -> Response {
    let voice = ctx.voice;
    let page = Page::new(ctx, Layout::Office, nav::settings(voice)).refused(!problems.is_empty());
    let logo = logo(ctx, &problems).into_any();
    let administer = ctx.viewer.may(Capability::Administer).then(|| {
        view! {
            <p><a href="/office/roles">{role::title(voice)}</a>": "{role::note(voice)}</p>
            <p><a href="/office/retention">{retention::title(voice)}</a>": "{retention::note(voice)}</p>
        }
    });
    page.show(move || view! {
        <header class="head"><div><h1>{nav::settings(voice)}</h1><p class="lead">{w::settings_note(voice)}</p></div></header>
        <ErrorSummary voice problems=problems.clone()/>
        {logo}
        <form method="post" action="/office/settings" class="form card" novalidate="true">
            {site_fields(voice, &input, &problems)}
            <p class="acts"><button class="btn primary">{form::save(voice)}</button></p>
        </form>
        {administer}
    })
}
