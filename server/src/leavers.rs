//! `POST /api/handover`: the personnel system tells of leavers, signed, without a cookie.
use axum::body::Bytes;
use axum::extract::DefaultBodyLimit;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use axum::{Json, Router};
use pages::App;
use serde_json::{Value, json};
use service::handover::Told;
use service::handover::webhook::WebhookError;
use types::lang::{Lang, Voice};

/// Header with the seconds since 1970 at which the call was signed.
const TIMESTAMP: &str = "x-enishi-timestamp";
/// Header with `sha256=` and the signature.
const SIGNATURE: &str = "x-enishi-signature";
/// Bytes of the largest call.
const BODY_MAX: usize = 512 * 1024;

/// The one route.
pub fn routes() -> Router<App> {
    Router::new().route("/api/handover", post(hear)).layer(DefaultBodyLimit::max(BODY_MAX))
}

async fn hear(State(app): State<App>, headers: HeaderMap, body: Bytes) -> Response {
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    match app.service.hear_of_leavers(header(TIMESTAMP), header(SIGNATURE), &body).await {
        Ok(told) => {
            let told: Vec<&str> = told.into_iter().map(word).collect();
            Json(json!({ "leavers": told })).into_response()
        }
        Err(error) => refuse(&error),
    }
}

fn word(told: Told) -> &'static str {
    match told {
        Told::Asked => "asked",
        Told::Invited => "invited",
        Told::Unasked => "unasked",
        Told::Moved => "moved",
        Told::Known => "known",
        Told::Unknown => "unknown",
    }
}

fn refuse(error: &WebhookError) -> Response {
    let status = match error {
        WebhookError::Off => return StatusCode::NOT_FOUND.into_response(),
        WebhookError::Signature | WebhookError::Timestamp => StatusCode::UNAUTHORIZED,
        WebhookError::Replayed => StatusCode::CONFLICT,
        WebhookError::Body(_) => StatusCode::BAD_REQUEST,
        WebhookError::Leaver(..) => StatusCode::UNPROCESSABLE_ENTITY,
        WebhookError::Fault(fault) => {
            tracing::error!(error = ?fault, "a call of the personnel system failed inside");
            let body = json!({ "error": "something inside failed" });
            return (StatusCode::INTERNAL_SERVER_ERROR, Json(body)).into_response();
        }
    };
    let mut body = json!({ "error": error.to_string() });
    if let WebhookError::Leaver(index, problems) = error {
        let voice = Voice::default().in_lang(Lang::En);
        let texts: serde_json::Map<String, Value> =
            problems.iter().map(|(field, problem)| (field.to_owned(), problem.text(voice).into())).collect();
        body["index"] = json!(index);
        body["problems"] = Value::Object(texts);
    }
    (status, Json(body)).into_response()
}
