//! A request of a row.
use std::time::Duration;

use axum::http::header::{CONTENT_TYPE, COOKIE};
use axum::http::{HeaderName, Method};
use axum_test::{TestRequest, TestResponse};

use super::table::Sent;
use crate::tests::world::World;

const BOUNDARY: &str = "a-line-in-no-text";

/// What `path` answers to the holder of `cookie`, or to a visitor.
pub async fn ask(
    world: &World,
    cookie: Option<&str>,
    method: &Method,
    path: &str,
    sent: Sent<'_>,
) -> TestResponse {
    ask_with(world, cookie, method, path, sent, &[]).await
}

/// As [`ask`], with `headers` beside.
pub async fn ask_with(
    world: &World,
    cookie: Option<&str>,
    method: &Method,
    path: &str,
    sent: Sent<'_>,
    headers: &[(&'static str, &str)],
) -> TestResponse {
    // A stream has no end of its own.
    let stop = async {
        loop {
            tokio::time::sleep(Duration::from_millis(50)).await;
            world.service.end_streams();
        }
    };
    tokio::select! {
        answer = request(world, cookie, method, path, sent, headers) => answer,
        () = stop => unreachable!("streams are ended until the answer is there"),
    }
}

/// A request with `headers` beside what it carries.
pub fn request(
    world: &World,
    cookie: Option<&str>,
    method: &Method,
    path: &str,
    sent: Sent<'_>,
    headers: &[(&'static str, &str)],
) -> TestRequest {
    let (path, kind, body) = match sent {
        Sent::Query(query) => (format!("{path}{query}"), None, String::new()),
        Sent::Form(body) => {
            (path.to_owned(), Some("application/x-www-form-urlencoded".to_owned()), body.to_owned())
        }
        Sent::Text(body) => (path.to_owned(), Some("text/plain".to_owned()), body.to_owned()),
        Sent::Json(body) => (path.to_owned(), Some("application/json".to_owned()), body.to_owned()),
        Sent::Multipart(body) => {
            (path.to_owned(), Some(format!("multipart/form-data; boundary={BOUNDARY}")), multipart(body))
        }
    };
    let mut request = world.server.method(method.clone(), &path).bytes(body.into());
    if let Some(kind) = kind {
        request = request.add_header(CONTENT_TYPE, kind);
    }
    if let Some(cookie) = cookie {
        request = request.add_header(COOKIE, cookie);
    }
    for (name, value) in headers {
        request = request.add_header(HeaderName::from_static(name), *value);
    }
    request
}

/// Fields as `a=1&b=2`, in parts.
fn multipart(fields: &str) -> String {
    let fields = fields.split('&').filter_map(|field| field.split_once('='));
    let part = |(name, value): (&str, &str)| {
        format!("--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
    };
    format!("{}--{BOUNDARY}--\r\n", fields.map(part).collect::<String>())
}
