//! Who plays which part: given and taken by administrators.
#[cfg(test)]
mod tests;

pub use store::member_role::HolderRow;

use store::{Conn, Tx};
use types::form::Problem;
use types::id::MemberId;
use types::member::Person;
use types::role::{Role, Roles};
use types::words::role as w;

use crate::Service;
use crate::fault::{Fault, FormError};
use crate::mail::Letter;
use crate::paging;
use crate::policy::{Capability, require, require_fresh};
use crate::task::Task;
use crate::viewer::Viewer;

/// Roles that somebody always plays: without them the network stands still.
pub(crate) const NEVER_EMPTY: [Role; 2] = [Role::Office, Role::Administrator];

/// Whether the network can do without `member` in `role`. Others who may lose it wait until the transaction is over.
pub(crate) async fn may_lose(tx: &mut Tx, member: MemberId, role: Role) -> Result<bool, Fault> {
    if !NEVER_EMPTY.contains(&role) {
        return Ok(true);
    }
    store::member_role::hold(tx, role).await?;
    Ok(store::member_role::has_other(tx, member, role).await?)
}

/// The first of `roles` that the network cannot do without `member` in, as [`may_lose`].
pub(crate) async fn kept(
    tx: &mut Tx,
    member: MemberId,
    roles: impl Iterator<Item = Role>,
) -> Result<Option<Role>, Fault> {
    for role in roles {
        if !may_lose(tx, member, role).await? {
            return Ok(Some(role));
        }
    }
    Ok(None)
}

/// Whether the network can do without `member`, who plays `roles`, as it looks now.
pub(crate) async fn can_do_without(conn: &mut Conn, member: MemberId, roles: &Roles) -> Result<bool, Fault> {
    for role in NEVER_EMPTY.into_iter().filter(|role| roles.has(*role)) {
        if !store::member_role::has_other(conn, member, role).await? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Roles on one page.
const PAGE: usize = 50;

impl Service {
    /// A page of those who play a part, after `after`; where the next one begins.
    ///
    /// # Errors
    /// Only for administrators.
    pub async fn role_holders(
        &self,
        viewer: &Viewer,
        after: Option<MemberId>,
    ) -> Result<(Vec<HolderRow>, Option<MemberId>), Fault> {
        require(viewer, Capability::Administer)?;
        let mut conn = self.db().read().await?;
        let after = after.unwrap_or(MemberId::FIRST);
        let rows = store::member_role::holders(&mut conn, after, paging::asked(PAGE)).await?;
        Ok(paging::cut(rows, PAGE, |row| row.person.id))
    }

    /// An active member and the parts of the member.
    ///
    /// # Errors
    /// [`Fault::NotFound`]; [`Fault::ConfirmNeeded`] without a fresh sign-in; only for administrators.
    pub async fn roles_of(&self, viewer: &Viewer, member: MemberId) -> Result<(Person, Roles), Fault> {
        require_fresh(viewer, Capability::Administer, self.now())?;
        let mut conn = self.db().read().await?;
        let roles = store::member::roles(&mut conn, member).await?.ok_or(Fault::NotFound)?;
        let person = store::member::person(&mut conn, member).await?.ok_or(Fault::NotFound)?;
        Ok((person.into(), roles))
    }

    /// Gives `member` exactly `roles`, and tells the member. All devices of the member are signed out: no session outlives what
    /// it was opened with.
    ///
    /// # Errors
    /// [`Problem::LastOffice`] when nobody of the office, or no administrator, would be left; [`Fault::NotFound`];
    /// [`Fault::ConfirmNeeded`] without a fresh sign-in; only administrators may.
    pub async fn change_roles(
        &self,
        viewer: &Viewer,
        member: MemberId,
        roles: &Roles,
    ) -> Result<(), FormError> {
        let me = require_fresh(viewer, Capability::Administer, self.now())?;
        let mut tx = self.db().write().await?;
        let before = store::member::roles(&mut tx, member).await?.ok_or(Fault::NotFound)?;
        if before == *roles {
            return Ok(());
        }
        let lost = before.iter().filter(|role| !roles.has(*role));
        if kept(&mut tx, member, lost).await?.is_some() {
            return Err(FormError::of("roles", Problem::LastOffice));
        }
        self.replace_roles(&mut tx, member, (&before, roles), Some(me.id()), "administrator").await?;
        self.tell_roles(&mut tx, member, roles).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Writes that `member` plays the second of the roles instead of the first, as decided `by` whom. All sessions end: none
    /// outlives what it was opened with.
    pub(crate) async fn replace_roles(
        &self,
        tx: &mut Tx,
        member: MemberId,
        (before, after): (&Roles, &Roles),
        actor: Option<MemberId>,
        by: &str,
    ) -> Result<(), Fault> {
        store::member_role::set(tx, member, after).await?;
        let ended = store::session::delete_all(tx, member).await?;
        let detail = serde_json::json!({
            "by": by, "before": before.to_string(), "after": after.to_string(), "sessions_ended": ended,
        });
        self.audit(tx, actor, "member.roles", format!("member:{member}"), detail).await
    }

    async fn tell_roles(&self, tx: &mut Tx, member: MemberId, roles: &Roles) -> Result<(), Fault> {
        let reader = store::member::by_id(tx, member).await?.ok_or(Fault::NotFound)?;
        let Some(to) = store::member::mail_to(tx, member).await? else { return Ok(()) };
        let person = store::member::person(tx, member).await?.map(Person::from).ok_or(Fault::NotFound)?;
        let (site, lang) = (self.site_on(tx).await?, reader.lang);
        let v = site.voice(lang);
        let words: Vec<_> = roles.iter().map(|role| role.text(v)).collect();
        let roles = if words.is_empty() { w::no_role(v).to_owned() } else { words.join(w::and(v)) };
        let (name, link) = (site.name.get(lang), self.config().url("/sign-in"));
        let body = w::mail_body(v, &site.contact, &link, person.name(lang), &roles, name);
        let letter = Letter { to, lang, subject: w::mail_subject(v, name), body, calendar: None };
        self.enqueue(tx, &Task::Mail(letter)).await
    }
}
