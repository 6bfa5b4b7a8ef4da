//! Groups of the directory and who is in them. They give no rights here.
use std::collections::BTreeSet;

use serde_json::{Value, json};
use store::Tx;
use store::scim_group::ScimGroupRow;
use types::id::{ScimGroupId, ScimUserId};

use super::json::{self as read, Object};
use super::patch::{Attributes, Holds, apply};
use super::{ListQuery, Listed, Provisioner, ScimError, expect_version, filter};
use crate::Service;
use crate::fault::Fault;

/// What of a group can be written.
pub const ATTRIBUTES: Attributes = &[
    ("schemas", Holds::Ours),
    ("id", Holds::Ours),
    ("meta", Holds::Ours),
    ("externalId", Holds::One),
    ("displayName", Holds::One),
    ("members", Holds::Items),
];

/// A group with those in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScimGroup {
    /// The group.
    pub row: ScimGroupRow,
    /// Who is in it, in the order they were told of.
    pub members: Vec<ScimUserId>,
}

/// What can be written of `group`, as SCIM writes it.
#[must_use]
pub fn written(group: &ScimGroup) -> Object {
    let mut object = Object::new();
    object.insert("displayName".to_owned(), group.row.display_name.as_str().into());
    if !group.row.external_id.is_empty() {
        object.insert("externalId".to_owned(), group.row.external_id.as_str().into());
    }
    let members: Vec<Value> = group.members.iter().map(|id| json!({ "value": id.to_string() })).collect();
    if !members.is_empty() {
        object.insert("members".to_owned(), Value::Array(members));
    }
    object
}

impl Service {
    /// Groups, all or those a filter finds.
    ///
    /// # Errors
    /// The filter is not supported.
    pub async fn scim_groups(
        &self,
        _: Provisioner,
        query: &ListQuery,
    ) -> Result<Listed<ScimGroup>, ScimError> {
        let mut conn = self.db().read().await?;
        let listed = match &query.filter {
            None => {
                let (skip, count) = query.window();
                let total = store::scim_group::count(&mut conn).await?;
                let items = store::scim_group::page(&mut conn, skip, count).await?;
                Listed { total, start: skip + 1, items }
            }
            Some(text) => {
                let (attribute, value) = filter::one_text(text)?;
                query.cut(match attribute.as_str() {
                    "displayName" => store::scim_group::by_name(&mut conn, &value).await?,
                    "externalId" => store::scim_group::by_external(&mut conn, &value).await?,
                    "id" => match value.parse() {
                        Ok(id) => store::scim_group::by_id(&mut conn, id).await?.into_iter().collect(),
                        Err(_) => Vec::new(),
                    },
                    _ => return Err(ScimError::InvalidFilter),
                })
            }
        };
        let mut items = Vec::new();
        for row in listed.items {
            let members = store::scim_group::users(&mut conn, row.id).await?;
            items.push(ScimGroup { row, members });
        }
        Ok(Listed { total: listed.total, start: listed.start, items })
    }

    /// One group.
    ///
    /// # Errors
    /// [`ScimError::NotFound`].
    pub async fn scim_group(&self, _: Provisioner, id: ScimGroupId) -> Result<ScimGroup, ScimError> {
        let mut conn = self.db().read().await?;
        let row = store::scim_group::by_id(&mut conn, id).await?.ok_or(ScimError::NotFound)?;
        let members = store::scim_group::users(&mut conn, id).await?;
        Ok(ScimGroup { row, members })
    }

    /// Adds a group.
    ///
    /// # Errors
    /// What was sent cannot be used.
    pub async fn add_scim_group(&self, _: Provisioner, body: &[u8]) -> Result<ScimGroup, ScimError> {
        let sent = read::object(body)?;
        let now = self.now();
        let row = ScimGroupRow {
            id: self.id(),
            display_name: String::new(),
            external_id: String::new(),
            version: 1,
            created_at: now,
            updated_at: now,
        };
        let new = said(ScimGroup { row, members: Vec::new() }, &sent)?;
        let mut tx = self.db().write().await?;
        store::scim_group::insert(&mut tx, &new.row).await?;
        for user in &new.members {
            add_user(&mut tx, new.row.id, *user).await?;
        }
        self.audit_group(&mut tx, "scim_group.create", new.row.id).await?;
        tx.commit().await?;
        Ok(new)
    }

    /// Writes a group anew; what is not sent is gone.
    ///
    /// # Errors
    /// As for adding; [`ScimError::NotFound`]; [`ScimError::Precondition`].
    pub async fn put_scim_group(
        &self,
        _: Provisioner,
        id: ScimGroupId,
        body: &[u8],
        if_match: Option<&str>,
    ) -> Result<ScimGroup, ScimError> {
        let sent = read::object(body)?;
        let mut tx = self.db().write().await?;
        let group = held(&mut tx, id, if_match).await?;
        let changed = self.change_scim_group(&mut tx, group, &sent).await?;
        tx.commit().await?;
        Ok(changed)
    }

    /// Changes parts of a group.
    ///
    /// # Errors
    /// As for writing, or an operation cannot be done.
    pub async fn patch_scim_group(
        &self,
        _: Provisioner,
        id: ScimGroupId,
        body: &[u8],
        if_match: Option<&str>,
    ) -> Result<ScimGroup, ScimError> {
        let sent = read::object(body)?;
        let mut tx = self.db().write().await?;
        let group = held(&mut tx, id, if_match).await?;
        let mut object = written(&group);
        apply(&mut object, ATTRIBUTES, &sent)?;
        let changed = self.change_scim_group(&mut tx, group, &object).await?;
        tx.commit().await?;
        Ok(changed)
    }

    /// Removes a group.
    ///
    /// # Errors
    /// [`ScimError::NotFound`]; [`ScimError::Precondition`].
    pub async fn delete_scim_group(
        &self,
        _: Provisioner,
        id: ScimGroupId,
        if_match: Option<&str>,
    ) -> Result<(), ScimError> {
        let mut tx = self.db().write().await?;
        held(&mut tx, id, if_match).await?;
        store::scim_group::delete(&mut tx, id).await?;
        self.audit_group(&mut tx, "scim_group.delete", id).await?;
        Ok(tx.commit().await?)
    }

    async fn change_scim_group(
        &self,
        tx: &mut Tx,
        group: ScimGroup,
        sent: &Object,
    ) -> Result<ScimGroup, ScimError> {
        let mut new = said(group.clone(), sent)?;
        if new == group {
            return Ok(group);
        }
        (new.row.version, new.row.updated_at) = (group.row.version + 1, self.now());
        if !store::scim_group::update(tx, &new.row, group.row.version).await? {
            return Err(ScimError::Precondition);
        }
        let of = |group: &ScimGroup| group.members.iter().copied().collect::<BTreeSet<_>>();
        let (before, after) = (of(&group), of(&new));
        for gone in before.difference(&after) {
            store::scim_group::remove_user(tx, new.row.id, *gone).await?;
        }
        for come in after.difference(&before) {
            add_user(tx, new.row.id, *come).await?;
        }
        self.audit_group(tx, "scim_group.change", new.row.id).await?;
        Ok(new)
    }

    async fn audit_group(&self, tx: &mut Tx, action: &str, id: ScimGroupId) -> Result<(), Fault> {
        self.audit(tx, None, action, format!("scim_group:{id}"), Value::Null).await
    }
}

async fn held(tx: &mut Tx, id: ScimGroupId, if_match: Option<&str>) -> Result<ScimGroup, ScimError> {
    let row = store::scim_group::by_id(tx, id).await?.ok_or(ScimError::NotFound)?;
    expect_version(if_match, row.version)?;
    let members = store::scim_group::users(tx, id).await?;
    Ok(ScimGroup { row, members })
}

async fn add_user(tx: &mut Tx, group: ScimGroupId, user: ScimUserId) -> Result<(), ScimError> {
    if store::scim_group::add_user(tx, group, user).await? {
        return Ok(());
    }
    Err(ScimError::value(format!("there is no user {user}")))
}

/// `group` with all that `sent` says; what it does not say is gone.
fn said(group: ScimGroup, sent: &Object) -> Result<ScimGroup, ScimError> {
    let display_name = read::text(sent, "displayName")?;
    if display_name.trim().is_empty() {
        return Err(ScimError::value("displayName is missing"));
    }
    let mut members = BTreeSet::new();
    for item in read::items(sent, "members")? {
        let value = read::text(&item, "value")?;
        let id = value.parse().map_err(|_| ScimError::value(format!("there is no user {value}")))?;
        members.insert(id);
    }
    let row = ScimGroupRow { display_name, external_id: read::text(sent, "externalId")?, ..group.row };
    Ok(ScimGroup { row, members: members.into_iter().collect() })
}
