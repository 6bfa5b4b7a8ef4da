//! One soft suggestion about the own profile, with two ways to be rid of it.
use axum::extract::State;
use axum::response::Response;
use axum_extra::extract::Form;
use leptos::prelude::*;
use serde::Deserialize;
use types::lang::Voice;
use types::prompt::PromptKind;
use types::words::prompt as w;

use crate::App;
use crate::ctx::Ctx;
use crate::fault::PageFault;
use crate::page::go_with;

/// Which suggestion is answered.
#[derive(Deserialize)]
pub(super) struct Answered {
    kind: PromptKind,
}

pub(super) fn card(v: Voice, kind: PromptKind) -> impl IntoView {
    let name = kind.name(v);
    view! {
        <section class="card stack prompt" aria-label=w::title(v)>
            <p>{kind.text(v)}</p>
            <form method="post" class="acts">
                <input type="hidden" name="kind" value=kind.as_str()/>
                <a class="btn small" href=format!("/me/profile#{}", kind.field())>{w::write(v)}</a>
                <button class="btn small quiet" formaction="/me/prompts/later" aria-label=w::later_of(v, name)>{w::later(v)}</button>
                <button class="btn small quiet" formaction="/me/prompts/never" aria-label=w::never_of(v, name)>{w::never(v)}</button>
            </form>
        </section>
    }
}

pub(super) async fn later(
    State(app): State<App>,
    ctx: Ctx,
    Form(answered): Form<Answered>,
) -> Result<Response, PageFault> {
    app.service.answer_prompt(&ctx.viewer, answered.kind, false).await?;
    Ok(go_with("/me", w::later_done(ctx.voice)))
}

pub(super) async fn never(
    State(app): State<App>,
    ctx: Ctx,
    Form(answered): Form<Answered>,
) -> Result<Response, PageFault> {
    app.service.answer_prompt(&ctx.viewer, answered.kind, true).await?;
    Ok(go_with("/me", w::never_done(ctx.voice)))
}
