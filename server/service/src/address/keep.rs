//! Which address is the primary one, and which can go.
use serde_json::json;
use store::address::AddressRow;
use types::member::Relationship;
use types::text::Mail;

use super::letters::Change;
use super::{needs_private_address, object, verified};
use crate::Service;
use crate::fault::Fault;
use crate::policy::{Capability, require};
use crate::viewer::Viewer;

/// Why an address cannot be removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// It is the only verified one.
    LastVerified,
    /// It is the primary one: another has to be chosen first.
    Primary,
    /// An alumnus would be left with addresses of the company alone.
    LastPrivate,
}

/// Why an address was not removed.
#[derive(Debug, thiserror::Error)]
pub enum RemoveError {
    /// It has to stay for now.
    #[error("the address has to stay: {0:?}")]
    Kept(Kept),
    /// Anything else.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl From<store::StoreError> for RemoveError {
    fn from(error: store::StoreError) -> Self {
        Self::Fault(error.into())
    }
}

/// Why `row` of `all` cannot be removed by somebody of this relationship, if it cannot.
pub(super) fn kept(
    row: &AddressRow,
    all: &[AddressRow],
    relationship: Relationship,
    domains: &[String],
) -> Option<Kept> {
    let mut rest = verified(all);
    rest.retain(|mail| **mail != row.mail);
    if rest.is_empty() {
        Some(Kept::LastVerified)
    } else if row.is_primary {
        Some(Kept::Primary)
    } else {
        let leaves_company_only =
            relationship == Relationship::Alumnus && needs_private_address(&rest, domains);
        (row.verified_at.is_some() && leaves_company_only).then_some(Kept::LastPrivate)
    }
}

impl Service {
    /// Has letters and notices go to `mail` from now on. Twice is once.
    ///
    /// # Errors
    /// [`Fault::NotFound`] when it is no verified address of the viewer.
    pub async fn make_primary(&self, viewer: &Viewer, mail: &str) -> Result<(), Fault> {
        let me = require(viewer, Capability::TakePart)?;
        let mail: Mail = mail.parse().map_err(|_| Fault::NotFound)?;
        let mut tx = self.db().write().await?;
        store::address::hold(&mut tx, me.id()).await?;
        let all = store::address::of_member(&mut tx, me.id()).await?;
        let row = all.iter().find(|row| row.mail == mail && row.verified_at.is_some());
        if row.ok_or(Fault::NotFound)?.is_primary {
            return Ok(());
        }
        store::address::set_primary(&mut tx, me.id(), &mail).await?;
        self.audit(&mut tx, Some(me.id()), "address.primary", object(me.id()), json!(null)).await?;
        self.mail_change(&mut tx, me.id(), &verified(&all), Change::Primary, &mail).await?;
        Ok(tx.commit().await?)
    }

    /// Removes `mail`, which signs in no longer. It is told too: whoever lost it to somebody else hears of it.
    ///
    /// # Errors
    /// [`RemoveError::Kept`] while it has to stay; [`Fault::NotFound`] when it is no address of the viewer.
    pub async fn remove_address(&self, viewer: &Viewer, mail: &str) -> Result<(), RemoveError> {
        let me = require(viewer, Capability::TakePart)?;
        let mail: Mail = mail.parse().map_err(|_| Fault::NotFound)?;
        let mut tx = self.db().write().await?;
        let member = store::member::by_id(&mut tx, me.id()).await?.ok_or(Fault::NotFound)?;
        let site = self.site_on(&mut tx).await?;
        store::address::hold(&mut tx, me.id()).await?;
        let all = store::address::of_member(&mut tx, me.id()).await?;
        let row = all.iter().find(|row| row.mail == mail).ok_or(Fault::NotFound)?;
        if let Some(kept) = kept(row, &all, member.relationship, &site.mail_domains) {
            return Err(RemoveError::Kept(kept));
        }
        store::address::remove(&mut tx, me.id(), &mail).await?;
        store::address_request::end_about(&mut tx, me.id(), &mail).await?;
        self.audit(&mut tx, Some(me.id()), "address.remove", object(me.id()), json!(null)).await?;
        self.mail_change(&mut tx, me.id(), &verified(&all), Change::Removed, &mail).await?;
        Ok(tx.commit().await?)
    }
}

#[cfg(test)]
mod tests {
    use types::time::Stamp;

    use super::*;

    fn row(mail: &str, is_primary: bool, is_verified: bool) -> AddressRow {
        let verified_at = is_verified.then_some(Stamp(1));
        AddressRow { mail: mail.parse().unwrap(), is_primary, verified_at }
    }

    #[test]
    fn what_has_to_stay_depends_on_the_rest_and_on_who_asks() {
        use Relationship::{Alumnus, Employee};
        let (work, home) = (row("a@co.jp", true, true), row("a@example.com", false, true));
        let (branch, new) = (row("a@osaka.co.jp", false, true), row("b@example.com", false, false));
        let domains = ["co.jp".to_owned()];
        let kept = |row: &AddressRow, all: &[&AddressRow], who| {
            let all: Vec<AddressRow> = all.iter().map(|row| (*row).clone()).collect();
            super::kept(row, &all, who, &domains)
        };
        assert_eq!(kept(&work, &[&work], Employee), Some(Kept::LastVerified));
        assert_eq!(
            kept(&work, &[&work, &new], Employee),
            Some(Kept::LastVerified),
            "one that is not proved is none"
        );
        assert_eq!(kept(&new, &[&work, &new], Alumnus), None);
        assert_eq!(kept(&work, &[&work, &home], Employee), Some(Kept::Primary));
        assert_eq!(kept(&home, &[&work, &home], Employee), None);
        assert_eq!(kept(&home, &[&work, &home], Alumnus), Some(Kept::LastPrivate));
        assert_eq!(kept(&branch, &[&work, &home, &branch], Alumnus), None);
    }
}
