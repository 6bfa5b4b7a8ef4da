//! Who is looking.
use store::sight::Eye;
use types::id::{MemberId, SessionId};
use types::lang::Lang;
use types::member::{Person, Theme};
use types::role::Roles;
use types::time::Stamp;

use crate::policy::{Capability, allows};

/// Whoever makes a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Viewer {
    /// Nobody we know.
    Visitor,
    /// A signed-in member.
    Member(Box<Me>),
}

/// The signed-in member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Me {
    /// The session of this device.
    pub session: SessionId,
    /// When this device signed in.
    pub signed_in_at: Stamp,
    /// The member's roles.
    pub roles: Roles,
    /// Name and portrait.
    pub person: Person,
    /// Language the member reads in.
    pub lang: Lang,
    /// Light or dark.
    pub theme: Theme,
}

impl Me {
    /// The member's id.
    #[must_use]
    pub fn id(&self) -> MemberId {
        self.person.id
    }

    /// Who looks, for the store: without the role of the office, which counts where something is run.
    #[must_use]
    pub fn eye(&self) -> Eye {
        Eye::member(self.id())
    }
}

impl Viewer {
    /// The member, if anybody is signed in.
    #[must_use]
    pub fn me(&self) -> Option<&Me> {
        match self {
            Self::Visitor => None,
            Self::Member(me) => Some(me),
        }
    }

    /// Who looks, for the store: without the role of the office, which counts where something is run.
    #[must_use]
    pub fn eye(&self) -> Eye {
        self.me().map_or(Eye::NOBODY, Me::eye)
    }

    /// Whether the viewer may do `capability`.
    #[must_use]
    pub fn may(&self, capability: Capability) -> bool {
        self.me().is_some_and(|me| allows(me, capability))
    }
}
