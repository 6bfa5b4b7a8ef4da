//! What a member tells every member, text by text: what the index is made of, and why somebody was found.
use store::profile::{DepartmentRow, ProfileRow, TenureRow};
use types::lang::{Lang, Voice};
use types::profile::ProfileField;
use types::visibility::{Relation, may_see};

use super::view;
use crate::fault::Fault;

/// One text of a profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Told {
    /// Where it stands.
    pub field: ProfileField,
    /// The text.
    pub text: String,
}

/// All texts of a profile that every member may see.
pub(crate) fn told(
    profile: Option<&ProfileRow>,
    tenures: &[TenureRow],
    known: &[DepartmentRow],
) -> Result<Vec<Told>, Fault> {
    let levels = view::levels(profile)?;
    let sees = |field| may_see(Relation::Member, levels.of(field));
    let voices = || Lang::ALL.iter().map(|lang| Voice::default().in_lang(*lang));
    let mut all = Vec::new();
    let mut add = |field, texts: &mut dyn Iterator<Item = String>| {
        if sees(field) {
            let texts = texts.filter(|text| !text.is_empty());
            all.extend(texts.map(|text| Told { field, text }));
        }
    };
    for t in tenures {
        let department = known.iter().find(|d| Some(d.id) == t.department_id);
        let names = department.into_iter().flat_map(|d| [d.name_ja.clone(), d.name_en.clone()]);
        // Also in the member's own words: they may be what the department was called then.
        let own = department.is_none_or(|d| d.name_ja != t.department && d.name_en != t.department);
        let own = own.then(|| t.department.clone());
        add(ProfileField::Departments, &mut names.chain(own).chain([t.title.clone()]));
    }
    let Some(p) = profile else { return Ok(all) };
    let industry = p.industry.parse::<types::industry::Industry>().ok();
    let industries = industry.into_iter().flat_map(|i| voices().map(move |v| i.text(v).to_owned()));
    add(ProfileField::Work, &mut [p.company.clone(), p.title.clone()].into_iter().chain(industries));
    let region = p.region.parse::<types::region::Region>().ok();
    add(
        ProfileField::Region,
        &mut region.into_iter().flat_map(|r| voices().map(move |v| r.text(v).to_owned())),
    );
    add(ProfileField::Skills, &mut p.skills.lines().map(str::to_owned));
    for (field, text) in
        [(ProfileField::Looking, &p.looking), (ProfileField::Help, &p.help), (ProfileField::Bio, &p.bio)]
    {
        add(field, &mut std::iter::once(text.clone()));
    }
    Ok(all)
}
