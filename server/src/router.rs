//! The composition root of the routes: pages, files, health, and the layers around them.
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::HeaderName;
use axum::middleware::from_fn_with_state;
use axum::routing::{get, post};
use pages::App;
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate};
use tower_http::request_id::{MakeRequestUuid, PropagateRequestIdLayer, SetRequestIdLayer};
use tower_http::trace::TraceLayer;

use crate::assets::Site;
use crate::{api, assets, demo, feeds, headers, health, leavers, origin, scim};

/// Bytes of the largest form; uploads set their own limit.
const FORM_LIMIT: usize = 512 * 1024;

/// All routes of the site.
pub fn router(app: App, site: Site) -> Router {
    let is_demo = app.service.config().demo;
    let https = headers::Https(app.service.config().is_https());
    let pages = if is_demo { pages::router().merge(demo::routes()) } else { pages::router() };
    // What is packed already would only lose its length.
    let compressible = DefaultPredicate::new().and(NotForContentType::const_new("application/zip"));
    let pages = pages
        .merge(feeds::routes())
        .route("/api/{*name}", post(api::serve))
        .fallback(pages::fault::not_found)
        .layer(
            ServiceBuilder::new()
                .layer(from_fn_with_state(app.clone(), pages::ctx::provide))
                .layer(origin::layer())
                .layer(from_fn_with_state(app.clone(), origin::from_here))
                .layer(CompressionLayer::new().compress_when(compressible)),
        )
        .layer(DefaultBodyLimit::max(FORM_LIMIT));
    let id = HeaderName::from_static("x-request-id");
    Router::new()
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        // Other programs come with a token or a signature instead of a cookie, so no other site can have a browser send it.
        .merge(scim::routes(app.clone()))
        .merge(leavers::routes())
        .merge(pages)
        .with_state(app)
        .layer(from_fn_with_state(site, assets::serve))
        .layer(
            ServiceBuilder::new()
                .layer(SetRequestIdLayer::new(id.clone(), MakeRequestUuid))
                .layer(TraceLayer::new_for_http().make_span_with(|request: &axum::extract::Request| {
                    let id = request.headers().get("x-request-id").and_then(|value| value.to_str().ok());
                    tracing::info_span!("request", id, method = %request.method(), path = request.uri().path())
                }))
                .layer(PropagateRequestIdLayer::new(id))
                .layer(from_fn_with_state(https, headers::secure))
                .layer(CatchPanicLayer::new()),
        )
}
