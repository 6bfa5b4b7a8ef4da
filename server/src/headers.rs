//! Security headers of every answer: pages, files, calendars, feeds, health.
use axum::extract::{Request, State};
use axum::http::header::{
    CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderName, REFERRER_POLICY, SET_COOKIE,
    STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;
use pages::ctx::Ctx;

/// Nothing loads, runs or is sent, and nobody shows it in a frame.
const CLOSED: &str = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
/// A drawing may have a style sheet of its own: the icon follows the reader's light or dark.
const DRAWING: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; \
    frame-ancestors 'none'";
/// The policy of a script counts when it becomes a worker, which fetches.
const SCRIPT: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; base-uri 'none'; \
    form-action 'none'; frame-ancestors 'none'";

/// Whether people reach the site by https.
#[derive(Clone, Copy, Debug)]
pub struct Https(pub bool);

/// Adds the headers; the nonce of a page is the one it was rendered with.
pub async fn secure(State(Https(is_https)): State<Https>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let ctx = response.extensions_mut().remove::<Ctx>();
    let headers = response.headers_mut();
    let fixed = |name: &'static str| HeaderName::from_static(name);
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    headers.insert(fixed("cross-origin-opener-policy"), HeaderValue::from_static("same-origin"));
    headers.insert(fixed("cross-origin-resource-policy"), HeaderValue::from_static("same-origin"));
    headers.insert(
        fixed("permissions-policy"),
        HeaderValue::from_static("camera=(), geolocation=(), microphone=(), browsing-topics=()"),
    );
    headers.extend(policy(headers, ctx.as_ref()).map(|policy| (CONTENT_SECURITY_POLICY, policy)));
    if is_https {
        headers.insert(
            STRICT_TRANSPORT_SECURITY,
            HeaderValue::from_static("max-age=63072000; includeSubDomains"),
        );
        only_by_https(headers);
    }
    response
}

/// What the content may load and run: a page what it is made of, anything else nothing.
fn policy(headers: &HeaderMap, ctx: Option<&Ctx>) -> Option<HeaderValue> {
    let kind = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    match (kind.split(';').next().unwrap_or_default(), ctx) {
        ("text/html", Some(ctx)) => HeaderValue::from_str(&page(&ctx.nonce)).ok(),
        ("image/svg+xml", _) => Some(HeaderValue::from_static(DRAWING)),
        ("text/javascript" | "application/javascript", _) => Some(HeaderValue::from_static(SCRIPT)),
        _ => Some(HeaderValue::from_static(CLOSED)),
    }
}

fn page(nonce: &str) -> String {
    format!(
        "default-src 'self'; script-src 'self' 'nonce-{nonce}' 'wasm-unsafe-eval'; style-src 'self' 'nonce-{nonce}'; \
         img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'"
    )
}

/// No cookie of a site reached by https travels in the open, whoever set it.
fn only_by_https(headers: &mut HeaderMap) {
    let cookies: Vec<HeaderValue> = headers.get_all(SET_COOKIE).iter().cloned().collect();
    headers.remove(SET_COOKIE);
    for cookie in cookies {
        let text = cookie.to_str().unwrap_or_default();
        let is_secure = text.split(';').any(|part| part.trim().eq_ignore_ascii_case("secure"));
        let secured = if is_secure { None } else { HeaderValue::from_str(&format!("{text}; Secure")).ok() };
        headers.append(SET_COOKIE, secured.unwrap_or(cookie));
    }
}
