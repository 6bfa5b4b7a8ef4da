//! The demonstration's members.
use std::collections::HashMap;

use store::Tx;
use types::consent::{Purpose, edition};
use types::id::MemberId;
use types::lang::Lang;
use types::member::{Name, Relationship};
use types::role::{Role, Roles};
use types::time::Stamp;

use crate::Service;
use crate::fault::Fault;
use crate::member::NewMember;

pub(super) const MEMBERS: &str = include_str!("../../demo/members.json");

/// A member as the file has it.
#[derive(serde::Deserialize)]
pub(super) struct DemoMember {
    pub(super) key: String,
    kind: String,
    pub(super) family: String,
    pub(super) given: String,
    family_kana: String,
    given_kana: String,
    family_romaji: String,
    given_romaji: String,
    former_family: Option<String>,
    lang: Lang,
    invited_by: Option<String>,
    /// Whether the inviter is not to see it.
    #[serde(default)]
    hides_origin: bool,
    pub(super) joined_days_ago: i64,
    pub(super) mail: String,
    pub(super) sign_in: Option<String>,
}

pub(super) fn read() -> Result<Vec<DemoMember>, Fault> {
    Ok(serde_json::from_str(MEMBERS)?)
}

/// The members by their keys in the file.
pub(super) struct Members(HashMap<String, MemberId>);

impl Members {
    /// The member with the key; all files of the demonstration name only members there are.
    pub(super) fn of(&self, key: &str) -> Result<MemberId, Fault> {
        self.0.get(key).copied().ok_or_else(|| Fault::internal(format!("demonstration: no member {key}")))
    }
}

/// Writes everybody, inviters before those they invited.
pub(super) async fn write(service: &Service, tx: &mut Tx, people: &[DemoMember]) -> Result<Members, Fault> {
    let mut ids: HashMap<String, MemberId> = HashMap::new();
    let mut waiting: Vec<&DemoMember> = people.iter().collect();
    while !waiting.is_empty() {
        let (ready, later): (Vec<&DemoMember>, Vec<&DemoMember>) = waiting
            .into_iter()
            .partition(|p| p.invited_by.as_deref().is_none_or(|key| ids.contains_key(key)));
        if ready.is_empty() {
            return Err(Fault::internal("demonstration: people who invite each other in a circle"));
        }
        for person in ready {
            let inviter = person.invited_by.as_deref().and_then(|key| ids.get(key)).copied();
            let joined_at = service.now().plus(-person.joined_days_ago * Stamp::DAY);
            let new = new_member(person, inviter).map_err(Fault::internal)?;
            let new = NewMember { joined_at: Some(joined_at), ..new };
            let mail = person.mail.parse().map_err(Fault::internal)?;
            let id = service.add_member(tx, new, &[(mail, Some(service.now()))]).await?;
            let agreed = agreed(ids.len());
            service.note_first_answers(tx, id, &agreed, edition(), joined_at).await?;
            ids.insert(person.key.clone(), id);
        }
        waiting = later;
    }
    Ok(Members(ids))
}

/// What the `n`th member agreed to on joining: all to notices and statistics, some not to being told of openings or partners.
fn agreed(n: usize) -> Vec<Purpose> {
    let agrees = |purpose: &Purpose| match purpose {
        Purpose::Openings => !n.is_multiple_of(3),
        Purpose::CoOperation => !n.is_multiple_of(5),
        Purpose::Running | Purpose::Notices | Purpose::Statistics => true,
    };
    Purpose::ALL.iter().copied().filter(agrees).collect()
}

fn new_member(p: &DemoMember, inviter: Option<MemberId>) -> Result<NewMember, types::form::Problem> {
    let name = Name {
        family: p.family.parse()?,
        given: p.given.parse()?,
        family_kana: Some(p.family_kana.parse()?),
        given_kana: Some(p.given_kana.parse()?),
        family_roman: Some(p.family_romaji.parse()?),
        given_roman: Some(p.given_romaji.parse()?),
    };
    let (relationship, roles) = match p.kind.as_str() {
        "administrator" => (Relationship::Employee, Roles::of(&[Role::Office, Role::Administrator])),
        "office" => (Relationship::Employee, Roles::of(&[Role::Office])),
        "manager" => (Relationship::Employee, Roles::of(&[Role::Manager])),
        "employee" => (Relationship::Employee, Roles::default()),
        "reviewer" => (Relationship::Friend, Roles::of(&[Role::Reviewer])),
        _ => (Relationship::Alumnus, Roles::default()),
    };
    let new = NewMember::named(name, relationship);
    let former_family = p.former_family.clone().unwrap_or_default();
    let shows_origin = inviter.is_some() && !p.hides_origin;
    Ok(NewMember { roles, former_family, lang: p.lang, invited_by: inviter, shows_origin, ..new })
}
