//! The cookie that holds a session's token.
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, HeaderValue};
use axum::response::Response;
use axum_extra::extract::CookieJar;
use service::fault::Fault;
use service::session::{ABSOLUTE, Opened};
use types::time::Stamp;

use crate::App;
use crate::ctx::{Ctx, session_cookie};
use crate::page::{forget_drafts, go};

/// Goes where the attempt wanted to go, with the new session's cookie. The session this browser had before ends: whoever held
/// its token holds nothing now.
///
/// # Errors
/// The database failed.
pub async fn enter(ctx: &Ctx, opened: &Opened) -> Result<Response, Fault> {
    if let Some(me) = ctx.viewer.me() {
        match ctx.app.service.sign_out(&ctx.viewer, me.session).await {
            Ok(()) | Err(Fault::NotFound) => {}
            Err(fault) => return Err(fault),
        }
    }
    set(ctx, go(&opened.go_to), &opened.token, ABSOLUTE / Stamp::SECOND)
}

/// Goes to `path` without the session's cookie, and without what forms kept in this browser.
///
/// # Errors
/// Never in practice.
pub fn leave(ctx: &Ctx, path: &str) -> Result<Response, Fault> {
    set(ctx, forget_drafts(go(path)), "", 0)
}

/// The token in the session's cookie.
pub(crate) fn token(app: &App, headers: &HeaderMap) -> Option<String> {
    let name = session_cookie(app.service.config().is_https());
    CookieJar::from_headers(headers).get(name).map(|cookie| cookie.value().to_owned())
}

fn set(ctx: &Ctx, mut response: Response, value: &str, max_age: i64) -> Result<Response, Fault> {
    let https = ctx.app.service.config().is_https();
    let (name, secure) = (session_cookie(https), if https { "; Secure" } else { "" });
    let cookie = format!("{name}={value}; Path=/; Max-Age={max_age}; HttpOnly; SameSite=Lax{secure}");
    response.headers_mut().append(SET_COOKIE, HeaderValue::from_str(&cookie).map_err(Fault::internal)?);
    Ok(response)
}
