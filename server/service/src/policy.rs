//! Who may do what: the one table, asked on the first line of every service method.
use types::role::{Role, Roles};
use types::time::Stamp;

use crate::fault::Fault;
use crate::viewer::{Me, Viewer};

/// Something that not everybody may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Capability {
    /// See members, feed, events; change one's own profile; write, answer, apply.
    TakePart,
    /// Run the network: settings, roster, queue, invitations of all, reports.
    RunOffice,
    /// Set up programmes and decide about applications.
    RunProgrammes,
    /// Read applications to programmes.
    ReadApplications,
    /// Set up and change events.
    HostEvents,
    /// Give roles, decide how long things are kept, write the table after a leak.
    Administer,
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
    permits(&me.roles, capability)
}

/// Whether whoever has `roles` may do `capability`. An administrator may all of it.
#[must_use]
pub fn permits(roles: &Roles, capability: Capability) -> bool {
    let enough: &[Role] = match capability {
        Capability::TakePart => return true,
        Capability::RunOffice => &[Role::Office],
        Capability::RunProgrammes => &[Role::Office, Role::Manager],
        Capability::ReadApplications => &[Role::Office, Role::Manager, Role::Reviewer],
        Capability::HostEvents => &[Role::Office, Role::Host],
        Capability::Administer => &[],
    };
    roles.has(Role::Administrator) || enough.iter().any(|role| roles.has(*role))
}
