//! Signing in by a passkey.
use axum::extract::State;
use axum::response::Response;
use axum::{Form, Json};
use service::passkey::Question;
use types::form::Problems;

use super::{Ask, show_ask};
use crate::App;
use crate::ctx::Ctx;
use crate::fault::PageFault;
use crate::page::go;
use crate::passkey::{Answer, refused};
use crate::session_cookie;

/// A question to the device, the same for everybody.
pub(super) async fn options(State(app): State<App>, ctx: Ctx) -> Result<Json<Question>, PageFault> {
    Ok(Json(app.service.ask_passkey(&ctx.client).await?))
}

/// Whoever reloads the answer to a passkey that did not do.
pub(super) async fn page() -> Response {
    go("/sign-in")
}

pub(super) async fn enter(
    State(app): State<App>,
    ctx: Ctx,
    Form(answer): Form<Answer>,
) -> Result<Response, PageFault> {
    let Answer { ceremony, credential, return_to } = &answer;
    match app.service.sign_in_by_passkey(&ctx.viewer, ceremony, credential, return_to, &ctx.device).await {
        Ok(opened) => Ok(session_cookie::enter(&ctx, &opened).await?),
        Err(refusal) => {
            let refused = refused(refusal)?;
            let ask = Ask { return_to: answer.return_to, ..Ask::default() };
            Ok(show_ask(&ctx, ask, Problems::default(), Some(refused)))
        }
    }
}
