//! From a view to an answer.
use std::sync::Arc;

use axum::http::header::{CACHE_CONTROL, SET_COOKIE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{Html, IntoResponse, Redirect, Response};
use hydration_context::SsrSharedContext;
use leptos::prelude::*;
use leptos::reactive::owner::Owner;

use crate::ctx::{Ctx, NOTICE_COOKIE};
use crate::layout::{self, Layout};

/// A page about to be shown.
pub struct Page<'c> {
    ctx: &'c Ctx,
    layout: Layout,
    title: String,
    head: Head,
    status: StatusCode,
}

/// What a page says to machines.
#[derive(Clone, Debug, Default)]
pub struct Head {
    /// One or two sentences for previews.
    pub description: String,
    /// Whether search engines may list it; members' pages never are.
    pub public: bool,
    /// Path of the share picture.
    pub picture: Option<String>,
    /// schema.org JSON-LD.
    pub json_ld: Option<serde_json::Value>,
}

impl<'c> Page<'c> {
    /// A page in `layout`.
    #[must_use]
    pub fn new(ctx: &'c Ctx, layout: Layout, title: impl Into<String>) -> Self {
        Self { ctx, layout, title: title.into(), head: Head::default(), status: StatusCode::OK }
    }

    /// With what it says to machines.
    #[must_use]
    pub fn head(self, head: Head) -> Self {
        Self { head, ..self }
    }

    /// As the answer to a form that was not accepted.
    #[must_use]
    pub fn refused(self, refused: bool) -> Self {
        Self { status: if refused { StatusCode::UNPROCESSABLE_ENTITY } else { self.status }, ..self }
    }

    /// Renders `view` into the layout.
    pub fn show<V: IntoView + 'static>(self, view: impl FnOnce() -> V) -> Response {
        self.render(|| (view().into_any(), None))
    }

    /// Renders `view` into the layout and `aside` beside it; below it where there is no room.
    pub fn show_beside<V: IntoView + 'static, A: IntoView + 'static>(
        self,
        view: impl FnOnce() -> V,
        aside: impl FnOnce() -> A,
    ) -> Response {
        self.render(|| (view().into_any(), Some(aside().into_any())))
    }

    fn render(self, parts: impl FnOnce() -> (AnyView, Option<AnyView>)) -> Response {
        let owner = Owner::new_root(Some(Arc::new(SsrSharedContext::new_islands())));
        let html = owner.with(|| {
            let (content, aside) = parts();
            layout::document(self.ctx, self.layout, &self.title, &self.head, content, aside).to_html()
        });
        owner.unset_with_forced_cleanup();
        let mut response = (self.status, Html(self.complete(&html))).into_response();
        response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
        if self.ctx.notice.is_some() {
            let gone = format!("{NOTICE_COOKIE}=; Path=/; Max-Age=0; SameSite=Lax; HttpOnly");
            response.headers_mut().extend(HeaderValue::from_str(&gone).ok().map(|value| (SET_COOKIE, value)));
        }
        response
    }
}

impl Page<'_> {
    /// The document with its first line; only a page with an island loads the WASM.
    fn complete(&self, html: &str) -> String {
        let (head, rest) = html.split_once("</head>").unwrap_or(("", html));
        let loader = if rest.contains("<leptos-island") {
            self.ctx.app.assets.loader(&self.ctx.nonce)
        } else {
            String::new()
        };
        format!("<!doctype html>{head}{loader}</head>{rest}")
    }
}

/// Goes on to `path` after a form was accepted.
#[must_use]
pub fn go(path: &str) -> Response {
    Redirect::to(path).into_response()
}

/// Goes on to `path` and shows `notice` there once.
#[must_use]
pub fn go_with(path: &str, notice: &str) -> Response {
    let text: String = url::form_urlencoded::byte_serialize(notice.as_bytes()).collect();
    let cookie = format!("{NOTICE_COOKIE}={text}; Path=/; Max-Age=60; SameSite=Lax; HttpOnly");
    let mut response = go(path);
    response.headers_mut().extend(HeaderValue::from_str(&cookie).ok().map(|value| (SET_COOKIE, value)));
    response
}

/// Lets the browser forget what forms kept in it: what was made of a form that stays empty, and what somebody who signs out had typed.
#[must_use]
pub fn forget_drafts(mut response: Response) -> Response {
    let storage = HeaderValue::from_static("\"storage\"");
    response.headers_mut().insert("clear-site-data", storage);
    response
}

/// The disposition of a file to keep: its name in ASCII for old programs, and as it is (RFC 6266).
pub(crate) fn attachment(ascii: &str, name: &str) -> String {
    let one = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'.' | b'-' | b'_' => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    };
    let encoded: String = name.bytes().map(one).collect();
    format!("attachment; filename=\"{ascii}\"; filename*=UTF-8''{encoded}")
}

/// The sentence in a notice cookie.
#[must_use]
pub fn read_notice(value: &str) -> Option<String> {
    let pair = format!("n={value}");
    let text = url::form_urlencoded::parse(pair.as_bytes()).next()?.1.into_owned();
    (!text.is_empty() && text.chars().count() <= 200).then_some(text)
}
