//! A company mailbox is never the only way in for somebody who leaves.
use store::Conn;
use types::address::is_within;
use types::id::MemberId;
use types::text::Mail;

use super::verified;
use crate::Service;
use crate::fault::Fault;
use crate::policy::{Capability, require};
use crate::viewer::Viewer;

/// Whether somebody with these verified addresses is shut out when the work at the company ends: none of them is outside
/// `domains`. Without domains nobody is.
#[must_use]
pub fn needs_private_address(verified: &[&Mail], domains: &[String]) -> bool {
    !domains.is_empty() && verified.iter().all(|mail| is_within(mail, domains))
}

impl Service {
    /// As [`needs_private_address`], of a member: asked before anybody becomes an alumnus.
    pub(crate) async fn needs_private_address(
        &self,
        conn: &mut Conn,
        member: MemberId,
    ) -> Result<bool, Fault> {
        let domains = &self.site_on(conn).await?.mail_domains;
        if domains.is_empty() {
            return Ok(false);
        }
        let rows = store::address::of_member(conn, member).await?;
        Ok(needs_private_address(&verified(&rows), domains))
    }

    /// Whether the viewer does well to add a private address.
    ///
    /// # Errors
    /// Only members have addresses.
    pub async fn lacks_private_address(&self, viewer: &Viewer) -> Result<bool, Fault> {
        let me = require(viewer, Capability::TakePart)?;
        let mut conn = self.db().read().await?;
        self.needs_private_address(&mut conn, me.id()).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_address_outside_the_company_is_enough() {
        let mail = |text: &str| text.parse::<Mail>().unwrap();
        let (work, branch, home) =
            (mail("a@sakurabashi.jp"), mail("a@osaka.sakurabashi.jp"), mail("a@example.com"));
        let domains = ["sakurabashi.jp".to_owned()];
        for (verified, needs) in [
            (vec![&work], true),
            (vec![&work, &branch], true),
            (vec![&work, &home], false),
            (vec![&home], false),
            (vec![], true),
        ] {
            assert_eq!(needs_private_address(&verified, &domains), needs, "{verified:?}");
            assert!(!needs_private_address(&verified, &[]), "a site without domains asks nobody");
        }
    }
}
