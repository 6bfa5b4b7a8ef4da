//! A form as sent: in parts when it carries files, otherwise as any form.
use axum::body::to_bytes;
use axum::extract::multipart::Field;
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use service::drawing::{UPLOAD_MAX, Upload};
use types::form::Problem;

use crate::App;

/// The largest file, as it is told beside a field.
pub(crate) const UPLOAD_MEGABYTES: usize = UPLOAD_MAX / 1024 / 1024;

/// Bytes of the longest text read, far above what any field takes.
const TEXT_LIMIT: usize = 512 * 1024;

/// The fields of a form in order, and its files.
#[derive(Debug, Default)]
pub(crate) struct Parts {
    /// Names and values of the fields.
    pub texts: Vec<(String, String)>,
    /// What was chosen in its one file field; a problem for each file that is too large.
    pub files: Vec<Result<Upload, Problem>>,
}

impl Parts {
    /// Bytes of the largest form with `files` pictures. Twice what may be kept: a picture too large is then named beside its
    /// field, and what was typed is not lost with it.
    pub const fn limit(files: usize) -> usize {
        2 * files * UPLOAD_MAX
    }

    /// Reads a form, of its files at most `most`: of what lies beyond only the number matters.
    ///
    /// # Errors
    /// The answer to a request that is no form at all.
    pub async fn read(app: &App, request: Request, most: usize) -> Result<Self, Response> {
        let kind = request.headers().get(CONTENT_TYPE);
        let is_parts = kind.is_some_and(|kind| kind.as_bytes().starts_with(b"multipart/form-data"));
        if is_parts {
            let parts = Multipart::from_request(request, &()).await.map_err(IntoResponse::into_response)?;
            return Ok(Self::of_parts(app, parts, most).await);
        }
        let body = to_bytes(request.into_body(), TEXT_LIMIT).await;
        let body = body.map_err(|_| StatusCode::PAYLOAD_TOO_LARGE.into_response())?;
        Ok(Self { texts: url::form_urlencoded::parse(&body).into_owned().collect(), files: Vec::new() })
    }

    /// The fields as a form's struct, whose fields are all texts.
    pub fn typed<T: serde::de::DeserializeOwned + Default>(&self) -> T {
        let fields = self.texts.iter().map(|(name, value)| (name.clone(), value.clone().into()));
        serde_json::from_value(serde_json::Value::Object(fields.collect())).unwrap_or_default()
    }

    async fn of_parts(app: &App, mut parts: Multipart, most: usize) -> Self {
        let mut read = Self::default();
        loop {
            match parts.next_field().await {
                Ok(Some(part)) => read.take(app, part, most).await,
                Ok(None) => return read,
                Err(_) => {
                    read.files.push(Err(too_large()));
                    return read;
                }
            }
        }
    }

    async fn take(&mut self, app: &App, part: Field<'_>, most: usize) {
        let name = part.name().unwrap_or_default().to_owned();
        let Some(is_chosen) = part.file_name().map(|name| !name.is_empty()) else {
            self.texts.push((name, text(part).await));
            return;
        };
        let file =
            if is_chosen && self.files.len() < most { file(app, part).await } else { Err(pass(part).await) };
        if is_chosen {
            self.files.push(file);
        }
    }
}

/// A file as it comes; past [`UPLOAD_MAX`] it is read to its end and not kept.
async fn file(app: &App, mut part: Field<'_>) -> Result<Upload, Problem> {
    let mut upload = app.service.receive().await.map_err(|_| Problem::UnreadableFile);
    while let Some(chunk) = part.chunk().await.map_err(|_| too_large())? {
        if let Ok(file) = &mut upload
            && let Err(problem) = file.push(&chunk).await
        {
            upload = Err(problem);
        }
    }
    upload
}

/// The text of a part; nothing, when it is longer than any field takes.
async fn text(mut part: Field<'_>) -> String {
    let mut bytes = Vec::new();
    let mut is_whole = true;
    while let Ok(Some(chunk)) = part.chunk().await {
        is_whole &= bytes.len() + chunk.len() <= TEXT_LIMIT;
        if is_whole {
            bytes.extend_from_slice(&chunk);
        }
    }
    if is_whole { String::from_utf8_lossy(&bytes).into_owned() } else { String::new() }
}

/// Reads a part that is not kept to its end.
async fn pass(mut part: Field<'_>) -> Problem {
    while let Ok(Some(_)) = part.chunk().await {}
    too_large()
}

fn too_large() -> Problem {
    Problem::too_large(UPLOAD_MAX)
}
