//! All that a profile's page is made of beside the member itself, and whether there is a page.
use store::Conn;
use store::intent::IntentRow;
use store::media::PortraitRow;
use store::member::MemberRow;
use store::name::NameRow;
use store::profile::ProfileRow;
use types::id::MemberId;
use types::profile::{Levels, ProfileField};
use types::visibility::{Relation, Visibility, may_see};

use super::levels;
use crate::fault::Fault;
use crate::name::{OwnNames, SeenNames};

/// What is stored of one member.
pub(super) struct Stored {
    pub(super) profile: Option<ProfileRow>,
    /// How far its fields reach.
    pub(super) levels: Levels,
    pub(super) intents: Vec<IntentRow>,
    pub(super) portrait: Option<PortraitRow>,
    names: Vec<NameRow>,
}

impl Stored {
    /// Reads it, for nobody too: that nobody is there takes as long as that somebody shows nothing.
    pub(super) async fn read(conn: &mut Conn, id: MemberId) -> Result<Self, Fault> {
        let profile = store::profile::by_member(conn, id).await?;
        let intents = store::intent::of_member(conn, id).await?;
        let names = store::name::of_member(conn, id).await?;
        let portrait = store::media::portrait(conn, id).await?;
        let levels = levels(profile.as_ref())?;
        Ok(Self { profile, levels, intents, portrait, names })
    }

    /// The names that head the page for somebody in `relation`; none where there is no page for them. Visitors have one when
    /// anything reaches so far.
    pub(super) fn opens(&self, member: &MemberRow, relation: Relation) -> Option<SeenNames> {
        let is_open = match relation {
            Relation::Nobody => false,
            Relation::Visitor => self.beside().any(|level| may_see(relation, level)),
            _ => true,
        };
        OwnNames::of(member, self.names.clone()).seen_by(relation).filter(|_| is_open)
    }

    /// How far names, intents and the portrait reach, of those that somebody in `relation` sees.
    pub(super) fn levels_seen(&self, member: &MemberRow, relation: Relation) -> Vec<Visibility> {
        let beside = self.intents.iter().map(|row| row.reach).chain(self.portrait.map(|it| it.reach));
        let mut seen: Vec<_> = beside.filter(|level| may_see(relation, *level)).collect();
        seen.extend(OwnNames::of(member, self.names.clone()).levels_seen(relation));
        seen
    }

    /// How far each field reaches, filled in or not, and what is beside them.
    fn beside(&self) -> impl Iterator<Item = Visibility> {
        let fields = ProfileField::ALL.iter().map(|field| self.levels.of(*field));
        fields.chain(self.intents.iter().map(|row| row.reach)).chain(self.portrait.map(|it| it.reach))
    }
}

/// Whether the member has a page for somebody in `relation`; asked of nobody it takes as many statements.
pub(crate) async fn opens_to(conn: &mut Conn, id: MemberId, relation: Relation) -> Result<bool, Fault> {
    let stored = Stored::read(conn, id).await?;
    let member = store::member::by_id(conn, id).await?;
    Ok(member.is_some_and(|member| stored.opens(&member, relation).is_some()))
}
