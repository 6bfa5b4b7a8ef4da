//! Who may do what: the one table, asked on the first line of every service method.
use types::role::Role;

use crate::fault::Fault;
use crate::viewer::{Me, Viewer};

/// Something that not everybody may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Capability {
    /// See members, feed, events; change one's own profile; write, answer, apply.
    TakePart,
    /// Run the network: settings, roster, queue, invitations of all, reports, programmes.
    RunOffice,
    /// Read applications to programmes.
    ReadApplications,
    /// Set up and change events.
    HostEvents,
}

/// The member, if the viewer may do `capability`.
///
/// # Errors
/// [`Fault::SignInNeeded`] for visitors, [`Fault::NotAllowed`] for members without the role.
pub fn require(viewer: &Viewer, capability: Capability) -> Result<&Me, Fault> {
    let me = viewer.me().ok_or(Fault::SignInNeeded)?;
    if allows(me, capability) { Ok(me) } else { Err(Fault::NotAllowed) }
}

/// Whether a member may do `capability`.
#[must_use]
pub fn allows(me: &Me, capability: Capability) -> bool {
    let has = |role| me.roles.has(role);
    match capability {
        Capability::TakePart => true,
        Capability::RunOffice => has(Role::Office),
        Capability::ReadApplications => has(Role::Office) || has(Role::Reviewer),
        Capability::HostEvents => has(Role::Office) || has(Role::Host),
    }
}
