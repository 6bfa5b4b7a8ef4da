//! What a member tells every member, text by text: what the index is made of, and why somebody was found.
use store::career::CareerRow;
use store::profile::{ProfileRow, TenureRow};
use types::lang::{Bilingual, Lang, Voice};
use types::language;
use types::place::Place;
use types::profile::ProfileField;
use types::visibility::{Relation, may_see};

use super::view;
use crate::department::History;
use crate::fault::Fault;

/// One text of a profile.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
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
    history: &History,
    jobs: &[CareerRow],
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
        let names: Vec<Bilingual> = t.department_id.map(|id| history.names(id)).unwrap_or_default();
        // Also in the member's own words: they may be what the department was called then.
        let own = !names.iter().any(|name| name.ja == t.department || name.en == t.department);
        let own = own.then(|| t.department.clone());
        let names = names.into_iter().flat_map(|name| [name.ja, name.en]);
        add(ProfileField::Departments, &mut names.chain(own).chain([t.title.clone()]));
    }
    for job in jobs {
        add(ProfileField::Work, &mut [job.company.clone(), job.title.clone()].into_iter());
    }
    let Some(p) = profile else { return Ok(all) };
    let industry = p.industry.parse::<types::industry::Industry>().ok();
    let industries = industry.into_iter().flat_map(|i| voices().map(move |v| i.text(v).to_owned()));
    add(ProfileField::Work, &mut { industries });
    let place = p.region.parse::<Place>().ok();
    // Whoever looks for a region finds those who live in a prefecture of it.
    let names = |place: Place| {
        let region = Some(place.region()).filter(|region| region.as_str() != place.as_str());
        voices().flat_map(move |v| {
            [Some(place.text(v)), region.map(|region| region.text(v))]
                .into_iter()
                .flatten()
                .map(str::to_owned)
        })
    };
    add(ProfileField::Region, &mut place.into_iter().flat_map(names));
    add(ProfileField::City, &mut std::iter::once(p.city.clone()));
    let spoken = language::stored(&p.languages);
    let spoken = spoken.iter().flat_map(|it| voices().map(move |v| it.language.text(v).to_owned()));
    add(ProfileField::Languages, &mut { spoken });
    add(ProfileField::News, &mut std::iter::once(p.news.clone()));
    add(ProfileField::Skills, &mut p.skills.lines().map(str::to_owned));
    for (field, text) in
        [(ProfileField::Looking, &p.looking), (ProfileField::Help, &p.help), (ProfileField::Bio, &p.bio)]
    {
        add(field, &mut std::iter::once(text.clone()));
    }
    Ok(all)
}
