//! The context of a request: who looks, in which language, at which path.
use std::sync::Arc;

use axum::extract::{FromRequestParts, Request, State};
use axum::http::header::{ACCEPT, ACCEPT_LANGUAGE, REFERER, USER_AGENT};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum_extra::extract::CookieJar;
use service::viewer::Viewer;
use types::lang::{Lang, Voice};
use types::member::Theme;
use types::site::Site;

use crate::App;
use crate::fault::PageFault;

/// Everything a page needs besides its own data. Cheap to clone.
#[derive(Clone)]
pub struct Ctx(Arc<Inner>);

/// The fields of a [`Ctx`].
pub struct Inner {
    /// The service and the assets.
    pub app: App,
    /// Who looks.
    pub viewer: Viewer,
    /// The site's settings.
    pub site: Arc<Site>,
    /// How to speak to the viewer.
    pub voice: Voice,
    /// Light or dark.
    pub theme: Theme,
    /// Path and query asked for.
    pub uri: Uri,
    /// Path and query of the page whose form was sent, if the browser says so.
    pub sent_from: Option<String>,
    /// Whether a page is asked for, and not data or a picture.
    pub wants_page: bool,
    /// What the browser says it is, in words for its owner.
    pub device: String,
    /// Network address of the client, for rate limits.
    pub client: String,
    /// Nonce of this answer's scripts.
    pub nonce: String,
    /// A sentence to show once, from the previous request.
    pub notice: Option<String>,
}

impl std::ops::Deref for Ctx {
    type Target = Inner;
    fn deref(&self) -> &Inner {
        &self.0
    }
}

/// Name of the session cookie; the prefix makes browsers refuse it from anywhere but this host over TLS.
#[must_use]
pub fn session_cookie(is_https: bool) -> &'static str {
    if is_https { "__Host-enishi" } else { "enishi" }
}

/// Cookie with the language a visitor chose.
pub const LANG_COOKIE: &str = "lang";
/// Cookie with the theme a visitor chose.
pub const THEME_COOKIE: &str = "theme";
/// Cookie with a sentence for the next page.
pub const NOTICE_COOKIE: &str = "notice";

/// Makes the [`Ctx`] of a request and puts it into the request's extensions.
///
/// The answer carries it too, for the layer that adds the security headers.
pub async fn provide(State(app): State<App>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let ctx = match Ctx::of(app, &parts).await {
        Ok(ctx) => ctx,
        Err(fault) => return PageFault(fault).into_response(),
    };
    parts.extensions.insert(ctx.clone());
    let response = next.run(Request::from_parts(parts, body)).await;
    let mut response = crate::fault::explain(&ctx, response);
    response.extensions_mut().insert(ctx);
    response
}

impl Ctx {
    async fn of(app: App, request: &Parts) -> Result<Self, service::fault::Fault> {
        let headers = &request.headers;
        let jar = CookieJar::from_headers(headers);
        let cookie = |name: &str| jar.get(name).map(axum_extra::extract::cookie::Cookie::value);
        let token = cookie(session_cookie(app.service.config().is_https()));
        let (viewer, site) = app.service.visit(token).await?;
        let lang = viewer.me().map(|me| me.lang).or_else(|| cookie(LANG_COOKIE)?.parse().ok());
        let lang = lang.or_else(|| accepted(headers)).unwrap_or(site.lang);
        let theme = viewer.me().map(|me| me.theme).or_else(|| cookie(THEME_COOKIE)?.parse().ok());
        let notice = cookie(NOTICE_COOKIE).and_then(crate::page::read_notice);
        Ok(Self(Arc::new(Inner {
            voice: site.voice(lang),
            theme: theme.unwrap_or_default(),
            uri: request.uri.clone(),
            sent_from: sent_from(request),
            wants_page: headers.get(ACCEPT).is_some_and(|kinds| kinds.as_bytes().starts_with(b"text/html")),
            device: device(headers),
            client: client(request),
            nonce: app.service.nonce(),
            app,
            viewer,
            site,
            notice,
        })))
    }

    /// Whose drafts a form keeps in the browser: the member's, or nobody's.
    #[must_use]
    pub fn owner(&self) -> String {
        self.viewer.me().map(|me| me.id().to_string()).unwrap_or_default()
    }

    /// The page to come back to after signing in: the one asked for, or the one whose form was sent.
    #[must_use]
    pub fn page(&self) -> String {
        self.sent_from.clone().unwrap_or_else(|| self.uri.to_string())
    }

    /// Path asked for.
    #[must_use]
    pub fn path(&self) -> &str {
        self.uri.path()
    }
}

/// The page a form was sent from; forms of other sites are refused whatever they say.
fn sent_from(request: &Parts) -> Option<String> {
    if [Method::GET, Method::HEAD].contains(&request.method) {
        return None;
    }
    let page: Uri = request.headers.get(REFERER)?.to_str().ok()?.parse().ok()?;
    page.host()?;
    page.path_and_query().map(ToString::to_string)
}

impl<S: Sync> FromRequestParts<S> for Ctx {
    type Rejection = PageFault;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, PageFault> {
        let missing = || PageFault(service::fault::Fault::internal("the context layer is missing"));
        parts.extensions.get::<Self>().cloned().ok_or_else(missing)
    }
}

/// The first of our languages in `Accept-Language`.
fn accepted(headers: &HeaderMap) -> Option<Lang> {
    let header = headers.get(ACCEPT_LANGUAGE)?.to_str().ok()?;
    header.split(',').find_map(|item| item.trim().get(..2)?.to_lowercase().parse().ok())
}

/// `iPhone · Safari`: enough for its owner to recognise it, and no more.
fn device(headers: &HeaderMap) -> String {
    let agent = headers.get(USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let first = |names: &[(&str, &'static str)]| {
        names.iter().find(|(mark, _)| agent.contains(mark)).map(|(_, name)| *name)
    };
    let system = first(&[
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Android", "Android"),
        ("Windows", "Windows"),
        ("Mac OS", "Mac"),
        ("Linux", "Linux"),
    ]);
    let browser = first(&[
        ("Line/", "LINE"),
        ("Edg", "Edge"),
        ("Firefox", "Firefox"),
        ("CriOS", "Chrome"),
        ("Chrome", "Chrome"),
        ("Safari", "Safari"),
    ]);
    [system, browser].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// The address a rate limit counts: the peer's, or what the reverse proxy on this machine says.
fn client(request: &Parts) -> String {
    let peer =
        request.extensions.get::<axum::extract::ConnectInfo<std::net::SocketAddr>>().map(|info| info.0.ip());
    let forwarded = request.headers.get("x-forwarded-for").and_then(|value| value.to_str().ok());
    match (peer, forwarded) {
        (Some(ip), Some(list)) if ip.is_loopback() => {
            list.rsplit(',').next().unwrap_or_default().trim().to_owned()
        }
        (Some(ip), _) => ip.to_string(),
        (None, _) => String::new(),
    }
}
