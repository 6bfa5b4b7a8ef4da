//! Security headers of every page.
use axum::extract::Request;
use axum::http::HeaderValue;
use axum::http::header::{
    CONTENT_SECURITY_POLICY, HeaderName, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS,
};
use axum::middleware::Next;
use axum::response::Response;
use pages::ctx::Ctx;

/// Adds the headers; the nonce is the one the page was rendered with.
pub async fn secure(request: Request, next: Next) -> Response {
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
    if let Some(ctx) = ctx {
        headers.extend(
            HeaderValue::from_str(&policy(&ctx.nonce)).ok().map(|value| (CONTENT_SECURITY_POLICY, value)),
        );
        if ctx.app.service.config().is_https() {
            headers.insert(
                STRICT_TRANSPORT_SECURITY,
                HeaderValue::from_static("max-age=63072000; includeSubDomains"),
            );
        }
    }
    response
}

fn policy(nonce: &str) -> String {
    format!(
        "default-src 'self'; script-src 'self' 'nonce-{nonce}' 'wasm-unsafe-eval'; style-src 'self' 'nonce-{nonce}'; \
         img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'"
    )
}
