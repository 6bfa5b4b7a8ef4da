//! Who plays which part: given and taken by the office.
use types::form::Problem;
use types::id::MemberId;
use types::role::{Role, Roles};

use crate::Service;
use crate::fault::{Fault, FormError};
use crate::policy::{Capability, require};
use crate::viewer::Viewer;

impl Service {
    /// Gives `member` exactly `roles`. All devices of the member are signed out: no session outlives what it was opened with.
    ///
    /// # Errors
    /// [`Problem::LastOffice`] when nobody of the office would be left; [`Fault::NotFound`]; only the office may.
    pub async fn change_roles(
        &self,
        viewer: &Viewer,
        member: MemberId,
        roles: &Roles,
    ) -> Result<(), FormError> {
        let me = require(viewer, Capability::RunOffice)?;
        let mut tx = self.db().write().await?;
        let before = store::member::roles(&mut tx, member).await?.ok_or(Fault::NotFound)?;
        if before == *roles {
            return Ok(());
        }
        let leaves_office = before.has(Role::Office) && !roles.has(Role::Office);
        if leaves_office && store::member::office(&mut tx).await?.len() < 2 {
            return Err(FormError::of("roles", Problem::LastOffice));
        }
        store::member::set_roles(&mut tx, member, roles).await?;
        let ended = store::session::delete_all(&mut tx, member).await?;
        let detail = serde_json::json!({
            "before": before.to_string(), "after": roles.to_string(), "sessions_ended": ended,
        });
        self.audit(&mut tx, Some(me.id()), "member.roles", format!("member:{member}"), detail).await?;
        tx.commit().await?;
        Ok(())
    }
}
