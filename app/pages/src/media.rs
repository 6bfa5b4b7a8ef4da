//! Stored pictures, for whoever may see them.
use axum::Router;
use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH, VARY};
use axum::http::{HeaderMap, HeaderName, StatusCode};
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
    Path((id, named)): Path<(String, String)>,
    asked: HeaderMap,
) -> Result<Response, PageFault> {
    let id: MediaId = id.parse().map_err(|_| Fault::NotFound)?;
    let size = match named.as_str() {
        "small" => MediaSize::Small,
        "large" => MediaSize::Large,
        _ => return Err(Fault::NotFound.into()),
    };
    let stored = app.service.media(&ctx.viewer, id, size).await?;
    // A picture never changes: a new one has a new address. Who may see it does: a browser asks again after an hour.
    let cache = if stored.public { "public, max-age=31536000, immutable" } else { "private, max-age=3600" };
    let tag = format!("\"{id}-{named}\"");
    let is_known = asked.get(IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes());
    let headers: [(HeaderName, String); 4] = [
        (CONTENT_TYPE, stored.mime),
        (CACHE_CONTROL, cache.to_owned()),
        (VARY, "cookie".to_owned()),
        (ETAG, tag),
    ];
    if is_known {
        return Ok((StatusCode::NOT_MODIFIED, headers).into_response());
    }
    Ok((headers, stored.bytes).into_response())
}
