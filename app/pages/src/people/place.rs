//! Places to choose from: in Japan by area, elsewhere by region.
use types::country::Country;
use types::lang::Voice;
use types::place::{Area, Place};
use types::region::Region;
use types::words::place as w;

use crate::ui::{Choice, Group};

/// For the filter: regions and prefectures, and the country that is `chosen` where one is, each called by `label`.
pub(super) fn coarse(v: Voice, chosen: &str, label: impl Fn(Place) -> String) -> Vec<Group> {
    let group = |area: &Area| {
        let mut places = area.places();
        if let Some(country) = chosen.parse().ok().filter(|_| *area == Area::Abroad) {
            places.push(Place::Country(country));
        }
        Group {
            label: area.text(v).to_owned(),
            choices: places.into_iter().map(|it| Choice::new(it.as_str(), label(it))).collect(),
        }
    };
    Area::ALL.iter().map(group).collect()
}

/// For the form: those and all countries.
pub(super) fn fine(v: Voice) -> Vec<Group> {
    let abroad = Region::ALL.iter().filter(|region| region.area() == Area::Abroad);
    coarse(v, "", |place| place.text(v).to_owned())
        .into_iter()
        .chain(abroad.map(|region| countries(v, *region)))
        .collect()
}

/// The countries of a region, by their names.
fn countries(v: Voice, region: Region) -> Group {
    let mut choices: Vec<_> = Country::ALL
        .iter()
        .filter(|country| country.region() == region)
        .map(|country| choice(v, Place::Country(*country)))
        .collect();
    choices.sort_by(|a, b| a.label.cmp(&b.label));
    Group { label: w::country(v, region.text(v)), choices }
}

fn choice(v: Voice, place: Place) -> Choice {
    Choice::new(place.as_str(), place.text(v))
}
