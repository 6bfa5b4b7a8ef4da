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
    /// Both agreed to be connected: つながり.
    Connection,
    /// Any member.
    Member,
    /// Nobody signed in.
    Visitor,
    /// Whoever it is: the person is not here.
    Nobody,
}

/// What is known of the viewer and the person looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a question of its own")]
pub struct Ties {
    /// Whether both are the same.
    pub own: bool,
    /// Whether the viewer is of the alumni office.
    pub office: bool,
    /// Whether the viewer is a member.
    pub member: bool,
    /// Whether both agreed to be connected.
    pub connected: bool,
    /// Whether the person is here: does not rest, is not about to leave and did not leave.
    pub here: bool,
    /// Whether one of the two blocked the other.
    pub unseen: bool,
}

impl Ties {
    /// What that makes the viewer to the person.
    #[must_use]
    pub const fn relation(self) -> Relation {
        match self {
            Self { own: true, .. } => Relation::Own,
            Self { office: true, .. } => Relation::Office,
            Self { here: false, .. } => Relation::Nobody,
            // What anybody may see, signed in or not, is no secret from whom the person blocked.
            Self { unseen: true, .. } | Self { member: false, .. } => Relation::Visitor,
            Self { connected: true, .. } => Relation::Connection,
            Self { connected: false, .. } => Relation::Member,
        }
    }

    /// The same without the role of the office.
    #[must_use]
    pub const fn personal(self) -> Self {
        Self { office: false, ..self }
    }
}

impl Relation {
    /// All, the nearest first.
    pub const ALL: [Self; 6] =
        [Self::Own, Self::Office, Self::Connection, Self::Member, Self::Visitor, Self::Nobody];

    /// How near the viewer stands, for comparing with [`Visibility::reach`].
    #[must_use]
    pub const fn near(self) -> i64 {
        match self {
            Self::Own => 4,
            Self::Office => 3,
            Self::Connection => 2,
            Self::Member => 1,
            Self::Visitor => 0,
            Self::Nobody => -1,
        }
    }

    /// The relation of [`Self::near`].
    #[must_use]
    pub fn of_near(near: i64) -> Self {
        Self::ALL.into_iter().find(|it| it.near() == near).unwrap_or(Self::Nobody)
    }
}

/// Whether somebody in `relation` to a person may see what the person shows up to `level`.
#[must_use]
pub const fn may_see(relation: Relation, level: Visibility) -> bool {
    relation.near() >= level.reach()
}

impl Visibility {
    /// How near one has to stand to see it, see [`Relation::near`].
    #[must_use]
    pub const fn reach(self) -> i64 {
        match self {
            Self::Nobody => 4,
            Self::Office => 3,
            Self::Connections => 2,
            Self::Members => 1,
            Self::Public => 0,
        }
    }

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
    fn nobody_sees_anything_of_whoever_is_not_here_but_the_person_and_the_office() {
        let away =
            Ties { own: false, office: false, member: true, connected: true, here: false, unseen: false };
        assert!(Visibility::ALL.iter().all(|level| !may_see(away.relation(), *level)));
        assert_eq!(Ties { own: true, ..away }.relation(), Relation::Own);
        assert_eq!(Ties { office: true, ..away }.relation(), Relation::Office);
        assert_eq!(Ties { office: true, ..away }.personal().relation(), Relation::Nobody);
        let here = Ties { here: true, ..away };
        assert_eq!(here.relation(), Relation::Connection);
        assert_eq!(Ties { connected: false, ..here }.relation(), Relation::Member);
        assert_eq!(Ties { member: false, ..here }.relation(), Relation::Visitor, "ties count for members");
        assert_eq!(
            Ties { unseen: true, ..here }.relation(),
            Relation::Visitor,
            "a block is stronger than a connection"
        );
        assert_eq!(Ties { unseen: true, office: true, ..here }.relation(), Relation::Office);
        assert!(Relation::ALL.iter().all(|it| Relation::of_near(it.near()) == *it));
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
