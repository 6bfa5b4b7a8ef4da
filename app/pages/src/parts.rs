//! A form as sent: in parts when it carries files, otherwise as any form.
use axum::body::to_bytes;
use axum::extract::multipart::Field;
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use service::media::UPLOAD_MAX;
use types::form::Problem;

/// Bytes of the longest text read, far above what any field takes.
const TEXT_LIMIT: usize = 512 * 1024;

/// The fields of a form in order, and its files.
#[derive(Debug, Default)]
pub(crate) struct Parts {
    /// Names and values of the fields.
    pub texts: Vec<(String, String)>,
    /// What was chosen in its one file field; a problem for each file that is too large.
    pub files: Vec<Result<Vec<u8>, Problem>>,
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
    pub async fn read(request: Request, most: usize) -> Result<Self, Response> {
        let kind = request.headers().get(CONTENT_TYPE);
        let is_parts = kind.is_some_and(|kind| kind.as_bytes().starts_with(b"multipart/form-data"));
        if is_parts {
            let parts = Multipart::from_request(request, &()).await.map_err(IntoResponse::into_response)?;
            return Ok(Self::of_parts(parts, most).await);
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

    async fn of_parts(mut parts: Multipart, most: usize) -> Self {
        let mut read = Self::default();
        loop {
            match parts.next_field().await {
                Ok(Some(part)) => read.take(part, most).await,
                Ok(None) => return read,
                Err(_) => {
                    read.files.push(Err(too_large()));
                    return read;
                }
            }
        }
    }

    async fn take(&mut self, part: Field<'_>, most: usize) {
        let name = part.name().unwrap_or_default().to_owned();
        let Some(is_chosen) = part.file_name().map(|name| !name.is_empty()) else {
            let text = bytes(part, TEXT_LIMIT).await.unwrap_or_default();
            self.texts.push((name, String::from_utf8_lossy(&text).into_owned()));
            return;
        };
        let file = bytes(part, if self.files.len() < most { UPLOAD_MAX } else { 0 }).await;
        if is_chosen {
            self.files.push(file);
        }
    }
}

/// The bytes of a part; past `most` they are read to their end and not kept.
async fn bytes(mut part: Field<'_>, most: usize) -> Result<Vec<u8>, Problem> {
    let mut bytes = Vec::new();
    let mut is_whole = true;
    while let Some(chunk) = part.chunk().await.map_err(|_| too_large())? {
        is_whole &= bytes.len() + chunk.len() <= most;
        if is_whole {
            bytes.extend_from_slice(&chunk);
        }
    }
    if is_whole { Ok(bytes) } else { Err(too_large()) }
}

fn too_large() -> Problem {
    Problem::FileTooLarge { megabytes: UPLOAD_MAX / 1024 / 1024 }
}
