//! SCIM 2.0 for the company's directory, at `/scim/v2`: a bearer token, no cookies, no pages (RFC 7644).
//!
//! What Entra ID and Okta use: users, groups, PATCH, filters by `eq`, entity tags, and what a client reads to learn that.
mod answer;
mod discovery;
mod group;
mod user;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::header::{AUTHORIZATION, WWW_AUTHENTICATE};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use pages::App;
use service::scim::ScimError;

use self::answer::error;

/// Bytes of the largest body: a group with all its members.
const BODY_MAX: usize = 8 * 1024 * 1024;

/// The routes, each behind the token.
pub fn routes(app: App) -> Router<App> {
    Router::new()
        .route("/scim/v2/ServiceProviderConfig", get(discovery::config))
        .route("/scim/v2/ResourceTypes", get(discovery::resource_types))
        .route("/scim/v2/ResourceTypes/{id}", get(discovery::resource_type))
        .route("/scim/v2/Schemas", get(discovery::schemas))
        .route("/scim/v2/Schemas/{id}", get(discovery::schema))
        .route("/scim/v2/Users", get(user::list).post(user::add))
        .route("/scim/v2/Users/.search", post(user::search))
        .route("/scim/v2/Users/{id}", get(user::one).put(user::put).patch(user::patch).delete(user::delete))
        .route("/scim/v2/Groups", get(group::list).post(group::add))
        .route("/scim/v2/Groups/.search", post(group::search))
        .route(
            "/scim/v2/Groups/{id}",
            get(group::one).put(group::put).patch(group::patch).delete(group::delete),
        )
        .route("/scim/v2/.search", post(not_offered))
        .route("/scim/v2/Bulk", post(not_offered))
        .route("/scim/v2/Me", get(not_offered).put(not_offered).patch(not_offered).delete(not_offered))
        .route("/scim/v2/{*rest}", get(nowhere).post(nowhere).put(nowhere).patch(nowhere).delete(nowhere))
        .method_not_allowed_fallback(async || {
            answer::refusal(StatusCode::METHOD_NOT_ALLOWED, None, "not offered")
        })
        .layer(from_fn_with_state(app, authenticate))
        .layer(DefaultBodyLimit::max(BODY_MAX))
}

/// What the protocol knows and directories do not need: to search users and groups at once, many changes in one call, the
/// account that the caller signed in by.
async fn not_offered() -> Response {
    answer::refusal(StatusCode::NOT_IMPLEMENTED, None, "not offered")
}

/// Directories read JSON, also where there is nothing.
async fn nowhere() -> Response {
    error(&ScimError::NotFound)
}

/// Lets through who bears the configured token; without one there is nothing here.
async fn authenticate(State(app): State<App>, mut request: Request, next: Next) -> Response {
    if !app.service.has_scim() {
        return StatusCode::NOT_FOUND.into_response();
    }
    let bearer = bearer(request.headers()).and_then(|token| app.service.provisioner(token));
    let Some(provisioner) = bearer else {
        let mut response = answer::refusal(StatusCode::UNAUTHORIZED, None, "a valid bearer token is needed");
        let scheme = HeaderValue::from_static("Bearer realm=\"scim\"");
        response.headers_mut().insert(WWW_AUTHENTICATE, scheme);
        return response;
    };
    request.extensions_mut().insert(provisioner);
    next.run(request).await
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = headers.get(AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}
