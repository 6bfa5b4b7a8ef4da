//! Who may see what of a person: the one rule, for pages, lists, search and exports alike.
use crate::enums::text_enum;
use crate::lang::Voice;
use crate::words::people as w;

text_enum! {
    /// How far a field of a profile reaches: 公開範囲. Each level includes those before it.
    pub enum Visibility {
        /// 自分だけ
        Nobody = "nobody",
        /// 事務局
        Office = "office",
        /// つながり
        Connections = "connections",
        /// メンバー
        Members = "members",
        /// 公開
        Public = "public",
    }
}

/// What the viewer is to the person looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// The same person.
    Own,
    /// Of the alumni office.
    Office,
    /// One of the two invited the other.
    Connection,
    /// Any member.
    Member,
    /// Nobody signed in.
    Visitor,
}

impl Relation {
    /// All, the nearest first.
    pub const ALL: [Self; 5] = [Self::Own, Self::Office, Self::Connection, Self::Member, Self::Visitor];
}

/// Whether somebody in `relation` to a person may see what the person shows up to `level`.
#[must_use]
pub fn may_see(relation: Relation, level: Visibility) -> bool {
    use Relation::{Connection, Member, Office, Own};
    match level {
        Visibility::Nobody => relation == Own,
        Visibility::Office => matches!(relation, Own | Office),
        Visibility::Connections => matches!(relation, Own | Office | Connection),
        Visibility::Members => matches!(relation, Own | Office | Connection | Member),
        Visibility::Public => true,
    }
}

impl Visibility {
    /// Its name for the reader.
    #[must_use]
    pub fn text(self, voice: Voice) -> &'static str {
        match self {
            Self::Nobody => w::seen_nobody(voice),
            Self::Office => w::seen_office(voice),
            Self::Connections => w::seen_connections(voice),
            Self::Members => w::seen_members(voice),
            Self::Public => w::seen_public(voice),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_level_reaches_one_step_further() {
        let reached = |level| Relation::ALL.iter().filter(|r| may_see(**r, level)).count();
        let counts: Vec<_> = Visibility::ALL.iter().map(|level| reached(*level)).collect();
        assert_eq!(counts, [1, 2, 3, 4, 5]);
    }

    #[test]
    fn whoever_stands_nearer_sees_no_less() {
        for level in Visibility::ALL {
            for pair in Relation::ALL.windows(2) {
                assert!(may_see(pair[0], *level) || !may_see(pair[1], *level), "{pair:?} {level}");
            }
        }
    }
}
