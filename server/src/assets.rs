//! The built site: from a folder, or from inside the binary.
use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, VARY};
use axum::http::{HeaderMap, HeaderValue, Method};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use pages::Assets;
use serde::Deserialize;

/// The built files.
#[derive(Clone)]
pub struct Site {
    files: Files,
    manifest: Arc<Manifest>,
}

#[derive(Clone)]
enum Files {
    #[cfg(not(feature = "embed-site"))]
    None,
    Folder(Arc<PathBuf>),
    #[cfg(feature = "embed-site")]
    Inside,
}

/// What `cargo xtask` wrote about the files it named by their content.
#[derive(Debug, Default, Deserialize)]
struct Manifest {
    js: String,
    css: String,
}

#[cfg(feature = "embed-site")]
static INSIDE: include_dir::Dir<'static> = include_dir::include_dir!("$ENISHI_SITE_DIR");
/// Named only so that cargo builds again when the files change.
#[cfg(feature = "embed-site")]
const _: Option<&str> = option_env!("ENISHI_SITE_VERSION");

impl Site {
    /// The files of `folder`, else those inside the binary, else none.
    pub fn open(folder: Option<&Path>) -> Result<Self, String> {
        let files = match folder {
            Some(folder) => Files::Folder(Arc::new(folder.to_owned())),
            None => inside(),
        };
        let manifest = match files.read("manifest.json") {
            Some(bytes) => serde_json::from_slice(&bytes).map_err(|e| {
                format!("the site's manifest.json cannot be read ({e}); build the site again")
            })?,
            None if folder.is_some() => {
                return Err(
                    "the site folder holds no manifest.json; build it with `cargo xtask build`".to_owned()
                );
            }
            None => Manifest::default(),
        };
        Ok(Self { files, manifest: Arc::new(manifest) })
    }

    /// Addresses for the pages.
    pub fn assets(&self) -> Assets {
        let islands = self.manifest.js.strip_prefix("/pkg/").and_then(|name| name.strip_suffix(".js"));
        Assets::new(&self.manifest.css, islands)
    }
}

fn inside() -> Files {
    #[cfg(feature = "embed-site")]
    return Files::Inside;
    #[cfg(not(feature = "embed-site"))]
    Files::None
}

impl Files {
    fn read(&self, path: &str) -> Option<Cow<'static, [u8]>> {
        match self {
            #[cfg(not(feature = "embed-site"))]
            Self::None => None,
            Self::Folder(folder) => std::fs::read(folder.join(path)).ok().map(Cow::Owned),
            #[cfg(feature = "embed-site")]
            Self::Inside => INSIDE.get_file(path).map(|file| Cow::Borrowed(file.contents())),
        }
    }
}

/// Answers with a file of the site if the path names one, otherwise lets the request through.
pub async fn serve(State(site): State<Site>, request: Request, next: Next) -> Response {
    if matches!(*request.method(), Method::GET | Method::HEAD) {
        let path = request.uri().path().trim_start_matches('/');
        if looks_like_file(path)
            && let Some(response) = file(&site.files, path, request.headers())
        {
            return response;
        }
    }
    next.run(request).await
}

/// Only names with an ending, and no way out of the folder.
fn looks_like_file(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    name.contains('.')
        && path != "manifest.json"
        && path.split('/').all(|part| !part.is_empty() && !part.starts_with('.'))
}

fn file(files: &Files, path: &str, headers: &HeaderMap) -> Option<Response> {
    let accepts = headers.get(ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let mut encodings =
        [("br", ".br"), ("gzip", ".gz")].into_iter().filter(|(name, _)| accepts.contains(name));
    let packed =
        encodings.find_map(|(name, ending)| Some((Some(name), files.read(&format!("{path}{ending}"))?)));
    let (encoding, bytes) = packed.or_else(|| Some((None, files.read(path)?)))?;
    let mime = mime_guess::from_path(path).first_or_octet_stream();
    let mime = if mime.type_() == "text" { format!("{mime}; charset=utf-8") } else { mime.to_string() };
    let cache =
        if path.starts_with("pkg/") { "public, max-age=31536000, immutable" } else { "public, max-age=3600" };
    let mut response = Body::from(bytes.into_owned()).into_response();
    let out = response.headers_mut();
    out.insert(CONTENT_TYPE, HeaderValue::from_str(&mime).ok()?);
    out.insert(CACHE_CONTROL, HeaderValue::from_static(cache));
    out.insert(VARY, HeaderValue::from_static("accept-encoding"));
    out.extend(encoding.map(|name| (CONTENT_ENCODING, HeaderValue::from_static(name))));
    Some(response)
}
