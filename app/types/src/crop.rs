//! Which square of a picture becomes the portrait, and how far it reaches.
use serde::{Deserialize, Serialize};

use crate::form::{Problem, Problems};
use crate::site::choice;
use crate::text;
use crate::visibility::Visibility;

/// The smallest square, in per cent of the shorter side: less is a face of a few pixels.
pub const SIZE_MIN: i64 = 20;
/// The whole of anything, in per cent.
pub const WHOLE: i64 = 100;
/// Per mille in all.
const MILLE: u32 = 1000;

/// A square of a picture that stands upright, in per mille. Every combination lies within the picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Crop {
    /// How much of what remains across lies on the left: 0 is the left edge. None leaves it to the drawing.
    across: Option<u32>,
    /// How much of what remains down lies above: 0 is the upper edge. None leaves it to the drawing.
    down: Option<u32>,
    /// Its side, of the shorter side of the picture.
    size: u32,
}

impl Default for Crop {
    /// As large as can be, the place left to the drawing.
    fn default() -> Self {
        Self { across: None, down: None, size: MILLE }
    }
}

impl Crop {
    /// The side of the square in a picture whose shorter side is `shorter`, at least 1.
    #[must_use]
    pub fn side(self, shorter: u32) -> u32 {
        part(shorter, self.size).max(1)
    }

    /// Pixels to the left and above of the square in an upright picture. Unless it was said, the square lies in the middle; in a
    /// standing picture a little above, where the face is.
    #[must_use]
    pub fn corner(self, (width, height): (u32, u32)) -> (u32, u32) {
        let side = self.side(width.min(height));
        let (across, down) = (width.saturating_sub(side), height.saturating_sub(side));
        let above = if height > width { down / 3 } else { down / 2 };
        (
            self.across.map_or(across / 2, |share| part(across, share)),
            self.down.map_or(above, |share| part(down, share)),
        )
    }
}

/// `share` per mille of `length`.
fn part(length: u32, share: u32) -> u32 {
    let rounded = (u64::from(length) * u64::from(share) + u64::from(MILLE) / 2) / u64::from(MILLE);
    u32::try_from(rounded).unwrap_or(length)
}

/// A square as typed, in per cent with one digit behind the point; empty leaves it to the drawing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "names of form fields")]
pub struct CropInput {
    pub crop_x: String,
    pub crop_y: String,
    pub crop_size: String,
}

impl CropInput {
    /// The square typed.
    ///
    /// # Errors
    /// What is wrong, field by field.
    pub fn parse(&self) -> Result<Crop, Problems> {
        let mut problems = Problems::default();
        let mut read = |field, text: &str, min| {
            problems.take(field, text::optional(text, |text| per_mille(text, min))).flatten()
        };
        let (across, down) = (read("crop_x", &self.crop_x, 0), read("crop_y", &self.crop_y, 0));
        let size = read("crop_size", &self.crop_size, SIZE_MIN).unwrap_or(MILLE);
        problems.finish(Some(Crop { across, down, size }))
    }
}

/// The form of the portrait beside its file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PortraitInput {
    /// The square.
    #[serde(flatten)]
    pub crop: CropInput,
    /// How far the portrait reaches.
    pub reach: String,
}

impl PortraitInput {
    /// The square and the level chosen.
    ///
    /// # Errors
    /// What is wrong, field by field.
    pub fn parse(&self) -> Result<(Crop, Visibility), Problems> {
        let (crop, mut problems) = match self.crop.parse() {
            Ok(crop) => (Some(crop), Problems::default()),
            Err(problems) => (None, problems),
        };
        let reach = problems.take("reach", choice(&self.reach));
        problems.finish(crop.zip(reach))
    }
}

impl CropInput {
    /// The square of `side` pixels nearest to `left`, `top` in an upright picture of `size`, as it would be typed.
    #[must_use]
    pub fn of_square(size: (u32, u32), (left, top): (i32, i32), side: u32) -> Self {
        let shorter = size.0.min(size.1);
        let least = u32::try_from(SIZE_MIN * 10).unwrap_or(MILLE);
        let size_typed = share(side, shorter).clamp(least, MILLE);
        let side = part(shorter, size_typed).max(1);
        let place = |at: i32, length: u32| {
            let room = length - side;
            typed(share(u32::try_from(at).unwrap_or(0).min(room), room))
        };
        Self { crop_x: place(left, size.0), crop_y: place(top, size.1), crop_size: typed(size_typed) }
    }
}

/// `part` of `whole` in per mille; a half where there is nothing to share.
fn share(part: u32, whole: u32) -> u32 {
    let share = (u64::from(part) * u64::from(MILLE) + u64::from(whole) / 2).checked_div(u64::from(whole));
    share.and_then(|share| u32::try_from(share).ok()).unwrap_or(MILLE / 2)
}

/// Per mille as per cent.
fn typed(share: u32) -> String {
    match share % 10 {
        0 => (share / 10).to_string(),
        rest => format!("{}.{rest}", share / 10),
    }
}

/// Per cent as typed, at least `min`, in per mille.
fn per_mille(typed: &str, min: i64) -> Result<u32, Problem> {
    let out = Problem::NotInRange { min, max: WHOLE };
    let typed: String = typed.trim().chars().map(text::ascii_of_full_width).collect();
    let (whole, rest) = typed.split_once('.').unwrap_or((&typed, "0"));
    let is_number = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
    if !is_number(whole) || !is_number(rest) {
        return Err(out);
    }
    let digits = format!("{whole}{}", &rest[..1]);
    let read =
        digits.parse::<u32>().ok().filter(|share| (min * 10..=WHOLE * 10).contains(&i64::from(*share)));
    read.ok_or(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(x: &str, y: &str, size: &str) -> Result<Crop, Problems> {
        CropInput { crop_x: x.into(), crop_y: y.into(), crop_size: size.into() }.parse()
    }

    #[test]
    fn a_square_always_lies_within_the_picture() {
        for (x, y, size) in
            [("0", "0", "20"), ("100", "100", "20"), ("100", "0", "100"), ("33.3", "７", "99.9")]
        {
            let crop = typed(x, y, size).unwrap();
            for (width, height) in [(640, 480), (480, 640), (1, 1), (3, 9000)] {
                let ((left, top), side) = (crop.corner((width, height)), crop.side(width.min(height)));
                assert!(
                    side >= 1 && left + side <= width && top + side <= height,
                    "{crop:?} of {width}×{height}"
                );
            }
        }
        assert_eq!(typed("100", "100", "50").unwrap().corner((400, 200)), (300, 100));
    }

    #[test]
    fn without_a_word_it_is_the_middle_or_a_little_above() {
        let crop = typed("", " ", "").unwrap();
        assert_eq!(crop, Crop::default());
        assert_eq!(
            (crop.corner((800, 200)), crop.corner((200, 800)), crop.side(200)),
            ((300, 0), (0, 200), 200)
        );
    }

    #[test]
    fn a_square_that_was_drawn_is_the_one_that_is_read() {
        let size = (3000, 4000);
        for (corner, side, kept) in [
            ((0, 0), 3000, ((0, 0), 3000)),
            ((2400, 3400), 600, ((2400, 3400), 600)),
            ((9000, -5), 600, ((2400, 0), 600)),
            ((700, 900), 1, ((700, 900), 600)),
        ] {
            let crop = CropInput::of_square(size, corner, side).parse().unwrap();
            let (left, top) = crop.corner(size);
            let is_near = |a: u32, b: u32| a.abs_diff(b) <= 2;
            assert!(is_near(left, kept.0.0) && is_near(top, kept.0.1), "{corner:?}: {left}, {top}");
            assert_eq!(crop.side(3000), kept.1);
        }
        let square = CropInput::of_square((5, 5), (0, 0), 5);
        assert_eq!((square.crop_x.as_str(), square.crop_size.as_str()), ("50", "100"));
    }

    #[test]
    fn all_that_is_wrong_with_a_portrait_is_told_at_once() {
        let crop = CropInput { crop_size: "5".to_owned(), ..CropInput::default() };
        let typed = PortraitInput { crop, reach: "x".to_owned() };
        let problems = typed.parse().unwrap_err();
        assert!(problems.of("crop_size").is_some() && problems.of("reach").is_some(), "{problems:?}");
        let typed = PortraitInput { reach: "office".to_owned(), ..PortraitInput::default() };
        assert_eq!(typed.parse().unwrap(), (Crop::default(), Visibility::Office));
    }

    #[test]
    fn what_is_no_share_is_named_beside_its_field() {
        let problems = typed("-1", "100.1", "19.9").unwrap_err();
        let problem = |min| Problem::NotInRange { min, max: 100 };
        assert_eq!(problems.of("crop_x"), Some(&problem(0)));
        assert_eq!(problems.of("crop_y"), Some(&problem(0)));
        assert_eq!(problems.of("crop_size"), Some(&problem(20)));
        for wrong in ["a", "1e1", "5.", ".5", "9999999999", "１０１", "5.é"] {
            assert!(typed(wrong, "", "").is_err(), "{wrong}");
        }
    }
}
