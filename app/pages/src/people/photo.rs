//! The portrait and how far it reaches: one file, sent as a form of parts.
use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::response::Response;
use axum::routing::{get, post};
use leptos::prelude::*;
use service::drawing::Upload;
use service::fault::FormError;
use service::policy::{Capability, require};
use types::crop::{Crop, PortraitInput};
use types::form::{Problem, Problems};
use types::visibility::Visibility;
use types::words::{form, people as w};

use super::crop;
use super::profile::seen;
use super::reach::{self, Reach};
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

async fn page(State(app): State<App>, ctx: Ctx) -> Result<Response, PageFault> {
    show(&app, &ctx, None, Problems::default()).await
}

async fn change(State(app): State<App>, ctx: Ctx, request: Request) -> Result<Response, PageFault> {
    // Who may not change a photo need not send one.
    require(&ctx.viewer, Capability::TakePart)?;
    let mut parts = match Parts::read(&app, request, 1).await {
        Ok(parts) => parts,
        Err(answer) => return Ok(answer),
    };
    let file = parts.files.pop();
    let input: PortraitInput = parts.typed();
    let saved = if file.is_some() { w::photo_saved(ctx.voice) } else { w::photo_seen_saved(ctx.voice) };
    match draw(&app, &ctx, file, &input).await {
        Ok(()) => Ok(go_with("/me/photo", saved)),
        Err(error) => show(&app, &ctx, Some(input), error.problems()?).await,
    }
}

/// Makes the portrait of a file and a square, or changes how far the present one reaches, and tells of all what is wrong with it.
async fn draw(
    app: &App,
    ctx: &Ctx,
    file: Option<Result<Upload, Problem>>,
    input: &PortraitInput,
) -> Result<(), FormError> {
    match (file.transpose(), input.parse()) {
        // The browser forgot the file of a form that was refused; what was typed for it says that it is missed.
        (Ok(None), Ok((crop, _))) if crop != Crop::default() => Err(FormError::of("photo", Problem::NoFile)),
        (Ok(file), Ok((crop, reach))) => {
            app.service.change_photo(&ctx.viewer, file.map(|file| (file, crop)), reach).await
        }
        (file, typed) => {
            let mut problems = typed.err().unwrap_or_default();
            problems.take("photo", file);
            Err(FormError::Problems(problems))
        }
    }
}

async fn remove(State(app): State<App>, ctx: Ctx) -> Result<Response, PageFault> {
    app.service.remove_photo(&ctx.viewer).await?;
    Ok(go_with("/me/photo", w::photo_removed(ctx.voice)))
}

/// The form as it was `typed`, or as it begins.
async fn show(
    app: &App,
    ctx: &Ctx,
    typed: Option<PortraitInput>,
    problems: Problems,
) -> Result<Response, PageFault> {
    let me = require(&ctx.viewer, Capability::TakePart)?;
    let (voice, person) = (ctx.voice, me.person.clone());
    let present = app.service.own_portrait(&ctx.viewer).await?;
    // A new portrait reaches every member, as the fields of a profile do.
    let level = present.unwrap_or(Visibility::Members);
    let input =
        typed.unwrap_or_else(|| PortraitInput { reach: level.to_string(), ..PortraitInput::default() });
    let page = Page::new(ctx, Layout::Member, w::photo_edit(voice)).refused(!problems.is_empty());
    let error = problems.of("photo").map(|problem| problem.text(voice));
    let invalid = error.is_some().then_some("true");
    let crop = crop::fields(voice, &input.crop, &problems);
    let level = input.reach.parse().unwrap_or(level);
    let hint = Some(w::photo_seen_hint(voice));
    let level = Reach {
        name: "reach",
        id: "reach".to_owned(),
        of: w::photo(voice),
        level,
        hint,
        before: String::new(),
    };
    let level = reach::chosen(voice, &level, &problems);
    let keep = present.map(|_| view! { <p class="hint" id="photo-k">{w::photo_keep(voice)}</p> });
    let described = [Some("photo-h"), present.map(|_| "photo-k"), invalid.map(|_| "photo-e")];
    let described = described.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let now = present.map(|reach| view! {
        <p class="meta">{w::photo(voice)}" "{seen(voice, Some(reach))}</p>
        <form method="post" action="/me/photo/remove"><button class="btn quiet"><Icon name="x"/>{w::photo_remove(voice)}</button></form>
    });
    Ok(page.show(move || view! {
        <header class="head"><div><h1>{w::photo_edit(voice)}</h1><p class="lead">{w::photo_lead(voice)}</p></div></header>
        <ErrorSummary voice problems/>
        <section class="card"><PersonRow person lang=voice.lang/>{now}</section>
        <form class="form card" method="post" enctype="multipart/form-data" novalidate="true">
            <div class="drop">
                <label for="photo">{w::photo_file(voice)}</label>
                <input id="photo" name="photo" type="file" accept="image/jpeg,image/png,image/webp,image/gif" required=present.is_none() aria-describedby=described aria-invalid=invalid/>
                <p class="hint" id="photo-h">{w::photo_hint(voice, UPLOAD_MEGABYTES)}</p>
                {keep}
                {error.map(|text| view! { <p class="error" id="photo-e"><Icon name="circle-alert"/>{text}</p> })}
            </div>
            {crop}
            <div class="field">{level}</div>
            <p class="acts"><button class="btn primary">{form::save(voice)}</button><a class="btn quiet" href="/me">{form::back(voice)}</a></p>
        </form>
    }))
}
