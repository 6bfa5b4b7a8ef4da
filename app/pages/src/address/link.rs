//! The pages behind the mailed links: proving the new address, confirming or stopping from the primary one. Whoever holds the
//! link need not be signed in; nothing changes without a button.
use axum::Form;
use axum::extract::{Path, State};
use axum::response::Response;
use leptos::prelude::*;
use serde::Deserialize;
use service::address::AddressRequest;
use service::fault::Fault;
use service::sign_in::AttemptState;
use types::address::AddressRequestState;
use types::words::{address as w, sign_in};

use crate::App;
use crate::ctx::Ctx;
use crate::fault::PageFault;
use crate::layout::Layout;
use crate::page::{Page, go};

/// Which button was pressed.
#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Verb {
    Confirm,
    Stop,
}

#[derive(Deserialize)]
pub(super) struct Decision {
    act: Verb,
}

pub(super) async fn new_page(
    State(app): State<App>,
    ctx: Ctx,
    Path(token): Path<String>,
) -> Result<Response, PageFault> {
    let request = found(app.service.address_link(&token).await)?;
    let v = ctx.voice;
    Ok(show(&ctx, request, |request| {
        match request.proof {
        AttemptState::Used => Some(Said::plain(w::new_proved_title(v), w::new_proved_text(v).to_owned())),
        AttemptState::Over => None,
        AttemptState::Open | AttemptState::LinkOnly => Some(Said {
            title: w::new_title(v),
            text: w::new_text(v, &request.mail, request.person.name(v.lang)),
            acts: view! {
                <p class="meta">{w::new_not_you(v)}</p>
                <form method="post"><p class="acts"><button class="btn primary large block">{w::new_button(v)}</button></p></form>
            }
            .into_any(),
        }),
    }
    }))
}

pub(super) async fn prove(State(app): State<App>, Path(token): Path<String>) -> Result<Response, PageFault> {
    answered(app.service.prove_address_by_link(&token).await.map(drop))?;
    Ok(go(&format!("/addresses/new/{token}")))
}

pub(super) async fn confirm_page(
    State(app): State<App>,
    ctx: Ctx,
    Path(token): Path<String>,
) -> Result<Response, PageFault> {
    let request = found(app.service.address_confirmation(&token).await)?;
    let v = ctx.voice;
    Ok(show(&ctx, request, |request| {
        let (title, text, confirm) = if request.is_confirmed {
            (w::confirm_waiting_title(v), w::confirm_waiting_text(v, &request.mail), None)
        } else {
            let button = view! { <button class="btn primary large block" name="act" value="confirm">{w::confirm_button(v)}</button> };
            (
                w::confirm_title(v),
                w::confirm_text(v, &request.mail, request.person.name(v.lang)),
                Some(button),
            )
        };
        Some(Said {
            title,
            text,
            acts: view! {
                <p>{w::confirm_not_you(v, &request.mail)}</p>
                <form method="post"><p class="acts">{confirm}<button class="btn danger block" name="act" value="stop">{w::stop_button(v)}</button></p></form>
            }
            .into_any(),
        })
    }))
}

pub(super) async fn decide(
    State(app): State<App>,
    Path(token): Path<String>,
    Form(form): Form<Decision>,
) -> Result<Response, PageFault> {
    answered(match form.act {
        Verb::Confirm => app.service.confirm_address(&token).await.map(drop),
        Verb::Stop => app.service.stop_address(&token).await,
    })?;
    Ok(go(&format!("/addresses/confirm/{token}")))
}

/// What a link page says.
struct Said {
    title: &'static str,
    text: String,
    acts: AnyView,
}

impl Said {
    fn plain(title: &'static str, text: String) -> Self {
        Self { title, text, acts: ().into_any() }
    }
}

/// A link that is unknown has a page of its own.
fn found(request: Result<AddressRequest, Fault>) -> Result<Option<AddressRequest>, PageFault> {
    match request {
        Ok(request) => Ok(Some(request)),
        Err(Fault::NotFound) => Ok(None),
        Err(fault) => Err(fault.into()),
    }
}

/// The page says what became of a press that came too late.
fn answered(result: Result<(), Fault>) -> Result<(), PageFault> {
    match result {
        Ok(()) | Err(Fault::NotFound) => Ok(()),
        Err(fault) => Err(fault.into()),
    }
}

/// The page of a request, by `open` while it waits.
fn show(
    ctx: &Ctx,
    request: Option<AddressRequest>,
    open: impl FnOnce(&AddressRequest) -> Option<Said>,
) -> Response {
    let v = ctx.voice;
    let said = request.and_then(|request| match request.state {
        AddressRequestState::Done => Some(Said {
            title: w::done_title(v),
            text: w::done_text(v, &request.mail),
            acts: view! { <p class="acts"><a class="btn" href="/me/addresses">{w::to_list(v)}</a></p> }
                .into_any(),
        }),
        AddressRequestState::Stopped => Some(Said {
            title: w::stopped_title(v),
            text: w::stopped_text(v).to_owned(),
            acts: view! { <p class="acts"><a class="btn" href="/me/devices">{sign_in::devices(v)}</a></p> }
                .into_any(),
        }),
        AddressRequestState::Open if request.is_over => None,
        AddressRequestState::Open => open(&request),
    });
    let said = said.unwrap_or_else(|| Said::plain(w::over_title(v), w::over_text(v).to_owned()));
    Page::new(ctx, Layout::Narrow, said.title).show(|| {
        view! {
            <section class="card letter">
                <h1>{said.title}</h1>
                <p class="lead">{said.text}</p>
                {said.acts}
            </section>
        }
    })
}
