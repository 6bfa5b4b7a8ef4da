//! The form of a post as sent: in parts when it carries pictures, otherwise as any form.
use std::collections::BTreeMap;

use axum::body::to_bytes;
use axum::extract::multipart::Field;
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use service::feed::PostInput;
use service::media::UPLOAD_MAX;
use types::feed::{PICTURES_MAX, PictureInput};
use types::form::Problem;
use types::id::MediaId;

use crate::App;
use crate::ctx::Ctx;

/// Bytes of the largest form of a post. Twice what may be kept: a picture too large is then named beside its field, and the
/// text is not lost with it.
pub(crate) const POST_LIMIT: usize = 2 * PICTURES_MAX * UPLOAD_MAX;
/// Bytes of the longest text read, far above what may be published.
const TEXT_LIMIT: usize = 512 * 1024;

/// What was typed and chosen.
#[derive(Debug, Default)]
pub(crate) struct PostForm {
    /// Text and pictures.
    pub input: PostInput,
    /// The button pressed: `publish`, `preview` or `attach`.
    pub action: String,
    said: BTreeMap<MediaId, PictureInput>,
}

impl FromRequest<App> for PostForm {
    type Rejection = Response;

    async fn from_request(request: Request, app: &App) -> Result<Self, Response> {
        let is_parts = request
            .headers()
            .get(CONTENT_TYPE)
            .is_some_and(|kind| kind.as_bytes().starts_with(b"multipart/form-data"));
        if !is_parts {
            let body = to_bytes(request.into_body(), TEXT_LIMIT).await;
            let body = body.map_err(|_| StatusCode::PAYLOAD_TOO_LARGE.into_response())?;
            return Ok(Self::of_pairs(&body));
        }
        // Who may not publish a picture need not have it read.
        let keeps_files = request.extensions().get::<Ctx>().is_some_and(|ctx| ctx.viewer.me().is_some());
        let parts = Multipart::from_request(request, app).await.map_err(IntoResponse::into_response)?;
        Ok(Self::of_parts(parts, keeps_files).await)
    }
}

impl PostForm {
    fn of_pairs(body: &[u8]) -> Self {
        let mut form = Self::default();
        for (name, value) in url::form_urlencoded::parse(body) {
            form.take(&name, value.into_owned());
        }
        form.finish()
    }

    async fn of_parts(mut parts: Multipart, keeps_files: bool) -> Self {
        let mut form = Self::default();
        loop {
            match parts.next_field().await {
                Ok(Some(part)) => form.take_part(part, keeps_files).await,
                Ok(None) => break,
                Err(_) => {
                    form.input.files.push(Err(too_large()));
                    break;
                }
            }
        }
        form.finish()
    }

    async fn take_part(&mut self, part: Field<'_>, keeps_files: bool) {
        let name = part.name().unwrap_or_default().to_owned();
        if name != "pictures" {
            let text = read(part, TEXT_LIMIT).await.unwrap_or_default();
            self.take(&name, String::from_utf8_lossy(&text).into_owned());
            return;
        }
        let is_chosen = part.file_name().is_some_and(|name| !name.is_empty());
        // Beyond the most allowed only the count matters.
        let most = if keeps_files && self.input.files.len() < PICTURES_MAX { UPLOAD_MAX } else { 0 };
        let file = read(part, most).await;
        if is_chosen {
            self.input.files.push(file);
        }
    }

    fn take(&mut self, name: &str, value: String) {
        match name.split_once('_').map(|(kind, id)| (kind, id.parse::<MediaId>())) {
            Some(("alt", Ok(id))) => self.said(id).alt = value,
            Some(("remove", Ok(id))) => self.said(id).remove = true,
            _ if name == "body" => self.input.body = value,
            _ if name == "action" => self.action = value,
            _ => {}
        }
    }

    fn said(&mut self, id: MediaId) -> &mut PictureInput {
        self.said.entry(id).or_insert(PictureInput { id, alt: String::new(), remove: false })
    }

    fn finish(mut self) -> Self {
        self.input.pictures = std::mem::take(&mut self.said).into_values().collect();
        self
    }
}

/// The bytes of a part; past `most` they are read to their end and not kept.
async fn read(mut part: Field<'_>, most: usize) -> Result<Vec<u8>, Problem> {
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
