//! Who may do what: roles of a member.
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::enums::{UnknownVariant, stored_as_text, text_enum};
use crate::lang::Voice;
use crate::words::role as w;

text_enum! {
    /// A part a member plays beyond being a member.
    pub enum Role {
        /// Runs the network: 事務局.
        Office = "office",
        /// Reads and scores applications: 審査員・メンター.
        Reviewer = "reviewer",
        /// Runs an event or circle without rights over personal data: 主催メンバー.
        Host = "host",
        /// Runs programmes with their applications, without rights over other personal data: 制度担当.
        Manager = "manager",
        /// Gives roles, and decides what is kept and what is told after a leak; may all that the office may: 運営責任者.
        Administrator = "administrator",
    }
}

impl Role {
    /// What it is called.
    #[must_use]
    pub fn text(self, voice: Voice) -> &'static str {
        match self {
            Self::Office => w::office(voice),
            Self::Reviewer => w::reviewer(voice),
            Self::Host => w::host(voice),
            Self::Manager => w::manager(voice),
            Self::Administrator => w::administrator(voice),
        }
    }

    /// What whoever plays it may do.
    #[must_use]
    pub fn note(self, voice: Voice) -> &'static str {
        match self {
            Self::Office => w::office_note(voice),
            Self::Reviewer => w::reviewer_note(voice),
            Self::Host => w::host_note(voice),
            Self::Manager => w::manager_note(voice),
            Self::Administrator => w::administrator_note(voice),
        }
    }
}

/// The roles of one member, stored as a comma-separated text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Roles(Vec<Role>);

impl Roles {
    /// Exactly these.
    #[must_use]
    pub fn of(roles: &[Role]) -> Self {
        Self(roles.to_vec())
    }

    /// Whether `role` is among them.
    #[must_use]
    pub fn has(&self, role: Role) -> bool {
        self.0.contains(&role)
    }

    /// All of them, in the order of [`Role::ALL`].
    pub fn iter(&self) -> impl Iterator<Item = Role> {
        Role::ALL.iter().copied().filter(|role| self.has(*role))
    }

    /// The same with `role` or without it.
    #[must_use]
    pub fn with(&self, role: Role, plays: bool) -> Self {
        let plays = |one: &&Role| if **one == role { plays } else { self.has(**one) };
        Self(Role::ALL.iter().filter(plays).copied().collect())
    }
}

impl fmt::Display for Roles {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, role) in self.0.iter().enumerate() {
            if i > 0 {
                f.write_str(",")?;
            }
            f.write_str(role.as_str())?;
        }
        Ok(())
    }
}

impl FromStr for Roles {
    type Err = UnknownVariant;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.split(',').filter(|t| !t.is_empty()).map(str::parse).collect::<Result<_, _>>().map(Self)
    }
}

#[cfg(feature = "sqlx")]
impl Roles {
    fn as_str(&self) -> String {
        self.to_string()
    }
}

stored_as_text!(Roles);
