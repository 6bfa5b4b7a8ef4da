//! Who may do what: the one table, asked on the first line of every service method.
use types::role::Role;
use types::time::Stamp;

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

/// For how long after signing in a member may do what asks for it.
pub const FRESH: i64 = 15 * Stamp::MINUTE;

/// The member, if the viewer may do `capability` and signed in just before `now`: what would harm most in wrong hands, such as
/// exports, roles and deletion, asks for it.
///
/// # Errors
/// Those of [`require`]; [`Fault::ConfirmNeeded`] when signing in was longer ago than [`FRESH`].
pub fn require_fresh(viewer: &Viewer, capability: Capability, now: Stamp) -> Result<&Me, Fault> {
    let me = require(viewer, capability)?;
    if is_fresh(me, now) { Ok(me) } else { Err(Fault::ConfirmNeeded) }
}

/// Whether the member signed in on this device just before `now`.
#[must_use]
pub fn is_fresh(me: &Me, now: Stamp) -> bool {
    me.signed_in_at.plus(FRESH) > now
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
