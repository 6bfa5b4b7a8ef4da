//! `/Groups`.
use axum::Extension;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use pages::App;
use serde_json::json;
use service::scim::group::ScimGroup;
use service::scim::json::Object;
use service::scim::{ListQuery, Listed, Provisioner, ScimError, group};
use types::id::ScimGroupId;

use super::answer::{self, About, Query, Wanted, if_match, place};
use super::user::Refused;

pub async fn list(
    State(app): State<App>,
    Extension(by): Extension<Provisioner>,
    Query(query): Query<ListQuery>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Refused> {
    let listed = app.service.scim_groups(by, &query).await?;
    let whole = |group: ScimGroup| about(&group).whole(&app, written(&app, &group));
    let items = listed.items.into_iter().map(whole).collect();
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
    let group = app.service.scim_group(by, id_of(&id)?).await?;
    Ok(show(&app, &headers, StatusCode::OK, &group, &wanted))
}

pub async fn add(
    State(app): State<App>,
    Extension(by): Extension<Provisioner>,
    Query(wanted): Query<Wanted>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Refused> {
    let group = app.service.add_scim_group(by, &body).await?;
    Ok(show(&app, &headers, StatusCode::CREATED, &group, &wanted))
}

pub async fn put(
    State(app): State<App>,
    Extension(by): Extension<Provisioner>,
    Path(id): Path<String>,
    Query(wanted): Query<Wanted>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Refused> {
    let group = app.service.put_scim_group(by, id_of(&id)?, &body, if_match(&headers)).await?;
    Ok(show(&app, &HeaderMap::new(), StatusCode::OK, &group, &wanted))
}

pub async fn patch(
    State(app): State<App>,
    Extension(by): Extension<Provisioner>,
    Path(id): Path<String>,
    Query(wanted): Query<Wanted>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Refused> {
    let group = app.service.patch_scim_group(by, id_of(&id)?, &body, if_match(&headers)).await?;
    Ok(show(&app, &HeaderMap::new(), StatusCode::OK, &group, &wanted))
}

pub async fn delete(
    State(app): State<App>,
    Extension(by): Extension<Provisioner>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Refused> {
    app.service.delete_scim_group(by, id_of(&id)?, if_match(&headers)).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

fn show(app: &App, headers: &HeaderMap, status: StatusCode, group: &ScimGroup, wanted: &Wanted) -> Response {
    answer::resource(app, headers, status, &about(group), written(app, group), wanted)
}

/// With where each member is.
fn written(app: &App, group: &ScimGroup) -> Object {
    let mut object = group::written(group);
    let members = object.get_mut("members").and_then(|members| members.as_array_mut());
    for (member, id) in members.into_iter().flatten().zip(&group.members) {
        let place = place(app, &format!("Users/{id}"));
        *member = json!({ "value": id.to_string(), "$ref": place, "type": "User" });
    }
    object
}

fn about(group: &ScimGroup) -> About {
    About {
        kind: "Group",
        id: group.row.id.to_string(),
        version: group.row.version,
        created: group.row.created_at,
        changed: group.row.updated_at,
    }
}

fn id_of(text: &str) -> Result<ScimGroupId, ScimError> {
    text.parse().map_err(|_| ScimError::NotFound)
}
