//! Members whose new address waits for the office's word.
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::{get, post};
use axum::{Form, Router};
use leptos::prelude::*;
use serde::Deserialize;
use service::address::OfficeRequest;
use service::fault::Fault;
use types::address::AddressRequestState;
use types::id::AddressRequestId;
use types::words::address as w;

use crate::App;
use crate::ctx::Ctx;
use crate::fault::PageFault;
use crate::format;
use crate::layout::Layout;
use crate::page::{Page, go_with};
use crate::ui::PersonRow;

const PAGE: &str = "/office/queue/addresses";

#[derive(Deserialize)]
struct Decision {
    confirms: bool,
}

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/office/queue/addresses", get(page))
        .route("/office/queue/addresses/{id}", post(decide))
}

async fn page(State(app): State<App>, ctx: Ctx) -> Result<Response, PageFault> {
    let waiting = app.service.addresses_for_office(&ctx.viewer).await?;
    let v = ctx.voice;
    Ok(Page::new(&ctx, Layout::Office, w::office_title(v)).show(|| {
        let body = if waiting.is_empty() {
            view! {
                <section class="empty">
                    <svg class="scene small" viewBox="0 0 160 110" aria-hidden="true"><use href="/art/scenes.svg#done"></use></svg>
                    <h2>{w::office_none(v)}</h2>
                    <p>{w::office_none_text(v)}</p>
                </section>
            }
            .into_any()
        } else {
            view! {
                <p class="notice wait"><span>{w::office_how(v)}</span></p>
                <ul class="rows card">{waiting.into_iter().map(|it| row(&ctx, it)).collect_view()}</ul>
            }
            .into_any()
        };
        view! {
            <header class="head"><div><h1>{w::office_title(v)}</h1><p class="lead">{w::office_lead(v)}</p></div></header>
            {body}
        }
    }))
}

async fn decide(
    State(app): State<App>,
    ctx: Ctx,
    Path(id): Path<AddressRequestId>,
    Form(form): Form<Decision>,
) -> Result<Response, PageFault> {
    let v = ctx.voice;
    let said = match app.service.decide_address(&ctx.viewer, id, form.confirms).await {
        Ok(AddressRequestState::Done) => w::office_confirmed(v),
        Ok(AddressRequestState::Stopped) if !form.confirms => w::office_declined(v),
        Ok(_) | Err(Fault::NotFound) => w::office_ended(v),
        Err(fault) => return Err(fault.into()),
    };
    Ok(go_with(PAGE, said))
}

fn row(ctx: &Ctx, request: OfficeRequest) -> impl IntoView + use<> {
    let v = ctx.voice;
    let (new, asked) = (w::office_new(v, request.mail), format::date_time(ctx, request.asked_at));
    view! {
        <li class="stack tight">
            <PersonRow person=request.person lang=v.lang/>
            <p>{new} " " <span class="meta">{w::office_asked(v, asked)}</span></p>
            <form method="post" action=format!("{PAGE}/{}", request.id) class="acts">
                <button class="btn" name="confirms" value="true">{w::office_confirm(v)}</button>
                <button class="btn quiet" name="confirms" value="false">{w::office_decline(v)}</button>
            </form>
        </li>
    }
}
