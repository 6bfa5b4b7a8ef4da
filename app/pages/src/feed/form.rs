//! The form of a post as sent.
use std::collections::BTreeMap;

use axum::extract::{FromRequest, Request};
use axum::response::Response;
use service::feed::PostInput;
use types::feed::{PICTURES_MAX, PictureInput};
use types::id::MediaId;

use crate::App;
use crate::ctx::Ctx;
use crate::parts::Parts;

/// Bytes of the largest form of a post.
pub(crate) const POST_LIMIT: usize = Parts::limit(PICTURES_MAX);

/// What was typed and chosen.
#[derive(Debug, Default)]
pub(crate) struct PostForm {
    /// Text and pictures.
    pub input: PostInput,
    /// The button pressed: `publish`, `preview` or `attach`.
    pub action: String,
}

impl FromRequest<App> for PostForm {
    type Rejection = Response;

    async fn from_request(request: Request, app: &App) -> Result<Self, Response> {
        // Who may not publish a picture need not have it read.
        let is_member = request.extensions().get::<Ctx>().is_some_and(|ctx| ctx.viewer.me().is_some());
        Ok(Self::of(Parts::read(app, request, if is_member { PICTURES_MAX } else { 0 }).await?))
    }
}

impl PostForm {
    fn of(parts: Parts) -> Self {
        let mut form = Self::default();
        let mut said: BTreeMap<MediaId, PictureInput> = BTreeMap::new();
        for (name, value) in parts.texts {
            let of_picture = name.split_once('_').map(|(kind, id)| (kind, id.parse::<MediaId>()));
            match of_picture {
                Some(("alt", Ok(id))) => about(&mut said, id).alt = value,
                Some(("remove", Ok(id))) => about(&mut said, id).remove = true,
                _ if name == "body" => form.input.body = value,
                _ if name == "action" => form.action = value,
                _ => {}
            }
        }
        form.input.pictures = said.into_values().collect();
        form.input.files = parts.files;
        form
    }
}

fn about(said: &mut BTreeMap<MediaId, PictureInput>, id: MediaId) -> &mut PictureInput {
    said.entry(id).or_insert(PictureInput { id, alt: String::new(), remove: false })
}
