//! Changing the own names.
use store::name::NameRow;
use store::{Conn, Tx};
use types::id::MemberId;
use types::name::{FormerName, NameKind, Names, NamesInput, Shown};
use types::visibility::{Relation, Visibility};

use super::OwnNames;
use super::own::shown;
use crate::Service;
use crate::fault::{Fault, FormError};
use crate::member::sort_key;
use crate::policy::{Capability, require};
use crate::viewer::Viewer;

impl Service {
    /// The viewer's own names as a form.
    ///
    /// # Errors
    /// Only members have some.
    pub async fn own_names(&self, viewer: &Viewer) -> Result<NamesInput, Fault> {
        let me = require(viewer, Capability::TakePart)?;
        self.names_of(&mut self.db().read().await?, me.id()).await
    }

    /// The names of a member as a form.
    pub(crate) async fn names_of(&self, conn: &mut Conn, id: MemberId) -> Result<NamesInput, Fault> {
        let member = store::member::by_id(conn, id).await?.ok_or(Fault::NotFound)?;
        Ok(form(OwnNames::read(conn, &member).await?))
    }

    /// Changes the viewer's own names.
    ///
    /// # Errors
    /// Problems of the form; only members have some.
    pub async fn change_names(&self, viewer: &Viewer, input: &NamesInput) -> Result<(), FormError> {
        let me = require(viewer, Capability::TakePart)?;
        let names = input.parse()?;
        let mut tx = self.db().write().await?;
        self.write_names(&mut tx, me.id(), names).await?;
        let object = format!("member:{}", me.id());
        self.audit(&mut tx, Some(me.id()), "name.change", object, serde_json::Value::Null).await?;
        Ok(tx.commit().await?)
    }

    /// Writes all names of a member, what every member sees of them, and whatever is made of that.
    pub(crate) async fn write_names(&self, tx: &mut Tx, id: MemberId, names: Names) -> Result<(), Fault> {
        let mut row = store::member::by_id(tx, id).await?.ok_or(Fault::NotFound)?;
        let rows = rows(id, names);
        store::name::clear(tx, id).await?;
        for name in rows.iter().filter(|name| needs_row(name)) {
            store::name::insert(tx, name).await?;
        }
        let seen = OwnNames::of(&row, rows).seen_by(Relation::Member);
        let seen = seen.ok_or_else(|| Fault::internal("a member without a name that members see"))?;
        (row.family, row.given) = (seen.family, seen.given);
        [row.family_kana, row.given_kana] = seen.kana;
        [row.family_roman, row.given_roman] = seen.roman;
        row.sort_key = sort_key(&row);
        store::member::set_names(tx, &row).await?;
        self.index_member(tx, id).await
    }
}

/// Whether the name is more than what stands in `member` already.
fn needs_row(name: &NameRow) -> bool {
    !NameKind::SPELLINGS.contains(&name.kind) || shown(name) != Shown::OPEN
}

/// All names as rows, those without need of one among them.
fn rows(member: MemberId, names: Names) -> Vec<NameRow> {
    let row = |kind, [family, given]: [String; 2], shown: Shown| NameRow {
        member_id: member,
        kind,
        no: 0,
        family,
        given,
        reading: String::new(),
        until_year: None,
        reach: shown.reach,
        searchable: shown.searchable,
    };
    let name = names.name;
    let mut all = vec![
        row(NameKind::Kanji, [name.family.into(), name.given.into()], names.kanji),
        row(NameKind::Reading, [text(name.family_kana), text(name.given_kana)], names.reading),
        row(NameKind::Roman, [text(name.family_roman), text(name.given_roman)], names.roman),
    ];
    all.extend(names.display.map(|it| row(NameKind::Display, [it.into(), String::new()], Shown::OPEN)));
    all.extend((0..).zip(names.former).map(|(no, it)| former(member, no, it)));
    all
}

fn former(member: MemberId, no: i64, name: FormerName) -> NameRow {
    NameRow {
        member_id: member,
        kind: NameKind::Former,
        no,
        family: name.family.into(),
        given: text(name.given),
        reading: text(name.reading),
        until_year: name.until,
        reach: name.shown.reach,
        searchable: name.shown.searchable,
    }
}

/// The family name that somebody bore at the company, as told on joining: search finds by it, nobody sees it.
pub(crate) fn told_on_joining(member: MemberId, family: String) -> NameRow {
    let Shown { reach, searchable } = Shown::FOUND_ONLY;
    let [given, reading] = [const { String::new() }; 2];
    NameRow {
        member_id: member,
        kind: NameKind::Former,
        no: 0,
        family,
        given,
        reading,
        until_year: None,
        reach,
        searchable,
    }
}

fn text<T: Into<String>>(part: Option<T>) -> String {
    part.map(Into::into).unwrap_or_default()
}

fn form(own: OwnNames) -> NamesInput {
    let OwnNames { kanji, reading, roman, display, former } = own;
    let spellings = [(NameKind::Kanji, &kanji), (NameKind::Reading, &reading), (NameKind::Roman, &roman)];
    let found = spellings.iter().filter(|(_, it)| it.shown.searchable);
    let searchable = found.map(|(kind, _)| kind.to_string()).collect();
    let column = |pick: fn(&NameRow) -> String| former.iter().map(pick).collect::<Vec<_>>();
    let reach = |level: Visibility| level.to_string();
    NamesInput {
        kanji_reach: reach(kanji.shown.reach),
        reading_reach: reach(reading.shown.reach),
        roman_reach: reach(roman.shown.reach),
        searchable,
        display,
        former_family: column(|row| row.family.clone()),
        former_given: column(|row| row.given.clone()),
        former_reading: column(|row| row.reading.clone()),
        former_until: column(|row| row.until_year.map(|year| year.to_string()).unwrap_or_default()),
        former_reach: column(|row| row.reach.to_string()),
        former_searchable: (0_usize..)
            .zip(&former)
            .filter(|(_, row)| row.searchable)
            .map(|(i, _)| i.to_string())
            .collect(),
        family: kanji.family,
        given: kanji.given,
        family_kana: reading.family,
        given_kana: reading.given,
        family_roman: roman.family,
        given_roman: roman.given,
    }
}
