//! Health for whoever watches over the process.
use axum::extract::State;
use axum::http::StatusCode;
use pages::App;

/// The process answers.
pub async fn alive() -> &'static str {
    "ok"
}

/// The process can do its work: the database answers.
pub async fn ready(State(app): State<App>) -> (StatusCode, &'static str) {
    match app.service.site().await {
        Ok(_) => (StatusCode::OK, "ready"),
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer"),
    }
}
