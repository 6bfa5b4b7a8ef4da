//! Pictures made smaller: means of areas, and what of a portrait is taken.
use image::metadata::Orientation;
use image::{DynamicImage, Rgb, RgbImage, Rgba, RgbaImage};
use types::crop::{Crop, CropInput};

use super::shrink::{Area, Layout, Shrink};

fn shrink(pixels: &[u8], (width, height): (u32, u32), layout: Layout, side: u32) -> RgbaImage {
    let mut shrink = Shrink::new(Area::whole((width, height)), side);
    shrink.push_all(pixels, width, layout);
    shrink.finish().unwrap()
}

#[test]
fn a_pixel_is_the_mean_of_its_area() {
    let three = [0, 90, 255];
    assert_eq!(shrink(&three, (3, 1), Layout::Grey, 1).as_raw(), &[115, 115, 115, 255]);
    // One and a half pixels each: (0 + 90 ÷ 2) ÷ 1.5 and (90 ÷ 2 + 255) ÷ 1.5.
    let two = shrink(&three, (3, 1), Layout::Grey, 2);
    assert_eq!(
        (two.get_pixel(0, 0), two.get_pixel(1, 0)),
        (&Rgba([30, 30, 30, 255]), &Rgba([200, 200, 200, 255]))
    );
    assert_eq!(shrink(&three, (1, 3), Layout::Grey, 2).as_raw(), two.as_raw());
    assert_eq!(shrink(&three, (3, 1), Layout::Grey, 3).as_raw()[4..8], [90, 90, 90, 255], "nothing to do");
    assert_eq!(shrink(&three, (3, 1), Layout::Grey, 9).dimensions(), (3, 1), "never larger");
}

#[test]
fn what_is_transparent_has_no_colour() {
    let red_beside_nothing = [255, 0, 0, 255, 0, 255, 0, 0];
    assert_eq!(shrink(&red_beside_nothing, (2, 1), Layout::Rgba, 1).as_raw(), &[255, 0, 0, 128]);
    assert_eq!(shrink(&[0; 8], (2, 1), Layout::Rgba, 1).as_raw(), &[0; 4]);
}

#[test]
fn inks_become_light() {
    assert_eq!(shrink(&[0, 0, 0, 0], (1, 1), Layout::Cmyk, 1).as_raw(), &[255; 4]);
    assert_eq!(shrink(&[0, 255, 255, 0], (1, 1), Layout::Cmyk, 1).as_raw(), &[255, 0, 0, 255]);
}

#[test]
fn a_picture_that_ends_early_is_none() {
    let mut shrink = Shrink::new(Area::whole((2, 2)), 2);
    shrink.push(&[1, 2], Layout::Grey);
    assert!(shrink.finish().is_none());
}

/// The upper third of a standing person is kept, whichever way the camera was held.
#[test]
fn a_portrait_keeps_the_face_however_it_is_turned() {
    for exif in 1..=8 {
        let crop = cut(exif, (2, 8), Crop::default());
        assert_eq!((crop.dimensions(), crop.get_pixel(0, 0)), ((2, 2), &Rgb([0, 2, 0])), "{exif}");
    }
}

/// The square chosen in the upright picture is the one drawn, whichever way the camera was held.
#[test]
fn a_portrait_is_the_square_that_was_chosen_however_it_is_turned() {
    for exif in 1..=8 {
        for (x, y, corner) in [
            ("0", "0", [0, 0]),
            ("100", "0", [7, 0]),
            ("0", "100", [0, 3]),
            ("100", "100", [7, 3]),
            ("50", "50", [4, 2]),
        ] {
            let crop = CropInput { crop_x: x.into(), crop_y: y.into(), crop_size: "50".into() };
            let crop = cut(exif, (10, 6), crop.parse().unwrap());
            let [left, top] = corner;
            assert_eq!(
                (crop.dimensions(), crop.get_pixel(0, 0)),
                ((3, 3), &Rgb([left, top, 0])),
                "{exif}: {x} {y}"
            );
            assert_eq!(crop.get_pixel(2, 2), &Rgb([left + 2, top + 2, 0]), "{exif}: {x} {y}");
        }
    }
}

/// What is drawn of a picture whose pixels say where they are to be seen: across in red, down in green.
fn cut(exif: u8, (width, height): (u32, u32), crop: Crop) -> RgbImage {
    let orientation = Orientation::from_exif(exif).unwrap();
    let at = |n: u32| u8::try_from(n).unwrap();
    let seen = RgbImage::from_fn(width, height, |x, y| Rgb([at(x), at(y), 0]));
    let mut stored = DynamicImage::ImageRgb8(seen);
    stored.apply_orientation(back(orientation));
    let area = Area::of(Some(crop), (stored.width(), stored.height()), orientation);
    let mut cut = stored.crop_imm(area.left, area.top, area.width, area.height);
    cut.apply_orientation(orientation);
    cut.to_rgb8()
}

fn back(orientation: Orientation) -> Orientation {
    match orientation {
        Orientation::Rotate90 => Orientation::Rotate270,
        Orientation::Rotate270 => Orientation::Rotate90,
        same => same,
    }
}
