//! Recognising whoever joins as a person of the list.
use store::{Conn, Tx};
use types::id::{MemberId, RosterRowId};

use super::RosterRow;
use crate::fault::Fault;
use crate::fold;

/// What somebody who wants to join says. The mail address must be proved already; texts may be empty.
#[derive(Clone, Copy, Debug, Default)]
pub struct Claimant<'a> {
    /// The proved address.
    pub mail: &'a str,
    /// Family name as written.
    pub family: &'a str,
    /// Given name as written.
    pub given: &'a str,
    /// Reading of the family name.
    pub family_kana: &'a str,
    /// Reading of the given name.
    pub given_kana: &'a str,
    /// The family name once borne.
    pub former_family: &'a str,
    /// First year at the company.
    pub joined_year: Option<i16>,
    /// Last year at the company.
    pub left_year: Option<i16>,
}

/// The one person of the list who is no member yet and whom `who` describes.
///
/// Either the address is the list's and the name agrees (the family name may have changed since), or the list knows no
/// address and the name agrees together with the reading or a year. Two people alike, or a doubt, is no match: the office looks.
///
/// # Errors
/// The database failed.
pub async fn find_roster_match(conn: &mut Conn, who: &Claimant<'_>) -> Result<Option<RosterRowId>, Fault> {
    let keys = Keys::of(who);
    let rows = store::roster::candidates(conn, &keys.mail, &keys.name, &keys.former_name).await?;
    let only = |agrees: &dyn Fn(&RosterRow) -> bool| {
        let mut ids = rows.iter().filter(|row| agrees(row)).map(|row| row.id);
        ids.next().filter(|_| ids.next().is_none())
    };
    Ok(only(&|row| keys.agrees_by_mail(row)).or_else(|| only(&|row| keys.agrees_by_name(row, who))))
}

/// Notes that the person of the list became `member`; whether nobody had become that person before.
///
/// # Errors
/// The database failed.
pub async fn claim_roster_row(tx: &mut Tx, row: RosterRowId, member: MemberId) -> Result<bool, Fault> {
    Ok(store::roster::claim(tx, row, member).await?)
}

struct Keys {
    mail: String,
    name: String,
    given: String,
    former_name: String,
    kana: String,
    given_kana: String,
}

impl Keys {
    fn of(who: &Claimant<'_>) -> Self {
        let former = |family: &str| {
            if family.is_empty() { String::new() } else { fold::name(&format!("{family} {}", who.given)) }
        };
        Self {
            mail: who.mail.trim().to_lowercase(),
            name: fold::name(&format!("{} {}", who.family, who.given)),
            given: fold::name(who.given),
            former_name: former(who.former_family),
            kana: fold::name(&format!("{} {}", who.family_kana, who.given_kana)),
            given_kana: fold::name(who.given_kana),
        }
    }

    fn agrees_by_mail(&self, row: &RosterRow) -> bool {
        let given = !self.given.is_empty() && row.name_key.ends_with(&self.given);
        let kana = !self.given_kana.is_empty() && row.kana_key.ends_with(&self.given_kana);
        !row.mail.is_empty() && row.mail == self.mail && (self.has_name(row) || given || kana)
    }

    fn agrees_by_name(&self, row: &RosterRow, who: &Claimant<'_>) -> bool {
        let kana = self.kana_agrees(row);
        let joined = year_agrees(&row.joined_on, who.joined_year);
        let left = year_agrees(&row.left_on, who.left_year);
        let all = [kana, joined, left];
        row.mail.is_empty() && self.has_name(row) && all.contains(&Some(true)) && !all.contains(&Some(false))
    }

    fn has_name(&self, row: &RosterRow) -> bool {
        row.name_key == self.name || (!self.former_name.is_empty() && row.name_key == self.former_name)
    }

    /// `None` when one of both says nothing. Of a former name only the given part has a reading.
    fn kana_agrees(&self, row: &RosterRow) -> Option<bool> {
        if row.kana_key.is_empty() || self.kana.is_empty() {
            return None;
        }
        let former = row.name_key != self.name
            && !self.given_kana.is_empty()
            && row.kana_key.ends_with(&self.given_kana);
        Some(former || row.kana_key == self.kana)
    }
}

/// Within a year: people remember the fiscal year as often as the calendar's.
fn year_agrees(day: &str, said: Option<i16>) -> Option<bool> {
    let year: i16 = day.get(..4)?.parse().ok()?;
    Some((year - said?).abs() <= 1)
}
