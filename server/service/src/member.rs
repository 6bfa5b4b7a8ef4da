//! Members as accounts.
use store::Tx;
use store::member::MemberRow;
use types::id::{MediaId, MemberId};
use types::lang::Lang;
use types::member::{MemberState, Name, Relationship, Theme};
use types::relationship::{Period, RelationshipSource};
use types::role::Roles;
use types::text::{Kana, Mail};
use types::time::Stamp;

use crate::Service;
use crate::fault::Fault;
use crate::name::told_on_joining;
use crate::policy::{Capability, require};
use crate::viewer::Viewer;

/// A member about to be.
#[derive(Clone, Debug)]
pub struct NewMember {
    /// The name.
    pub name: Name,
    /// The family name once borne, or empty.
    pub former_family: String,
    /// To the company.
    pub relationship: Relationship,
    /// Parts played.
    pub roles: Roles,
    /// The line beside the name, or empty.
    pub line: String,
    /// The portrait.
    pub photo: Option<MediaId>,
    /// Language of the interface.
    pub lang: Lang,
    /// By whose invitation.
    pub invited_by: Option<MemberId>,
    /// Whether the one who invited may see it.
    pub shows_origin: bool,
    /// Since when; `None`: from now on.
    pub joined_at: Option<Stamp>,
    /// What the person was and is to the company, as far as is known; empty: `relationship`, since joining.
    pub periods: Vec<Period>,
}

impl NewMember {
    /// A member of whom only the name is known.
    #[must_use]
    pub fn named(name: Name, relationship: Relationship) -> Self {
        Self {
            name,
            former_family: String::new(),
            relationship,
            roles: Roles::default(),
            line: String::new(),
            photo: None,
            lang: Lang::Ja,
            invited_by: None,
            shows_origin: false,
            joined_at: None,
            periods: Vec::new(),
        }
    }
}

impl Service {
    /// Adds a member with addresses, the first being the primary one; a time beside an address says when it was proved.
    pub(crate) async fn add_member(
        &self,
        tx: &mut Tx,
        new: NewMember,
        mails: &[(Mail, Option<Stamp>)],
    ) -> Result<MemberId, Fault> {
        let text = |part: Option<String>| part.unwrap_or_default();
        let Name { family, given, family_kana, given_kana, family_roman, given_roman } = new.name;
        let joined_at = new.joined_at.unwrap_or_else(|| self.now());
        let mut row = MemberRow {
            id: MemberId(self.secrets().uuid(joined_at)),
            state: MemberState::Active,
            relationship: new.relationship,
            roles: new.roles,
            family: family.into(),
            given: given.into(),
            family_kana: text(family_kana.map(Into::into)),
            given_kana: text(given_kana.map(Into::into)),
            family_roman: text(family_roman.map(Into::into)),
            given_roman: text(given_roman.map(Into::into)),
            sort_key: String::new(),
            line: new.line,
            photo_id: new.photo,
            lang: new.lang,
            theme: Theme::Auto,
            invited_by: new.invited_by,
            shows_origin: new.shows_origin,
            joined_at,
        };
        row.sort_key = sort_key(&row);
        store::member::insert(tx, &row).await?;
        if !new.former_family.is_empty() {
            store::name::insert(tx, &told_on_joining(row.id, new.former_family)).await?;
        }
        for (i, (mail, verified_at)) in mails.iter().enumerate() {
            store::member::insert_mail(tx, mail, row.id, i == 0, *verified_at).await?;
        }
        let periods = if new.periods.is_empty() {
            let from = self.reading_day(joined_at).parse().map_err(Fault::internal)?;
            vec![Period { kind: new.relationship, from, to: None }]
        } else {
            new.periods
        };
        for period in &periods {
            let period = self.relationship_row(row.id, period, RelationshipSource::Join);
            store::relationship::insert(tx, &period).await?;
        }
        self.index_member(tx, row.id).await?;
        Ok(row.id)
    }

    /// Changes the language and theme the member reads in.
    ///
    /// # Errors
    /// Only members have some.
    pub async fn change_reading(&self, viewer: &Viewer, lang: Lang, theme: Theme) -> Result<(), Fault> {
        let me = require(viewer, Capability::TakePart)?;
        let mut tx = self.db().write().await?;
        store::member::set_reading(&mut tx, me.id(), lang, theme).await?;
        Ok(tx.commit().await?)
    }
}

/// The key whose byte order is 五十音 order: the reading without voicing differences first, then the reading, then the name.
/// Members without a reading come last, by name.
#[must_use]
pub fn sort_key(row: &MemberRow) -> String {
    let (family_kana, given_kana) = shown_reading(row);
    name_sort_key(&family_kana, &given_kana, &row.family, &row.given)
}

/// The reading by which the member has a place among others: the one that is shown, else that of a name written in kana. A reading
/// that members do not see gives no place, since the place would tell it.
pub(crate) fn shown_reading(row: &MemberRow) -> (String, String) {
    if !row.family_kana.is_empty() {
        return (row.family_kana.clone(), row.given_kana.clone());
    }
    let kana = |part: &str| part.parse::<Kana>().map(String::from).ok();
    kana(&row.family).map(|family| (family, kana(&row.given).unwrap_or_default())).unwrap_or_default()
}

/// As [`sort_key`], of a name that is no member's.
pub(crate) fn name_sort_key(family_kana: &str, given_kana: &str, family: &str, given: &str) -> String {
    let reading = format!("{family_kana} {given_kana}");
    let plain: String = reading.chars().map(unvoiced).collect();
    let first = if family_kana.is_empty() { '~' } else { '0' };
    format!("{first}{plain}|{reading}|{family} {given}")
}

/// ガ → カ, パ → ハ, ッ → ツ: dictionary order looks at these only when all else is equal.
pub(crate) fn unvoiced(c: char) -> char {
    const FROM: &str = "ガギグゲゴザジズゼゾダヂヅデドバビブベボパピプペポァィゥェォッャュョヮヴ";
    const TO: &str = "カキクケコサシスセソタチツテトハヒフヘホハヒフヘホアイウエオツヤユヨワウ";
    FROM.chars().position(|f| f == c).and_then(|i| TO.chars().nth(i)).unwrap_or(c)
}
