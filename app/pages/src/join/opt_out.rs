//! The links in an invitation of the office: the form filled in, and never hearing again.
use axum::Form;
use axum::extract::{Path, State};
use axum::response::Response;
use leptos::prelude::*;
use serde::Deserialize;
use types::form::Problems;
use types::words::campaign as w;

use crate::App;
use crate::ctx::Ctx;
use crate::fault::PageFault;
use crate::layout::Layout;
use crate::page::{Page, go, go_with};
use crate::ui::Icon;

/// `undo` takes it back; anything else, such as what a mail program sends by itself (RFC 8058), opts out.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Choice {
    verb: String,
}

pub(super) async fn listed(
    State(app): State<App>,
    ctx: Ctx,
    Path(token): Path<String>,
) -> Result<Response, PageFault> {
    let input = app.service.listed_form(&token).await?;
    Ok(super::show(&ctx, None, input, Problems::default()))
}

pub(super) async fn page(
    State(app): State<App>,
    ctx: Ctx,
    Path(token): Path<String>,
) -> Result<Response, PageFault> {
    let is_out = app.service.has_opted_out(&token).await?;
    let v = ctx.voice;
    let title = if is_out { w::out_done(v) } else { w::out_title(v) };
    Ok(Page::new(&ctx, Layout::Narrow, title).show(|| {
        let body = if is_out {
            view! {
                <p class="lead">{w::out_done_text(v)}</p>
                <p class="acts"><button class="btn quiet" name="verb" value="undo"><Icon name="undo-2"/>{w::out_undo(v)}</button></p>
            }
            .into_any()
        } else {
            view! {
                <p class="lead">{w::out_text(v)}</p>
                <p class="acts"><button class="btn primary large block" name="verb" value="out">{w::out_button(v)}</button></p>
            }
            .into_any()
        };
        view! { <section class="card letter"><h1>{title}</h1><form method="post">{body}</form></section> }
    }))
}

pub(super) async fn choose(
    State(app): State<App>,
    ctx: Ctx,
    Path(token): Path<String>,
    Form(choice): Form<Choice>,
) -> Result<Response, PageFault> {
    let undo = choice.verb == "undo";
    app.service.opt_out(&token, !undo).await?;
    let path = format!("/opt-out/{token}");
    Ok(if undo { go_with(&path, w::out_undone(ctx.voice)) } else { go(&path) })
}
