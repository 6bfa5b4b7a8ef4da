//! `/Users`.
use axum::Extension;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use pages::App;
use service::scim::user::{ScimUserRow, written};
use service::scim::{ListQuery, Listed, Provisioner, ScimError};
use types::id::ScimUserId;

use super::answer::{self, About, Query, Wanted, if_match};

pub async fn list(
    State(app): State<App>,
    Extension(by): Extension<Provisioner>,
    Query(query): Query<ListQuery>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Refused> {
    let listed = app.service.scim_users(by, &query).await?;
    let whole = |row: ScimUserRow| Ok(about(&row).whole(&app, written(&row)?));
    let items = listed.items.into_iter().map(whole).collect::<Result<_, ScimError>>()?;
    Ok(answer::list(Listed { total: listed.total, start: listed.start, items }, &wanted))
}

pub async fn search(
    State(app): State<App>,
    Extension(by): Extension<Provisioner>,
    body: Bytes,
) -> Result<Response, Refused> {
    let (query, wanted) = answer::search(&body)?;
    list(State(app), Extension(by), Query(query), Query(wanted)).await
}

pub async fn one(
    State(app): State<App>,
    Extension(by): Extension<Provisioner>,
    Path(id): Path<String>,
    Query(wanted): Query<Wanted>,
    headers: HeaderMap,
) -> Result<Response, Refused> {
    let row = app.service.scim_user(by, id_of(&id)?).await?;
    show(&app, &headers, StatusCode::OK, &row, &wanted)
}

pub async fn add(
    State(app): State<App>,
    Extension(by): Extension<Provisioner>,
    Query(wanted): Query<Wanted>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Refused> {
    let row = app.service.add_scim_user(by, &body).await?;
    show(&app, &headers, StatusCode::CREATED, &row, &wanted)
}

pub async fn put(
    State(app): State<App>,
    Extension(by): Extension<Provisioner>,
    Path(id): Path<String>,
    Query(wanted): Query<Wanted>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Refused> {
    let row = app.service.put_scim_user(by, id_of(&id)?, &body, if_match(&headers)).await?;
    show(&app, &HeaderMap::new(), StatusCode::OK, &row, &wanted)
}

pub async fn patch(
    State(app): State<App>,
    Extension(by): Extension<Provisioner>,
    Path(id): Path<String>,
    Query(wanted): Query<Wanted>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Refused> {
    let row = app.service.patch_scim_user(by, id_of(&id)?, &body, if_match(&headers)).await?;
    show(&app, &HeaderMap::new(), StatusCode::OK, &row, &wanted)
}

pub async fn delete(
    State(app): State<App>,
    Extension(by): Extension<Provisioner>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Refused> {
    app.service.delete_scim_user(by, id_of(&id)?, if_match(&headers)).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

fn show(
    app: &App,
    headers: &HeaderMap,
    status: StatusCode,
    row: &ScimUserRow,
    wanted: &Wanted,
) -> Result<Response, Refused> {
    Ok(answer::resource(app, headers, status, &about(row), written(row)?, wanted))
}

fn about(row: &ScimUserRow) -> About {
    About {
        kind: "User",
        id: row.id.to_string(),
        version: row.version,
        created: row.created_at,
        changed: row.updated_at,
    }
}

/// An id that cannot be read is nobody's.
fn id_of(text: &str) -> Result<ScimUserId, ScimError> {
    text.parse().map_err(|_| ScimError::NotFound)
}

/// An error on its way to the directory.
pub struct Refused(ScimError);

impl<E: Into<ScimError>> From<E> for Refused {
    fn from(error: E) -> Self {
        Self(error.into())
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        answer::error(&self.0)
    }
}
