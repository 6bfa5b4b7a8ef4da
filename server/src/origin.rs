//! Forms and calls are taken from pages of this site alone.
//!
//! [`CsrfLayer`] judges by what browsers say since 2020 (`Sec-Fetch-Site`) or 2011 (`Origin`). [`from_here`] judges what is left by
//! `Referer`, which our own pages always send. A request with none of the three is taken: old browsers inside apps send
//! nothing, and there `SameSite=Lax` keeps the session's cookie from foreign forms.
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{HOST, ORIGIN, REFERER};
use axum::http::{HeaderMap, Method, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use pages::App;
use pages::fault::Foreign;
use tower_http::csrf::{CsrfLayer, ProtectionError};

/// Refuses what a browser says comes from elsewhere.
pub fn layer() -> CsrfLayer<fn(ProtectionError) -> Response<Body>> {
    CsrfLayer::new().with_rejection_response(|_| Foreign.into_response())
}

/// Refuses what only its `Referer` says comes from elsewhere.
pub async fn from_here(State(app): State<App>, request: Request, next: Next) -> Response {
    let is_safe = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    let headers = request.headers();
    let is_judged = headers.contains_key(ORIGIN) || headers.contains_key("sec-fetch-site");
    if is_safe || is_judged || is_ours(&app, request.uri(), headers) {
        return next.run(request).await;
    }
    Foreign.into_response()
}

/// Whether the `Referer`, if there is one, is a page of this site, by the name asked for or the site's own.
fn is_ours(app: &App, asked: &Uri, headers: &HeaderMap) -> bool {
    let text = |name| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
    let Some(referer) = text(REFERER).filter(|referer| !referer.is_empty()) else { return true };
    let from: Option<Uri> = referer.parse().ok();
    let Some(from) = from.as_ref().and_then(Uri::authority) else { return false };
    let host =
        asked.authority().map_or_else(|| text(HOST).unwrap_or_default(), |authority| authority.as_str());
    let base: Option<Uri> = app.service.config().base_url.as_str().parse().ok();
    from.as_str() == host || base.as_ref().and_then(Uri::authority) == Some(from)
}
