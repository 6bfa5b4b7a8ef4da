//! Names the demonstration's members go by, and how far theirs reach, through the same code as those of real members.
use std::collections::HashMap;

use store::Tx;
use types::name::{NameKind, NamesInput};
use types::visibility::Visibility;

use super::people::Members;
use crate::Service;
use crate::fault::Fault;

const NAMES: &str = include_str!("../../demo/names.json");

/// A member as the file has it.
#[derive(serde::Deserialize)]
struct DemoNames {
    key: String,
    display: Option<String>,
    /// By kind; what is not there stays open.
    #[serde(default)]
    levels: HashMap<String, Visibility>,
    former: Vec<DemoFormer>,
}

/// A name once borne; search finds by all of them.
#[derive(serde::Deserialize)]
struct DemoFormer {
    family: String,
    reading: String,
    until: Option<i64>,
    reach: Visibility,
}

pub(super) async fn write(service: &Service, tx: &mut Tx, members: &Members) -> Result<(), Fault> {
    let people: Vec<DemoNames> = serde_json::from_str(NAMES)?;
    for person in people {
        let (key, id) = (person.key.clone(), members.of(&person.key)?);
        let names = input(service.names_of(tx, id).await?, person);
        let names = names.parse().map_err(|problems| Fault::internal(format!("{key}: {problems:?}")))?;
        service.write_names(tx, id, names).await?;
    }
    Ok(())
}

fn input(before: NamesInput, p: DemoNames) -> NamesInput {
    let level =
        |kind: NameKind| p.levels.get(kind.as_str()).copied().unwrap_or(Visibility::Public).to_string();
    NamesInput {
        display: p.display.clone().unwrap_or_default(),
        kanji_reach: level(NameKind::Kanji),
        reading_reach: level(NameKind::Reading),
        roman_reach: level(NameKind::Roman),
        former_family: p.former.iter().map(|it| it.family.clone()).collect(),
        former_given: Vec::new(),
        former_reading: p.former.iter().map(|it| it.reading.clone()).collect(),
        former_until: p
            .former
            .iter()
            .map(|it| it.until.map(|year| year.to_string()).unwrap_or_default())
            .collect(),
        former_reach: p.former.iter().map(|it| it.reach.to_string()).collect(),
        former_searchable: (0..p.former.len()).map(|row| row.to_string()).collect(),
        ..before
    }
}
