//! The portrait: one file, sent as a form of parts.
use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::response::Response;
use axum::routing::{get, post};
use leptos::prelude::*;
use service::drawing::Upload;
use service::fault::FormError;
use service::policy::{Capability, require};
use types::crop::CropInput;
use types::form::{Problem, Problems};
use types::words::{form, people as w};

use super::crop;
use crate::App;
use crate::ctx::Ctx;
use crate::fault::PageFault;
use crate::layout::Layout;
use crate::page::{Page, go_with};
use crate::parts::{Parts, UPLOAD_MEGABYTES};
use crate::ui::{ErrorSummary, Icon, PersonRow};

pub(super) fn routes() -> Router<App> {
    let upload = get(page).post(change).layer(DefaultBodyLimit::max(Parts::limit(1)));
    Router::new().route("/me/photo", upload).route("/me/photo/remove", post(remove))
}

async fn page(ctx: Ctx) -> Result<Response, PageFault> {
    show(&ctx, &CropInput::default(), Problems::default())
}

async fn change(State(app): State<App>, ctx: Ctx, request: Request) -> Result<Response, PageFault> {
    // Who may not change a photo need not send one.
    require(&ctx.viewer, Capability::TakePart)?;
    let mut parts = match Parts::read(&app, request, 1).await {
        Ok(parts) => parts,
        Err(answer) => return Ok(answer),
    };
    let file = parts.files.pop().unwrap_or(Err(Problem::Required));
    let input: CropInput = parts.typed();
    match draw(&app, &ctx, file, &input).await {
        Ok(()) => Ok(go_with("/me/photo", w::photo_saved(ctx.voice))),
        Err(error) => show(&ctx, &input, error.problems()?),
    }
}

/// Makes the portrait of a file and a square, and tells of both what is wrong with them.
async fn draw(
    app: &App,
    ctx: &Ctx,
    file: Result<Upload, Problem>,
    input: &CropInput,
) -> Result<(), FormError> {
    match (file, input.parse()) {
        (Ok(file), Ok(crop)) => app.service.change_photo(&ctx.viewer, Some((file, crop))).await,
        (file, crop) => {
            let mut problems = crop.err().unwrap_or_default();
            problems.take("photo", file);
            Err(FormError::Problems(problems))
        }
    }
}

async fn remove(State(app): State<App>, ctx: Ctx) -> Result<Response, PageFault> {
    match app.service.change_photo(&ctx.viewer, None).await {
        Ok(()) => Ok(go_with("/me/photo", w::photo_removed(ctx.voice))),
        Err(error) => show(&ctx, &CropInput::default(), error.problems()?),
    }
}

fn show(ctx: &Ctx, input: &CropInput, problems: Problems) -> Result<Response, PageFault> {
    let me = require(&ctx.viewer, Capability::TakePart)?;
    let (voice, person) = (ctx.voice, me.person.clone());
    let page = Page::new(ctx, Layout::Member, w::photo_edit(voice)).refused(!problems.is_empty());
    let error = problems.of("photo").map(|problem| problem.text(voice));
    let invalid = error.is_some().then_some("true");
    let crop = crop::fields(voice, input, &problems);
    let remove = person.photo.map(|_| view! {
        <form method="post" action="/me/photo/remove"><button class="btn quiet"><Icon name="x"/>{w::photo_remove(voice)}</button></form>
    });
    Ok(page.show(move || view! {
        <header class="head"><div><h1>{w::photo_edit(voice)}</h1><p class="lead">{w::photo_lead(voice)}</p></div></header>
        <ErrorSummary voice problems/>
        <section class="card"><PersonRow person lang=voice.lang/>{remove}</section>
        <form class="form card" method="post" enctype="multipart/form-data" novalidate="true">
            <div class="drop">
                <label for="photo">{w::photo_file(voice)}</label>
                <input id="photo" name="photo" type="file" accept="image/jpeg,image/png,image/webp,image/gif" required=true aria-describedby="photo-h photo-e" aria-invalid=invalid/>
                <p class="hint" id="photo-h">{w::photo_hint(voice, UPLOAD_MEGABYTES)}</p>
                {error.map(|text| view! { <p class="error" id="photo-e"><Icon name="circle-alert"/>{text}</p> })}
            </div>
            {crop}
            <p class="acts"><button class="btn primary">{w::photo_save(voice)}</button><a class="btn quiet" href="/me">{form::back(voice)}</a></p>
        </form>
    }))
}
