//! Where somebody lives: as near as they say.
use serde::{Deserialize, Serialize};

use crate::country::Country;
use crate::enums::{UnknownVariant, text_enum};
use crate::lang::Voice;
use crate::prefecture::Prefecture;
use crate::region::Region;
use crate::words::place as w;

/// Characters of the longest name of a city.
pub const CITY_MAX: usize = 60;

/// A prefecture, a country, or, for whoever keeps it coarse, a region of several.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum Place {
    /// In Japan.
    Prefecture(Prefecture),
    /// Elsewhere.
    Country(Country),
    /// Somewhere in it.
    Region(Region),
}

impl Place {
    /// The text it is stored and sent as. Those of the three kinds differ; a region of one prefecture is that prefecture.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Prefecture(it) => it.as_str(),
            Self::Country(it) => it.as_str(),
            Self::Region(it) => it.as_str(),
        }
    }

    /// Its name for the reader.
    #[must_use]
    pub fn text(self, voice: Voice) -> &'static str {
        match self {
            Self::Prefecture(it) => it.text(voice),
            Self::Country(it) => it.text(voice),
            Self::Region(it) => it.text(voice),
        }
    }

    /// The region it lies in.
    #[must_use]
    pub const fn region(self) -> Region {
        match self {
            Self::Prefecture(it) => it.region(),
            Self::Country(it) => it.region(),
            Self::Region(it) => it,
        }
    }
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

impl std::str::FromStr for Place {
    type Err = UnknownVariant;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let prefecture = text.parse().map(Self::Prefecture);
        let country = prefecture.or_else(|_| text.parse().map(Self::Country));
        country.or_else(|_| text.parse().map(Self::Region))
    }
}

impl From<Place> for String {
    fn from(place: Place) -> Self {
        place.as_str().to_owned()
    }
}

impl TryFrom<String> for Place {
    type Error = UnknownVariant;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

text_enum! {
    /// Places as a list groups them.
    pub enum Area {
        /// 北海道・東北
        North = "north",
        /// 関東
        Kanto = "kanto",
        /// 中部
        Chubu = "chubu",
        /// 近畿
        Kinki = "kinki",
        /// 中国・四国
        West = "west",
        /// 九州・沖縄
        South = "south",
        /// 日本の外
        Abroad = "abroad",
    }
}

impl Area {
    /// Its name for the reader.
    #[must_use]
    pub fn text(self, voice: Voice) -> &'static str {
        match self {
            Self::North => w::north(voice),
            Self::Kanto => w::kanto(voice),
            Self::Chubu => w::chubu(voice),
            Self::Kinki => w::kinki(voice),
            Self::West => w::west(voice),
            Self::South => w::south(voice),
            Self::Abroad => w::abroad(voice),
        }
    }

    /// The places of it, without countries: each region, followed by the prefectures of it.
    #[must_use]
    pub fn places(self) -> Vec<Place> {
        let regions = Region::ALL.iter().filter(|region| region.area() == self);
        let of_region = |region: &Region| {
            let prefectures: Vec<_> = Prefecture::ALL.iter().filter(|it| it.region() == *region).collect();
            let whole = (prefectures.len() != 1).then_some(Place::Region(*region));
            let prefectures = prefectures.into_iter().map(|it| Place::Prefecture(*it));
            whole.into_iter().chain(prefectures).collect::<Vec<_>>()
        };
        regions.flat_map(of_region).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_is_read_as_it_is_written() {
        let prefectures = Prefecture::ALL.iter().map(|it| Place::Prefecture(*it));
        let countries = Country::ALL.iter().map(|it| Place::Country(*it));
        for place in prefectures.chain(countries) {
            assert_eq!(place.as_str().parse(), Ok(place));
        }
        // A region of one prefecture is read as the prefecture.
        for region in Region::ALL {
            let place: Place = region.as_str().parse().unwrap();
            assert_eq!(place.region(), *region);
            assert!(matches!(place, Place::Region(_) | Place::Prefecture(_)), "{place}");
        }
    }

    /// Members answered so before places were told as near as a prefecture; `vietnam` became a country.
    #[test]
    fn earlier_answers_are_still_places() {
        let earlier = "hokkaido tohoku kita-kanto saitama-chiba tokyo kanagawa koshinetsu hokuriku tokai kyoto osaka hyogo \
                       shiga-nara-wakayama chugoku shikoku fukuoka kyushu okinawa VN asia europe north-america";
        for answer in earlier.split(' ') {
            assert_eq!(answer.parse::<Place>().map(Place::as_str), Ok(answer));
        }
    }

    #[test]
    fn the_areas_hold_each_prefecture_and_region_once() {
        let all: Vec<_> = Area::ALL.iter().flat_map(|area| area.places()).collect();
        let mut texts: Vec<_> = all.iter().map(|place| place.as_str()).collect();
        texts.sort_unstable();
        texts.dedup();
        assert_eq!(texts.len(), all.len());
        let is_there = |place: Place| texts.binary_search(&place.as_str()).is_ok();
        assert!(Prefecture::ALL.iter().all(|it| is_there(Place::Prefecture(*it))));
        assert!(Region::ALL.iter().all(|it| is_there(Place::Region(*it))));
    }
}
