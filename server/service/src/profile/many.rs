//! What every member may see of the people on one page of the directory, kept beside their lines and read at once.
use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use store::Conn;
use store::directory::{AT_ONCE, ListedRow};
use store::name::NameRow;
use types::id::MemberId;
use types::name::NameKind;
use types::visibility::{Relation, may_see};

use super::told::Told;
use super::view::TenureView;
use crate::fault::Fault;

/// What every member may see of one of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Shown {
    /// The texts of the profile.
    pub told: Vec<Told>,
    /// Names that stand on no card.
    pub names: Vec<ShownName>,
    /// Periods in departments.
    pub periods: Vec<TenureView>,
    /// 入社年度
    pub entry_year: Option<i64>,
}

/// A name that stands on no card.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ShownName {
    pub kind: NameKind,
    pub family: String,
    pub given: String,
    pub reading: String,
}

impl ShownName {
    /// Those of `rows` that every member sees; the others are on the card, or hidden.
    pub(crate) fn of(rows: &[NameRow]) -> Vec<Self> {
        let beside = |row: &&NameRow| {
            matches!(row.kind, NameKind::Display | NameKind::Former) && may_see(Relation::Member, row.reach)
        };
        let name = |row: &NameRow| Self {
            kind: row.kind,
            family: row.family.clone(),
            given: row.given.clone(),
            reading: row.reading.clone(),
        };
        rows.iter().filter(beside).map(name).collect()
    }
}

/// At most [`AT_ONCE`] people.
#[derive(Default)]
pub(crate) struct Many {
    by_number: BTreeMap<i64, Shown>,
    /// Numbers of those with whom the viewer is connected.
    connected: BTreeSet<i64>,
    nothing: Shown,
}

/// The numbers of `rows`; a place without a row has a number that nobody has.
fn numbers(rows: &[ListedRow]) -> [i64; AT_ONCE] {
    let mut numbers = [i64::MIN; AT_ONCE];
    for (number, row) in numbers.iter_mut().zip(rows) {
        *number = row.no;
    }
    numbers
}

impl Many {
    /// Reads them for the member `me`: one statement, however many rows, unless there are none.
    pub(crate) async fn of(conn: &mut Conn, me: MemberId, rows: &[ListedRow]) -> Result<Self, Fault> {
        let mut many = Self::default();
        if rows.is_empty() {
            return Ok(many);
        }
        for row in store::directory::beside_of(conn, me, &numbers(rows)).await? {
            if let Some(told) = row.told {
                many.by_number.insert(row.no, serde_json::from_str(&told)?);
            }
            many.connected.extend(row.is_connected.then_some(row.no));
        }
        Ok(many)
    }

    /// Whether the viewer is connected with whom the directory lists under `no`.
    pub(crate) fn is_connected(&self, no: i64) -> bool {
        self.connected.contains(&no)
    }

    /// What is seen of whom the directory lists under `no`; nothing until the index is made anew after an update.
    pub(crate) fn shown(&self, no: i64) -> &Shown {
        self.by_number.get(&no).unwrap_or(&self.nothing)
    }
}

#[cfg(test)]
mod tests {
    use types::visibility::Visibility;

    use super::*;

    #[test]
    fn beside_cards_stand_names_that_every_member_sees() {
        let named = |kind, no, reach| NameRow {
            member_id: types::id::MemberId::FIRST,
            kind,
            no,
            family: format!("{kind}{no}"),
            given: "花".into(),
            reading: "ハナ".into(),
            until_year: None,
            reach,
            searchable: true,
        };
        let rows = [
            named(NameKind::Display, 0, Visibility::Public),
            named(NameKind::Former, 0, Visibility::Connections),
            named(NameKind::Former, 1, Visibility::Members),
            named(NameKind::Former, 2, Visibility::Office),
            named(NameKind::Former, 3, Visibility::Nobody),
            named(NameKind::Kanji, 0, Visibility::Members),
        ];
        let shown: Vec<_> = ShownName::of(&rows).into_iter().map(|name| name.family).collect();
        assert_eq!(shown, [&rows[0].family, &rows[2].family].map(Clone::clone));
    }
}
