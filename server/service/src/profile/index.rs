//! A member in the directory and its index: made anew whenever something about the member changes.
use store::Tx;
use store::directory::Entry;
use store::member::MemberRow;
use store::profile::ProfileRow;
use types::id::MemberId;
use types::member::MemberState;
use types::profile::ProfileField;
use types::visibility::{Relation, may_see};

use super::view;
use crate::Service;
use crate::directory::{SAME, place};
use crate::fault::Fault;
use crate::search::tokens;

impl Service {
    /// Lists the member with what every member may see; takes members off the list who rest or left, or do not wish to stand in it.
    pub(crate) async fn index_member(&self, tx: &mut Tx, id: MemberId) -> Result<(), Fault> {
        let member = store::member::by_id(tx, id).await?.ok_or(Fault::NotFound)?;
        let before = store::directory::number(tx, id).await?;
        if let Some(no) = before {
            store::directory::remove(tx, no).await?;
        }
        let profile = store::profile::by_member(tx, id).await?;
        let is_listed = profile.as_ref().is_none_or(|p| p.listed);
        if member.state != MemberState::Active || !is_listed {
            return Ok(());
        }
        let no = number(tx, &member, before).await?;
        let (entry, words) = entry(tx, &member, profile, no).await?;
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        Ok(store::directory::insert(tx, &entry, &tokens(&words)).await?)
    }
}

/// The tokens that find the member.
pub(crate) async fn index_words(tx: &mut Tx, id: MemberId) -> Result<Vec<String>, Fault> {
    let member = store::member::by_id(tx, id).await?.ok_or(Fault::NotFound)?;
    let profile = store::profile::by_member(tx, id).await?;
    let (_, words) = entry(tx, &member, profile, 0).await?;
    Ok(tokens(&words.iter().map(String::as_str).collect::<Vec<_>>()))
}

/// The member's number: the present one while it fits the name, else the first free one after people read alike.
async fn number(tx: &mut Tx, member: &MemberRow, before: Option<i64>) -> Result<i64, Fault> {
    let first = place(&member.family_kana, &member.given_kana, &member.family);
    let range = first..first + SAME;
    if let Some(no) = before.filter(|no| range.contains(no)) {
        return Ok(no);
    }
    let last = store::directory::last_number(tx, range.start, range.end).await?;
    Ok(last.map_or(first, |last| last + 1))
}

/// The entry, and the texts it is found by.
async fn entry(
    tx: &mut Tx,
    m: &MemberRow,
    profile: Option<ProfileRow>,
    no: i64,
) -> Result<(Entry, Vec<String>), Fault> {
    let levels = view::levels(profile.as_ref())?;
    let sees = |field| may_see(Relation::Member, levels.of(field));
    let mut words = vec![
        format!("{}{}", m.family, m.given),
        format!("{}{}", m.family_kana, m.given_kana),
        format!("{} {} {}{}", m.family_roman, m.given_roman, m.family_roman, m.given_roman),
    ];
    if !m.former_family.is_empty() {
        words.push(format!("{}{}", m.former_family, m.given));
    }
    let tenures_seen = sees(ProfileField::Departments);
    if tenures_seen {
        let tenures = view::tenures(tx, m.id).await?;
        words.extend(tenures.into_iter().flat_map(|t| [t.department.ja, t.department.en, t.title]));
    }
    let mut entry = Entry {
        no,
        member: m.id,
        industry: String::new(),
        region: String::new(),
        tenures_seen,
        words: String::new(),
        skills: String::new(),
    };
    let Some(p) = profile else { return Ok((entry, words)) };
    let voices = types::lang::Lang::ALL.iter().map(|lang| types::lang::Voice::default().in_lang(*lang));
    if sees(ProfileField::Work) {
        let industry = p.industry.parse::<types::industry::Industry>().ok();
        words.extend(industry.into_iter().flat_map(|i| voices.clone().map(move |v| i.text(v).to_owned())));
        words.extend([p.company, p.title]);
        entry.industry = p.industry;
    }
    if sees(ProfileField::Region) {
        let region = p.region.parse::<types::region::Region>().ok();
        words.extend(region.into_iter().flat_map(|r| voices.clone().map(move |v| r.text(v).to_owned())));
        entry.region = p.region;
    }
    if sees(ProfileField::Skills) {
        words.push(p.skills.clone());
        entry.skills = p.skills.lines().take(4).collect::<Vec<_>>().join("\n");
    }
    for (field, text) in
        [(ProfileField::Looking, p.looking), (ProfileField::Help, p.help), (ProfileField::Bio, p.bio)]
    {
        if sees(field) && !text.is_empty() {
            if entry.words.is_empty() {
                entry.words = text.chars().take(140).collect();
            }
            words.push(text);
        }
    }
    Ok((entry, words))
}
