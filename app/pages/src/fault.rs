//! Faults as pages that help.
use axum::http::StatusCode;
use axum::http::header::{ALLOW, CONTENT_TYPE};
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use service::fault::Fault;
use types::words::error as w;

use crate::ctx::Ctx;
use crate::layout::Layout;
use crate::page::Page;

/// A fault on its way to the browser. Handlers return it with `?`; [`explain`] makes it a page.
#[derive(Debug)]
pub struct PageFault(pub Fault);

impl<E: Into<Fault>> From<E> for PageFault {
    fn from(fault: E) -> Self {
        Self(fault.into())
    }
}

/// What the viewer is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Told {
    SignIn,
    NotAllowed,
    Confirm,
    Foreign,
    NotFound,
    TooOften,
    Failed,
}

/// A form that a page of another site sent, on its way to the browser.
#[derive(Clone, Copy, Debug)]
pub struct Foreign;

impl IntoResponse for Foreign {
    fn into_response(self) -> Response {
        told(StatusCode::FORBIDDEN, Told::Foreign)
    }
}

impl IntoResponse for PageFault {
    fn into_response(self) -> Response {
        let (status, told) = match self.0 {
            Fault::SignInNeeded => (StatusCode::UNAUTHORIZED, Told::SignIn),
            Fault::NotAllowed => (StatusCode::FORBIDDEN, Told::NotAllowed),
            Fault::ConfirmNeeded => (StatusCode::FORBIDDEN, Told::Confirm),
            Fault::NotFound => (StatusCode::NOT_FOUND, Told::NotFound),
            Fault::TooOften => (StatusCode::TOO_MANY_REQUESTS, Told::TooOften),
            Fault::Internal(error) => {
                tracing::error!(error = error.as_ref(), "a request failed inside");
                (StatusCode::INTERNAL_SERVER_ERROR, Told::Failed)
            }
        };
        self::told(status, told)
    }
}

fn told(status: StatusCode, told: Told) -> Response {
    let mut response = status.into_response();
    response.extensions_mut().insert(told);
    response
}

/// The answer when no route matches.
pub async fn not_found() -> PageFault {
    PageFault(Fault::NotFound)
}

/// Replaces a bare fault by its page; who must sign in, or again, goes there and comes back.
pub fn explain(ctx: &Ctx, response: Response) -> Response {
    match response.extensions().get::<Told>() {
        None if ctx.wants_page && is_bare(&response) => {
            let (status, allow) = (response.status(), response.headers().get(ALLOW).cloned());
            let mut answer = (status, page(ctx, Told::NotFound)).into_response();
            answer.headers_mut().extend(allow.map(|methods| (ALLOW, methods)));
            answer
        }
        None => response,
        Some(Told::SignIn) => Redirect::to(&sign_in(ctx)).into_response(),
        Some(Told::Confirm) => Redirect::to(&format!("/me/confirm?back={}", back(ctx))).into_response(),
        Some(told) => (response.status(), page(ctx, *told)).into_response(),
    }
}

/// Whether the router answered by itself: an address that is none, or one to which forms are sent.
fn is_bare(response: &Response) -> bool {
    let kind = response.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    [StatusCode::BAD_REQUEST, StatusCode::METHOD_NOT_ALLOWED].contains(&response.status())
        && kind.is_none_or(|kind| kind.starts_with("text/plain"))
}

/// Where one signs in and comes back from.
pub(crate) fn sign_in(ctx: &Ctx) -> String {
    format!("/sign-in?return_to={}", back(ctx))
}

/// The page to come back to, for a query.
fn back(ctx: &Ctx) -> String {
    url::form_urlencoded::byte_serialize(ctx.page().as_bytes()).collect()
}

fn page(ctx: &Ctx, told: Told) -> Response {
    let v = ctx.voice;
    let (title, text) = match told {
        Told::NotAllowed => (w::not_allowed(v), w::not_allowed_text(v)),
        Told::Foreign => (w::foreign(v), w::foreign_text(v)),
        Told::TooOften => (w::too_often(v), w::too_often_text(v)),
        Told::Failed => (w::failed(v), w::failed_text(v)),
        Told::NotFound | Told::SignIn | Told::Confirm => (w::not_found(v), w::not_found_text(v)),
    };
    let contact = ctx.site.contact.clone();
    let contact = (!contact.is_empty()).then(|| view! { <p class="meta">{w::contact(v)} " " <a href=format!("mailto:{contact}")>{contact.clone()}</a></p> });
    Page::new(ctx, Layout::Narrow, title).show(move || view! {
        <section class="empty">
            <svg class="scene" viewBox="0 0 160 110" aria-hidden="true"><use href="/art/scenes.svg#door"></use></svg>
            <h1>{title}</h1>
            <p>{text}</p>
            <p class="acts"><a class="btn primary" href="/">{w::home(v)}</a></p>
            {contact}
        </section>
    })
}
