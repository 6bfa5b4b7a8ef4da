//! Stored pictures, for whoever may see them.
use axum::Router;
use axum::extract::{Path, State};
use axum::http::HeaderName;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, VARY};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use service::fault::Fault;
use service::media::MediaSize;
use types::id::MediaId;

use crate::App;
use crate::ctx::Ctx;
use crate::fault::PageFault;

pub(crate) fn routes() -> Router<App> {
    Router::new().route("/media/{id}/{size}", get(picture))
}

async fn picture(
    State(app): State<App>,
    ctx: Ctx,
    Path((id, size)): Path<(String, String)>,
) -> Result<Response, PageFault> {
    let id: MediaId = id.parse().map_err(|_| Fault::NotFound)?;
    let size = match size.as_str() {
        "small" => MediaSize::Small,
        "large" => MediaSize::Large,
        _ => return Err(Fault::NotFound.into()),
    };
    let stored = app.service.media(&ctx.viewer, id, size).await?;
    // A picture never changes: a new one has a new address.
    let cache = if stored.public {
        "public, max-age=31536000, immutable"
    } else {
        "private, max-age=31536000, immutable"
    };
    let headers: [(HeaderName, String); 3] =
        [(CONTENT_TYPE, stored.mime), (CACHE_CONTROL, cache.to_owned()), (VARY, "cookie".to_owned())];
    Ok((headers, stored.bytes).into_response())
}
