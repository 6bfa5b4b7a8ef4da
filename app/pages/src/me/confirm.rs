//! Signing in again before something that would harm in wrong hands.
use axum::Form;
use axum::extract::{Query, State};
use axum::response::Response;
use leptos::prelude::*;
use serde::Deserialize;
use service::policy::{Capability, require};
use service::sign_in::local_path;
use types::words::{form, me as w};

use crate::App;
use crate::ctx::Ctx;
use crate::fault::PageFault;
use crate::layout::Layout;
use crate::page::{Page, go};
use crate::passkey::{Answer, Purpose, Refused, refusal, refused};
use crate::session_cookie;
use crate::ui::Icon;

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Back {
    /// Where to go afterwards.
    back: String,
}

pub(super) async fn page(
    State(app): State<App>,
    ctx: Ctx,
    Query(to): Query<Back>,
) -> Result<Response, PageFault> {
    let me = require(&ctx.viewer, Capability::TakePart)?;
    if service::policy::is_fresh(me, app.service.now()) {
        return Ok(go(local_path(&to.back)));
    }
    show(&app, &ctx, &to.back, None).await
}

async fn show(app: &App, ctx: &Ctx, back: &str, refused: Option<Refused>) -> Result<Response, PageFault> {
    let mail = app.service.primary_mail(&ctx.viewer).await?;
    let has_passkeys = !app.service.passkeys(&ctx.viewer).await?.is_empty();
    let passkey = has_passkeys.then(|| crate::passkey::ask(ctx, Purpose::Confirm, back, refused));
    let v = ctx.voice;
    Ok(Page::new(ctx, Layout::Narrow, w::confirm(v)).refused(refused.is_some()).show(|| {
        view! {
            <section class="card letter">
                <h1>{w::confirm(v)}</h1>
                <p class="lead">{w::confirm_lead(v)}</p>
                {refusal(v, Purpose::Confirm, refused)}
                <form method="post" action="/me/confirm">
                    <input type="hidden" name="back" value=local_path(back).to_owned()/>
                    <p>{w::confirm_mail(v, mail.as_str())}</p>
                    <p class="acts">
                        <button class="btn primary large"><Icon name="mail"/>{w::confirm_send(v)}</button>
                        <a class="btn quiet" href="/me">{form::cancel(v)}</a>
                    </p>
                </form>
                {passkey}
            </section>
        }
    }))
}

pub(super) async fn ask(
    State(app): State<App>,
    ctx: Ctx,
    Form(to): Form<Back>,
) -> Result<Response, PageFault> {
    let id = app.service.ask_again(&ctx.viewer, &to.back, &ctx.client).await?;
    Ok(go(&format!("/sign-in/{id}")))
}

/// Whoever reloads the answer to a passkey that did not do.
pub(super) async fn again() -> Response {
    go("/me/confirm")
}

pub(super) async fn by_passkey(
    State(app): State<App>,
    ctx: Ctx,
    Form(answer): Form<Answer>,
) -> Result<Response, PageFault> {
    let Answer { ceremony, credential, return_to } = &answer;
    match app.service.confirm_by_passkey(&ctx.viewer, ceremony, credential, return_to, &ctx.device).await {
        Ok(opened) => Ok(session_cookie::enter(&ctx, &opened).await?),
        Err(refusal) => show(&app, &ctx, return_to, Some(refused(refusal)?)).await,
    }
}
