//! By whose invitation the member came: what the inviter may see, and leaving it behind.
use axum::Form;
use axum::extract::State;
use axum::response::Response;
use leptos::prelude::*;
use serde::Deserialize;
use service::referral::Origin;
use types::words::{form, leave as l, referral as w};

use crate::App;
use crate::ctx::Ctx;
use crate::fault::PageFault;
use crate::format;
use crate::layout::Layout;
use crate::page::{Page, go_with};
use crate::ui::PersonRow;

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Show {
    shows: String,
}

pub(super) async fn page(State(app): State<App>, ctx: Ctx) -> Result<Response, PageFault> {
    let origin = app.service.origin(&ctx.viewer).await?;
    let v = ctx.voice;
    Ok(Page::new(&ctx, Layout::Member, w::origin(v)).show(|| {
        let body = match origin {
            Some(origin) if !origin.inviter.has_page() => gone(&ctx, &origin).into_any(),
            Some(origin) => known(&ctx, origin).into_any(),
            None => view! { <section class="empty"><h2>{w::origin_none(v)}</h2><p>{w::origin_none_text(v)}</p></section> }.into_any(),
        };
        view! {
            <header class="head"><div><h1>{w::origin(v)}</h1></div></header>
            {body}
        }
    }))
}

fn known(ctx: &Ctx, origin: Origin) -> impl IntoView + use<> {
    let v = ctx.voice;
    let name = origin.inviter.name(v.lang);
    let came = w::origin_came(v, format::date(ctx, origin.joined_at), &name);
    let words = origin.worked_together.map(|words| {
        view! {
            <h2>{w::origin_words(v)}</h2>
            <blockquote class="prose"><p>{words}</p></blockquote>
        }
    });
    view! {
        <section class="card stack">
            <p>{came}</p>
            <PersonRow person=origin.inviter lang=v.lang/>
            {words}
        </section>
        <section class="card">
            <h2>{w::show(v, &name)}</h2>
            <form method="post" action="/me/origin" class="form">
                <label class="check">
                    <input type="checkbox" name="shows" value="on" checked=origin.shows/>
                    <span>{w::show_box(v, &name)}<small class="hint">{w::show_hint(v, &name)}</small></span>
                </label>
                <p class="acts"><button class="btn primary">{form::save(v)}</button></p>
            </form>
        </section>
        <details class="card more">
            <summary>{w::leave(v)}</summary>
            <p>{w::leave_text(v, &name)}</p>
            <form method="post" action="/me/origin/leave"><button class="btn danger">{w::leave_button(v)}</button></form>
        </details>
    }
}

/// Of an inviter who left nothing is known, and nothing can be told.
fn gone(ctx: &Ctx, origin: &Origin) -> impl IntoView + use<> {
    let v = ctx.voice;
    view! {
        <section class="card"><p>{l::origin_came(v, format::date(ctx, origin.joined_at))}</p></section>
        <details class="card more">
            <summary>{w::leave(v)}</summary>
            <p>{l::origin_leave(v)}</p>
            <form method="post" action="/me/origin/leave"><button class="btn danger">{w::leave_button(v)}</button></form>
        </details>
    }
}

pub(super) async fn show(
    State(app): State<App>,
    ctx: Ctx,
    Form(form): Form<Show>,
) -> Result<Response, PageFault> {
    let shows = form.shows == "on";
    let name = app.service.origin(&ctx.viewer).await?.map(|it| it.inviter.name(ctx.voice.lang));
    app.service.show_origin(&ctx.viewer, shows).await?;
    let name = name.unwrap_or_default();
    let notice = if shows { w::shown(ctx.voice, name) } else { w::hidden(ctx.voice, name) };
    Ok(go_with("/me/origin", &notice))
}

pub(super) async fn leave(State(app): State<App>, ctx: Ctx) -> Result<Response, PageFault> {
    app.service.leave_branch(&ctx.viewer).await?;
    Ok(go_with("/me/origin", w::left(ctx.voice)))
}
