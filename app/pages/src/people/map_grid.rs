//! Where each prefecture stands on the map: a grid of tiles in roughly their places.
use types::prefecture::Prefecture as P;

/// Columns and rows of the grid.
pub(super) const SIZE: (u32, u32) = (12, 12);

/// A prefecture, its column and row from the north-west, and how many columns and rows it takes.
pub(super) const TILES: [(P, [u32; 4]); 47] = [
    (P::Hokkaido, [10, 0, 2, 1]),
    (P::Aomori, [10, 1, 2, 1]),
    (P::Iwate, [11, 2, 1, 1]),
    (P::Miyagi, [11, 3, 1, 1]),
    (P::Akita, [10, 2, 1, 1]),
    (P::Yamagata, [10, 3, 1, 1]),
    (P::Fukushima, [10, 4, 2, 1]),
    (P::Ibaraki, [11, 5, 1, 1]),
    (P::Tochigi, [10, 5, 1, 1]),
    (P::Gunma, [9, 5, 1, 1]),
    (P::Saitama, [9, 6, 2, 1]),
    (P::Chiba, [11, 6, 1, 2]),
    (P::Tokyo, [10, 7, 1, 1]),
    (P::Kanagawa, [9, 7, 1, 1]),
    (P::Niigata, [8, 4, 2, 1]),
    (P::Toyama, [7, 4, 1, 1]),
    (P::Ishikawa, [6, 4, 1, 1]),
    (P::Fukui, [6, 5, 1, 1]),
    (P::Yamanashi, [8, 6, 1, 1]),
    (P::Nagano, [8, 5, 1, 1]),
    (P::Gifu, [7, 5, 1, 1]),
    (P::Shizuoka, [8, 7, 1, 1]),
    (P::Aichi, [7, 6, 1, 1]),
    (P::Mie, [7, 7, 1, 1]),
    (P::Shiga, [6, 6, 1, 1]),
    (P::Kyoto, [5, 5, 1, 1]),
    (P::Osaka, [5, 6, 1, 1]),
    (P::Hyogo, [4, 5, 1, 2]),
    (P::Nara, [6, 7, 1, 1]),
    (P::Wakayama, [5, 7, 1, 1]),
    (P::Tottori, [3, 5, 1, 1]),
    (P::Shimane, [2, 5, 1, 1]),
    (P::Okayama, [3, 6, 1, 1]),
    (P::Hiroshima, [2, 6, 1, 1]),
    (P::Yamaguchi, [1, 5, 1, 2]),
    (P::Tokushima, [4, 9, 1, 1]),
    (P::Kagawa, [4, 8, 1, 1]),
    (P::Ehime, [3, 8, 1, 1]),
    (P::Kochi, [3, 9, 1, 1]),
    (P::Fukuoka, [1, 7, 1, 1]),
    (P::Saga, [0, 7, 1, 1]),
    (P::Nagasaki, [0, 8, 1, 1]),
    (P::Kumamoto, [0, 9, 1, 1]),
    (P::Oita, [1, 8, 1, 1]),
    (P::Miyazaki, [1, 9, 1, 1]),
    (P::Kagoshima, [0, 10, 2, 1]),
    (P::Okinawa, [0, 11, 1, 1]),
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_prefecture_has_a_place_of_its_own() {
        let mut cells = BTreeSet::new();
        for (prefecture, [x, y, w, h]) in TILES {
            for cell in (x..x + w).flat_map(|x| (y..y + h).map(move |y| (x, y))) {
                assert!(cells.insert(cell) && cell.0 < SIZE.0 && cell.1 < SIZE.1, "{prefecture}");
            }
        }
        let names: BTreeSet<_> = TILES.iter().map(|(prefecture, _)| prefecture.as_str()).collect();
        assert_eq!(names.len(), P::ALL.len());
    }
}
