//! Roles follow the groups of an account.
use store::Tx;
use types::id::MemberId;
use types::role::{Role, Roles};

use crate::Service;
use crate::fault::Fault;
use crate::roles;

impl Service {
    /// Gives `member` the roles of the account's groups and takes those away that its groups do not have; roles without a
    /// group stay as they are, and so do all when the groups are not known. The office and the administrators never lose their last member. A change
    /// ends the member's sessions: each was opened under other rights.
    pub(super) async fn follow_groups(
        &self,
        tx: &mut Tx,
        member: MemberId,
        wanted: Option<&Roles>,
    ) -> Result<(), Fault> {
        let Some(wanted) = wanted else {
            tracing::warn!(%member, "the provider does not say which groups the account is in; roles stay as they are");
            return Ok(());
        };
        let before = store::member::by_id(tx, member).await?.ok_or(Fault::NotFound)?.roles;
        let mut roles = before.clone();
        for role in Role::ALL.iter().copied().filter(|role| self.groups_decide(*role)) {
            let gains = wanted.has(role);
            if gains != before.has(role) && (gains || may_lose(tx, member, role).await?) {
                roles = roles.with(role, gains);
            }
        }
        if roles == before {
            return Ok(());
        }
        self.replace_roles(tx, member, (&before, &roles), None, "oidc").await
    }

    fn groups_decide(&self, role: Role) -> bool {
        self.config().oidc.as_ref().is_some_and(|config| config.decides(role))
    }
}

/// Whether the groups may take the role away.
async fn may_lose(tx: &mut Tx, member: MemberId, role: Role) -> Result<bool, Fault> {
    let may = roles::may_lose(tx, member, role).await?;
    if !may {
        tracing::warn!(%member, %role, "the last one to play it keeps the role, whatever the groups say");
    }
    Ok(may)
}
