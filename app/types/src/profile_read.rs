//! What the office read of a member, as it is listed to the member: 誰が見たか.
use crate::enums::text_enum;
use crate::id::MemberId;
use crate::lang::Voice;
use crate::time::Stamp;
use crate::words::profile_read as w;

text_enum! {
    /// What was read.
    pub enum ReadKind {
        /// Parts of the profile that members do not see.
        Profile = "profile",
        /// The member's line of the leavers' list.
        Roster = "roster",
        /// The request the member joined by.
        JoinRequest = "join_request",
        /// An application of a team the member belongs to.
        Application = "application",
        /// A table taken out of the site.
        Export = "export",
        /// A list of whom to tell of a leak.
        Incident = "incident",
        /// What the member would like: いまの気持ち.
        Intent = "intent",
    }
}

impl ReadKind {
    /// Its name for the member.
    #[must_use]
    pub fn text(self, voice: Voice) -> &'static str {
        match self {
            Self::Profile => w::kind_profile(voice),
            Self::Roster => w::kind_roster(voice),
            Self::JoinRequest => w::kind_join_request(voice),
            Self::Application => w::kind_application(voice),
            Self::Export => w::kind_export(voice),
            Self::Incident => w::kind_incident(voice),
            Self::Intent => w::kind_intent(voice),
        }
    }
}

/// Where a page of a member's list begins: before this reading. Written `1795000000000.<reader>.profile` in addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReadKey {
    /// When.
    pub at: Stamp,
    /// By whom.
    pub reader: MemberId,
    /// What.
    pub kind: ReadKind,
}

impl ReadKey {
    /// After all readings: where the list begins.
    pub const LAST: Self = Self { at: Stamp(i64::MAX), reader: MemberId::LAST, kind: ReadKind::Roster };
}

impl std::fmt::Display for ReadKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}.{}", self.at.0, self.reader, self.kind)
    }
}

/// A text that is no [`ReadKey`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAReadKey;

impl std::str::FromStr for ReadKey {
    type Err = NotAReadKey;
    fn from_str(text: &str) -> Result<Self, NotAReadKey> {
        let mut parts = text.splitn(3, '.');
        let mut part = || parts.next().ok_or(NotAReadKey);
        Ok(Self {
            at: Stamp(part()?.parse().map_err(|_| NotAReadKey)?),
            reader: part()?.parse().map_err(|_| NotAReadKey)?,
            kind: part()?.parse().map_err(|_| NotAReadKey)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_read_back_and_nothing_else_is() {
        let key = ReadKey { at: Stamp(12), reader: MemberId::FIRST, kind: ReadKind::Export };
        assert_eq!(key.to_string().parse(), Ok(key));
        assert_eq!(ReadKey::LAST.to_string().parse(), Ok(ReadKey::LAST));
        for bad in ["", "12", "12.x.profile", "x.00000000000000000000000000000000.profile", "12..profile"] {
            assert_eq!(bad.parse::<ReadKey>(), Err(NotAReadKey), "{bad}");
        }
    }
}
