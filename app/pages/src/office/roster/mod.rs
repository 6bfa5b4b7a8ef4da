//! 卒業生名簿: the list, an upload, its check, its progress.
mod check;
mod list;
mod words;

use std::collections::HashMap;

use axum::extract::{DefaultBodyLimit, Multipart, Path, Query, State};
use axum::http::HeaderValue;
use axum::http::header::REFRESH;
use axum::response::Response;
use axum::routing::get;
use axum::{Form, Router};
use serde::Deserialize;
use service::fault::{Fault, FormError};
use service::policy::{Capability, require};
use service::roster::{FILE_MAX, RosterUpload};
use types::form::{Problem, Problems};
use types::id::{RosterImportId, RosterRowId};
use types::roster::RosterImportState;
use types::words::roster as w;

use crate::App;
use crate::ctx::Ctx;
use crate::fault::PageFault;
use crate::layout::Layout;
use crate::page::{Page, go, go_with};

/// Bytes the route reads at most: more than a file may have, so that the refusal of a large one is a page and no broken line.
const BODY_MAX: usize = 4 * FILE_MAX;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/office/roster", get(page).post(upload).layer(DefaultBodyLimit::max(BODY_MAX)))
        .route("/office/roster/{import}", get(import_page).post(decide))
}

#[derive(Default, Deserialize)]
struct ListQuery {
    #[serde(default)]
    after: String,
}

async fn page(
    State(app): State<App>,
    ctx: Ctx,
    Query(query): Query<ListQuery>,
) -> Result<Response, PageFault> {
    show_list(&app, &ctx, query.after.parse().ok(), Problems::default()).await
}

async fn upload(State(app): State<App>, ctx: Ctx, form: Multipart) -> Result<Response, PageFault> {
    // Who may not upload a list need not send one.
    require(&ctx.viewer, Capability::RunOffice)?;
    let sent = match file_of(form).await {
        Ok((name, bytes)) => app.service.upload_roster(&ctx.viewer, &name, bytes).await,
        Err(problem) => Err(FormError::of("file", problem)),
    };
    match sent {
        Ok(id) => Ok(go(&format!("/office/roster/{id}"))),
        Err(error) => show_list(&app, &ctx, None, error.problems()?).await,
    }
}

/// Name and bytes of the field `file`. What is too large is read to its end but not kept: browsers listen only then.
async fn file_of(mut form: Multipart) -> Result<(String, Vec<u8>), Problem> {
    let too_large = || Problem::FileTooLarge { megabytes: FILE_MAX >> 20 };
    while let Some(mut field) = form.next_field().await.map_err(|_| Problem::UnreadableFile)? {
        if field.name() != Some("file") {
            continue;
        }
        let name = field.file_name().unwrap_or_default().to_owned();
        let (mut bytes, mut is_too_large) = (Vec::new(), false);
        while let Some(chunk) = field.chunk().await.map_err(|_| too_large())? {
            is_too_large |= bytes.len() + chunk.len() > FILE_MAX;
            if !is_too_large {
                bytes.extend_from_slice(&chunk);
            }
        }
        return if is_too_large { Err(too_large()) } else { Ok((name, bytes)) };
    }
    Err(Problem::NoFile)
}

async fn show_list(
    app: &App,
    ctx: &Ctx,
    after: Option<RosterRowId>,
    problems: Problems,
) -> Result<Response, PageFault> {
    let roster = app.service.roster(&ctx.viewer, after).await?;
    let page = Page::new(ctx, Layout::Office, w::title(ctx.voice)).refused(!problems.is_empty());
    Ok(page.show(|| list::view(ctx, roster, after.is_some(), &problems)))
}

#[derive(Default, Deserialize)]
struct CheckQuery {
    #[serde(default)]
    after: String,
}

async fn import_page(
    State(app): State<App>,
    ctx: Ctx,
    Path(id): Path<String>,
    Query(query): Query<CheckQuery>,
) -> Result<Response, PageFault> {
    let after = query.after.parse().unwrap_or(0);
    let upload = app.service.roster_upload(&ctx.viewer, id_of(&id)?, after).await?;
    Ok(show_upload(&ctx, upload, after, Problems::default()))
}

/// One form decides what the columns hold (`act=check`, `c0`, `c1`, …), one imports, one cancels.
async fn decide(
    State(app): State<App>,
    ctx: Ctx,
    Path(id): Path<String>,
    Form(form): Form<HashMap<String, String>>,
) -> Result<Response, PageFault> {
    let id = id_of(&id)?;
    let typed: Vec<String> = (0..form.len()).map_while(|i| form.get(&format!("c{i}")).cloned()).collect();
    let decided = match form.get("act").map(String::as_str) {
        Some("import") => app.service.import_roster(&ctx.viewer, id).await,
        Some("cancel") => {
            app.service.cancel_roster(&ctx.viewer, id).await?;
            return Ok(go_with("/office/roster", w::cancelled(ctx.voice)));
        }
        _ => app.service.map_roster(&ctx.viewer, id, &typed).await,
    };
    match decided {
        Ok(()) => Ok(go(&format!("/office/roster/{id}"))),
        Err(error) => {
            let problems = error.problems()?;
            let mut upload = app.service.roster_upload(&ctx.viewer, id, 0).await?;
            for (column, field) in upload.columns.iter_mut().zip(typed) {
                column.field = field.parse().unwrap_or_default();
            }
            Ok(show_upload(&ctx, upload, 0, problems))
        }
    }
}

fn show_upload(ctx: &Ctx, upload: RosterUpload, after: usize, problems: Problems) -> Response {
    let is_importing = upload.import.state == RosterImportState::Importing;
    let page = Page::new(ctx, Layout::Office, w::check_title(ctx.voice)).refused(!problems.is_empty());
    let mut response = page.show(|| check::view(ctx, upload, after, &problems));
    if is_importing {
        // Browsers load the page again by themselves, with or without scripts.
        response.headers_mut().insert(REFRESH, HeaderValue::from_static("2"));
    }
    response
}

fn id_of(text: &str) -> Result<RosterImportId, Fault> {
    text.parse().map_err(|_| Fault::NotFound)
}
