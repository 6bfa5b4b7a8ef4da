//! Who may do what: roles of a member.
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::enums::{UnknownVariant, stored_as_text, text_enum};

text_enum! {
    /// A part a member plays beyond being a member.
    pub enum Role {
        /// Runs the network: 事務局.
        Office = "office",
        /// Reads and scores applications: 審査員・メンター.
        Reviewer = "reviewer",
        /// Runs an event or circle without rights over personal data: 主催メンバー.
        Host = "host",
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
