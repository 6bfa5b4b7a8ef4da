//! Accounts of the directory.
pub use store::scim_user::ScimUserRow;

use serde_json::{Value, json};
use store::{Conn, Tx};
use types::handover::Leaver;
use types::id::{MemberId, ScimUserId};
use types::relationship::RelationshipSource;
use types::text::Mail;

use super::json::{self as read, Object};
use super::patch::{Attributes, Holds, apply};
use super::{ListQuery, Listed, Provisioner, ScimError, expect_version, filter};
use crate::Service;
use crate::fault::Fault;

/// Mail addresses of one account.
const EMAILS_MAX: usize = 20;

/// What of an account can be written.
pub const ATTRIBUTES: Attributes = &[
    ("schemas", Holds::Ours),
    ("id", Holds::Ours),
    ("meta", Holds::Ours),
    ("externalId", Holds::One),
    ("userName", Holds::One),
    ("name", Holds::Parts),
    ("displayName", Holds::One),
    ("active", Holds::One),
    ("emails", Holds::Items),
];

/// What can be written of `row`, as SCIM writes it.
///
/// # Errors
/// The stored addresses cannot be read.
pub fn written(row: &ScimUserRow) -> Result<Object, ScimError> {
    let mut object = Object::new();
    let mut put = |name: &str, text: &str| {
        if !text.is_empty() {
            object.insert(name.to_owned(), text.into());
        }
    };
    put("userName", &row.user_name);
    put("externalId", &row.external_id);
    put("displayName", &row.display_name);
    if let Some(active) = row.active {
        object.insert("active".to_owned(), active.into());
    }
    let names = [("formatted", &row.formatted), ("familyName", &row.family), ("givenName", &row.given)];
    let names = names.into_iter().filter(|(_, text)| !text.is_empty());
    let name: Object = names.map(|(part, text)| (part.to_owned(), Value::from(text.as_str()))).collect();
    if !name.is_empty() {
        object.insert("name".to_owned(), Value::Object(name));
    }
    let emails: Value = serde_json::from_str(&row.emails)?;
    if emails.as_array().is_some_and(|emails| !emails.is_empty()) {
        object.insert("emails".to_owned(), emails);
    }
    Ok(object)
}

impl Service {
    /// Accounts, all or those a filter finds.
    ///
    /// # Errors
    /// The filter is not supported.
    pub async fn scim_users(
        &self,
        _: Provisioner,
        query: &ListQuery,
    ) -> Result<Listed<ScimUserRow>, ScimError> {
        let mut conn = self.db().read().await?;
        let Some(text) = &query.filter else {
            let (skip, count) = query.window();
            let total = store::scim_user::count(&mut conn).await?;
            let items = store::scim_user::page(&mut conn, skip, count).await?;
            return Ok(Listed { total, start: skip + 1, items });
        };
        let (attribute, value) = filter::one_text(text)?;
        let found = match attribute.as_str() {
            "userName" => store::scim_user::by_name(&mut conn, &key(&value)).await?.into_iter().collect(),
            "externalId" => store::scim_user::by_external(&mut conn, &value).await?,
            "id" => match value.parse() {
                Ok(id) => store::scim_user::by_id(&mut conn, id).await?.into_iter().collect(),
                Err(_) => Vec::new(),
            },
            _ => return Err(ScimError::InvalidFilter),
        };
        Ok(query.cut(found))
    }

    /// One account.
    ///
    /// # Errors
    /// [`ScimError::NotFound`].
    pub async fn scim_user(&self, _: Provisioner, id: ScimUserId) -> Result<ScimUserRow, ScimError> {
        let mut conn = self.db().read().await?;
        store::scim_user::by_id(&mut conn, id).await?.ok_or(ScimError::NotFound)
    }

    /// Adds an account, which makes nobody a member.
    ///
    /// # Errors
    /// What was sent cannot be used, or the name is another's.
    pub async fn add_scim_user(&self, _: Provisioner, body: &[u8]) -> Result<ScimUserRow, ScimError> {
        let sent = read::object(body)?;
        let now = self.now();
        let blank = ScimUserRow {
            id: self.id(),
            user_name: String::new(),
            user_name_key: String::new(),
            external_id: String::new(),
            active: None,
            given: String::new(),
            family: String::new(),
            formatted: String::new(),
            display_name: String::new(),
            emails: "[]".to_owned(),
            member_id: None,
            version: 1,
            created_at: now,
            updated_at: now,
        };
        let mut row = said(blank, &sent)?;
        let mut tx = self.db().write().await?;
        if store::scim_user::by_name(&mut tx, &row.user_name_key).await?.is_some() {
            return Err(ScimError::Uniqueness);
        }
        row.member_id = self.member_of_account(&mut tx, &row).await?;
        store::scim_user::insert(&mut tx, &row).await?;
        self.audit_scim(&mut tx, "scim_user.create", &row).await?;
        tx.commit().await?;
        Ok(row)
    }

    /// Writes an account anew; what is not sent is gone.
    ///
    /// # Errors
    /// As for adding; [`ScimError::NotFound`]; [`ScimError::Precondition`].
    pub async fn put_scim_user(
        &self,
        _: Provisioner,
        id: ScimUserId,
        body: &[u8],
        if_match: Option<&str>,
    ) -> Result<ScimUserRow, ScimError> {
        let sent = read::object(body)?;
        let mut tx = self.db().write().await?;
        let row = held(&mut tx, id, if_match).await?;
        let changed = self.change_scim_user(&mut tx, row, &sent).await?;
        tx.commit().await?;
        Ok(changed)
    }

    /// Changes parts of an account.
    ///
    /// # Errors
    /// As for writing, or an operation cannot be done.
    pub async fn patch_scim_user(
        &self,
        _: Provisioner,
        id: ScimUserId,
        body: &[u8],
        if_match: Option<&str>,
    ) -> Result<ScimUserRow, ScimError> {
        let sent = read::object(body)?;
        let mut tx = self.db().write().await?;
        let row = held(&mut tx, id, if_match).await?;
        let mut object = written(&row)?;
        apply(&mut object, ATTRIBUTES, &sent)?;
        let changed = self.change_scim_user(&mut tx, row, &object).await?;
        tx.commit().await?;
        Ok(changed)
    }

    /// Removes an account; a member linked to it is handed over.
    ///
    /// # Errors
    /// [`ScimError::NotFound`]; [`ScimError::Precondition`].
    pub async fn delete_scim_user(
        &self,
        _: Provisioner,
        id: ScimUserId,
        if_match: Option<&str>,
    ) -> Result<(), ScimError> {
        let mut tx = self.db().write().await?;
        let row = held(&mut tx, id, if_match).await?;
        if can_be_used(&row) {
            let member = match row.member_id {
                Some(member) => Some(member),
                None => self.member_of_account(&mut tx, &row).await?,
            };
            self.account_ended(&mut tx, &ScimUserRow { member_id: member, ..row.clone() }).await?;
        }
        store::scim_group::touch_of_user(&mut tx, id, self.now()).await?;
        store::scim_user::delete(&mut tx, id).await?;
        self.audit_scim(&mut tx, "scim_user.delete", &row).await?;
        Ok(tx.commit().await?)
    }

    /// Writes what `sent` says of the account `row`, which ends or comes back by it.
    async fn change_scim_user(
        &self,
        tx: &mut Tx,
        row: ScimUserRow,
        sent: &Object,
    ) -> Result<ScimUserRow, ScimError> {
        let mut new = said(row.clone(), sent)?;
        let known = store::scim_user::by_name(tx, &new.user_name_key).await?;
        if known.is_some_and(|known| known.id != row.id) {
            return Err(ScimError::Uniqueness);
        }
        // The directory may give an account to somebody else; one that ends is still whose it was.
        if row.member_id.is_none() || can_be_used(&new) {
            let found = self.member_of_account(tx, &new).await?;
            let is_another = new.external_id != row.external_id;
            new.member_id = found.or(row.member_id.filter(|_| !is_another));
        }
        if new == row {
            return Ok(row);
        }
        (new.version, new.updated_at) = (row.version + 1, self.now());
        if !store::scim_user::update(tx, &new, row.version).await? {
            return Err(ScimError::Precondition);
        }
        self.audit_scim(tx, "scim_user.change", &new).await?;
        match (can_be_used(&row), can_be_used(&new)) {
            (true, false) => self.account_ended(tx, &new).await?,
            (false, true) => self.account_back(tx, &new).await?,
            _ => {}
        }
        Ok(new)
    }

    /// The account ended: the member linked to it leaves today.
    async fn account_ended(&self, tx: &mut Tx, row: &ScimUserRow) -> Result<(), Fault> {
        let Some(member) = row.member_id else { return Ok(()) };
        let leaver = Leaver {
            name: String::new(),
            mail: None,
            leaves_on: self.today(),
            external_id: row.external_id.clone(),
        };
        self.tell_of_member(tx, member, &leaver, RelationshipSource::Scim, None).await?;
        Ok(())
    }

    /// It did not end after all.
    async fn account_back(&self, tx: &mut Tx, row: &ScimUserRow) -> Result<(), Fault> {
        let Some(member) = row.member_id else { return Ok(()) };
        self.account_is_back(tx, member).await
    }

    /// The member who signs in by the account, where the directory's own id is the one the provider names it by; else who proved
    /// one of its addresses, or its name where that is one.
    async fn member_of_account(
        &self,
        conn: &mut Conn,
        row: &ScimUserRow,
    ) -> Result<Option<MemberId>, ScimError> {
        if let Some(oidc) = self.config().oidc.as_ref().filter(|_| !row.external_id.is_empty())
            && let Some(member) = store::oidc::member(conn, &oidc.issuer, &row.external_id).await?
        {
            return Ok(Some(member));
        }
        let emails: Vec<Object> = serde_json::from_str(&row.emails)?;
        let texts = emails.iter().filter_map(|email| email.get("value").and_then(Value::as_str));
        for text in texts.chain([row.user_name.as_str()]) {
            if let Ok(mail) = text.parse::<Mail>()
                && let Some(member) = store::address::proved_holder(conn, &mail).await?
            {
                return Ok(Some(member));
            }
        }
        Ok(None)
    }

    async fn audit_scim(&self, tx: &mut Tx, action: &str, row: &ScimUserRow) -> Result<(), Fault> {
        let detail = json!({ "active": row.active, "member": row.member_id.map(|id| id.to_string()) });
        self.audit(tx, None, action, format!("scim_user:{}", row.id), detail).await
    }
}

async fn held(tx: &mut Tx, id: ScimUserId, if_match: Option<&str>) -> Result<ScimUserRow, ScimError> {
    let row = store::scim_user::by_id(tx, id).await?.ok_or(ScimError::NotFound)?;
    expect_version(if_match, row.version)?;
    Ok(row)
}

/// `row` with all that `sent` says; what it does not say is gone.
fn said(row: ScimUserRow, sent: &Object) -> Result<ScimUserRow, ScimError> {
    let user_name = read::text(sent, "userName")?;
    if user_name.trim().is_empty() {
        return Err(ScimError::value("userName is missing"));
    }
    let no_name = Object::new();
    let name = match sent.get("name") {
        None | Some(Value::Null) => &no_name,
        Some(Value::Object(name)) => name,
        Some(_) => return Err(ScimError::value("name is no object")),
    };
    let active = match sent.get("active") {
        None | Some(Value::Null) => None,
        Some(value) => Some(read::truth(value, "active")?),
    };
    Ok(ScimUserRow {
        user_name_key: key(&user_name),
        user_name,
        external_id: read::text(sent, "externalId")?,
        active,
        given: read::text(name, "givenName")?,
        family: read::text(name, "familyName")?,
        formatted: read::text(name, "formatted")?,
        display_name: read::text(sent, "displayName")?,
        emails: emails(sent)?,
        ..row
    })
}

/// The addresses as they are stored: value, type, primary and display of each.
fn emails(sent: &Object) -> Result<String, ScimError> {
    let items = read::items(sent, "emails")?;
    if items.len() > EMAILS_MAX {
        return Err(ScimError::value(format!("more than {EMAILS_MAX} emails")));
    }
    let mut kept = Vec::new();
    for item in items {
        let mut email = Object::new();
        for part in ["value", "display", "type"] {
            let text = read::text(&item, part)?;
            if !text.is_empty() {
                email.insert(part.to_owned(), text.into());
            }
        }
        if !email.contains_key("value") {
            return Err(ScimError::value("an email has no value"));
        }
        if let Some(primary) = item.get("primary").filter(|it| !it.is_null()) {
            email.insert("primary".to_owned(), read::truth(primary, "primary")?.into());
        }
        kept.push(Value::Object(email));
    }
    let primary = kept.iter().filter(|email| email["primary"] == true).count();
    if primary > 1 {
        return Err(ScimError::value("more than one email is primary"));
    }
    Ok(Value::Array(kept).to_string())
}

fn can_be_used(row: &ScimUserRow) -> bool {
    row.active != Some(false)
}

fn key(user_name: &str) -> String {
    user_name.trim().to_lowercase()
}
