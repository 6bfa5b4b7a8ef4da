//! A request to add an address, step by step: its page, its code and its buttons.
use axum::Form;
use axum::extract::{Path, State};
use axum::response::Response;
use leptos::prelude::*;
use serde::Deserialize;
use service::address::AddressRequest;
use service::sign_in::AttemptState;
use types::address::AddressRequestState;
use types::form::Problems;
use types::id::AddressRequestId;
use types::words::{address as w, sign_in};

use super::LIST;
use crate::App;
use crate::ctx::Ctx;
use crate::fault::PageFault;
use crate::format;
use crate::layout::Layout;
use crate::page::{Page, go_with};
use crate::ui::{ErrorSummary, Field, Kind};

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Code {
    code: String,
}

/// Which button was pressed.
#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Verb {
    Again,
    Confirm,
    Office,
    Drop,
}

#[derive(Deserialize)]
pub(super) struct Act {
    act: Verb,
}

pub(super) async fn page(
    State(app): State<App>,
    ctx: Ctx,
    Path(id): Path<AddressRequestId>,
) -> Result<Response, PageFault> {
    let request = app.service.address_request(&ctx.viewer, id).await?;
    Ok(show(&ctx, &request, Problems::default()))
}

pub(super) async fn enter_code(
    State(app): State<App>,
    ctx: Ctx,
    Path(id): Path<AddressRequestId>,
    Form(form): Form<Code>,
) -> Result<Response, PageFault> {
    match app.service.prove_address_by_code(&ctx.viewer, id, &form.code).await {
        Ok(state) => Ok(go_on(&ctx, id, state, w::proved(ctx.voice))),
        Err(error) => {
            let problems = error.problems()?;
            let request = app.service.address_request(&ctx.viewer, id).await?;
            Ok(show(&ctx, &request, problems))
        }
    }
}

pub(super) async fn act(
    State(app): State<App>,
    ctx: Ctx,
    Path(id): Path<AddressRequestId>,
    Form(form): Form<Act>,
) -> Result<Response, PageFault> {
    let (service, viewer, v) = (&app.service, &ctx.viewer, ctx.voice);
    let here = format!("{LIST}/requests/{id}");
    Ok(match form.act {
        Verb::Again => {
            service.mail_address_again(viewer, id).await?;
            go_with(&here, w::sent_again(v))
        }
        Verb::Confirm => {
            let state = service.confirm_address_here(viewer, id).await?;
            go_on(&ctx, id, state, w::confirmed(v))
        }
        Verb::Office => {
            service.ask_office_for_address(viewer, id).await?;
            go_with(&here, w::lost_asked(v))
        }
        Verb::Drop => {
            service.drop_address_request(viewer, id).await?;
            go_with(LIST, w::dropped(v))
        }
    })
}

/// To what is left to do, with `notice`; to the list when nothing is.
fn go_on(ctx: &Ctx, id: AddressRequestId, state: AddressRequestState, notice: &str) -> Response {
    match state {
        AddressRequestState::Open => go_with(&format!("{LIST}/requests/{id}"), notice),
        AddressRequestState::Done => go_with(LIST, w::added(ctx.voice)),
        AddressRequestState::Stopped => go_with(LIST, w::stopped_title(ctx.voice)),
    }
}

fn show(ctx: &Ctx, request: &AddressRequest, problems: Problems) -> Response {
    let v = ctx.voice;
    let is_open = request.state == AddressRequestState::Open && !request.is_over;
    if !is_open {
        let page = Page::new(ctx, Layout::Member, w::ended(v)).refused(!problems.is_empty());
        return page.show(|| {
            view! {
                <section class="empty">
                    <h1>{w::ended(v)}</h1>
                    <p>{w::ended_text(v)}</p>
                    <p class="acts"><a class="btn primary" href=LIST>{w::to_list(v)}</a></p>
                </section>
            }
        });
    }
    let page = Page::new(ctx, Layout::Member, w::request_title(v)).refused(!problems.is_empty());
    page.show(|| {
        let until = format::date_time(ctx, request.until);
        let new_class = if request.proof == AttemptState::Used { "done" } else { "" };
        let old_class = if request.is_confirmed { "done" } else { "" };
        view! {
            <header class="head"><div><h1>{w::request_title(v)}</h1><p class="lead">{w::request_lead(v, until, &request.mail)}</p></div></header>
            <ErrorSummary voice=v problems=problems.clone()/>
            <ol class="steps card">
                <li class=new_class aria-current=(new_class.is_empty()).then_some("step")><b>{w::step_new(v)}</b>{new_step(ctx, request, problems)}</li>
                <li class=old_class><b>{w::step_old(v)}</b>{old_step(ctx, request)}</li>
            </ol>
            <form method="post" action=action(request) class="acts">
                <button class="btn quiet" name="act" value="drop">{w::drop(v)}</button>
                <a class="btn quiet" href=LIST>{w::to_list(v)}</a>
            </form>
        }
    })
}

fn new_step(ctx: &Ctx, request: &AddressRequest, problems: Problems) -> AnyView {
    let v = ctx.voice;
    let again = view! {
        <form method="post" action=action(request)><button class="btn small" name="act" value="again">{w::again(v)}</button></form>
    };
    match request.proof {
        AttemptState::Used => view! { <p>{w::step_new_done(v, &request.mail)}</p> }.into_any(),
        AttemptState::Over | AttemptState::LinkOnly => view! { <p>{w::step_new_over(v)}</p> {again} }.into_any(),
        AttemptState::Open => view! {
            <p>{w::step_new_text(v, &request.mail)}</p>
            <form method="post" class="form" novalidate="true">
                <Field voice=v name="code" label=sign_in::code(v) value="" problems kind=Kind::Code autocomplete="one-time-code"/>
                <p class="acts"><button class="btn primary">{w::prove(v)}</button></p>
            </form>
            {again}
        }
        .into_any(),
    }
}

fn old_step(ctx: &Ctx, request: &AddressRequest) -> AnyView {
    let v = ctx.voice;
    if request.is_confirmed {
        return view! { <p>{w::step_old_done(v)}</p> }.into_any();
    }
    let here = request.may_confirm.then(|| {
        view! {
            <p>{w::confirm_here_text(v, &request.primary)}</p>
            <form method="post" action=action(request)><button class="btn" name="act" value="confirm">{w::confirm_here(v)}</button></form>
        }
    });
    let said = if request.at_office {
        w::step_old_office(v).to_owned()
    } else {
        w::step_old_text(v, &request.primary)
    };
    let office = (!request.at_office).then(|| {
        let ask = (request.proof == AttemptState::Used).then(|| view! {
            <form method="post" action=action(request)><button class="btn small" name="act" value="office">{w::lost_ask(v)}</button></form>
        });
        view! { <details class="more"><summary>{w::lost(v)}</summary><p>{w::lost_text(v)}</p>{ask}</details> }
    });
    view! { <p>{said}</p> {here} {office} }.into_any()
}

fn action(request: &AddressRequest) -> String {
    format!("{LIST}/requests/{}/act", request.id)
}
